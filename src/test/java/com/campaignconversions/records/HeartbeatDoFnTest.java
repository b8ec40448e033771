package com.campaignconversions.records;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn.Setup;
import org.apache.beam.sdk.transforms.DoFn.Teardown;
import org.junit.jupiter.api.Test;

class HeartbeatDoFnTest {

  /** Writes down what it is told. */
  private static final class Told implements Heartbeat {
    private static final long serialVersionUID = 1;

    private final List<String> told = new ArrayList<>();

    @Override
    public void join() {
      told.add("join");
    }

    @Override
    public void moved() {
      told.add("moved");
    }

    @Override
    public void leave() {
      told.add("leave");
    }
  }

  /** A function that does one thing. */
  private static final class Works extends HeartbeatDoFn<String, String> {
    private static final long serialVersionUID = 1;

    Works(Heartbeat heartbeat) {
      super(heartbeat);
    }

    void work() {
      moved();
    }
  }

  @Test
  void joinsMovesAndLeavesAsTheWorkerHoldsIt() {
    Told heartbeat = new Told();
    Works works = new Works(heartbeat);

    works.joinHeartbeat();
    works.work();
    works.work();
    works.leaveHeartbeat();

    assertThat(heartbeat.told, contains("join", "moved", "moved", "leave"));
  }

  @Test
  void saysNothingBeforeAWorkerTakesIt() {
    Told heartbeat = new Told();
    Works works = new Works(heartbeat);

    assertThat(heartbeat.told.isEmpty(), is(true));
    works.work();
    assertThat(heartbeat.told, contains("moved"));
  }

  /** Beam finds both by their annotations alone. */
  @Test
  void beamCallsItWhenItIsSetUpAndTornDown() throws NoSuchMethodException {
    assertThat(
        HeartbeatDoFn.class.getMethod("joinHeartbeat").getAnnotation(Setup.class),
        is(not(nullValue())));
    assertThat(
        HeartbeatDoFn.class.getMethod("leaveHeartbeat").getAnnotation(Teardown.class),
        is(not(nullValue())));
  }
}

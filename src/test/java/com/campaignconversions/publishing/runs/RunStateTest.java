package com.campaignconversions.publishing.runs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.publishing.runs.RunState.Liveness;
import com.campaignconversions.publishing.runs.RunState.RunKind;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunStateTest {
  private static final Instant SIX = Instant.parse("2025-12-01T06:00:00Z");
  private static final String THREE_ROWS = "{\"rows\":{\"read\":3,\"used\":3}}";

  private static RunState run(
      Liveness state, Duration stoodStill, RunKind kind, @Nullable String reason) {
    return new RunState(
        7,
        "hotel-bookings",
        SIX,
        SIX.plus(stoodStill),
        SIX,
        null,
        null,
        "1.0",
        "catalogue",
        THREE_ROWS,
        state,
        kind,
        reason);
  }

  private static RunState standing(Liveness state, Duration stoodStill) {
    return run(state, stoodStill, RunKind.RUN, null);
  }

  @Test
  void itStoodStillFromItsLastMoveToItsLastSignOfLife() {
    assertThat(
        standing(Liveness.RUNNING, Duration.ofSeconds(90)).stoodStill(),
        is(Duration.ofSeconds(90)));
  }

  @Test
  void aStepMayBeBusyForLessThanFiveMinutes() {
    assertThat(
        standing(Liveness.RUNNING, Duration.ofMinutes(5).minusNanos(1)).stalled(), is(nullValue()));
  }

  @Test
  void fromFiveMinutesOnARunIsStalled() {
    assertThat(
        standing(Liveness.RUNNING, Duration.ofMinutes(5)).stalled(),
        is("nothing has moved for 5 minutes; see whether its source or its database answers"));
  }

  @Test
  void onlyARunInProgressIsStalled() {
    assertThat(standing(Liveness.ENDED, Duration.ofHours(1)).stalled(), is(nullValue()));
    assertThat(standing(Liveness.DEAD, Duration.ofHours(1)).stalled(), is(nullValue()));
  }

  @Test
  void ofADeadRunItsLastSignOfLifeIsTold() {
    assertThat(
        run(Liveness.DEAD, Duration.ofMinutes(2), RunKind.RUN, "The disk is full.").why(),
        is("was killed or lost: it has shown no sign of life since 2025-12-01T06:02:00Z"));
  }

  @Test
  void ofAnyOtherRunItsOwnReasonIsTold() {
    assertThat(
        run(Liveness.ENDED, Duration.ZERO, RunKind.RUN, "The disk is full.").why(),
        is("The disk is full."));
    assertThat(run(Liveness.ENDED, Duration.ZERO, RunKind.RUN, null).why(), is(nullValue()));
  }

  @Test
  void onlyARunThatPublishesReadRows() {
    assertThat(
        run(Liveness.ENDED, Duration.ZERO, RunKind.RUN, null).read(),
        is(RunCounts.of(new RowCounts(3, 3, 0, 0, 0, 0, 0, 0))));
    assertThat(
        run(Liveness.ENDED, Duration.ZERO, RunKind.AUDIT, null).read(),
        sameInstance(RunCounts.NONE));
    assertThat(
        run(Liveness.ENDED, Duration.ZERO, RunKind.ROLLBACK, null).read(),
        sameInstance(RunCounts.NONE));
  }
}

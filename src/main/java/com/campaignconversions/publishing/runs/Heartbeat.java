package com.campaignconversions.publishing.runs;

import com.campaignconversions.database.Database;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Passes elements on as they are; while it stands ready to, its worker has a {@link Pulse} of the
 * run, also where nobody waits for the run, and each element is a movement.
 */
public final class Heartbeat<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private static final long serialVersionUID = 1;

  private final Database database;
  private final Run run;

  private Heartbeat(Database database, Run run) {
    this.database = database;
    this.run = run;
  }

  public static <T> Heartbeat<T> of(Database database, Run run) {
    return new Heartbeat<>(database, run);
  }

  @Override
  public PCollection<T> expand(PCollection<T> elements) {
    return elements
        .apply("Pass on", ParDo.of(new Pass<T>(database, run)))
        .setCoder(elements.getCoder());
  }

  static final class Pass<T> extends DoFn<T, T> {
    private static final long serialVersionUID = 1;
    private final Database database;
    private final Run run;
    private transient @Nullable Pulse pulse;

    Pass(Database database, Run run) {
      this.database = database;
      this.run = run;
    }

    @Setup
    public void setUp() {
      pulse = Pulse.join(database, run.id());
    }

    @ProcessElement
    public void pass(@Element T element, OutputReceiver<T> out) {
      if (pulse != null) {
        pulse.moved();
      }
      out.output(element);
    }

    @Teardown
    public void tearDown() {
      if (pulse != null) {
        pulse.leave();
        pulse = null;
      }
    }
  }
}

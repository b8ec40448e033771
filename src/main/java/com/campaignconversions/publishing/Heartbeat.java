package com.campaignconversions.publishing;

import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes elements on as they are; while it stands ready to, the worker shows the database that the
 * run lives, also where nobody waits for the run, and says so where nothing moves.
 */
public final class Heartbeat<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
  private static final long STALL_MINUTES = 5;

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
    private transient @Nullable Beating beating;

    Pass(Database database, Run run) {
      this.database = database;
      this.run = run;
    }

    @Setup
    public void setUp() {
      beating = Beating.join(database, run.id());
    }

    @ProcessElement
    public void pass(@Element T element, OutputReceiver<T> out) {
      if (beating != null) {
        beating.moved = System.nanoTime();
      }
      out.output(element);
    }

    @Teardown
    public void tearDown() {
      if (beating != null) {
        beating.leave();
        beating = null;
      }
    }
  }

  /** The one thread of a worker for a run; it ends with the last step that stands ready. */
  private static final class Beating {
    private static final ConcurrentHashMap<Key, Beating> RUNS = new ConcurrentHashMap<>();

    private final Key key;
    private final ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "run heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    private int steps;
    private long told;
    private volatile long moved = System.nanoTime();

    private record Key(Database database, long runId) {}

    private Beating(Key key) {
      this.key = key;
      ScheduledFuture<?> unused =
          timer.scheduleWithFixedDelay(
              this::beat, Runs.HEARTBEAT_SECONDS, Runs.HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    }

    static Beating join(Database database, long runId) {
      return Objects.requireNonNull(
          RUNS.compute(
              new Key(database, runId),
              (key, known) -> {
                Beating joined = known == null ? new Beating(key) : known;
                joined.steps++;
                joined.moved = System.nanoTime();
                return joined;
              }));
    }

    void leave() {
      RUNS.computeIfPresent(
          key,
          (same, beating) -> {
            if (--beating.steps > 0) {
              return beating;
            }
            beating.timer.shutdownNow();
            return null;
          });
    }

    private void beat() {
      long stalledFor = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime() - moved);
      if (stalledFor < STALL_MINUTES) {
        told = 0;
      } else if (stalledFor >= told + STALL_MINUTES) {
        told = stalledFor;
        LOG.warn(
            "Run {}: nothing has moved in this worker for {} minutes; see whether its source or"
                + " its database answers",
            key.runId(),
            stalledFor);
      }
      try {
        Runs.heartbeat(key.database(), key.runId());
      } catch (DatabaseException e) {
        LOG.warn("The run's heartbeat was not stored: {}", e.getMessage());
      }
    }
  }
}

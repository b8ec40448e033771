package com.campaignconversions.publishing.runs;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.records.Heartbeat;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the database that a run lives and when it last moved, and says so where it stands still:
 * one thread in a JVM for each run, which ends with the last one who joined it.
 */
public record RunHeartbeat(Database database, long runId) implements Heartbeat {
  private static final Logger LOG = LoggerFactory.getLogger(RunHeartbeat.class);
  private static final ConcurrentHashMap<RunHeartbeat, Timer> TIMERS = new ConcurrentHashMap<>();

  /** A run that is silent for a minute counts as dead. */
  private static final int SECONDS = 10;

  @Override
  public void join() {
    TIMERS.compute(
        this,
        (same, cached) -> {
          Timer timer = cached == null ? new Timer(this) : cached;
          timer.joined++;
          return timer;
        });
  }

  @Override
  public void moved() {
    Timer timer = timer();
    if (timer != null) {
      timer.moved.set(true);
    }
  }

  @Override
  public void leave() {
    TIMERS.computeIfPresent(
        this,
        (same, timer) -> {
          if (--timer.joined > 0) {
            return timer;
          }
          timer.executor.shutdownNow();
          return null;
        });
  }

  /** Beats now, where anybody has joined. */
  public void beat() {
    Timer timer = timer();
    if (timer != null) {
      timer.beat();
    }
  }

  private @Nullable Timer timer() {
    return TIMERS.get(this);
  }

  /** This JVM's, of one run. */
  private static final class Timer {
    private final RunHeartbeat run;
    private final AtomicBoolean moved = new AtomicBoolean();
    private final ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "run heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    private int joined;
    private Duration lastTold = Duration.ZERO;

    Timer(RunHeartbeat run) {
      this.run = run;
      ScheduledFuture<?> unused =
          executor.scheduleWithFixedDelay(this::beat, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    void beat() {
      try {
        tell(RunStore.heartbeat(run.database, run.runId, moved.getAndSet(false)));
      } catch (DatabaseException e) {
        LOG.warn("The run's heartbeat was not stored: {}", e.getMessage());
      }
    }

    /** Every five minutes. */
    private void tell(Duration stoodStill) {
      if (stoodStill.compareTo(RunState.STALLED) < 0) {
        lastTold = Duration.ZERO;
      } else if (stoodStill.compareTo(lastTold.plus(RunState.STALLED)) >= 0) {
        lastTold = stoodStill;
        LOG.warn("Run {}: {}", run.runId, RunState.stalled(stoodStill));
      }
    }
  }
}

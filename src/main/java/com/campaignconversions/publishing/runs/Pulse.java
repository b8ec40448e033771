package com.campaignconversions.publishing.runs;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the database that a run lives and when it last moved, and says so where it stands still:
 * one thread in a JVM for each run, which ends with the last one who joined it.
 */
public final class Pulse {
  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
  private static final ConcurrentHashMap<Key, Pulse> PULSES = new ConcurrentHashMap<>();

  /** A run that is silent for a minute counts as dead. */
  private static final int SECONDS = 10;

  private final Key key;
  private final AtomicBoolean moved = new AtomicBoolean();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "run pulse");
            thread.setDaemon(true);
            return thread;
          });
  private int joined;
  private Duration told = Duration.ZERO;

  private record Key(Database database, long runId) {}

  private Pulse(Key key) {
    this.key = key;
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(this::beat, SECONDS, SECONDS, TimeUnit.SECONDS);
  }

  /** This JVM's pulse of a run, to be left again. */
  public static Pulse join(Database database, long runId) {
    return Objects.requireNonNull(
        PULSES.compute(
            new Key(database, runId),
            (key, known) -> {
              Pulse pulse = known == null ? new Pulse(key) : known;
              pulse.joined++;
              return pulse;
            }));
  }

  /** Something was done. */
  public void moved() {
    moved.set(true);
  }

  public void leave() {
    PULSES.computeIfPresent(
        key,
        (same, pulse) -> {
          if (--pulse.joined > 0) {
            return pulse;
          }
          pulse.timer.shutdownNow();
          return null;
        });
  }

  public void beat() {
    try {
      tell(RunStore.heartbeat(key.database(), key.runId(), moved.getAndSet(false)));
    } catch (DatabaseException e) {
      LOG.warn("The run's heartbeat was not stored: {}", e.getMessage());
    }
  }

  /** Every five minutes. */
  private void tell(Duration stoodStill) {
    if (stoodStill.compareTo(RunState.STALLED) < 0) {
      told = Duration.ZERO;
    } else if (stoodStill.compareTo(told.plus(RunState.STALLED)) >= 0) {
      told = stoodStill;
      LOG.warn("Run {}: {}", key.runId(), RunState.stalled(stoodStill));
    }
  }
}

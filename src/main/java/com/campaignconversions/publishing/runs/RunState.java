package com.campaignconversions.publishing.runs;

import com.campaignconversions.insights.counts.RunCounts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as the list of runs shows it.
 *
 * @param heartbeat when it last showed that it lives
 * @param moved when anything was last done; not later than {@code heartbeat}
 * @param ended null while it runs, as {@code exitCode}
 * @param catalogue the hash of its metrics and attribution
 * @param counts a JSON object of rows, rejections by reason and client periods by outcome; of an
 *     audit, of client periods and of what could not be judged
 * @param reason why it failed; null where it did not
 */
public record RunState(
    long id,
    String job,
    Instant started,
    Instant heartbeat,
    Instant moved,
    @Nullable Instant ended,
    @Nullable Integer exitCode,
    String version,
    String catalogue,
    @Nullable String counts,
    Liveness state,
    RunKind kind,
    @Nullable String reason) {

  /** For so long a step may be busy with one thing. */
  static final Duration STALLED = Duration.ofMinutes(5);

  /** For how long nothing has been done, as of its last sign of life. */
  public Duration stoodStill() {
    return Duration.between(moved, heartbeat);
  }

  /** What to tell of a run in which nothing moves; null where something does. */
  public @Nullable String stalled() {
    return state == Liveness.RUNNING && stoodStill().compareTo(STALLED) >= 0
        ? stalled(stoodStill())
        : null;
  }

  static String stalled(Duration stoodStill) {
    return "nothing has moved for %d minutes; see whether its source or its database answers"
        .formatted(stoodStill.toMinutes());
  }

  /** Why it did not end well, where that is known. */
  public @Nullable String why() {
    return state == Liveness.DEAD
        ? "was killed or lost: it has shown no sign of life since " + heartbeat
        : reason;
  }

  /** What it read, and what it could not use. */
  public RunCounts read() {
    return kind == RunKind.RUN ? RunCountsJson.parse(counts) : RunCounts.NONE;
  }

  /** What a run does. */
  public enum RunKind {
    RUN,
    /** A person went back to an earlier version of a client period. */
    ROLLBACK,
    /** It judges numbers that are stored already, and publishes none. */
    AUDIT
  }

  /** Whether a run still does something. */
  public enum Liveness {
    RUNNING,
    ENDED,
    /** It has not ended and shows no sign of life: it blocks nobody. */
    DEAD
  }
}

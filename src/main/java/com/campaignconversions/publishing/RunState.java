package com.campaignconversions.publishing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run as the list of runs shows it.
 *
 * @param heartbeat when it last showed that it lives
 * @param ended null while it runs, as {@code exitCode}
 * @param catalogue the hash of its metrics and attribution
 * @param counts a JSON object of rows, rejections by reason and client periods by outcome; of an
 *     audit, of client periods and of what could not be judged
 */
public record RunState(
    long id,
    String job,
    Instant started,
    Instant heartbeat,
    @Nullable Instant ended,
    @Nullable Integer exitCode,
    String version,
    String catalogue,
    @Nullable String counts,
    State state,
    Kind kind) {

  /** What a run does. */
  public enum Kind {
    RUN,
    /** A person went back to an earlier version of a client period. */
    ROLLBACK,
    /** It judges numbers that are stored already, and publishes none. */
    AUDIT
  }

  /** Whether a run still does something. */
  public enum State {
    RUNNING,
    ENDED,
    /** It has not ended and shows no sign of life: it blocks nobody. */
    DEAD
  }
}

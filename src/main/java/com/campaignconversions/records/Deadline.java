package com.campaignconversions.records;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The moment at which something that waits or tries again must be over. */
public final class Deadline {
  private static final long BEGIN = System.nanoTime();

  /** Goes on evenly, whatever is done to the clock on the wall. */
  private static final InstantSource MONOTONIC =
      () -> Instant.EPOCH.plusNanos(System.nanoTime() - BEGIN);

  private final InstantSource clock;
  private final Instant end;

  private Deadline(InstantSource clock, Instant end) {
    this.clock = clock;
    this.end = end;
  }

  /** In so long from now. */
  public static Deadline in(Duration duration) {
    return in(duration, MONOTONIC);
  }

  /** In so long from now, by another clock. */
  public static Deadline in(Duration duration, InstantSource clock) {
    return at(clock.instant().plus(duration), clock);
  }

  public static Deadline at(Instant end, InstantSource clock) {
    return new Deadline(clock, end);
  }

  public boolean isOver() {
    return !clock.instant().isBefore(end);
  }

  /** Whether it is not over yet when so much time has passed. */
  public boolean leaves(Duration duration) {
    return !clock.instant().plus(duration).isAfter(end);
  }
}

package com.campaignconversions.marketingapi;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A time in which waiting takes none. */
public final class QuickTime implements Time {
  public static final Instant START = Instant.parse("2025-12-05T06:00:00Z");

  private final ArrayList<Duration> waits = new ArrayList<>();
  private Instant now = START;

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void pass(Duration duration) {
    waits.add(duration);
    now = now.plus(duration);
  }

  /** How long was waited, one after the other. */
  public synchronized List<Duration> waits() {
    return List.copyOf(waits);
  }
}

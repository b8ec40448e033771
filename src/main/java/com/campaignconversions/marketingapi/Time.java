package com.campaignconversions.marketingapi;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What time it is, and waiting; in tests an hour passes at once. */
public interface Time extends InstantSource, Serializable {
  Instant now();

  @Override
  default Instant instant() {
    return now();
  }

  void pass(Duration duration) throws InterruptedException;

  /** That of the clock on the wall. */
  enum Real implements Time {
    REAL;

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void pass(Duration duration) throws InterruptedException {
      Thread.sleep(duration.toMillis());
    }
  }
}

package com.campaignconversions.variance.detection;

import com.campaignconversions.variance.numbers.ValueColumn;

/**
 * What a total might have been divided by.
 *
 * @param name {@code equal}, {@code spend}, {@code impressions}, {@code clicks} or the name of a
 *     metric
 * @param weights the key's share of each campaign
 */
public record AllocationKey(String name, KeyKind kind, ValueColumn weights) {
  public enum KeyKind {
    EQUAL(false),
    SPEND(false),
    IMPRESSIONS(true),
    CLICKS(true),
    METRIC(true),
    MONEY(false);

    /** Whether the key counts events, of which a metric's own may be a part. */
    final boolean counted;

    KeyKind(boolean counted) {
      this.counted = counted;
    }

    public boolean isMetric() {
      return this == METRIC || this == MONEY;
    }
  }
}

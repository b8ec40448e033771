package com.campaignconversions.variance.numbers;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How rarely chance makes one metric's values look manufactured, each way for itself, so that later
 * periods can lean on it without the values. Of a key: the chance of values that are its rounded
 * shares, 1 where they are not, null where that cannot be tested.
 *
 * @param values how many different ones there are above zero
 * @param greatestDivisor of all values above zero; null where there are none, and of money and
 *     fractions
 */
public record SplitChances(
    @Nullable Double equal,
    @Nullable Double spend,
    @Nullable Double impressions,
    @Nullable Double clicks,
    long values,
    @Nullable Long greatestDivisor)
    implements Serializable {

  /** Of what was not tested. */
  public static final SplitChances NONE = new SplitChances(null, null, null, null, 0, null);

  /** Of one of the four keys, by its name; null of any other. */
  public @Nullable Double of(String key) {
    return switch (key) {
      case "equal" -> equal;
      case "spend" -> spend;
      case "impressions" -> impressions;
      case "clicks" -> clicks;
      default -> null;
    };
  }
}

package com.campaignconversions.records;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimals by their value: 20 and 20.00 are one. */
public final class Decimals {
  private Decimals() {}

  /** Whether both are the same number, or both unknown. */
  public static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null ? other == null : other != null && one.compareTo(other) == 0;
  }

  /** The number without zeros at its end that say nothing, and never with an exponent. */
  public static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** A whole number; null where it is unknown. */
  public static @Nullable BigDecimal of(@Nullable Long whole) {
    return whole == null ? null : BigDecimal.valueOf(whole);
  }

  /** As {@link #text}; null where it is unknown. */
  public static @Nullable String textIfKnown(@Nullable BigDecimal value) {
    return value == null ? null : text(value);
  }

  /** A decimal as text: no exponent, no zeros at its end. */
  public static String text(BigDecimal value) {
    return plain(value).toPlainString();
  }
}

package com.campaignconversions.variance;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How the campaigns' sum compares with the ad account's own total, or with a reference. */
public enum Reconciliation {
  MATCH,
  /** The campaigns hold more: something was counted twice. */
  HIGH,
  /** The campaigns hold less: something is missing. */
  LOW,
  /** Of a reference: the totals agree, and the campaigns do not. */
  CAMPAIGNS_DIFFER,
  NOT_CHECKED;

  private static final BigDecimal TRUSTED_GAP = new BigDecimal("0.01");

  /**
   * Whether {@link #LOW} is not trusted: more than a hundredth of the account's total is missing.
   */
  public static boolean isMuchMissing(BigDecimal account, BigDecimal missing) {
    return missing.compareTo(account.multiply(TRUSTED_GAP)) > 0;
  }

  /**
   * What {@link #HIGH} looks like: by which factor everything was counted, where it is a whole one.
   *
   * @param rounding how far a multiple may be off
   */
  public static String howOften(BigDecimal total, BigDecimal real, BigDecimal rounding) {
    return isMultiple(total, real, rounding)
        ? "everything was counted " + factor(total, real).toPlainString() + " times"
        : "something was counted more than once";
  }

  /**
   * Whether one number is the other one two or more whole times.
   *
   * @param rounding how far a multiple may be off
   */
  public static boolean isMultiple(BigDecimal larger, BigDecimal smaller, BigDecimal rounding) {
    if (smaller.signum() <= 0) {
      return false;
    }
    BigDecimal factor = factor(larger, smaller);
    return factor.compareTo(BigDecimal.ONE) > 0
        && larger.subtract(factor.multiply(smaller)).abs().compareTo(rounding) <= 0;
  }

  /** The nearest whole factor between two numbers, the smaller above 0. */
  public static BigDecimal factor(BigDecimal larger, BigDecimal smaller) {
    return larger.divide(smaller, 0, RoundingMode.HALF_UP);
  }
}

package com.campaignconversions.variance;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How the campaigns' sum compares with the ad account's own total. */
public enum Reconciliation {
  MATCH,
  /** The campaigns hold more: something was counted twice. */
  HIGH,
  /** The campaigns hold less: something is missing. */
  LOW,
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
    if (real.signum() > 0) {
      BigDecimal factor = total.divide(real, 0, RoundingMode.HALF_UP);
      boolean whole = total.subtract(factor.multiply(real)).abs().compareTo(rounding) <= 0;
      if (whole && factor.compareTo(BigDecimal.ONE) > 0) {
        return "everything was counted " + factor.toPlainString() + " times";
      }
    }
    return "something was counted more than once";
  }
}

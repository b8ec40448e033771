package com.campaignconversions.variance;

import java.math.BigDecimal;

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
}

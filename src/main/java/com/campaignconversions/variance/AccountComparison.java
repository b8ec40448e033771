package com.campaignconversions.variance;

import com.campaignconversions.records.Decimals;
import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import java.math.BigDecimal;

/**
 * The campaigns' sum beside the ad accounts' own total.
 *
 * @param note the end of the evidence; empty where there is nothing to say
 */
record AccountComparison(Reconciliation reconciliation, boolean trusted, String note) {
  static final AccountComparison NOTHING_TO_SAY =
      new AccountComparison(Reconciliation.NOT_CHECKED, true, "");

  static AccountComparison of(MetricNumbers metric, BigDecimal total) {
    BigDecimal account = metric.accountTotal();
    if (account == null) {
      String reason = metric.notCompared();
      return reason == null
          ? NOTHING_TO_SAY
          : new AccountComparison(
              Reconciliation.NOT_CHECKED,
              true,
              "The account's own total was not compared: " + reason + ".");
    }
    BigDecimal tolerance = metric.tolerance();
    BigDecimal difference = total.subtract(account);
    if (difference.abs().compareTo(tolerance) <= 0) {
      return new AccountComparison(Reconciliation.MATCH, true, "");
    }
    return difference.signum() > 0
        ? high(total, account, tolerance)
        : low(total, account, difference.negate());
  }

  private static AccountComparison high(
      BigDecimal total, BigDecimal account, BigDecimal tolerance) {
    return new AccountComparison(
        Reconciliation.HIGH,
        false,
        "The campaigns add up to %s, the ad account itself reports %s: %s."
            .formatted(
                Decimals.text(total),
                Decimals.text(account),
                Reconciliation.howOften(total, account, tolerance)));
  }

  private static AccountComparison low(BigDecimal total, BigDecimal account, BigDecimal missing) {
    return new AccountComparison(
        Reconciliation.LOW,
        !Reconciliation.isMuchMissing(account, missing),
        ("The campaigns add up to %s, the ad account itself reports %s, %s more than the campaigns: a"
                + " page of the export, a deleted or archived campaign, or what Meta reports for ads"
                + " alone is missing.")
            .formatted(Decimals.text(total), Decimals.text(account), Decimals.text(missing)));
  }
}

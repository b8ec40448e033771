package com.campaignconversions.variance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountComparisonTest {

  @Test
  void theSameSumMatches() {
    AccountComparison same = compared("100", "0", "100");
    assertThat(same.reconciliation(), is(Reconciliation.MATCH));
    assertThat(same.trusted(), is(true));
    assertThat(same.note(), is(""));
  }

  @Test
  void aDifferenceWithinTheToleranceMatches() {
    assertThat(compared("100.02", "0.02", "100").reconciliation(), is(Reconciliation.MATCH));
    assertThat(compared("99.98", "0.02", "100").reconciliation(), is(Reconciliation.MATCH));
    assertThat(compared("100.03", "0.02", "100").reconciliation(), is(Reconciliation.HIGH));
  }

  @Test
  void twiceTheAccountsTotalIsToldAsTwice() {
    AccountComparison twice = compared("200", "0", "100");
    assertThat(twice.reconciliation(), is(Reconciliation.HIGH));
    assertThat(twice.trusted(), is(false));
    assertThat(twice.note(), containsString("everything was counted 2 times"));
    assertThat(
        compared("150", "0", "100").note(), containsString("something was counted more than once"));
    assertThat(
        compared("100", "0", "0").note(), containsString("something was counted more than once"));
  }

  /** Deleted campaigns take a little with them; a page of an export takes more. */
  @Test
  void upToAHundredthMayBeMissing() {
    AccountComparison little = compared("99", "0", "100");
    assertThat(little.reconciliation(), is(Reconciliation.LOW));
    assertThat(little.trusted(), is(true));
    AccountComparison much = compared("98", "0", "100");
    assertThat(much.trusted(), is(false));
    assertThat(much.note(), containsString("reports 100, 2 more than the campaigns"));
  }

  @Test
  void withoutATotalNothingIsCompared() {
    assertThat(AccountComparison.of(metric(null, "0", null), BigDecimal.TEN).note(), is(""));
    AccountComparison reason =
        AccountComparison.of(metric(null, "0", "it covers fewer days"), BigDecimal.TEN);
    assertThat(reason.reconciliation(), is(Reconciliation.NOT_CHECKED));
    assertThat(reason.trusted(), is(true));
    assertThat(
        reason.note(), is("The account's own total was not compared: it covers fewer days."));
  }

  private static AccountComparison compared(String campaigns, String tolerance, String account) {
    return AccountComparison.of(
        metric(new BigDecimal(account), tolerance, null), new BigDecimal(campaigns));
  }

  private static MetricNumbers metric(
      @Nullable BigDecimal account, String tolerance, @Nullable String notCompared) {
    return new MetricNumbers(
        "leads",
        false,
        null,
        List.of(),
        account,
        notCompared,
        null,
        new BigDecimal(tolerance),
        null);
  }
}

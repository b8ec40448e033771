package com.campaignconversions.conversions.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.deduplication.DeduplicatedRows;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.rows.Reading;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AccountTotalsTest {
  private static final Period NOVEMBER = Period.parse("2025-11");
  private static final BigDecimal TEN = BigDecimal.TEN;

  @Test
  void withoutTotalsThereIsNothingToCompare() {
    AccountTotals none = totals(campaign("1", "2025-11-01", "2025-11-30"));
    assertThat(none.sums(), is(nullValue()));
    assertThat(none.notCompared(), is(nullValue()));
    assertThat(none.agree(NOVEMBER, TEN, 100L, 1), is(false));
  }

  @Test
  void ofAllDaysTheyAgreeWhereSpendAndImpressionsDo() {
    AccountTotals whole =
        totals(campaign("1", "2025-11-01", "2025-11-30"), total("1", "2025-11-01", "2025-11-30"));
    assertThat(whole.notCompared(), is(nullValue()));
    assertThat(whole.agree(NOVEMBER, TEN, 100L, 1), is(true));
    assertThat(whole.agree(NOVEMBER, TEN, 101L, 1), is(false));
    assertThat(whole.agree(NOVEMBER, TEN, null, 1), is(false));
    assertThat(whole.agree(NOVEMBER, null, 100L, 1), is(false));
  }

  /** Each row is rounded to a cent. */
  @Test
  void moneyMayDifferByAHundredthForEachRow() {
    AccountTotals whole =
        totals(campaign("1", "2025-11-01", "2025-11-30"), total("1", "2025-11-01", "2025-11-30"));
    assertThat(whole.agree(NOVEMBER, new BigDecimal("10.03"), 100L, 3), is(true));
    assertThat(whole.agree(NOVEMBER, new BigDecimal("10.031"), 100L, 3), is(false));
    assertThat(whole.agree(NOVEMBER, new BigDecimal("9.96"), 100L, 3), is(false));
  }

  @Test
  void ofOneDayLessTheyProveNothing() {
    AccountTotals oneDayLess =
        totals(campaign("1", "2025-11-01", "2025-11-10"), total("1", "2025-11-01", "2025-11-29"));
    assertThat(oneDayLess.notCompared(), is(nullValue()));
    assertThat(oneDayLess.agree(NOVEMBER, TEN, 100L, 1), is(false));
  }

  @Test
  void ofFewerDaysThanTheCampaignsTheyAreNotCompared() {
    AccountTotals fewer =
        totals(campaign("1", "2025-11-01", "2025-11-30"), total("1", "2025-11-01", "2025-11-29"));
    assertThat(
        fewer.notCompared(), is("the ad account's own total covers fewer days than the campaigns"));
    assertThat(fewer.agree(NOVEMBER, TEN, 100L, 1), is(false));
  }

  @Test
  void ofOneAccountOfTwoTheyAreNotCompared() {
    AccountTotals one =
        totals(
            campaign("1", "2025-11-01", "2025-11-30"),
            campaign("2", "2025-11-01", "2025-11-30"),
            total("1", "2025-11-01", "2025-11-30"));
    assertThat(one.notCompared(), is("one of the ad accounts has no row with its own total"));
  }

  @Test
  void ofTwoAccountsTheyAddUp() {
    AccountTotals both =
        totals(
            campaign("1", "2025-11-01", "2025-11-30"),
            campaign("2", "2025-11-01", "2025-11-30"),
            total("1", "2025-11-01", "2025-11-30"),
            total("2", "2025-11-01", "2025-11-30"));
    assertThat(both.agree(NOVEMBER, BigDecimal.valueOf(20), 200L, 2), is(true));
  }

  private static RowText campaign(String account, String first, String last) {
    return numbers(RowText.ofCampaign("10" + account).field("account_id", account), first, last);
  }

  private static RowText total(String account, String first, String last) {
    return numbers(RowText.ofAccount(account), first, last);
  }

  private static RowText numbers(RowText row, String first, String last) {
    return row.days(first, last)
        .field("spend", "10")
        .field("impressions", "100")
        .action("purchase", "3");
  }

  private static AccountTotals totals(RowText... rows) {
    Job job =
        SmallJob.monthly()
            .client("belmonte", "PLN", "1", "2")
            .metric("reservations", "purchase")
            .build();
    Map<String, List<Insight>> byAccount = new TreeMap<>();
    List<Insight> campaigns = new ArrayList<>();
    for (Insight row : new Reading(job, SmallJob.wanted(job, "2025-11")).rows(0, rows).insights()) {
      if (row.isAccountTotal()) {
        byAccount.computeIfAbsent("" + row.ids().accountId(), none -> new ArrayList<>()).add(row);
      } else {
        campaigns.add(row);
      }
    }
    Map<String, DeduplicatedRows> counted = new TreeMap<>();
    byAccount.forEach((account, theirs) -> counted.put(account, DeduplicatedRows.all(theirs)));
    return AccountTotals.of(counted, campaigns, 1);
  }
}

package com.campaignconversions.conversions.metrics;

import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.deduplication.DeduplicatedRows;
import com.campaignconversions.insights.rows.Insight;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ad accounts' own totals of a client period, which the campaigns are compared with.
 *
 * @param sums of all accounts together; null where no such row was read
 * @param notCompared why they say nothing of the campaigns' sum, as the end of a sentence; null
 *     where they do, or where there are none
 * @param days the days that the totals of each account cover
 */
public record AccountTotals(
    @Nullable CampaignSums sums, @Nullable String notCompared, Map<String, Set<LocalDate>> days) {
  static final BigDecimal HUNDREDTH = new BigDecimal("0.01");

  /**
   * Adds the accounts up, and compares what they cover with what the campaigns' rows cover.
   *
   * @param byAccount the counted total rows of each account
   * @param campaignRows the counted rows of all campaigns
   */
  public static AccountTotals of(
      Map<String, DeduplicatedRows> byAccount, Collection<Insight> campaignRows, int seriesCount) {
    if (byAccount.isEmpty()) {
      return new AccountTotals(null, null, Map.of());
    }
    List<Insight> rows = new ArrayList<>();
    byAccount.values().forEach(counted -> rows.addAll(counted.counted()));
    CampaignSums sums = CampaignSums.of("", DeduplicatedRows.all(rows), seriesCount);
    Map<String, Set<LocalDate>> covered = days(rows);
    for (Map.Entry<String, Set<LocalDate>> account : days(campaignRows).entrySet()) {
      Set<LocalDate> ofTotal = covered.get(account.getKey());
      if (ofTotal == null) {
        return new AccountTotals(
            sums, "one of the ad accounts has no row with its own total", covered);
      }
      if (!ofTotal.containsAll(account.getValue())) {
        return new AccountTotals(
            sums, "the ad account's own total covers fewer days than the campaigns", covered);
      }
    }
    return new AccountTotals(sums, null, covered);
  }

  /**
   * Whether they cover all days of a period and are what the campaigns have, in spend and
   * impressions. Money may differ by a hundredth for each row.
   */
  boolean agree(Period period, @Nullable BigDecimal spend, @Nullable Long impressions, long rows) {
    if (sums == null || notCompared != null || !coversWhole(period)) {
      return false;
    }
    return spend != null
        && sums.spend() != null
        && spend
                .subtract(sums.spend())
                .abs()
                .compareTo(HUNDREDTH.multiply(BigDecimal.valueOf(rows)))
            <= 0
        && impressions != null
        && impressions.equals(sums.impressions());
  }

  private boolean coversWhole(Period period) {
    return !days.isEmpty()
        && days.values().stream()
            .allMatch(
                covered ->
                    period
                        .start()
                        .datesUntil(period.end().plusDays(1))
                        .allMatch(covered::contains));
  }

  /** The total of a metric, where it can be compared. */
  public @Nullable BigDecimal of(MetricExtraction metric, MetricExtraction.Extracted extracted) {
    if (sums == null || notCompared != null || !carries(metric) || metric.isLostInTotal(sums)) {
      return null;
    }
    return metric.accountTotal(extracted, sums);
  }

  /** Why a metric has no total to be compared with; null where it has one. */
  @Nullable String whyNot(MetricExtraction metric, MetricExtraction.Extracted extracted) {
    if (sums == null || notCompared != null) {
      return notCompared;
    }
    if (!carries(metric)) {
      return "the row with the ad account's own total carries no actions";
    }
    if (metric.isLostInTotal(sums)) {
      return "the row with the ad account's own total has entries that cannot be used";
    }
    if (metric.metric().isByGoal()) {
      return "it is counted by each campaign's optimization goal, which an account has not";
    }
    return metric.accountTotal(extracted, sums) == null
        ? "the campaigns took several action types"
        : null;
  }

  private boolean carries(MetricExtraction metric) {
    return sums != null
        && ((sums.arraysPresent() & 1) != 0 || metric.isCarriedBy(sums.arraysPresent()));
  }

  private static Map<String, Set<LocalDate>> days(Collection<Insight> rows) {
    Map<String, Set<LocalDate>> days = new HashMap<>();
    for (Insight row : rows) {
      Set<LocalDate> ofAccount =
          days.computeIfAbsent(
              row.ids().accountId() == null ? "" : row.ids().accountId(), none -> new HashSet<>());
      row.firstDay().datesUntil(row.lastDay().plusDays(1)).forEach(ofAccount::add);
    }
    return days;
  }
}

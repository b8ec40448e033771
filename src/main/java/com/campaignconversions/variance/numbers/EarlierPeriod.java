package com.campaignconversions.variance.numbers;

import com.campaignconversions.clients.Period;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an earlier period of the same client: published, or extracted in the same run.
 *
 * @param contentDigest of the campaigns and their values in every metric, without the period: equal
 *     digests are equal numbers
 * @param trusted whether every metric was
 * @param isFinal whether Meta no longer restates the period
 * @param spend null where no row carried it, as in {@code impressions} and {@code clicks}
 * @param metrics those whose total was known, by name
 */
public record EarlierPeriod(
    Period period,
    String contentDigest,
    boolean trusted,
    boolean isFinal,
    long campaigns,
    @Nullable BigDecimal spend,
    @Nullable BigDecimal impressions,
    @Nullable BigDecimal clicks,
    Map<String, EarlierMetric> metrics)
    implements Serializable {

  /** Of a period of which only the totals are known. */
  public EarlierPeriod(
      Period period,
      String contentDigest,
      boolean trusted,
      boolean isFinal,
      long campaigns,
      @Nullable BigDecimal spend,
      Map<String, BigDecimal> totals) {
    this(period, contentDigest, trusted, isFinal, campaigns, spend, null, null, onlyTotals(totals));
  }

  private static Map<String, EarlierMetric> onlyTotals(Map<String, BigDecimal> totals) {
    Map<String, EarlierMetric> metrics = new HashMap<>();
    totals.forEach(
        (metric, total) -> metrics.put(metric, new EarlierMetric(total, SplitChances.NONE)));
    return metrics;
  }

  /** Of each metric that was known, by name. */
  public Map<String, BigDecimal> totals() {
    Map<String, BigDecimal> totals = new HashMap<>();
    metrics.forEach((metric, known) -> totals.put(metric, known.total()));
    return totals;
  }

  /** Null where the metric was not known. */
  public @Nullable BigDecimal total(String metric) {
    EarlierMetric known = metrics.get(metric);
    return known == null ? null : known.total();
  }

  /** What is known of one metric: its total, and what its values said for themselves. */
  public record EarlierMetric(BigDecimal total, SplitChances chances) implements Serializable {}
}

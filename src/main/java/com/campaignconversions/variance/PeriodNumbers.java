package com.campaignconversions.variance;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one client period as the verdicts see them: one position a campaign, the same in
 * every list.
 *
 * @param spend per campaign, in major units of the currency; null where no row carried it, as in
 *     {@code impressions} and {@code clicks}
 * @param metrics in the order of the catalogue, which is the order of the funnel
 * @param chargedPerResult whether some row tells of a billing event or bid strategy that charges or
 *     caps per result, so that conversions in proportion to spend are what Meta was asked for
 */
public record PeriodNumbers(
    List<String> campaignIds,
    List<@Nullable BigDecimal> spend,
    List<@Nullable BigDecimal> impressions,
    List<@Nullable BigDecimal> clicks,
    List<MetricNumbers> metrics,
    boolean chargedPerResult) {

  /**
   * One metric over the campaigns.
   *
   * @param money whether the values are amounts of money, not counts
   * @param after the metric that stands before this one in the funnel
   * @param values one a campaign, zeros included; null where the source carried no actions at all,
   *     so that the metric is unknown
   * @param accountTotal the ad accounts' own total; null where it was not read or cannot be
   *     compared
   * @param notCompared why the account's total cannot be compared, as the end of a sentence; null
   *     where it can
   * @param campaignRows how many rows the values were added up from, which bounds the rounding of
   *     money
   */
  public record MetricNumbers(
      String metric,
      boolean money,
      @Nullable String after,
      @Nullable List<BigDecimal> values,
      @Nullable BigDecimal accountTotal,
      @Nullable String notCompared,
      long campaignRows) {}
}

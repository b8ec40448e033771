package com.campaignconversions.variance.numbers;

import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a metric spreads over the campaigns of a client period.
 *
 * @param campaigns how many campaigns have a row
 * @param reportingCampaigns how many of them have a value above zero
 * @param distinctValues 20 and 20.00 are one
 * @param total null, as {@code min}, {@code max}, {@code mean} and {@code stddev}, where the metric
 *     is unknown; null alone where it is unknown in some campaigns
 * @param mean with 10 decimals, rounded half up
 * @param stddev of the sample, with 10 decimals, rounded half up; null for one campaign
 */
public record Distribution(
    long campaigns,
    long reportingCampaigns,
    long distinctValues,
    @Nullable BigDecimal total,
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    @Nullable BigDecimal mean,
    @Nullable BigDecimal stddev)
    implements Serializable {

  public static Distribution of(Spread spread) {
    return new Distribution(
        spread.campaigns(),
        spread.reporting(),
        spread.distinct(),
        spread.total(),
        spread.min(),
        spread.max(),
        spread.mean(),
        spread.stddev());
  }

  /** Of a metric that is unknown in every campaign. */
  public static Distribution unknown(long campaigns) {
    return new Distribution(campaigns, 0, 0, null, null, null, null, null);
  }

  /**
   * This distribution, of some campaigns only, as the metric is unknown in others: it has no total.
   */
  public Distribution inPart(long allCampaigns) {
    return new Distribution(
        allCampaigns, reportingCampaigns, distinctValues, null, min, max, mean, stddev);
  }
}

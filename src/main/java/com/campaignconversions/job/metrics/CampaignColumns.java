package com.campaignconversions.job.metrics;

import java.util.List;
import java.util.Set;

/**
 * The columns that every row of {@code campaign_conversions} has besides its metrics, which no
 * metric can be named like.
 */
public final class CampaignColumns {
  /** Money, in the currency of the ad account. */
  public static final String SPEND = "spend";

  public static final String IMPRESSIONS = "impressions";
  public static final String CLICKS = "clicks";

  /** What Meta tells of every campaign, whatever metrics are wanted. */
  public static final List<String> DELIVERY = List.of(SPEND, IMPRESSIONS, CLICKS);

  public static final Set<String> FIXED =
      Set.of(
          "client_id",
          "period_id",
          "campaign_id",
          "period_start",
          "period_end",
          "account_id",
          "campaign_name",
          "currency",
          SPEND,
          IMPRESSIONS,
          CLICKS,
          "sources",
          "attribution",
          "run_id",
          "published_at");

  private CampaignColumns() {}
}

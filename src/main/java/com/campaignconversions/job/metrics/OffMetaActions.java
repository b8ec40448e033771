package com.campaignconversions.job.metrics;

import java.util.Locale;
import java.util.Set;

/**
 * Actions that happen outside of Meta, of which it reports nothing under some breakdowns
 * ("Restrictions for off-Meta action metrics", Insights API Breakdowns, updated 8 May 2026; rows
 * before 27 April 2021 have them).
 */
public final class OffMetaActions {
  /** Under these nothing is reported of what happens outside of Meta. */
  private static final Set<String> HIDING =
      Set.of(
          "region",
          "dma",
          "hourly_stats_aggregated_by_audience_time_zone",
          "hourly_stats_aggregated_by_advertiser_time_zone");

  private OffMetaActions() {}

  /**
   * Whether rows with these breakdowns lack what happens outside of Meta.
   *
   * @param breakdownFields comma-separated
   */
  public static boolean areHiddenBy(String breakdownFields) {
    if (breakdownFields.isEmpty()) {
      return false;
    }
    for (String field : breakdownFields.split(",", -1)) {
      if (HIDING.contains(field)) {
        return true;
      }
    }
    return false;
  }

  /** Whether an action type counts, or may count, something outside of Meta. */
  public static boolean isOne(String type) {
    String folded = type.toLowerCase(Locale.ROOT);
    return !folded.startsWith("onsite_")
        && !folded.startsWith("leadgen")
        && !folded.startsWith("post")
        && !folded.startsWith("page")
        && !folded.startsWith("video")
        && !folded.startsWith("click_to_call")
        && !folded.endsWith("link_click")
        && !folded.equals("like")
        && !folded.equals("comment");
  }

  /** Whether an action type counts, or may count, something in an app. */
  public static boolean isInApp(String type) {
    String folded = type.toLowerCase(Locale.ROOT);
    return folded.startsWith("omni_")
        || folded.startsWith("app_")
        || folded.startsWith("mobile_app")
        || (isOne(type) && folded.indexOf('.') < 0);
  }
}

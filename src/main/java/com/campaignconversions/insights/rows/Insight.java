package com.campaignconversions.insights.rows;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.insights.counts.InsightLoss;
import com.campaignconversions.insights.fields.WantedActions;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A usable row of a wanted client period, reduced to what is used of it.
 *
 * @param file rank of the file it stood in
 * @param accountId digits; null where the row named none and its client has several
 * @param campaignId null in the ad account's own total, as {@code adSetId} and {@code adId}
 * @param breakdownFields the breakdowns that the row was split by, comma-separated in alphabetical
 *     order; empty without any
 * @param breakdownValues theirs
 * @param otherFields fields that nobody knows and their values, each behind the other in
 *     alphabetical order of the names, with {@code \u001f} between: what may tell two rows apart
 * @param arraysPresent one bit for each array of {@link WantedActions} that the row has
 * @param windowsPresent one bit for each array that has an entry, of whatever action type, with an
 *     attribution window that is counted
 * @param newest what orders rows where the job says so by a field
 * @param series the action types it has more than zero of, ascending numbers of {@link
 *     WantedActions}, and in {@code amounts} how much of each
 * @param seriesWithoutAmount the action types that it has entries of and nothing positive in them,
 *     ascending
 * @param deleted whether its source marked it as deleted: it may take the place of an older row,
 *     and counts for nothing itself
 * @param loss what it is known to have lost
 */
public record Insight(
    ClientPeriod clientPeriod,
    int file,
    @Nullable String accountId,
    @Nullable String campaignId,
    @Nullable String adSetId,
    @Nullable String adId,
    String breakdownFields,
    String breakdownValues,
    String otherFields,
    LocalDate firstDay,
    LocalDate lastDay,
    @Nullable String campaignName,
    @Nullable String currency,
    @Nullable String attributionSetting,
    @Nullable String newest,
    @Nullable BigDecimal spend,
    @Nullable Long impressions,
    @Nullable Long clicks,
    boolean chargedPerResult,
    long arraysPresent,
    long windowsPresent,
    List<Integer> series,
    List<BigDecimal> amounts,
    List<Integer> seriesWithoutAmount,
    boolean deleted,
    InsightLoss loss) {

  public boolean isAccountTotal() {
    return campaignId == null;
  }

  /** Campaign, ad set or ad: how deep the row's ids go. */
  public int level() {
    return adId != null ? 2 : adSetId != null ? 1 : 0;
  }
}

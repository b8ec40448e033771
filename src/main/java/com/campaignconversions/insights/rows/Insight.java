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
 * @param optimizationGoal in capitals; null too where no metric is counted by it
 * @param newest what orders rows where the job says so by a field
 * @param deleted whether its source marked it as deleted: it may take the place of an older row,
 *     and counts for nothing itself
 * @param loss what it is known to have lost
 */
public record Insight(
    ClientPeriod clientPeriod,
    int file,
    RowIds ids,
    Breakdowns breakdowns,
    LocalDate firstDay,
    LocalDate lastDay,
    @Nullable String campaignName,
    @Nullable String currency,
    @Nullable String attributionSetting,
    @Nullable String optimizationGoal,
    @Nullable String newest,
    Delivery delivery,
    boolean chargedPerResult,
    Actions actions,
    boolean deleted,
    InsightLoss loss) {

  /**
   * Whose it is.
   *
   * @param accountId digits; null where the row named none and its client has several
   * @param campaignId null in the ad account's own total, as {@code adSetId} and {@code adId}
   */
  public record RowIds(
      @Nullable String accountId,
      @Nullable String campaignId,
      @Nullable String adSetId,
      @Nullable String adId) {}

  /**
   * What it was split by.
   *
   * @param fields comma-separated in alphabetical order; empty without any
   * @param values theirs
   * @param others fields that nobody knows and their values, each behind the other in alphabetical
   *     order of the names, with {@code \u001f} between: what may tell two rows apart
   */
  public record Breakdowns(String fields, String values, String others) {}

  /**
   * What Meta tells of every row; null where it did not, which is not 0.
   *
   * @param reach how many people saw it; null but of a row that is of a campaign as a whole over
   *     its whole period, as people cannot be added up
   */
  public record Delivery(
      @Nullable BigDecimal spend,
      @Nullable Long impressions,
      @Nullable Long clicks,
      @Nullable Long reach) {}

  /**
   * What it has of the action types that a job lists.
   *
   * @param arraysPresent one bit for each array of {@link WantedActions} that the row has
   * @param windowsPresent one bit for each array that has an entry, of whatever action type, with
   *     an attribution window that is counted
   * @param series the action types it has more than zero of, ascending numbers of {@link
   *     WantedActions}, and in {@code amounts} how much of each
   * @param seriesWithoutAmount the action types that it has entries of and nothing positive in
   *     them, ascending
   */
  public record Actions(
      long arraysPresent,
      long windowsPresent,
      List<Integer> series,
      List<BigDecimal> amounts,
      List<Integer> seriesWithoutAmount) {}

  public boolean isAccountTotal() {
    return ids.campaignId() == null;
  }

  /** Campaign, ad set or ad: how deep the row's ids go. */
  public int level() {
    return ids.adId() != null ? 2 : ids.adSetId() != null ? 1 : 0;
  }
}

package com.campaignconversions.conversions.metrics;

import com.campaignconversions.conversions.deduplication.DeduplicatedRows;
import com.campaignconversions.insights.counts.InsightLoss;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.job.metrics.OffMetaActions;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the counted rows of one campaign, or of the account's own totals, add up to.
 *
 * @param goals the optimization goals of its rows; empty text for that of a row which tells none
 * @param spend null where no row carried it, as {@code impressions} and {@code clicks}
 * @param reach how many people saw it in the whole period; null where no one row tells it
 * @param bySeries by number of the action type; null for none
 * @param arraysPresent one bit for each array that some row has
 * @param rows how many were added
 * @param gaps what is known to be lost or hidden of them
 */
public record CampaignSums(
    String campaignId,
    @Nullable String accountId,
    @Nullable String campaignName,
    String attributionSettings,
    Set<String> goals,
    @Nullable BigDecimal spend,
    @Nullable Long impressions,
    @Nullable Long clicks,
    @Nullable Long reach,
    List<@Nullable BigDecimal> bySeries,
    long arraysPresent,
    boolean chargedPerResult,
    long rows,
    Gaps gaps) {

  /**
   * What is known to be lost or hidden of a campaign's rows, and what is there.
   *
   * @param seriesSeen the action types with an entry, whatever it says
   * @param seriesLost the action types of which an entry could not be used
   * @param arraysLost one bit for each array of which entries were lost on the way to the source
   * @param arraysLacking one bit for each array that one of its files lacks
   * @param windowsPresent one bit for each array with an entry that has a counted window
   * @param numberLost whether spend, impressions or clicks of a row were lost
   * @param actionsHidden whether actions are split so that those in apps are left out
   * @param offMetaHidden whether rows are split so that what happens outside of Meta is left out
   * @param days by action type: a bit for each day of the period, its first lowest, on which a row
   *     of that day alone has more than zero; empty where no row is of one day
   */
  record Gaps(
      BitSet seriesSeen,
      BitSet seriesLost,
      long arraysLost,
      long arraysLacking,
      long windowsPresent,
      boolean numberLost,
      boolean actionsHidden,
      boolean offMetaHidden,
      List<Long> days) {
    /** Whether anything that a metric may need was lost. */
    boolean anyLost() {
      return (arraysLost | arraysLacking) != 0 || !seriesLost.isEmpty();
    }

    /** Whether entries of an array are unknown. */
    boolean lacks(int array) {
      return ((arraysLost | arraysLacking) >> array & 1) != 0;
    }
  }

  /**
   * Adds up.
   *
   * @param id of the campaign; what the sums of account totals are called does not matter
   * @throws ArithmeticException if impressions or clicks leave 63 bits
   */
  public static CampaignSums of(String id, DeduplicatedRows rows, int seriesCount) {
    return of(id, rows, seriesCount, 0);
  }

  /**
   * Adds up rows some of which stand in a file that lacks arrays.
   *
   * @param arraysLacking one bit for each array
   */
  public static CampaignSums of(
      String id, DeduplicatedRows rows, int seriesCount, long arraysLacking) {
    BigDecimal spend = null;
    Long impressions = null;
    Long clicks = null;
    @Nullable BigDecimal[] bySeries = new BigDecimal[seriesCount];
    BitSet seriesSeen = new BitSet();
    BitSet seriesLost = new BitSet();
    long arraysLost = 0;
    long windowsPresent = 0;
    boolean spendLost = false;
    boolean impressionsLost = false;
    boolean clicksLost = false;
    boolean actionsHidden = false;
    boolean offMetaHidden = false;
    long[] days = new long[seriesCount];
    long anyDay = 0;
    String breakdownsBefore = "";
    for (Insight row : rows.counted()) {
      windowsPresent |= row.actions().windowsPresent();
      if (!row.breakdowns().fields().equals(breakdownsBefore)) {
        breakdownsBefore = row.breakdowns().fields();
        offMetaHidden |= OffMetaActions.areHiddenBy(breakdownsBefore);
      }
      if (!row.actions().seriesWithoutAmount().isEmpty()) {
        row.actions().seriesWithoutAmount().forEach(seriesSeen::set);
      }
      InsightLoss loss = row.loss();
      if (!loss.isNone()) {
        arraysLost |= loss.arrays();
        spendLost |= loss.spend();
        impressionsLost |= loss.impressions();
        clicksLost |= loss.clicks();
        actionsHidden |= loss.actionsHidden();
        loss.series().forEach(seriesLost::set);
      }
      long day = bit(row);
      spend = sum(spend, row.delivery().spend());
      impressions = sum(impressions, row.delivery().impressions());
      clicks = sum(clicks, row.delivery().clicks());
      for (int i = 0; i < row.actions().series().size(); i++) {
        int series = row.actions().series().get(i);
        bySeries[series] = sum(bySeries[series], row.actions().amounts().get(i));
        days[series] |= day;
        anyDay |= day;
      }
    }
    String accountId = null;
    Insight named = null;
    TreeSet<String> settings = new TreeSet<>();
    TreeSet<String> goals = new TreeSet<>();
    long arraysPresent = 0;
    boolean chargedPerResult = false;
    for (Insight row : rows.described()) {
      accountId = row.ids().accountId();
      arraysPresent |= row.actions().arraysPresent();
      chargedPerResult |= row.chargedPerResult();
      goals.add(row.optimizationGoal() == null ? "" : row.optimizationGoal());
      if (row.attributionSetting() != null) {
        settings.add(row.attributionSetting());
      }
      if (row.campaignName() != null && (named == null || namesRather(row, named))) {
        named = row;
      }
    }
    return new CampaignSums(
        id,
        accountId,
        named == null ? null : named.campaignName(),
        String.join(",", settings),
        goals,
        spendLost ? null : spend,
        impressionsLost ? null : impressions,
        clicksLost ? null : clicks,
        reach(rows),
        Collections.unmodifiableList(Arrays.asList(bySeries)),
        arraysPresent,
        chargedPerResult,
        rows.counted().size(),
        new Gaps(
            seen(seriesSeen, bySeries),
            seriesLost,
            arraysLost,
            arraysLacking,
            windowsPresent,
            spendLost || impressionsLost || clicksLost,
            actionsHidden,
            offMetaHidden,
            anyDay == 0 ? List.of() : Arrays.stream(days).boxed().toList()));
  }

  /** Of the one row that counts; people of several rows may be the same. */
  private static @Nullable Long reach(DeduplicatedRows rows) {
    if (rows.counted().size() != 1) {
      return null;
    }
    List<@Nullable Long> told =
        rows.described().stream().map(row -> row.delivery().reach()).distinct().toList();
    return told.size() == 1 ? told.get(0) : null;
  }

  private static BitSet seen(BitSet withoutAmount, @Nullable BigDecimal[] bySeries) {
    for (int i = 0; i < bySeries.length; i++) {
      if (bySeries[i] != null) {
        withoutAmount.set(i);
      }
    }
    return withoutAmount;
  }

  /** Of a row of one day that day's bit in its period; of any other none. */
  private static long bit(Insight row) {
    long place = row.firstDay().toEpochDay() - row.clientPeriod().period().start().toEpochDay();
    return row.firstDay().equals(row.lastDay()) ? 1L << place : 0;
  }

  /** Whether the row's name is the campaign's: the latest, then the smallest text. */
  private static boolean namesRather(Insight row, Insight than) {
    int later = row.lastDay().compareTo(than.lastDay());
    return later > 0
        || (later == 0
            && Objects.requireNonNull(row.campaignName())
                    .compareTo(Objects.requireNonNull(than.campaignName()))
                < 0);
  }

  private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null ? other : other == null ? one : one.add(other);
  }

  private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
    return one == null ? other : other == null ? one : Long.valueOf(Math.addExact(one, other));
  }
}

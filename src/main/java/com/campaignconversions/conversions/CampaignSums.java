package com.campaignconversions.conversions;

import com.campaignconversions.insights.Insight;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the counted rows of one campaign, or of the account's own totals, add up to.
 *
 * @param spend null where no row carried it, as {@code impressions} and {@code clicks}
 * @param bySeries by number of the action type; null for none
 * @param arraysPresent one bit for each array that some row has
 * @param rows how many were added
 */
record CampaignSums(
    String campaignId,
    @Nullable String accountId,
    @Nullable String campaignName,
    String attributionSettings,
    @Nullable BigDecimal spend,
    @Nullable Long impressions,
    @Nullable Long clicks,
    List<@Nullable BigDecimal> bySeries,
    long arraysPresent,
    boolean chargedPerResult,
    long rows) {

  /**
   * Adds up.
   *
   * @param id of the campaign; what the sums of account totals are called does not matter
   * @throws ArithmeticException if impressions or clicks leave 63 bits
   */
  static CampaignSums of(String id, CountedRows rows, int seriesCount) {
    BigDecimal spend = null;
    Long impressions = null;
    Long clicks = null;
    @Nullable BigDecimal[] bySeries = new BigDecimal[seriesCount];
    for (Insight row : rows.counted()) {
      spend = sum(spend, row.spend());
      impressions = sum(impressions, row.impressions());
      clicks = sum(clicks, row.clicks());
      for (int i = 0; i < row.series().size(); i++) {
        int series = row.series().get(i);
        bySeries[series] = sum(bySeries[series], row.amounts().get(i));
      }
    }
    String accountId = null;
    Insight named = null;
    TreeSet<String> settings = new TreeSet<>();
    long arraysPresent = 0;
    boolean chargedPerResult = false;
    for (Insight row : rows.described()) {
      accountId = row.accountId();
      arraysPresent |= row.arraysPresent();
      chargedPerResult |= row.chargedPerResult();
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
        spend,
        impressions,
        clicks,
        Collections.unmodifiableList(Arrays.asList(bySeries)),
        arraysPresent,
        chargedPerResult,
        rows.counted().size());
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

package com.campaignconversions.conversions.losses;

import com.campaignconversions.conversions.deduplication.DeduplicatedRows;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.job.InsightSource.Newest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of a client period's rows gave way to newer ones: nothing is lost with it. */
public final class SupersededRows implements ClientPeriodLosses.GaveWay {
  private final Map<String, List<Insight>> byCampaign = new HashMap<>();
  private final Set<Integer> files = new HashSet<>();
  private final Set<Integer> standing = new HashSet<>();

  private SupersededRows() {}

  /**
   * Of the rows of a client period.
   *
   * @param counted theirs, by campaign and account
   */
  public static ClientPeriodLosses.GaveWay of(
      List<Insight> rows, Collection<DeduplicatedRows> counted, Newest newest) {
    if (newest == Newest.NONE) {
      return ClientPeriodLosses.GaveWay.NOTHING;
    }
    SupersededRows given = new SupersededRows();
    for (Insight row : rows) {
      given.files.add(row.file());
      if (row.ids().campaignId() != null && !row.deleted()) {
        given
            .byCampaign
            .computeIfAbsent(row.ids().campaignId(), none -> new ArrayList<>())
            .add(row);
      }
    }
    counted.forEach(theirs -> theirs.standing().forEach(row -> given.standing.add(row.file())));
    return given;
  }

  @Override
  public boolean isThereAgain(String campaignId, LocalDate first, LocalDate last, int file) {
    List<Insight> later =
        byCampaign.getOrDefault(campaignId, List.of()).stream()
            .filter(row -> row.file() > file)
            .toList();
    return first
        .datesUntil(last.plusDays(1))
        .allMatch(
            day ->
                later.stream()
                    .anyMatch(row -> !day.isBefore(row.firstDay()) && !day.isAfter(row.lastDay())));
  }

  @Override
  public boolean gaveWay(int file) {
    return files.contains(file) && !standing.contains(file);
  }
}

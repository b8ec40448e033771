package com.campaignconversions.conversions.deduplication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.conversions.deduplication.RowConflict.ConflictKind;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.rows.RowText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowConflictTest {
  private static RowText row() {
    return RowText.ofCampaign("10").on("2025-11-07").field("spend", "5").action("purchase", "3");
  }

  private static boolean repeats(RowText one, RowText other) {
    return RowConflict.isRepetition(Rows.one(one), Rows.one(other), Rows.counting(Rows.PURCHASES));
  }

  private static @Nullable RowConflict between(Insight... rows) {
    Map<RowKey, List<Insight>> groups = new LinkedHashMap<>();
    for (Insight row : rows) {
      groups.computeIfAbsent(RowKey.of(row), none -> new ArrayList<>()).add(row);
    }
    return RowConflict.between("campaign 10", groups, Rows.counting(Rows.PURCHASES));
  }

  private static @Nullable RowConflict between(RowText... rows) {
    return between(Stream.of(rows).map(Rows::one).toArray(Insight[]::new));
  }

  private static @Nullable RowConflict sharedDays(RowText... rows) {
    return RowConflict.sharedDays(
        "campaign 10", Stream.of(rows).map(Rows::one).map(RowKey::of).toList());
  }

  private static RowConflict conflict(ConflictKind kind, String sentence) {
    return new RowConflict(sentence, kind);
  }

  @Test
  void aRowRepeatsAnotherOfTheSameNumbersHoweverTheyAreWritten() {
    assertThat(repeats(row(), row()), is(true));
    assertThat(repeats(row(), row().field("spend", "5.00")), is(true));
  }

  @Test
  void anotherNameIsNoDifferenceBetweenRows() {
    assertThat(
        repeats(row().field("campaign_name", "A"), row().field("campaign_name", "B")), is(true));
  }

  @Test
  void everyNumberOfDeliveryIsADifferenceAndSoIsItsAbsence() {
    assertThat(repeats(row(), row().field("spend", "6")), is(false));
    assertThat(repeats(row(), row().without("spend")), is(false));
    assertThat(repeats(row(), row().field("impressions", "0")), is(false));
    assertThat(repeats(row(), row().field("clicks", "0")), is(false));
  }

  @Test
  void amountsThatAreCountedAreADifference() {
    assertThat(repeats(row(), row().action("purchase", "1")), is(false));
    assertThat(
        repeats(row(), RowText.ofCampaign("10").on("2025-11-07").field("spend", "5")), is(false));
  }

  @Test
  void amountsThatNoMetricOfTheClientCountsAreNoDifference() {
    assertThat(repeats(row().action("lead", "1"), row().action("lead", "2")), is(true));
    assertThat(repeats(row().action("lead", "1"), row()), is(true));
  }

  @Test
  void aFieldThatNobodyKnowsIsADifference() {
    assertThat(repeats(row().field("zzz", "a"), row().field("zzz", "b")), is(false));
  }

  @Test
  void aRowMarkedAsDeletedRepeatsOnlyOneThatIsDeletedToo() {
    Insight kept = Rows.one(row());
    Insight deleted = Rows.deleted(kept);

    assertThat(RowConflict.isRepetition(kept, deleted, Rows.counting(Rows.PURCHASES)), is(false));
    assertThat(RowConflict.isRepetition(deleted, deleted, Rows.counting(Rows.PURCHASES)), is(true));
  }

  @Test
  void valuesThatDifferAreToldByNameTheSmallestBesideTheLargest() {
    assertThat(
        between(
            row(), row().field("spend", "7.50"), row().field("spend", "6").field("clicks", "9")),
        is(
            conflict(
                ConflictKind.SAME_ROW,
                "campaign 10 has two rows on 2025-11-07 with different values (clicks none beside"
                    + " 9, spend 5 beside 7.5)")));
  }

  @Test
  void anAmountThatIsNotThereIsZero() {
    assertThat(
        between(row(), RowText.ofCampaign("10").on("2025-11-07").field("spend", "5")),
        is(
            conflict(
                ConflictKind.SAME_ROW,
                "campaign 10 has two rows on 2025-11-07 with different values (actions 0 beside"
                    + " 3)")));
  }

  @Test
  void rowsThatDifferInAFieldThatNobodyKnowsAreParts() {
    assertThat(
        between(row().field("zzz", "b"), row().field("zzz", "a")),
        is(
            conflict(
                ConflictKind.PART,
                "campaign 10 has rows on 2025-11-07 that differ in zzz (a beside b)")));
  }

  @Test
  void rowsThatDifferInBothAreTheSameRowOrParts() {
    assertThat(
        between(row().field("zzz", "a"), row().field("zzz", "b").field("spend", "6")),
        is(
            conflict(
                ConflictKind.SAME_ROW_OR_PART,
                "campaign 10 has two rows on 2025-11-07 with different values (spend 5 beside 6)"
                    + " that differ in zzz (a beside b) too")));
  }

  @Test
  void aRowThatIsDeletedInOneVersionOnlyIsToldAsSuch() {
    Insight kept = Rows.one(row());

    assertThat(
        between(kept, Rows.deleted(kept)),
        is(
            conflict(
                ConflictKind.SAME_ROW,
                "campaign 10 has two rows on 2025-11-07, one of which its source marked as"
                    + " deleted")));
  }

  @Test
  void valuesOfDeletedRowsAreNoConflict() {
    assertThat(
        between(Rows.deleted(Rows.one(row())), Rows.deleted(Rows.one(row().field("spend", "6")))),
        is(nullValue()));
  }

  @Test
  void theConflictOfTheEarliestDaysIsTold() {
    RowText early = row().on("2025-11-03");
    RowText earlyToo = row().on("2025-11-03").field("spend", "8");
    RowConflict told =
        conflict(
            ConflictKind.SAME_ROW,
            "campaign 10 has two rows on 2025-11-03 with different values (spend 5 beside 8)");

    assertThat(between(row(), row().field("spend", "6"), early, earlyToo), is(told));
    assertThat(between(early, earlyToo, row(), row().field("spend", "6")), is(told));
  }

  @Test
  void ofConflictsOfTheSameDaysTheFirstByTheAlphabetIsTold() {
    RowText ad = row().field("ad_id", "1");
    RowText adToo = row().field("ad_id", "1").field("spend", "6");
    RowText other = row().field("ad_id", "2");
    RowText otherToo = row().field("ad_id", "2").field("clicks", "1");
    RowConflict told =
        conflict(
            ConflictKind.SAME_ROW,
            "campaign 10 has two rows on 2025-11-07 with different values (clicks none beside 1)");

    assertThat(between(ad, adToo, other, otherToo), is(told));
    assertThat(between(other, otherToo, ad, adToo), is(told));
  }

  @Test
  void rowsOfOneKindOverOtherDaysShareNone() {
    assertThat(
        sharedDays(row().on("2025-11-01"), row().on("2025-11-02"), row().on("2025-11-30")),
        is(nullValue()));
    assertThat(sharedDays(row().field("ad_id", "1"), row().field("ad_id", "2")), is(nullValue()));
    assertThat(sharedDays(), is(nullValue()));
  }

  @Test
  void daysThatOverlapAreToldEarliestFirst() {
    assertThat(
        sharedDays(
            row().on("2025-11-20"),
            row().days("2025-11-07", "2025-11-14"),
            row().days("2025-11-01", "2025-11-07")),
        is(
            conflict(
                ConflictKind.SHARED_DAYS,
                "campaign 10 has rows from 2025-11-01 to 2025-11-07 and from 2025-11-07 to"
                    + " 2025-11-14, which share days")));
  }

  @Test
  void twoLevelsOverTheSameDaysAreNotAddedUp() {
    assertThat(
        sharedDays(row(), row().field("ad_id", "1")),
        is(
            conflict(
                ConflictKind.SHARED_DAYS,
                "campaign 10 has rows of two levels (campaign, ad set, ad) on 2025-11-07")));
  }

  @Test
  void twoBreakdownsOverTheSameDaysAreNotAddedUp() {
    assertThat(
        sharedDays(row().field("country", "PL"), row().field("age", "18-24")),
        is(
            conflict(
                ConflictKind.SHARED_DAYS,
                "campaign 10 has rows with different breakdowns on 2025-11-07 (age beside"
                    + " country)")));
    assertThat(
        sharedDays(row(), row().field("age", "18-24")),
        is(
            conflict(
                ConflictKind.SHARED_DAYS,
                "campaign 10 has rows with different breakdowns on 2025-11-07 (none beside"
                    + " age)")));
  }

  @Test
  void anotherLevelOverOtherDaysIsNoConflict() {
    assertThat(
        sharedDays(row().on("2025-11-01"), row().on("2025-11-02").field("ad_id", "1")),
        is(nullValue()));
  }
}

package com.campaignconversions.conversions.deduplication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.rows.RowText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartialReplacementTest {
  private static RowText row() {
    return RowText.ofCampaign("10").field("spend", "5");
  }

  private static RowText ad(String id) {
    return row().field("ad_id", id);
  }

  /** The older rows gave way to the newer ones of the next file. */
  private static List<PartialReplacement> replaced(List<Insight> older, List<Insight> newer) {
    List<Insight> rows = new ArrayList<>(older);
    rows.addAll(newer);
    return PartialReplacement.of(rows, newer);
  }

  private static List<Insight> older(RowText... rows) {
    return Rows.read(0, rows);
  }

  private static List<Insight> newer(RowText... rows) {
    return Rows.read(1, rows);
  }

  @Test
  void aNewerFileWithoutAnAdAndWithLessSpendHoldsLess() {
    assertThat(
        replaced(older(ad("1"), ad("2")), newer(ad("1"))),
        contains(new PartialReplacement(0, 1, "ad 2")));
  }

  @Test
  void fewerImpressionsAreLessToo() {
    assertThat(
        replaced(
            older(
                ad("1").without("spend").field("impressions", "10"),
                ad("2").without("spend").field("impressions", "1")),
            newer(ad("1").without("spend").field("impressions", "10"))),
        contains(new PartialReplacement(0, 1, "ad 2")));
  }

  @Test
  void anAdThatIsGoneWhileTheNumbersGrewIsNoLoss() {
    assertThat(replaced(older(ad("1"), ad("2")), newer(ad("1").field("spend", "10"))), is(empty()));
  }

  @Test
  void lessSpendOfTheSameAdsIsACorrection() {
    assertThat(replaced(older(ad("1")), newer(ad("1").field("spend", "4"))), is(empty()));
  }

  @Test
  void anAdSetThatIsGoneIsTold() {
    assertThat(
        replaced(
            older(row().field("adset_id", "6"), row().field("adset_id", "7")),
            newer(row().field("adset_id", "7"))),
        contains(new PartialReplacement(0, 1, "ad set 6")));
  }

  @Test
  void aSegmentThatIsGoneIsToldByAllItsValues() {
    assertThat(
        replaced(
            older(
                row().field("age", "18-24").field("gender", "male"),
                row().field("age", "25-34").field("gender", "male")),
            newer(row().field("age", "18-24").field("gender", "male"))),
        contains(new PartialReplacement(0, 1, "segment 25-34/male")));
  }

  @Test
  void theFirstDayThatIsGoneIsTold() {
    assertThat(
        replaced(
            older(row().days("2025-11-01", "2025-11-04")),
            newer(row().days("2025-11-03", "2025-11-04").field("spend", "2"))),
        contains(new PartialReplacement(0, 1, "day 2025-11-01")));
  }

  @Test
  void rowsOfTheCampaignTellOfAllAdsTogether() {
    assertThat(replaced(older(ad("1"), ad("2")), newer(row().field("spend", "9"))), is(empty()));
  }

  @Test
  void rowsWithoutABreakdownTellOfAllSegmentsTogether() {
    assertThat(
        replaced(
            older(row().field("age", "18-24"), row().field("age", "25-34")),
            newer(row().field("spend", "9"))),
        is(empty()));
  }

  @Test
  void aRowThatStoodTwiceCountsOnce() {
    assertThat(
        replaced(older(ad("1"), ad("1"), ad("2").field("spend", "0")), newer(ad("1"))),
        is(empty()));
  }

  @Test
  void whatWasDeletedIsNotMissed() {
    List<Insight> before = new ArrayList<>(older(ad("1")));
    before.add(Rows.deleted(older(ad("2")).get(0)));

    assertThat(replaced(before, newer(ad("1"))), is(empty()));
  }

  @Test
  void rowsOfOtherDaysMakeNothingUp() {
    List<Insight> before = older(ad("1").on("2025-11-01"), ad("2").on("2025-11-01"));
    List<Insight> after =
        newer(ad("1").on("2025-11-01"), ad("2").on("2025-11-02").field("spend", "50"));

    assertThat(replaced(before, after), contains(new PartialReplacement(0, 1, "ad 2")));
  }

  @Test
  void eachOlderFileIsToldWithTheNewestThatItGaveWayTo() {
    List<Insight> standing = Rows.read(2, ad("1"));
    List<Insight> rows = new ArrayList<>(older(ad("1"), ad("2")));
    rows.addAll(newer(ad("1"), ad("3")));
    rows.addAll(standing);

    assertThat(
        PartialReplacement.of(rows, standing),
        contains(new PartialReplacement(0, 2, "ad 2"), new PartialReplacement(1, 2, "ad 3")));
  }

  @Test
  void whereNothingGaveWayNothingIsReplaced() {
    List<Insight> rows = older(ad("1"), ad("2"));

    assertThat(PartialReplacement.of(rows, rows), is(empty()));
  }
}

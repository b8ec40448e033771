package com.campaignconversions.conversions.deduplication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.Extraction;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.InsightFields;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.file.SmallJob;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rule 4: the same row twice, and rows of which only one can be right. */
class DeduplicatedRowsTest {

  private static RowText row() {
    return RowText.ofCampaign("10").field("spend", "5").action("purchase", "3");
  }

  private static RowText day(String day) {
    return row().on(day);
  }

  private static void counts(Extraction extraction, String value, long duplicates) {
    assertThat(extraction.summary().reason(), extraction.summary().state(), is(State.COMPLETE));
    assertThat(extraction.value("10"), closeTo(new BigDecimal(value), BigDecimal.ZERO));
    assertThat(extraction.summary().rows().duplicates(), is(duplicates));
    assertThat(extraction.summary().rows().balanced(), is(true));
  }

  private static void isWithheld(Extraction extraction, String because) {
    assertThat(extraction.summary().state(), is(State.WITHHELD));
    assertThat(extraction.reason(), containsString(because));
    assertThat(extraction.result().campaigns().isEmpty(), is(true));
    assertThat(extraction.result().variances().isEmpty(), is(true));
    assertThat(extraction.summary().rows().used(), is(0L));
    assertThat(extraction.summary().rows().balanced(), is(true));
  }

  @Test
  void countsTheSameRowOnceInWhateverFile() {
    counts(Extraction.of(row(), row()).file(1, row()), "3", 2);
  }

  @Test
  void addsTheDaysOfAMonthUp() {
    counts(Extraction.of(day("2025-11-01"), day("2025-11-02"), day("2025-11-30")), "9", 0);
  }

  @Test
  void addsTheAdsOfACampaignUp() {
    counts(
        Extraction.of(
            row().field("adset_id", "1").field("ad_id", "1"),
            row().field("adset_id", "1").field("ad_id", "2")),
        "6",
        0);
  }

  @Test
  void addsTheValuesOfABreakdownUp() {
    counts(
        Extraction.of(
            row().field("age", "18-24"), row().field("age", "25-34"), row().field("age", "25-34")),
        "6",
        1);
  }

  @Test
  void takesRowsForTheSameWhereOnlyUnusedThingsDiffer() {
    counts(
        Extraction.of(
            row(),
            row().field("campaign_name", "Renamed").field("reach", "7").action("like", "99"),
            row().field("spend", "5.00")),
        "3",
        2);
  }

  @Test
  void takesZeroAndAbsentAmountsForTheSame() {
    counts(Extraction.of(row(), row().action("omni_purchase", "0")), "3", 1);
    counts(Extraction.of(row().raw("conversions", "[]"), row()), "3", 1);
  }

  @Test
  void looksOnlyAtWhatTheClientItselfCounts() {
    SmallJob job =
        SmallJob.ofBelmonte()
            .client("lakeside", "EUR", "2")
            .override(
                "lakeside",
                SmallJob.metricOf(
                    "reservations",
                    List.of("actions"),
                    com.campaignconversions.job.metrics.Metric.Scope.CAMPAIGN,
                    com.campaignconversions.job.metrics.Metric.Unit.COUNT,
                    "lead"));

    counts(Extraction.of(job, row().action("lead", "1"), row().action("lead", "2")), "3", 1);
  }

  @Test
  void takesAnAdForTheSameWithAndWithoutItsAdSet() {
    counts(
        Extraction.of(row().field("ad_id", "7"), row().field("adset_id", "6").field("ad_id", "7")),
        "3",
        1);
  }

  @Test
  void withholdsTheSameRowWithOtherValues() {
    isWithheld(
        Extraction.of(row(), row().action("purchase", "1")),
        "two rows from 2025-11-01 to 2025-11-30 with different values");
    isWithheld(Extraction.of(row(), row().field("spend", "6")), "different values");
    isWithheld(Extraction.of(row(), row().field("clicks", "6")), "different values");
    isWithheld(Extraction.of(row(), row().without("spend")), "different values");
    isWithheld(Extraction.of(row()).file(1, row().field("spend", "6")), "insights.newest");
  }

  @Test
  void withholdsAMonthlyRowBesideDailyOnes() {
    isWithheld(
        Extraction.of(row(), day("2025-11-07")),
        "campaign 10 has rows from 2025-11-01 to 2025-11-30 and on 2025-11-07, which share days");
  }

  @Test
  void withholdsWeeksThatShareADay() {
    isWithheld(
        Extraction.of(
            row().days("2025-11-01", "2025-11-07"), row().days("2025-11-07", "2025-11-14")),
        "which share days");
    counts(
        Extraction.of(
            row().days("2025-11-01", "2025-11-07"), row().days("2025-11-08", "2025-11-14")),
        "6",
        0);
  }

  @Test
  void findsAnOverlapThatOtherRowsStandBetween() {
    isWithheld(
        Extraction.of(
            row().days("2025-11-01", "2025-11-20"),
            row().days("2025-11-02", "2025-11-03"),
            row().days("2025-11-25", "2025-11-26"),
            row().days("2025-11-19", "2025-11-21")),
        "which share days");
  }

  @Test
  void withholdsTwoLevelsOverTheSameDays() {
    isWithheld(Extraction.of(row(), row().field("ad_id", "7")), "rows of two levels");
    isWithheld(
        Extraction.of(row().field("adset_id", "6"), row().field("ad_id", "7")),
        "rows of two levels");
    counts(Extraction.of(day("2025-11-01"), day("2025-11-02").field("ad_id", "7")), "6", 0);
  }

  @Test
  void withholdsTwoBreakdownsOverTheSameDays() {
    isWithheld(
        Extraction.of(row().field("age", "18-24"), row().field("country", "PL")),
        "different breakdowns from 2025-11-01 to 2025-11-30 (age beside country)");
    isWithheld(Extraction.of(row(), row().field("age", "18-24")), "(none beside age)");
  }

  @Test
  void withholdsACampaignOfTwoAccounts() {
    isWithheld(
        Extraction.of(
            SmallJob.monthly()
                .client("belmonte", "PLN", "1", "2")
                .metric("reservations", "purchase"),
            day("2025-11-01"),
            day("2025-11-02").field("account_id", "2")),
        "campaign 10 has rows of two ad accounts");
  }

  @Test
  void doesNotCompareOneCampaignWithAnother() {
    Extraction both =
        Extraction.of(row(), RowText.ofCampaign("11").on("2025-11-07").action("purchase", "1"));

    counts(both, "3", 0);
    assertThat(both.summary().campaigns(), is(2L));
  }

  @Test
  void tellsTheSameReasonInWhateverOrderTheRowsCome() {
    List<RowText> rows =
        new ArrayList<>(
            List.of(
                day("2025-11-05"),
                day("2025-11-05").field("spend", "6"),
                day("2025-11-03"),
                day("2025-11-03").field("spend", "7"),
                day("2025-11-09").field("age", "18-24"),
                day("2025-11-09").field("country", "PL"),
                day("2025-11-09").field("gender", "male"),
                RowText.ofCampaign("9").field("age", "18-24"),
                RowText.ofCampaign("9").field("country", "PL"),
                RowText.ofCampaign("9").field("ad_id", "7")));
    String reason = Extraction.of(rows.toArray(RowText[]::new)).reason();
    Random random = new Random(1);

    for (int i = 0; i < 30; i++) {
      Collections.shuffle(rows, random);
      assertThat(Extraction.of(rows.toArray(RowText[]::new)).reason(), is(reason));
    }
  }

  private static Extraction newestFile(RowText... rows) {
    return Extraction.of(SmallJob.ofBelmonte().newest(Newest.FILE, null), rows);
  }

  @Test
  void givesWayToARowOfTheSameDaysInANewerFile() {
    counts(newestFile(row()).file(1, row().action("purchase", "1")), "4", 1);
    counts(newestFile().file(1, row().action("purchase", "1")).file(0, row()), "4", 1);
  }

  @Test
  void givesWayToANewerRowWhoseDaysOverlap() {
    counts(
        newestFile(day("2025-11-01"), day("2025-11-02"))
            .file(1, row().days("2025-11-02", "2025-11-03")),
        "6",
        1);
    counts(newestFile(row()).file(1, day("2025-11-07")), "3", 1);
  }

  @Test
  void keepsWhatTheNewerFileDoesNotTellOf() {
    counts(
        newestFile(day("2025-11-01")).file(1, day("2025-11-02")).file(2, day("2025-11-03")),
        "9",
        0);
    assertThat(
        newestFile(row())
            .file(1, RowText.ofCampaign("11").action("purchase", "1"))
            .summary()
            .campaigns(),
        is(2L));
  }

  @Test
  void doesNotDecideWithinOneFile() {
    isWithheld(
        newestFile(row(), row().field("spend", "6")),
        "insights.newest does not decide between them");
  }

  private static Extraction newestField(String... values) {
    return Extraction.of(
        SmallJob.ofBelmonte().newest(Newest.FIELD, "updated_time"),
        Arrays.stream(values)
            .map(
                value ->
                    RowText.ofCampaign("10")
                        .raw("updated_time", value.split("=", 2)[0])
                        .action("purchase", value.split("=", 2)[1]))
            .toArray(RowText[]::new));
  }

  @Test
  void takesTheRowWithTheGreaterValueOfAField() {
    counts(
        newestField("\"2025-12-01T05:00:00+00:00\"=1", "\"2025-12-01T06:30:00+02:00\"=2"), "1", 1);
    counts(newestField("\"2025-12-01 10:00:00\"=1", "\"2025-12-01T11:00:00Z\"=2"), "2", 1);
    counts(newestField("9=1", "10=2"), "2", 1);
    counts(newestField("\"9\"=1", "\"10.0\"=2"), "2", 1);
    counts(newestField("\"v1\"=1", "\"v2\"=2", "\"v10\"=3"), "2", 2);
    counts(newestField("null=1", "\"a\"=2"), "2", 1);
    counts(newestField("\"2025-12-01\"=1", "\"2025-11-30T23:59:59Z\"=2"), "1", 1);
    counts(newestField("\"2025-12-01T05:00:00+0000\"=1", "\"2025-12-01T06:30:00+0200\"=2"), "1", 1);
  }

  @Test
  void doesNotDecideBetweenEqualValuesOfAField() {
    isWithheld(newestField("1=1", "1.0=2"), "insights.newest does not decide");
    isWithheld(newestField("null=1", "\"\"=2"), "insights.newest does not decide");
  }

  /** A row of an ad, as a connector extracted it at an hour. */
  private static RowText ad(String ad, String hour, String purchases) {
    return RowText.ofCampaign("10")
        .on("2025-11-07")
        .field("ad_id", ad)
        .field("extracted", "2025-12-01T" + hour + "Z")
        .field("spend", "5")
        .action("purchase", purchases);
  }

  private static Extraction extracted(RowText... rows) {
    return Extraction.of(SmallJob.ofBelmonte().newest(Newest.FIELD, "extracted"), rows);
  }

  @Test
  void takesTheLastExtractionOfEachAd() {
    counts(
        extracted(
            ad("1", "10:00:00.001", "1"),
            ad("2", "10:00:00.002", "2"),
            ad("1", "11:00:00.001", "10"),
            ad("3", "09:00:00", "3")),
        "15",
        1);
  }

  @Test
  void aFieldOrdersOnlyTheSameRow() {
    counts(extracted(ad("1", "10:00:00", "1"), ad("2", "11:00:00", "2")), "3", 0);
    isWithheld(
        extracted(
            row().days("2025-11-01", "2025-11-07").field("extracted", "2025-12-01T10:00:00Z"),
            row().days("2025-11-07", "2025-11-14").field("extracted", "2025-12-02T10:00:00Z")),
        "which share days");
  }

  @Test
  void addsRowsOfAnyDocumentedBreakdownUp() {
    for (String breakdown : List.of("user_segment_key", "media_type", "landing_destination")) {
      counts(Extraction.of(row().field(breakdown, "a"), row().field(breakdown, "b")), "6", 0);
    }
  }

  @Test
  void addsRowsOfABreakdownUpThatTheJobNames() {
    InsightFields fields = new InsightFields(Set.of("customer_type"), Set.of(), List.of(), false);

    counts(
        Extraction.of(
            SmallJob.ofBelmonte().fields(fields),
            row().field("customer_type", "new"),
            row().field("customer_type", "known")),
        "6",
        0);
  }

  @Test
  void withholdsTheSameRowThatDiffersInAFieldThatNobodyKnows() {
    isWithheld(
        Extraction.of(row().field("zzz", "a"), row().field("zzz", "b")),
        "campaign 10 has rows from 2025-11-01 to 2025-11-30 that differ in zzz (a beside b): if it"
            + " splits the numbers, name it in insights.breakdowns; if it tells no two rows apart,"
            + " in insights.ignore");
    counts(Extraction.of(row().field("zzz", "a"), row()), "3", 1);
    counts(Extraction.of(row().field("zzz", "a"), row().field("zzz", "a")), "3", 1);
    InsightFields ignoring = new InsightFields(Set.of(), Set.of("zzz"), List.of(), false);
    counts(
        Extraction.of(
            SmallJob.ofBelmonte().fields(ignoring),
            row().field("zzz", "a"),
            row().field("zzz", "b")),
        "3",
        1);
  }

  @Test
  void takesNoDifferenceSeriouslyThatSplitsNothing() {
    for (String[] field :
        new String[][] {
          {"_fivetran_synced", "1", "2"},
          {"exported_at", "x", "y"},
          {"load_date", "x", "y"},
          {"adset_name", "x", "y"},
          {"quality_ranking", "ABOVE_AVERAGE", "AVERAGE"},
          {"score", "1.5", "2.5"},
          {"day_of_export", "2025-12-01", "2025-12-02"},
          {"page", "https://a.example", "https://b.example"}
        }) {
      counts(
          Extraction.of(row().field(field[0], field[1]), row().field(field[0], field[2])), "3", 1);
    }
    counts(Extraction.of(row().raw("tags", "[1]"), row().raw("tags", "[2]")), "3", 1);
  }

  @Test
  void namesWhatDiffers() {
    isWithheld(
        Extraction.of(row(), row().field("spend", "6").field("clicks", "9")),
        "two rows from 2025-11-01 to 2025-11-30 with different values (clicks none beside 9, spend 5"
            + " beside 6)");
    isWithheld(Extraction.of(row(), row().action("purchase", "1")), "values (actions 3 beside 4)");
  }

  @Test
  void namesAFieldThatDiffersBesideTheValues() {
    RowText one = row().field("zzz", "a");
    RowText other = row().field("zzz", "b").field("spend", "6");

    isWithheld(
        Extraction.of(one, other),
        "different values (spend 5 beside 6) that differ in zzz (a beside b) too: if it splits the"
            + " numbers, name it in insights.breakdowns; if another field tells which row is newer,"
            + " set insights.newest to it");
    isWithheld(
        Extraction.of(one).file(1, other),
        "name it in insights.breakdowns; if the newer export is right, set insights.newest to"
            + " file");
  }

  @Test
  void comparesAllRowsOfTheSameKeyAndNotOnlyWithTheFirst() {
    List<RowText> rows =
        new ArrayList<>(List.of(row(), row().field("zzz", "a"), row().field("zzz", "b")));

    for (int i = 0; i < 3; i++) {
      Collections.rotate(rows, 1);
      isWithheld(Extraction.of(rows.toArray(RowText[]::new)), "differ in zzz (a beside b)");
    }
  }

  @Test
  void tellsTheSameFieldInWhateverOrderTheRowsCome() {
    List<RowText> rows =
        new ArrayList<>(
            List.of(
                row().field("age", "18-24").field("zzz", "a"),
                row().field("age", "18-24").field("zzz", "b"),
                row().field("age", "25-34").field("zzz", "c").field("yyy", "1"),
                row().field("age", "25-34").field("zzz", "d").field("yyy", "2")));
    String reason = Extraction.of(rows.toArray(RowText[]::new)).reason();
    Random random = new Random(1);

    for (int i = 0; i < 20; i++) {
      Collections.shuffle(rows, random);
      assertThat(Extraction.of(rows.toArray(RowText[]::new)).reason(), is(reason));
    }
  }

  @Test
  void tellsRowsApartByAColumnThatElsewhereHoldsRows() {
    for (String name : List.of("type", "record", "json", "data", "placement")) {
      isWithheld(
          Extraction.of(row().field(name, "new"), row().field(name, "known")),
          "differ in " + name + " (known beside new)");
    }
  }

  @Test
  void advisesNewestOnlyWhereItDecides() {
    assertThat(
        Extraction.of(row(), row().field("age", "18-24")).reason(),
        allOf(containsString("leave one of them out"), not(containsString("insights.newest"))));
    // Each file holds both, so that the newer one says no more.
    assertThat(
        Extraction.of(row(), row().field("ad_id", "7"))
            .file(1, row(), row().field("ad_id", "7"))
            .reason(),
        not(containsString("insights.newest")));
    isWithheld(
        Extraction.of(row()).file(1, day("2025-11-07")),
        "if the newer export is, set insights.newest to file");
    assertThat(
        Extraction.of(row()).file(1, day("2025-11-07")).reason(),
        not(containsString("to a field of the rows")));
  }

  @Test
  void advisesTheNewerFileOnlyWhereTheRowsStandInTwo() {
    assertThat(
        Extraction.of(row(), row().field("spend", "6")).reason(), not(containsString("to file")));
    isWithheld(
        Extraction.of(row()).file(1, row().field("spend", "6")), "set insights.newest to file");
  }

  @Test
  void leavesOutWhatItsSourceDeleted() {
    RowText deleted = ad("1", "11:00:00", "1").field("_sdc_deleted_at", "2025-12-01T11:00:00Z");

    Extraction extraction = extracted(ad("1", "10:00:00", "1"), deleted, ad("2", "10:00:00", "2"));
    assertThat(extraction.value("10"), comparesEqualTo(new BigDecimal("2")));
    assertThat(extraction.summary().rows(), is(new RowCounts(3, 1, 0, 1, 0, 1, 0, 0)));
    isWithheld(Extraction.of(ad("1", "10:00:00", "1"), deleted), "its source marked as deleted");
  }

  @Test
  void aCampaignOfWhichEveryRowWasDeletedIsNone() {
    Extraction extraction =
        Extraction.of(
            row(), RowText.ofCampaign("11").field("spend", "5").raw("_fivetran_deleted", "true"));

    counts(extraction, "3", 0);
    assertThat(extraction.summary().campaigns(), is(1L));
    assertThat(extraction.summary().rows().skipped(), is(1L));
  }

  @Test
  void aRowThatWasDeletedTwiceCountsAsSkippedTwice() {
    RowText deleted = day("2025-11-02").raw("_fivetran_deleted", "true");

    Extraction extraction =
        Extraction.of(
            day("2025-11-01"), deleted, day("2025-11-02").raw("_fivetran_deleted", "true"));

    counts(extraction, "3", 0);
    assertThat(extraction.summary().rows().skipped(), is(2L));
  }

  @Test
  void aFieldOrdersNoRowsOfTwoAccounts() {
    isWithheld(
        Extraction.of(
            SmallJob.monthly()
                .client("belmonte", "PLN", "1", "2")
                .metric("reservations", "purchase")
                .newest(Newest.FIELD, "extracted"),
            day("2025-11-01").field("extracted", "1"),
            day("2025-11-01").field("extracted", "2").field("account_id", "2")),
        "rows of two ad accounts");
  }

  @Test
  void distrustsANewerFileThatLacksAnAdAndHasLess() {
    RowText first = row().field("ad_id", "1").field("spend", "5").field("impressions", "10");
    RowText second = row().field("ad_id", "2").field("spend", "5").field("impressions", "10");

    ClientPeriodSummary less = newestFile(first, second).file(1, first).summary();
    assertThat(less.trusted(), is(false));
    assertThat(
        less.reason(),
        is(
            "file 0 gave way to file 1 (insights.newest: file), which lacks ad 2 and has less spend"
                + " or fewer impressions: export it again, whole."));
    assertThat(
        newestFile(first, second).file(1, second, first).summary().reason(), is(nullValue()));
    RowText more = row().field("ad_id", "3").field("spend", "19").field("impressions", "99");
    assertThat(newestFile(first, second).file(1, more).summary().reason(), is(nullValue()));
  }

  @Test
  void tellsOfManyCampaignsThatGaveWayOnce() {
    List<RowText> rows = new ArrayList<>();
    List<RowText> less = new ArrayList<>();
    for (String campaign : List.of("10", "11", "12")) {
      rows.add(RowText.ofCampaign(campaign).field("ad_id", campaign + "1").field("spend", "5"));
      less.add(RowText.ofCampaign(campaign).field("ad_id", campaign + "2").field("spend", "4"));
    }

    assertThat(
        newestFile(rows.toArray(RowText[]::new)).file(1, less.toArray(RowText[]::new)).reason(),
        is(
            "file 0 gave way to file 1 (insights.newest: file), which lacks ad 101 and has less"
                + " spend or fewer impressions (and 2 more): export it again, whole."));
  }

  @Test
  void tellsOfManyCampaignsWithTheSameWayOutOnce() {
    List<RowText> rows = new ArrayList<>();
    for (String campaign : List.of("10", "11", "12")) {
      rows.add(RowText.ofCampaign(campaign).field("spend", "5"));
      rows.add(RowText.ofCampaign(campaign).field("spend", "6"));
    }
    Extraction extraction = Extraction.of(rows.toArray(RowText[]::new));

    isWithheld(
        extraction,
        "campaign 10 has two rows from 2025-11-01 to 2025-11-30 with different values (spend 5"
            + " beside 6) (and 2 more like it): which of them is right would be a guess; ");
    assertThat(extraction.reason().split("would be a guess", -1).length, is(2));
  }

  @Test
  void tellsOfManyCampaignsOfTwoAccountsOnce() {
    List<RowText> rows = new ArrayList<>();
    for (String campaign : List.of("10", "11", "12")) {
      for (String account : List.of("1", "2")) {
        rows.add(
            RowText.ofCampaign(campaign).field("account_id", account).on("2025-11-0" + account));
      }
    }

    assertThat(
        Extraction.of(
                SmallJob.monthly()
                    .client("belmonte", "PLN", "1", "2")
                    .metric("reservations", "purchase"),
                rows.toArray(RowText[]::new))
            .reason(),
        is("campaign 10 has rows of two ad accounts (and 2 more like it)"));
  }

  private static RowText spending(String first, String last, String spend) {
    return row().days(first, last).field("spend", spend).field("impressions", spend);
  }

  @Test
  void distrustsWhatGaveWayToRowsThatGaveWayThemselves() {
    ClientPeriodSummary summary =
        newestFile(spending("2025-11-01", "2025-11-10", "9"))
            .file(1, spending("2025-11-08", "2025-11-20", "9"))
            .file(2, spending("2025-11-15", "2025-11-30", "9"))
            .summary();

    assertThat(summary.trusted(), is(false));
    assertThat(
        summary.reason(), containsString("file 0 gave way to file 1 (insights.newest: file)"));
  }

  @Test
  void aRowThatStandsTwiceInTheNewerFileHidesNothing() {
    RowText one = row().field("ad_id", "1").field("spend", "5");
    RowText two = row().field("ad_id", "2").field("spend", "5");

    assertThat(newestFile(one, two).file(1, one, one).summary().trusted(), is(false));
    // Nor does one that stands twice in the older file make it hold more.
    RowText more = row().field("ad_id", "3").field("spend", "11");
    assertThat(newestFile(one, two, two).file(1, more).summary().reason(), is(nullValue()));
  }

  @Test
  void aRejectedRowThatANewerFileHasAgainIsNoLoss() {
    RowText bad = RowText.ofCampaign("11").field("spend", "much");
    RowText good = RowText.ofCampaign("11").field("spend", "5").action("purchase", "1");

    ClientPeriodSummary mended = newestFile(row(), bad).file(1, row(), good).summary();
    assertThat(mended.toString(), mended.trusted(), is(true));
    assertThat(mended.reason(), containsString("a newer source has it again"));
    isWithheld(newestFile(row(), bad).file(1, row()), "BAD_NUMBER");
    isWithheld(newestFile(row(), good).file(1, row(), bad), "BAD_NUMBER");
  }

  @Test
  void anExtractionDoesNotDecideBetweenRowsOfDifferentDaysOrLevels() {
    isWithheld(
        extracted(ad("1", "10:00:00", "1"), row().field("extracted", "2025-12-02T00:00:00Z")),
        "insights.newest does not decide");
    isWithheld(extracted(ad("1", "10:00:00", "1"), ad("1", "10:00:00", "2")), "different values");
  }

  @Test
  void theWayOutOfAConflictIsThatOfItsKind() {
    RowText other = row().field("spend", "6");
    isWithheld(
        newestFile(row(), other),
        "because they stand in one file; if a field of the rows tells which is newer, set it to"
            + " that field");
    isWithheld(
        newestFile(row(), day("2025-11-01")),
        "because they stand in one file; leave one of them out of what is read");
    isWithheld(
        newestField("1=1", "1=2"),
        "because it is the same in both, or less than a minute apart, as in rows of one"
            + " extraction; leave one of them out of what is read");
    isWithheld(
        extracted(ad("1", "10:00:00", "1"), row().field("extracted", "2025-12-02T00:00:00Z")),
        "because they are not the same row; leave one of them out of what is read");
    isWithheld(
        Extraction.of(row(), other),
        "if a field of the rows tells which is newer, set insights.newest to it");
    isWithheld(
        Extraction.of(row()).file(1, other),
        "if the newer export is, set insights.newest to file or to a field of the rows that orders"
            + " them");
    isWithheld(
        Extraction.of(row()).file(1, day("2025-11-01")),
        "if the newer export is, set insights.newest to file");
  }

  @Test
  void doesNotAdviseWhatIsSetAlready() {
    assertThat(
        newestField("1=1", "1=2").reason(),
        allOf(containsString("does not decide"), not(containsString("set insights.newest"))));
  }
}

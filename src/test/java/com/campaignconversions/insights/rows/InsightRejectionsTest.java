package com.campaignconversions.insights.rows;

import static com.campaignconversions.insights.counts.RejectedInsight.Reason.ACTIONS_NOT_A_LIST;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.BAD_DATE;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.BAD_ID;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.BAD_NUMBER;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.BAD_TEXT;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.ENTRY_BAD_VALUE;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.ENTRY_NOT_AN_OBJECT;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.ENTRY_WITHOUT_TYPE;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.NAME_SHORTENED;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.NO_CAMPAIGN;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.OTHER_CURRENCY;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.REPEATED_FIELD;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.SPANS_PERIODS;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.TWO_CLIENTS;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.UNKNOWN_CLIENT;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.fields.Ids;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rows and entries cannot be used, why, and what is recorded of them. */
class InsightRejectionsTest {
  private final Path folder;

  private final Job job =
      SmallJob.ofBelmonte()
          .client("lakeside", "EUR", "2", "3")
          .client("anywhere", null, "4")
          .metric("value", List.of("action_values"), Scope.CAMPAIGN, Unit.MONEY, "omni_purchase")
          .newest(Newest.FIELD, "updated_time")
          .build();

  InsightRejectionsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Reading read(RowText... rows) {
    return read(List.of(rows).stream().map(RowText::json).toArray(String[]::new));
  }

  private Reading read(String... lines) {
    return new Reading(job, SmallJob.wanted(job, "2025-11")).text(folder, lines);
  }

  private RejectedInsight rejectionOf(RowText row) {
    Reading reading = read(row);
    assertThat(reading.insights(), is(empty()));
    assertThat(reading.rejected(), hasSize(1));
    return reading.rejected().get(0);
  }

  private void isRejected(
      RowText row, Reason reason, @Nullable String clientId, @Nullable String periodId) {
    RejectedInsight rejection = rejectionOf(row);
    assertThat(rejection.detail(), rejection.reason(), is(reason));
    assertThat(rejection.clientId(), is(clientId));
    assertThat(rejection.periodId(), is(periodId));
    assertThat(rejection.position(), is("0"));
    assertThat(rejection.payload(), is(row.json()));
  }

  private static RowText row() {
    return RowText.ofCampaign("10");
  }

  @Test
  void rejectsARowOfNobody() {
    isRejected(row().field("account_id", "99"), UNKNOWN_CLIENT, null, "2025-11");
    isRejected(row().without("account_id"), UNKNOWN_CLIENT, null, "2025-11");
    isRejected(
        row().without("account_id").field("client_id", "nobody"), UNKNOWN_CLIENT, null, "2025-11");
    isRejected(row().field("account_id", "act_"), BAD_ID, null, "2025-11");
  }

  @Test
  void doesNotGoByTheClientIdWhereThereIsAnAccount() {
    isRejected(
        row().field("account_id", "99").field("client_id", "belmonte"),
        UNKNOWN_CLIENT,
        null,
        "2025-11");
    assertThat(read(row().field("client_id", "nobody")).insights(), hasSize(1));
  }

  @Test
  void rejectsARowOfNobodyWhateverPeriodWasAskedFor() {
    isRejected(
        row().field("account_id", "99").days("2024-01-01", "2024-01-31"),
        UNKNOWN_CLIENT,
        null,
        "2024-01");
    isRejected(row().field("account_id", "99").without("date_start"), UNKNOWN_CLIENT, null, null);
  }

  @Test
  void rejectsARowWhoseIdsNameTwoClients() {
    isRejected(row().field("client_id", "lakeside"), TWO_CLIENTS, null, "2025-11");
  }

  @Test
  void rejectsAnotherCurrencyThanTheClients() {
    isRejected(row().field("account_currency", "EUR"), OTHER_CURRENCY, "belmonte", "2025-11");
    isRejected(
        row().field("account_currency", "EUR").days("2024-02-01", "2024-02-29"),
        OTHER_CURRENCY,
        "belmonte",
        "2024-02");
  }

  @Test
  void doesNotAskForTheCurrency() {
    assertThat(
        read(
                row().field("account_currency", "PLN"),
                row().field("account_currency", ""),
                row().raw("account_currency", "null"),
                row().field("account_id", "4").field("account_currency", "CHF"))
            .insights(),
        hasSize(4));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "null, 2025-11-30",
        "2025-11-01, null",
        "2025-11-30, 2025-11-01",
        "2025-11-31, 2025-11-31",
        "2025-11-1, 2025-11-30",
        "20251101, 20251130",
        "01.11.2025, 30.11.2025",
        "2025-11-01, 2025-11-30T12:00:00",
        "'', ''"
      })
  void rejectsARowWithoutTwoDays(@Nullable String first, @Nullable String last) {
    isRejected(
        row().field("date_start", first).field("date_stop", last), BAD_DATE, "belmonte", null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2025-11-01T00:00:00", "2025-11-01 00:00:00.000 UTC", "2025-11-01T00:00:00Z"})
  void takesADayThatLandedInAColumnWithATime(String day) {
    assertThat(read(row().field("date_start", day)).insights(), hasSize(1));
  }

  @Test
  void rejectsARowThatSpansTwoMonths() {
    isRejected(row().days("2025-10-31", "2025-11-01"), SPANS_PERIODS, "belmonte", null);
    isRejected(row().days("2024-11-01", "2025-11-30"), SPANS_PERIODS, "belmonte", null);
  }

  @Test
  void skipsWhatWasNotAskedFor() {
    Reading november = read(row(), row().days("2025-10-01", "2025-10-31"));

    assertThat(november.insights(), hasSize(1));
    assertThat(november.skipped(), is(1));
    assertThat(november.rejected(), is(empty()));
  }

  @Test
  void doesNotExamineTheValuesOfWhatWasNotAskedFor() {
    Reading reading =
        read(row().days("2025-10-01", "2025-10-31").field("spend", "much").without("campaign_id"));

    assertThat(reading.skipped(), is(1));
    assertThat(reading.rejected(), is(empty()));
  }

  @Test
  void rejectsAnAdOrAdSetWithoutItsCampaign() {
    isRejected(
        row().without("campaign_id").field("ad_id", "7"), NO_CAMPAIGN, "belmonte", "2025-11");
    isRejected(
        row().field("campaign_id", " ").field("adset_id", "7"), NO_CAMPAIGN, "belmonte", "2025-11");
  }

  @Test
  void rejectsARowWithNeitherCampaignNorAccount() {
    isRejected(
        row().without("campaign_id").without("account_id").field("client_id", "lakeside"),
        NO_CAMPAIGN,
        "lakeside",
        "2025-11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spend", "impressions", "clicks"})
  void rejectsARowWithGarbageInItsNumbers(String field) {
    isRejected(row().field(field, "many"), BAD_NUMBER, "belmonte", "2025-11");
    isRejected(row().field(field, "-1"), BAD_NUMBER, "belmonte", "2025-11");
    isRejected(row().field(field, ""), BAD_NUMBER, "belmonte", "2025-11");
    isRejected(row().raw(field, "true"), BAD_NUMBER, "belmonte", "2025-11");
    isRejected(row().raw(field, "[1]"), BAD_NUMBER, "belmonte", "2025-11");
  }

  @Test
  void rejectsImpressionsAndClicksThatAreNotWhole() {
    isRejected(row().field("impressions", "0.5"), BAD_NUMBER, "belmonte", "2025-11");
    isRejected(row().field("clicks", "9223372036854775808"), BAD_NUMBER, "belmonte", "2025-11");
  }

  @Test
  void rejectsTextThatDatabasesRefuse() {
    isRejected(row().raw("campaign_name", "\"a\\u0000b\""), BAD_TEXT, "belmonte", "2025-11");
    isRejected(row().raw("campaign_name", "\"half \\ud83c\""), BAD_TEXT, "belmonte", "2025-11");
    isRejected(row().raw("campaign_name", "\"\\udf77 half\""), BAD_TEXT, "belmonte", "2025-11");
    isRejected(row().field("ad_id", "1".repeat(101)), BAD_TEXT, "belmonte", "2025-11");
    assertThat(
        read(row().raw("campaign_name", "\"Weekend we dwoje \\ud83c\\udf77\"")).insights(),
        hasSize(1));
  }

  /** By characters and not by the two units that some have in Java. */
  @Test
  void shortensAVeryLongNameAndUsesTheRow() {
    String longest = "\uD83C\uDF77".repeat(1000);
    Reading reading =
        read(
            row().field("campaign_name", longest),
            row().field("campaign_name", "x".repeat(1000)),
            row().field("campaign_name", "y" + longest));

    assertThat(
        reading.insights().stream().map(Insight::campaignName).toList(),
        contains(longest, "x".repeat(1000), "y" + "\uD83C\uDF77".repeat(998) + "…"));
    assertThat(reading.rejected(), hasSize(1));
    RejectedInsight shortened = reading.rejected().get(0);
    assertThat(shortened.reason(), is(NAME_SHORTENED));
    assertThat(shortened.reason().isOfEntry(), is(true));
    assertThat(shortened.position(), is(reading.positions().get(2) + ".campaign_name"));
    assertThat(shortened.clientId(), is("belmonte"));
    assertThat(shortened.periodId(), is("2025-11"));
    assertThat(shortened.detail(), is("campaign_name has 1001 characters, of which 999 are kept"));
    assertThat(shortened.payload(), is("y" + longest));
  }

  @Test
  void rejectsWhatDatabasesRefuseInTheKeptPartOfALongName() {
    isRejected(
        row().raw("campaign_name", "\"a\\u0000" + "x".repeat(500) + "\""),
        BAD_TEXT,
        "belmonte",
        "2025-11");
    String end = "x".repeat(1000) + "\\u0000";
    assertThat(read(row().raw("campaign_name", "\"" + end + "\"")).insights(), hasSize(1));
  }

  @Test
  void rejectsActionsThatAreNoList() {
    for (String actions :
        List.of(
            "{}",
            "3",
            "true",
            "\"\"",
            "\"{}\"",
            "\"null\"",
            "\"[1\"",
            "\"[] []\"",
            "\"[\\u0000\\u0000\\u0000]\"")) {
      isRejected(row().raw("actions", actions), ACTIONS_NOT_A_LIST, "belmonte", "2025-11");
      isRejected(row().raw("action_values", actions), ACTIONS_NOT_A_LIST, "belmonte", "2025-11");
    }
  }

  @Test
  void rejectsARowInWhichAUsedFieldStandsTwice() {
    for (String twice :
        List.of(
            "\"spend\":\"1\",\"spend\":\"1\"",
            "\"campaign_id\":\"10\"",
            "\"actions\":[],\"actions\":[]",
            "\"age\":\"18-24\",\"age\":\"25-34\"",
            "\"updated_time\":\"1\",\"updated_time\":\"2\"")) {
      RejectedInsight rejection =
          read(row().json().replaceFirst("}$", "," + twice + "}")).rejected().get(0);

      assertThat(rejection.reason(), is(REPEATED_FIELD));
      assertThat(rejection.clientId(), is(nullValue()));
      assertThat(rejection.periodId(), is(nullValue()));
    }
  }

  @Test
  void doesNotMindAnUnusedFieldThatStandsTwice() {
    assertThat(
        read("{\"reach\":1,\"reach\":2," + row().json().substring(1)).insights(), hasSize(1));
  }

  @Test
  void tellsTheSameReasonInWhateverOrderTheFieldsStand() {
    String start =
        "{\"account_id\":\"1\",\"date_start\":\"2025-11-01\",\"date_stop\":\"2025-11-30\",";
    Reading reading =
        read(
            start
                + "\"spend\":\"x\",\"campaign_name\":\"\\u0000\",\"actions\":3,\"campaign_id\":\"1\"}",
            start
                + "\"actions\":3,\"campaign_name\":\"\\u0000\",\"spend\":\"x\",\"campaign_id\":\"1\"}",
            start + "\"actions\":3,\"spend\":\"x\",\"campaign_id\":\"1\"}",
            start + "\"actions\":3,\"spend\":\"x\",\"ad_id\":\"1\"}");

    assertThat(reading.reasons(), contains(BAD_TEXT, BAD_TEXT, BAD_NUMBER, NO_CAMPAIGN));
  }

  @Test
  void decidesWhoseARowIsBeforeItLooksAtItsValues() {
    RowText row =
        row()
            .field("spend", "x")
            .field("client_id", "lakeside")
            .field("account_currency", "EUR")
            .days("2025-10-31", "2025-11-01");

    isRejected(row.field("account_id", "99"), UNKNOWN_CLIENT, null, null);
    isRejected(row.field("account_id", "1"), TWO_CLIENTS, null, null);
    isRejected(row.without("client_id"), OTHER_CURRENCY, "belmonte", null);
    isRejected(row.field("account_currency", "PLN"), SPANS_PERIODS, "belmonte", null);
    isRejected(row.days("2025-11-01", "2025-11-30"), BAD_NUMBER, "belmonte", "2025-11");
  }

  @Test
  void rejectsAnEntryAndKeepsItsRow() {
    Reading reading =
        read(
            row()
                .entry("actions", "null")
                .entry("actions", "[1]")
                .entry("actions", "{\"value\":\"1\"}")
                .entry("actions", "{\"action_type\":null,\"value\":\"1\"}")
                .action("purchase", "")
                .action("purchase", "-1")
                .action("like", "many")
                .entry("actions", "{\"action_type\":\"purchase\",\"value\":{\"a\":[]}}")
                .entry("actions", "{\"action_type\":\"purchase\"}")
                .action("purchase", "3"));

    assertThat(
        reading.reasons(),
        contains(
            ENTRY_NOT_AN_OBJECT,
            ENTRY_NOT_AN_OBJECT,
            ENTRY_WITHOUT_TYPE,
            ENTRY_WITHOUT_TYPE,
            ENTRY_BAD_VALUE,
            ENTRY_BAD_VALUE,
            ENTRY_BAD_VALUE,
            ENTRY_BAD_VALUE));
    assertThat(reading.insights(), hasSize(1));
    assertThat(reading.insights().get(0).actions().amounts().toString(), is("[3]"));
  }

  @Test
  void takesAWindowThatIsNullForAbsent() {
    Reading reading =
        read(
            row()
                .entry("actions", "{\"action_type\":\"purchase\",\"value\":null}")
                .action("omni_purchase", "3"));

    assertThat(reading.reasons(), is(empty()));
    assertThat(reading.insights().get(0).actions().amounts().toString(), is("[3]"));
    assertThat(reading.insights().get(0).actions().seriesWithoutAmount(), is(List.of(1)));
  }

  @Test
  void takesNaNInAFieldThatIsNoNumberForNothing() {
    Reading reading = read(row().raw("reach", "NaN").raw("ad_id", "NaN").raw("age", "-Infinity"));

    assertThat(reading.reasons(), is(empty()));
    assertThat(reading.insights().get(0).ids().adId(), is(nullValue()));
    assertThat(reading.insights().get(0).breakdowns().fields(), is(""));
    isRejected(row().raw("spend", "NaN"), BAD_NUMBER, "belmonte", "2025-11");
  }

  @Test
  void rejectsAnIdThatIsANumberInAnotherDress() {
    for (String id : List.of("1.2021E+17", "120210000000000000.0", "120,210,000,000", "1.2e5")) {
      isRejected(row().field("campaign_id", id), BAD_ID, "belmonte", "2025-11");
      isRejected(row().raw("ad_id", '"' + id + '"'), BAD_ID, "belmonte", "2025-11");
    }
    assertThat(
        read(row().field("campaign_id", "438600948208231.0")).insights().get(0).ids().campaignId(),
        is("438600948208231"));
    isRejected(row().field("account_id", "1.0E+0"), BAD_ID, null, "2025-11");
  }

  @Test
  void knowsMoreDressesOfIds() {
    for (String id : List.of("act_4.38600948E+14", "438’600’948’208’231", "438 600 948 208 231")) {
      isRejected(row().field("account_id", id), BAD_ID, null, "2025-11");
    }
    for (String id : List.of("438600948208231.", "438600948208231,0", "438600948208231.00")) {
      assertThat(
          read(row().field("campaign_id", id)).insights().get(0).ids().campaignId(),
          is("438600948208231"));
    }
    assertThat(
        read(row().field("account_id", "act_1.0")).insights().get(0).ids().accountId(), is("1"));
    for (String id : List.of("act_1", "10", "spring-2025", "12a")) {
      assertThat(Ids.plain(id), is(id));
    }
  }

  @Test
  void saysWhatIsWrongWithANumberThatPeopleWrite() {
    assertThat(detailOfSpend("$1,204.75"), containsString("has a currency sign"));
    assertThat(detailOfSpend("12 €"), containsString("has a currency sign"));
    assertThat(detailOfSpend("1,204.75"), containsString("commas group the digits"));
    assertThat(detailOfSpend("1,204"), containsString("commas group the digits"));
    assertThat(detailOfSpend("1,204"), containsString("write decimal: comma under insights:"));
    assertThat(detailOfSpend("4,50"), containsString("write decimal: comma under insights:"));
    assertThat(detailOfSpend("1 204,75"), containsString("write decimal: comma under insights:"));
    assertThat(detailOfSpend("many"), containsString("no number from 0 on"));
  }

  private String detailOfSpend(String spend) {
    return read(row().field("spend", spend)).rejected().get(0).detail();
  }

  @Test
  void saysThatAConnectorLostWhoseARowIsOrItsDays() {
    String meta = "{\"changes\":[{\"field\":\"%s\",\"change\":\"NULLED\"}]}";
    Reading day =
        read(row().without("date_start").raw("_airbyte_meta", meta.formatted("date_start")));
    Reading account =
        read(row().without("account_id").raw("_airbyte_meta", meta.formatted("account_id")));

    assertThat(day.reasons(), contains(BAD_DATE));
    assertThat(
        day.rejected().get(0).detail(), is("its connector says that it lost the date_start"));
    assertThat(account.reasons(), contains(BAD_ID));
    assertThat(
        account.rejected().get(0).detail(), is("its connector says that it lost the account_id"));
  }

  @Test
  void namesTheDecimalCommaAndItsCure() {
    assertThat(
        read(row().field("spend", "1.204,75")).rejected().get(0).detail(),
        is(
            "spend is 1.204,75, which has a decimal comma: in a CSV write decimal: comma under insights:, in"
                + " JSON export it with a point"));
  }

  @Test
  void readsWhatAConnectorSaysOfItsOwnLosses() {
    Insight lost =
        read(row()
                .raw(
                    "_airbyte_meta",
                    "{\"changes\":[{\"field\":\"actions\",\"change\":\"NULLED\"},"
                        + "{\"field\":\"spend\",\"change\":\"NULLED\"}]}")
                .field("_sdc_deleted_at", "2025-11-30T00:00:00Z"))
            .insights()
            .get(0);

    assertThat(lost.loss().arrays(), is(1L));
    assertThat(lost.loss().spend(), is(true));
    assertThat(lost.loss().clicks(), is(false));
    assertThat(lost.deleted(), is(true));
    isRejected(
        row()
            .without("campaign_id")
            .raw("_airbyte_meta", "{\"changes\":[{\"field\":\"campaign_id\"}]}"),
        BAD_ID,
        "belmonte",
        "2025-11");
  }

  @Test
  void recordsWhereAnEntryStoodAndWhatItWas() {
    RejectedInsight entry =
        read(row().action("purchase", "3").action("purchase", "many").action("purchase", "4"))
            .rejected()
            .get(0);

    assertThat(entry.position(), is("0.actions[1]"));
    assertThat(entry.payload(), is("{\"action_type\":\"purchase\",\"value\":\"many\"}"));
    assertThat(entry.clientId(), is("belmonte"));
    assertThat(entry.periodId(), is("2025-11"));
  }

  @Test
  void recordsAnEntryOfActionsThatAreJsonText() {
    Reading reading =
        read(
            row()
                .raw(
                    "actions",
                    "\"[{\\\"action_type\\\":\\\"purchase\\\",\\\"value\\\":\\\"3\\\"}, null ,{\\\"action_type\\\":\\\"ż\\\",\\\"value\\\":\\\"\\\"}]\""));

    assertThat(reading.insights().get(0).actions().amounts().toString(), is("[3]"));
    assertThat(
        reading.rejected().stream().map(RejectedInsight::position).toList(),
        contains("0.actions[1]", "0.actions[2]"));
    assertThat(
        reading.rejected().stream().map(RejectedInsight::payload).toList(),
        contains("null", "{\"action_type\":\"ż\",\"value\":\"\"}"));
  }

  @Test
  void recordsNoEntriesOfARowThatIsRejectedItself() {
    assertThat(
        read(row().entry("actions", "null").field("spend", "x")).reasons(), contains(BAD_NUMBER));
  }
}

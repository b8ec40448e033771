package com.campaignconversions.conversions.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.conversions.Extraction;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules 3 and 5: which action type a metric takes, and what the account itself says. */
class MetricExtractionTest {

  private static SmallJob job() {
    return SmallJob.monthly().client("belmonte", "PLN", "1", "2");
  }

  private static SmallJob reservations() {
    return job()
        .metric(
            "reservations", "omni_purchase", "offsite_conversion.fb_pixel_purchase", "purchase");
  }

  private static SmallJob calls() {
    return job()
        .metric(
            "calls",
            List.of("actions"),
            Scope.ACCOUNT,
            Unit.COUNT,
            "call_placed",
            "call_confirm",
            "clicks");
  }

  private static SmallJob contacts() {
    return job()
        .metric(
            "contacts",
            List.of("actions", "conversions"),
            Scope.CAMPAIGN,
            Unit.COUNT,
            "contact",
            "form");
  }

  private static SmallJob leads() {
    return job().metric("leads", "omni_lead", "grouped+pixel");
  }

  private static RowText row(String campaign) {
    return RowText.ofCampaign(campaign);
  }

  private static String entry(String type, String value) {
    return "{\"action_type\":\"" + type + "\",\"value\":\"" + value + "\"}";
  }

  private static void takes(Extraction extraction, String campaign, String value, String sources) {
    assertThat(extraction.value(campaign), is(new BigDecimal(value)));
    assertThat(extraction.campaign(campaign).sources(), is(sources));
  }

  @Test
  void takesTheFirstListedTypeAndAddsNoneToIt() {
    Extraction extraction =
        Extraction.of(
            reservations(),
            row("10")
                .action("purchase", "40")
                .action("onsite_web_purchase", "40")
                .action("offsite_conversion.fb_pixel_purchase", "39")
                .action("omni_purchase", "38"));

    takes(extraction, "10", "38", "{\"reservations\":\"omni_purchase\"}");
  }

  @Test
  void passesOverAZeroRollUp() {
    takes(
        Extraction.of(
            reservations(), row("10").action("omni_purchase", "0").action("purchase", "7")),
        "10",
        "7",
        "{\"reservations\":\"purchase\"}");
  }

  @Test
  void choosesForTheWholePeriodAndNotRowByRow() {
    takes(
        Extraction.of(
            reservations(),
            row("10").on("2025-11-01").action("purchase", "5"),
            row("10").on("2025-11-02").action("omni_purchase", "1").action("purchase", "1")),
        "10",
        "1",
        "{\"reservations\":\"omni_purchase\"}");
  }

  @Test
  void choosesForEachCampaignOnItsOwn() {
    Extraction extraction =
        Extraction.of(
            reservations(),
            row("10").action("purchase", "5"),
            row("11").action("omni_purchase", "2"));

    takes(extraction, "10", "5", "{\"reservations\":\"purchase\"}");
    takes(extraction, "11", "2", "{\"reservations\":\"omni_purchase\"}");
  }

  @Test
  void saysZeroAndNamesNoSourceWhereNoneIsPositive() {
    takes(Extraction.of(reservations(), row("10").action("like", "5")), "10", "0", "{}");
    takes(Extraction.of(reservations(), row("10").raw("actions", "[]")), "10", "0", "{}");
  }

  @Test
  void namesTheSourceAsTheCatalogueSpellsIt() {
    takes(
        Extraction.of(job().metric("m", "Custom.Wysłano"), row("10").action("custom.WYSŁANO", "1")),
        "10",
        "1",
        "{\"m\":\"Custom.Wysłano\"}");
  }

  @Test
  void letsEachMetricChooseForItself() {
    Extraction extraction =
        Extraction.of(
            reservations()
                .metric(
                    "value",
                    List.of("action_values"),
                    Scope.CAMPAIGN,
                    Unit.MONEY,
                    "omni_purchase",
                    "purchase"),
            row("10")
                .action("omni_purchase", "3")
                .entry("action_values", entry("purchase", "99.5")));

    assertThat(
        extraction.campaign("10").sources(),
        is("{\"reservations\":\"omni_purchase\",\"value\":\"purchase\"}"));
  }

  @Test
  void addsTheMembersOfASumGroupWhereNoRollUpIsThere() {
    takes(
        Extraction.of(leads(), row("10").action("grouped", "3").action("pixel", "4")),
        "10",
        "7",
        "{\"leads\":\"grouped+pixel\"}");
    takes(
        Extraction.of(leads(), row("10").action("pixel", "4")), "10", "4", "{\"leads\":\"pixel\"}");
    takes(
        Extraction.of(leads(), row("10").action("omni_lead", "5").action("grouped", "3")),
        "10",
        "5",
        "{\"leads\":\"omni_lead\"}");
  }

  @Test
  void takesOneTypeForAllCampaignsOfAnAccount() {
    Extraction extraction =
        Extraction.of(
            calls(),
            row("10").action("call_confirm", "3").action("clicks", "9"),
            row("11").action("clicks", "9"),
            row("12").field("account_id", "2").action("clicks", "9"));

    takes(extraction, "10", "3", "{\"calls\":\"call_confirm\"}");
    takes(extraction, "11", "0", "{}");
    takes(extraction, "12", "9", "{\"calls\":\"clicks\"}");
  }

  @Test
  void looksIntoTheSecondArrayOnlyWhereTheFirstGivesNothingInTheWholePeriod() {
    RowText inActions = row("10").action("form", "2").entry("conversions", entry("contact", "9"));
    RowText inConversions =
        row("11").raw("actions", "[]").entry("conversions", entry("contact", "5"));

    takes(Extraction.of(contacts(), inConversions), "11", "5", "{\"contacts\":\"contact\"}");
    Extraction both = Extraction.of(contacts(), inActions, inConversions);
    takes(both, "10", "2", "{\"contacts\":\"form\"}");
    takes(both, "11", "0", "{}");
  }

  @Test
  void countsWhatAClientCallsAnEventItself() {
    SmallJob overridden =
        reservations()
            .override(
                "belmonte",
                SmallJob.metricOf(
                    "reservations", List.of("actions"), Scope.CAMPAIGN, Unit.COUNT, "custom"));

    takes(
        Extraction.of(overridden, row("10").action("omni_purchase", "3").action("custom", "2")),
        "10",
        "2",
        "{\"reservations\":\"custom\"}");
  }

  @Test
  void countsNothingOfAMetricWithoutTypes() {
    takes(
        Extraction.of(job().metric("contacts"), row("10").action("contact", "3")), "10", "0", "{}");
  }

  @Test
  void doesNotKnowAMetricWhereNoRowCarriesActions() {
    Extraction extraction =
        Extraction.of(contacts(), row("10").field("spend", "5"), row("11").raw("actions", "null"));

    assertThat(extraction.value("10"), is(nullValue()));
    assertThat(extraction.campaign("10").sources(), is("{}"));
    MetricJudgement judgement = extraction.judgement("contacts");
    assertThat(judgement.verdict(), is(Verdict.NO_DATA));
    assertThat(judgement.total(), is(nullValue()));
    assertThat(judgement.distribution().campaigns(), is(2L));
    assertThat(extraction.summary().trusted(), is(false));
  }

  @Test
  void knowsAMetricWhereOneRowCarriesActionsOrItsOwnArray() {
    assertThat(
        Extraction.of(contacts(), row("10"), row("11").raw("actions", "[]")).value("10"),
        is(BigDecimal.ZERO));
    assertThat(
        Extraction.of(contacts(), row("10"), row("11").raw("conversions", "[]")).value("10"),
        is(BigDecimal.ZERO));
    SmallJob value =
        job().metric("value", List.of("action_values"), Scope.CAMPAIGN, Unit.MONEY, "purchase");
    assertThat(
        Extraction.of(value, row("10").raw("actions", "[]")).value("10"), is(BigDecimal.ZERO));
    assertThat(
        Extraction.of(
                reservations()
                    .metric(
                        "value", List.of("action_values"), Scope.CAMPAIGN, Unit.MONEY, "purchase"),
                row("10").entry("action_values", entry("purchase", "3")))
            .value("10"),
        is(nullValue()));
  }

  @Test
  void doesNotTakeTheAccountsOwnActionsForTheCampaigns() {
    assertThat(
        Extraction.of(reservations(), row("10"), RowText.ofAccount("1").action("purchase", "3"))
            .value("10"),
        is(nullValue()));
  }

  // The account's own total.

  private static RowText total(String account) {
    return RowText.ofAccount(account);
  }

  private static void reconciles(
      Extraction extraction, Reconciliation reconciliation, String total) {
    MetricJudgement judgement = extraction.result().variances().get(0).judgement();
    assertThat(judgement.evidence(), judgement.reconciliation(), is(reconciliation));
    assertThat(String.valueOf(judgement.accountTotal()), is(total));
  }

  @Test
  void comparesWithTheOneTypeThatTheCampaignsTook() {
    Extraction extraction =
        Extraction.of(
            reservations(),
            row("10").action("purchase", "3"),
            row("11").action("purchase", "4"),
            row("12").raw("actions", "[]"),
            total("1").action("omni_purchase", "9").action("purchase", "7"));

    reconciles(extraction, Reconciliation.MATCH, "7");
    assertThat(extraction.summary().campaigns(), is(3L));
    assertThat(extraction.summary().rows().accountTotals(), is(1L));
    assertThat(extraction.summary().rows().used(), is(3L));
  }

  @Test
  void addsTheTotalsOfDaysAndAccountsUp() {
    reconciles(
        Extraction.of(
            reservations(),
            row("10").days("2025-11-01", "2025-11-02").action("purchase", "3"),
            row("11").on("2025-11-02").field("account_id", "2").action("purchase", "4"),
            total("1").on("2025-11-01").action("purchase", "1"),
            total("1").on("2025-11-02").action("purchase", "2"),
            total("1").on("2025-11-02").action("purchase", "2"),
            total("2").on("2025-11-02").action("purchase", "4")),
        Reconciliation.MATCH,
        "7");
  }

  @Test
  void doesNotCompareWhereTheCampaignsTookSeveralTypes() {
    reconciles(
        Extraction.of(
            reservations(),
            row("10").action("purchase", "3"),
            row("11").action("omni_purchase", "4"),
            total("1").action("omni_purchase", "7")),
        Reconciliation.NOT_CHECKED,
        "null");
  }

  @Test
  void comparesWithTheTotalsOwnFirstTypeWhereNoCampaignTookOne() {
    reconciles(
        Extraction.of(
            reservations(),
            row("10").raw("actions", "[]"),
            total("1").action("purchase", "7").action("omni_purchase", "0")),
        Reconciliation.LOW,
        "7");
    reconciles(
        Extraction.of(
            reservations(), row("10").raw("actions", "[]"), total("1").raw("actions", "[]")),
        Reconciliation.MATCH,
        "0");
  }

  @Test
  void doesNotCompareWithATotalThatCarriesNoActions() {
    Extraction extraction =
        Extraction.of(
            reservations(), row("10").action("purchase", "7"), total("1").field("spend", "5"));

    reconciles(extraction, Reconciliation.NOT_CHECKED, "null");
    assertThat(
        extraction.judgement("reservations").evidence(), containsString("carries no actions"));
  }

  @Test
  void doesNotCompareWithATotalOfFewerDaysOrAccounts() {
    reconciles(
        Extraction.of(
            reservations(),
            row("10").action("purchase", "7"),
            total("1").days("2025-11-01", "2025-11-29").action("purchase", "7")),
        Reconciliation.NOT_CHECKED,
        "null");
    reconciles(
        Extraction.of(
            reservations(),
            row("10").action("purchase", "7"),
            row("11").field("account_id", "2").action("purchase", "1"),
            total("1").action("purchase", "7")),
        Reconciliation.NOT_CHECKED,
        "null");
  }

  @Test
  void allowsAHundredthUntilADayAfterTheEnd() {
    RowText[] rows = {row("10").action("purchase", "60"), row("11").action("purchase", "41")};

    for (String account : List.of("100", "102")) {
      Extraction extraction =
          Extraction.of(reservations(), rows).file(1, total("1").action("purchase", account));
      // In Warsaw a day after November ends is midnight of 2 December, 23:00 of the day before.
      reconciles(extraction.readAt("2025-12-01T22:59:59Z"), Reconciliation.MATCH, account);
      reconciles(extraction.readAt("2025-11-20T12:00:00Z"), Reconciliation.MATCH, account);
      reconciles(
          extraction.readAt("2025-12-01T23:00:00Z"),
          account.equals("100") ? Reconciliation.HIGH : Reconciliation.LOW,
          account);
    }
    reconciles(
        Extraction.of(reservations(), rows).file(1, total("1").action("purchase", "99")),
        Reconciliation.HIGH,
        "99");
  }

  private static RowText counted(RowText row, String spend, String impressions, String clicks) {
    return row.field("spend", spend)
        .field("impressions", impressions)
        .field("clicks", clicks)
        .action("purchase", "7");
  }

  private static Extraction settled(RowText... rows) {
    return Extraction.of(reservations(), rows).readAt("2025-12-05T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "50.01, 900, 30, true, ",
    "50.02, 900, 30, true, spend of 50.02",
    "60, 900, 30, false, 'spend of 60, 10 more than the campaigns: export all pages'",
    "40, 900, 30, false, 'spend of 40, 10 less than the campaigns: look for rows that count twice'",
    "50, 901, 30, true, 'impressions of 901, 1 more'",
    "50, 899, 30, false, 'impressions of 899, 1 less'",
    "50, 900, 40, false, 'clicks of 40, 10 more'",
  })
  void spendImpressionsAndClicksReconcileToo(
      String spend, String impressions, String clicks, boolean trusted, @Nullable String because) {
    ClientPeriodSummary summary =
        settled(
                counted(row("10"), "50", "900", "30"),
                counted(total("1"), spend, impressions, clicks))
            .summary();

    assertThat(summary.toString(), summary.trusted(), is(trusted));
    assertThat(summary.reason(), because == null ? nullValue() : containsString(because));
  }

  @ParameterizedTest
  @CsvSource({
    "60, 950, 30, 'spend of 60, 10 more than the campaigns, and impressions of 950, 50 more: export all pages, and deleted and archived campaigns too.'",
    "60, 950, 40, 'spend of 60, 10 more than the campaigns, impressions of 950, 50 more, and clicks of 40, 10 more: export all pages, and deleted and archived campaigns too.'",
    "40, 800, 30, 'spend of 40, 10 less than the campaigns, and impressions of 800, 100 less: look for rows that count twice.'",
    "40, 950, 30, 'spend of 40, 10 less than the campaigns, and impressions of 950, 50 more: look for rows that count twice, and export all pages, and deleted and archived campaigns too.'",
  })
  void severalNumbersThatDifferAreOneSentence(
      String spend, String impressions, String clicks, String sentence) {
    ClientPeriodSummary summary =
        settled(
                counted(row("10"), "50", "900", "30"),
                counted(total("1"), spend, impressions, clicks))
            .summary();

    assertThat(summary.trusted(), is(false));
    assertThat(summary.reason(), is("the ad account itself reports " + sentence));
  }

  /** Of impressions and clicks that one campaign does not tell nothing follows. */
  @ParameterizedTest
  @CsvSource({"50, true", "49, true", "80, false"})
  void moneyThatTheAccountSpentAndNoCampaignTellsIsMissed(String spend, boolean trusted) {
    ClientPeriodSummary summary =
        settled(
                counted(row("10"), "50", "900", "30"),
                row("11").action("purchase", "0"),
                counted(total("1"), spend, "950", "40"))
            .summary();

    assertThat(summary.toString(), summary.trusted(), is(trusted));
  }

  @Test
  void doesNotCompareWithATotalThatLostEntries() {
    reconciles(
        settled(
            row("10").action("purchase", "7"),
            total("1").action("purchase", "1").action("purchase", "x")),
        Reconciliation.NOT_CHECKED,
        "null");
  }

  @Test
  void tellsATotalThatIsExceeded() {
    Extraction extraction =
        Extraction.of(
            reservations(),
            row("10").action("purchase", "8"),
            row("11").action("purchase", "6"),
            total("1").action("purchase", "7"));

    reconciles(extraction, Reconciliation.HIGH, "7");
    assertThat(extraction.summary().trusted(), is(false));
  }

  @Test
  void comparesMoneyToACentARow() {
    SmallJob value =
        job().metric("value", List.of("action_values"), Scope.CAMPAIGN, Unit.MONEY, "purchase");
    RowText[] rows = {
      row("10").entry("action_values", entry("purchase", "10.00")),
      row("11").entry("action_values", entry("purchase", "10.00"))
    };

    reconciles(
        Extraction.of(value, rows)
            .file(1, total("1").entry("action_values", entry("purchase", "20.02"))),
        Reconciliation.MATCH,
        "20.02");
    reconciles(
        Extraction.of(value, rows)
            .file(1, total("1").entry("action_values", entry("purchase", "20.03")))
            .readAt("2025-12-02T00:00:00Z"),
        Reconciliation.LOW,
        "20.03");
  }

  @Test
  void withholdsWhatTheTotalsContradict() {
    assertThat(
        Extraction.of(
                reservations(),
                row("10").action("purchase", "7"),
                total("1").action("purchase", "7"),
                total("1").action("purchase", "8"))
            .reason(),
        containsString("ad account 1 has two rows"));
  }
}

package com.campaignconversions.conversions.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.Extraction;
import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.Acceptance;
import com.campaignconversions.job.Acceptance.AcceptedFinding;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows that could not have told a number make of it: never 0. */
class MetricKnowledgeTest {
  private static RowText row(String campaign) {
    return RowText.ofCampaign(campaign).field("spend", "5").field("clicks", "9");
  }

  private static SmallJob withRevenue() {
    return SmallJob.ofBelmonte()
        .metric("revenue", List.of("action_values"), Scope.CAMPAIGN, Unit.MONEY, "purchase");
  }

  private static void isJudged(
      Extraction extraction, String metric, Verdict verdict, String... evidence) {
    MetricJudgement judgement = extraction.judgement(metric);
    assertThat(judgement.evidence(), judgement.verdict(), is(verdict));
    for (String part : evidence) {
      assertThat(judgement.evidence(), containsString(part));
    }
  }

  private static void isUnknown(
      Extraction extraction, String metric, Verdict verdict, String... evidence) {
    isJudged(extraction, metric, verdict, evidence);
    MetricJudgement judgement = extraction.judgement(metric);
    assertThat(judgement.total(), is(nullValue()));
    assertThat(judgement.trusted(), is(false));
    assertThat(extraction.summary().trusted(), is(false));
  }

  @Test
  void windowsThatNoEntryHasAreNoData() {
    SmallJob job = SmallJob.ofBelmonte().windows("7d_click", "1d_view");

    isUnknown(
        Extraction.of(job, row("10").action("purchase", "3")),
        "reservations",
        Verdict.NO_DATA,
        "attribution windows");
    // Another type has one of them: then nothing in them is 0.
    isJudged(
        Extraction.of(
            job,
            row("10")
                .action("purchase", "3")
                .entry("actions", "{\"action_type\":\"like\",\"7d_click\":\"1\"}")),
        "reservations",
        Verdict.ALL_ZERO);
  }

  @Test
  void amountsThatNoRowOfTheFilesCarriesAreNoDataBesideTheirCount() {
    isUnknown(
        Extraction.of(withRevenue(), row("10").action("purchase", "3")),
        "revenue",
        Verdict.NO_DATA,
        "no row of the files carries their amounts");
    isJudged(
        Extraction.of(
            withRevenue().client("lakeside", "EUR", "2"),
            row("10").action("purchase", "3"),
            RowText.ofCampaign("20").field("account_id", "2").raw("action_values", "[]")),
        "revenue",
        Verdict.NEVER_SEEN);
    isJudged(
        Extraction.of(withRevenue(), row("10").action("purchase", "0")),
        "revenue",
        Verdict.NEVER_SEEN);
  }

  @Test
  void offMetaActionsAreHiddenByRegion() {
    RowText byRegion = row("10").field("region", "Masovian").action("link_click", "9");

    isUnknown(Extraction.of(byRegion), "reservations", Verdict.NO_DATA, "region, dma or hour");
    isJudged(
        Extraction.of(row("10").field("age", "18-24").action("link_click", "9")),
        "reservations",
        Verdict.NEVER_SEEN);
  }

  @Test
  void actionsInAppsAreHiddenByATarget() {
    isUnknown(
        Extraction.of(
            row("10")
                .entry(
                    "actions",
                    "{\"action_type\":\"link_click\",\"action_target_id\":\"7\",\"value\":\"9\"}")),
        "reservations",
        Verdict.NO_DATA,
        "split by destination, target");
  }

  @Test
  void anUnusableEntryOfTheTypeThatIsTakenMakesTheCampaignUnknown() {
    Extraction extraction =
        Extraction.of(
            row("10").action("purchase", "3").action("purchase", "1,5"),
            row("11").action("purchase", "4"));

    isUnknown(
        extraction, "reservations", Verdict.INCOMPLETE, "Known of 1 of 2 campaigns", "no total");
    assertThat(extraction.value("10"), is(nullValue()));
    assertThat(extraction.value("11"), comparesEqualTo(new BigDecimal("4")));
    assertThat(
        extraction.judgement("reservations").distribution().max(),
        comparesEqualTo(new BigDecimal("4")));
    assertThat(
        extraction.summary().complete().sums().metrics().get(0),
        comparesEqualTo(new BigDecimal("4")));
    assertThat(extraction.summary().complete().sums().totals().get(0), is(nullValue()));
    assertThat(extraction.campaign("10").sources(), is("{}"));
  }

  @Test
  void anUnusableEntryOfATypeBehindTheOneThatIsTakenIsNoLoss() {
    Extraction extraction =
        Extraction.of(
            row("10").action("omni_purchase", "3").action("purchase", "x"),
            row("11").action("omni_purchase", "4"));

    assertThat(extraction.judgement("reservations").total(), comparesEqualTo(new BigDecimal("7")));
    assertThat(extraction.summary().trusted(), is(true));
  }

  @Test
  void anUnusableEntryOfATypeBeforeTheOneThatIsTakenIsALoss() {
    isUnknown(
        Extraction.of(row("10").action("omni_purchase", "x").action("purchase", "3")),
        "reservations",
        Verdict.INCOMPLETE,
        "Known of 0 of 1 campaigns");
  }

  @Test
  void aListThatTheConnectorLostMakesItsCampaignUnknown() {
    Extraction extraction =
        Extraction.of(
            row("10")
                .raw(
                    "_airbyte_meta",
                    "{\"changes\":[{\"field\":\"actions\",\"change\":\"NULLED\"}]}"),
            row("11").action("purchase", "4"));

    isUnknown(extraction, "reservations", Verdict.INCOMPLETE, "Known of 1 of 2 campaigns");
  }

  @Test
  void spendThatTheConnectorLostIsUnknownAndNotTrusted() {
    Extraction extraction =
        Extraction.of(
            row("10")
                .without("spend")
                .action("purchase", "3")
                .raw("_airbyte_meta", "{\"changes\":[{\"field\":\"spend\"}]}"),
            row("11").action("purchase", "4"));

    assertThat(extraction.campaign("10").spend(), is(nullValue()));
    assertThat(extraction.summary().trusted(), is(false));
    assertThat(extraction.reason(), containsString("1 of its campaigns lack spend"));
  }

  @Test
  void oneOfSeveralFilesWithoutActionsMakesItsCampaignsUnknown() {
    Extraction extraction =
        Extraction.of(row("10").action("purchase", "3")).file(1, row("11"), row("12"));

    isUnknown(extraction, "reservations", Verdict.INCOMPLETE, "Known of 1 of 3 campaigns");
    Extraction withoutClicks =
        Extraction.of(row("10").action("purchase", "3")).file(1, row("11").without("clicks"));
    isJudged(withoutClicks, "reservations", Verdict.VARIANCE);
  }

  @Test
  void aListThatTheConnectorLostIsNoListThatNobodyExported() {
    isUnknown(
        Extraction.of(row("10").raw("_airbyte_meta", "{\"changes\":[{\"field\":\"actions\"}]}")),
        "reservations",
        Verdict.INCOMPLETE,
        "The connector says that it lost the entries of some rows");
  }

  private static SmallJob calls() {
    return SmallJob.monthly()
        .client("belmonte", "PLN", "1", "2")
        .metric(
            "calls",
            List.of("actions"),
            Scope.ACCOUNT,
            Unit.COUNT,
            "placed",
            "confirmed",
            "dialled");
  }

  @Test
  void anEntryBeforeTheAccountsTypeLeavesItsChoiceUnknown() {
    Extraction extraction =
        Extraction.of(
            calls(),
            row("10").action("confirmed", "3").action("placed", "x"),
            row("11").action("confirmed", "4"),
            row("20").field("account_id", "2").action("confirmed", "5"));

    isUnknown(extraction, "calls", Verdict.INCOMPLETE, "Known of 1 of 3 campaigns");
    assertThat(extraction.value("11"), is(nullValue()));
    assertThat(extraction.value("20"), comparesEqualTo(new BigDecimal("5")));
  }

  @Test
  void anEntryOfTheAccountsTypeIsOneCampaignsLoss() {
    Extraction extraction =
        Extraction.of(
            calls(),
            row("10").action("placed", "3"),
            row("11").action("placed", "x").action("confirmed", "9"),
            row("12").action("placed", "5").action("confirmed", "x"));

    isUnknown(extraction, "calls", Verdict.INCOMPLETE, "Known of 2 of 3 campaigns");
    assertThat(extraction.value("10"), comparesEqualTo(new BigDecimal("3")));
    assertThat(extraction.value("11"), is(nullValue()));
    assertThat(extraction.value("12"), comparesEqualTo(new BigDecimal("5")));
  }

  @Test
  void anEntryInTheFirstListLeavesTheSecondOneUnsure() {
    SmallJob contacts =
        SmallJob.ofBelmonte()
            .metric(
                "contacts",
                List.of("actions", "conversions"),
                Scope.CAMPAIGN,
                Unit.COUNT,
                "contact_total");
    String entry = "{\"action_type\":\"contact_total\",\"value\":\"4\"}";

    isUnknown(
        Extraction.of(
            contacts,
            row("10").action("contact_total", "x"),
            row("11").raw("actions", "[]").entry("conversions", entry)),
        "contacts",
        Verdict.INCOMPLETE,
        "Known of 0 of 2 campaigns");
    isJudged(
        Extraction.of(
            contacts,
            row("10").action("contact_total", "9").entry("conversions", entry.replace('4', 'x')),
            row("11").action("contact_total", "2").entry("conversions", entry)),
        "contacts",
        Verdict.VARIANCE);
  }

  @Test
  void theKnownCampaignsAreJudgedToo() {
    List<RowText> rows = new ArrayList<>();
    for (int campaign = 10; campaign < 22; campaign++) {
      rows.add(row("" + campaign).action("purchase", campaign == 10 ? "x" : "20"));
    }

    Extraction extraction = Extraction.of(rows.toArray(RowText[]::new));
    isUnknown(
        extraction,
        "reservations",
        Verdict.INCOMPLETE,
        "Known of 11 of 12 campaigns",
        "All 11 campaigns show exactly 20");
    MetricJudgement judgement = extraction.judgement("reservations");
    assertThat(judgement.distribution().mean(), comparesEqualTo(new BigDecimal("20")));
    assertThat(judgement.distribution().stddev(), comparesEqualTo(BigDecimal.ZERO));
    assertThat(judgement.manufacture().allocationKey(), is(nullValue()));
    assertThat(judgement.manufacture().pValue(), is(nullValue()));
  }

  @Test
  void aFileWithoutActionsIsNamed() {
    isUnknown(
        Extraction.of(row("10").action("purchase", "3")).file(1, row("11")),
        "reservations",
        Verdict.INCOMPLETE,
        "file 1 lacks a field");
  }

  @Test
  void aFileOfAFewClicksMayWellHaveNoActions() {
    isJudged(
        Extraction.of(row("10").action("purchase", "3"), row("12").action("purchase", "4"))
            .file(1, row("11").field("clicks", "6")),
        "reservations",
        Verdict.VARIANCE);
  }

  @Test
  void aFileThatHasActionsOfAnotherPeriodLacksNone() {
    isJudged(
        Extraction.of(row("10").action("purchase", "3"), row("12").action("purchase", "4"))
            .file(1, row("11"), row("11").on("2025-10-31").action("like", "1")),
        "reservations",
        Verdict.VARIANCE);
  }

  @Test
  void aFileWithoutAmountsMakesTheAmountsOfItsCampaignsUnknown() {
    RowText withAmount =
        row("10")
            .action("purchase", "3")
            .entry("action_values", "{\"action_type\":\"purchase\",\"value\":\"99\"}");
    Extraction extraction =
        Extraction.of(withRevenue(), withAmount)
            .file(1, row("11").action("purchase", "4"), row("12").action("purchase", "0"));

    isUnknown(extraction, "revenue", Verdict.INCOMPLETE, "Known of 1 of 3 campaigns");
    assertThat(extraction.judgement("reservations").trusted(), is(true));
    isJudged(
        Extraction.of(withRevenue(), withAmount).file(1, row("11").action("purchase", "0")),
        "revenue",
        Verdict.VARIANCE);
    isUnknown(
        Extraction.of(withRevenue(), withAmount).file(1, row("11")),
        "revenue",
        Verdict.INCOMPLETE,
        "Known of 1 of 2 campaigns");
  }

  @Test
  void aFileWithoutTheWindowsMakesItsCampaignsUnknown() {
    SmallJob job = SmallJob.ofBelmonte().windows("7d_click");
    RowText withWindow =
        row("10").entry("actions", "{\"action_type\":\"purchase\",\"7d_click\":\"3\"}");

    isUnknown(
        Extraction.of(job, withWindow).file(1, row("11").action("purchase", "4")),
        "reservations",
        Verdict.INCOMPLETE,
        "Known of 1 of 2 campaigns",
        "attribution windows");
  }

  @ParameterizedTest
  @CsvSource({
    "NO_DATA, revenue",
    "INCOMPLETE, reservations",
    "NEVER_SEEN, leads",
  })
  void whatIsKnownOfIsAccepted(AcceptedFinding finding, String metric) {
    SmallJob job = withRevenue().metric("leads", "leads");
    RowText bad = row("10").action("purchase", "x").action("lead", "4");
    RowText good = row("11").action("purchase", "5");
    List<Acceptance> accepted = new ArrayList<>();
    for (AcceptedFinding each :
        List.of(AcceptedFinding.NO_DATA, AcceptedFinding.INCOMPLETE, AcceptedFinding.NEVER_SEEN)) {
      accepted.add(new Acceptance("belmonte", "*", each, "is known", LocalDate.of(2026, 1, 31)));
    }

    isUnknown(Extraction.of(job, bad, good), metric, Verdict.valueOf(finding.name()));
    Extraction known = Extraction.of(job.accept(accepted), bad, good);
    assertThat(known.judgement(metric).trusted(), is(true));
    assertThat(known.judgement(metric).total(), is(nullValue()));
    assertThat(known.summary().trusted(), is(true));
  }

  @Test
  void aMisspeltTypeIsUnknownAndNamesTheOneThatWasMeant() {
    isUnknown(
        Extraction.of(
            SmallJob.ofBelmonte().metric("leads", "leads"),
            row("10").action("purchase", "3").action("lead", "4")),
        "leads",
        Verdict.NEVER_SEEN,
        "leads never occurs",
        "but lead does");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "offsite_conversion.custom.1150356839010935",
        "offsite_conversion.custom.1150356389010953",
        "offsite_conversion.custom.115035638901095"
      })
  void aCustomConversionOneSlipAwayIsUnknown(String listed) {
    Extraction extraction =
        Extraction.of(
            SmallJob.ofBelmonte().metric("emails", listed),
            row("10").action("offsite_conversion.custom.1150356389010935", "4"));

    isUnknown(extraction, "emails", Verdict.NEVER_SEEN, "1150356389010935");
  }

  @Test
  void anotherNameOfTheEventIsNotedAndTrusted() {
    Extraction extraction =
        Extraction.of(row("10").action("offsite_conversion.fb_pixel_purchase", "4"));

    isJudged(
        extraction,
        "reservations",
        Verdict.NEVER_SEEN,
        "so that it is 0",
        "the same event occurs as offsite_conversion.fb_pixel_purchase");
    assertThat(extraction.judgement("reservations").trusted(), is(true));
    assertThat(extraction.summary().trusted(), is(true));
  }

  @Test
  void aTypeThatStandsInAnotherPeriodOfTheClientIsSeen() {
    isJudged(
        Extraction.of(
            row("10").action("like", "4"), row("10").on("2025-09-01").action("purchase", "1")),
        "reservations",
        Verdict.ALL_ZERO);
  }

  @Test
  void aTypeThatWasPublishedBeforeIsSeen() {
    Extraction extraction =
        Extraction.of(row("10").action("like", "4"))
            .published(
                new PublishedBefore(
                    List.of(), true, account -> false, metric -> Set.of("omni_purchase")));

    isJudged(extraction, "reservations", Verdict.ALL_ZERO);
  }

  @Test
  void aTypeThatWasPublishedInAnotherSpellingIsSeen() {
    isJudged(
        Extraction.of(row("10").action("like", "4"))
            .published(
                new PublishedBefore(
                    List.of(), true, account -> false, metric -> Set.of("Omni_Purchase"))),
        "reservations",
        Verdict.ALL_ZERO);
  }

  @Test
  void aTypeThatOnlyAnotherClientListsMayHaveBeenMeant() {
    SmallJob job =
        SmallJob.ofBelmonte()
            .client("lakeside", "EUR", "2")
            .metric("leads", "lead")
            .override(
                "belmonte",
                SmallJob.metricOf(
                    "leads", List.of("actions"), Scope.CAMPAIGN, Unit.COUNT, "leads"));

    isUnknown(
        Extraction.of(job, row("10").action("purchase", "1").action("lead", "4")),
        "leads",
        Verdict.NEVER_SEEN,
        "leads never occurs in this client's insights, but lead does");
  }

  @ParameterizedTest
  @CsvSource({
    "omni_lead, lead, true",
    "onsite_conversion.lead, lead, true",
    "contact_website, contact_websites, true",
    "omni_signup, signup, false",
    "offsite_conversion.fb_pixel_signup, onsite_conversion.signup, false",
    "sign_up, sign.up, false",
    "signups, signup, false",
    "signup, signups, false",
    "sign_op, sign_up, false",
    "offsite_conversion.custom.12, offsite_conversion.custom.34, true",
  })
  void onlyANameThatIsNoneOfMetasIsMisspelt(String listed, String occurring, boolean trusted) {
    Extraction extraction =
        Extraction.of(
            SmallJob.ofBelmonte().metric("goals", listed),
            row("10").action("purchase", "1").action(occurring, "4"));

    isJudged(extraction, "goals", Verdict.NEVER_SEEN);
    assertThat(extraction.judgement("goals").trusted(), is(trusted));
    assertThat(extraction.judgement("goals").total(), is(trusted ? BigDecimal.ZERO : null));
  }

  @Test
  void anAmountThatNeverOccursSaysWhere() {
    isJudged(
        Extraction.of(withRevenue(), row("10").action("purchase", "3").raw("action_values", "[]")),
        "revenue",
        Verdict.NEVER_SEEN,
        "purchase never occurs in action_values of this client's insights");
  }

  @Test
  void aNameThatNeverOccursExplainsNoDrop() {
    Extraction extraction =
        Extraction.of(row("10").action("like", "4"))
            .published(
                new PublishedBefore(
                    List.of(
                        new EarlierPeriod(
                            Period.parse("2025-10"),
                            "",
                            true,
                            true,
                            3,
                            new BigDecimal("5"),
                            Map.of("reservations", new BigDecimal("50")))),
                    true,
                    account -> false,
                    metric -> Set.of("offsite_conversion.fb_pixel_purchase")));

    isJudged(
        extraction, "reservations", Verdict.DROPPED_TO_ZERO, "expect about 50", "none ever occurs");
    assertThat(extraction.summary().trusted(), is(false));
  }

  @Test
  void whatWasAskedForAndIsAbsentIsZero() {
    for (RowText row :
        List.of(row("10"), row("10").raw("actions", "[]"), row("10").raw("actions", "null"))) {
      isJudged(Extraction.of().asked(row), "reservations", Verdict.ALL_ZERO);
    }
    isJudged(
        Extraction.of(withRevenue()).asked(row("10").action("purchase", "3")),
        "revenue",
        Verdict.ALL_ZERO);
    isJudged(
        Extraction.of(SmallJob.ofBelmonte().windows("7d_click"))
            .asked(row("10").action("purchase", "3")),
        "reservations",
        Verdict.ALL_ZERO);
    isUnknown(
        Extraction.of(SmallJob.ofBelmonte().metric("leads", "leads"))
            .asked(row("10").action("purchase", "3").action("lead", "4")),
        "leads",
        Verdict.NEVER_SEEN);
  }

  @Test
  void whatWasAskedForAndIsHiddenIsUnknownAllTheSame() {
    isUnknown(
        Extraction.of().asked(row("10").field("region", "Masovian")),
        "reservations",
        Verdict.NO_DATA,
        "region, dma or hour");
  }

  @Test
  void pagesThatWereKeptWereAskedFor(@TempDir Path folder) {
    String page = "{\"data\":[" + row("10").action("purchase", "3").json() + "]}";

    isUnknown(Extraction.of(withRevenue()).text(folder, page), "revenue", Verdict.NO_DATA);
    isJudged(
        Extraction.of(withRevenue())
            .text(folder, "{\"data\":[],\"fetch\":{\"account\":\"act_1\"}}", page),
        "revenue",
        Verdict.ALL_ZERO);
  }

  @Test
  void aMetricThatListsNothingIsSilent() {
    isJudged(
        Extraction.of(SmallJob.ofBelmonte().metric("emails"), row("10").action("purchase", "4")),
        "emails",
        Verdict.ALL_ZERO);
  }

  @Test
  void goingFromOrToNeverSeenIsNoNewVersion() {
    Extraction never = Extraction.of(row("10").action("like", "4"));
    Extraction seen =
        Extraction.of(
            row("10").action("like", "4"), row("10").on("2025-09-01").action("purchase", "1"));

    isJudged(never, "reservations", Verdict.NEVER_SEEN);
    assertThat(never.summary().fingerprint(), is(seen.summary().fingerprint()));
  }

  private static RowText[] days(Random random, double oldRate, double newRate, int change) {
    List<RowText> rows = new ArrayList<>();
    for (int day = 1; day <= 30; day++) {
      RowText row = row("10").on(LocalDate.of(2025, 11, day).toString());
      int old = day < change || change == 0 ? poisson(random, oldRate) : 0;
      int other = day >= change ? poisson(random, newRate) : 0;
      if (old > 0) {
        row.action("omni_purchase", "" + old);
      }
      if (other > 0) {
        row.action("purchase", "" + other);
      }
      rows.add(row);
    }
    return rows.toArray(RowText[]::new);
  }

  private static int poisson(Random random, double rate) {
    double limit = Math.exp(-rate);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  @Test
  void aTypeThatIsReplacedInMidPeriodIsIncompleteAndItsValuesStand() {
    Extraction extraction = Extraction.of(days(new Random(1), 30, 30, 20));

    isJudged(
        extraction,
        "reservations",
        Verdict.INCOMPLETE,
        "Until 2025-11-19 it stands under omni_purchase, from then on under purchase");
    assertThat(extraction.judgement("reservations").total(), is(notNullValue()));
    assertThat(extraction.summary().trusted(), is(false));
  }

  @Test
  void aTypeThatIsReplacedByTheOneListedBeforeItIsFoundToo() {
    List<RowText> rows = new ArrayList<>();
    for (int day = 1; day <= 30; day++) {
      rows.add(
          row("10")
              .on(LocalDate.of(2025, 11, day).toString())
              .action(day < 12 ? "purchase" : "omni_purchase", "4"));
    }

    isJudged(
        Extraction.of(rows.toArray(RowText[]::new)),
        "reservations",
        Verdict.INCOMPLETE,
        "Until 2025-11-11 it stands under purchase, from then on under omni_purchase");
  }

  /** A row on each of some days, with one type. */
  private static List<RowText> taking(
      String campaign, String account, int first, int last, String type) {
    List<RowText> rows = new ArrayList<>();
    for (int day = first; day <= last; day++) {
      rows.add(
          row(campaign)
              .field("account_id", account)
              .on(LocalDate.of(2025, 11, day).toString())
              .action(type, "4"));
    }
    return rows;
  }

  private static Extraction of(SmallJob job, List<List<RowText>> rows) {
    return Extraction.of(job, rows.stream().flatMap(List::stream).toArray(RowText[]::new));
  }

  @ParameterizedTest
  @CsvSource({"6, INCOMPLETE", "5, SINGLE_CAMPAIGN"})
  void aReplacementIsOneThatChanceDoesNotExplain(int days, Verdict verdict) {
    // 2/C(14, 6) is 0.0007, 2/C(13, 5) is 0.0016.
    isJudged(
        of(
            SmallJob.ofBelmonte(),
            List.of(
                taking("10", "1", 1, 8, "omni_purchase"),
                taking("10", "1", 9, 8 + days, "purchase"))),
        "reservations",
        verdict);
  }

  @Test
  void oneDayTheOtherWayRoundIsNoReplacement() {
    isJudged(
        of(
            SmallJob.ofBelmonte(),
            List.of(
                taking("10", "1", 1, 15, "omni_purchase"),
                taking("10", "1", 16, 29, "purchase"),
                taking("10", "1", 30, 30, "omni_purchase"))),
        "reservations",
        Verdict.SINGLE_CAMPAIGN);
  }

  @Test
  void aTypeThatIsAddedUpWithTheOtherIsNoReplacement() {
    isJudged(
        of(
            SmallJob.monthly().client("belmonte", "PLN", "1").metric("leads", "old+new"),
            List.of(taking("10", "1", 1, 15, "old"), taking("10", "1", 16, 30, "new"))),
        "leads",
        Verdict.SINGLE_CAMPAIGN);
  }

  @Test
  void aGroupInPlaceOfATypeIsAReplacement() {
    isJudged(
        of(
            SmallJob.monthly().client("belmonte", "PLN", "1").metric("leads", "old", "form+pixel"),
            List.of(taking("10", "1", 1, 15, "old"), taking("10", "1", 16, 30, "pixel"))),
        "leads",
        Verdict.INCOMPLETE,
        "under old, from then on under form+pixel");
  }

  @Test
  void campaignsThatTookAnotherTypeSayNothingOfAReplacement() {
    isJudged(
        of(
            SmallJob.ofBelmonte(),
            List.of(
                taking("10", "1", 1, 15, "omni_purchase"), taking("11", "1", 16, 30, "purchase"))),
        "reservations",
        Verdict.INCONCLUSIVE);
  }

  @Test
  void anAccountThatTakesOneTypeIsLookedAtAsAWhole() {
    isJudged(
        of(
            calls(),
            List.of(
                taking("10", "1", 1, 15, "placed"),
                taking("11", "1", 16, 30, "dialled"),
                taking("20", "2", 1, 30, "confirmed"))),
        "calls",
        Verdict.INCOMPLETE,
        "Until 2025-11-15 it stands under placed, from then on under dialled");
  }

  @Test
  void rowsOfMoreThanADaySayNothingOfAReplacement() {
    isJudged(
        Extraction.of(
            row("10").days("2025-11-01", "2025-11-15").action("omni_purchase", "40"),
            row("10").days("2025-11-16", "2025-11-30").action("purchase", "40")),
        "reservations",
        Verdict.SINGLE_CAMPAIGN);
  }

  /**
   * Two unrelated types at rates from 0.1 to 3 a day: at most one month in a thousand is called
   * replaced. {@code -Dreplaced.months=20000} makes more of them.
   */
  @Test
  void unrelatedTypesAreHardlyEverCalledReplaced() {
    Random random = new Random(20_261_127);
    int months = Integer.getInteger("replaced.months", 1000);
    int accused = 0;
    for (int i = 0; i < months; i++) {
      double oldRate = 0.1 * Math.pow(30, random.nextDouble());
      double newRate = 0.1 * Math.pow(30, random.nextDouble());
      Extraction extraction = Extraction.of(days(random, oldRate, newRate, 0));
      accused += extraction.judgement("reservations").verdict() == Verdict.INCOMPLETE ? 1 : 0;
    }
    System.out.println("replaced: " + accused + " of " + months + " months of unrelated types");
    assertThat(accused + " of " + months, accused <= Math.max(1, months / 1000), is(true));
  }
}

package com.campaignconversions.conversions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.LossRules;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientPeriodExtractionTest {

  private static RowText row(String campaign) {
    return RowText.ofCampaign(campaign).raw("actions", "[]");
  }

  private static void isWithheld(Extraction extraction, String because) {
    assertThat(extraction.summary().state(), is(State.WITHHELD));
    assertThat(extraction.reason(), containsString(because));
    assertThat(extraction.summary().fingerprint(), is(""));
    assertThat(extraction.result().campaigns(), is(empty()));
    assertThat(extraction.result().numbers(), is(nullValue()));
    assertThat(extraction.summary().rows().balanced(), is(true));
  }

  @Test
  void moneyIsAddedUpExactly() {
    Extraction extraction =
        Extraction.of(
            row("10")
                .on("2025-11-01")
                .field("spend", "0.1")
                .field("impressions", "1")
                .field("clicks", "1"),
            row("10").on("2025-11-02").field("spend", "0.2").field("impressions", "2"),
            row("11").field("spend", "1000000000000000000.0000000001"));

    CampaignConversions campaign = extraction.campaign("10");
    assertThat(campaign.spend(), is(new BigDecimal("0.3")));
    assertThat(campaign.impressions(), is(3L));
    assertThat(campaign.clicks(), is(1L));
    assertThat(
        extraction.summary().complete().sums().spend(),
        is(new BigDecimal("1000000000000000000.3000000001")));
    assertThat(extraction.summary().complete().sums().impressions(), is(3L));
  }

  @Test
  void doesNotKnowWhatNoRowCarries() {
    CampaignConversions campaign =
        Extraction.of(row("10"), row("11").field("spend", "0")).campaign("10");

    assertThat(campaign.spend(), is(nullValue()));
    assertThat(campaign.impressions(), is(nullValue()));
    assertThat(campaign.clicks(), is(nullValue()));
    assertThat(
        Extraction.of(row("10"), row("11").field("spend", "0")).summary().complete().sums().spend(),
        is(BigDecimal.ZERO));
    assertThat(Extraction.of(row("10")).summary().complete().sums().spend(), is(nullValue()));
  }

  @Test
  void listsEveryCampaignWithARowInTheOrderOfTheirIds() {
    assertThat(
        Extraction.of(row("9"), row("10"), row("100"), row("11").action("purchase", "1"))
            .result()
            .campaigns()
            .stream()
            .map(CampaignConversions::campaignId)
            .toList(),
        contains("10", "100", "11", "9"));
  }

  @Test
  void takesTheLatestNameAndOfTwoTheSmaller() {
    assertThat(
        Extraction.of(
                row("10").on("2025-11-03").field("campaign_name", "b"),
                row("10").on("2025-11-02").field("campaign_name", "a"),
                row("10").on("2025-11-04"),
                row("10").on("2025-11-03").field("campaign_name", "c"))
            .campaign("10")
            .campaignName(),
        is("b"));
    assertThat(Extraction.of(row("10")).campaign("10").campaignName(), is(nullValue()));
  }

  @Test
  void aNameThatIsShortenedLosesNothing() {
    Extraction extraction = Extraction.of(row("10").field("campaign_name", "x".repeat(2000)));

    assertThat(extraction.campaign("10").campaignName(), is("x".repeat(999) + "…"));
    assertThat(extraction.summary().trusted(), is(true));
    assertThat(extraction.summary().reason(), is(nullValue()));
    assertThat(extraction.summary().rows(), is(new RowCounts(1, 1, 0, 0, 0, 0, 0, 0)));
  }

  @Test
  void saysWhoseMoneyItIs() {
    SmallJob anyCurrency = SmallJob.monthly().client("belmonte", null, "1").metric("m", "x");

    assertThat(Extraction.of(row("10")).campaign("10").currency(), is("PLN"));
    assertThat(
        Extraction.of(anyCurrency, row("10"), row("11").field("account_currency", "CHF"))
            .campaign("10")
            .currency(),
        is("CHF"));
    assertThat(Extraction.of(anyCurrency, row("10")).campaign("10").currency(), is(nullValue()));
    isWithheld(
        Extraction.of(
            anyCurrency,
            row("10").field("account_currency", "EUR"),
            row("11").field("account_currency", "CHF")),
        "its rows have several currencies (CHF, EUR)");
  }

  @Test
  void saysWhoseCampaignItIsAndHowItWasAttributed() {
    SmallJob windows =
        SmallJob.monthly()
            .client("belmonte", "PLN", "1", "2")
            .metric("m", "x")
            .windows("7d_click", "1d_view");

    assertThat(
        Extraction.of(windows, row("10").field("account_id", "act_2")).campaign("10").accountId(),
        is("2"));
    assertThat(
        Extraction.of(windows, row("10").without("account_id").field("client_id", "belmonte"))
            .campaign("10")
            .accountId(),
        is(nullValue()));
    assertThat(
        Extraction.of(windows, row("10")).campaign("10").attribution(), is("7d_click+1d_view"));
    assertThat(
        Extraction.of(row("10").field("attribution_setting", "7d_click_1d_view"))
            .campaign("10")
            .attribution(),
        is("default (attribution_setting 7d_click_1d_view)"));
  }

  @Test
  void eachCampaignSaysItsOwnAttributionAndSources() {
    Extraction extraction =
        Extraction.of(
            row("10").field("attribution_setting", "7d_click").action("purchase", "1"),
            row("11").action("omni_purchase", "1"),
            row("12").field("attribution_setting", "1d_click").action("purchase", "2"),
            row("13").field("attribution_setting", "7d_click").action("purchase", "3"));

    assertThat(
        Stream.of("10", "11", "12", "13")
            .map(extraction::campaign)
            .map(campaign -> campaign.attribution() + " " + campaign.sources())
            .toList(),
        contains(
            "default (attribution_setting 7d_click) {\"reservations\":\"purchase\"}",
            "default {\"reservations\":\"omni_purchase\"}",
            "default (attribution_setting 1d_click) {\"reservations\":\"purchase\"}",
            "default (attribution_setting 7d_click) {\"reservations\":\"purchase\"}"));
  }

  @Test
  void aWindowThatMetaRemovedIsTheFirstExplanation() {
    SmallJob views = SmallJob.ofBelmonte().windows("7d_view");
    RowText clicks =
        row("10").entry("actions", "{\"action_type\":\"omni_purchase\",\"7d_click\":\"3\"}");

    String january =
        Extraction.in("2026-01", views, clicks.days("2026-01-01", "2026-01-31"))
            .judgement("reservations")
            .evidence();

    assertThat(january, startsWith("No entry has a value for the attribution windows"));
    assertThat(january, containsString("on 2026-01-12 Meta removed"));
    assertThat(
        Extraction.of(views, clicks.days("2025-11-01", "2025-11-30"))
            .judgement("reservations")
            .evidence(),
        not(containsString("2026-01-12")));
  }

  @Test
  void reachIsToldOfOneRowThatIsOfTheWholePeriod() {
    RowText whole = whole("1234");
    assertThat(Extraction.of(whole).campaign("10").reach(), is(1234L));
    assertThat(Extraction.of(whole, whole).campaign("10").reach(), is(1234L));
    assertThat(Extraction.of(whole, whole("1235")).campaign("10").reach(), is(nullValue()));
    assertThat(
        Extraction.of(whole("1234").days("2025-11-01", "2025-11-29")).campaign("10").reach(),
        is(nullValue()));
    assertThat(
        Extraction.of(whole("1234").field("adset_id", "1")).campaign("10").reach(),
        is(nullValue()));
    assertThat(
        Extraction.of(whole("1234").field("age", "18-24")).campaign("10").reach(), is(nullValue()));
  }

  private static RowText whole(String reach) {
    return row("10").days("2025-11-01", "2025-11-30").field("reach", reach);
  }

  @Test
  void whatIsNoReachSpoilsNoRow() {
    Extraction extraction = Extraction.of(whole("many"));

    assertThat(extraction.campaign("10").reach(), is(nullValue()));
    assertThat(extraction.summary().rows().rejected(), is(0L));
    assertThat(
        extraction.summary().fingerprint(),
        is(Extraction.of(whole("1234")).summary().fingerprint()));
  }

  @Test
  void tellsWhichDaysAreCovered() {
    ClientPeriodSummary summary =
        Extraction.of(
                row("10").days("2025-11-03", "2025-11-05"),
                row("11").on("2025-11-05"),
                row("11").on("2025-11-20"),
                RowText.ofAccount("1"))
            .summary();

    assertThat(summary.complete().coverage().firstDay(), is(LocalDate.of(2025, 11, 3)));
    assertThat(summary.complete().coverage().lastDay(), is(LocalDate.of(2025, 11, 20)));
    assertThat(summary.complete().coverage().count(), is(4L));
  }

  @Test
  void isFinalFourWeeksAfterItsEndInTheClientsTimeZone() {
    assertThat(isFinal(Extraction.of(row("10")).readAt("2025-12-27T22:59:59Z")), is(false));
    assertThat(isFinal(Extraction.of(row("10")).readAt("2025-12-27T23:00:00Z")), is(true));
    assertThat(
        isFinal(Extraction.of(row("10").on("2025-11-29")).readAt("2026-03-01T00:00:00Z")),
        is(false));
  }

  private static boolean isFinal(Extraction extraction) {
    EarlierPeriod numbers = extraction.result().numbers();
    return Objects.requireNonNull(numbers).isFinal();
  }

  @Test
  void isMissingWithoutARow() {
    ClientPeriodSummary nothing = Extraction.of().summary();

    assertThat(nothing.state(), is(State.MISSING));
    assertThat(nothing.rows(), is(RowCounts.NONE));
  }

  @Test
  void isNotMissingButWithheldWhereItsOnlyRowWasRejected() {
    ClientPeriodSummary onlyRejected = Extraction.of(row("10").field("spend", "much")).summary();

    assertThat(onlyRejected.state(), is(State.WITHHELD));
    assertThat(onlyRejected.reason(), containsString("a row of it cannot be used (BAD_NUMBER"));
    assertThat(onlyRejected.rows().rejected(), is(1L));
    assertThat(onlyRejected.rows().balanced(), is(true));
  }

  @Test
  void isNotMissingWhereOnlyTheAccountsTotalIsThere() {
    ClientPeriodSummary summary =
        Extraction.of(RowText.ofAccount("1").action("purchase", "0")).summary();

    assertThat(summary.state(), is(State.COMPLETE));
    assertThat(summary.campaigns(), is(0L));
    assertThat(summary.complete().coverage().firstDay(), is(nullValue()));
    assertThat(summary.rows().accountTotals(), is(1L));
  }

  @Test
  void tellsOfMetricsWithTheSameEvidenceOnce() {
    String evidence =
        ": No campaign row carries any actions, so the number is unknown, not 0: the export or query"
            + " left them out.";
    SmallJob job = SmallJob.monthly().client("belmonte", "PLN", "1");
    for (int step = 1; step <= 4; step++) {
      String before = List.of("", "m1", "m1 and m2", "m1, m2 and m3").get(step - 1);
      if (step > 1) {
        assertThat(
            Extraction.of(job, RowText.ofCampaign("10")).summary().suspicions(),
            contains(startsWith(before + evidence)));
      }
      job = job.metric("m" + step, "type_" + step);
    }
    assertThat(
        Extraction.of(job, RowText.ofCampaign("10")).summary().suspicions(),
        contains(startsWith("m1, m2 and 2 other metrics" + evidence)));
  }

  @Test
  void isWithheldWhereRowsMayBeMissing() {
    isWithheld(Extraction.of(row("10")).gap("a file is incomplete"), "a file is incomplete");
    isWithheld(Extraction.of().gap("a file cannot be read"), "a file cannot be read");
  }

  @Test
  void saysWhatBecameOfEveryRow() {
    RowText[] rows = {
      row("10"),
      row("10"),
      row("11"),
      row("12").field("spend", "x"),
      RowText.ofAccount("1"),
      RowText.ofAccount("1")
    };
    SmallJob job = SmallJob.ofBelmonte().losses(new LossRules(true, null, List.of()));

    assertThat(
        Extraction.of(job, rows).summary().rows(), is(new RowCounts(6, 2, 1, 2, 1, 0, 0, 0)));
    assertThat(
        Extraction.of(job, rows).gap("a doubt").summary().rows(),
        is(new RowCounts(6, 0, 1, 2, 1, 0, 2, 0)));
    assertThat(
        Extraction.of(job, rows).result().rowCounts(), is(new RowCounts(0, 2, 0, 2, 1, 0, 0, 0)));
  }

  @Test
  void withholdsSumsThatNoDatabaseKeeps() {
    String most = "9".repeat(28);

    assertThat(Extraction.of(row("10").field("spend", most)).summary().state(), is(State.COMPLETE));
    isWithheld(
        Extraction.of(row("10").field("spend", most), row("11").field("spend", "1")),
        "more than 28 digits before the point");
    isWithheld(
        Extraction.of(row("10").action("purchase", most), row("11").action("purchase", "1")),
        "more than 28 digits before the point");
    isWithheld(
        Extraction.of(
            row("10").on("2025-11-01"),
            RowText.ofAccount("1").on("2025-11-01").action("purchase", most),
            RowText.ofAccount("1").on("2025-11-02").action("purchase", "1")),
        "more than 28 digits before the point");
  }

  @Test
  void withholdsCountsThatLeave63Bits() {
    String most = String.valueOf(Long.MAX_VALUE);

    assertThat(
        Extraction.of(row("10").field("clicks", most)).summary().complete().sums().clicks(),
        is(Long.MAX_VALUE));
    isWithheld(
        Extraction.of(row("10").field("clicks", most), row("11").field("clicks", "1")), "63 bits");
    isWithheld(
        Extraction.of(
            row("10").on("2025-11-01").field("impressions", most),
            row("10").on("2025-11-02").field("impressions", "1")),
        "63 bits");
  }

  private static String fingerprint(RowText... rows) {
    return Extraction.of(rows).summary().fingerprint();
  }

  @Test
  void hasTheSameFingerprintForTheSameContent() {
    assertThat(fingerprint(row("10"), row("10"), row("11")), is(fingerprint(row("11"), row("10"))));
    assertThat(
        fingerprint(row("10").field("spend", "20.00")),
        is(fingerprint(row("10").raw("spend", "20"))));
    assertThat(
        fingerprint(row("10").field("reach", "3").action("like", "7").action("purchase", "2")),
        is(fingerprint(row("10").action("purchase", "2.0"))));
    assertThat(
        Extraction.of(row("10")).readAt("2026-05-05T00:00:00Z").summary().fingerprint(),
        is(fingerprint(row("10"))));
  }

  @Test
  void hasAnotherFingerprintForEveryOtherContent() {
    List<String> all =
        List.of(
            fingerprint(row("10")),
            fingerprint(row("11")),
            fingerprint(row("10"), row("11")),
            fingerprint(row("10").without("actions")),
            fingerprint(row("10").field("spend", "0")),
            fingerprint(row("10").field("impressions", "0")),
            fingerprint(row("10").field("clicks", "0")),
            fingerprint(row("10").field("campaign_name", "a")),
            fingerprint(row("10").field("campaign_name", "")),
            fingerprint(row("10").field("attribution_setting", "7d_click")),
            fingerprint(row("10").action("purchase", "1")),
            fingerprint(row("10").action("omni_purchase", "1")),
            fingerprint(row("10").action("purchase", "2")),
            fingerprint(row("10"), RowText.ofAccount("1").action("purchase", "3")));
    Set<String> different = new HashSet<>(all);

    assertThat(different, hasSize(all.size()));
    assertThat(all, not(hasItem("")));
  }

  @Test
  void comesOutTheSameInWhateverOrderTheRowsCome() {
    SmallJob job =
        SmallJob.monthly()
            .client("belmonte", null, "1", "2")
            .metric("r", "omni_purchase", "purchase")
            .metric("leads", "lead+form");
    Random random = new Random(5);
    for (int i = 0; i < 40; i++) {
      List<RowText> rows = new ArrayList<>();
      for (int day = 1; day <= 9; day++) {
        for (int campaign = 1; campaign < 6; campaign++) {
          RowText row =
              row("" + campaign)
                  .field("account_id", campaign == 5 ? "2" : "1")
                  .on("2025-11-0" + day)
                  .field("campaign_name", "name " + random.nextInt(3))
                  .field("spend", random.nextInt(100) + "." + random.nextInt(100));
          for (String type : List.of("omni_purchase", "purchase", "lead", "form")) {
            if (random.nextInt(3) == 0) {
              row.action(type, "" + random.nextInt(4));
            }
          }
          rows.add(row);
          if (random.nextInt(4) == 0) {
            rows.add(row);
          }
          if (i % 8 == 7 && random.nextInt(9) == 0) {
            rows.add(row("" + campaign).on("2025-11-0" + day).field("spend", "7777"));
          }
        }
      }
      ClientPeriodExtraction.@Nullable Result expected = null;
      for (int shuffle = 0; shuffle < 3; shuffle++) {
        ClientPeriodExtraction.Result result =
            Extraction.of(job, rows.toArray(RowText[]::new)).result();
        assertThat(result, is(expected == null ? result : expected));
        expected = result;
        Collections.shuffle(rows, random);
      }
    }
  }

  @Test
  void aPeriodIsFreshWhereOneOfItsRowsWasExtractedJustNow() {
    SmallJob job =
        SmallJob.ofBelmonte()
            .losses(new LossRules(false, Duration.ofDays(3), List.of()))
            .insights(new InsightFiles(List.of("*"), "/", Newest.FIELD, "_synced"));
    RowText row = row("10").on("2025-11-05").action("purchase", "1");

    ClientPeriodSummary stale =
        Extraction.of(job, row.field("_synced", "2025-11-06T04:00:00Z"))
            .readAt("2025-11-15T06:00:00Z")
            .summary();
    assertThat(stale.trusted(), is(false));
    assertThat(stale.reason(), containsString("fresh_within"));
    assertThat(Staleness.isAllThatWasLost(String.valueOf(stale.reason())), is(true));
    assertThat(Staleness.isAllThatWasLost("a file ends inside; " + stale.reason()), is(false));
    assertThat(
        Extraction.of(job, row.field("_synced", "2025-11-15T04:00:00Z"))
            .readAt("2025-11-15T06:00:00Z")
            .summary()
            .trusted(),
        is(true));
  }

  @Test
  void aCampaignWhoseRowsWereAllDeletedIsNone() {
    ClientPeriodSummary summary =
        Extraction.of(
                row("10").action("purchase", "1"),
                row("11").action("purchase", "9").raw("_fivetran_deleted", "true"))
            .summary();

    assertThat(summary.campaigns(), is(1L));
    assertThat(summary.rows().skipped(), is(1L));
  }
}

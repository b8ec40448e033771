package com.campaignconversions.conversions.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.conversions.Extraction;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** "Results": what a campaign was optimized for decides what counts. */
class ByGoalTest {
  private static final ActionTypes PURCHASE = new ActionTypes(List.of("omni_purchase"));
  private static final ActionTypes LEAD = new ActionTypes(List.of("lead"));

  private static SmallJob job() {
    return SmallJob.monthly()
        .client("belmonte", "PLN", "1")
        .metric(
            new Metric(
                "results",
                List.of("actions"),
                Scope.CAMPAIGN,
                List.of(PURCHASE, LEAD),
                Unit.COUNT,
                null,
                Map.of(
                    "OFFSITE_CONVERSIONS",
                    List.of(PURCHASE),
                    "VALUE",
                    List.of(PURCHASE),
                    "LEAD_GENERATION",
                    List.of(LEAD),
                    "REACH",
                    List.of())));
  }

  private static RowText row(String campaign, String goal, String purchases, String leads) {
    return RowText.ofCampaign(campaign)
        .field("optimization_goal", goal)
        .action("omni_purchase", purchases)
        .action("lead", leads);
  }

  private static RowText ofAdSet(RowText row, String id) {
    return row.field("adset_id", id);
  }

  @Test
  void eachCampaignCountsWhatItWasOptimizedFor() {
    Extraction extraction =
        Extraction.of(
            job(),
            row("10", "OFFSITE_CONVERSIONS", "3", "50"),
            row("11", "lead_generation", "7", "5"),
            row("12", "REACH", "7", "5"));

    assertThat(extraction.value("10"), comparesEqualTo(new BigDecimal(3)));
    assertThat(extraction.value("11"), comparesEqualTo(new BigDecimal(5)));
    assertThat(extraction.value("12"), comparesEqualTo(BigDecimal.ZERO));
    assertThat(extraction.campaign("10").sources(), is("{\"results\":\"omni_purchase\"}"));
    assertThat(extraction.campaign("12").sources(), is("{}"));
    assertThat(extraction.judgement("results").total(), comparesEqualTo(new BigDecimal(8)));
  }

  @Test
  void goalsThatCountTheSameAreAdded() {
    assertThat(
        Extraction.of(
                job(),
                ofAdSet(row("10", "OFFSITE_CONVERSIONS", "3", "50"), "1"),
                ofAdSet(row("10", "VALUE", "4", "50"), "2"))
            .value("10"),
        comparesEqualTo(new BigDecimal(7)));
  }

  @Test
  void resultsOfSeveralKindsHaveNoSum() {
    Extraction extraction =
        Extraction.of(
            job(),
            ofAdSet(row("10", "OFFSITE_CONVERSIONS", "3", "50"), "1"),
            ofAdSet(row("10", "LEAD_GENERATION", "4", "50"), "2"),
            row("11", "VALUE", "3", "0"));

    assertThat(extraction.value("10"), is(nullValue()));
    assertThat(extraction.value("11"), comparesEqualTo(new BigDecimal(3)));
    assertThat(extraction.judgement("results").verdict(), is(Verdict.INCOMPLETE));
    assertThat(
        extraction.judgement("results").evidence(),
        containsString(
            "Campaign 10 has ad sets with several goals (LEAD_GENERATION, OFFSITE_CONVERSIONS)"));
  }

  @Test
  void aGoalThatIsMissingOrNotListedLeavesTheResultUnknownAndNotZero() {
    Extraction extraction =
        Extraction.of(
            job(),
            row("10", "LINK_CLICKS", "3", "50"),
            row("11", "LINK_CLICKS", "3", "50"),
            row("12", "VALUE", "3", "0").without("optimization_goal"));

    assertThat(extraction.value("10"), is(nullValue()));
    assertThat(extraction.value("12"), is(nullValue()));
    assertThat(
        extraction.judgement("results").evidence(),
        allOf(
            containsString("Campaign 10 (and 1 more like it) is optimized for LINK_CLICKS"),
            containsString("Campaign 12 has rows without optimization_goal")));
  }

  /** The account's purchases are those of campaigns with other goals too. */
  @Test
  void theAccountsOwnTotalSaysNothing() {
    Extraction extraction =
        Extraction.of(
            job(),
            row("10", "OFFSITE_CONVERSIONS", "3", "50"),
            row("11", "LEAD_GENERATION", "7", "0"),
            RowText.ofAccount("1").action("omni_purchase", "10"));

    assertThat(extraction.judgement("results").reconciliation(), is(Reconciliation.NOT_CHECKED));
  }
}

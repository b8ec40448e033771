package com.campaignconversions.results.runs;

import static com.campaignconversions.results.runs.Results.judgement;
import static com.campaignconversions.results.runs.Results.left;
import static com.campaignconversions.results.runs.Results.published;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.numbers.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private static List<String> lines(ClientPeriodResult... results) {
    return Problems.of(List.of(results)).stream()
        .map(item -> item.label() + " " + item.text())
        .toList();
  }

  @Test
  void whatIsWellIsNoProblem() {
    assertThat(
        lines(published("belmonte", "2025-11", judgement("leads", Verdict.VARIANCE, "Fine."))),
        is(empty()));
  }

  @Test
  void theWorstComesFirstAndNumbersThatWereMadeBeforeThoseThatAreIncomplete() {
    assertThat(
        lines(
            left("lakeside", "2025-11", Outcome.MISSING, "no row of it was found"),
            published("zatoka", "2025-11", judgement("leads", Verdict.NO_DATA, "Unknown.")),
            published("belmonte", "2025-11", judgement("leads", Verdict.DISTRIBUTED, "Even.")),
            left("aurora", "2025-11", Outcome.WITHHELD, "rows contradict each other")),
        contains(
            startsWith("WITHHELD aurora"),
            startsWith("NOT TRUSTED Belmonte Hotel (belmonte)"),
            startsWith("NOT TRUSTED zatoka"),
            startsWith("MISSING lakeside")));
  }

  @Test
  void metricsWithOneEvidenceAreNamedTogetherAndTheSentenceStandsOnce() {
    assertThat(
        lines(
            published(
                "zatoka",
                "2025-11",
                judgement("leads", Verdict.NO_DATA, "No row carries any actions."),
                judgement("calls", Verdict.NO_DATA, "No row carries any actions."))),
        contains(
            startsWith(
                "NOT TRUSTED zatoka 2025-11 leads, calls (NO_DATA): No row carries any actions. Show no"
                    + " number, not 0 either.")));
  }

  @Test
  void metricsWithOneVerdictAndOtherNumbersAreToldByTheFirst() {
    assertThat(
        lines(
            published(
                "belmonte",
                "2025-11",
                judgement("leads", Verdict.DISTRIBUTED, "All 25 campaigns show exactly 20."),
                judgement("calls", Verdict.DISTRIBUTED, "All 25 campaigns show exactly 8."))),
        contains(
            "NOT TRUSTED Belmonte Hotel (belmonte) 2025-11 leads (DISTRIBUTED): All 25 campaigns show exactly 20."
                + " Do not show it by campaign, and the total only after a look at Ads Manager. Ask"
                + " whoever makes the export for each campaign's own results, not a share of a"
                + " total. So also calls."));
  }

  @Test
  void aCauseIsToldOnceWithAllWhomItConcerns() {
    assertThat(
        lines(
            left("a", "2025-09", Outcome.WITHHELD, "the file ends inside"),
            left("a", "2025-10", Outcome.WITHHELD, "the file ends inside"),
            left("a", "2025-12", Outcome.WITHHELD, "the file ends inside"),
            left("b", "2025-12", Outcome.WITHHELD, "the file ends inside"),
            left("c", "2025-12", Outcome.WITHHELD, "the file ends inside")),
        contains(
            "WITHHELD a 2025-09 to 2025-10, 2025-12: the file ends inside.",
            "WITHHELD b, c 2025-12: the file ends inside."));
  }

  @Test
  void whatWasLostIsToldWithoutDistrustOnlyWhereNothingElseIsWrong() {
    assertThat(
        lines(published("a", "2025-11", "a row could not be read")),
        contains("NOT TRUSTED a 2025-11: a row could not be read."));
  }

  @Test
  void aSourceThatHasEndedIsStaleUnlessMoreIsWrong() {
    String stale =
        "its data ends on 2025-11-20, and no newer source has a row of the client (fresh_within):"
            + " look whether the export still runs";

    assertThat(
        lines(published("a", "2025-11", stale)), contains(startsWith("STALE a 2025-11: its data")));
    assertThat(
        lines(published("a", "2025-11", "a file ends inside; " + stale)),
        contains(startsWith("NOT TRUSTED a 2025-11: a file")));
  }

  @Test
  void anAccountThatReportsMoreSpeaksAgainstAMetricWhateverItsVerdict() {
    assertThat(
        lines(
            published(
                "a",
                "2025-11",
                judgement("leads", Verdict.VARIANCE, "It varies.", Reconciliation.LOW, false))),
        contains(
            startsWith(
                "NOT TRUSTED a 2025-11 leads (LOW): It varies. Show it as \"at least 1,500\",")));
  }

  @Test
  void whatNoRunLookedForIsMissing() {
    ClientPeriodResult known = left("a", "2025-11", Outcome.MISSING, "no row of it was found");
    assertThat(
        lines(new ClientPeriodResult(known.clientPeriod(), known.client(), null, null, List.of())),
        contains("MISSING a 2025-11: no run has looked for it yet."));
  }
}

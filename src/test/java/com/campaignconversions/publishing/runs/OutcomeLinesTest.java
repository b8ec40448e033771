package com.campaignconversions.publishing.runs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutcomeLinesTest {
  private final List<ClientPeriodOutcome> outcomes = new ArrayList<>();

  private void outcome(
      String client,
      String period,
      Outcome outcome,
      @Nullable Boolean trusted,
      @Nullable String reason) {
    outcomes.add(
        new ClientPeriodOutcome(
            new ClientPeriod(client, Period.parse(period)),
            outcome,
            trusted,
            reason,
            null,
            0,
            null,
            null));
  }

  private void missing(String client, String period) {
    outcome(client, period, Outcome.MISSING, null, "no row was found");
  }

  @Test
  void periodsThatFollowEachOtherAreASpan() {
    missing("belmonte", "2025-10");
    missing("belmonte", "2025-11");

    assertThat(
        OutcomeLines.of(outcomes),
        contains("MISSING belmonte 2025-10 to 2025-11: no row was found."));
  }

  @Test
  void aGapEndsASpanAndAYearDoesNot() {
    missing("belmonte", "2025-12");
    missing("belmonte", "2025-09");
    missing("belmonte", "2026-01");
    missing("belmonte", "2025-11");

    assertThat(
        OutcomeLines.of(outcomes),
        contains("MISSING belmonte 2025-09, 2025-11 to 2026-01: no row was found."));
  }

  @Test
  void weeksFollowEachOtherOverTheEndOfAYear() {
    missing("belmonte", "2025-W52");
    missing("belmonte", "2026-W01");

    assertThat(
        OutcomeLines.of(outcomes),
        contains("MISSING belmonte 2025-W52 to 2026-W01: no row was found."));
  }

  @Test
  void clientsThatLackTheSamePeriodsShareALine() {
    missing("belmonte", "2025-10");
    missing("lakeside", "2025-10");
    missing("seaside", "2025-11");

    assertThat(
        OutcomeLines.of(outcomes),
        contains(
            "MISSING belmonte, lakeside 2025-10: no row was found.",
            "MISSING seaside 2025-11: no row was found."));
  }

  @Test
  void fiveClientsAreNamedAndTheOthersCounted() {
    for (String client : List.of("a", "b", "c", "d", "e")) {
      missing(client, "2025-10");
    }
    assertThat(
        OutcomeLines.of(outcomes), contains("MISSING a, b, c, d, e 2025-10: no row was found."));

    missing("f", "2025-10");
    missing("g", "2025-10");
    assertThat(
        OutcomeLines.of(outcomes),
        contains("MISSING a, b, c, d, e and 2 other clients 2025-10: no row was found."));
  }

  @Test
  void eachOutcomeAndEachReasonHasItsOwnLine() {
    missing("belmonte", "2025-09");
    outcome("belmonte", "2025-10", Outcome.WITHHELD, null, "no row was found");
    outcome("belmonte", "2025-11", Outcome.MISSING, null, "the file is empty");

    assertThat(
        OutcomeLines.of(outcomes),
        contains(
            "MISSING belmonte 2025-09: no row was found.",
            "WITHHELD belmonte 2025-10: no row was found.",
            "MISSING belmonte 2025-11: the file is empty."));
  }

  @Test
  void whatIsPublishedOrHasNoReasonHasNoLine() {
    outcome("belmonte", "2025-09", Outcome.PUBLISHED, true, "two rows were lost");
    outcome("belmonte", "2025-10", Outcome.PUBLISHED, false, "two rows were lost");
    outcome("belmonte", "2025-11", Outcome.SUPERSEDED, null, null);

    assertThat(OutcomeLines.of(outcomes), is(empty()));
  }
}

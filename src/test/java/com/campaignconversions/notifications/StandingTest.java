package com.campaignconversions.notifications;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingTest {

  @ParameterizedTest
  @CsvSource({
    "PUBLISHED, true, WELL",
    "PUBLISHED, false, NOT_TRUSTED",
    "UNCHANGED, true, WELL",
    "UNCHANGED, false, NOT_TRUSTED",
    "WITHHELD,, WITHHELD",
    "MISSING, false, STALE",
    "MISSING,,",
    "HELD,,",
    "SUPERSEDED,,"
  })
  void followsFromTheOutcome(
      Outcome outcome, @Nullable Boolean trusted, @Nullable Standing standing) {
    assertThat(
        Standing.of(
            new ClientPeriodOutcome(
                new ClientPeriod("belmonte", Period.parse("2025-11")),
                outcome,
                trusted,
                null,
                null,
                0,
                null,
                null)),
        is(standing));
  }

  @Test
  void whatIsPublishedAndOnlyOldIsStale() {
    String stale =
        "its data ends on 2025-11-20, and no newer source has a row of the client (fresh_within):"
            + " look whether the export still runs";

    assertThat(Standing.of(published(stale, stale)), is(Standing.STALE));
    assertThat(
        Standing.of(published(stale, stale + " leads: All show 20.")), is(Standing.NOT_TRUSTED));
  }

  private static ClientPeriodOutcome published(String lost, String reason) {
    return new ClientPeriodOutcome(
        new ClientPeriod("belmonte", Period.parse("2025-11")),
        Outcome.PUBLISHED,
        false,
        reason,
        null,
        25,
        lost,
        "sample");
  }

  @Test
  void ofNothingKnownThereIsNone() {
    assertThat(Standing.of(null), is(nullValue()));
  }
}

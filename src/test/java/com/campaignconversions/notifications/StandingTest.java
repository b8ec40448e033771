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
  void ofNothingKnownThereIsNone() {
    assertThat(Standing.of(null), is(nullValue()));
  }
}

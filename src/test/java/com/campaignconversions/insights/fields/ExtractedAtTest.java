package com.campaignconversions.insights.fields;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractedAtTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-12-20T04:00:00Z",
        "2025-12-20T04:00Z",
        "2025-12-20 04:00:00.000 UTC",
        "2025-12-20 05:00:00+01",
        "2025-12-20T05:00:00+01:00",
        "2025-12-20T04:00",
        "1766203200",
        "1766203200.0",
        "1766203200000",
        "1766203200000000095"
      })
  void readsTimesAsConnectorsWriteThem(String text) {
    assertThat(
        Instant.ofEpochMilli(ExtractedAt.millis(text)), is(Instant.parse("2025-12-20T04:00:00Z")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "version 12 of it", "2025-13-40T04:00:00Z", "99999999999999999"})
  void knowsNothingOfOtherTexts(String text) {
    assertThat(ExtractedAt.millis(text), is(0L));
  }

  @Test
  void takesADayForItsBeginning() {
    assertThat(
        Instant.ofEpochMilli(ExtractedAt.millis("2025-12-20")),
        is(Instant.parse("2025-12-20T00:00:00Z")));
  }
}

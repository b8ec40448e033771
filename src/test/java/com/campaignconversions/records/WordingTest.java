package com.campaignconversions.records;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void oneIsNotSeveralAndThousandsAreSeparated() {
    assertThat(Wording.counted(0, "row"), is("0 rows"));
    assertThat(Wording.counted(1, "row"), is("1 row"));
    assertThat(Wording.counted(1234, "row"), is("1,234 rows"));
  }

  @Test
  void numbersKeepTheirDigitsAndUnknownIsNotZero() {
    assertThat(Wording.number(new BigDecimal("1234567.8900000000")), is("1,234,567.89"));
    assertThat(Wording.number(new BigDecimal("0")), is("0"));
    assertThat(Wording.number(null), is("-"));
  }

  @Test
  void moneyHasCentsAndItsCurrency() {
    assertThat(Wording.money(new BigDecimal("22702.1"), "PLN"), is("22,702.10 PLN"));
    assertThat(Wording.money(new BigDecimal("0.123456"), null), is("0.123456"));
    assertThat(Wording.money(null, "PLN"), is("-"));
  }

  @Test
  void instantsAreInTheTimeZoneOfTheMachine() {
    Instant instant = Instant.parse("2025-11-30T23:59:59Z");

    assertThat(
        Wording.local(instant),
        startsWith(
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
                .format(instant.atZone(ZoneId.systemDefault()))));
    assertThat(Wording.local(null), is(""));
  }

  @Test
  void manyNamesAreCounted() {
    assertThat(Wording.some(List.of("a", "b"), 2), is("a, b"));
    assertThat(Wording.some(List.of("a", "b", "c"), 2), is("a, b and 1 more"));
  }

  @Test
  void aSentenceEndsOnce() {
    assertThat(Wording.sentence("no row "), is("no row."));
    assertThat(Wording.sentence("no row."), is("no row."));
  }
}

package com.campaignconversions.variance.numbers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.Period;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatedChangesTest {
  private static final List<String> PURCHASES = List.of("omni_purchase");
  private static final List<String> VIEWS = List.of("7d_click", "7d_view");

  private static String explaining(String before, String after, List<String> windows) {
    return DatedChanges.explaining(
        Period.parse(before), Period.parse(after), PURCHASES, windows, false);
  }

  @Test
  void aWindowThatWasRemovedExplainsAFall() {
    assertThat(
        explaining("2025-12", "2026-01", VIEWS),
        allOf(containsString("2026-01-12"), containsString("7d_view")));
    assertThat(explaining("2025-12", "2026-02", VIEWS), containsString("2026-01-12"));
  }

  @Test
  void onlyBetweenTheTwoPeriods() {
    assertThat(explaining("2025-11", "2025-12", VIEWS), is(emptyString()));
    assertThat(explaining("2026-01-12", "2026-01-13", VIEWS), is(emptyString()));
    assertThat(explaining("2026-01-11", "2026-01-12", VIEWS), containsString("2026-01-12"));
    assertThat(explaining("2026-05", "2026-06", VIEWS), is(emptyString()));
  }

  @Test
  void onlyWhereTheWindowIsCounted() {
    assertThat(explaining("2025-12", "2026-01", List.of("value")), is(emptyString()));
    assertThat(explaining("2025-12", "2026-01", List.of("1d_view")), is(emptyString()));
  }

  @Test
  void aChangeOfSomePercentExplainsNoFallToNothing() {
    List<String> value = List.of("value");
    assertThat(explaining("2026-02", "2026-03", value), containsString("click-through"));
    assertThat(
        DatedChanges.explaining(
            Period.parse("2026-02"), Period.parse("2026-03"), PURCHASES, value, true),
        is(emptyString()));
    assertThat(explaining("2026-02", "2026-03", List.of("1d_view")), is(emptyString()));
    assertThat(
        DatedChanges.explaining(
            Period.parse("2026-02"), Period.parse("2026-03"), List.of("link_click"), value, false),
        is(emptyString()));
  }
}

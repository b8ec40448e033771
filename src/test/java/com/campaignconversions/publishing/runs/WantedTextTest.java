package com.campaignconversions.publishing.runs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WantedTextTest {
  private static List<Period> periods(String... ids) {
    return Stream.of(ids).map(Period::parse).toList();
  }

  private static final WantedPeriods WANTED =
      new WantedPeriods(
          Map.of(
              "seaside", periods("2025-10", "2025-11"),
              "belmonte", periods("2025-10", "2025-11"),
              "lakeside", periods("2025-11")));

  @Test
  void clientsThatWantTheSamePeriodsStandTogetherInAlphabeticalOrder() {
    assertThat(
        WantedText.of(WANTED),
        is(
            "[{\"clients\":[\"belmonte\",\"seaside\"],\"periods\":[\"2025-10\",\"2025-11\"]},"
                + "{\"clients\":[\"lakeside\"],\"periods\":[\"2025-11\"]}]"));
  }

  @Test
  void whatWasStoredIsReadAgain() {
    assertThat(WantedText.read(WantedText.of(WANTED)), is(WANTED));
  }

  @Test
  void weeksAndDaysAreReadAgain() {
    WantedPeriods wanted =
        new WantedPeriods(
            Map.of("belmonte", periods("2025-W46"), "lakeside", periods("2025-11-14")));

    assertThat(WantedText.read(WantedText.of(wanted)), is(wanted));
  }

  @Test
  void nothingIsAnEmptyList() {
    assertThat(WantedText.of(new WantedPeriods(Map.of())), is("[]"));
    assertThat(WantedText.read("[]"), is(new WantedPeriods(Map.of())));
  }

  @Test
  void theClientsAreThoseOfTheTextThatIsAskedFor() {
    String one = WantedText.of(WANTED);
    String other = WantedText.of(new WantedPeriods(Map.of("hilltop", periods("2025-11"))));

    assertThat(WantedText.clients(one), is(Set.of("belmonte", "lakeside", "seaside")));
    assertThat(WantedText.clients(other), is(Set.of("hilltop")));
    assertThat(WantedText.clients(one), is(Set.of("belmonte", "lakeside", "seaside")));
  }

  @Test
  void aTextThatIsNoJsonIsAFaultOfTheTable() {
    assertThrows(IllegalStateException.class, () -> WantedText.read("[{"));
  }
}

package com.campaignconversions.clients;

import static com.campaignconversions.clients.Granularity.DAY;
import static com.campaignconversions.clients.Granularity.MONTH;
import static com.campaignconversions.clients.Granularity.WEEK;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.time.api.constraints.DateRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeriodTest {

  @ParameterizedTest
  @CsvSource({
    "2025-11, 2025-11-01, 2025-11-30",
    "2024-02, 2024-02-01, 2024-02-29",
    "2025-02, 2025-02-01, 2025-02-28",
    "2025-W46, 2025-11-10, 2025-11-16",
    "2025-W01, 2024-12-30, 2025-01-05",
    "2020-W53, 2020-12-28, 2021-01-03",
    "2026-W53, 2026-12-28, 2027-01-03",
    "2021-W01, 2021-01-04, 2021-01-10",
    "2025-11-14, 2025-11-14, 2025-11-14"
  })
  void readsAnIdAndWritesTheSame(String id, LocalDate start, LocalDate end) {
    Period period = Period.parse(id);

    assertThat(period.start(), is(start));
    assertThat(period.end(), is(end));
    assertThat(period.id(), is(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2025-W53",
        "2025-W00",
        "2025-W54",
        "2025-13",
        "2025-00",
        "2025-02-29",
        "2025",
        "2025-1",
        "2025-W1",
        "2025-w46",
        "",
        "2025-11-14T00:00",
        " 2025-11",
        "last month"
      })
  void refusesWhatIsNoPeriod(String id) {
    assertThrows(DateTimeException.class, () -> Period.parse(id));
  }

  @Test
  void countsTheDaysAroundNewYearToTheWeekOfTheirThursday() {
    assertThat(Period.containing(WEEK, LocalDate.of(2021, 1, 3)).id(), is("2020-W53"));
    assertThat(Period.containing(WEEK, LocalDate.of(2024, 12, 29)).id(), is("2024-W52"));
    assertThat(Period.containing(WEEK, LocalDate.of(2024, 12, 30)).id(), is("2025-W01"));
    assertThat(Period.containing(WEEK, LocalDate.of(2027, 1, 1)).id(), is("2026-W53"));
  }

  @Test
  void goesFromPeriodToPeriodOverTheYear() {
    assertThat(Period.parse("2025-12").next().id(), is("2026-01"));
    assertThat(Period.parse("2026-01").previous().id(), is("2025-12"));
    assertThat(Period.parse("2020-W53").next().id(), is("2021-W01"));
    assertThat(Period.parse("2021-W01").previous().id(), is("2020-W53"));
    assertThat(Period.parse("2024-02-28").next().id(), is("2024-02-29"));
  }

  @Test
  void cannotEndBeforeItStarts() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Period(DAY, LocalDate.of(2025, 11, 2), LocalDate.of(2025, 11, 1)));
  }

  @Test
  void ordersByItsFirstDay() {
    assertThat(Period.parse("2025-09").compareTo(Period.parse("2025-10")) < 0, is(true));
    assertThat(
        Period.parse("2025-11").compareTo(Period.containing(MONTH, LocalDate.of(2025, 11, 9))),
        is(0));
  }

  @Property
  void everyDayIsInTheOnePeriodOfEachLengthThatContainsIt(
      @ForAll @DateRange(min = "1990-01-01", max = "2060-12-31") LocalDate day,
      @ForAll Granularity granularity) {
    Period period = Period.containing(granularity, day);

    assertThat(period.contains(day), is(true));
    assertThat(period.previous().contains(day) || period.next().contains(day), is(false));
    assertThat(period.previous().end().plusDays(1), is(period.start()));
    assertThat(period.next().start(), is(period.end().plusDays(1)));
    assertThat(Period.parse(period.id()), is(period));
    assertThat(granularity != WEEK || period.start().getDayOfWeek() == DayOfWeek.MONDAY, is(true));
  }
}

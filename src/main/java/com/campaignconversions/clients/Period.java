package com.campaignconversions.clients;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A calendar month, ISO week or day, in the time zone of the ad account.
 *
 * @param start the first day
 * @param end the last day, included, as Meta's {@code date_stop} is
 */
public record Period(Granularity granularity, LocalDate start, LocalDate end)
    implements Comparable<Period>, java.io.Serializable {

  /** Meta restates a period's numbers for so many days after its end. */
  public static final int RESTATED_DAYS = 28;

  private static final Pattern WEEK = Pattern.compile("(\\d{4})-W(\\d{2})");

  public Period {
    if (end.isBefore(start)) {
      throw new IllegalArgumentException("a period cannot end before it starts: " + start);
    }
  }

  /** The period of this length that holds the day. */
  public static Period containing(Granularity granularity, LocalDate day) {
    return switch (granularity) {
      case MONTH ->
          new Period(
              granularity, day.withDayOfMonth(1), day.with(TemporalAdjusters.lastDayOfMonth()));
      case WEEK -> {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        yield new Period(granularity, monday, monday.plusDays(6));
      }
      case DAY -> new Period(granularity, day, day);
    };
  }

  /**
   * Reads {@code 2025-11}, {@code 2025-W46} or {@code 2025-11-14}.
   *
   * @throws DateTimeException if the text is none of these, or no such week or day exists
   */
  public static Period parse(String id) {
    Matcher week = WEEK.matcher(id);
    if (week.matches()) {
      int weekYear = Integer.parseInt(week.group(1));
      int weekOfYear = Integer.parseInt(week.group(2));
      LocalDate inYear = LocalDate.of(weekYear, 1, 4);
      if (weekOfYear < 1
          || weekOfYear > IsoFields.WEEK_OF_WEEK_BASED_YEAR.rangeRefinedBy(inYear).getMaximum()) {
        throw new DateTimeException("there is no week " + id);
      }
      return containing(
          Granularity.WEEK, inYear.with(IsoFields.WEEK_OF_WEEK_BASED_YEAR, weekOfYear));
    }
    if (id.length() == 7) {
      return containing(Granularity.MONTH, YearMonth.parse(id).atDay(1));
    }
    return containing(Granularity.DAY, LocalDate.parse(id));
  }

  /** {@code 2025-11}, {@code 2025-W46} (ISO week-based year) or {@code 2025-11-14}. */
  public String id() {
    return switch (granularity) {
      case MONTH -> YearMonth.from(start).toString();
      case WEEK ->
          String.format(
              Locale.ROOT,
              "%04d-W%02d",
              start.get(IsoFields.WEEK_BASED_YEAR),
              start.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case DAY -> start.toString();
    };
  }

  /** Whether Meta may still restate the period on a day, in the ad account's time zone. */
  public boolean isRestatedOn(LocalDate day) {
    return day.isBefore(end.plusDays(RESTATED_DAYS));
  }

  /**
   * Whether numbers of the period will not change any more.
   *
   * @param readOn the day on which they were read, in the ad account's time zone
   * @param coveredToEnd whether nothing of the period can follow
   */
  public boolean isFinal(LocalDate readOn, boolean coveredToEnd) {
    return coveredToEnd && !isRestatedOn(readOn);
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(start) && !day.isAfter(end);
  }

  /** The period of the same length just before this one. */
  public Period previous() {
    return containing(granularity, start.minusDays(1));
  }

  /** The period of the same length just after this one. */
  public Period next() {
    return containing(granularity, end.plusDays(1));
  }

  @Override
  public int compareTo(Period other) {
    int byStart = start.compareTo(other.start);
    return byStart != 0 ? byStart : end.compareTo(other.end);
  }

  @Override
  public String toString() {
    return id();
  }
}

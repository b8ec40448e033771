package com.campaignconversions.variance.numbers;

import com.campaignconversions.clients.Period;
import com.campaignconversions.job.metrics.OffMetaActions;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes that Meta made to what it reports on days that are known, and that let numbers fall
 * without anybody having advertised otherwise: the first explanation of a fall.
 *
 * <p>Kept to what Meta documents or what was widely reported; what is added needs its source.
 */
public final class DatedChanges {
  private static final LocalDate JANUARY_12 = LocalDate.of(2026, 1, 12);

  private static final List<Change> CHANGES =
      List.of(
          new Change(
              JANUARY_12,
              JANUARY_12,
              true,
              Kind.WINDOWS,
              Set.of("7d_view", "28d_view"),
              "on 2026-01-12 Meta removed the attribution windows 7d_view and 28d_view (Meta for"
                  + " Developers, \"Ads Insights API Metric Availability Updates\", 16 October"
                  + " 2025)"),
          new Change(
              LocalDate.of(2026, 3, 1),
              LocalDate.of(2026, 4, 6),
              false,
              Kind.CLICK_THROUGH,
              Set.of(),
              "from March to 2026-04-06 Meta began to count as click-through only what follows a"
                  + " click on a link, and as engage-through (1d_ev) what follows a like or a save;"
                  + " falls of 15 to 20 % were reported by advertisers at that time"));

  private DatedChanges() {}

  private enum Kind {
    /** Of windows that a job counts. */
    WINDOWS,
    /** Of all that follows a click and happens outside of Meta. */
    CLICK_THROUGH
  }

  /**
   * One change.
   *
   * @param from the first day on which something was as it is now
   * @param to the first day on which all was
   * @param toNothing whether a number that it concerns may fall to nothing
   * @param windows those concerned; empty where it is not of windows
   */
  private record Change(
      LocalDate from,
      LocalDate to,
      boolean toNothing,
      Kind kind,
      Set<String> windows,
      String sentence) {
    boolean isBetween(Period before, Period after) {
      return before.start().isBefore(to) && !after.end().isBefore(from);
    }

    boolean concerns(Collection<String> actionTypes, Collection<String> counted) {
      return switch (kind) {
        case WINDOWS -> counted.stream().anyMatch(windows::contains);
        case CLICK_THROUGH ->
            counted.stream().anyMatch(window -> !window.endsWith("_view"))
                && actionTypes.stream().anyMatch(OffMetaActions::isOne);
      };
    }
  }

  /**
   * What Meta changed between two periods that may let a metric fall.
   *
   * @param before the earlier period that it is compared with
   * @param after the period in which it has less
   * @param actionTypes that the metric lists
   * @param windows that the job counts; {@code value} for the account's own
   * @param toNothing whether it fell to nothing, which only some changes explain
   * @return a sentence for each change; empty where none is known
   */
  public static String explaining(
      Period before,
      Period after,
      Collection<String> actionTypes,
      Collection<String> windows,
      boolean toNothing) {
    return CHANGES.stream()
        .filter(change -> change.toNothing() || !toNothing)
        .filter(change -> change.isBetween(before, after) && change.concerns(actionTypes, windows))
        .map(change -> "Meta may be the cause: " + change.sentence() + ".")
        .collect(Collectors.joining(" "));
  }
}

package com.campaignconversions.conversions;

import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is said of a client period whose source has ended, and whether it is all that is said. */
public final class Staleness {
  private static final String NO_NEWER =
      ", and no newer source has a row of the client (fresh_within): look whether the export still"
          + " runs";

  private static final Pattern ALONE =
      Pattern.compile(
          "(?:it has no data|its data ends on \\S+)" + Pattern.quote(NO_NEWER) + "\\.?");

  private Staleness() {}

  /**
   * A sentence without its full stop.
   *
   * @param lastDay that its rows cover; null where it has none
   */
  static String sentence(@Nullable LocalDate lastDay) {
    return (lastDay == null ? "it has no data" : "its data ends on " + lastDay) + NO_NEWER;
  }

  /** Whether nothing else was lost. */
  public static boolean isAllThatWasLost(String lost) {
    return ALONE.matcher(lost).matches();
  }
}

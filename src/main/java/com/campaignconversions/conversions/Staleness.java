package com.campaignconversions.conversions;

import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is said of a client period whose source has ended, and whether it is all that is said. */
public final class Staleness {
  private static final String NO_NEWER =
      ", and no newer source has a row of the client (fresh_within): ";
  private static final String OF_EXPORT = "look whether the export still runs";
  private static final String OF_ACCOUNT = "look in Ads Manager whether the account still delivers";

  private static final Pattern ALONE =
      Pattern.compile(
          "(?:it has no data|its data ends on \\S+)"
              + Pattern.quote(NO_NEWER)
              + ("(?:" + OF_EXPORT + "|" + OF_ACCOUNT + ")\\.?"));

  private Staleness() {}

  /**
   * A sentence without its full stop.
   *
   * @param lastDay that its rows cover; null where it has none
   * @param fetched whether runs fetch the rows themselves
   */
  static String sentence(@Nullable LocalDate lastDay, boolean fetched) {
    return (lastDay == null ? "it has no data" : "its data ends on " + lastDay)
        + NO_NEWER
        + (fetched ? OF_ACCOUNT : OF_EXPORT);
  }

  /** Whether nothing else was lost. */
  public static boolean isAllThatWasLost(String lost) {
    return ALONE.matcher(lost).matches();
  }
}

package com.campaignconversions.publishing.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a version was made of, as far as it was stored; what is null is unknown, and differs from
 * nothing.
 *
 * @param rowsUsed how many rows were added up
 * @param coveredDays a bit for each day of the period
 * @param contentDigest of the campaigns and their values
 * @param catalogue a hash of metrics and attribution windows
 * @param metrics a hash of the metrics alone
 * @param productVersion what counted
 * @param source what was read, as the job file names it
 */
record VersionBasis(
    @Nullable Long rowsUsed,
    @Nullable Long coveredDays,
    @Nullable String contentDigest,
    @Nullable String catalogue,
    @Nullable String metrics,
    @Nullable String productVersion,
    @Nullable String source) {
  private static final String SETTING = " (attribution_setting ";
  private static final Pattern SETTINGS = Pattern.compile(Pattern.quote(SETTING));

  /**
   * What must have changed since an earlier version: what was read, where, what is counted, within
   * which windows, or what counts it.
   *
   * <p>Another source has other rows, and may have other numbers; that the data changed besides is
   * only known where it has other days.
   *
   * @param sameSums whether campaigns, spend, impressions and clicks are the same
   * @param otherWindow whether some campaign of both was counted by other windows or settings
   */
  String causeSince(VersionBasis before, boolean sameSums, boolean otherWindow) {
    boolean otherSource = differ(before.source, source);
    boolean otherMetrics =
        (before.metrics != null && metrics != null)
            ? differ(before.metrics, metrics)
            : differ(before.catalogue, catalogue);
    boolean otherCode = differ(before.productVersion, productVersion);
    boolean otherDays = differ(before.coveredDays, coveredDays);
    boolean otherRows = otherDays || differ(before.rowsUsed, rowsUsed) || !sameSums;
    boolean otherNumbers = differ(before.contentDigest, contentDigest);
    List<String> causes = new ArrayList<>();
    boolean unexplained = otherNumbers && !otherMetrics && !otherCode && !otherWindow;
    if (otherSource ? otherDays : (otherRows || unexplained)) {
      causes.add("data");
    }
    if (otherMetrics) {
      causes.add("catalogue");
    }
    if (otherCode) {
      causes.add("code");
    }
    if (otherSource) {
      causes.add("source");
    }
    if (otherWindow) {
      causes.add("window");
    }
    return causes.isEmpty() ? "names, action types or verdicts" : String.join(", ", causes);
  }

  /**
   * Whether two campaigns were counted otherwise; a setting that only one of them reports tells
   * nothing.
   *
   * @param before as {@code campaign_conversions} has it: {@code default (attribution_setting …)}
   */
  static boolean isOtherWindow(String before, String after) {
    String[] one = SETTINGS.split(before, 2);
    String[] other = SETTINGS.split(after, 2);
    return !one[0].equals(other[0])
        || (one.length == 2 && other.length == 2 && !one[1].equals(other[1]));
  }

  /** What is unknown on one side does not differ. */
  private static boolean differ(@Nullable Object one, @Nullable Object other) {
    return one != null && other != null && !one.equals(other);
  }
}

package com.campaignconversions.verification;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is not as it should be in one client period: the first thousand, and how many more. */
final class Differences {
  private static final int MOST = 1000;

  private final List<Difference> kept = new ArrayList<>();
  private long leftOut;

  /**
   * One column.
   *
   * @param campaign null where it is none of a campaign
   * @param metric null where it is none of a judgement
   * @param column as the table calls it; {@code campaign_id} or {@code metric} for a whole row
   * @param stored null where it is unknown, or the row is gone
   * @param expected null where it should be unknown, the row should not be, or nobody can tell
   */
  record Difference(
      @Nullable String campaign,
      @Nullable String metric,
      String column,
      @Nullable String stored,
      @Nullable String expected) {}

  void ofCampaign(
      String campaign, String column, @Nullable String stored, @Nullable String expected) {
    add(new Difference(campaign, null, column, stored, expected));
  }

  void ofMetric(String metric, String column, @Nullable String stored, @Nullable String expected) {
    add(new Difference(null, metric, column, stored, expected));
  }

  void ofVersion(String column, @Nullable String stored, @Nullable String expected) {
    add(new Difference(null, null, column, stored, expected));
  }

  void add(Difference difference) {
    if (kept.size() < MOST) {
      kept.add(difference);
    } else {
      leftOut++;
    }
  }

  boolean isEmpty() {
    return kept.isEmpty();
  }

  List<Difference> kept() {
    return kept;
  }

  long leftOut() {
    return leftOut;
  }
}

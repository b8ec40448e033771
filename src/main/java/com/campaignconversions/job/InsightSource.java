package com.campaignconversions.job;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Where a job reads its insights, and which row wins where two describe the same days. */
public sealed interface InsightSource extends Serializable
    permits GraphInsights, InsightFiles, JdbcInsights {

  Newest newest();

  /**
   * What is read, in the words of the job file and without any secret, as one that is compared with
   * an earlier run's: {@code files insights/*.jsonl}, {@code table meta.ads_insights}, {@code
   * Marketing API}.
   */
  String origin();

  /** The field that orders rows where {@link #newest} is FIELD, else null. */
  @Nullable String newestField();

  /**
   * Whether the source is asked for each period by itself, so that a backfill can go in steps and
   * reads nothing twice; else it is read whole, once.
   */
  boolean isAskedPerPeriod();

  /** Whether a run fetches the insights itself, so that nobody can be asked for another export. */
  default boolean isFetched() {
    return false;
  }

  /** What decides between rows of one campaign with overlapping days. */
  enum Newest {
    /** Nothing: the client period is withheld. */
    NONE,
    /** The row in the file modified later, then the one later by name. */
    FILE,
    /**
     * Of the same row (campaign, ad set, ad, breakdowns, days) the one with the greater value of a
     * field: a connector extracts each ad by itself, so that of two ads neither is older.
     */
    FIELD
  }
}

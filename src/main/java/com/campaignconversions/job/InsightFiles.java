package com.campaignconversions.job;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which files hold the insights, and which row wins where two describe the same days.
 *
 * @param patterns absolute file patterns of any Beam file system
 * @param folder the job file's folder, absolute: sources are named relative to it
 * @param newestField the field that orders rows where {@code newest} is FIELD
 */
public record InsightFiles(
    List<String> patterns, String folder, Newest newest, @Nullable String newestField)
    implements Serializable {

  public InsightFiles {
    patterns = List.copyOf(patterns);
  }

  /** What decides between rows of one campaign with overlapping days. */
  public enum Newest {
    /** Nothing: the client period is withheld. */
    NONE,
    /** The row in the file modified later, then the one later by name. */
    FILE,
    /** The row with the greater value of a field. */
    FIELD
  }
}

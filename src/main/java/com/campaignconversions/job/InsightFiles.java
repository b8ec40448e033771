package com.campaignconversions.job;

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
    implements InsightSource {

  public InsightFiles {
    patterns = List.copyOf(patterns);
  }
}

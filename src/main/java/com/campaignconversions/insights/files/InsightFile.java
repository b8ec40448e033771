package com.campaignconversions.insights.files;

import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.rows.Origin;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that a job reads, as it was found when the run started.
 *
 * @param rank its place among the job's files by time of modification, then by name: of two files
 *     the newer has the greater rank
 * @param resource what opens it: the path, or what Beam's file systems call it
 * @param source its name for people: relative to the job file's folder, else its URI
 * @param size in bytes
 * @param periods that its path names: its rows of others are left to their own files; empty where
 *     it names none
 * @param modifiedMillis since 1970; 0 where the file system does not say
 * @param behind rank of the file that it lies directly behind in its folder, by the names, with
 *     numbers in them as numbers; -1 for none
 * @param error why it cannot be read, as the end of a sentence about it; null where nothing is
 *     known against it
 */
public record InsightFile(
    int rank,
    String resource,
    String source,
    long size,
    long modifiedMillis,
    List<Period> periods,
    int behind,
    @Nullable String error)
    implements Origin, Serializable {
  public InsightFile {
    periods = List.copyOf(periods);
  }

  /** The folder that it lies in, named as a resource is. */
  @Override
  public String folder() {
    return LocalFiles.isUri(resource)
        ? LocalFiles.folder(resource)
        : resource.substring(0, resource.lastIndexOf('/') + 1);
  }

  /** A file of any periods. */
  public InsightFile(int rank, String resource, String source, long size, long modifiedMillis) {
    this(rank, resource, source, size, modifiedMillis, List.of());
  }

  /** A file as it was found. */
  public InsightFile(
      int rank,
      String resource,
      String source,
      long size,
      long modifiedMillis,
      List<Period> periods) {
    this(rank, resource, source, size, modifiedMillis, periods, -1, null);
  }
}

package com.campaignconversions.insights;

import com.campaignconversions.clients.Period;
import java.io.Serializable;
import java.util.List;

/**
 * A file that a job reads, as it was found when the run started.
 *
 * @param rank its place among the job's files by time of modification, then by name: of two files
 *     the newer has the greater rank
 * @param resource what Beam's file systems call it
 * @param source its name for people: relative to the job file's folder, else its URI
 * @param size in bytes
 * @param periods that its path names: its rows of others are left to their own files; empty where
 *     it names none
 * @param modifiedMillis since 1970; 0 where the file system does not say
 * @param asked whether it holds an answer of the Marketing API to what the job itself asked for
 */
public record InsightFile(
    int rank,
    String resource,
    String source,
    long size,
    long modifiedMillis,
    List<Period> periods,
    boolean asked)
    implements Origin, Serializable {
  public InsightFile {
    periods = List.copyOf(periods);
  }

  /** What Beam's file systems call the folder that it lies in. */
  @Override
  public String folder() {
    return resource.substring(0, resource.lastIndexOf('/') + 1);
  }

  /** A file of any periods. */
  public InsightFile(int rank, String resource, String source, long size, long modifiedMillis) {
    this(rank, resource, source, size, modifiedMillis, List.of(), false);
  }
}

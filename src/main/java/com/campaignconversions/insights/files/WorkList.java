package com.campaignconversions.insights.files;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.io.Compression;

/**
 * What one worker reads in one go: many small files together, or a part of a large one.
 *
 * <p>An element for every path would cost thirteen times what the bytes cost where files are small,
 * and a file an element would leave all cores but one idle where there is one large file.
 */
public record WorkList(List<Part> parts) implements Serializable {
  /** So many keep the workers busy to the end. */
  private static final int FEWEST_A_WORKER = 4;

  /**
   * What DirectRunner holds of a shard it copies for every list that adds to it: beyond so many,
   * lists become larger and not more.
   */
  private static final int MOST_A_WORKER = 8;

  private static final long LARGE = 32L << 20;

  /** Takes some ten seconds: a run that has not moved for minutes is told of. */
  private static final long LARGEST = 1L << 30;

  private static final long SMALLEST = 1L << 20;
  private static final int MOST_FILES = 500;

  /**
   * A file, or the lines of it that begin in a range of bytes.
   *
   * @param start the first byte; 0 for a whole file
   * @param end the byte after the last; the file's size for a whole file
   */
  public record Part(InsightFile file, long start, long end) implements Serializable {
    boolean whole() {
      return start == 0 && end == file.size();
    }
  }

  /** Decides whether a large file is made of lines, so that its parts can be read on their own. */
  interface LineFiles {
    boolean isJsonLines(InsightFile file);
  }

  /** Work lists of about equal size, the largest first. */
  static List<WorkList> of(List<InsightFile> files, int parallelism, LineFiles lineFiles) {
    long total = files.stream().mapToLong(InsightFile::size).sum();
    long atMost = total / ((long) FEWEST_A_WORKER * parallelism) + 1;
    long atLeast = Math.max(SMALLEST, total / ((long) MOST_A_WORKER * parallelism) + 1);
    long target = Math.min(LARGEST, Math.max(atLeast, Math.min(LARGE, atMost)));
    List<WorkList> lists = new ArrayList<>();
    List<Part> gathered = new ArrayList<>();
    long gatheredBytes = 0;
    for (InsightFile file : files) {
      if (file.size() > target + target / 2
          && Compression.detect(file.resource()) == Compression.UNCOMPRESSED
          && lineFiles.isJsonLines(file)) {
        long count = (file.size() + target - 1) / target;
        for (long i = 0; i < count; i++) {
          Part part = new Part(file, file.size() * i / count, file.size() * (i + 1) / count);
          lists.add(new WorkList(List.of(part)));
        }
        continue;
      }
      gathered.add(new Part(file, 0, file.size()));
      gatheredBytes += file.size();
      if (gatheredBytes >= target || gathered.size() == MOST_FILES) {
        lists.add(new WorkList(List.copyOf(gathered)));
        gathered.clear();
        gatheredBytes = 0;
      }
    }
    if (!gathered.isEmpty()) {
      lists.add(new WorkList(List.copyOf(gathered)));
    }
    lists.sort(Comparator.comparingLong(WorkList::bytes).reversed());
    return lists;
  }

  long bytes() {
    return parts.stream().mapToLong(part -> part.end() - part.start()).sum();
  }
}

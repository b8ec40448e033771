package com.campaignconversions.conversions.metrics;

import com.campaignconversions.conversions.deduplication.DeduplicatedRows;
import com.campaignconversions.insights.rows.Insight;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which of several files of a client period lacks a list of actions that the others have: its
 * campaigns' numbers would be too small.
 *
 * @param arraysLacking by rank of a file: one bit for each array that it lacks
 */
public record FileGaps(Map<Integer, Long> arraysLacking) {
  /** Fewer clicks may well have led to nothing that is an action. */
  private static final long ENOUGH_CLICKS = 7;

  /** What the rows of one file have. */
  private static final class OfFile {
    private long arrays;
    private long windows;
    private long clicks;
    private final BitSet withAmount = new BitSet();
    private final BitSet withoutAmount = new BitSet();

    OfFile(@Nullable Long arrays) {
      this.arrays = arrays == null ? 0 : arrays;
    }
  }

  /**
   * Compares the files.
   *
   * @param asked one bit for each array that the product itself asked for, and that no file lacks
   * @param arraysOfFiles by rank of a file: one bit for each array that some row of it has, of
   *     whatever client and period
   */
  public static FileGaps of(
      Collection<DeduplicatedRows> campaigns,
      List<MetricExtraction> metrics,
      long asked,
      Map<Integer, Long> arraysOfFiles) {
    Map<Integer, Long> lost = new HashMap<>();
    if (standInOneFile(campaigns)) {
      return new FileGaps(lost);
    }
    Map<Integer, OfFile> files = new TreeMap<>();
    for (DeduplicatedRows campaign : campaigns) {
      for (Insight row : campaign.counted()) {
        OfFile file =
            files.computeIfAbsent(row.file(), rank -> new OfFile(arraysOfFiles.get(rank)));
        file.arrays |= row.actions().arraysPresent();
        file.windows |= row.actions().windowsPresent();
        file.clicks +=
            row.delivery().clicks() == null ? 0 : Math.min(row.delivery().clicks(), ENOUGH_CLICKS);
        row.actions().series().forEach(file.withAmount::set);
        row.actions().seriesWithoutAmount().forEach(file.withoutAmount::set);
      }
    }
    long arraysOfAll = 0;
    long windowsOfAll = 0;
    for (OfFile file : files.values()) {
      arraysOfAll |= file.arrays;
      windowsOfAll |= file.windows;
    }
    for (Map.Entry<Integer, OfFile> entry : files.entrySet()) {
      OfFile file = entry.getValue();
      // Without any actions its amounts are unknown too.
      long lacks =
          file.clicks >= ENOUGH_CLICKS && (file.arrays & 1) == 0 && (arraysOfAll & 1) != 0
              ? arraysOfAll & ~file.arrays
              : 0;
      for (MetricExtraction metric : metrics) {
        for (int array : metric.arrays()) {
          long bit = 1L << array;
          boolean noWindow =
              (file.windows & bit) == 0
                  && (windowsOfAll & bit) != 0
                  && metric.isSeenIn(file.withoutAmount);
          boolean noAmounts =
              (file.arrays & bit) == 0
                  && (arraysOfAll & bit) != 0
                  && metric.countsOfAmounts().getOrDefault(array, List.of()).stream()
                      .anyMatch(file.withAmount::get);
          lacks |= noWindow || noAmounts ? bit : 0;
        }
      }
      if ((lacks & ~asked) != 0) {
        lost.put(entry.getKey(), lacks & ~asked);
      }
    }
    return new FileGaps(lost);
  }

  private static boolean standInOneFile(Collection<DeduplicatedRows> campaigns) {
    int first = -1;
    for (DeduplicatedRows campaign : campaigns) {
      for (Insight row : campaign.counted()) {
        first = first < 0 ? row.file() : first;
        if (row.file() != first) {
          return false;
        }
      }
    }
    return true;
  }

  /** The arrays that a campaign's rows lack in one of their files. */
  public long of(DeduplicatedRows campaign) {
    long lacks = 0;
    if (!arraysLacking.isEmpty()) {
      for (Insight row : campaign.counted()) {
        lacks |= arraysLacking.getOrDefault(row.file(), 0L);
      }
    }
    return lacks;
  }

  /** The files that lack one of some arrays, by rank. */
  SortedSet<Integer> lacking(long arrays) {
    TreeSet<Integer> files = new TreeSet<>();
    arraysLacking.forEach(
        (file, lacks) -> {
          if ((lacks & arrays) != 0) {
            files.add(file);
          }
        });
    return files;
  }
}

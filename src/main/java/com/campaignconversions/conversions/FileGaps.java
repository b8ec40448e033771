package com.campaignconversions.conversions;

import com.campaignconversions.insights.Insight;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which of several files of a client period lacks a list of actions that the others have: its
 * campaigns' numbers would be too small.
 *
 * @param arraysLost by rank of a file: one bit for each array that it lacks
 */
record FileGaps(Map<Integer, Long> arraysLost) {

  /** What the rows of one file have. */
  private static final class OfFile {
    private long arrays;
    private long windows;
    private boolean clicks;
    private final BitSet withAmount = new BitSet();
    private final BitSet withoutAmount = new BitSet();
  }

  /**
   * Compares the files.
   *
   * @param asked one bit for each array that the product itself asked for, and that no file lacks
   */
  static FileGaps of(
      Collection<CountedRows> campaigns, List<MetricExtraction> metrics, long asked) {
    Map<Integer, OfFile> files = new TreeMap<>();
    for (CountedRows campaign : campaigns) {
      for (Insight row : campaign.counted()) {
        OfFile file = files.computeIfAbsent(row.file(), none -> new OfFile());
        file.arrays |= row.arraysPresent();
        file.windows |= row.windowsPresent();
        file.clicks |= row.clicks() != null && row.clicks() > 0;
        row.series().forEach(file.withAmount::set);
        row.seriesWithoutAmount().forEach(file.withoutAmount::set);
      }
    }
    Map<Integer, Long> lost = new HashMap<>();
    if (files.size() < 2) {
      return new FileGaps(lost);
    }
    long arraysOfAll = 0;
    long windowsOfAll = 0;
    for (OfFile file : files.values()) {
      arraysOfAll |= file.arrays;
      windowsOfAll |= file.windows;
    }
    for (Map.Entry<Integer, OfFile> entry : files.entrySet()) {
      OfFile file = entry.getValue();
      long lacks = 0;
      if (file.clicks && (file.arrays & 1) == 0 && (arraysOfAll & 1) != 0) {
        lacks |= 1;
      }
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

  /** The arrays that a campaign's rows lack in one of their files. */
  long of(CountedRows campaign) {
    long lacks = 0;
    if (!arraysLost.isEmpty()) {
      for (Insight row : campaign.counted()) {
        lacks |= arraysLost.getOrDefault(row.file(), 0L);
      }
    }
    return lacks;
  }
}

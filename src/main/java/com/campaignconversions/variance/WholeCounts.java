package com.campaignconversions.variance;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Fractions rounded to whole counts with the same total, by the largest remainders. */
final class WholeCounts {
  private WholeCounts() {}

  static double[] of(Column column) {
    double[] whole = new double[column.size()];
    double sum = 0;
    for (int i = 0; i < whole.length; i++) {
      whole[i] = Math.floor(column.values[i]);
      sum += column.values[i] - whole[i];
    }
    IntStream.range(0, whole.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> whole[i] - column.values[i]))
        .limit(Math.round(sum))
        .forEach(i -> whole[i]++);
    return whole;
  }
}

package com.campaignconversions.variance.detection;

import com.campaignconversions.variance.probability.Binomials;
import com.campaignconversions.variance.probability.ChanceOfEvenness;
import com.campaignconversions.variance.probability.PointProbability;
import java.util.Arrays;
import java.util.Optional;

/**
 * Campaigns without data that were filled with one value: more of them tie at it than chance
 * allows, and it is a lone spike. Campaigns paused at a number of leads have neighbours, a fill has
 * none.
 */
public final class Filled {
  private static final int FEWEST = 3;
  private static final double SMALLEST_VALUE = 5;
  private static final double NEIGHBOURHOOD = 2;
  private static final double LONE = 0.05;

  private Filled() {}

  /** The campaigns that tie, of how many, at what value, and how rarely chance does it. */
  public record Tie(int campaigns, int of, double value, double pValue) {}

  public static Optional<Tie> find(double[] values, double significance) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int most = 0;
    double value = 0;
    for (int start = 0; start < sorted.length; ) {
      int end = start;
      while (end < sorted.length && sorted[end] == sorted[start]) {
        end++;
      }
      if (sorted[start] >= SMALLEST_VALUE && end - start >= most) {
        most = end - start;
        value = sorted[start];
      }
      start = end;
    }
    if (most < FEWEST) {
      return Optional.empty();
    }
    double spike = value;
    int neighbours =
        (int)
            Arrays.stream(sorted)
                .filter(x -> x != spike && Math.abs(x - spike) <= NEIGHBOURHOOD)
                .count();
    double chance =
        Math.exp(
            PointProbability.logChoose(values.length, most)
                - (most - 1) / 2.0 * Math.log(2 * Math.PI * value));
    boolean lone = Binomials.upperTail(most + neighbours, 0.5, most) <= LONE;
    return chance < significance && lone
        ? Optional.of(
            new Tie(most, values.length, value, Math.max(ChanceOfEvenness.SMALLEST, chance)))
        : Optional.empty();
  }
}

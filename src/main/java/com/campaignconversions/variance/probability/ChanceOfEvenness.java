package com.campaignconversions.variance.probability;

import java.util.Arrays;
import org.apache.commons.math3.special.Gamma;
import org.jspecify.annotations.Nullable;

/**
 * The chance that real counts lie as close to their expectations as these do, or closer: the lower
 * tail of Fisher's index of dispersion D = Σ(x−e)²/e, given the total.
 *
 * <p>χ² serves where expectations are large. Where it may mislead and the answer could matter (few
 * campaigns, small expectations, values of one rate), the tail is added up exactly.
 */
public final class ChanceOfEvenness {
  /** Below it, databases and readers of a double meet subnormal numbers. */
  public static final double SMALLEST = 1e-300;

  private static final double SMALL_EXPECTATION = 3;
  private static final double WORTH_AN_EXACT_TAIL = 0.02;
  private static final double SMALL_TOTAL = 25;
  private static final long LITTLE_WORK = 20_000;
  private static final long SOME_WORK = 3_000_000;
  private static final long MUCH_WORK = 40_000_000;

  private ChanceOfEvenness() {}

  /**
   * The lower tail of D for counts among campaigns that all have a positive expectation.
   *
   * @param counts whole and not negative
   * @param weights what the expectations are proportional to
   * @param containing where the counts are a part of others (landing views of clicks), those
   *     others: the law is then multivariate hypergeometric, else multinomial
   * @param oneRate whether the counts are one rate times the weights, so that the tail decides
   */
  public static double of(
      double[] counts, double[] weights, double @Nullable [] containing, boolean oneRate) {
    int n = counts.length;
    double total = PointProbability.sum(counts);
    double rate = containing == null ? 0 : total / PointProbability.sum(containing);
    if (n < 2 || rate >= 1) {
      return 1;
    }
    double share = total / PointProbability.sum(weights);
    double[] expected = new double[n];
    double distance = 0;
    for (int i = 0; i < n; i++) {
      expected[i] = share * weights[i];
      double difference = counts[i] - expected[i];
      distance += difference * difference / expected[i];
    }
    boolean sameWeights = allEqual(weights) && (containing == null || allEqual(containing));
    if (sameWeights && max(counts) - min(counts) <= 1) {
      // Nothing is closer than counts that differ by one at most, and all of these are as close.
      double ones = total - n * min(counts);
      double point = LatticeTail.logOfPoint(counts, expected, containing, rate);
      return probability(point + PointProbability.logChoose(n, ones));
    }
    double approximate = chiSquared(counts, expected, 1 - rate);
    boolean matters = oneRate || n <= 3 || approximate < WORTH_AN_EXACT_TAIL;
    if (!matters && total > SMALL_TOTAL) {
      return approximate;
    }
    LatticeTail exact = new LatticeTail(counts, expected, containing, rate, sameWeights, distance);
    if (exact.work() <= (oneRate ? MUCH_WORK : matters ? SOME_WORK : LITTLE_WORK)) {
      return probability(Math.log(exact.sum()));
    }
    double point = LatticeTail.logOfPoint(counts, expected, containing, rate);
    return Math.max(approximate, probability(point));
  }

  /**
   * The chance of just these values, which need not be whole: for fractions that keep to one rate
   * to their last decimal, which lie closer to it than any whole counts.
   */
  public static double ofPoint(double[] values, double[] weights, double @Nullable [] containing) {
    double total = PointProbability.sum(values);
    double rate = containing == null ? 0 : total / PointProbability.sum(containing);
    if (values.length < 2 || rate >= 1) {
      return 1;
    }
    double share = total / PointProbability.sum(weights);
    double[] expected = Arrays.stream(weights).map(weight -> share * weight).toArray();
    return probability(LatticeTail.logOfPoint(values, expected, containing, rate));
  }

  /**
   * The lower tail of χ² with one degree of freedom less than cells.
   *
   * @param spread what part of a Poisson variance the counts have
   */
  public static double chiSquared(double[] counts, double[] expected, double spread) {
    double smallest = SMALL_EXPECTATION / spread;
    double distance = 0;
    int cells = 0;
    double pooledCount = 0;
    double pooledExpected = 0;
    for (int i = 0; i < counts.length; i++) {
      double count = counts[i];
      double expectation = expected[i];
      if (expectation < smallest) {
        pooledCount += count;
        pooledExpected += expectation;
        if (pooledExpected < smallest) {
          continue;
        }
        count = pooledCount;
        expectation = pooledExpected;
        pooledCount = 0;
        pooledExpected = 0;
      }
      distance += (count - expectation) * (count - expectation) / expectation;
      cells++;
    }
    // What is left in the last pool is too little for a cell of its own, and says nothing alone.
    if (cells < 2) {
      return 1;
    }
    return Math.max(
        SMALLEST,
        Gamma.regularizedGammaP((cells - 1) / 2.0, distance / spread / 2, 1e-12, 100_000));
  }

  private static double probability(double logarithm) {
    return Math.min(1, Math.max(SMALLEST, Math.exp(logarithm)));
  }

  private static double max(double[] numbers) {
    double max = Double.NEGATIVE_INFINITY;
    for (double number : numbers) {
      max = Math.max(max, number);
    }
    return max;
  }

  private static double min(double[] numbers) {
    double min = Double.POSITIVE_INFINITY;
    for (double number : numbers) {
      min = Math.min(min, number);
    }
    return min;
  }

  private static boolean allEqual(double[] numbers) {
    for (double number : numbers) {
      if (number != numbers[0]) {
        return false;
      }
    }
    return true;
  }
}

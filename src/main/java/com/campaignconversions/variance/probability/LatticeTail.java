package com.campaignconversions.variance.probability;

import org.jspecify.annotations.Nullable;

/**
 * The exact lower tail of D: the probability of every way to spread the total over the campaigns
 * that lies as close to the expectations as the observed one, or closer.
 *
 * <p>Independent Poisson counts given their sum are multinomial, independent binomial counts
 * multivariate hypergeometric. So the ways are added up campaign by campaign, by the sum so far and
 * by D so far on a fine grid (whole numbers where all campaigns expect the same). The observed
 * counts lie on the same grid, so ties stay ties. No random numbers are drawn: the same numbers
 * always get the same probability.
 */
final class LatticeTail {
  private static final int COARSE = 96;
  private static final int FINE = 4096;
  private static final double WORK_OF_A_FINE_GRID = 100_000;
  private static final int LARGEST_WHOLE_GRID = 400;
  private static final double MOST_SUMS = 5_000;
  private static final double LARGEST_TOTAL = 1e12;

  private final double[] counts;
  private final double[] expected;
  private final double @Nullable [] containing;
  private final double rate;
  private final double total;

  /** The first value of each campaign's window, how many there are, and the sums' windows. */
  private final long[] first;

  private final int[] width;
  private final long[] firstSum;
  private final int[] sums;
  private final double unit;
  private final double base;
  private final int farthest;
  private final long work;

  LatticeTail(
      double[] counts,
      double[] expected,
      double @Nullable [] containing,
      double rate,
      boolean sameWeights,
      double distance) {
    this.counts = counts;
    this.expected = expected;
    this.containing = containing;
    this.rate = rate;
    this.total = PointProbability.sum(counts);
    int n = counts.length;
    first = new long[n];
    width = new int[n];
    firstSum = new long[n + 1];
    sums = new int[n + 1];

    double limit = distance * (1 + 1e-9) + 1e-12;
    double workOfAStep = total > LARGEST_TOTAL ? Double.POSITIVE_INFINITY : windows(limit);
    double floor = Math.floor(expected[0]);
    double whole = 0;
    for (double count : counts) {
      whole += (count - floor) * (count - floor);
    }
    if (sameWeights && whole <= LARGEST_WHOLE_GRID) {
      unit = 1;
      base = floor;
      farthest = (int) whole;
    } else {
      int grid = (int) Math.max(COARSE, Math.min(FINE, WORK_OF_A_FINE_GRID / workOfAStep));
      unit = limit / grid;
      base = Double.NaN;
      // On a fine grid half a step a campaign keeps those ways that are just as far.
      int steps = Math.min(n / 2, grid / 100);
      for (int i = 0; i < n; i++) {
        steps += steps(i, counts[i]);
      }
      farthest = steps;
    }
    work = (long) Math.min(Long.MAX_VALUE, workOfAStep * (farthest + 1.0));
  }

  /** Which values and sums can occur at all, and how many additions that is a step of the grid. */
  private double windows(double limit) {
    int n = counts.length;
    double before = 0;
    double operations = 0;
    sums[0] = 1;
    for (int i = 0; i < n; i++) {
      double most = containing == null ? total : Math.min(total, containing[i]);
      double reach = reach(expected[i], limit);
      double low = Math.max(0, Math.ceil(expected[i] - reach));
      double high = Math.min(most, Math.floor(expected[i] + reach));
      before += expected[i];
      double sumReach = reach(before, limit);
      double lowSum = i == n - 1 ? total : Math.max(0, Math.ceil(before - sumReach));
      double highSum = i == n - 1 ? total : Math.min(total, Math.floor(before + sumReach));
      operations += (high - low + 1) * sums[i];
      if (operations > 1e8 || highSum - lowSum > MOST_SUMS) {
        return Double.POSITIVE_INFINITY;
      }
      first[i] = (long) low;
      width[i] = (int) (high - low + 1);
      firstSum[i + 1] = (long) lowSum;
      sums[i + 1] = (int) Math.max(0, highSum - lowSum + 1);
    }
    return Math.max(1, operations);
  }

  /** How far a part of the total with this expectation can be off, if D is not above the limit. */
  private double reach(double expectation, double limit) {
    double rest = Math.max(0, total - expectation);
    return Math.sqrt(limit * expectation * rest / total) + 1e-9 * (1 + expectation * 1e-4);
  }

  /** Roughly how many additions {@link #sum} takes. */
  long work() {
    return work;
  }

  double sum() {
    int n = counts.length;
    int depth = farthest + 1;
    double[] ways = new double[depth];
    ways[0] = 1;
    for (int i = 0; i < n; i++) {
      double[] next = new double[sums[i + 1] * depth];
      for (int v = 0; v < width[i]; v++) {
        double value = (double) first[i] + v;
        int steps = steps(i, value);
        if (steps > farthest) {
          continue;
        }
        double probability = Math.exp(logOfValue(value, i, expected, containing, rate));
        for (int s = 0; s < sums[i]; s++) {
          long target = firstSum[i] + s + first[i] + v - firstSum[i + 1];
          if (target < 0 || target >= sums[i + 1]) {
            continue;
          }
          int from = s * depth;
          int to = (int) target * depth + steps;
          for (int d = 0; d < depth - steps; d++) {
            next[to + d] += ways[from + d] * probability;
          }
        }
      }
      ways = next;
    }
    double tail = 0;
    for (double way : ways) {
      tail += way;
    }
    return tail / Math.exp(logOfTotal(total, containing, rate));
  }

  /** The logarithm of the observed counts' own probability, given the total. */
  static double logOfPoint(
      double[] counts, double[] expected, double @Nullable [] containing, double rate) {
    double logarithm = -logOfTotal(PointProbability.sum(counts), containing, rate);
    for (int i = 0; i < counts.length; i++) {
      logarithm += logOfValue(counts[i], i, expected, containing, rate);
    }
    return logarithm;
  }

  private static double logOfValue(
      double value, int i, double[] expected, double @Nullable [] containing, double rate) {
    return containing == null
        ? PointProbability.logPoisson(value, expected[i])
        : PointProbability.logBinomial(value, containing[i], rate);
  }

  private static double logOfTotal(double total, double @Nullable [] containing, double rate) {
    return containing == null
        ? PointProbability.logPoisson(total, total)
        : PointProbability.logBinomial(total, PointProbability.sum(containing), rate);
  }

  private int steps(int campaign, double value) {
    double difference = value - (Double.isNaN(base) ? expected[campaign] : base);
    double square = difference * difference;
    double steps = Double.isNaN(base) ? square / expected[campaign] / unit : square;
    return (int) Math.min(1e9, Math.rint(steps));
  }
}

package com.campaignconversions.variance.probability;

import org.apache.commons.math3.special.Gamma;

/**
 * Logarithms of Poisson and binomial point probabilities that keep their digits for counts of any
 * size: Stirling's formula with its error term and the deviance, after Catherine Loader, "Fast and
 * Accurate Computation of Binomial Probabilities" (2000). The distributions of Commons Math take
 * ints only and set up a random generator each.
 */
public final class PointProbability {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
  private static final double[] SMALL = new double[32];

  static {
    for (int x = 1; x < SMALL.length; x++) {
      SMALL[x] = Gamma.logGamma(x + 1.0) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
    }
  }

  private PointProbability() {}

  public static double logPoisson(double x, double mean) {
    if (x == 0) {
      return -mean;
    }
    return -stirlingError(x) - deviance(x, mean) - HALF_LOG_TWO_PI - 0.5 * Math.log(x);
  }

  static double logBinomial(double x, double trials, double chance) {
    if (x < 0 || x > trials) {
      return Double.NEGATIVE_INFINITY;
    }
    if (x == 0) {
      return trials * Math.log1p(-chance);
    }
    if (x == trials) {
      return trials * Math.log(chance);
    }
    double failures = trials - x;
    return stirlingError(trials)
        - stirlingError(x)
        - stirlingError(failures)
        - deviance(x, trials * chance)
        - deviance(failures, trials * (1 - chance))
        - HALF_LOG_TWO_PI
        + 0.5 * (Math.log(trials) - Math.log(x) - Math.log(failures));
  }

  public static double logChoose(double n, double k) {
    return k <= 0 || k >= n ? 0 : logBinomial(k, n, k / n) - logOfPowers(n, k);
  }

  /** Logarithm of (k/n)^k·(1−k/n)^(n−k). */
  private static double logOfPowers(double n, double k) {
    return k * Math.log(k / n) + (n - k) * Math.log1p(-k / n);
  }

  /** ln x! less Stirling's formula. */
  private static double stirlingError(double x) {
    if (x < SMALL.length && x == Math.rint(x)) {
      return SMALL[(int) x];
    }
    if (x < SMALL.length) {
      return Gamma.logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
    }
    double square = x * x;
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / square) / square) / square) / x;
  }

  /** x·ln(x/m) + m − x, also where x and m are nearly equal. */
  private static double deviance(double x, double mean) {
    double difference = x - mean;
    if (Math.abs(difference) < 0.1 * (x + mean)) {
      double ratio = difference / (x + mean);
      double sum = difference * ratio;
      double term = 2 * x * ratio;
      for (int j = 1; j < 100; j++) {
        term *= ratio * ratio;
        double next = sum + term / (2 * j + 1);
        if (next == sum) {
          break;
        }
        sum = next;
      }
      return sum;
    }
    return x * Math.log(x / mean) + mean - x;
  }

  public static double sum(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }
}

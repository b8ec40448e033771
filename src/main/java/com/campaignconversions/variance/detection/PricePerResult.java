package com.campaignconversions.variance.detection;

import com.campaignconversions.variance.probability.PointProbability;

/**
 * Whether small counts follow spend because results were paid for, not because a total was divided
 * by spend.
 *
 * <p>Dividing leaves rounding remainders x − ρ·spend that are even over one unit, however large the
 * count. A price per result, or a bid steered by it, leaves remainders that grow with the count.
 * The likelihoods of the two are compared.
 */
public final class PricePerResult {
  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /**
   * Paying per result is common and dividing by spend rare, so a price has to fit worse by a factor
   * of e before it is ruled out.
   */
  private static final double LESS_LIKELY = -1;

  /** Prices that a campaign pays vary by at least so much, if they are not one fixed price. */
  private static final double STEADIEST = 0.01;

  private static final double EXACT = 0.001;

  /** A little more than one, for the rounding of spend to cents. */
  private static final double ONE_UNIT = 1.02;

  private PricePerResult() {}

  /** Whether a price per result explains the counts better than a division of their total. */
  public static boolean explains(double[] counts, double[] spend) {
    return logLikelihood(counts, spend) > LESS_LIKELY
        || widthOfRemainders(counts, spend) > ONE_UNIT;
  }

  /** Of a price with the relative deviation that fits best, where that of a division is 0. */
  private static double logLikelihood(double[] counts, double[] spend) {
    double rate = PointProbability.sum(counts) / PointProbability.sum(spend);
    double squares = 0;
    double logOfCounts = 0;
    int reporting = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double relative = 1 - rate * spend[i] / counts[i];
        squares += relative * relative;
        logOfCounts += Math.log(counts[i]);
        reporting++;
      }
    }
    double fitted = Math.max(1e-6, Math.sqrt(squares / Math.max(1, reporting)));
    double deviation = fitted < EXACT ? fitted : Math.max(fitted, STEADIEST);
    return -logOfCounts
        - reporting * (Math.log(deviation) + LOG_ROOT_TWO_PI)
        - squares / (2 * deviation * deviation);
  }

  /**
   * How wide a window all remainders x − ρ·spend fit in, at the best rate: every way of rounding a
   * division leaves them within one unit of each other.
   */
  private static double widthOfRemainders(double[] counts, double[] spend) {
    double rate = PointProbability.sum(counts) / PointProbability.sum(spend);
    double low = rate / 2;
    double high = rate * 2;
    // The width is convex in the rate.
    for (int i = 0; i < 50; i++) {
      double lower = low + (high - low) / 3;
      double upper = high - (high - low) / 3;
      if (width(counts, spend, lower) < width(counts, spend, upper)) {
        high = upper;
      } else {
        low = lower;
      }
    }
    return width(counts, spend, (low + high) / 2);
  }

  private static double width(double[] counts, double[] spend, double rate) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < counts.length; i++) {
      double remainder = counts[i] - rate * spend[i];
      least = Math.min(least, remainder);
      most = Math.max(most, remainder);
    }
    return most - least;
  }
}

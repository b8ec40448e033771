package com.campaignconversions.variance;

/**
 * Whether small counts follow spend because results were paid for, not because a total was divided
 * by spend.
 *
 * <p>Dividing leaves rounding remainders x − ρ·spend that are even over one unit, however large the
 * count. A price per result, or a bid steered by it, leaves remainders that grow with the count.
 * The likelihoods of the two are compared.
 */
final class PricePerResult {
  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private PricePerResult() {}

  static boolean explains(double[] counts, double[] spend) {
    double rate = ChanceOfEvenness.sum(counts) / ChanceOfEvenness.sum(spend);
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
    double deviation = Math.max(1e-6, Math.sqrt(squares / Math.max(1, reporting)));
    // The remainders' density is 1 where a total was divided, so its logarithm is 0.
    double logLikelihood = -logOfCounts - reporting * (Math.log(deviation) + LOG_ROOT_TWO_PI + 0.5);
    return logLikelihood > 0;
  }
}

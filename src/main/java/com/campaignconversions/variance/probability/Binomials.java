package com.campaignconversions.variance.probability;

import org.apache.commons.math3.special.Beta;

/** Tails of the binomial law that do not lose their digits to 1 − 1. */
public final class Binomials {
  private Binomials() {}

  /** The chance of at least so many successes. */
  public static double upperTail(int trials, double chance, int successes) {
    return successes <= 0 ? 1 : Beta.regularizedBeta(chance, successes, trials - successes + 1.0);
  }
}

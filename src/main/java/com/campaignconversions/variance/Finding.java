package com.campaignconversions.variance;

import com.campaignconversions.variance.numbers.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found.
 *
 * @param evidence why, for an account manager
 * @param key the allocation key that the verdict names
 * @param commonDivisor the factor of a duplicated metric
 */
record Finding(
    Verdict verdict, String evidence, @Nullable String key, @Nullable Integer commonDivisor) {

  static Finding of(Verdict verdict, String evidence) {
    return new Finding(verdict, evidence, null, null);
  }

  static Finding distributed(String key, String evidence) {
    return new Finding(Verdict.DISTRIBUTED, evidence, key, null);
  }

  static Finding duplicated(int divisor, String evidence) {
    return new Finding(Verdict.DUPLICATED, evidence, null, divisor);
  }
}

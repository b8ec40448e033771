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
record RuleFinding(
    Verdict verdict, String evidence, @Nullable String key, @Nullable Integer commonDivisor) {

  static RuleFinding of(Verdict verdict, String evidence) {
    return new RuleFinding(verdict, evidence, null, null);
  }

  static RuleFinding distributed(String key, String evidence) {
    return new RuleFinding(Verdict.DISTRIBUTED, evidence, key, null);
  }

  static RuleFinding duplicated(int divisor, String evidence) {
    return new RuleFinding(Verdict.DUPLICATED, evidence, null, divisor);
  }
}

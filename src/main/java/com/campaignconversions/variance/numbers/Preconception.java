package com.campaignconversions.variance.numbers;

/**
 * What is known of a metric before its values are looked at: that they cannot be known, or not all
 * of them.
 *
 * @param verdict {@code NO_DATA}, {@code INCOMPLETE}, {@code NEVER_SEEN}, or {@code ALL_ZERO} of
 *     what nobody counts
 * @param evidence why, in a sentence that says what to do
 * @param trusted whether the metric's values may be shown all the same
 */
public record Preconception(Verdict verdict, String evidence, boolean trusted) {
  public static Preconception noData(String evidence) {
    return new Preconception(Verdict.NO_DATA, evidence, false);
  }

  public static Preconception incomplete(String evidence) {
    return new Preconception(Verdict.INCOMPLETE, evidence, false);
  }
}

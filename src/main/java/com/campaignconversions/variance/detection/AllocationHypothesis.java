package com.campaignconversions.variance.detection;

import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.numbers.ValueColumn;
import com.campaignconversions.variance.probability.ChanceOfEvenness;
import com.campaignconversions.variance.probability.PointProbability;
import com.campaignconversions.variance.probability.RoundedShares;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric held against one allocation key.
 *
 * @param campaigns those that take part: with a weight, or with a value
 * @param oneRate whether the values are one rate times the key, up to rounding
 * @param pValue the chance of counts as close to the key as these, or closer; null for money and
 *     fractions, which have no chance test of their own
 * @param roundedShares the chance of any rounded shares of the key, 1 where the values are none;
 *     null of money, of other metrics as keys, of fewer than four campaigns, and where they are
 *     shares of hardly one a campaign, which many honest counts are
 * @param threshold the key's share of the significance
 */
public record AllocationHypothesis(
    AllocationKey key,
    int campaigns,
    boolean oneRate,
    @Nullable Double pValue,
    @Nullable Double roundedShares,
    double threshold) {

  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final int SHARES = 4;
  private static final int FEWEST_OF_SHARES = 4;

  /** Two a campaign, of which rounding down has taken what it can of four. */
  private static final double SHARES_EACH = 1.25;

  /** Of more, one period decides by itself, and the ways of rounding are many. */
  private static final int MOST_OF_SHARES = 12;

  public boolean significant() {
    return pValue != null && pValue < threshold;
  }

  /** Whether it is a witness for other periods but for its few conversions. */
  public boolean tooFewToSupport() {
    return oneRate
        && roundedShares == null
        && pValue != null
        && !key.kind().isMetric()
        && campaigns >= FEWEST_OF_SHARES;
  }

  /** Every key that the metric can be held against, in the order in which they are named. */
  public static List<AllocationHypothesis> of(
      Subject subject, List<AllocationKey> keys, double significance) {
    long metrics = keys.stream().filter(key -> key.kind().isMetric()).count();
    List<AllocationHypothesis> tests = new ArrayList<>();
    for (AllocationKey key : keys) {
      double threshold = significance / SHARES / (key.kind().isMetric() ? metrics : 1);
      AllocationHypothesis test = of(subject, key, threshold);
      if (test != null) {
        tests.add(test);
      }
    }
    return tests;
  }

  private static @Nullable AllocationHypothesis of(
      Subject subject, AllocationKey key, double threshold) {
    ValueColumn weights = key.weights();
    BigDecimal unit = subject.money() ? CENT : BigDecimal.ONE;
    int[] weighted = key.weights().positive();
    if (weighted.length < 2 || hasValueWithoutWeight(subject.column(), weights, unit)) {
      return null;
    }
    boolean oneRate = OneRate.holds(subject.column(), weights, unit);
    Double pValue = null;
    // Fractions have no chance law of their own, but what keeps to one rate to its last decimal was
    // computed.
    if (subject.counted()
        && (!subject.fractional() || OneRate.holds(subject.column(), weights, subject.unit()))) {
      pValue = chance(subject, key, weighted, oneRate);
    }
    Double roundedShares =
        subject.counted() && !key.kind().isMetric() && weighted.length >= FEWEST_OF_SHARES
            ? roundedShares(subject, key, weighted, oneRate, pValue)
            : null;
    return new AllocationHypothesis(
        key, weighted.length, oneRate, pValue, roundedShares, threshold);
  }

  private static @Nullable Double roundedShares(
      Subject subject,
      AllocationKey key,
      int[] weighted,
      boolean oneRate,
      @Nullable Double pValue) {
    if (!oneRate || pValue == null) {
      return 1.0;
    }
    double chance = chanceOfShares(subject, key, weighted, pValue);
    boolean few = subject.total().doubleValue() < SHARES_EACH * weighted.length;
    return few && chance < 1 ? null : Double.valueOf(chance);
  }

  private static double chanceOfShares(
      Subject subject, AllocationKey key, int[] weighted, double pValue) {
    if (subject.fractional() || weighted.length > MOST_OF_SHARES) {
      return pValue;
    }
    double[] counts = pick(subject.counts(), weighted);
    double[] weights = pick(key.weights().values, weighted);
    boolean contained = key.kind().counted && within(counts, weights);
    return RoundedShares.chance(counts, weights, contained ? weights : null);
  }

  private static boolean hasValueWithoutWeight(
      ValueColumn column, ValueColumn weights, BigDecimal unit) {
    for (int i = 0; i < weights.size(); i++) {
      if (weights.values[i] <= 0 && column.exact.get(i).compareTo(unit) >= 0) {
        return true;
      }
    }
    return false;
  }

  private static double chance(
      Subject subject, AllocationKey key, int[] weighted, boolean oneRate) {
    double[] counts = pick(subject.counts(), weighted);
    double[] weights = pick(key.weights().values, weighted);
    if (!key.kind().counted) {
      return subject.chance(counts, weights, null, oneRate);
    }
    if (within(counts, weights)) {
      return subject.chance(counts, weights, weights, oneRate);
    }
    if (within(weights, counts)) {
      // The key is a part of these counts: then it is the key that chance would spread.
      return subject.chance(weights, counts, counts, oneRate);
    }
    double independent = subject.chance(counts, weights, null, oneRate);
    return Math.max(independent, chanceOfOverlap(counts, weights));
  }

  /**
   * Two names of nearly one event share most of their counts, and only the rest is left to chance.
   * With C in common, A only here and B only in the key, the deviations from the rate ρ have the
   * part ((1−ρ)²C + A + ρ²B) / T of a Poisson variance.
   */
  private static double chanceOfOverlap(double[] counts, double[] weights) {
    double common = 0;
    for (int i = 0; i < counts.length; i++) {
      common += Math.min(counts[i], weights[i]);
    }
    double total = PointProbability.sum(counts);
    double totalWeight = PointProbability.sum(weights);
    double rate = total / totalWeight;
    double spread =
        ((1 - rate) * (1 - rate) * common + (total - common) + rate * rate * (totalWeight - common))
            / total;
    if (spread >= 1) {
      return 0;
    }
    double[] expected = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      expected[i] = rate * weights[i];
    }
    return ChanceOfEvenness.chiSquared(counts, expected, spread);
  }

  private static boolean within(double[] part, double[] whole) {
    for (int i = 0; i < part.length; i++) {
      if (part[i] > whole[i]) {
        return false;
      }
    }
    return true;
  }

  private static double[] pick(double[] all, int[] indexes) {
    double[] picked = new double[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      picked[i] = all[indexes[i]];
    }
    return picked;
  }
}

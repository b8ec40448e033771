package com.campaignconversions.variance.probability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.campaignconversions.variance.Numbers;
import java.util.Random;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.junit.jupiter.api.Test;

class LatticeTailTest {
  private final Random random = new Random(7);

  @Test
  void addsUpTheSameWaysAsPlainEnumeration() {
    for (int i = 0; i < 60; i++) {
      double[] weights = {random(9) + 1, random(9) + 1, random(9) + 1, random(9) + 1};
      double[] counts = {random(6), random(6), random(6), random(6) + 1};
      double p = ChanceOfEvenness.of(counts, weights, null, true);
      assertThat(p, closeTo(enumerated(counts, weights, null), 0.02));
    }
  }

  @Test
  void addsUpTheSameWaysAsPlainEnumerationWhereOneCountContainsTheOther() {
    for (int i = 0; i < 60; i++) {
      double[] whole = {random(9) + 2, random(9) + 2, random(9) + 2, random(9) + 2};
      double[] counts = new double[4];
      for (int c = 0; c < 4; c++) {
        counts[c] = random((int) whole[c]);
      }
      counts[0] += 1;
      double p = ChanceOfEvenness.of(counts, whole, whole, true);
      assertThat(p, closeTo(enumerated(counts, whole, whole), 0.02));
    }
  }

  @Test
  void keepsTheDigitsOfTinyProbabilities() {
    // 25 campaigns of exactly 20: 500! / 20!^25 / 25^500
    double[] counts = Numbers.each(25, 20);
    double logarithm =
        CombinatoricsUtils.factorialLog(500)
            - 25 * CombinatoricsUtils.factorialLog(20)
            - 500 * Math.log(25);
    double p = ChanceOfEvenness.of(counts, Numbers.each(25, 1), null, true);
    assertThat(Math.log(p), closeTo(logarithm, 1e-9));
  }

  @Test
  void knowsTheChanceOfTwoEqualHalves() {
    double p = ChanceOfEvenness.of(new double[] {10, 10}, new double[] {1, 1}, null, true);
    assertThat(p, closeTo(184756 / 1048576.0, 1e-12));
  }

  @Test
  void doesNotDependOnTheSizeOfTheCounts() {
    // For many conversions the lattice is so fine that χ² is right.
    double[] counts = {1_000_300, 999_800, 1_000_000, 999_900};
    double[] weights = {1, 1, 1, 1};
    double p = ChanceOfEvenness.of(counts, weights, null, false);
    assertThat(p, closeTo(ChanceOfEvenness.chiSquared(counts, Numbers.each(4, 1e6), 1), 1e-4));
  }

  @Test
  void aDistanceOfZeroIsNotAChanceOfZero() {
    double[] counts = {2, 4, 6};
    double p = ChanceOfEvenness.of(counts, counts, null, true);
    assertThat(p, closeTo(enumerated(counts, counts, null), 1e-6));
    assertThat(p, is(lessThan(0.1)));
  }

  private int random(int bound) {
    return random.nextInt(bound);
  }

  /** Every way to spread the total over four campaigns or three. */
  private static double enumerated(
      double[] counts, double[] weights, double @org.jspecify.annotations.Nullable [] whole) {
    int total = (int) PointProbability.sum(counts);
    double limit = distance(counts, weights) * (1 + 1e-9) + 1e-12;
    double tail = 0;
    double all = 0;
    int last = counts.length == 3 ? 0 : total;
    for (int a = 0; a <= total; a++) {
      for (int b = 0; a + b <= total; b++) {
        for (int c = 0; a + b + c <= total; c++) {
          if (last == 0 && a + b + c != total) {
            continue;
          }
          double[] way =
              last == 0
                  ? new double[] {a, b, c}
                  : new double[] {a, b, c, (double) total - a - b - c};
          double p = 1;
          for (int i = 0; i < way.length; i++) {
            p *=
                whole == null
                    ? Math.pow(weights[i], way[i])
                        / CombinatoricsUtils.factorialDouble((int) way[i])
                    : way[i] > whole[i]
                        ? 0
                        : CombinatoricsUtils.binomialCoefficientDouble(
                            (int) whole[i], (int) way[i]);
          }
          all += p;
          tail += distance(way, weights) <= limit ? p : 0;
        }
      }
    }
    return tail / all;
  }

  private static double distance(double[] counts, double[] weights) {
    double share = PointProbability.sum(counts) / PointProbability.sum(weights);
    double distance = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = share * weights[i];
      distance += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return distance;
  }
}

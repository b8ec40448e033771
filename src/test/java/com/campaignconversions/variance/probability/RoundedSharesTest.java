package com.campaignconversions.variance.probability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.campaignconversions.variance.Numbers;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RoundedSharesTest {
  private final Random random = new Random(11);

  /** Of 9 among four, all orders of 3, 2, 2, 2. */
  @Test
  void ofEqualSharesIsTheChanceOfTheMostEvenCounts() {
    double chance = RoundedShares.chance(new double[] {2, 3, 2, 2}, Numbers.each(4, 1), null);

    assertThat(chance, closeTo(4 * 7560 / 262144.0, 1e-12));
  }

  @Test
  void isOneWhereTheCountsAreNoShares() {
    assertThat(RoundedShares.chance(new double[] {1, 3, 2, 3}, Numbers.each(4, 1), null), is(1.0));
    assertThat(
        RoundedShares.chance(new double[] {9, 1, 1}, new double[] {10, 20, 30}, null), is(1.0));
  }

  @Test
  void addsUpTheSameCountsAsPlainEnumeration() {
    for (int i = 0; i < 25; i++) {
      double[] weights = {weight(), weight(), weight(), weight()};
      int total = 3 + random.nextInt(12);
      double[] shares = shares(weights, total);

      double chance = RoundedShares.chance(shares, weights, null);

      assertThat(chance, is(lessThan(1.0)));
      assertThat(chance, closeTo(enumerated(weights, total), 1e-9));
    }
  }

  /** Of three clicks, five and eight, nearly all: far likelier than if clicks did not end. */
  @Test
  void isGreaterWhereTheKeyContainsTheCounts() {
    double[] clicks = {30, 50, 80};
    double[] views = {27, 45, 72};

    assertThat(
        RoundedShares.chance(views, clicks, clicks),
        is(greaterThan(3 * RoundedShares.chance(views, clicks, null))));
  }

  @Test
  void countsCampaignsOfOneWeightInAnyOrder() {
    double[] weights = {10, 10, 40};

    double chance = RoundedShares.chance(new double[] {1, 0, 3}, weights, null);

    assertThat(chance, closeTo(enumerated(weights, 4), 1e-9));
  }

  private double weight() {
    return 1 + random.nextInt(9_000) / 100.0;
  }

  private static double[] shares(double[] weights, int total) {
    double sum = Arrays.stream(weights).sum();
    double[] shares = Arrays.stream(weights).map(w -> Math.floor(total * w / sum)).toArray();
    double left = total - Arrays.stream(shares).sum();
    while (left-- > 0) {
      int largest = 0;
      for (int i = 1; i < shares.length; i++) {
        if (total * weights[i] / sum - shares[i]
            > total * weights[largest] / sum - shares[largest]) {
          largest = i;
        }
      }
      shares[largest]++;
    }
    return shares;
  }

  /** All counts of the total, each tried with many rates. */
  private static double enumerated(double[] weights, int total) {
    double[] counts = new double[weights.length];
    return enumerated(weights, total, counts, 0, total);
  }

  private static double enumerated(
      double[] weights, int total, double[] counts, int campaign, int left) {
    if (campaign == weights.length - 1) {
      counts[campaign] = left;
      return areShares(counts, weights) ? probability(counts, weights, total) : 0;
    }
    double sum = 0;
    for (int count = 0; count <= left; count++) {
      counts[campaign] = count;
      sum += enumerated(weights, total, counts, campaign + 1, left - count);
    }
    return sum;
  }

  private static boolean areShares(double[] counts, double[] weights) {
    double sum = Arrays.stream(weights).sum();
    double total = Arrays.stream(counts).sum();
    int n = weights.length;
    // The width of the remainders is convex in the rate, its least lies where two of them meet.
    for (int step = 0; step <= 4_000; step++) {
      double rate = Math.max(0, (total - n + step / 2_000.0 * n) / sum);
      double low = 1;
      double high = -1;
      for (int i = 0; i < n; i++) {
        double remainder = counts[i] - rate * weights[i];
        low = Math.min(low, remainder);
        high = Math.max(high, remainder);
      }
      if (low > -1 && high < 1 && high - low < 1 + 1e-9) {
        return true;
      }
    }
    return false;
  }

  private static double probability(double[] counts, double[] weights, int total) {
    double sum = Arrays.stream(weights).sum();
    double[] expected = Arrays.stream(weights).map(w -> total * w / sum).toArray();
    return Math.exp(LatticeTail.logOfPoint(counts, expected, null, 0));
  }
}

package com.campaignconversions.variance.probability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChanceOfEvennessTest {

  /** Two conversions land on two campaigns, one each, in two of four ways. */
  @Test
  void oneConversionEachOfTwoCampaigns() {
    assertThat(equal(1, 1), is(closeTo(0.5, 1e-12)));
  }

  /** Three on three campaigns, one each: 3! of 27 ways. */
  @Test
  void oneConversionEachOfThreeCampaigns() {
    assertThat(equal(1, 1, 1), is(closeTo(6.0 / 27, 1e-12)));
  }

  /** Three on two campaigns: (2, 1) and (1, 2) are as close as it gets, six of eight ways. */
  @Test
  void asCloseAsWholeNumbersGet() {
    assertThat(equal(2, 1), is(closeTo(0.75, 1e-12)));
  }

  /** Four on two: (2, 2) is six of sixteen ways, (3, 1) and (1, 3) are eight more. */
  @Test
  void allThatIsAsCloseOrCloserIsAddedUp() {
    assertThat(equal(2, 2), is(closeTo(6.0 / 16, 1e-12)));
    assertThat(equal(3, 1), is(closeTo(14.0 / 16, 1e-12)));
    assertThat(equal(4, 0), is(closeTo(1, 1e-12)));
  }

  /** Expected 2 and 1: exactly these in 3 · (2/3)² · 1/3 of all cases. */
  @Test
  void weightsSayWhatIsExpected() {
    assertThat(
        ChanceOfEvenness.of(new double[] {2, 1}, new double[] {20, 10}, null, true),
        is(closeTo(12.0 / 27, 1e-12)));
  }

  /** Two of the four clicks of two campaigns with two each, one of each: 2 · 2 of 6 ways. */
  @Test
  void aPartOfOthersIsDrawnFromThem() {
    double[] clicks = {2, 2};
    assertThat(
        ChanceOfEvenness.of(new double[] {1, 1}, clicks, clicks, true),
        is(closeTo(4.0 / 6, 1e-12)));
  }

  @Test
  void allOfTheOthersSaysNothing() {
    double[] clicks = {7, 9};
    assertThat(ChanceOfEvenness.of(clicks, clicks, clicks, true), is(1.0));
  }

  @Test
  void oneCampaignSaysNothing() {
    assertThat(equal(20), is(1.0));
  }

  /** The incident: 500 booking steps, 20 for each of 25 campaigns. */
  @Test
  void twentyEachOfTwentyFiveIsNoChance() {
    double[] counts = new double[25];
    Arrays.fill(counts, 20);
    assertThat(equal(counts), is(lessThan(1e-20)));
  }

  /** Of two cells with a difference of 3 and 4 expected each: χ² is 4.5 with one degree. */
  @Test
  void chiSquaredOfTwoCells() {
    double[] expected = {4, 4};
    double tail = 2 * 0.98305257 - 1; // of the normal law, below √4.5 = 2.1213 to both sides
    assertThat(
        ChanceOfEvenness.chiSquared(new double[] {7, 1}, expected, 1), is(closeTo(tail, 1e-4)));
  }

  /** Less than three expected is no cell, and what pools to less than that says nothing. */
  @Test
  void smallCellsArePooled() {
    double[] expected = {4, 4, 1, 1, 1};
    double[] pooled = {4, 4, 3};
    assertThat(
        ChanceOfEvenness.chiSquared(new double[] {6, 3, 0, 2, 0}, expected, 1),
        is(ChanceOfEvenness.chiSquared(new double[] {6, 3, 2}, pooled, 1)));
    assertThat(
        ChanceOfEvenness.chiSquared(new double[] {6, 3, 2}, new double[] {4, 4, 1}, 1),
        is(ChanceOfEvenness.chiSquared(new double[] {6, 3}, new double[] {4, 4}, 1)));
    assertThat(ChanceOfEvenness.chiSquared(new double[] {6, 3}, new double[] {4, 1}, 1), is(1.0));
  }

  /** D is 1 + ¼ + ⅓, and with two degrees of freedom the tail is 1 − e^(−D/2). */
  @Test
  void chiSquaredOfThreeCells() {
    assertThat(
        ChanceOfEvenness.chiSquared(new double[] {6, 3, 2}, new double[] {4, 4, 3}, 1),
        is(closeTo(1 - Math.exp(-(1 + 1 / 4.0 + 1 / 3.0) / 2), 1e-9)));
  }

  /** Half of a Poisson variance needs twice the expectation for a cell, and doubles D. */
  @Test
  void aPartOfAVarianceAsksForMoreInACell() {
    assertThat(ChanceOfEvenness.chiSquared(new double[] {6, 2}, new double[] {4, 4}, 0.5), is(1.0));
    assertThat(
        ChanceOfEvenness.chiSquared(new double[] {8, 4, 6}, new double[] {6, 6, 6}, 0.5),
        is(closeTo(1 - Math.exp(-4 / 3.0), 1e-9)));
  }

  @Test
  void exactlyThreeAreEnoughForACell() {
    assertThat(
        ChanceOfEvenness.chiSquared(new double[] {4, 2, 3}, new double[] {3, 3, 3}, 1),
        is(closeTo(1 - Math.exp(-1 / 3.0), 1e-9)));
  }

  @Test
  void thePointOfWeightedAndContainedValues() {
    assertThat(
        ChanceOfEvenness.ofPoint(new double[] {2, 1}, new double[] {20, 10}, null),
        is(closeTo(12.0 / 27, 1e-9)));
    assertThat(
        ChanceOfEvenness.ofPoint(new double[] {1, 1}, new double[] {2, 2}, new double[] {2, 2}),
        is(closeTo(4.0 / 6, 1e-9)));
  }

  @Test
  void fractionsHaveTheChanceOfTheirPoint() {
    assertThat(
        ChanceOfEvenness.ofPoint(new double[] {1, 1}, new double[] {1, 1}, null),
        is(closeTo(0.5, 1e-9)));
    assertThat(ChanceOfEvenness.ofPoint(new double[] {1.5}, new double[] {1}, null), is(1.0));
    assertThat(
        ChanceOfEvenness.ofPoint(new double[] {2, 2}, new double[] {2, 2}, new double[] {2, 2}),
        is(1.0));
  }

  private static double equal(double... counts) {
    double[] weights = new double[counts.length];
    Arrays.fill(weights, 1);
    return ChanceOfEvenness.of(counts, weights, null, true);
  }
}

package com.campaignconversions.variance.detection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class PricePerResultTest {

  /** Ten euros a lead, wherever it came from. */
  @Test
  void aFixedPriceExplainsItsCounts() {
    assertThat(
        explains(new double[] {3, 7, 12, 40, 90}, new double[] {30, 70, 120, 400, 900}), is(true));
  }

  /** Each pays some 3 % more or less than ten euros: the greater the count, the more is left. */
  @Test
  void aPriceThatVariesALittleExplainsThemToo() {
    assertThat(
        explains(
            new double[] {100, 200, 400, 800, 1600}, new double[] {1030, 1950, 4080, 7800, 16_300}),
        is(true));
  }

  /** A hundredth of each spend, rounded: remainders of half a unit, however large the count. */
  @Test
  void aDivisionLeavesRemaindersOfLessThanAUnit() {
    assertThat(
        explains(
            new double[] {12, 23, 35, 8, 51, 170},
            new double[] {1234, 2345, 3456, 777, 5120, 17_040}),
        is(false));
  }

  private static boolean explains(double[] counts, double[] spend) {
    return PricePerResult.explains(counts, spend);
  }
}

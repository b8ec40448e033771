package com.campaignconversions.variance.probability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class BinomialsTest {

  /** Of the eight ways in which three coins fall, four show two heads or more, one shows three. */
  @Test
  void atLeastSoManyHeads() {
    assertThat(Binomials.upperTail(3, 0.5, 2), is(closeTo(0.5, 1e-12)));
    assertThat(Binomials.upperTail(3, 0.5, 3), is(closeTo(0.125, 1e-12)));
    assertThat(Binomials.upperTail(3, 0.5, 1), is(closeTo(0.875, 1e-12)));
  }

  @Test
  void atLeastNoneIsCertain() {
    assertThat(Binomials.upperTail(3, 0.5, 0), is(1.0));
  }

  /** 1 less the rest would be 0 in doubles. */
  @Test
  void rareTailsKeepTheirDigits() {
    assertThat(Binomials.upperTail(100, 0.1, 100) / 1e-100, is(closeTo(1, 1e-9)));
  }
}

package com.campaignconversions.variance.probability;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class PointProbabilityTest {
  private static final double EXACT = 1e-12;

  /** Of Poisson's law with mean 2: e⁻² · 2³ / 3!. */
  @Test
  void threeOfAMeanOfTwo() {
    assertThat(
        Math.exp(PointProbability.logPoisson(3, 2)), is(closeTo(Math.exp(-2) * 8 / 6, EXACT)));
    assertThat(PointProbability.logPoisson(0, 2), is(-2.0));
  }

  /** Near its mean the law has the value of the normal density, 1/√(2π·mean), less 1/(12·mean). */
  @Test
  void aMillionOfAMeanOfAMillion() {
    double density = 1 / Math.sqrt(2 * Math.PI * 1e6);
    assertThat(
        Math.exp(PointProbability.logPoisson(1e6, 1e6)),
        is(closeTo(density * (1 - 1 / 12e6), density * 1e-12)));
  }

  /** By the gamma function: x ln m − m − ln Γ(x + 1). */
  @Test
  void fractionsAndLargeCountsByTheGammaFunction() {
    assertThat(PointProbability.logPoisson(2.5, 2), is(closeTo(-1.4681056509472106, 1e-10)));
    assertThat(PointProbability.logPoisson(2.5, 2.5), is(closeTo(-1.410246772661686, 1e-10)));
    assertThat(PointProbability.logPoisson(40, 40), is(closeTo(-2.7654615501999302, 1e-10)));
    assertThat(PointProbability.logPoisson(40, 90), is(closeTo(-20.328252901546776, 1e-10)));
  }

  /** Ten of the 32 ways in which five coins fall show two heads. */
  @Test
  void twoHeadsOfFiveCoins() {
    assertThat(Math.exp(PointProbability.logBinomial(2, 5, 0.5)), is(closeTo(10.0 / 32, EXACT)));
  }

  @Test
  void allAndNoneOfTheTrials() {
    assertThat(Math.exp(PointProbability.logBinomial(0, 3, 0.25)), is(closeTo(27.0 / 64, EXACT)));
    assertThat(Math.exp(PointProbability.logBinomial(3, 3, 0.25)), is(closeTo(1.0 / 64, EXACT)));
  }

  @Test
  void lessThanNoneAndMoreThanAllCannotBe() {
    assertThat(PointProbability.logBinomial(-1, 3, 0.5), is(Double.NEGATIVE_INFINITY));
    assertThat(PointProbability.logBinomial(4, 3, 0.5), is(Double.NEGATIVE_INFINITY));
  }

  @Test
  void waysToChooseSomeOfMany() {
    assertThat(Math.exp(PointProbability.logChoose(5, 2)), is(closeTo(10, 1e-10)));
    assertThat(Math.exp(PointProbability.logChoose(52, 5)), is(closeTo(2_598_960, 1e-5)));
    assertThat(PointProbability.logChoose(7, 0), is(0.0));
    assertThat(PointProbability.logChoose(7, 7), is(0.0));
  }

  @Test
  void numbersAreSummedUp() {
    assertThat(PointProbability.sum(new double[] {1, 2.5, 3}), is(6.5));
    assertThat(PointProbability.sum(new double[0]), is(0.0));
  }
}

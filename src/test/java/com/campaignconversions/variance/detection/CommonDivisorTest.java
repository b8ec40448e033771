package com.campaignconversions.variance.detection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.campaignconversions.variance.Numbers;
import com.campaignconversions.variance.numbers.ValueColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommonDivisorTest {
  private static final double ALPHA = 0.001;

  /** Nine divisors are tried, and each of ten counts is a multiple of 4 with a chance of 1/4. */
  @Test
  void tenMultiplesOfFour() {
    CommonDivisor.Shared shared = find(4, 8, 12, 20, 28, 36, 44, 52, 60, 68).orElseThrow();
    assertThat(shared.divisor(), is(4));
    assertThat(shared.multiples(), is(10));
    assertThat(shared.positive(), is(10));
    assertThat(shared.pValue(), is(closeTo(9 * Math.pow(4, -10), 1e-12)));
  }

  /** Tens are multiples of 2 and 5 too; what chance does most rarely is told. */
  @Test
  void theLargestDivisorIsTen() {
    assertThat(find(10, 30, 70, 90, 110, 130).orElseThrow().divisor(), is(10));
  }

  /** Twelve even counts alone are no proof, at nine divisors; beside multiples of 4 they are. */
  @Test
  void tooFewToTellAloneAreToldBesideAMultipliedMetric() {
    ValueColumn even = column(2, 4, 6, 12, 8, 2, 10, 4, 8, 10, 2, 4);
    assertThat(CommonDivisor.find(even, ALPHA), is(Optional.empty()));

    CommonDivisor.Shared shared = CommonDivisor.findBeside(even, 4).orElseThrow();
    assertThat(shared.divisor(), is(2));
    assertThat(shared.pValue(), is(closeTo(3 * Math.pow(2, -12), 1e-9)));
    assertThat(CommonDivisor.findBeside(even, 3).isPresent(), is(false));
    assertThat(
        CommonDivisor.findBeside(column(2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2), 2),
        is(Optional.empty()));
  }

  /**
   * Of 60,000 real metrics beside a multiplied one at most 0.2 % may be accused, which is the bar
   * of the verdicts; seeded, Poisson counts of 3 to 40 campaigns with log-normal means.
   */
  @Test
  void realCountsBesideAMultipliedMetricAreHardlyEverAccused() {
    Random random = new Random(20_251_127);
    int metrics = 60_000;
    int accused = 0;
    for (int i = 0; i < metrics; i++) {
      int campaigns = 3 + random.nextInt(38);
      double level = Math.exp(5 * random.nextDouble());
      List<BigDecimal> counts = new ArrayList<>();
      for (int campaign = 0; campaign < campaigns; campaign++) {
        counts.add(BigDecimal.valueOf(poisson(random, level * Math.exp(random.nextGaussian()))));
      }
      int beside = 2 + random.nextInt(9);
      accused += CommonDivisor.findBeside(ValueColumn.of(counts), beside).isPresent() ? 1 : 0;
    }
    assertThat(accused * 1000.0 / metrics, is(lessThanOrEqualTo(2.0)));
  }

  private static long poisson(Random random, double mean) {
    if (mean > 30) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    long count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  private static ValueColumn column(int... values) {
    return ValueColumn.of(IntStream.of(values).mapToObj(BigDecimal::valueOf).toList());
  }

  @Test
  void exactlyATenthMayBeNone() {
    assertThat(find(8, 16, 24, 40, 56, 64, 72, 80, 88, 7).orElseThrow().multiples(), is(9));
  }

  @Test
  void countsBeyondALongAreDividedToo() {
    List<BigDecimal> huge = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      huge.add(BigDecimal.TEN.pow(30).add(BigDecimal.valueOf(4L * i)));
    }
    assertThat(CommonDivisor.find(ValueColumn.of(huge), ALPHA).orElseThrow().divisor(), is(4));
    huge.replaceAll(value -> value.add(BigDecimal.ONE));
    assertThat(CommonDivisor.find(ValueColumn.of(huge), ALPHA), is(Optional.empty()));
  }

  @Test
  void zerosAreNobodysMultiples() {
    CommonDivisor.Shared shared = find(0, 0, 4, 8, 12, 20, 28, 36, 44, 52, 60, 68).orElseThrow();
    assertThat(shared.positive(), is(10));
  }

  /** Ten of eleven, or all: 11 · ¾ · 4⁻¹⁰ + 4⁻¹¹, nine times. */
  @Test
  void aTenthMayBeNone() {
    CommonDivisor.Shared shared = find(4, 8, 12, 20, 28, 36, 44, 52, 60, 68, 7).orElseThrow();
    assertThat(shared.multiples(), is(10));
    assertThat(
        shared.pValue(), is(closeTo(9 * (11 * 0.75 * Math.pow(4, -10) + Math.pow(4, -11)), 1e-12)));
    assertThat(find(4, 8, 12, 20, 28, 36, 44, 52, 60, 68, 7, 9), is(Optional.empty()));
  }

  /** Eight even counts: 9/256 is more than the significance. */
  @Test
  void fewEvenCountsAreChance() {
    assertThat(find(2, 4, 6, 10, 14, 22, 26, 34), is(Optional.empty()));
  }

  /** One value for all is a division's business, not a factor's. */
  @Test
  void equalCountsAreNotTakenForMultiples() {
    assertThat(find(Numbers.each(30, 20)), is(Optional.empty()));
  }

  @Test
  void noCountsAtAllHaveNone() {
    assertThat(find(0, 0, 0), is(Optional.empty()));
  }

  private static Optional<CommonDivisor.Shared> find(double... counts) {
    return CommonDivisor.find(ValueColumn.of(Numbers.decimals(counts)), ALPHA);
  }
}

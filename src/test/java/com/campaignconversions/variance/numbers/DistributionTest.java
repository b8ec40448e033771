package com.campaignconversions.variance.numbers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.variance.Judge;
import com.campaignconversions.variance.Numbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DistributionTest {

  @Property(tries = 200)
  void theOrderOfTheCampaignsChangesNoDigit(
      @ForAll @Size(min = 2, max = 30)
          List<@BigRange(min = "0", max = "1000000000000") @Scale(4) BigDecimal> values,
      @ForAll Random random) {
    List<BigDecimal> shuffled = new ArrayList<>(values);
    Collections.shuffle(shuffled, random);
    assertThat(Distribution.of(shuffled).toString(), is(Distribution.of(values).toString()));
  }

  @Property(tries = 200)
  void theOrderOfTheCampaignsChangesNoJudgement(
      @ForAll @Size(min = 2, max = 12)
          List<@net.jqwik.api.constraints.IntRange(max = 60) Integer> counts,
      @ForAll Random random) {
    double[] values = counts.stream().mapToDouble(Integer::doubleValue).toArray();
    double[] clicks = counts.stream().mapToDouble(count -> 7.0 * count + 3).toArray();
    PeriodNumbers numbers =
        Numbers.of(values.length)
            .spend(clicks)
            .clicks(clicks)
            .count("searches", values)
            .count("leads", java.util.Arrays.stream(values).map(x -> Math.floor(x / 3)).toArray())
            .numbers();
    PeriodNumbers shuffled = shuffled(numbers, random);
    assertThat(
        Judge.judge(shuffled, List.of(), Numbers.ALPHA),
        is(Judge.judge(numbers, List.of(), Numbers.ALPHA)));
    assertThat(ContentDigest.of(shuffled), is(ContentDigest.of(numbers)));
  }

  @Test
  void aHundredThousandCountsOfEighteenDigitsAreExact() {
    Random random = new Random(3);
    List<BigDecimal> values = new ArrayList<>();
    BigInteger sum = BigInteger.ZERO;
    BigInteger squares = BigInteger.ZERO;
    for (int i = 0; i < 100_000; i++) {
      BigInteger value = BigInteger.valueOf(100_000_000_000_000_000L + (random.nextLong() >>> 4));
      values.add(new BigDecimal(value));
      sum = sum.add(value);
      squares = squares.add(value.multiply(value));
    }
    BigInteger n = BigInteger.valueOf(100_000);
    BigDecimal variance =
        new BigDecimal(squares.multiply(n).subtract(sum.multiply(sum)))
            .divide(new BigDecimal(n.multiply(n.subtract(BigInteger.ONE))), new MathContext(200));
    Distribution spread = Distribution.of(values);
    assertThat(spread.total(), is(new BigDecimal(sum)));
    assertThat(
        spread.mean(), is(new BigDecimal(sum).divide(new BigDecimal(n), 10, RoundingMode.HALF_UP)));
    assertThat(
        Objects.requireNonNull(spread.stddev()),
        is(variance.sqrt(new MathContext(120)).setScale(10, RoundingMode.HALF_UP)));
  }

  @Test
  void roundsTheRootHalfUpOnce() {
    // √2/… of 1 and 2 is 0.70710678118…
    assertThat(
        Distribution.of(Numbers.decimals(1, 2)).stddev(), is(new BigDecimal("0.7071067812")));
    assertThat(Distribution.of(Numbers.decimals(20, 20, 20)).stddev(), is(new BigDecimal("0E-10")));
  }

  private static PeriodNumbers shuffled(PeriodNumbers numbers, Random random) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < numbers.campaignIds().size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    return new PeriodNumbers(
        picked(numbers.campaignIds(), order),
        picked(numbers.spend(), order),
        picked(numbers.impressions(), order),
        picked(numbers.clicks(), order),
        numbers.metrics().stream()
            .map(
                metric ->
                    new PeriodNumbers.MetricNumbers(
                        metric.metric(),
                        metric.money(),
                        metric.after(),
                        picked(Objects.requireNonNull(metric.values()), order),
                        metric.accountTotal(),
                        metric.notCompared(),
                        metric.known(),
                        metric.tolerance(),
                        metric.count()))
            .toList(),
        numbers.chargedPerResult());
  }

  private static <T extends @org.jspecify.annotations.Nullable Object> List<T> picked(
      List<T> list, List<Integer> order) {
    List<T> picked = new ArrayList<>();
    order.forEach(position -> picked.add(list.get(position)));
    return picked;
  }
}

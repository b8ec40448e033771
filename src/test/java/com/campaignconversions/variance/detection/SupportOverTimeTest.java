package com.campaignconversions.variance.detection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.Period;
import com.campaignconversions.variance.Numbers;
import com.campaignconversions.variance.detection.AllocationKey.KeyKind;
import com.campaignconversions.variance.detection.SupportOverTime.Multiples;
import com.campaignconversions.variance.detection.SupportOverTime.Series;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.EarlierPeriod.EarlierMetric;
import com.campaignconversions.variance.numbers.SplitChances;
import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.numbers.ValueColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SupportOverTimeTest {
  private static final double ALPHA = 1e-4;

  @Test
  void multipliesTheChancesOfPeriodsInARow() {
    Series series = shares(0.1, before(9, 0.1), before(12, 0.2)).orElseThrow();

    assertThat(series.periods(), is(3));
    assertThat(series.chance(), closeTo(0.1 * 0.1 * 0.2, 1e-12));
    assertThat(series.first(), is(Period.parse("2025-W02")));
  }

  @Test
  void endsWhereAPeriodLooksReal() {
    Series series = shares(0.1, before(9, 0.1), before(12, 1.0), before(8, 0.1)).orElseThrow();

    assertThat(series.periods(), is(2));
  }

  @Test
  void goesPastPeriodsThatCannotTell() {
    Series series = shares(0.1, before(9, null), before(12, 0.1)).orElseThrow();

    assertThat(series.periods(), is(2));
  }

  @Test
  void looksAtThirteenPeriodsAtMost() {
    EarlierPeriod[] many = new EarlierPeriod[20];
    for (int i = 0; i < many.length; i++) {
      many[i] = before(8 + i % 5, 0.5);
    }

    assertThat(shares(0.5, many).orElseThrow().periods(), is(13));
  }

  @Test
  void needsEightPeriodsHoweverSmallTheChance() {
    EarlierPeriod[] six = six(0.001, 8, 14, 9, 22, 11, 17);

    assertThat(shares(0.001, six).orElseThrow().conclusive(ALPHA), is(false));
    assertThat(shares(0.001, six).orElseThrow().lacking(ALPHA), is(OptionalInt.of(1)));
  }

  @Test
  void saysHowManyPeriodsAreLacking() {
    // 0.4¹¹ is the first power below 1/10,000.
    assertThat(
        shares(0.4, six(0.4, 8, 14, 9, 22, 11, 17)).orElseThrow().lacking(ALPHA),
        is(OptionalInt.of(4)));
    assertThat(shares(0.9).orElseThrow().lacking(ALPHA), is(OptionalInt.empty()));
  }

  /** Paused at two leads a campaign: the totals are as even as the campaigns. */
  @Test
  void accusesNobodyWhoseTotalsAreAsSteady() {
    EarlierPeriod[] steady = new EarlierPeriod[9];
    EarlierPeriod[] real = new EarlierPeriod[9];
    for (int i = 0; i < steady.length; i++) {
      steady[i] = before(9 + i % 2, 0.1);
      real[i] = before(9 + 3 * (i % 4), 0.1);
    }

    assertThat(shares(0.1, steady).orElseThrow().conclusive(ALPHA), is(false));
    assertThat(shares(0.1, real).orElseThrow().conclusive(ALPHA), is(true));
  }

  @Test
  void findsTheDivisorOfAllPeriods() {
    Multiples multiples =
        SupportOverTime.multiples(
                "leads", divisible(4, 12), List.of(withDivisor(3, 4), withDivisor(2, 2)))
            .orElseThrow();

    assertThat(multiples.divisor(), is(2));
    assertThat(multiples.values(), is(9L));
    assertThat(multiples.series().periods(), is(3));
    assertThat(multiples.series().chance(), closeTo(9 * Math.pow(2, -9), 1e-12));
  }

  @Test
  void hasNoDivisorWhereThisPeriodHasNone() {
    List<EarlierPeriod> earlier = List.of(withDivisor(3, 4));

    assertThat(SupportOverTime.multiples("leads", divisible(4, 1), earlier), is(Optional.empty()));
    assertThat(
        SupportOverTime.multiples("leads", SplitChances.NONE, earlier), is(Optional.empty()));
  }

  private static EarlierPeriod[] six(double chance, double... totals) {
    List<EarlierPeriod> periods = new ArrayList<>();
    for (double total : totals) {
      periods.add(before(total, chance));
    }
    return periods.toArray(new EarlierPeriod[0]);
  }

  private static Optional<Series> shares(double own, EarlierPeriod... latestFirst) {
    AllocationKey equal =
        new AllocationKey(
            "equal", KeyKind.EQUAL, ValueColumn.of(Numbers.decimals(Numbers.each(4, 1))));
    Subject leads = Subject.known(Numbers.of(4).count("leads", 3, 3, 2, 2).numbers()).get(0);
    return SupportOverTime.shares(
        leads,
        new AllocationHypothesis(equal, 4, true, own, own, ALPHA / 4),
        BigDecimal.valueOf(4),
        List.of(numbered(latestFirst)));
  }

  /** The latest is week 3 of 2025, where there are two. */
  private static EarlierPeriod[] numbered(EarlierPeriod[] latestFirst) {
    EarlierPeriod[] numbered = new EarlierPeriod[latestFirst.length];
    for (int i = 0; i < latestFirst.length; i++) {
      EarlierPeriod period = latestFirst[i];
      numbered[i] =
          new EarlierPeriod(
              Period.parse("2025-W%02d".formatted(latestFirst.length + 1 - i)),
              "",
              true,
              true,
              4,
              null,
              null,
              null,
              period.metrics());
    }
    return numbered;
  }

  private static EarlierPeriod before(double total, @Nullable Double chance) {
    return earlier(total, new SplitChances(chance, null, null, null, 4, null));
  }

  private static EarlierPeriod withDivisor(long reporting, long divisor) {
    return earlier(20, divisible(reporting, divisor));
  }

  private static SplitChances divisible(long reporting, long divisor) {
    return new SplitChances(1.0, null, null, null, reporting, divisor);
  }

  private static EarlierPeriod earlier(double total, SplitChances chances) {
    return new EarlierPeriod(
        Period.parse("2025-W01"),
        "",
        true,
        true,
        4,
        null,
        null,
        null,
        Map.of("leads", new EarlierMetric(BigDecimal.valueOf(total), chances)));
  }
}

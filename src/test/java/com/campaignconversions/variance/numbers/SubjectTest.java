package com.campaignconversions.variance.numbers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.variance.Numbers;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class SubjectTest {

  @Test
  void onlyKnownMetricsAreLookedAt() {
    PeriodNumbers numbers = Numbers.of(2).count("leads", 1, 2).unknownCount("calls").numbers();
    assertThat(Subject.known(numbers).stream().map(Subject::name).toList(), contains("leads"));
  }

  @Test
  void theUnitIsThatOfTheLastDecimal() {
    assertThat(count(1, 2).unit(), is(BigDecimal.ONE));
    assertThat(count(1, 2.5).unit(), is(new BigDecimal("0.1")));
    assertThat(count(1, 2.25).unit(), is(new BigDecimal("0.01")));
  }

  @Test
  void eventsAreCountedAlsoInFractionsButNotBelowZero() {
    assertThat(count(1, 2).counted(), is(true));
    assertThat(count(1, 2.5).counted(), is(true));
    assertThat(count(1, 2.5).fractional(), is(true));
    assertThat(count(1, -2).counted(), is(false));
    assertThat(count(0, 0).counted(), is(false));
    assertThat(money(1, 2.5).counted(), is(false));
    assertThat(money(1, 2.5).fractional(), is(false));
  }

  @Test
  void moneyIsHeldAgainstMoneyOnlyAndCountsAgainstBoth() {
    assertThat(count(1, 2).mayBeKeyOf(count(3, 5)), is(true));
    assertThat(money(1, 2).mayBeKeyOf(money(3, 5)), is(true));
    assertThat(money(1, 2).mayBeKeyOf(count(3, 5)), is(true));
    assertThat(count(1, 2).mayBeKeyOf(money(3, 5)), is(false));
  }

  @Test
  void whatIsZeroNegativeOrTheSameIsNoKey() {
    assertThat(count(0, 0).mayBeKeyOf(count(3, 5)), is(false));
    assertThat(count(-1, 2).mayBeKeyOf(count(3, 5)), is(false));
    assertThat(count(3, 5).mayBeKeyOf(count(3, 5)), is(false));
  }

  private static Subject count(double... values) {
    return Subject.known(Numbers.of(values.length).count("leads", values).numbers()).get(0);
  }

  private static Subject money(double... values) {
    return Subject.known(Numbers.of(values.length).money("revenue", values).numbers()).get(0);
  }
}

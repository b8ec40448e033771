package com.campaignconversions.variance.detection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.variance.Numbers;
import com.campaignconversions.variance.numbers.ValueColumn;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneRateTest {
  private static final BigDecimal CENT = new BigDecimal("0.01");

  @Test
  void countsThatAreATenthOfTheirWeightsAreOneRate() {
    assertThat(holds(column(10, 20, 30), column(100, 200, 300), BigDecimal.ONE), is(true));
  }

  /** Rates from 0.09 to 0.11, from 0.1 to 0.11, and from 0.0967 to 0.1033 have 0.102 in common. */
  @Test
  void aCountOffByLessThanOneIsOneRateStill() {
    assertThat(holds(column(10, 21, 30), column(100, 200, 300), BigDecimal.ONE), is(true));
  }

  /** 24 of 200 is at least 0.115, 10 of 100 at most 0.11. */
  @Test
  void aCountOffByMoreThanOneIsNot() {
    assertThat(holds(column(10, 24, 30), column(100, 200, 300), BigDecimal.ONE), is(false));
  }

  /** Between 10 and 12 lies 11, which is a whole unit from both: less than one is asked for. */
  @Test
  void twoUnitsApartIsNotWithinOneOfAnything() {
    assertThat(holds(column(10, 12), column(1, 1), BigDecimal.ONE), is(false));
    assertThat(holds(column(10, 11), column(1, 1), BigDecimal.ONE), is(true));
  }

  @Test
  void moneyIsHeldToTheCent() {
    assertThat(holds(column(10.00, 10.01), column(1, 1), CENT), is(true));
    assertThat(holds(column(10.00, 10.02), column(1, 1), CENT), is(false));
  }

  @Test
  void aValueWithoutAWeightIsNoRateOfIt() {
    assertThat(holds(column(10, 20, 1), column(100, 200, 0), BigDecimal.ONE), is(false));
    assertThat(holds(column(10, 20, 0), column(100, 200, 0), BigDecimal.ONE), is(true));
    assertThat(holds(column(10, 20, 0.5), column(100, 200, 0), BigDecimal.ONE), is(true));
  }

  @Test
  void oneWeightAloneIsAnyRate() {
    assertThat(holds(column(10, 0), column(100, 0), BigDecimal.ONE), is(false));
  }

  /** As doubles the two bounds are the same number; the decimals tell them apart. */
  @Test
  void decimalsDecideWhereDoublesCannot() {
    ValueColumn weights = column(1, 1);
    BigDecimal unit = BigDecimal.ONE;
    ValueColumn touching =
        ValueColumn.of(List.of(new BigDecimal("1000000000000"), new BigDecimal("1000000000002")));
    ValueColumn within =
        ValueColumn.of(
            List.of(new BigDecimal("1000000000000"), new BigDecimal("1000000000001.999999")));
    assertThat(OneRate.holds(touching, weights, unit), is(false));
    assertThat(OneRate.holds(within, weights, unit), is(true));
  }

  private static boolean holds(ValueColumn values, ValueColumn weights, BigDecimal unit) {
    return OneRate.holds(values, weights, unit);
  }

  private static ValueColumn column(double... values) {
    return ValueColumn.of(Numbers.decimals(values));
  }
}

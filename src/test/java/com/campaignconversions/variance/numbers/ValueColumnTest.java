package com.campaignconversions.variance.numbers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ValueColumnTest {

  @Test
  void positionsOfWhatIsAboveZero() {
    assertThat(column("0", "3", "-1", "0.5").positive(), is(new int[] {1, 3}));
  }

  @Test
  void zerosAtTheEndAreNoDecimals() {
    assertThat(column("20.00", "3").hasFractions(), is(false));
    assertThat(column("20.50", "3").decimals(), is(1));
    assertThat(column("2E+3").decimals(), is(0));
  }

  @Test
  void aNumberBelowZeroIsSeen() {
    assertThat(column("1", "0").hasNegatives(), is(false));
    assertThat(column("1", "-0.01").hasNegatives(), is(true));
  }

  @Test
  void twentyIsTwentyWithDecimals() {
    assertThat(column("20", "1").sameAs(column("20.00", "1")), is(true));
    assertThat(column("20", "1").sameAs(column("20", "2")), is(false));
  }

  /** As doubles the two are one number. */
  @Test
  void theLastDigitTellsApart() {
    assertThat(column("10000000000000000").sameAs(column("10000000000000001")), is(false));
  }

  @Test
  void noCampaignHasMoreThanInTheWhole() {
    assertThat(column("1", "2").withinEvery(column("1", "3")), is(true));
    assertThat(column("1", "4").withinEvery(column("1", "3")), is(false));
  }

  @Test
  void unknownIsNoShare() {
    assertThat(
        ValueColumn.ofKnown(Arrays.asList(null, BigDecimal.TEN)).values, is(new double[] {0, 10}));
  }

  private static ValueColumn column(String... values) {
    return ValueColumn.of(Stream.of(values).map(BigDecimal::new).toList());
  }
}

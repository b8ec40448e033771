package com.campaignconversions.forecast;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.forecast.Settling.Seen;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private static List<Seen> seen(int... ageAndTotal) {
    List<Seen> seen = new ArrayList<>();
    for (int i = 0; i < ageAndTotal.length; i += 2) {
      seen.add(new Seen(ageAndTotal[i], BigDecimal.valueOf(ageAndTotal[i + 1])));
    }
    return seen;
  }

  private static Settling settling(String percent, long days) {
    return new Settling(new BigDecimal(percent), days);
  }

  @Test
  void itSettlesWhereItIsWithinAHundredthForGood() {
    assertThat(
        Settling.of(
            seen(-3, 300, 2, 900, 5, 995, 8, 980, 12, 991, 30, 1000), BigDecimal.valueOf(1000)),
        is(settling("10.0", 12)));
  }

  @Test
  void whatDidNotMoveAfterTheEndIsFinalAtOnce() {
    assertThat(Settling.of(seen(-3, 300, 1, 500), BigDecimal.valueOf(500)), is(settling("0.0", 1)));
    assertThat(Settling.of(seen(-3, 500), BigDecimal.valueOf(500)), is(settling("0", 0)));
    assertThat(Settling.of(seen(1, 500), BigDecimal.valueOf(500)), is(settling("0.0", 0)));
  }

  @Test
  void whatWasReadLateTellsNothing() {
    assertThat(Settling.of(seen(8, 900, 30, 1000), BigDecimal.valueOf(1000)), is(nullValue()));
    assertThat(Settling.of(seen(), BigDecimal.ONE), is(nullValue()));
  }

  @Test
  void whatWasTakenBackMovedWholly() {
    assertThat(Settling.of(seen(1, 4, 9, 0), BigDecimal.ZERO), is(settling("100", 9)));
  }

  @Test
  void theMedianOfTwoIsTheGreater() {
    assertThat(
        Settling.usual(List.of(settling("3", 9), settling("1", 2))),
        is(new Settling.Usual(2, new BigDecimal("3"), new BigDecimal("3"), 9, 9)));
  }
}

package com.campaignconversions.variance.numbers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.variance.Numbers;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentDigestTest {
  private static final PeriodNumbers NUMBERS =
      Numbers.of(2).count("leads", 20, 30).count("calls", 4, 5).numbers();

  @Test
  void hasTheSameDigitsInEveryVersionOfTheProduct() {
    assertThat(
        ContentDigest.of(Numbers.of(1).count("leads", 20).numbers()),
        is("306b79b4bf6896bbddb610e7e4d2d8cb"));
  }

  @Test
  void theOrderOfMetricsDoesNotMatter() {
    assertThat(
        ContentDigest.of(Numbers.of(2).count("calls", 4, 5).count("leads", 20, 30).numbers()),
        is(ContentDigest.of(NUMBERS)));
  }

  @Test
  void anyOtherValueNameOrCampaignDoes() {
    assertThat(
        ContentDigest.of(Numbers.of(2).count("leads", 20, 30).count("calls", 5, 4).numbers()),
        is(not(ContentDigest.of(NUMBERS))));
    assertThat(
        ContentDigest.of(Numbers.of(2).count("lead", 20, 30).count("calls", 4, 5).numbers()),
        is(not(ContentDigest.of(NUMBERS))));
    assertThat(
        ContentDigest.of(
            new PeriodNumbers(
                List.of("c000000", "other"),
                NUMBERS.spend(),
                NUMBERS.impressions(),
                NUMBERS.clicks(),
                NUMBERS.metrics(),
                false)),
        is(not(ContentDigest.of(NUMBERS))));
  }

  /** Run together, 2 and 03 would be 20 and 3. */
  @Test
  void valuesDoNotRunTogether() {
    assertThat(
        ContentDigest.of(Numbers.of(2).count("leads", 1, 23).numbers()),
        is(not(ContentDigest.of(Numbers.of(2).count("leads", 12, 3).numbers()))));
  }

  @Test
  void unknownIsNotZeroAndTwentyIsTwenty() {
    assertThat(
        ContentDigest.of(Numbers.of(1).unknownCount("leads").numbers()),
        is(not(ContentDigest.of(Numbers.of(1).count("leads", 0).numbers()))));
    assertThat(
        ContentDigest.of(Numbers.of(1).count("leads", List.of(new BigDecimal("20.00"))).numbers()),
        is(ContentDigest.of(Numbers.of(1).count("leads", 20).numbers())));
  }
}

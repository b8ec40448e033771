package com.campaignconversions.variance.detection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.Period;
import com.campaignconversions.variance.Numbers;
import com.campaignconversions.variance.numbers.ContentDigest;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.probability.PointProbability;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopiedTest {
  private static final double ALPHA = 0.001;
  private static final PeriodNumbers NUMBERS = Numbers.of(3).count("leads", 20, 30, 40).numbers();

  @Test
  void theSameCountsOfThreeCampaignsWereCopied() {
    EarlierPeriod october = earlier("2025-10", ContentDigest.of(NUMBERS));
    Copied.Original original = find(NUMBERS, october).orElseThrow();
    assertThat(original.period(), is(october));
    double chance =
        PointProbability.logPoisson(20, 20)
            + PointProbability.logPoisson(30, 30)
            + PointProbability.logPoisson(40, 40);
    assertThat(original.pValue(), is(closeTo(Math.exp(chance), 1e-12)));
  }

  @Test
  void otherCountsWereNot() {
    PeriodNumbers other = Numbers.of(3).count("leads", 20, 30, 41).numbers();
    assertThat(find(other, earlier("2025-10", ContentDigest.of(NUMBERS))), is(Optional.empty()));
  }

  /** Each of three campaigns has one lead again with a chance of 0.37. */
  @Test
  void ofSmallCountsChanceRepeatsThem() {
    PeriodNumbers small = Numbers.of(3).count("leads", 1, 1, 1).numbers();
    assertThat(find(small, earlier("2025-10", ContentDigest.of(small))), is(Optional.empty()));
  }

  /** An amount may be one fixed price: whatever it is, it says no more than a single event. */
  @Test
  void amountsOfMoneyAreOneEventEach() {
    PeriodNumbers prices = Numbers.of(3).money("revenue", 9900, 9900, 9900).numbers();
    assertThat(find(prices, earlier("2025-10", ContentDigest.of(prices))), is(Optional.empty()));
  }

  @Test
  void twoCampaignsAreTooFew() {
    PeriodNumbers two = Numbers.of(2).count("leads", 2000, 3000).numbers();
    assertThat(find(two, earlier("2025-10", ContentDigest.of(two))), is(Optional.empty()));
  }

  @Test
  void withoutAnEarlierPeriodNothingIsACopy() {
    assertThat(find(NUMBERS), is(Optional.empty()));
  }

  private static Optional<Copied.Original> find(PeriodNumbers numbers, EarlierPeriod... earlier) {
    return Copied.find(numbers, Subject.known(numbers), List.of(earlier), ALPHA);
  }

  private static EarlierPeriod earlier(String period, String digest) {
    return new EarlierPeriod(Period.parse(period), digest, true, true, 3, BigDecimal.TEN, Map.of());
  }
}

package com.campaignconversions.variance.detection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.Period;
import com.campaignconversions.variance.Numbers;
import com.campaignconversions.variance.detection.Expectation.CountAndSpend;
import com.campaignconversions.variance.detection.Expectation.FarOutside;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.Subject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectationTest {
  private static final BigDecimal SPEND = BigDecimal.valueOf(1000);
  private static final double ALPHA = 0.001;

  @Test
  void whatEveryMonthHadIsExpectedAgain() {
    assertThat(
        Expectation.dropped("leads", SPEND, List.of(month(1, 100), month(2, 120), month(3, 110)))
            .orElseThrow(),
        is(closeTo(110, 1e-9)));
  }

  /** Rates 0, 0 and 0.3 of spend: their median is 0, whatever the last month had. */
  @Test
  void oneGoodMonthDoesNotSpeakForTwoWithout() {
    assertThat(
        Expectation.dropped("leads", SPEND, List.of(month(1, 0), month(2, 0), month(3, 300))),
        is(Optional.empty()));
  }

  /** Of an even number of rates the median is between the two in the middle. */
  @Test
  void theMedianOfTwoMonthsIsBetweenThem() {
    assertThat(
        Expectation.dropped("leads", SPEND, List.of(month(1, 10), month(2, 30))).orElseThrow(),
        is(closeTo(20, 1e-9)));
  }

  @Test
  void lessThanSevenMayWellBeMissed() {
    assertThat(Expectation.dropped("leads", SPEND, List.of(month(1, 6))), is(Optional.empty()));
    assertThat(
        Expectation.dropped("leads", SPEND, List.of(month(1, 7))).orElseThrow(),
        is(closeTo(7, 1e-9)));
  }

  @Test
  void whereNothingWasSpentNothingIsExpected() {
    List<EarlierPeriod> past = List.of(month(1, 100));
    assertThat(Expectation.dropped("leads", BigDecimal.ZERO, past), is(Optional.empty()));
    assertThat(Expectation.dropped("leads", null, past), is(Optional.empty()));
    assertThat(Expectation.dropped("calls", SPEND, past), is(Optional.empty()));
  }

  /** Half of the spend is expected to bring half of the leads. */
  @Test
  void theExpectationFollowsTheSpend() {
    assertThat(
        Expectation.dropped("leads", BigDecimal.valueOf(500), List.of(month(1, 100))).orElseThrow(),
        is(closeTo(50, 1e-9)));
  }

  @Test
  void aZeroOfAPeriodThatIsNotTrustedIsNoWitness() {
    assertThat(
        Expectation.dropped(
                "leads", SPEND, List.of(notTrusted(1, 0), notTrusted(2, 0), month(3, 100)))
            .orElseThrow(),
        is(closeTo(100, 1e-9)));
  }

  @Test
  void aTenthOfWhatSixMonthsHadIsFarOutside() {
    List<EarlierPeriod> past = sixMonths(100, 104, 96, 102, 98, 100);
    Expectation.FarOutside far =
        Expectation.farOutside(subject(10), SPEND, past, ALPHA).orElseThrow();
    assertThat(far.expected(), is(closeTo(100, 1e-9)));
    assertThat(far.periods(), is(6));
    assertThat(Expectation.farOutside(subject(300), SPEND, past, ALPHA).isPresent(), is(true));
    assertThat(Expectation.farOutside(subject(95), SPEND, past, ALPHA), is(Optional.empty()));
  }

  /** Six months of 100: by Poisson's law with the mean known from 600 events, 66 and 139. */
  @Test
  void steadyMonthsLeaveRoomForChanceOnly() {
    List<EarlierPeriod> past = sixMonths(100, 100, 100, 100, 100, 100);
    assertThat(isFar(66, past), is(true));
    assertThat(isFar(67, past), is(false));
    assertThat(isFar(138, past), is(false));
    assertThat(isFar(139, past), is(true));
  }

  /** A dispersion of 0.069 leaves room from 27 to 229. */
  @Test
  void monthsThatVaryLeaveRoomForAsMuch() {
    List<EarlierPeriod> past = sixMonths(80, 120, 95, 105, 60, 140);
    assertThat(isFar(26, past), is(true));
    assertThat(isFar(27, past), is(false));
    assertThat(isFar(229, past), is(false));
    assertThat(isFar(230, past), is(true));
  }

  @Test
  void onlyFinalPeriodsTellWhatIsUsual() {
    List<EarlierPeriod> past = sixMonths(100, 100, 100, 100, 100, 100);
    past.set(
        0,
        new EarlierPeriod(
            Period.parse("2025-01"),
            "",
            true,
            false,
            2,
            SPEND,
            Map.of("leads", BigDecimal.valueOf(100))));
    assertThat(isFar(1, past), is(false));
  }

  /** Rates of 0.01, 0.02, 0.03 and 0.9 of spend: between the two in the middle. */
  @Test
  void theMedianOfFourIsBetweenTheTwoInTheMiddle() {
    assertThat(
        Expectation.dropped(
                "leads", SPEND, List.of(month(1, 10), month(2, 900), month(3, 30), month(4, 20)))
            .orElseThrow(),
        is(closeTo(25, 1e-9)));
  }

  /** Rates of 0.01 and 0.6, but 310 of a spend of 1,500 together. */
  @Test
  void whatWasSpentMostOnCountsMost() {
    EarlierPeriod small =
        new EarlierPeriod(
            Period.parse("2025-02"),
            "",
            true,
            true,
            2,
            BigDecimal.valueOf(500),
            Map.of("leads", BigDecimal.valueOf(300)));
    assertThat(
        Expectation.dropped("leads", SPEND, List.of(month(1, 10), small)).orElseThrow(),
        is(closeTo(310 / 1.5, 1e-9)));
  }

  private static boolean isFar(double total, List<EarlierPeriod> past) {
    return Expectation.farOutside(subject(total), SPEND, past, ALPHA).isPresent();
  }

  /** Months that differ by tens of their own accord leave room for one more. */
  @Test
  void whatVariesMayVaryAgain() {
    List<EarlierPeriod> past = sixMonths(20, 180, 60, 140, 30, 170);
    assertThat(Expectation.farOutside(subject(30), SPEND, past, ALPHA), is(Optional.empty()));
  }

  @Test
  void fiveMonthsAreTooFewToTellWhatIsUsual() {
    assertThat(
        Expectation.farOutside(
            subject(1), SPEND, sixMonths(100, 104, 96, 102, 98, 100).subList(0, 5), ALPHA),
        is(Optional.empty()));
  }

  @Test
  void aCampaignDropsWhereItHasFarLessThanItEverHad() {
    List<CountAndSpend> past = past(30, 34, 28, 31, 36, 29);
    FarOutside far = Expectation.dropOrSpike(2, 100, past, ALPHA).orElseThrow();
    assertThat(far.expected(), is(closeTo(31.3, 0.1)));
    assertThat(Expectation.dropOrSpike(130, 100, past, ALPHA).isPresent(), is(true));
    assertThat(Expectation.dropOrSpike(20, 100, past, ALPHA), is(Optional.empty()));
    // A quarter of the spend, a quarter of the leads.
    assertThat(Expectation.dropOrSpike(8, 25, past, ALPHA), is(Optional.empty()));
  }

  @Test
  void aCampaignOfFewConversionsOrPeriodsTellsNothing() {
    assertThat(
        Expectation.dropOrSpike(0, 100, past(9, 8, 9, 10, 9, 8), ALPHA), is(Optional.empty()));
    assertThat(
        Expectation.dropOrSpike(0, 100, past(30, 34, 28, 31, 36), ALPHA), is(Optional.empty()));
  }

  private static List<CountAndSpend> past(int... counts) {
    return Arrays.stream(counts).mapToObj(count -> new CountAndSpend(count, 100)).toList();
  }

  private static List<EarlierPeriod> sixMonths(int... totals) {
    List<EarlierPeriod> months = new ArrayList<>();
    for (int total : totals) {
      months.add(month(months.size() + 1, total));
    }
    return months;
  }

  private static Subject subject(double total) {
    return Subject.known(Numbers.of(2).count("leads", total, 0).numbers()).get(0);
  }

  private static EarlierPeriod month(int month, int leads) {
    return period(month, leads, true);
  }

  private static EarlierPeriod notTrusted(int month, int leads) {
    return period(month, leads, false);
  }

  private static EarlierPeriod period(int month, int leads, boolean trusted) {
    return new EarlierPeriod(
        Period.parse("2025-%02d".formatted(month)),
        "",
        trusted,
        true,
        2,
        SPEND,
        Map.of("leads", BigDecimal.valueOf(leads)));
  }
}

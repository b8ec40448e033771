package com.campaignconversions.forecast;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static List<EarlierTotal> earlier(int... knownAndTotal) {
    List<EarlierTotal> totals = new ArrayList<>();
    for (int i = 0; i < knownAndTotal.length; i += 2) {
      totals.add(
          new EarlierTotal(
              BigDecimal.valueOf(knownAndTotal[i]), BigDecimal.valueOf(knownAndTotal[i + 1])));
    }
    return totals;
  }

  private static List<EarlierTotal> eight(EarlierTotal one) {
    return Collections.nCopies(8, one);
  }

  private static Forecast forecast(String value, List<EarlierTotal> earlier) {
    return Objects.requireNonNull(Forecast.of(new BigDecimal(value), earlier));
  }

  private static final List<EarlierTotal> USUAL =
      earlier(
          80, 100, 84, 100, 76, 100, 160, 200, 79, 100, 83, 102, 41, 50, 120, 148, 77, 99, 81, 100);

  @Test
  void todaysValueIsDividedByTheShareThatWasKnown() {
    Forecast forecast = forecast("42", USUAL);

    // 881 of 1,099 were known.
    assertThat(forecast.expected(), is(new BigDecimal("52.4")));
    assertThat(forecast.value(), is(new BigDecimal("42")));
    assertThat(forecast.low(), is(lessThan(forecast.expected())));
    assertThat(forecast.low(), is(greaterThanOrEqualTo(forecast.value())));
    assertThat(forecast.high(), is(greaterThan(forecast.expected())));
    assertThat(forecast.high(), is(lessThan(new BigDecimal("65"))));
    assertThat(forecast.basedOn(), is(10));
  }

  @Test
  void withFewerThanEightPeriodsOrNothingKnownNothingIsSaid() {
    assertThat(Forecast.of(BigDecimal.TEN, USUAL.subList(0, 7)), is(nullValue()));
    assertThat(Forecast.of(BigDecimal.TEN, eight(earlier(0, 100).get(0))), is(nullValue()));
  }

  @Test
  void noneSoFarDoesNotMeanNoneForSure() {
    Forecast forecast = forecast("0", earlier(1, 4, 0, 3, 2, 4, 1, 1, 0, 2, 3, 5, 1, 3, 2, 2));

    assertThat(forecast.expected(), is(new BigDecimal("0.0")));
    assertThat(forecast.low(), is(BigDecimal.ZERO));
    assertThat(forecast.high(), is(greaterThan(BigDecimal.ZERO)));
  }

  @Test
  void whatNeverMovedStays() {
    Forecast forecast = forecast("30", eight(earlier(40, 40).get(0)));

    assertThat(List.of(forecast.low(), forecast.high()), is(List.of(d("30"), d("30"))));
    assertThat(forecast.expected(), is(d("30.0")));
  }

  @Test
  void onlyWhatWasRestatedDownwardBeforeMayFall() {
    Forecast forecast =
        forecast(
            "100", earlier(98, 100, 103, 100, 99, 101, 100, 100, 97, 99, 104, 102, 95, 97, 9, 9));

    assertThat(forecast.low(), is(lessThan(d("100"))));
    assertThat(forecast.high(), is(greaterThan(d("100"))));
    assertThat(
        forecast("0", earlier(98, 100, 103, 100, 99, 90, 100, 100, 97, 99, 104, 102, 9, 7, 9, 9))
            .low(),
        is(BigDecimal.ZERO));
  }

  @Test
  void fractionalCreditIsRoundedOutward() {
    List<EarlierTotal> fractional = new ArrayList<>(USUAL);
    fractional.set(0, new EarlierTotal(d("80.5"), d("100.25")));

    Forecast forecast = forecast("41.5", fractional);

    assertThat(forecast.low().stripTrailingZeros().scale(), is(lessThanOrEqualTo(0)));
    assertThat(forecast.high().stripTrailingZeros().scale(), is(lessThanOrEqualTo(0)));
    assertThat(forecast.low(), is(greaterThanOrEqualTo(d("41"))));
  }

  @Test
  void hugeCountsAreForecastToo() {
    List<EarlierTotal> huge =
        USUAL.stream()
            .map(
                one ->
                    new EarlierTotal(
                        one.known().scaleByPowerOfTen(12), one.total().scaleByPowerOfTen(12)))
            .toList();

    Forecast forecast = forecast("42000000000000", huge);

    assertThat(forecast.low(), is(greaterThanOrEqualTo(forecast.value())));
    assertThat(forecast.low(), is(lessThan(forecast.expected())));
    assertThat(forecast.high(), is(greaterThan(forecast.expected())));
  }

  @Test
  void othersServeOnlyWhereItsOwnAreTooFew() {
    List<EarlierTotal> others = Collections.nCopies(30, USUAL.get(1));

    assertThat(Forecast.basis(USUAL, others), is(USUAL));
    assertThat(Forecast.basis(USUAL.subList(0, 3), others), hasSize(24));
    assertThat(Forecast.basis(USUAL.subList(0, 3), others).subList(0, 3), is(USUAL.subList(0, 3)));
    assertThat(Forecast.basis(others, USUAL), hasSize(24));
  }

  @Test
  void theLawsHaveTheirNineTenths() {
    // P(1 to 6) of mean 4 is 0.871, P(1 to 7) 0.931: the first is nearer.
    LateCounts.Interval four = LateCounts.likely(4, 4);
    assertThat(List.of(four.low(), four.high()), is(List.of(d("1"), d("6"))));
    // P(0) of mean 0.1 is 0.905.
    LateCounts.Interval few = LateCounts.likely(0.1, 0.1);
    assertThat(List.of(few.low(), few.high()), is(List.of(d("0"), d("0"))));
    // The binomial law of 8 even chances: P(2 to 6) is 0.930, P(3 to 6) 0.820.
    LateCounts.Interval even = LateCounts.likely(4, 2);
    assertThat(List.of(even.low(), even.high()), is(List.of(d("2"), d("6"))));
    LateCounts.Interval sure = LateCounts.likely(4, 0);
    assertThat(List.of(sure.low(), sure.high()), is(List.of(d("4"), d("4"))));
    // The geometric law of mean 9: 1 − 0.9²² is 0.902.
    LateCounts.Interval skewed = LateCounts.likely(9, 90);
    assertThat(List.of(skewed.low(), skewed.high()), is(List.of(d("0"), d("21"))));
  }

  @Test
  void onlyWhatWasCountedAlikeCounts() {
    List<ComparablePeriod> comparable = new ArrayList<>();
    for (int month = 9; month > 0; month--) {
      comparable.add(
          new ComparablePeriod(
              new ClientPeriod("belmonte", Period.parse("2025-0" + month)),
              Map.of("leads", USUAL.get(month)),
              new Basis(Map.of("leads", month == 1 ? "lead" : "omni_lead"))));
    }
    Map<String, BigDecimal> values = Map.of("leads", d("42"), "calls", d("7"));

    List<MetricForecast> known =
        MetricForecast.of("belmonte", values, new Basis(Map.of("leads", "omni_lead")), comparable);

    assertThat(known, hasSize(1));
    assertThat(known.get(0).forecast().basedOn(), is(8));
    assertThat(
        MetricForecast.of("belmonte", values, Basis.UNKNOWN, comparable)
            .get(0)
            .forecast()
            .basedOn(),
        is(9));
    assertThat(
        MetricForecast.of("belmonte", values, new Basis(Map.of("leads", "other")), comparable),
        hasSize(0));
    assertThat(
        MetricForecast.of(
            "belmonte", values, new Basis(Map.of(Basis.ATTRIBUTION, "7d_click")), comparable),
        hasSize(1));
  }

  @Test
  void aBasisIsReadAsItWasWritten() {
    Basis basis = new Basis(Map.of("leads", "lead, omni_lead", Basis.ATTRIBUTION, "default"));

    assertThat(Basis.read(basis.json()), is(basis));
    assertThat(Basis.read(null), is(Basis.UNKNOWN));
    assertThat(basis.agrees(new Basis(Map.of(Basis.ATTRIBUTION, "7d_click")), "leads"), is(false));
  }

  private static BigDecimal d(String number) {
    return new BigDecimal(number);
  }
}

package com.campaignconversions.forecast;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.campaignconversions.forecast.Delays.Family;
import com.campaignconversions.forecast.Delays.Month;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How often the interval holds the final count, on simulated months, and how wide it is beside
 * "last value ± its usual change". Each test prints its row of the table in {@code forecast.md}.
 *
 * <p>{@code -Dforecast.months=10000} simulates so many forecasts a row instead of the {@value
 * #DEFAULT_MONTHS} of a normal run; {@code -Dforecast.seed=2} draws others.
 */
class ForecastCoverageTest {
  static final int DEFAULT_MONTHS = 100;
  private static final int MONTHS = Integer.getInteger("forecast.months", DEFAULT_MONTHS);
  private static final long SEED = Long.getLong("forecast.seed", 1);

  /** Three deviations of the share of so many that holds, beyond the bars of the whole run. */
  private static final double SAMPLING = MONTHS >= 5000 ? 0 : 3 * Math.sqrt(0.09 / MONTHS);

  @ParameterizedTest
  @EnumSource(
      value = Family.class,
      names = {"CLICK_LAG", "WEEKENDS", "GROWTH"})
  void nineOfTenEndInside(Family family) {
    Tally[] ages = simulate(family, 100, 3000);
    for (Tally age : ages) {
      assertThat(age.covered(), greaterThanOrEqualTo(0.88 - SAMPLING));
      assertThat(age.covered(), lessThanOrEqualTo(0.92 + SAMPLING));
      assertThat(age.width(), lessThanOrEqualTo(2 / 3.0));
    }
  }

  /** With few counts an interval of whole ones cannot hold less than too many. */
  @ParameterizedTest
  @EnumSource(Family.class)
  void ofFewCountsAtLeastNineOfTen(Family family) {
    for (Tally age : simulate(family, 5, 100)) {
      assertThat(age.covered(), greaterThanOrEqualTo(0.87 - SAMPLING));
      assertThat(age.width(), lessThanOrEqualTo(2 / 3.0));
    }
  }

  /** A client with three months of its own, beside seven others with lags of their own. */
  @ParameterizedTest
  @EnumSource(Family.class)
  void leaningOnOtherClientsAtLeastFourOfFive(Family family) {
    Random seeds = new Random(SEED);
    Tally[] ages = tallies();
    for (int i = 0; i < MONTHS; i++) {
      List<Month> own = new Delays(family, seeds.nextLong(), 100, 3000).months(4);
      List<Month> others = new ArrayList<>();
      for (int client = 0; client < 7; client++) {
        others.addAll(new Delays(family, seeds.nextLong(), 100, 3000).months(3));
      }
      for (int at = 0; at < ages.length; at++) {
        int age = at;
        ages[age].add(
            Forecast.basis(
                own.subList(0, 3).stream().map(month -> month.at(age)).toList(),
                others.stream().map(month -> month.at(age)).toList()),
            own.get(3).at(age));
      }
    }
    print(ages, family + ", others", 100, 3000);
    for (Tally age : ages) {
      assertThat(age.covered(), greaterThanOrEqualTo(0.8 - SAMPLING));
    }
  }

  private static final class Tally {
    private int forecasts;
    private int held;
    private double width;
    private double naiveWidth;
    private int naiveHeld;
    private double shiftedWidth;
    private int shiftedHeld;

    double covered() {
      return (double) held / forecasts;
    }

    double width() {
      return width / naiveWidth;
    }

    void add(List<EarlierTotal> earlier, EarlierTotal now) {
      Forecast forecast = Forecast.of(now.known(), earlier);
      if (forecast == null) {
        return;
      }
      forecasts++;
      held +=
          now.total().compareTo(forecast.low()) >= 0 && now.total().compareTo(forecast.high()) <= 0
              ? 1
              : 0;
      width += forecast.high().subtract(forecast.low()).doubleValue();
      List<BigDecimal> changes =
          earlier.stream().map(EarlierTotal::late).sorted(Comparator.naturalOrder()).toList();
      int n = changes.size();
      BigDecimal usual = changes.get(Math.min(n, (int) Math.ceil(0.9 * (n + 1))) - 1);
      naiveWidth += 2 * usual.doubleValue();
      naiveHeld += now.late().compareTo(usual) <= 0 ? 1 : 0;
      double lower = quantile(changes, 0.05);
      double upper = quantile(changes, 0.95);
      shiftedWidth += upper - lower;
      double late = now.late().doubleValue();
      shiftedHeld += late >= lower && late <= upper ? 1 : 0;
    }

    private static double quantile(List<BigDecimal> sorted, double level) {
      double place = level * (sorted.size() - 1);
      int below = (int) place;
      double lower = sorted.get(below).doubleValue();
      double upper = sorted.get(Math.min(below + 1, sorted.size() - 1)).doubleValue();
      return lower + (place - below) * (upper - lower);
    }
  }

  private static Tally[] simulate(Family family, double least, double most) {
    Random lengths = new Random(SEED);
    Tally[] ages = tallies();
    for (int i = 0; i < MONTHS; i++) {
      int earlier = Forecast.FEWEST + lengths.nextInt(Forecast.MOST - Forecast.FEWEST + 1);
      List<Month> months = new Delays(family, lengths.nextLong(), least, most).months(earlier + 1);
      for (int at = 0; at < ages.length; at++) {
        int age = at;
        List<EarlierTotal> totals = months.stream().map(month -> month.at(age)).toList();
        ages[age].add(totals.subList(0, earlier), Objects.requireNonNull(totals.get(earlier)));
      }
    }
    print(ages, family.name(), least, most);
    return ages;
  }

  private static Tally[] tallies() {
    Tally[] ages = new Tally[Delays.AGES.length];
    for (int age = 0; age < ages.length; age++) {
      ages[age] = new Tally();
    }
    return ages;
  }

  private static void print(Tally[] ages, String what, double least, double most) {
    for (int age = 0; age < ages.length; age++) {
      Tally one = ages[age];
      System.out.printf(
          Locale.ROOT,
          "%-20s %4.0f to %4.0f, day %2d: %.1f %% of %,d held; %2.0f %% as wide as ± the usual change"
              + " (%.1f %%), %3.0f %% as wide as + the usual changes (%.1f %%)%n",
          what,
          least,
          most,
          Delays.AGES[age],
          100 * one.covered(),
          one.forecasts,
          100 * one.width(),
          100.0 * one.naiveHeld / one.forecasts,
          100 * one.width / one.shiftedWidth,
          100.0 * one.shiftedHeld / one.forecasts);
    }
  }
}

package com.campaignconversions.variance.detection;

import com.campaignconversions.clients.Period;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.EarlierPeriod.EarlierMetric;
import com.campaignconversions.variance.numbers.SplitChances;
import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.probability.ChanceOfEvenness;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A system that divides or multiplies does so in every period, so that periods of few conversions
 * support each other: those of one client and metric, this one and those before it, as far back as
 * each that can tell looks manufactured in the same way, from 8 to 13 of them.
 *
 * <p>A period takes part by a probability that has two values: the chance of rounded shares (or of
 * multiples) where it has them, else 1, which ends the series. So the chance of a whole series is
 * their product, and stays a probability however long the series grows before it is small enough.
 *
 * <p>That is chance alone. Campaigns that are paused at a number of results, or steered to a price,
 * are as even; but then the totals of the periods follow the key as closely as the campaigns do,
 * while a total that was divided varies from period to period as real traffic does. So a series
 * whose totals are steadier than counts of that size ever are accuses nobody.
 */
public final class SupportOverTime {
  public static final int FEWEST = 8;
  public static final int MOST = 13;

  /** Totals of real traffic are as steady in one of twenty series. */
  private static final double STEADY = 0.05;

  private SupportOverTime() {}

  /**
   * Periods that look manufactured in one way, this one last.
   *
   * @param first the earliest of them; null where it is this one
   * @param chance of all together
   * @param steady whether the totals follow the key as closely as the campaigns do
   */
  public record Series(int periods, @Nullable Period first, double chance, boolean steady) {
    public boolean conclusive(double threshold) {
      return periods >= FEWEST && chance < threshold && !steady;
    }

    /**
     * How many more periods like these would tell; none where no number of them that is looked at
     * would, or these already do.
     */
    public OptionalInt lacking(double threshold) {
      double needed = periods * Math.log(threshold) / Math.log(chance);
      int lacking = Math.max(FEWEST, (int) Math.min(MOST + 1.0, Math.floor(needed) + 1)) - periods;
      return lacking <= 0 || periods + lacking > MOST
          ? OptionalInt.empty()
          : OptionalInt.of(lacking);
    }
  }

  /**
   * A divisor that all values above zero of a series share.
   *
   * @param values in all: of a period those that are different, since a count that comes back, as
   *     where campaigns are paused at a number of results, says nothing again
   */
  public record Multiples(int divisor, long values, Series series) {}

  /**
   * The series of rounded shares of a key.
   *
   * @param sumOfKey over the campaigns of this period
   * @param latestFirst the client's earlier periods
   * @return empty where this period is no part of one
   */
  public static Optional<Series> shares(
      Subject subject,
      AllocationHypothesis test,
      BigDecimal sumOfKey,
      List<EarlierPeriod> latestFirst) {
    Double own = test.roundedShares();
    if (own == null || own >= 1) {
      return Optional.empty();
    }
    String key = test.key().name();
    double chance = own;
    Period first = null;
    List<Double> totals = new ArrayList<>(List.of(subject.total().doubleValue()));
    List<Double> sums = new ArrayList<>(List.of(sumOfKey.doubleValue()));
    for (EarlierPeriod period : latestFirst) {
      EarlierMetric metric = period.metrics().get(subject.name());
      Double before = metric == null ? null : metric.chances().of(key);
      BigDecimal sum = sumOfKey(key, period);
      if (metric == null || before == null || sum == null || sum.signum() <= 0) {
        continue;
      }
      if (before >= 1 || totals.size() == MOST) {
        break;
      }
      chance *= before;
      first = period.period();
      totals.add(metric.total().doubleValue());
      sums.add(sum.doubleValue());
    }
    boolean steady =
        totals.size() > 1
            && ChanceOfEvenness.chiSquared(array(totals), expected(totals, sums), 1) < STEADY;
    return Optional.of(
        new Series(totals.size(), first, Math.max(ChanceOfEvenness.SMALLEST, chance), steady));
  }

  private static @Nullable BigDecimal sumOfKey(String key, EarlierPeriod period) {
    return switch (key) {
      case "equal" -> BigDecimal.valueOf(period.campaigns());
      case "spend" -> period.spend();
      case "impressions" -> period.impressions();
      default -> period.clicks();
    };
  }

  private static double[] expected(List<Double> totals, List<Double> sums) {
    double rate =
        totals.stream().mapToDouble(total -> total).sum()
            / sums.stream().mapToDouble(sum -> sum).sum();
    return sums.stream().mapToDouble(sum -> rate * sum).toArray();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(value -> value).toArray();
  }

  /**
   * The longest series of multiples, of several that which chance explains least; empty where the
   * values above zero share no divisor from 2 to 10.
   *
   * @param own of this period
   */
  public static Optional<Multiples> multiples(
      String name, SplitChances own, List<EarlierPeriod> latestFirst) {
    Multiples best = null;
    for (int g = 2; g <= CommonDivisor.LARGEST; g++) {
      Multiples multiples = multiples(g, name, own, latestFirst);
      if (multiples != null && (best == null || isLonger(multiples.series(), best.series()))) {
        best = multiples;
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean isLonger(Series series, Series other) {
    return series.periods() > other.periods()
        || (series.periods() == other.periods() && series.chance() < other.chance());
  }

  private static @Nullable Multiples multiples(
      int divisor, String name, SplitChances own, List<EarlierPeriod> latestFirst) {
    if (own.greatestDivisor() == null || own.greatestDivisor() % divisor != 0) {
      return null;
    }
    int periods = 1;
    long values = own.values();
    Period first = null;
    for (EarlierPeriod period : latestFirst) {
      EarlierMetric metric = period.metrics().get(name);
      Long greatest = metric == null ? null : metric.chances().greatestDivisor();
      if (metric == null || greatest == null) {
        continue;
      }
      if (greatest % divisor != 0 || periods == MOST) {
        break;
      }
      periods++;
      values += metric.chances().values();
      first = period.period();
    }
    double chance = CommonDivisor.DIVISORS * Math.pow(divisor, -(double) values);
    return new Multiples(
        divisor,
        values,
        new Series(periods, first, Math.max(ChanceOfEvenness.SMALLEST, chance), false));
  }
}

package com.campaignconversions.variance.detection;

import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.Subject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.commons.math3.special.Beta;
import org.jspecify.annotations.Nullable;

/** What a client's own earlier periods say of a metric's total: a rate per spend. */
public final class Expectation {
  private static final double ENOUGH_TO_MISS = 7;
  private static final double ENOUGH_OF_CAMPAIGN = 10;
  private static final int ENOUGH_PERIODS = 6;

  private Expectation() {}

  /** What was to be expected by how many periods, and how rarely chance is as far from it. */
  public record FarOutside(double expected, int periods, double pValue) {}

  /**
   * What was to be expected of a metric that dropped to zero.
   *
   * @return empty where it is less than seven, so that nothing may well be chance
   */
  public static Optional<Double> dropped(
      String metric, @Nullable BigDecimal spend, List<EarlierPeriod> earlier) {
    // A zero of a period that is itself suspicious is no witness.
    List<Past> past =
        past(metric, earlier, (period, total) -> period.trusted() || total.signum() > 0);
    if (past.isEmpty() || spend == null || spend.signum() <= 0) {
      return Optional.empty();
    }
    // The median, so that one good month long ago does not speak for a year without any.
    double[] rates = past.stream().mapToDouble(p -> p.total() / p.spend()).sorted().toArray();
    int middle = rates.length / 2;
    double median = rates.length % 2 == 1 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2;
    double pooled = total(past) / spend(past);
    double expected = Math.min(median, pooled) * spend.doubleValue();
    return expected >= ENOUGH_TO_MISS ? Optional.of(expected) : Optional.empty();
  }

  /**
   * Whether a total is farther from its expectation than a negative-binomial law allows, whose
   * dispersion is that of the client's own earlier final and trusted periods.
   */
  public static Optional<FarOutside> farOutside(
      Subject subject,
      @Nullable BigDecimal spend,
      List<EarlierPeriod> earlier,
      double significance) {
    List<Past> past =
        past(subject.name(), earlier, (period, known) -> period.trusted() && period.isFinal());
    if (subject.money()
        || past.size() < ENOUGH_PERIODS
        || spend == null
        || spend.signum() <= 0
        || total(past) <= 0) {
      return Optional.empty();
    }
    return farOutside(subject.total().doubleValue(), spend.doubleValue(), past)
        .filter(far -> far.pValue() < significance);
  }

  private static Optional<FarOutside> farOutside(double total, double spend, List<Past> past) {
    double rate = total(past) / spend(past);
    double excess = 0;
    double squares = 0;
    for (Past period : past) {
      double expected = rate * period.spend();
      double difference = period.total() - expected;
      excess += difference * difference - expected;
      squares += expected * expected;
    }
    int n = past.size();
    double dispersion = Math.max(0, excess / squares * n / (n - 1));
    // The rate itself is known no better than from so many events and periods.
    double uncertainty = dispersion * (1 + 1.0 / n) + 1 / total(past);
    double expected = rate * spend;
    double size = 1 / uncertainty;
    double success = size / (size + expected);
    double lower = Beta.regularizedBeta(success, size, Math.floor(total) + 1);
    double upper = total < 1 ? 1 : Beta.regularizedBeta(1 - success, Math.ceil(total), size);
    return Optional.of(new FarOutside(expected, n, Math.min(1, 2 * Math.min(lower, upper))));
  }

  /**
   * Whether one campaign's count is a drop or a spike by its own earlier periods: farther from them
   * than the same law allows, and beyond half or double of every rate that it ever had, since of
   * few periods no dispersion is known well.
   *
   * @param past its count and its spend in each of the client's earlier periods that are final and
   *     trusted
   * @return empty where fewer than 10 were to be expected, or too few periods are known
   */
  public static Optional<FarOutside> dropOrSpike(
      double count, double spend, List<CountAndSpend> past, double significance) {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = 0;
    double counted = 0;
    double spent = 0;
    List<Past> known = new ArrayList<>(past.size());
    for (CountAndSpend period : past) {
      if (period.spend() > 0) {
        known.add(new Past(period.count(), period.spend()));
        lowest = Math.min(lowest, period.count() / period.spend());
        highest = Math.max(highest, period.count() / period.spend());
        counted += period.count();
        spent += period.spend();
      }
    }
    double rate = count / spend;
    // Nearly all end here, before the law is asked.
    if (known.size() < ENOUGH_PERIODS
        || !(rate < lowest / 2 || rate > 2 * highest)
        || counted / spent * spend < ENOUGH_OF_CAMPAIGN) {
      return Optional.empty();
    }
    return farOutside(count, spend, known).filter(far -> far.pValue() < significance);
  }

  /** What one campaign had in one period. */
  public record CountAndSpend(double count, double spend) {}

  private record Past(double total, double spend) {}

  private static List<Past> past(
      String metric, List<EarlierPeriod> earlier, BiPredicate<EarlierPeriod, BigDecimal> witness) {
    List<Past> past = new ArrayList<>();
    for (EarlierPeriod period : earlier) {
      BigDecimal total = period.total(metric);
      BigDecimal spend = period.spend();
      if (total != null && spend != null && spend.signum() > 0 && witness.test(period, total)) {
        past.add(new Past(total.doubleValue(), spend.doubleValue()));
      }
    }
    return past;
  }

  private static double total(List<Past> past) {
    return past.stream().mapToDouble(Past::total).sum();
  }

  private static double spend(List<Past> past) {
    return past.stream().mapToDouble(Past::spend).sum();
  }
}

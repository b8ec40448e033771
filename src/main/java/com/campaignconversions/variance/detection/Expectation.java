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
  private static final int ENOUGH_PERIODS = 6;

  private Expectation() {}

  /** The total that was to be expected, and how rarely one as far from it occurs. */
  public record FarOutside(double expected, int periods) {}

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
    double expected = rate * spend.doubleValue();
    double size = 1 / uncertainty;
    double success = size / (size + expected);
    double total = subject.total().doubleValue();
    double lower = Beta.regularizedBeta(success, size, Math.floor(total) + 1);
    double upper = total < 1 ? 1 : Beta.regularizedBeta(1 - success, Math.ceil(total), size);
    return 2 * Math.min(lower, upper) < significance
        ? Optional.of(new FarOutside(expected, n))
        : Optional.empty();
  }

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

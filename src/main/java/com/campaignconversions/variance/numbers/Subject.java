package com.campaignconversions.variance.numbers;

import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import com.campaignconversions.variance.probability.ChanceOfEvenness;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One known metric of the client period, as the rules look at it; campaigns in order of their ids.
 */
public record Subject(
    MetricNumbers numbers,
    ValueColumn column,
    Spread spread,
    boolean fractional,
    boolean negative) {

  /** The metrics that are known; without any campaign a metric is not unknown but nothing. */
  public static List<Subject> known(PeriodNumbers period) {
    List<Subject> subjects = new ArrayList<>();
    for (MetricNumbers metric : period.metrics()) {
      List<@Nullable BigDecimal> values =
          period.campaignIds().isEmpty() ? List.of() : metric.values();
      if (values != null && values.stream().allMatch(Objects::nonNull)) {
        subjects.add(of(metric, values.stream().map(Objects::requireNonNull).toList()));
      }
    }
    return subjects;
  }

  private static Subject of(MetricNumbers numbers, List<BigDecimal> values) {
    ValueColumn column = ValueColumn.of(values);
    return new Subject(
        numbers,
        column,
        Spread.of(values),
        !numbers.money() && column.hasFractions(),
        column.hasNegatives());
  }

  public String name() {
    return numbers.metric();
  }

  public boolean money() {
    return numbers.money();
  }

  /** Whether these count events, wholly or in fractions, so that chance has a law for them. */
  public boolean counted() {
    return !money() && !negative && !isZero();
  }

  /** The unit of the last decimal: 1 for whole counts. */
  public BigDecimal unit() {
    return BigDecimal.ONE.movePointLeft(column.decimals());
  }

  /** The chance of values as even as these; see {@link ChanceOfEvenness}. */
  public double chance(
      double[] values, double[] weights, double @Nullable [] containing, boolean oneRate) {
    return fractional
        ? ChanceOfEvenness.ofPoint(values, weights, containing)
        : ChanceOfEvenness.of(values, weights, containing, oneRate);
  }

  public boolean isZero() {
    return spread.total().signum() == 0;
  }

  /** Money is held against earlier money only: a fixed price is one rate of its count. */
  public boolean mayBeKeyOf(Subject later) {
    return !isZero() && !negative && (money() || !later.money()) && !column.sameAs(later.column());
  }

  public double[] counts() {
    return column.values;
  }
}

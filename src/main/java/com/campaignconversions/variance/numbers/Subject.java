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
    Distribution distribution,
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
        Distribution.of(values),
        !numbers.money() && column.hasFractions(),
        column.hasNegatives());
  }

  public String name() {
    return numbers.metric();
  }

  /** Of all campaigns, as it is known in all of them. */
  public BigDecimal total() {
    return Objects.requireNonNull(distribution.total());
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
    return total().signum() == 0;
  }

  /** Money is held against earlier money only: a fixed price is one rate of its count. */
  public boolean mayBeKeyOf(Subject later) {
    return !isZero() && !negative && (money() || !later.money()) && !column.sameAs(later.column());
  }

  public double[] counts() {
    return column.values;
  }
}

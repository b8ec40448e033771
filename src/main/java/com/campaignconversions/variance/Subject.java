package com.campaignconversions.variance;

import com.campaignconversions.variance.PeriodNumbers.MetricNumbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * One known metric of the client period, as the rules look at it; campaigns in order of their ids.
 */
record Subject(
    MetricNumbers numbers, Column column, Spread spread, boolean fractional, boolean negative) {

  /** The metrics that are known; without any campaign a metric is not unknown but nothing. */
  static List<Subject> known(PeriodNumbers period) {
    List<Subject> subjects = new ArrayList<>();
    for (MetricNumbers metric : period.metrics()) {
      List<BigDecimal> values = period.campaignIds().isEmpty() ? List.of() : metric.values();
      if (values != null) {
        subjects.add(of(metric, values));
      }
    }
    return subjects;
  }

  private static Subject of(MetricNumbers numbers, List<BigDecimal> values) {
    Column column = Column.of(values);
    return new Subject(
        numbers,
        column,
        Spread.of(values),
        !numbers.money() && column.hasFractions(),
        column.hasNegatives());
  }

  String name() {
    return numbers.metric();
  }

  boolean money() {
    return numbers.money();
  }

  /** Whether these are whole counts, which alone have the law of chance counts. */
  boolean counted() {
    return !money() && !fractional && !negative && spread.total().signum() > 0;
  }

  boolean isZero() {
    return spread.total().signum() == 0;
  }

  /** Money is held against earlier money only: a fixed price is one rate of its count. */
  boolean mayBeKeyOf(Subject later) {
    return !isZero() && !negative && (money() || !later.money()) && !column.sameAs(later.column());
  }

  double[] counts() {
    return column.values;
  }
}

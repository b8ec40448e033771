package com.campaignconversions.variance.detection;

import com.campaignconversions.variance.numbers.ValueColumn;
import java.math.BigDecimal;

/**
 * Whether all values are one rate times a key, up to rounding: is there a ρ with every value within
 * one unit of ρ·w? That serves every way of rounding, and "a percentage of clicks" as well as a
 * divided total.
 */
final class OneRate {
  /** Twelve digits agree: only then exact arithmetic has to tell. */
  private static final double NEARLY = 1 + 1e-12;

  private OneRate() {}

  /**
   * Whether max((x−u)/w) is less than min((x+u)/w), and every value without a weight less than u.
   */
  static boolean holds(ValueColumn column, ValueColumn weights, BigDecimal unit) {
    double u = unit.doubleValue();
    double lowest = Double.NEGATIVE_INFINITY;
    double highest = Double.POSITIVE_INFINITY;
    int weighted = 0;
    for (int i = 0; i < column.size(); i++) {
      double x = column.values[i];
      double w = weights.values[i];
      if (w <= 0) {
        if (column.exact.get(i).compareTo(unit) >= 0) {
          return false;
        }
        continue;
      }
      weighted++;
      lowest = Math.max(lowest, (x - u) / w);
      highest = Math.min(highest, (x + u) / w);
      if (lowest > highest * NEARLY) {
        return false;
      }
    }
    return weighted >= 2 && (lowest * NEARLY < highest || holdsExactly(column, weights, unit));
  }

  private static boolean holdsExactly(ValueColumn column, ValueColumn weights, BigDecimal unit) {
    int low = -1;
    int high = -1;
    for (int i = 0; i < column.size(); i++) {
      if (weights.values[i] > 0) {
        low = low < 0 || compare(column, weights, unit.negate(), low, i) < 0 ? i : low;
        high = high < 0 || compare(column, weights, unit, high, i) > 0 ? i : high;
      }
    }
    BigDecimal lowest = column.exact.get(low).subtract(unit).multiply(weights.exact.get(high));
    BigDecimal highest = column.exact.get(high).add(unit).multiply(weights.exact.get(low));
    return lowest.compareTo(highest) < 0;
  }

  /** Compares (x+shift)/w of two campaigns without dividing. */
  private static int compare(
      ValueColumn column, ValueColumn weights, BigDecimal shift, int i, int j) {
    BigDecimal first = column.exact.get(i).add(shift).multiply(weights.exact.get(j));
    BigDecimal second = column.exact.get(j).add(shift).multiply(weights.exact.get(i));
    return first.compareTo(second);
  }
}

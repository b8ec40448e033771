package com.campaignconversions.variance.numbers;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of numbers over the campaigns: exact for sums and for the one-rate test, and as
 * doubles for what is a probability anyway.
 */
public final class ValueColumn {
  public final List<BigDecimal> exact;
  public final double[] values;

  private ValueColumn(List<BigDecimal> exact) {
    this.exact = exact;
    this.values = exact.stream().mapToDouble(BigDecimal::doubleValue).toArray();
  }

  public static ValueColumn of(List<BigDecimal> exact) {
    return new ValueColumn(exact);
  }

  /** A campaign without a number is one without that key's share. */
  public static ValueColumn ofKnown(List<@Nullable BigDecimal> numbers) {
    return new ValueColumn(
        numbers.stream().map(number -> number == null ? BigDecimal.ZERO : number).toList());
  }

  public int size() {
    return values.length;
  }

  /** The positions of the campaigns with a value above zero. */
  public int[] positive() {
    int[] positions = new int[values.length];
    int found = 0;
    for (int i = 0; i < values.length; i++) {
      if (values[i] > 0) {
        positions[found++] = i;
      }
    }
    return Arrays.copyOf(positions, found);
  }

  boolean hasFractions() {
    return exact.stream().anyMatch(value -> decimals(value) > 0);
  }

  boolean hasNegatives() {
    return exact.stream().anyMatch(value -> value.signum() < 0);
  }

  /** The decimals of the most precise value, zeros at its end aside. */
  int decimals() {
    return exact.stream().mapToInt(ValueColumn::decimals).max().orElse(0);
  }

  private static int decimals(BigDecimal value) {
    return value.scale() <= 0 ? 0 : Math.max(0, value.stripTrailingZeros().scale());
  }

  /** Whether 20 and 20.00 are one for every campaign. */
  public boolean sameAs(ValueColumn other) {
    for (int i = 0; i < size(); i++) {
      if (values[i] != other.values[i] || exact.get(i).compareTo(other.exact.get(i)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether no campaign has more here than there. */
  public boolean withinEvery(ValueColumn other) {
    for (int i = 0; i < size(); i++) {
      if (values[i] > other.values[i]) {
        return false;
      }
    }
    return true;
  }
}

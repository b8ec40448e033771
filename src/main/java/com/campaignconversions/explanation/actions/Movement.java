package com.campaignconversions.explanation.actions;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;

/**
 * The values that one action type has in the rows of one client, as a digest of row and value that
 * is the same for two types only where they stand in the same rows with the same values. So they
 * need not be held against each other pair by pair.
 */
final class Movement {
  /** Two events may happen to be alike in a row or two. */
  private static final int FEWEST_VALUES = 3;

  private long rows;
  private long one;
  private long other;
  private final Set<BigDecimal> values = new HashSet<>(4);

  /**
   * A row that has more than zero of it.
   *
   * @param row its number
   */
  void add(long row, BigDecimal value) {
    BigDecimal plain = value.stripTrailingZeros();
    long said = plain.unscaledValue().hashCode() * 31L + plain.scale();
    rows++;
    one += mixed(row * 0x9E3779B97F4A7C15L + said);
    other += mixed(said * 0xC2B2AE3D27D4EB4FL ^ mixed(row + 1));
    if (values.size() < FEWEST_VALUES) {
      values.add(plain);
    }
  }

  /** Whether it has values that are different enough for a likeness to say something. */
  boolean tells() {
    return values.size() >= FEWEST_VALUES;
  }

  /** The same for types that move together. */
  Likeness likeness() {
    return new Likeness(rows, one, other);
  }

  /** What two types that move together have in common. */
  record Likeness(long rows, long one, long other) {}

  /** The finalizer of SplitMix64. */
  private static long mixed(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}

package com.campaignconversions.variance;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/**
 * Counts multiplied by one factor, as when the names of one event are added up. A positive count is
 * a multiple of g by chance with probability 1/g.
 */
final class CommonDivisor {
  private static final int LARGEST = 10;
  private static final int DIVISORS = LARGEST - 1;

  private CommonDivisor() {}

  /** How many of the positive values are multiples, and how rarely chance does it. */
  record Shared(int divisor, int multiples, int positive, double pValue) {}

  static Optional<Shared> find(Column counts, double significance) {
    BigDecimal[] positive =
        counts.exact.stream().filter(value -> value.signum() > 0).toArray(BigDecimal[]::new);
    if (Arrays.stream(positive).allMatch(value -> value.compareTo(positive[0]) == 0)) {
      return Optional.empty();
    }
    Shared best = null;
    for (int g = 2; g <= LARGEST; g++) {
      int multiples = multiples(positive, g);
      double chance = DIVISORS * Binomials.upperTail(positive.length, 1.0 / g, multiples);
      if (multiples > 0 && chance < significance && (best == null || chance < best.pValue())) {
        double pValue = Math.max(ChanceOfEvenness.SMALLEST, chance);
        best = new Shared(g, multiples, positive.length, pValue);
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many are multiples; 0 as soon as more than a tenth are not. */
  private static int multiples(BigDecimal[] positive, int g) {
    BigDecimal divisor = BigDecimal.valueOf(g);
    int others = 0;
    for (BigDecimal value : positive) {
      if (value.remainder(divisor).signum() != 0 && 10L * ++others > positive.length) {
        return 0;
      }
    }
    return positive.length - others;
  }
}

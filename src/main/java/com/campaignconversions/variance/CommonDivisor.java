package com.campaignconversions.variance;

import java.math.BigDecimal;
import java.util.List;
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

  static Optional<Shared> find(List<BigDecimal> values, double significance) {
    List<BigDecimal> positive = values.stream().filter(value -> value.signum() > 0).toList();
    if (positive.isEmpty()
        || positive.stream().allMatch(value -> value.compareTo(positive.get(0)) == 0)) {
      return Optional.empty();
    }
    Optional<Shared> best = Optional.empty();
    for (int g = 2; g <= LARGEST; g++) {
      BigDecimal divisor = BigDecimal.valueOf(g);
      int multiples =
          (int) positive.stream().filter(x -> x.remainder(divisor).signum() == 0).count();
      if (10L * multiples < 9L * positive.size()) {
        continue;
      }
      double chance =
          Math.max(
              ChanceOfEvenness.SMALLEST,
              DIVISORS * Binomials.upperTail(positive.size(), 1.0 / g, multiples));
      if (chance < significance && (best.isEmpty() || chance < best.get().pValue())) {
        best = Optional.of(new Shared(g, multiples, positive.size(), chance));
      }
    }
    return best;
  }
}

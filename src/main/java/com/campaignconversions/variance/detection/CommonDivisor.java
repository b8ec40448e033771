package com.campaignconversions.variance.detection;

import com.campaignconversions.variance.numbers.ValueColumn;
import com.campaignconversions.variance.probability.Binomials;
import com.campaignconversions.variance.probability.ChanceOfEvenness;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Counts multiplied by one factor, as when the names of one event are added up. A positive count is
 * a multiple of g by chance with probability 1/g.
 */
public final class CommonDivisor {
  private static final int LARGEST = 10;
  private static final int DIVISORS = LARGEST - 1;

  /** A real metric beside a multiplied one is accused more seldom than that. */
  private static final double SELDOM = 0.001;

  private CommonDivisor() {}

  /** How many of the positive values are multiples, and how rarely chance does it. */
  public record Shared(int divisor, int multiples, int positive, double pValue) {}

  public static Optional<Shared> find(ValueColumn counts, double significance) {
    BigInteger[] positive = positive(counts);
    if (Arrays.stream(positive).allMatch(value -> value.equals(positive[0]))) {
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

  /**
   * Counts that share a divisor as those of another metric of the period do, by themselves too few
   * to tell: who multiplies one metric multiplies the others, by the same factor or a part of it.
   *
   * @param beside the divisor of the other metric
   */
  public static Optional<Shared> findBeside(ValueColumn counts, int beside) {
    BigInteger[] positive = positive(counts);
    if (Arrays.stream(positive).allMatch(value -> value.equals(positive[0]))) {
      return Optional.empty();
    }
    int[] related =
        IntStream.rangeClosed(2, LARGEST).filter(g -> g % beside == 0 || beside % g == 0).toArray();
    Shared best = null;
    for (int g : related) {
      int multiples = multiples(positive, g);
      double chance = related.length * Binomials.upperTail(positive.length, 1.0 / g, multiples);
      if (multiples > 0 && chance < SELDOM && (best == null || chance < best.pValue())) {
        best = new Shared(g, multiples, positive.length, chance);
      }
    }
    return Optional.ofNullable(best);
  }

  private static BigInteger[] positive(ValueColumn counts) {
    return counts.exact.stream()
        .filter(value -> value.signum() > 0)
        .map(BigDecimal::toBigInteger)
        .toArray(BigInteger[]::new);
  }

  /** How many are multiples; 0 as soon as more than a tenth are not. */
  private static int multiples(BigInteger[] positive, int g) {
    BigInteger divisor = BigInteger.valueOf(g);
    int others = 0;
    for (BigInteger value : positive) {
      boolean multiple =
          value.bitLength() < Long.SIZE
              ? value.longValue() % g == 0
              : value.mod(divisor).signum() == 0;
      if (!multiple && 10L * ++others > positive.length) {
        return 0;
      }
    }
    return positive.length - others;
  }
}

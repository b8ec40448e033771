package com.campaignconversions.variance.numbers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of one metric over the campaigns, from exact sums, so that neither the order nor
 * the grouping of the campaigns changes a digit.
 *
 * @param min null where there is no campaign, as {@code max} and {@code mean}
 * @param mean with 10 decimals, rounded half up
 * @param stddev of the sample, with 10 decimals, rounded half up; null below two campaigns
 */
public record Spread(
    int campaigns,
    int reporting,
    int distinct,
    BigDecimal total,
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    @Nullable BigDecimal mean,
    @Nullable BigDecimal stddev) {

  private static final int DECIMALS = 10;

  static Spread of(List<BigDecimal> values) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal sumOfSquares = BigDecimal.ZERO;
    BigDecimal min = null;
    BigDecimal max = null;
    int reporting = 0;
    Set<BigDecimal> distinct = new HashSet<>();
    for (BigDecimal value : values) {
      sum = sum.add(value);
      sumOfSquares = sumOfSquares.add(value.multiply(value));
      min = min == null || value.compareTo(min) < 0 ? value : min;
      max = max == null || value.compareTo(max) > 0 ? value : max;
      reporting += value.signum() > 0 ? 1 : 0;
      distinct.add(value.stripTrailingZeros());
    }
    int n = values.size();
    return new Spread(
        n,
        reporting,
        distinct.size(),
        sum,
        min,
        max,
        n == 0 ? null : sum.divide(BigDecimal.valueOf(n), DECIMALS, RoundingMode.HALF_UP),
        n < 2 ? null : standardDeviation(n, sum, sumOfSquares));
  }

  /** The exact square root of (nΣx² − (Σx)²) / (n(n−1)), rounded once. */
  private static BigDecimal standardDeviation(int n, BigDecimal sum, BigDecimal sumOfSquares) {
    BigDecimal numerator = sumOfSquares.multiply(BigDecimal.valueOf(n)).subtract(sum.multiply(sum));
    BigDecimal denominator = BigDecimal.valueOf((long) n * (n - 1));
    // floor(√(4v·10²⁰)) is twice the root in units of the last decimal; half of one more is its
    // rounding half up.
    BigInteger twice =
        numerator
            .scaleByPowerOfTen(2 * DECIMALS)
            .multiply(BigDecimal.valueOf(4))
            .divide(denominator, 0, RoundingMode.FLOOR)
            .toBigInteger()
            .sqrt();
    return new BigDecimal(twice.add(BigInteger.ONE).shiftRight(1), DECIMALS);
  }
}

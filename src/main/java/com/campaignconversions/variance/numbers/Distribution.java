package com.campaignconversions.variance.numbers;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a metric spreads over the campaigns of a client period.
 *
 * @param campaigns how many campaigns have a row
 * @param reportingCampaigns how many of them have a value above zero
 * @param distinctValues 20 and 20.00 are one
 * @param total null, as {@code min}, {@code max}, {@code mean} and {@code stddev}, where the metric
 *     is unknown; null alone where it is unknown in some campaigns; of no campaign 0, and the
 *     others null
 * @param mean with 10 decimals, rounded half up
 * @param stddev of the sample, with 10 decimals, rounded half up; null below two campaigns
 */
public record Distribution(
    long campaigns,
    long reportingCampaigns,
    long distinctValues,
    @Nullable BigDecimal total,
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    @Nullable BigDecimal mean,
    @Nullable BigDecimal stddev)
    implements Serializable {

  private static final int DECIMALS = 10;

  /**
   * Of known values, from exact sums: neither order nor grouping of the campaigns changes a digit.
   */
  public static Distribution of(List<BigDecimal> values) {
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
    return new Distribution(
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

  /** Of a metric that is unknown in every campaign. */
  /** How many different values there are above zero. */
  public long distinctAboveZero() {
    return distinctValues - (reportingCampaigns < campaigns ? 1 : 0);
  }

  public static Distribution unknown(long campaigns) {
    return new Distribution(campaigns, 0, 0, null, null, null, null, null);
  }

  /**
   * This distribution, of some campaigns only, as the metric is unknown in others: it has no total.
   */
  public Distribution inPart(long allCampaigns) {
    return new Distribution(
        allCampaigns, reportingCampaigns, distinctValues, null, min, max, mean, stddev);
  }
}

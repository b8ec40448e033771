package com.campaignconversions.forecast;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a count that may still be restated will end.
 *
 * @param value what is counted so far
 * @param expected the mean of what it will come to, with one decimal; where very little comes late
 *     it may be a fraction of a count above {@code high}
 * @param low the lower end of the interval that holds the final count in nine of ten cases, a whole
 *     number; never below {@code value}, unless earlier periods were restated downward
 * @param high its upper end, a whole number
 * @param basedOn how many earlier periods it rests on
 */
public record Forecast(
    BigDecimal value, BigDecimal expected, BigDecimal low, BigDecimal high, int basedOn) {
  /** With fewer earlier periods nothing is said. */
  public static final int FEWEST = 8;

  /** So many of the newest earlier periods count. */
  public static final int MOST = 24;

  /** The 95th percentile of Student's t, from 7 degrees of freedom to 23. */
  private static final double[] STUDENT = {
    1.8946, 1.8595, 1.8331, 1.8125, 1.7959, 1.7823, 1.7709, 1.7613, 1.7531, 1.7459, 1.7396, 1.7341,
    1.7291, 1.7247, 1.7207, 1.7171, 1.7139
  };

  /** The same of the normal law. */
  private static final double NORMAL = 1.6449;

  /** For one more count than nothing, so that none so far does not mean none for sure. */
  private static final double HALF_A_COUNT = 0.5;

  /**
   * The earlier periods to rest on: the client's own, and where it has too few those of others too.
   *
   * @param own the newest first, as {@code others}
   */
  public static List<EarlierTotal> basis(List<EarlierTotal> own, List<EarlierTotal> others) {
    return Stream.concat(own.stream(), own.size() < FEWEST ? others.stream() : Stream.of())
        .limit(MOST)
        .toList();
  }

  /**
   * Forecasts.
   *
   * @param earlier as {@link #basis} chose them
   * @return null where they are too few, or nothing was known in any of them at this age
   */
  public static @Nullable Forecast of(BigDecimal value, List<EarlierTotal> earlier) {
    BigDecimal known = BigDecimal.ZERO;
    BigDecimal total = BigDecimal.ZERO;
    for (EarlierTotal one : earlier) {
      known = known.add(one.known());
      total = total.add(one.total());
    }
    if (earlier.size() < FEWEST || known.signum() == 0) {
      return null;
    }
    LateCounts.Interval late = late(value, known, total, earlier);
    BigDecimal low = value.add(late.low());
    BigDecimal high = value.add(late.high());
    List<BigDecimal> counts = new ArrayList<>(List.of(value));
    earlier.forEach(one -> counts.addAll(List.of(one.known(), one.total())));
    // Between whole counts there is nothing to lose; fractional credit may lie anywhere.
    boolean whole = counts.stream().allMatch(Forecast::isWhole);
    return new Forecast(
        value,
        value.multiply(total).divide(known, 1, RoundingMode.HALF_UP),
        whole ? low : low.setScale(0, RoundingMode.FLOOR).max(BigDecimal.ZERO),
        whole ? high : high.setScale(0, RoundingMode.CEILING),
        earlier.size());
  }

  private static LateCounts.Interval late(
      BigDecimal value, BigDecimal known, BigDecimal total, List<EarlierTotal> earlier) {
    double odds = total.subtract(known).doubleValue() / known.doubleValue();
    double squares = 0;
    boolean downward = false;
    for (EarlierTotal one : earlier) {
      double error = one.late().doubleValue() - odds * one.known().doubleValue();
      squares += error * error / Math.max(1, one.known().doubleValue());
      downward |= one.late().signum() < 0;
    }
    double exposure = value.doubleValue() + HALF_A_COUNT;
    double uncertain = STUDENT[earlier.size() - FEWEST] / NORMAL;
    double variance =
        squares
            / (earlier.size() - 1)
            * exposure
            * (1 + exposure / known.doubleValue())
            * uncertain
            * uncertain;
    return downward
        ? LateCounts.aroundMean(odds * exposure, variance, value)
        : LateCounts.likely(odds * exposure, variance);
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }
}

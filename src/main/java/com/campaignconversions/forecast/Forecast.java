package com.campaignconversions.forecast;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
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
    BigDecimal value, BigDecimal expected, BigDecimal low, BigDecimal high, int basedOn)
    implements Serializable {
  /** With fewer earlier periods nothing is said. */
  public static final int FEWEST = 8;

  /** So many of the newest earlier periods count. */
  public static final int MOST = 24;

  /** How many standard deviations the normal law has on each side of its middle nine tenths. */
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
    LateCounts.Interval late =
        late(value, known.doubleValue(), total.subtract(known).doubleValue(), earlier);
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
      BigDecimal value, double known, double late, List<EarlierTotal> earlier) {
    double[] errors = new double[earlier.size()];
    boolean downward = false;
    for (int i = 0; i < errors.length; i++) {
      double thatLate = earlier.get(i).late().doubleValue();
      double thatKnown = earlier.get(i).known().doubleValue();
      // As it would have been forecast from the others.
      double otherKnown = Math.max(1, known - thatKnown);
      double exposure = thatKnown + HALF_A_COUNT;
      errors[i] =
          Math.abs(thatLate - (late - thatLate) / otherKnown * exposure)
              / Math.sqrt(exposure * (1 + exposure / otherKnown));
      downward |= thatLate < 0;
    }
    double exposure = value.doubleValue() + HALF_A_COUNT;
    double mean = late / known * exposure;
    double deviation = nineOfTen(errors) / NORMAL;
    double variance = deviation * deviation * exposure * (1 + exposure / known);
    return downward
        ? LateCounts.aroundMean(mean, variance, value)
        : LateCounts.likely(mean, variance);
  }

  /** What one more error stays below in nine of ten cases, whatever law they have. */
  private static double nineOfTen(double[] errors) {
    Arrays.sort(errors);
    double place = 0.9 * (errors.length + 1) - 1;
    int below = Math.min((int) place, errors.length - 1);
    int above = Math.min(below + 1, errors.length - 1);
    return errors[below] + (place - below) * (errors[above] - errors[below]);
  }

  private static boolean isWhole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
  }
}

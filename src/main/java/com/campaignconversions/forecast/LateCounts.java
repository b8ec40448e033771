package com.campaignconversions.forecast;

import java.math.BigDecimal;

/**
 * How many counts may still come: the interval that holds nine tenths of a law with a given mean
 * and variance.
 */
final class LateCounts {
  private static final double LEVEL = 0.9;
  private static final double NORMAL = 1.6449;

  /** Beyond this a count's own law and the normal one have the same ends. */
  private static final double MOST_DEVIATION = 100_000;

  /** Of the most likely count: what is less likely adds nothing that could be seen. */
  private static final double NEGLIGIBLE = 1e-9;

  private LateCounts() {}

  /** Both ends belong to it. */
  record Interval(BigDecimal low, BigDecimal high) {}

  /**
   * The most likely counts of zero and more.
   *
   * @param variance where it is less than whole numbers of this mean have at least, that is taken
   */
  static Interval likely(double mean, double variance) {
    if (mean <= 0) {
      return new Interval(BigDecimal.ZERO, BigDecimal.ZERO);
    }
    if (Math.sqrt(Math.max(mean, variance)) > MOST_DEVIATION) {
      return aroundMean(mean, variance, BigDecimal.ZERO);
    }
    double between = mean - Math.floor(mean);
    double spread = Math.max(variance, between * (1 - between));
    if (spread < NEGLIGIBLE) {
      BigDecimal sure = BigDecimal.valueOf(Math.round(mean));
      return new Interval(sure, sure);
    }
    Law law = Law.of(mean, spread);
    long mode = law.mode();
    double all = 1 + law.above(mode) + law.below(mode);
    long low = mode;
    long high = mode;
    double held = 1 / all;
    double nextLow = law.before(1 / all, low);
    double nextHigh = law.after(1 / all, high);
    while (held < LEVEL) {
      double more = Math.max(nextLow, nextHigh);
      // The end that is nearer to nine tenths: always the one behind would hold too much.
      if (more <= 0 || held + more - LEVEL > LEVEL - held) {
        break;
      }
      held += more;
      if (nextLow > nextHigh) {
        low--;
        nextLow = law.before(nextLow, low);
      } else {
        high++;
        nextHigh = law.after(nextHigh, high);
      }
    }
    return new Interval(BigDecimal.valueOf(low), BigDecimal.valueOf(high));
  }

  /**
   * On both sides of the mean, as where counts were also taken back.
   *
   * @param value what may be taken back at most
   */
  static Interval aroundMean(double mean, double variance, BigDecimal value) {
    double half = NORMAL * Math.sqrt(variance);
    double low = Math.ceil(mean - half);
    double high = Math.floor(mean + half);
    if (low > high) {
      low = Math.rint(mean);
      high = low;
    }
    BigDecimal least = value.negate();
    return new Interval(new BigDecimal(low).max(least), new BigDecimal(high).max(least));
  }

  /**
   * The negative binomial law, Poisson's, or where the variance is less than the mean the binomial
   * one, by the ratio of neighbours: P(d + 1) / P(d) is (size + d) · odds / (d + 1).
   *
   * @param size 0 for Poisson's; negative for the binomial law, of which there are so many at most
   * @param odds of one more; for Poisson's the mean
   */
  private record Law(double size, double odds) {
    static Law of(double mean, double variance) {
      // A size beyond all counts is Poisson's law.
      return Math.abs(variance - mean) <= mean * NEGLIGIBLE
          ? new Law(0, mean)
          : new Law(mean * mean / (variance - mean), 1 - mean / variance);
    }

    private double ratio(long count) {
      return size == 0 ? odds / (count + 1) : Math.max(0, (size + count) * odds) / (count + 1);
    }

    long mode() {
      double mode = size == 0 ? odds : (size - 1) * odds / (1 - odds);
      return (long) Math.max(0, Math.floor(mode));
    }

    /** The likelihood of one more than a count, by that of the count. */
    double after(double likelihood, long count) {
      return likelihood * ratio(count);
    }

    /** The likelihood of one less; 0 below zero. */
    double before(double likelihood, long count) {
      return count == 0 ? 0 : likelihood / ratio(count - 1);
    }

    /** The sum of all above the mode, in units of the mode's likelihood. */
    double above(long mode) {
      double sum = 0;
      double likelihood = 1;
      for (long count = mode; likelihood > NEGLIGIBLE; count++) {
        likelihood = after(likelihood, count);
        sum += likelihood;
      }
      return sum;
    }

    double below(long mode) {
      double sum = 0;
      double likelihood = 1;
      for (long count = mode; count > 0 && likelihood > NEGLIGIBLE; count--) {
        likelihood = before(likelihood, count);
        sum += likelihood;
      }
      return sum;
    }
  }
}

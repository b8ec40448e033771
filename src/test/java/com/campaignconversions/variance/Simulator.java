package com.campaignconversions.variance;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.Well19937c;

/**
 * Client periods as real traffic makes them and as bugs make them, drawn with a seed: log-normal
 * budgets, 2 to 40 campaigns, totals from 5 to 5000.
 */
final class Simulator {
  private final Well19937c generator;

  Simulator(long seed) {
    generator = new Well19937c(seed);
  }

  /** How a total that was divided becomes whole. */
  enum Rounding {
    ROUND,
    FLOOR,
    CEILING,
    LARGEST_REMAINDER,
    TWO_DECIMALS
  }

  /** Budgets and what they bought: one position a campaign. */
  static final class Traffic {
    private final double[] spend;
    private final double[] impressions;
    private final double[] clicks;

    Traffic(double[] spend, double[] impressions, double[] clicks) {
      this.spend = spend;
      this.impressions = impressions;
      this.clicks = clicks;
    }

    double[] spend() {
      return spend;
    }

    double[] impressions() {
      return impressions;
    }

    double[] clicks() {
      return clicks;
    }

    int campaigns() {
      return spend.length;
    }

    Numbers numbers() {
      return Numbers.of(campaigns()).spend(spend).impressions(impressions).clicks(clicks);
    }
  }

  // Draws

  double uniform(double low, double high) {
    return low + (high - low) * generator.nextDouble();
  }

  double logUniform(double low, double high) {
    return Math.exp(uniform(Math.log(low), Math.log(high)));
  }

  int between(int low, int high) {
    return low + generator.nextInt(high - low + 1);
  }

  double logNormal(double spread) {
    return Math.exp(spread * generator.nextGaussian());
  }

  double normal() {
    return generator.nextGaussian();
  }

  boolean chance(double probability) {
    return generator.nextDouble() < probability;
  }

  Rounding rounding() {
    return Rounding.values()[generator.nextInt(Rounding.values().length)];
  }

  /** Exact for any mean: steps over seven eighths of the waiting time (Ahrens and Dieter). */
  double poisson(double mean) {
    double count = 0;
    double rest = mean;
    while (rest > 12) {
      double events = Math.floor(rest * 7 / 8);
      double time = gamma(events);
      if (time > rest) {
        return count + binomial(events - 1, rest / time);
      }
      count += events;
      rest -= time;
    }
    double product = generator.nextDouble();
    for (double limit = Math.exp(-rest); product > limit; count++) {
      product *= generator.nextDouble();
    }
    return count;
  }

  /** Of any shape, after Marsaglia and Tsang. */
  double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * Math.pow(generator.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    while (true) {
      double x = normal();
      double v = Math.pow(1 + x / Math.sqrt(9 * d), 3);
      if (v > 0 && Math.log(generator.nextDouble()) < x * x / 2 + d * (1 - v + Math.log(v))) {
        return d * v;
      }
    }
  }

  /** A Poisson count whose mean itself varies: variance mean + mean²/size. */
  double negativeBinomial(double mean, double size) {
    return mean <= 0 ? 0 : poisson(gamma(size) * mean / size);
  }

  /** Exact for any number of trials: halves them by the order statistic in the middle. */
  double binomial(double trials, double chance) {
    double successes = 0;
    double p = chance;
    int n = (int) trials;
    while (n > 30) {
      int a = 1 + n / 2;
      int b = n + 1 - a;
      double first = gamma(a);
      double middle = first / (first + gamma(b));
      if (middle <= p) {
        successes += a;
        n = b - 1;
        p = (p - middle) / (1 - middle);
      } else {
        n = a - 1;
        p = p / middle;
      }
    }
    for (int i = 0; i < n; i++) {
      successes += chance(p) ? 1 : 0;
    }
    return successes;
  }

  // Real numbers

  double total() {
    return logUniform(5, 5000);
  }

  /** Traffic that can carry so many conversions. */
  Traffic traffic(int campaigns, double total) {
    double spread = uniform(0.3, 1.2);
    double[] budgets = new double[campaigns];
    Arrays.setAll(budgets, i -> logNormal(spread));
    return traffic(budgets, total, 0.3);
  }

  /** Equal budgets and one audience, as in an A/B test. */
  Traffic equalBudgets(int campaigns, double total) {
    double[] budgets = new double[campaigns];
    Arrays.fill(budgets, 1);
    return traffic(budgets, total, 0);
  }

  /** Of these budgets. */
  Traffic trafficOf(double[] budgets, double total) {
    return traffic(budgets, total, 0.3);
  }

  private Traffic traffic(double[] budgets, double total, double spread) {
    int n = budgets.length;
    double sum = Arrays.stream(budgets).sum();
    double clicksEach = total * logUniform(3, 60);
    double costPerClick = uniform(0.2, 2);
    double clickRate = uniform(0.005, 0.03);
    double[] spend = new double[n];
    double[] impressions = new double[n];
    double[] clicks = new double[n];
    for (int i = 0; i < n; i++) {
      double expected = clicksEach * budgets[i] / sum * logNormal(spread);
      spend[i] = cents(clicksEach * budgets[i] / sum * costPerClick * logNormal(0.02) + 0.01);
      impressions[i] = poisson(expected / clickRate * logNormal(spread / 2)) + 1;
      clicks[i] = binomial(impressions[i], Math.min(1, expected / impressions[i]));
    }
    return new Traffic(spend, impressions, clicks);
  }

  /** Counts around clicks, each campaign with a conversion rate of its own. */
  double[] aroundClicks(Traffic traffic, double total, double spread) {
    double[] means = means(traffic, total, spread);
    return mapped(means, this::poisson);
  }

  double[] means(Traffic traffic, double total, double spread) {
    double[] means = new double[traffic.campaigns()];
    Arrays.setAll(means, i -> traffic.clicks()[i] * logNormal(spread));
    double sum = Arrays.stream(means).sum();
    return mapped(means, mean -> sum == 0 ? 0 : mean * total / sum);
  }

  /** The next step of a funnel: a part of this one. */
  double[] partOf(double[] counts, double rate) {
    return mapped(counts, count -> binomial(count, rate));
  }

  double[] mapped(double[] values, DoubleUnaryOperator function) {
    return Arrays.stream(values).map(function).toArray();
  }

  // Manufactured numbers

  /** A total divided by weights. */
  List<BigDecimal> split(double total, double[] weights, Rounding rounding) {
    double sum = Arrays.stream(weights).sum();
    double whole = Math.rint(total);
    double[] shares = mapped(weights, weight -> whole * weight / sum);
    return switch (rounding) {
      case ROUND -> rounded(shares, 0, RoundingMode.HALF_UP);
      case FLOOR -> rounded(shares, 0, RoundingMode.FLOOR);
      case CEILING -> rounded(shares, 0, RoundingMode.CEILING);
      case TWO_DECIMALS -> rounded(shares, 2, RoundingMode.HALF_UP);
      case LARGEST_REMAINDER -> largestRemainder(shares, whole);
    };
  }

  private static List<BigDecimal> rounded(double[] shares, int decimals, RoundingMode mode) {
    // Twelve decimals first, so that a share of 20 is not rounded up for the sake of 1e-15.
    return Arrays.stream(shares)
        .mapToObj(
            share ->
                BigDecimal.valueOf(share)
                    .setScale(9, RoundingMode.HALF_EVEN)
                    .setScale(decimals, mode))
        .toList();
  }

  private static List<BigDecimal> largestRemainder(double[] shares, double total) {
    double[] whole = Arrays.stream(shares).map(Math::floor).toArray();
    double rest = total - Arrays.stream(whole).sum();
    IntStream.range(0, shares.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> whole[i] - shares[i]))
        .limit(Math.round(rest))
        .forEach(i -> whole[i]++);
    return Numbers.decimals(whole);
  }

  /** One value in a part of the campaigns, the others as they are. */
  double[] filled(double[] real, double part, double value) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, real.length).boxed().toList());
    Collections.shuffle(order, new java.util.Random(generator.nextLong()));
    double[] filled = real.clone();
    order.subList(0, (int) Math.ceil(part * real.length)).forEach(i -> filled[i] = value);
    return filled;
  }

  static double cents(double amount) {
    return Math.rint(amount * 100) / 100;
  }
}

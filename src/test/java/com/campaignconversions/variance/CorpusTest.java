package com.campaignconversions.variance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.campaignconversions.variance.Simulator.Rounding;
import com.campaignconversions.variance.Simulator.Traffic;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rates that the verdicts reach on simulated client periods, at a significance of 1/1000. Each
 * test prints its rate with the counts behind it and asserts its bar, for two seeds.
 *
 * <p>{@code -Dcorpus.periods=20000} simulates so many client periods a row instead of the {@value
 * #DEFAULT_PERIODS} of a normal run.
 */
class CorpusTest {
  static final int DEFAULT_PERIODS = 1000;
  private static final int PERIODS = Integer.getInteger("corpus.periods", DEFAULT_PERIODS);

  private static final double REAL = 0.001;
  private static final double LOOKS_SUSPICIOUS = 0.015;
  private static final double BESIDE_A_SPLIT = 0.002;

  // Real numbers, which are not to be accused

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void realPoissonCountsAroundClicks(long seed) {
    Tally tally =
        simulate(
            "real, Poisson around clicks",
            seed,
            (simulator, judged) -> {
              double total = simulator.total();
              Traffic traffic = simulator.traffic(simulator.between(2, 40), total);
              double[] counts = simulator.aroundClicks(traffic, total, simulator.uniform(0, 1));
              judged.accept(traffic.numbers().count("leads", counts), "leads");
            });
    tally.accusesAtMost(REAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void realPoissonCountsInProportionToClicks(long seed) {
    Tally tally =
        simulate(
            "real, Poisson, one conversion rate",
            seed,
            (simulator, judged) -> {
              double total = simulator.total();
              Traffic traffic = simulator.traffic(simulator.between(2, 40), total);
              double[] counts = simulator.aroundClicks(traffic, total, 0);
              judged.accept(traffic.numbers().count("leads", counts), "leads");
            });
    tally.accusesAtMost(REAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void realNegativeBinomialCountsAroundClicks(long seed) {
    Tally tally =
        simulate(
            "real, negative binomial around clicks",
            seed,
            (simulator, judged) -> {
              double total = simulator.total();
              double size = simulator.logUniform(0.5, 50);
              Traffic traffic = simulator.traffic(simulator.between(2, 40), total);
              double[] means = simulator.means(traffic, total, simulator.uniform(0, 1));
              double[] counts =
                  simulator.mapped(means, mean -> simulator.negativeBinomial(mean, size));
              judged.accept(traffic.numbers().count("leads", counts), "leads");
            });
    tally.accusesAtMost(REAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void realFunnels(long seed) {
    Tally tally =
        simulate(
            "real, funnels of six metrics",
            seed,
            (simulator, judged) -> {
              Traffic traffic = simulator.traffic(simulator.between(2, 40), 500);
              judged.accept(funnel(simulator, traffic, simulator.uniform(0, 1)), null);
            });
    tally.accusesAtMost(REAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void realFunnelsOfFewCampaigns(long seed) {
    Tally tally =
        simulate(
            "real, funnels of 2 to 7 campaigns",
            seed,
            (simulator, judged) -> {
              Traffic traffic = simulator.equalBudgets(simulator.between(2, 7), 500);
              judged.accept(funnel(simulator, traffic, simulator.uniform(0, 0.3)), null);
            });
    tally.accusesAtMost(REAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void realTestsWithEqualBudgets(long seed) {
    Tally tally =
        simulate(
            "real, equal budgets (A/B tests)",
            seed,
            (simulator, judged) -> {
              double total = simulator.total();
              Traffic traffic = simulator.equalBudgets(simulator.between(2, 40), total);
              double[] counts = simulator.aroundClicks(traffic, total, 0);
              judged.accept(traffic.numbers().count("leads", counts), "leads");
            });
    tally.accusesAtMost(REAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void realCountsWithManyZeros(long seed) {
    Tally tally =
        simulate(
            "real, zero-inflated",
            seed,
            (simulator, judged) -> {
              double total = simulator.total();
              double silent = simulator.uniform(0.2, 0.8);
              Traffic traffic = simulator.traffic(simulator.between(2, 40), total);
              double[] means = simulator.means(traffic, total, simulator.uniform(0, 1));
              double[] counts =
                  simulator.mapped(
                      means, mean -> simulator.chance(silent) ? 0 : simulator.poisson(mean));
              judged.accept(traffic.numbers().count("leads", counts), "leads");
            });
    tally.accusesAtMost(REAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void twoNamesOfNearlyOneEvent(long seed) {
    Tally tally =
        simulate(
            "real, two names of nearly one event",
            seed,
            (simulator, judged) -> {
              double total = simulator.total();
              double common = simulator.uniform(0.7, 0.99);
              Traffic traffic = simulator.traffic(simulator.between(2, 40), total);
              double[] means = simulator.means(traffic, total, simulator.uniform(0, 1));
              double[] pixel = new double[means.length];
              double[] server = new double[means.length];
              for (int i = 0; i < means.length; i++) {
                double both = simulator.poisson(means[i] * common);
                pixel[i] = both + simulator.poisson(means[i] * (1 - common));
                server[i] = both + simulator.poisson(means[i] * (1 - common));
              }
              judged.accept(traffic.numbers().count("pixel", pixel).count("server", server), null);
            });
    tally.accusesAtMost(LOOKS_SUSPICIOUS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void costSteeredByACap(long seed) {
    Tally tally =
        simulate(
            "real, cost steered by a cap",
            seed,
            (simulator, judged) -> {
              double total = simulator.total();
              double cap = simulator.uniform(3, 40);
              double noise = simulator.uniform(0.05, 0.3);
              Traffic traffic = simulator.traffic(simulator.between(2, 40), total);
              double[] counts = simulator.aroundClicks(traffic, total, simulator.uniform(0, 1));
              double[] spend =
                  simulator.mapped(
                      counts,
                      count ->
                          Simulator.cents(
                              cap
                                  * (count == 0 ? simulator.uniform(0, 1) : count)
                                  * simulator.logNormal(noise)));
              judged.accept(traffic.numbers().spend(spend).count("leads", counts), "leads");
            });
    tally.accusesAtMost(LOOKS_SUSPICIOUS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void chargedPerResult(long seed) {
    Tally tally =
        simulate(
            "real, charged per result",
            seed,
            (simulator, judged) -> {
              double total = simulator.total();
              double price = simulator.uniform(3, 40);
              double noise = simulator.chance(0.3) ? 0 : simulator.uniform(0, 0.1);
              Traffic traffic = simulator.traffic(simulator.between(2, 40), total);
              double[] counts = simulator.aroundClicks(traffic, total, simulator.uniform(0, 1));
              double[] spend =
                  simulator.mapped(
                      counts, count -> Simulator.cents(count * price * simulator.logNormal(noise)));
              judged.accept(traffic.numbers().spend(spend).count("leads", counts), "leads");
            });
    tally.accusesAtMost(LOOKS_SUSPICIOUS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void partOfTheKey(long seed) {
    Tally tally =
        simulate(
            "real, a part of the clicks",
            seed,
            (simulator, judged) -> {
              double total = simulator.total();
              double part = simulator.uniform(0.4, 0.99);
              Traffic traffic = simulator.traffic(simulator.between(2, 40), total / 10);
              double[] views = simulator.partOf(traffic.clicks(), part);
              double[] next = simulator.partOf(views, simulator.uniform(0.5, 0.99));
              judged.accept(traffic.numbers().count("views", views).count("next", next), null);
            });
    tally.accusesAtMost(LOOKS_SUSPICIOUS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void fractionalCredits(long seed) {
    Tally tally =
        simulate(
            "real, fractional credits",
            seed,
            (simulator, judged) -> {
              double total = simulator.total();
              boolean halves = simulator.chance(0.3);
              Traffic traffic = simulator.traffic(simulator.between(2, 40), total);
              double[] means = simulator.means(traffic, 2 * total, simulator.uniform(0, 1));
              double[] credits =
                  simulator.mapped(
                      means,
                      mean -> {
                        double touched = simulator.poisson(mean);
                        double sum = 0;
                        for (int i = 0; i < touched; i++) {
                          sum += halves ? 0.5 : Simulator.cents(simulator.uniform(0, 1));
                        }
                        return Simulator.cents(sum);
                      });
              judged.accept(traffic.numbers().count("leads", credits), "leads");
            });
    tally.accusesAtMost(LOOKS_SUSPICIOUS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void pausedAtANumberOfLeads(long seed) {
    Tally tally =
        simulate(
            "real, paused at a number of leads",
            seed,
            (simulator, judged) -> {
              double target = Math.rint(simulator.logUniform(5, 200));
              int campaigns = simulator.between(12, 40);
              Traffic traffic = simulator.traffic(campaigns, target * campaigns);
              double[] counts = new double[campaigns];
              Arrays.setAll(counts, i -> target + simulator.poisson(1));
              judged.accept(traffic.numbers().count("leads", counts), "leads");
            });
    tally.accusesAtMost(LOOKS_SUSPICIOUS);
  }

  // Manufactured numbers, which are to be found

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void equalSplitsOfAllMetrics(long seed) {
    Tally tally =
        simulate(
            "equal split of all metrics, any rounding",
            seed,
            (simulator, judged) -> {
              int campaigns = simulator.between(4, 40);
              Rounding rounding = simulator.rounding();
              double smallest = Math.max(50, 2.0 * campaigns);
              double total = simulator.logUniform(smallest, 5000);
              Numbers numbers = simulator.traffic(campaigns, total).numbers();
              for (int i = 0; i < 6; i++) {
                // The bar is for the steps of at least this size; the smaller ones support them.
                String name = (total >= smallest ? "large" : "small") + i;
                numbers.count(name, simulator.split(total, Numbers.each(campaigns, 1), rounding));
                total *= simulator.uniform(0.2, 0.95);
              }
              judged.accept(numbers, "large*");
            });
    tally.findsAtLeast(0.995);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void equalSplitsOfOneMetricAlone(long seed) {
    Tally tally =
        simulate(
            "equal split of one metric, any rounding",
            seed,
            (simulator, judged) -> {
              int campaigns = simulator.between(8, 40);
              double total = simulator.logUniform(Math.max(50, 2.0 * campaigns), 5000);
              List<BigDecimal> split =
                  simulator.split(total, Numbers.each(campaigns, 1), simulator.rounding());
              judged.accept(
                  simulator.traffic(campaigns, total).numbers().count("leads", split), "leads");
            });
    tally.findsAtLeast(0.999);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void splitsBySpend(long seed) {
    splitsBy("spend", Traffic::spend, seed).findsAtLeast(0.99);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void splitsByImpressions(long seed) {
    splitsBy("impressions", Traffic::impressions, seed).findsAtLeast(0.99);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void splitsByClicks(long seed) {
    splitsBy("clicks", Traffic::clicks, seed).findsAtLeast(0.99);
  }

  private static Tally splitsBy(String key, Function<Traffic, double[]> weights, long seed) {
    return simulate(
        "split by " + key + ", any rounding",
        seed,
        (simulator, judged) -> {
          double total = simulator.logUniform(500, 5000);
          Traffic traffic = simulator.traffic(simulator.between(8, 40), total);
          List<BigDecimal> split =
              simulator.split(total, weights.apply(traffic), simulator.rounding());
          judged.accept(traffic.numbers().count("leads", split), "leads");
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void fourFifthsOfTheCampaignsFilled(long seed) {
    Tally tally =
        simulate(
            "80 % of the campaigns filled",
            seed,
            (simulator, judged) -> {
              double value = Math.rint(simulator.logUniform(5, 200));
              int campaigns = simulator.between(10, 40);
              double total = value * campaigns;
              Traffic traffic = simulator.traffic(campaigns, total);
              double[] real = simulator.aroundClicks(traffic, total, simulator.uniform(0, 1));
              judged.accept(
                  traffic.numbers().count("leads", simulator.filled(real, 0.8, value)), "leads");
            });
    tally.findsAtLeast(0.98);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void multipliedCounts(long seed) {
    for (int factor : new int[] {2, 4}) {
      Tally tally =
          simulate(
              "counts multiplied by " + factor,
              seed,
              (simulator, judged) -> {
                double total = simulator.logUniform(50, 5000);
                Traffic traffic = simulator.traffic(simulator.between(14, 40), total);
                double[] real = simulator.aroundClicks(traffic, total, simulator.uniform(0, 1));
                if (Arrays.stream(real).filter(x -> x > 0).count() >= 14) {
                  judged.accept(
                      traffic.numbers().count("leads", simulator.mapped(real, x -> x * factor)),
                      "leads");
                }
              });
      tally.findsAtLeast(Verdict.DUPLICATED, 0.99);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void realMetricsBesideOneSplit(long seed) {
    Tally tally =
        simulate(
            "real metrics beside one split",
            seed,
            (simulator, judged) -> {
              int campaigns = simulator.between(2, 40);
              Traffic traffic =
                  simulator.chance(0.2)
                      ? simulator.equalBudgets(campaigns, 500)
                      : simulator.traffic(campaigns, 500);
              double total = simulator.logUniform(50, 5000);
              double[] weights =
                  simulator.chance(0.7) ? Numbers.each(campaigns, 1) : traffic.spend();
              List<BigDecimal> split = simulator.split(total, weights, simulator.rounding());
              boolean first = simulator.chance(0.5);
              Numbers numbers = traffic.numbers();
              if (first) {
                numbers.count("split", split);
              }
              funnel(simulator, traffic, simulator.uniform(0, 1), numbers);
              if (!first) {
                numbers.count("split", split);
              }
              judged.accept(numbers, "!split");
            });
    tally.accusesAtMost(BESIDE_A_SPLIT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void zerosAndSingleCampaignsAreNeverAccused(long seed) {
    Tally tally =
        simulate(
            "all-zero and single-campaign periods",
            seed,
            (simulator, judged) -> {
              int campaigns = simulator.chance(0.5) ? 1 : simulator.between(2, 40);
              Traffic traffic = simulator.traffic(campaigns, 50);
              double value = campaigns == 1 ? Math.rint(simulator.total()) : 0;
              judged.accept(
                  traffic.numbers().count("leads", Numbers.each(campaigns, value)), "leads");
            });
    tally.accusesAtMost(0);
  }

  private static Numbers funnel(Simulator simulator, Traffic traffic, double spread) {
    return funnel(simulator, traffic, spread, traffic.numbers());
  }

  /** Steps that are parts of each other, calls of their own, and money at various prices. */
  private static Numbers funnel(
      Simulator simulator, Traffic traffic, double spread, Numbers numbers) {
    double total = simulator.logUniform(20, 5000);
    double[] searches = simulator.aroundClicks(traffic, total, spread);
    double[] views = simulator.partOf(searches, simulator.uniform(0.3, 0.98));
    double[] checkouts = simulator.partOf(views, simulator.uniform(0.2, 0.9));
    double[] reservations = simulator.partOf(checkouts, simulator.uniform(0.2, 0.9));
    double price = Simulator.cents(simulator.uniform(20, 400));
    double prices = simulator.chance(0.3) ? 0 : 0.4;
    double[] value =
        simulator.mapped(
            reservations, count -> Simulator.cents(count * price * simulator.logNormal(prices)));
    double[] calls = simulator.aroundClicks(traffic, total / 10, spread);
    return numbers
        .count("searches", searches)
        .count("views", views)
        .count("checkouts", checkouts)
        .count("reservations", reservations)
        .money("value", value)
        .count("calls", calls);
  }

  /** Makes one client period and hands it over, with the metric that counts (null: every one). */
  private interface Regime {
    void makeOne(
        Simulator simulator, BiConsumer<Numbers, @org.jspecify.annotations.Nullable String> judged);
  }

  private static Tally simulate(String name, long seed, Regime regime) {
    Simulator simulator = new Simulator(seed * 1_000_003 + name.hashCode());
    Tally tally = new Tally(name, seed);
    while (tally.periods < PERIODS) {
      regime.makeOne(
          simulator,
          (numbers, metric) -> {
            Predicate<String> counts =
                metric == null
                    ? any -> true
                    : metric.endsWith("*")
                        ? any -> any.startsWith("large")
                        : metric.startsWith("!")
                            ? any -> !any.equals(metric.substring(1))
                            : metric::equals;
            tally.add(numbers, counts);
          });
    }
    tally.print();
    return tally;
  }

  private static final class Tally {
    private final String name;
    private final long seed;
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final StringBuilder samples = new StringBuilder();
    private int periods;
    private int metrics;

    Tally(String name, long seed) {
      this.name = name;
      this.seed = seed;
    }

    void add(Numbers numbers, Predicate<String> counts) {
      periods++;
      for (MetricJudgement judgement : numbers.judged()) {
        if (counts.test(judgement.metric())) {
          metrics++;
          verdicts.merge(judgement.verdict(), 1, Integer::sum);
          if (Boolean.getBoolean(
              judgement.verdict().trusted() ? "corpus.missed" : "corpus.accused")) {
            PeriodNumbers period = numbers.numbers();
            samples
                .append(judgement.verdict())
                .append(' ')
                .append(judgement.metric())
                .append(' ')
                .append(judgement.manufacture().allocationKey())
                .append(' ')
                .append(judgement.manufacture().pValue())
                .append(' ')
                .append(judgement.evidence())
                .append("\n   spend ")
                .append(period.spend())
                .append("\n   clicks ")
                .append(period.clicks());
            period
                .metrics()
                .forEach(m -> samples.append("\n   ").append(m.metric()).append(m.values()));
            samples.append('\n');
          }
        }
      }
    }

    void print() {
      System.out.printf(
          Locale.ROOT,
          "%-45s seed %d: %,d client periods, %,d metrics, accused %.3f %% %s%n",
          name,
          seed,
          periods,
          metrics,
          100.0 * accused() / metrics,
          verdicts);
      System.out.print(samples);
    }

    private int accused() {
      return count(Verdict.DISTRIBUTED) + count(Verdict.DUPLICATED) + count(Verdict.COPIED);
    }

    private int count(Verdict verdict) {
      return verdicts.getOrDefault(verdict, 0);
    }

    void accusesAtMost(double bar) {
      assertThat(metrics, is(greaterThan(0)));
      assertThat(name, (double) accused() / metrics, is(lessThanOrEqualTo(bar)));
    }

    void findsAtLeast(double bar) {
      findsAtLeast(Verdict.DISTRIBUTED, bar);
    }

    void findsAtLeast(Verdict verdict, double bar) {
      assertThat(metrics, is(greaterThan(0)));
      assertThat(name, (double) count(verdict) / metrics, is(greaterThanOrEqualTo(bar)));
    }
  }
}

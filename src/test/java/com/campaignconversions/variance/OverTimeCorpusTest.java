package com.campaignconversions.variance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.variance.Simulator.Rounding;
import com.campaignconversions.variance.Simulator.Traffic;
import com.campaignconversions.variance.numbers.ContentDigest;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rates that the verdicts reach on simulated small accounts over time, at a significance of
 * 1/10,000: few campaigns and conversions a week, each week judged with those before it.
 *
 * <p>{@code -Dcorpus.periods=50000} simulates so many client periods in all, {@code
 * -Dcorpus.seeds=3,4} draws others.
 */
class OverTimeCorpusTest {
  private static final BigDecimal ALPHA = new BigDecimal("0.0001");
  private static final int PERIODS = Integer.getInteger("corpus.periods", 5_000);
  private static final int WEEKS = 13;
  private static final int CAMPAIGNS = 4;

  static LongStream seeds() {
    return Arrays.stream(System.getProperty("corpus.seeds", "1").split(","))
        .mapToLong(Long::parseLong);
  }

  /** One client's campaigns: what stays the same from week to week. */
  private static final class Account {
    private final Simulator simulator;
    private final double[] budgets;
    private final double total;

    /** Totals of at least two a campaign. */
    private final double least;

    Account(Simulator simulator, int campaigns, double total) {
      this.simulator = simulator;
      this.budgets = Numbers.each(campaigns, 1);
      double spread = simulator.uniform(0.3, 1.2);
      Arrays.setAll(budgets, i -> simulator.logNormal(spread));
      this.total = total;
      this.least = 2.0 * campaigns;
    }

    Traffic week() {
      return simulator.trafficOf(
          simulator.mapped(budgets, budget -> budget * simulator.logNormal(0.3)), total);
    }

    double weeksTotal() {
      double drawn = 0;
      while (drawn < least) {
        drawn = simulator.poisson(total * simulator.logNormal(0.2));
      }
      return drawn;
    }
  }

  /** Makes the weeks of one client, one after another. */
  private interface Regime extends Function<Account, Numbers> {}

  private static final Map<String, Regime> REAL = new TreeMap<>();

  static {
    REAL.put(
        "Poisson",
        account -> {
          Traffic week = account.week();
          return week.numbers()
              .count("leads", account.simulator.aroundClicks(week, account.total, 0.3));
        });
    REAL.put(
        "Poisson, one rate",
        account -> {
          Traffic week = account.week();
          return week.numbers()
              .count("leads", account.simulator.aroundClicks(week, account.total, 0));
        });
    REAL.put(
        "Poisson, equal budgets",
        account -> {
          Simulator simulator = account.simulator;
          double mean = account.total / account.budgets.length;
          return Numbers.of(account.budgets.length)
              .spend(Numbers.each(account.budgets.length, 100))
              .count("leads", simulator.mapped(account.budgets, budget -> simulator.poisson(mean)));
        });
    REAL.put(
        "negative binomial",
        account -> {
          Simulator simulator = account.simulator;
          Traffic week = account.week();
          double[] means = simulator.means(week, account.total, 0.3);
          return week.numbers()
              .count("leads", simulator.mapped(means, mean -> simulator.negativeBinomial(mean, 5)));
        });
    REAL.put("steered", account -> paidFor(account, account.simulator.uniform(0.05, 0.3)));
    REAL.put("charged per result", account -> paidFor(account, 0.02));
    REAL.put(
        "fractional",
        account -> {
          Simulator simulator = account.simulator;
          Traffic week = account.week();
          double[] touched = simulator.aroundClicks(week, account.total, 0.3);
          return week.numbers().count("leads", simulator.mapped(touched, count -> count / 2));
        });
    REAL.put(
        "paused",
        account -> {
          // The target is the account's own: the same in every week.
          double target = Math.rint(account.total / account.budgets.length) + 2;
          return account
              .week()
              .numbers()
              .count(
                  "leads",
                  account.simulator.mapped(
                      account.budgets, budget -> target + account.simulator.poisson(1)));
        });
  }

  /** Spend that follows the results, as under a cap of cost. */
  private static Numbers paidFor(Account account, double noise) {
    Simulator simulator = account.simulator;
    double[] counts = simulator.aroundClicks(account.week(), account.total, 0.3);
    double[] spend =
        simulator.mapped(
            counts,
            count ->
                Simulator.cents(
                    20
                        * (count == 0 ? simulator.uniform(0, 1) : count)
                        * simulator.logNormal(noise)));
    return Numbers.of(counts.length).spend(spend).count("leads", counts);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void realWeeksAreNotAccused(long seed) {
    int accused = 0;
    int periods = 0;
    for (Map.Entry<String, Regime> regime : REAL.entrySet()) {
      Tally tally = new Tally(regime.getKey(), seed);
      while (tally.periods < PERIODS / REAL.size()) {
        int campaigns = tally.simulator.between(CAMPAIGNS, 2 * CAMPAIGNS);
        double total = campaigns * tally.simulator.logUniform(1, 20);
        tally.client(new Account(tally.simulator, campaigns, total), regime.getValue(), true);
      }
      tally.print();
      accused += tally.byHistory.getOrDefault(Verdict.DISTRIBUTED, 0);
      accused += tally.byHistory.getOrDefault(Verdict.DUPLICATED, 0);
      periods += tally.periods;
    }
    System.out.printf("accused %d of %,d real client weeks%n", accused, periods);
    assertThat(accused, is(lessThanOrEqualTo(Math.max(1, periods / 10_000))));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void equalSplitsAreFound(long seed) {
    found("split equally", seed, account -> split(account, account.week(), null), 0.95);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void splitsBySpendAreFound(long seed) {
    found(
        "split by spend",
        seed,
        account -> {
          Traffic week = account.week();
          return split(account, week, week.spend());
        },
        0.90);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void doubledCountsAreFound(long seed) {
    found(
        "doubled",
        seed,
        account -> {
          Traffic week = account.week();
          double[] counts = account.simulator.aroundClicks(week, account.weeksTotal(), 0.3);
          return week.numbers()
              .count("leads", account.simulator.mapped(counts, count -> count * 2));
        },
        0.95);
  }

  private static Numbers split(Account account, Traffic week, double @Nullable [] weights) {
    Rounding rounding = account.simulator.rounding();
    List<BigDecimal> split =
        account.simulator.split(
            account.weeksTotal(), weights == null ? Numbers.each(CAMPAIGNS, 1) : weights, rounding);
    return week.numbers().count("leads", split);
  }

  /** Of four campaigns and at least two conversions each, in the eighth week. */
  private static void found(String name, long seed, Regime regime, double bar) {
    Tally tally = new Tally(name, seed);
    int clients = Math.max(200, PERIODS / 25);
    for (int i = 0; i < clients; i++) {
      double total = CAMPAIGNS * tally.simulator.logUniform(2, 10);
      tally.client(new Account(tally.simulator, CAMPAIGNS, total), regime, false);
    }
    tally.print();
    assertThat(name, (double) tally.accused() / clients, is(greaterThanOrEqualTo(bar)));
  }

  private static final class Tally {
    private final String name;
    private final long seed;
    private final Simulator simulator;
    private final Map<Verdict, Integer> verdicts = new TreeMap<>();

    /** Of these, accused where the week alone is not. */
    private final Map<Verdict, Integer> byHistory = new TreeMap<>();

    private int periods;

    Tally(String name, long seed) {
      this.name = name;
      this.seed = seed;
      this.simulator = new Simulator(seed * 1_000_003 + name.hashCode());
    }

    /** Judges the weeks of one client: every one counts, or only the eighth. */
    void client(Account account, Regime regime, boolean everyWeek) {
      List<EarlierPeriod> earlier = new ArrayList<>();
      int weeks = everyWeek ? WEEKS : 8;
      for (int week = 0; week < weeks; week++) {
        PeriodNumbers numbers = regime.apply(account).numbers();
        List<MetricJudgement> judgements = Judge.judge(numbers, earlier, ALPHA);
        if (everyWeek || week == weeks - 1) {
          periods++;
          MetricJudgement leads = judgements.get(0);
          verdicts.merge(leads.verdict(), 1, Integer::sum);
          if (everyWeek
              && !leads.verdict().trusted()
              && Judge.judge(numbers, List.of(), ALPHA).get(0).verdict().trusted()) {
            byHistory.merge(leads.verdict(), 1, Integer::sum);
            if (Boolean.getBoolean("corpus.accused")) {
              System.out.println(name + ": " + numbers + leads.evidence());
            }
          }
        }
        earlier.add(earlier(week, numbers, judgements));
      }
    }

    private static EarlierPeriod earlier(
        int week, PeriodNumbers numbers, List<MetricJudgement> judgements) {
      return new EarlierPeriod(
          Period.containing(Granularity.WEEK, LocalDate.of(2025, 1, 6).plusWeeks(week)),
          ContentDigest.of(numbers),
          true,
          true,
          numbers.campaignIds().size(),
          numbers.totalSpend(),
          sum(numbers.impressions()),
          sum(numbers.clicks()),
          MetricJudgement.known(judgements));
    }

    private static @Nullable BigDecimal sum(List<@Nullable BigDecimal> values) {
      return values.stream().filter(Objects::nonNull).reduce(BigDecimal::add).orElse(null);
    }

    void print() {
      System.out.printf(
          Locale.ROOT,
          "over time, %-25s seed %d: %,d client weeks, accused %d %s, by history %s%n",
          name,
          seed,
          periods,
          accused(),
          verdicts,
          byHistory);
    }

    private int accused() {
      return count(Verdict.DISTRIBUTED) + count(Verdict.DUPLICATED) + count(Verdict.COPIED);
    }

    private int count(Verdict verdict) {
      return verdicts.getOrDefault(verdict, 0);
    }
  }
}

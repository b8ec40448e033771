package com.campaignconversions.conversions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.ClientPeriodExtraction.Result;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.conversions.losses.GatheredRows;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.rows.Reading;
import com.campaignconversions.job.GraphInsights.Level;
import com.campaignconversions.job.GraphInsights.Reports;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.marketingapi.Asking;
import com.campaignconversions.marketingapi.FakeGraph;
import com.campaignconversions.marketingapi.FakeGraph.Trouble;
import com.campaignconversions.marketingapi.QuickTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs against a Graph API that goes wrong at random: what would be published is the truth, or the
 * client period is withheld with the reason.
 *
 * <p>A few in every build; {@code mvn test -Dtest=GraphFaultsTest -Dgraph.faults=300} for more.
 */
class GraphFaultsTest {
  private static final FakeGraph GRAPH = new FakeGraph();
  private static final int RUNS = Integer.getInteger("graph.faults", 25);
  private static final List<Trouble> TROUBLES =
      Arrays.stream(Trouble.values())
          // That is no trouble but another truth.
          .filter(trouble -> trouble != Trouble.WITHOUT_ACTIONS)
          .toList();

  private final Secret token;
  private final Map<State, Integer> ends = new EnumMap<>(State.class);
  private final Map<String, Integer> campaigns = new HashMap<>();

  GraphFaultsTest(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), FakeGraph.TOKEN);
    token = new Secret(Secret.SecretSource.FILE, file.toString());
  }

  @AfterAll
  static void stop() {
    GRAPH.close();
  }

  @Test
  void publishesTheTruthOrWithholdsWithTheReason() {
    for (int seed = 0; seed < RUNS; seed++) {
      run(seed, troubles(new Random(seed)));
    }
    System.out.println(RUNS + " runs, client periods: " + ends);
    assertThat(ends.get(State.COMPLETE), greaterThan(RUNS));
    assertThat(ends.get(State.WITHHELD), greaterThan(RUNS / 4));
  }

  @Test
  void publishesEverythingWhereNothingGoesWrong() {
    for (int seed = 0; seed < 5; seed++) {
      assertThat(run(seed, link -> Trouble.NONE).unfinished(), anEmptyMap());
    }
  }

  /** Single answers go wrong now and then; and sometimes one account's or one month's always do. */
  private static Function<String, Trouble> troubles(Random random) {
    double often = List.of(0.0, 0.02, 0.05, 0.2).get(random.nextInt(4));
    Trouble always = random.nextInt(3) == 0 ? any(random) : Trouble.NONE;
    String where =
        List.of("act_1/", "act_22/", "2025-10-01", "level=account").get(random.nextInt(4));
    return link -> {
      if (always != Trouble.NONE && always != Trouble.SLOW && link.contains(where)) {
        return always;
      }
      return random.nextDouble() < often ? any(random) : Trouble.NONE;
    };
  }

  private static Trouble any(Random random) {
    Trouble trouble = TROUBLES.get(random.nextInt(TROUBLES.size()));
    // Each costs the time that it takes.
    return trouble == Trouble.SLOW && random.nextInt(4) > 0 ? Trouble.TRUNCATED : trouble;
  }

  private Reading run(int seed, Function<String, Trouble> troubles) {
    Random random = new Random(seed);
    GRAPH.afresh().troubled(troubles);
    for (String account : List.of("1", "21", "22")) {
      campaigns.put(account, random.nextInt(9));
      GRAPH.account(account, campaigns.get(account));
    }
    boolean failing = random.nextInt(4) == 0;
    GRAPH.reporting(report -> reported(failing ? random.nextInt(8) : 7));
    Asking asking =
        Asking.with(Map.of("belmonte", token, "lakeside", token))
            .pageSize(1 + random.nextInt(4))
            .requestLimit(Duration.ofSeconds(1))
            .level(random.nextInt(4) == 0 ? Level.AD : Level.CAMPAIGN)
            .reports(List.of(Reports.values()).get(random.nextInt(3)));
    if (random.nextInt(4) == 0) {
      asking.daily();
    }
    Job job =
        SmallJob.ofBelmonte()
            .client("lakeside", "PLN", "21", "22")
            .insights(asking.of(GRAPH))
            .build();
    WantedPeriods wanted = SmallJob.wanted(job, "2025-10", "2025-11");
    Reading reading = new Reading(job, wanted).graph(job, wanted, new QuickTime(), QuickTime.START);
    assertThat(GRAPH.asked(), everyItem(not(containsString(FakeGraph.TOKEN))));
    GatheredRows gathered = GatheredRows.of(reading.blocks(), job.granularity());
    for (Client client : job.clients()) {
      for (Period period : wanted.of(client.id())) {
        ClientPeriod clientPeriod = new ClientPeriod(client.id(), period);
        GatheredRows.OfClientPeriod found = gathered.take(clientPeriod);
        Result result =
            new ClientPeriodExtraction(job, client, WantedActions.of(job), QuickTime.START)
                .extract(period, found, gathered.sources(client.id()), PublishedBefore.NOTHING);
        check("seed " + seed + ", " + clientPeriod, reading, client, result);
      }
    }
    return reading;
  }

  private static List<String> reported(int end) {
    return switch (end) {
      case 0 -> List.of("Job Started 0", "Job Failed 30");
      case 1 -> List.of("Job Skipped 0");
      case 2 -> List.of("Job Running 50");
      default -> List.of("Job Not Started 0", "Job Completed 70", "Job Completed 100");
    };
  }

  private void check(String which, Reading reading, Client client, Result result) {
    ClientPeriodSummary summary = result.summary();
    ends.merge(summary.state(), 1, Integer::sum);
    if (summary.state() == State.WITHHELD) {
      assertThat(which, String.valueOf(summary.reason()), containsString("could not be fetched"));
      assertThat(which, String.valueOf(summary.reason()), not(containsString(FakeGraph.TOKEN)));
      return;
    }
    assertThat(which, reading.unfinished().containsKey(summary.clientPeriod()), is(false));
    Map<String, String> numbers = new TreeMap<>();
    for (CampaignConversions campaign : result.campaigns()) {
      numbers.put(
          campaign.campaignId(),
          plain(campaign.conversions().get(0)) + " " + plain(campaign.spend()));
    }
    assertThat(which, numbers, is(truth(client, summary.clientPeriod().period())));
    assertThat(which, summary.state() == State.MISSING, is(numbers.isEmpty()));
  }

  private Map<String, String> truth(Client client, Period period) {
    Map<String, String> truth = new TreeMap<>();
    for (String account : client.accountIds()) {
      for (int campaign = 0; campaign < campaigns.getOrDefault(account, 0); campaign++) {
        long purchases = 0;
        BigDecimal spend = BigDecimal.ZERO;
        for (LocalDate day = period.start(); !day.isAfter(period.end()); day = day.plusDays(1)) {
          purchases += FakeGraph.purchases(account, campaign, day);
          spend = spend.add(FakeGraph.spend(account, campaign, day));
        }
        truth.put(FakeGraph.campaignId(account, campaign), purchases + " " + plain(spend));
      }
    }
    return truth;
  }

  private static String plain(@Nullable BigDecimal number) {
    return number == null ? "null" : number.stripTrailingZeros().toPlainString();
  }
}

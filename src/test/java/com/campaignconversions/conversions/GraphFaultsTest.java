package com.campaignconversions.conversions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.job.GraphInsights.Level;
import com.campaignconversions.job.GraphInsights.Reports;
import com.campaignconversions.job.Secret;
import com.campaignconversions.marketingapi.Asking;
import com.campaignconversions.marketingapi.FakeGraph;
import com.campaignconversions.marketingapi.FakeGraph.Trouble;
import com.campaignconversions.marketingapi.GraphScenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Runs against a Graph API that goes wrong as public sources tell, and at random: what would be
 * published is the truth, or the client period is withheld with the reason, and other accounts
 * never suffer.
 *
 * <p>Every scenario and a few random runs in every build; {@code mvn test -Dtest=GraphFaultsTest
 * -Dgraph.faults=300} for more.
 */
class GraphFaultsTest {
  private static final FakeGraph GRAPH = new FakeGraph();
  private static final int RUNS = Integer.getInteger("graph.faults", 10);

  /** The older three with one question. */
  private static final String[] MIXED = {"2025-08", "2025-09", "2025-10", "2025-11"};

  private static final List<Trouble> TROUBLES =
      Arrays.stream(Trouble.values())
          // That is no trouble but another truth.
          .filter(trouble -> trouble != Trouble.WITHOUT_ACTIONS)
          // They take a while; each has a scenario.
          .filter(trouble -> trouble != Trouble.GZIP_BOMB && trouble != Trouble.SLOW)
          .toList();

  private final Secret token;
  private final Map<State, Integer> ends = new EnumMap<>(State.class);

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
      for (ClientPeriodSummary summary : run(seed, link -> Trouble.NONE).all()) {
        assertThat(String.valueOf(summary.reason()), summary.state(), not(State.WITHHELD));
      }
    }
  }

  /** Single answers go wrong now and then; and sometimes one account's or one month's always do. */
  private static Function<String, Trouble> troubles(Random random) {
    double often = List.of(0.0, 0.02, 0.05, 0.2).get(random.nextInt(4));
    Trouble always = random.nextInt(3) == 0 ? any(random) : Trouble.NONE;
    String where =
        List.of("act_1/", "act_22/", "2025-10-01", "level=account").get(random.nextInt(4));
    return link -> {
      if (always != Trouble.NONE && link.contains(where)) {
        return always;
      }
      return random.nextDouble() < often ? any(random) : Trouble.NONE;
    };
  }

  private static Trouble any(Random random) {
    return TROUBLES.get(random.nextInt(TROUBLES.size()));
  }

  private GraphRun run(int seed, Function<String, Trouble> troubles) {
    Random random = new Random(seed);
    GRAPH.afresh().troubled(troubles);
    Map<String, Integer> campaigns = new HashMap<>();
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
    GraphRun run = new GraphRun(GRAPH, asking, campaigns, "seed " + seed, MIXED);
    for (ClientPeriodSummary summary : run.all()) {
      ends.merge(summary.state(), 1, Integer::sum);
    }
    return run;
  }

  private static List<String> reported(int end) {
    return switch (end) {
      case 0 -> List.of("Job Started 0", "Job Failed 30");
      case 1 -> List.of("Job Skipped 0");
      case 2 -> List.of("Job Running 50");
      default -> List.of("Job Not Started 0", "Job Completed 70", "Job Completed 100");
    };
  }

  @ParameterizedTest
  @EnumSource
  void comesOutAsItMust(GraphScenario scenario, @TempDir Path kept) throws IOException {
    Map<String, Integer> campaigns =
        Map.of("1", scenario == GraphScenario.ACCOUNT_IS_EMPTY ? 0 : 40, "21", 3, "22", 2);
    GRAPH.afresh();
    campaigns.forEach(GRAPH::account);
    Asking asking = Asking.with(Map.of("belmonte", token, "lakeside", token)).pageSize(100);
    if (scenario.name().startsWith("TOKEN_IN")) {
      asking.keep(kept.toString());
    }
    scenario.begin(GRAPH, asking);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    Logger everything = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    everything.addAppender(logged);
    GraphRun run;
    try {
      run = new GraphRun(GRAPH, asking, campaigns, scenario.name(), "2025-10", "2025-11");
    } finally {
      everything.detachAppender(logged);
    }
    for (ClientPeriodSummary summary : run.of("lakeside")) {
      assertThat(summary.state(), is(State.COMPLETE));
    }
    for (ClientPeriodSummary summary : run.of("belmonte")) {
      // What files may need is no advice here.
      assertThat(String.valueOf(summary.reason()), not(containsString("export")));
      assertThat(String.valueOf(summary.reason()), not(containsString("newest")));
      assertThat(String.valueOf(summary.reason()), summary.state(), in(states(scenario.end())));
      if (scenario.reason() != null) {
        assertThat(
            summary.reason(),
            startsWith(
                scenario.name().startsWith("ROWS_") ? "" : "its insights could not be fetched: "));
        assertThat(summary.reason(), containsString(scenario.reason()));
      }
    }
    assertThat(run.requests("1"), lessThan(100L));
    assertThat(logged.list.toString(), not(containsString(FakeGraph.TOKEN)));
    try (Stream<Path> files = Files.walk(kept)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file), not(containsString(FakeGraph.TOKEN)));
      }
    }
  }

  private static List<State> states(GraphScenario.End end) {
    return switch (end) {
      case TRUTH -> List.of(State.COMPLETE);
      case MISSING -> List.of(State.MISSING);
      case WITHHELD -> List.of(State.WITHHELD);
    };
  }
}

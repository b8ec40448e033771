package com.campaignconversions.commandline;

import static com.campaignconversions.marketingapi.FakeGraph.Trouble.ENDED_VERSION;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.NONE;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.RETENTION;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.UPGRADED;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.marketingapi.FakeGraph;
import com.campaignconversions.reporting.LogLines;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the Marketing API ends: its versions, its months, its accounts. */
class GraphVersionsTest {
  private static final FakeGraph GRAPH = new FakeGraph();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REFUSED =
      "insights.graph.version: Meta no longer serves v23.0, which ended on 2026-06-09 (error 2635):"
          + " write v27.0";
  private static final String UPGRADED_CALL =
      "insights.graph.version: v24.0 ended on 2026-11-10, and v27.0 answered (“The call has been"
          + " auto-upgraded to v27.0 as v24.0 has been deprecated”): write v27.0";

  private final Path folder;

  GraphVersionsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void beginAfresh() {
    GRAPH.afresh().account("1", 3).account("2", 2);
  }

  @AfterAll
  static void stop() {
    GRAPH.close();
  }

  private String job(String name, String version, String clients) throws IOException {
    Files.writeString(folder.resolve("token"), FakeGraph.TOKEN);
    return Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            job: %s
            granularity: month
            insights: {graph: {version: %s, token: {file: token}, endpoint: "%s"}}
            clients: [%s]
            metrics: {reservations: {first_of: [omni_purchase]}}
            output: {jdbc_url: jdbc:h2:file:./conversions, username: sa}
            """
                .formatted(name, version, GRAPH.endpoint(), clients))
        .toString();
  }

  private String job(String version) throws IOException {
    return job(
        "live",
        version,
        "{id: belmonte, account_id: \"1\", currency: PLN, timezone: Europe/Warsaw},"
            + " {id: lakeside, account_id: \"2\", currency: PLN, timezone: Europe/Warsaw}");
  }

  private static JsonNode json(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--output=json");
    return JSON.readTree(Answer.to(all.toArray(String[]::new)).out());
  }

  private static int times(String part, String text) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void aVersionThatIsRefusedIsToldOnceWithAllWhomItConcerns() throws IOException {
    GRAPH.troubled(link -> ENDED_VERSION);
    String job = job("v23.0");

    Answer answer = Answer.to("run", job, "--from=2025-10", "--to=2025-11", "--all");

    assertThat(answer.exitCode(), is(1));
    assertThat(
        answer.out(),
        containsString(
            "WITHHELD belmonte, lakeside 2025-10 to 2025-11: its insights could not be fetched: "
                + REFUSED));
    assertThat(answer.out(), times("insights.graph.version", answer.out()), is(1));
    assertThat("at most once an account", GRAPH.asked().size(), lessThan(3));
    JsonNode check = json("check", job);
    assertThat(check.path("exit_code").asInt(), is(1));
    assertThat(check.path("problems").size(), is(1));
    assertThat(
        check.at("/problems/0/key").asText() + ": " + check.at("/problems/0/message").asText(),
        is(REFUSED));
  }

  @Test
  void aVersionThatMetaServesByAnotherIsPublishedAndTold() throws IOException {
    GRAPH.troubled(link -> UPGRADED);
    String job = job("v24.0");

    JsonNode run = json("run", job, "--period=2025-11");

    assertThat(run.path("exit_code").asInt(), is(0));
    assertThat(run.at("/asking/version").asText(), is("v24.0"));
    assertThat(run.at("/asking/answered_by").toString(), is("[\"v27.0\"]"));
    assertThat(run.at("/asking/requests").asInt(), is(GRAPH.asked().size()));
    assertThat(run.at("/asking/remark").asText(), is(UPGRADED_CALL));
    assertThat(json("runs", job).at("/runs/0/api_version").asText(), is("v27.0"));
    Answer again = Answer.to("status", job, "--run=1");
    assertThat(
        again.out(),
        allOf(
            containsString("NOTED " + UPGRADED_CALL),
            containsString("Meta's Marketing API (v27.0) was asked 4 times.")));
    JsonNode check = json("check", job);
    assertThat(check.path("exit_code").asInt(), is(0));
    assertThat(check.at("/findings/0/message").asText(), is(UPGRADED_CALL));
  }

  /** Before the first request where it is known then, else behind the last. */
  @Test
  void theLogSaysOnceWhatIsToBeKnownOfAVersion() throws IOException {
    GRAPH.troubled(link -> UPGRADED);
    assertThat(
        told(job("v24.0")),
        contains("insights.graph.version: v24.0 ended on 2026-11-10: write v27.0"));
    assertThat(
        told(job("v26.0")),
        contains(startsWith("insights.graph.version: v26.0 was asked for, and v27.0 answered")));
    GRAPH.troubled(link -> ENDED_VERSION);
    assertThat(
        told(job("v26.0")),
        contains("insights.graph.version: Meta no longer serves v26.0 (error 2635): write v27.0"));
  }

  private static List<String> told(String job) {
    try (LogLines log = new LogLines()) {
      Answer.to("run", job, "--from=2025-10", "--to=2025-11");
      return log.whole().lines().filter(line -> line.contains("insights.graph")).toList();
    }
  }

  @Test
  void ofACurrentVersionNothingIsSaid() throws IOException {
    String job = job("v27.0");

    Answer answer = Answer.to("run", job, "--period=2025-11", "--quiet");

    assertThat(answer.out(), answer.exitCode(), is(0));
    assertThat(answer.out(), is(""));
    assertThat(json("runs", job).at("/runs/0/api_version").asText(), is("v27.0"));
    assertThat(json("check", job).path("findings").size(), is(0));
  }

  /** Of a backfill into the past, what Meta still has is published. */
  @Test
  void aPeriodThatMetaNoLongerKeepsCostsItself() throws IOException {
    GRAPH.troubled(link -> link.contains("2023-09-01") ? RETENTION : NONE);

    Answer answer = Answer.to("run", job("v27.0"), "--from=2023-09", "--to=2023-11", "--all");

    assertThat(answer.exitCode(), is(1));
    assertThat(
        answer.out(),
        allOf(
            containsString("4 published, 2 withheld"),
            containsString(
                "WITHHELD belmonte, lakeside 2023-09: its insights could not be fetched: Meta keeps"
                    + " insights for 37 months, and this is older: leave it out with --from, or read"
                    + " saved pages of it by insights.files; it says: The start date is beyond 37"
                    + " months.")));
  }

  @Test
  void whatMetaSaysOfAnAccountIsHeldAgainstTheClientsFile() throws IOException {
    String job =
        job(
            "live",
            "v27.0",
            "{id: belmonte, account_id: \"1\", currency: EUR}, {id: lakeside, account_id: \"2\","
                + " timezone: Poland}");

    JsonNode check = json("check", job);

    assertThat(
        check.at("/problems/0/message").asText(),
        is(
            "belmonte act_1: the account's currency is PLN, the clients file says EUR: no row could"
                + " be used; write currency: PLN, or another account"));
    assertThat("Poland is Europe/Warsaw", check.path("findings").size(), is(1));
    assertThat(check.at("/findings/0/kind").asText(), is("TIMEZONE"));
    assertThat(
        check.at("/findings/0/message").asText(),
        is(
            "belmonte act_1: the account's time zone is Europe/Warsaw, the clients file says UTC:"
                + " Meta's days are the account's, and when a period is over is seen by the clients"
                + " file; write timezone: Europe/Warsaw"));
  }

  /** Meta changes no account's time zone: it closes the account and opens another. */
  @Test
  void twoAccountsOfAClientAddUpWhereOneFollowedTheOther() throws IOException {
    GRAPH.account("2", 0);
    String job =
        job(
            "live",
            "v27.0",
            "{id: belmonte, account_ids: [\"1\", \"2\"], currency: PLN, timezone: Europe/Warsaw}");

    assertThat(Answer.to("run", job, "--period=2025-10").exitCode(), is(0));
    GRAPH.account("1", 0).account("2", 3);
    JsonNode run = json("run", job, "--period=2025-11");

    // The closed one was asked, and its answer was whole and empty.
    assertThat(run.at("/client_periods/0/outcome").asText(), is("PUBLISHED"));
    assertThat(run.at("/client_periods/0/campaigns").asInt(), is(3));
    assertThat(run.at("/client_periods/0/trusted").asBoolean(), is(true));
  }

  @Test
  void anAccountOfTwoClientsOfOneJobIsRefused() throws IOException {
    Answer answer =
        Answer.to(
            "check",
            job("live", "v27.0", "{id: a, account_id: \"1\"}, {id: b, account_id: \"1\"}"));

    assertThat(answer.exitCode(), is(2));
    assertThat(answer.err(), containsString("the ad account 1 stands already in"));
  }

  @Test
  void anAccountThatAnotherJobPublishesForAnotherClientIsTold() throws IOException {
    String zone = ", timezone: Europe/Warsaw}";
    String one = job("one", "v27.0", "{id: a, account_id: \"1\"" + zone);
    String other = job("other", "v27.0", "{id: b, account_id: \"1\"" + zone);
    String weeks = job("weeks", "v27.0", "{id: a, account_id: \"1\"" + zone);
    assertThat(Answer.to("run", one, "--period=2025-11").exitCode(), is(0));
    assertThat(Answer.to("run", other, "--period=2025-11").exitCode(), is(0));

    JsonNode check = json("check", other);
    assertThat(check.path("exit_code").asInt(), is(0));
    assertThat(check.path("findings").size(), is(1));
    assertThat(
        check.at("/findings/0/message").asText(),
        is(
            "the ad account 1 of b is published here for a too: a sum over all clients has it"
                + " twice; keep it with one client, or give the jobs an output.schema each"));
    assertThat(
        "of the same client nothing is said but of the other",
        json("check", weeks).at("/findings/0/message").asText(),
        containsString("for b too"));
    assertThat(Answer.to("check", one).out(), not(containsString("for a too")));
  }
}

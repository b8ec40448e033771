package com.campaignconversions.commandline;

import static com.campaignconversions.marketingapi.FakeGraph.Trouble.NONE;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.TOKEN_EXPIRED;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.commandline.FlinkCluster.Command;
import com.campaignconversions.marketingapi.FakeGraph;
import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built jars on a real cluster, by the commands of src/site/markdown/flink.md. */
class FlinkClusterIT {
  private static final Path JAR = Path.of("target/campaign-conversions.jar").toAbsolutePath();
  private static final Path CLUSTER_JAR =
      Path.of("target/campaign-conversions-cluster.jar").toAbsolutePath();
  private static final String AUTUMN_FROM = "--from=2025-09";
  private static final String AUTUMN_TO = "--to=2025-11";

  /** As the picture in src/site/markdown/architecture.md has them. */
  private static final List<String> STEPS =
      List.of(
          "Read insights",
          "By client",
          "Extract conversions",
          "Write campaigns",
          "Write variance",
          "Record rejected",
          "Publish",
          "Finish run",
          "Every shard");

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static final String PASSWORD = "pass-that-nobody-may-see";
  private static final String PLANTED_ROW =
      """
      {"account_id": "438600948208231", "campaign_id": "990001", "date_start": "2025-12-01",\
       "date_stop": "2025-12-31", "campaign_name": "planted row value", "spend": "1.00",\
       "actions": [{"action_type": "omni_search", "value": "3"}]}
      """;

  private static Path password;
  private static EmbeddedPostgres server;
  private static FlinkCluster cluster;

  private final Story story;

  FlinkClusterIT(@TempDir Path folder) throws IOException, SQLException {
    story = Story.onCluster(folder, emptyDatabase(), cluster.master(), password);
  }

  @BeforeAll
  static void start(@TempDir Path shared) throws IOException {
    password = Files.writeString(shared.resolve("password"), PASSWORD + "\n");
    server = EmbeddedPostgres.builder().start();
    cluster =
        FlinkCluster.start(
            shared.resolve("flink"),
            1,
            Map.of("taskmanager.numberOfTaskSlots", "8"),
            Map.of("META_ACCESS_TOKEN", FakeGraph.TOKEN));
  }

  @AfterAll
  static void stop() throws IOException {
    cluster.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "4", "8"})
  void flinkRunPublishesTheSameAtAnyParallelismAndPassesTheExitCodeOn(String parallelism)
      throws IOException, SQLException {
    run(1, AUTUMN_FROM, AUTUMN_TO, "--parallelism=" + parallelism);

    assertTellsTheStory();
    JsonNode steps = cluster.answer("/jobs/" + cluster.newestJob()).path("vertices");
    assertThat(steps.findValuesAsText("parallelism"), hasItem(parallelism));
  }

  @Test
  void flinkRunDetachedOnlySubmitsAndStatusTellsTheRest() throws IOException, SQLException {
    Command run =
        cluster.flink(
            "run",
            "-d",
            "-m",
            cluster.master(),
            CLUSTER_JAR.toString(),
            "run",
            story.jobFile("flink.yaml"),
            "--period=2025-11");

    assertThat(run.told(), run.exitCode(), is(0));
    assertThat(run.told(), containsString("Run 1 is submitted"));
    awaitTheEndOfRun(1);
    assertThat(story.command("status", "flink.yaml", "--run=1"), is(3));
  }

  @Test
  void aRestRequestPublishesWithoutAnyClient() throws IOException, SQLException {
    String jar = cluster.upload(CLUSTER_JAR);

    JsonNode answer = cluster.run(jar, "run", story.jobFile("flink.yaml"), AUTUMN_FROM, AUTUMN_TO);

    assertThat(answer.toString(), answer.has("jobid"), is(true));
    awaitTheEndOfRun(1);
    assertTellsTheStory();
    assertThat(story.command("status", "flink.yaml", "--run=1"), is(1));
  }

  @Test
  void aRestRequestWithAMistakeIsAnsweredWithIt() throws IOException {
    String jar = cluster.upload(CLUSTER_JAR);

    JsonNode answer = cluster.run(jar, "run", story.jobFile("flink.yaml"), "--period=November");

    assertThat(answer.toString(), containsString("--period"));
    assertThat(cluster.answer("/overview").path("taskmanagers").asInt(), is(1));
  }

  @Test
  void theFatJarSubmitsItselfAndWaits() throws IOException, SQLException {
    Command run =
        cluster.jar(
            JAR,
            "run",
            story.jobFile("flink.yaml"),
            "--period=2025-11",
            "--client=belmonte",
            "--filesToStage=" + CLUSTER_JAR);

    assertThat(run.told(), run.exitCode(), is(0));
    assertThat(story.row("SELECT count(*) FROM campaign_conversions"), is(List.of("25")));
  }

  @Test
  void theFatJarSubmitsItselfAndDoesNotWait() throws IOException, SQLException {
    Command run =
        cluster.jar(
            JAR, "run", story.jobFile("flink.yaml"), "--period=2025-11", "--attachedMode=false");

    assertThat(run.told(), run.exitCode(), is(0));
    awaitTheEndOfRun(1);
    assertThat(story.command("status", "flink.yaml", "--run=1"), is(3));
  }

  @Test
  void neitherThePasswordNorValuesOfRowsStandAnywhere() throws IOException, SQLException {
    story.add("planted.jsonl", PLANTED_ROW);
    run(0, "--period=2025-11", "--client=belmonte");
    story.execute(
        "ALTER TABLE campaign_row ADD CONSTRAINT refused CHECK (campaign_name NOT LIKE 'planted%') "
            + "NOT VALID");

    Command failed = run(1, "--period=2025-12", "--client=belmonte");

    assertThat(
        failed.told(),
        allOf(containsString("the database failed"), containsString("stands untouched")));
    List<String> shown = shownByTheCluster();
    assertThat(shown.toString(), containsString("DatabaseException"));
    SQLException asTheDatabaseSaysIt =
        assertThrows(
            SQLException.class,
            () -> story.execute("UPDATE campaign_row SET campaign_name = 'planted row value'"));
    assertThat(asTheDatabaseSaysIt.getMessage(), containsString("planted row value"));
    assertThat(
        shown,
        everyItem(not(anyOf(containsString(PASSWORD), containsString("planted row value")))));
  }

  /** Wherever a fetch that succeeds, one that Meta refuses and one that breaks leave something. */
  @Test
  void theAccessTokenOfTheMarketingApiStandsNowhere(@TempDir Path folder) throws Exception {
    Path pages = folder.resolve("pages");
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    try (FakeGraph graph = new FakeGraph().account("438600948208231", 5)) {
      String source =
          "graph: {version: v27.0, token: {env: META_ACCESS_TOKEN}, page_size: 2, endpoint: '%s',"
              + " keep: '%s'}";
      story.readInsights(source.formatted(graph.endpoint(), pages));
      run(0, "--period=2025-11", "--client=belmonte");
      graph.troubled(link -> link.contains("after=") ? TOKEN_EXPIRED : NONE);
      run(1, "--period=2025-10", "--client=belmonte");
      graph.troubled();
      story.readInsights(source.formatted(graph.endpoint(), file));
      run(1, "--period=2025-12", "--client=belmonte");

      List<String> places = shownByTheCluster();
      assertThat(places.toString(), containsString("ReadGraph"));
      places.addAll(graph.asked());
      List<String> kept = files(pages);
      assertThat(kept.get(0), containsString("omni_purchase"));
      places.addAll(kept);
      List<String> stored = story.everything();
      assertThat(stored.toString(), containsString("the access token is not valid"));
      places.addAll(stored);
      assertThat(places, everyItem(not(containsString(FakeGraph.TOKEN))));
    }
  }

  private static List<String> files(Path folder) throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    return texts;
  }

  /** Logs of all processes, and what the REST interface tells of its jobs. */
  private static List<String> shownByTheCluster() throws IOException {
    List<String> shown = new ArrayList<>(List.of(cluster.logs()));
    for (JsonNode job : cluster.answer("/jobs/overview").path("jobs")) {
      String path = "/jobs/" + job.path("jid").asText();
      for (String part : List.of("", "/config", "/plan", "/exceptions", "/accumulators")) {
        shown.add(cluster.text(path + part));
      }
    }
    for (String path : List.of("/jobmanager/config", "/jobmanager/environment", "/jars")) {
      shown.add(cluster.text(path));
    }
    return shown;
  }

  @Test
  void twoRunsAtOnceDoNoHarmAndLeaveNoConnectionOpen() throws IOException, SQLException {
    String jar = cluster.upload(CLUSTER_JAR);
    for (int run = 1; run <= 2; run++) {
      cluster.run(jar, "run", story.jobFile("flink.yaml"), AUTUMN_FROM, AUTUMN_TO);
    }
    awaitTheEndOfRun(1);
    awaitTheEndOfRun(2);
    assertTellsTheStory();

    cluster.await(() -> cluster.answer("/overview").path("jobs-running").asInt(1) == 0);
    cluster.await(
        () ->
            row("SELECT count(*) FROM pg_stat_activity WHERE datname"
                    + " = current_database() AND pid <> pg_backend_pid()")
                .equals(List.of("0")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stepsAndMetricsAreSeenByTheirNames(boolean dataStream) throws IOException {
    run(0, "--period=2025-11", "--client=belmonte", "--useDataStreamForBatch=" + dataStream);

    String job = cluster.newestJob();
    List<String> steps = cluster.answer("/jobs/" + job).path("vertices").findValuesAsText("name");
    STEPS.forEach(step -> assertThat(steps, hasItem(containsString(step))));
    assertThat(steps, everyItem(matchesPattern(".*(" + String.join("|", STEPS) + "|DataSink).*")));
    assertThat(
        cluster.text("/jobs/" + job + "/accumulators"),
        allOf(containsString("rows read"), containsString("client periods decided")));
  }

  /** Its writing waits for a lock that somebody holds, and its client is ended meanwhile. */
  @Test
  void aRunThatStandsStillSaysSoAndOutlivesItsClient() throws IOException, SQLException {
    run(0, "--period=2025-11", "--client=belmonte");
    Command client;
    try (Connection other = story.connect();
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      lock.execute("LOCK TABLE campaign_row");
      client = start("--period=2025-10", "--client=belmonte");
      cluster.await(
          () ->
              row("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                      + " AND datname = current_database()")
                  .equals(List.of("1")));
      client.process().destroy();
      client.process().onExit().join();
      setBackByTwelveMinutes("heartbeat");
      cluster.await(
          () -> row("SELECT state FROM runs WHERE run_id = 2").equals(List.of("RUNNING")));
      setBackByTwelveMinutes("moved");

      Command status = cluster.jar(JAR, "status", story.jobFile("flink.yaml"), "--run=2");
      assertThat(status.exitCode(), is(1));
      assertThat(status.told(), containsString("nothing has moved for 1"));
    }
    assertThat(client.told(), containsString("Run 2 goes on on the cluster"));
    awaitTheEndOfRun(2);
    assertThat(story.command("status", "flink.yaml", "--run=2"), is(0));
  }

  private void setBackByTwelveMinutes(String column) throws SQLException {
    story.execute(
        "UPDATE run SET %1$s = %1$s - INTERVAL '12' MINUTE WHERE run_id = 2".formatted(column));
  }

  private Command run(int exitCode, String... options) throws IOException {
    Command run = start(options);
    assertThat(run.told(), run.exitCode(), is(exitCode));
    return run;
  }

  private Command start(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("run", "-m", cluster.master()));
    arguments.addAll(List.of(CLUSTER_JAR.toString(), "run", story.jobFile("flink.yaml")));
    arguments.addAll(List.of(options));
    return cluster.flink(arguments.toArray(String[]::new));
  }

  private void assertTellsTheStory() throws IOException, SQLException {
    assertThat(story.campaigns(), is(Story.expected("campaign_conversions.csv")));
    assertThat(story.variance(), is(Story.expected("conversion_variance.csv")));
  }

  private void awaitTheEndOfRun(int run) {
    String ended = "SELECT count(*) FROM runs WHERE exit_code IS NOT NULL AND run_id = " + run;
    cluster.await(() -> row(ended).equals(List.of("1")));
  }

  private List<String> row(String query) {
    try {
      return story.row(query);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String emptyDatabase() throws SQLException {
    String name = "cluster" + NUMBER.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return "jdbc:postgresql://localhost:" + server.getPort() + "/" + name;
  }
}

package com.campaignconversions.commandline;

import static com.campaignconversions.marketingapi.FakeGraph.Trouble.NONE;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.PERMISSION;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.ROWS_OF_ANOTHER_ACCOUNT;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.TOKEN_EXPIRED;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.WITHOUT_ACTIONS;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.campaignconversions.insights.ReadInsights;
import com.campaignconversions.insights.rows.ReadPlan;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.marketingapi.FakeGraph;
import com.campaignconversions.records.NoHeartbeat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.construction.PipelineTranslation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A job that asks the Marketing API, from its job file to its tables. */
class GraphJobTest {
  private static final FakeGraph GRAPH = new FakeGraph();

  private final Path folder;

  GraphJobTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(folder.resolve("token"), FakeGraph.TOKEN);
    Files.writeString(
        folder.resolve("job.yaml"),
        """
        job: live
        granularity: month
        insights:
          graph: {version: v27.0, token: {file: token}, page_size: 2, keep: pages, endpoint: "%s"}
        clients:
          - {id: belmonte, account_id: "1", currency: PLN, timezone: Europe/Warsaw}
          - {id: lakeside, account_ids: ["21", "22"], currency: PLN, token: {file: token}}
        metrics:
          reservations: {first_of: [omni_purchase]}
        output: {jdbc_url: jdbc:h2:file:./conversions, username: sa}
        """
            .formatted(GRAPH.endpoint()));
  }

  @BeforeEach
  void beginAfresh() {
    GRAPH.afresh().account("1", 5).account("21", 2).account("22", 4);
  }

  @AfterAll
  static void stop() {
    GRAPH.close();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(1, folder.resolve("job.yaml").toString());
    return Main.run(all.toArray(String[]::new));
  }

  private List<String> query(String sql) throws SQLException {
    return query("conversions", sql);
  }

  private List<String> query(String database, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve(database), "sa", "");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(result.getObject(i)));
        }
        rows.add(String.join(" ", cells));
      }
    }
    return rows;
  }

  private static BigDecimal spend(String account, int campaigns) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int campaign = 0; campaign < campaigns; campaign++) {
      for (LocalDate day = LocalDate.of(2025, 11, 1);
          day.getMonthValue() == 11;
          day = day.plusDays(1)) {
        sum = sum.add(FakeGraph.spend(account, campaign, day));
      }
    }
    return sum;
  }

  @Test
  void publishesWhatTheMarketingApiTells() throws SQLException {
    assertThat(run("run", "--period=2025-11"), is(0));
    assertThat(
        query(
            "SELECT client_id, COUNT(*), CAST(SUM(spend) AS NUMERIC(20, 2))"
                + " FROM campaign_conversions GROUP BY client_id ORDER BY client_id"),
        contains(
            "belmonte 5 " + spend("1", 5), "lakeside 6 " + spend("21", 2).add(spend("22", 4))));
    assertThat(query("SELECT DISTINCT reconciliation FROM conversion_variance"), contains("MATCH"));
    assertThat(query("SELECT source FROM rejected_insights"), hasSize(0));
  }

  /** Meta leaves an empty list out: of what was asked for, that is nothing, and not unknown. */
  /** A year later Meta may say something else, or nothing. */
  @Test
  void whatIsPublishedIsVerifiedByThePagesThatWereKept() {
    assertThat(run("run", "--period=2025-11"), is(0));
    GRAPH.afresh();

    assertThat(run("verify", "--sources"), is(0));
    assertThat(
        run(
            "explain",
            "--client=belmonte",
            "--period=2025-11",
            "--metric=reservations",
            "--campaign=none"),
        is(2));
    assertThat(GRAPH.asked(), hasSize(0));
  }

  @Test
  void whatCannotBeKeptOrWasNotIsSaidBeforeTheStart() throws Exception {
    Path job = folder.resolve("job.yaml");
    assertThat(run("run", "--period=2025-11"), is(0));
    Files.writeString(job, Files.readString(job).replace("keep: pages", "keep: other"));
    assertThat("no pages", run("verify", "--sources"), is(2));
    assertThat(run("check"), is(0));
    Files.writeString(job, Files.readString(job).replace("keep: other", "keep: token/pages"));
    assertThat("a file", run("check"), is(1));
  }

  @Test
  void amountsThatWereAskedForAndAreAbsentAreZero() throws Exception {
    Path job = folder.resolve("job.yaml");
    Files.writeString(
        job,
        Files.readString(job)
            .replace(
                "metrics:",
                """
                metrics:
                  revenue: {first_of: [omni_purchase], from: action_values, unit: money}"""));

    assertThat(run("run", "--period=2025-11", "--client=belmonte"), is(0));

    assertThat(query("SELECT DISTINCT revenue FROM campaign_conversions"), contains("0E-10"));
    assertThat(
        query("SELECT verdict FROM conversion_variance WHERE metric = 'revenue'"),
        not(contains("NO_DATA")));
  }

  @Test
  void aFetchThatDidNotFinishLeavesWhatWasPublishedAlone() throws SQLException {
    assertThat(run("run", "--period=2025-11"), is(0));
    List<String> published = query("SELECT * FROM campaign_conversions ORDER BY campaign_id");
    GRAPH.account("1", 6);
    GRAPH.account("22", 9);
    GRAPH.troubled(
        link -> link.contains("act_22/") && link.contains("after=4") ? PERMISSION : NONE);
    assertThat(run("run", "--period=2025-11"), is(1));
    assertThat(
        query("SELECT client_id, outcome, reason FROM run_outcomes WHERE run_id = 2 ORDER BY 1"),
        contains(
            containsString("belmonte PUBLISHED"),
            is(
                "lakeside WITHHELD its insights could not be fetched:"
                    + " act_22: the access token does not open this"
                    + " account: Ad account owner has NOT granted ads_read permission (code 200,"
                    + " trace AbCdEf)")));
    assertThat(
        query(
            "SELECT * FROM campaign_conversions WHERE client_id = 'lakeside' ORDER BY campaign_id"),
        is(published.stream().filter(row -> row.contains("lakeside")).toList()));
  }

  @Test
  void anAnswerWithRowsOfAnotherAccountIsRefused() throws SQLException {
    GRAPH.troubled(link -> link.contains("act_1/") ? ROWS_OF_ANOTHER_ACCOUNT : NONE);
    assertThat(run("run", "--period=2025-11"), is(1));
    assertThat(
        query("SELECT client_id, outcome, reason FROM run_outcomes ORDER BY 1"),
        contains(
            allOf(
                containsString("belmonte WITHHELD"),
                containsString("the row is of ad account 21, and 1 was asked for")),
            containsString("lakeside PUBLISHED")));
    assertThat(
        query("SELECT DISTINCT client_id, period_id, reason FROM rejected_insights"),
        contains("belmonte 2025-11 OTHER_ACCOUNT"));
    assertThat(
        query("SELECT CAST(SUM(spend) AS NUMERIC(20, 2)) FROM campaign_conversions"),
        contains(spend("21", 2).add(spend("22", 4)).toString()));
  }

  @Test
  void anAccountWithoutAnyActionHasNone() throws Exception {
    GRAPH.troubled(link -> link.contains("act_1/") ? WITHOUT_ACTIONS : NONE);
    assertThat(run("run", "--period=2025-11"), is(0));
    String totals =
        "SELECT client_id, verdict = 'NO_DATA', CAST(total AS INTEGER) FROM conversion_variance"
            + " ORDER BY 1";
    assertThat(query(totals).get(0), is("belmonte false 0"));

    Path job = folder.resolve("job.yaml");
    Files.writeString(
        job,
        Files.readString(job)
            .replaceFirst("graph: .*", "files: pages/**/*")
            .replaceAll(", token: .file: token.", "")
            .replace("./conversions", "./again"));
    assertThat(run("run", "--period=2025-11"), is(0));
    assertThat(query("again", totals).get(0), is("belmonte false 0"));
  }

  @Test
  void theTokenIsNowhere() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger("com.campaignconversions");
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    logger.setLevel(Level.TRACE);
    logger.setAdditive(false);
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    System.setErr(System.out);
    try {
      run("run", "--period=2025-10");
      GRAPH.troubled(link -> link.contains("act_21/") ? TOKEN_EXPIRED : NONE);
      run("run", "--period=2025-11");
      run("check");
      run("status");
      run("runs");
    } finally {
      System.setOut(out);
      System.setErr(err);
      logger.detachAppender(logged);
      logger.setLevel(null);
      logger.setAdditive(true);
    }
    List<String> places = new ArrayList<>(List.of(printed.toString(StandardCharsets.UTF_8)));
    for (ILoggingEvent event : logged.list) {
      places.add(
          event.getFormattedMessage()
              + (event.getThrowableProxy() == null
                  ? ""
                  : ThrowableProxyUtil.asString(event.getThrowableProxy())));
    }
    places.addAll(query("SCRIPT"));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("token")) {
          places.add(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    places.addAll(GRAPH.asked());
    assertThat(places.size(), greaterThan(60));
    assertThat(places, everyItem(not(containsString(FakeGraph.TOKEN))));
    assertThat(places.get(0), containsString("act_21"));
  }

  /** The launcher has no use for the token: nothing that it sends to a cluster can hold it. */
  @Test
  void theJobGraphIsMadeWithoutTheToken() throws Exception {
    Files.delete(folder.resolve("token"));
    Job job = JobFile.read(folder.resolve("job.yaml"));
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
    pipeline.apply(
        ReadInsights.of(
            new ReadPlan(
                job, SmallJob.wanted(job, "2025-11"), Instant.EPOCH, 2, 16, NoHeartbeat.NONE),
            List.of(),
            (database, section) -> {
              throw new IllegalStateException();
            }));
    assertThat(PipelineTranslation.toProto(pipeline).getSerializedSize(), greaterThan(1000));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(job);
    }
    assertThat(
        bytes.toString(StandardCharsets.ISO_8859_1),
        allOf(containsString("/token"), not(containsString(FakeGraph.TOKEN))));
  }
}

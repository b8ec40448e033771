package com.campaignconversions.commandline;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import ch.qos.logback.classic.Level;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.notifications.Notifications;
import com.campaignconversions.reporting.LogLines;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs one after the other, and who hears what of them. */
class NoticesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final WireMockServer SERVER = new WireMockServer(options().dynamicPort());
  private static final String SECRET = "hunter2";

  private static final String JOB =
      """
      job: hotels
      granularity: month
      insights: {files: in/*}
      clients:
        - {id: harbor, name: Harbor Inn, account_id: "1", currency: EUR, timezone: Europe/Warsaw}
      metrics:
        searches: {first_of: [omni_search]}
      output: {jdbc_url: "jdbc:h2:file:./out", username: sa}
      monitoring: {textfile: hotels.prom}
      notify: [{slack: {file: slack}}, {webhook: {file: webhook}}]
      """;

  private final Path folder;

  NoticesTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectory(folder.resolve("in"));
    for (String name : List.of("slack", "webhook")) {
      Files.writeString(
          folder.resolve(name),
          "http://localhost:" + SERVER.port() + "/" + name + "/" + SECRET + "\n");
    }
    rows(3, 9, 27, 5);
  }

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @BeforeEach
  void beginAfresh() {
    SERVER.resetAll();
    SERVER.stubFor(post(anyUrl()).willReturn(aResponse().withBody("ok")));
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  /** One campaign for each number of searches. */
  private void rows(int... searches) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < searches.length; i++) {
      rows.append(
          """
          {"account_id":"1","campaign_id":"%d","account_currency":"EUR",\
          "date_start":"2025-11-01","date_stop":"2025-11-30","spend":"%d","impressions":"900",\
          "clicks":"20","actions":[{"action_type":"omni_search","value":"%d"}]}
          """
              .formatted(100 + i, 100 + i * 37 % 900, searches[i]));
    }
    Files.writeString(folder.resolve("in/a.jsonl"), rows);
  }

  private void brokenRow() throws IOException {
    Path file = folder.resolve("in/a.jsonl");
    Files.writeString(
        file,
        Files.readString(file)
            + """
            {"account_id":"1","campaign_id":"99","date_start":"2025-11-01",\
            "date_stop":"2025-11-30","spend":"<much>"}
            """);
  }

  private int run(String... arguments) throws IOException {
    return run("", arguments);
  }

  private int run(String sections, String[] arguments) throws IOException {
    Path job = Files.writeString(folder.resolve("job.yaml"), JOB + sections);
    List<String> all = new ArrayList<>(List.of("run", job.toString(), "--period=2025-11"));
    all.addAll(List.of(arguments));
    return Answer.to(all.toArray(String[]::new)).exitCode();
  }

  private int runWith(String section) throws IOException {
    return run(section + "\n", new String[0]);
  }

  /** What came since the last time, in its order, of one of the two. */
  private static List<JsonNode> sent(String recipient) throws JsonProcessingException {
    List<JsonNode> documents = new ArrayList<>();
    List<ServeEvent> events = new ArrayList<>(SERVER.getAllServeEvents());
    Collections.reverse(events);
    for (ServeEvent event : events) {
      if (event.getRequest().getUrl().startsWith("/" + recipient + "/")) {
        documents.add(JSON.readTree(event.getRequest().getBodyAsString()));
      }
    }
    return documents;
  }

  /** {@code harbor WELL WITHHELD} of each document, or its failure. */
  private static List<String> news() throws JsonProcessingException {
    List<String> news = new ArrayList<>();
    for (JsonNode document : sent("webhook")) {
      for (JsonNode one : document.path("transitions")) {
        news.add(
            String.join(
                " ",
                one.path("client").asText(),
                one.path("from").asText(),
                one.path("to").asText()));
      }
      if (document.path("transitions").isEmpty()) {
        news.add(document.path("failure").asText());
      }
    }
    SERVER.resetRequests();
    return news;
  }

  private List<String> textfile() throws IOException {
    return Files.readAllLines(folder.resolve("hotels.prom"));
  }

  private void database(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("out"), "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void whatTurnsBadAndIsWellAgainIsToldOnce() throws Exception {
    assertThat(run(), is(0));
    assertThat(news(), is(empty()));

    brokenRow();
    assertThat(run(), is(1));
    assertThat(
        sent("slack").get(0).path("text").asText().lines().toList(),
        contains(
            is("Run 2 of hotels: 1 withheld, 1 of 5 rows rejected. Exit code 1."),
            allOf(
                startsWith("*WITHHELD* (was WELL) Harbor Inn (harbor) 2025-11: "),
                containsString("cannot be used"),
                containsString("in/a.jsonl"))));
    JsonNode document = sent("webhook").get(0);
    assertThat(document.path("format").asText(), is("campaign-conversions/1"));
    assertThat(document.path("run").asLong(), is(2L));
    assertThat(document.path("exit_code").asInt(), is(1));
    assertThat(document.path("transitions").get(0).path("name").asText(), is("Harbor Inn"));
    assertThat(document.path("failure").isNull(), is(true));
    assertThat(news(), contains("harbor WELL WITHHELD"));

    assertThat(run(), is(1));
    assertThat(news(), is(empty()));

    assertThat(run("--accept-rejected"), is(3));
    assertThat(news(), contains("harbor WITHHELD NOT_TRUSTED"));

    rows(3, 9, 27, 5);
    assertThat(run("--dry-run"), is(0));
    assertThat(news(), is(empty()));

    assertThat(run(), is(0));
    assertThat(news(), contains("harbor NOT_TRUSTED WELL"));
  }

  @Test
  void theTextfileHasTheLastRun() throws Exception {
    assertThat(run("--dry-run"), is(0));
    assertThat(Files.exists(folder.resolve("hotels.prom")), is(false));

    assertThat(run(), is(0));
    String published =
        "campaign_conversions_client_periods{outcome=\"published\",pipeline=\"hotels\"} ";
    String withheld = published.replace("published", "withheld");
    assertThat(
        textfile(),
        hasItems(
            published + "1.0",
            withheld + "0.0",
            "campaign_conversions_last_run_exit_code{pipeline=\"hotels\"} 0.0",
            // 2025-12-01 in Warsaw.
            "campaign_conversions_data_up_to_timestamp_seconds"
                + "{client=\"harbor\",pipeline=\"hotels\"} 1.7645436E9"));
    String success = success();

    brokenRow();
    assertThat(run(), is(1));
    assertThat(
        textfile(),
        hasItems(
            published + "0.0",
            withheld + "1.0",
            "campaign_conversions_last_run_exit_code{pipeline=\"hotels\"} 1.0",
            "campaign_conversions_rejected_rows{pipeline=\"hotels\",reason=\"bad_number\"} 1.0"));
    assertThat(success(), is(success));
  }

  private String success() throws IOException {
    return textfile().stream()
        .filter(line -> line.startsWith("campaign_conversions_last_success_"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsAcceptedIsNotWellAgain() throws Exception {
    int[] divided = new int[25];
    Arrays.fill(divided, 20);
    rows(divided);
    assertThat(run(), is(3));
    assertThat(news(), contains("harbor null NOT_TRUSTED"));

    String accept =
        "accept: [{client: harbor, metric: searches, verdict: DISTRIBUTED, reason: a test,"
            + " until: 2999-12-31}]";
    assertThat(runWith(accept), is(0));
    assertThat(news(), is(empty()));

    // No longer accepted it is as bad as before.
    assertThat(run(), is(3));
    assertThat(news(), contains("harbor WELL NOT_TRUSTED"));
  }

  @Test
  void aLossThatIsAcceptedIsNotWellAgain() throws Exception {
    brokenRow();
    assertThat(run(), is(1));
    assertThat(news(), contains("harbor null WITHHELD"));

    String accept =
        "accept: [{client: harbor, loss: BAD_NUMBER, reason: a test, until: 2999-12-31}]";
    assertThat(runWith(accept), is(0));
    assertThat(news(), is(empty()));
  }

  @Test
  void aRunThatFailsIsToldOnceAndThatItDoesNoMore() throws Exception {
    assertThat(run(), is(0));
    database("ALTER TABLE campaign_row ADD CONSTRAINT no4 CHECK (searches <> 4)");
    rows(4, 9, 27, 5);

    assertThat(run(), is(1));
    assertThat(
        sent("slack").get(0).path("text").asText().lines().toList(),
        contains(is("Run 2 of hotels failed."), startsWith("*FAILED* Run 2 failed: ")));
    assertThat(news(), contains(startsWith("Run 2 failed: ")));
    assertThat(
        textfile(), hasItem("campaign_conversions_last_run_exit_code{pipeline=\"hotels\"} 1.0"));
    assertThat(run(), is(1));
    assertThat(news(), is(empty()));

    database("ALTER TABLE campaign_row DROP CONSTRAINT no4");
    assertThat(run(), is(0));
    assertThat(
        sent("slack").get(0).path("text").asText(),
        containsString("*WELL AGAIN* Run 3 before it failed: "));
    assertThat(news(), contains("null"));
    assertThat(run(), is(0));
    assertThat(news(), is(empty()));
  }

  @Test
  void whatCannotBeToldIsALineOfTheLogAndFailsNothing() throws Exception {
    brokenRow();
    Files.delete(folder.resolve("slack"));
    SERVER.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(404).withBody("no " + SECRET)));
    Files.createDirectory(folder.resolve("hotels.prom"));
    Files.writeString(folder.resolve("hotels.prom/full"), "");

    List<String> warnings;
    try (LogLines log = new LogLines()) {
      assertThat(run(), is(1));
      warnings = log.of(Level.WARN);
    }

    assertThat(
        warnings,
        hasItems(
            startsWith("WARN monitoring.textfile: the file was not written: "),
            is(
                "WARN notify[0].slack: nothing was sent: there is no file "
                    + folder.resolve("slack")),
            is("WARN notify[1].webhook: nothing was sent: HTTP status 404")));
    assertThat(
        Notifications.problems(JobFile.read(folder.resolve("job.yaml"))),
        contains("notify[0].slack: there is no file " + folder.resolve("slack")));
  }

  @Test
  void theUrlIsNowhere() throws Exception {
    brokenRow();
    String log;
    Answer answer;
    try (LogLines lines = new LogLines()) {
      run();
      rows(3, 9, 27, 5);
      SERVER.stubFor(
          post(anyUrl())
              .willReturn(aResponse().withStatus(307).withHeader("Location", "/" + SECRET)));
      Files.writeString(folder.resolve("webhook"), "https://\\" + SECRET);
      answer = Answer.to("run", folder.resolve("job.yaml").toString(), "--period=2025-11");
      log = lines.whole();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
      objects.writeObject(JobFile.read(folder.resolve("job.yaml")));
    }

    assertThat(
        log,
        allOf(
            containsString("notify[0].slack: sent: 1 client period with a new state"),
            containsString("notify[0].slack: nothing was sent: HTTP status 307, a redirect"),
            containsString("notify[1].webhook: nothing was sent: what ")));
    for (String text :
        List.of(log, answer.out(), answer.err(), bytes.toString(StandardCharsets.ISO_8859_1))) {
      assertThat(text, not(containsString(SECRET)));
      assertThat(text, not(containsString("localhost")));
    }
  }
}

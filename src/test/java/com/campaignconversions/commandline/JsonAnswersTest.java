package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.marketingapi.FakeGraph;
import com.campaignconversions.marketingapi.FakeGraph.Trouble;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code --output=json} of every command, held against the schema that the documents have. */
class JsonAnswersTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Path SCHEMAS = Path.of("src/site/resources/schemas");

  private final Path folder;
  private final TreeSet<String> answered = new TreeSet<>();

  JsonAnswersTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyCommandAnswersAsItsSchemaSays() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String job = story.jobFile("local.yaml");
    answer("check-ddl", "check", job, "--print-ddl");
    answer("prune", "prune", job);
    answer("run-not-waited-for", "retry", job);
    assertThat(answer("check", "check", job).path("problems").size(), is(0));

    JsonNode run = answer("run", "run", job, "--from=2025-09", "--to=2025-11");
    assertThat(run.path("run").asLong(), is(1L));
    assertThat(run.path("exit_code").asInt(), is(1));
    assertThat(run.path("client_periods").size(), is(15));
    assertThat(run.at("/rows/read").asLong(), is(417L));
    JsonNode month = one(run.path("client_periods"), "belmonte", "2025-11");
    assertThat(month.path("name").asText(), is("Belmonte Hotel"));
    assertThat(month.path("outcome").asText(), is("PUBLISHED"));
    assertThat(month.path("campaigns").asLong(), is(25L));
    assertThat(month.path("trusted").asBoolean(), is(true));
    assertThat(month.path("spend").asText(), is("21151.97"));
    assertThat(month.path("currency").asText(), is("PLN"));
    assertThat(month.path("last_day").asText(), is("2025-11-30"));
    assertThat(month.at("/metrics/0/total").asText(), is("500"));
    assertThat(month.at("/metrics/0/verdict").asText(), is("VARIANCE"));
    assertThat(
        one(run.path("client_periods"), "belmonte-as-stored", "2025-11")
            .at("/metrics/0/verdict")
            .asText(),
        is("DISTRIBUTED"));

    JsonNode lastMinute =
        answer(
            "explain",
            "explain",
            job,
            "--client=belmonte",
            "--period=2025-11",
            "--campaign=120210126704380529",
            "--metric=booking_step_1");
    assertThat(lastMinute.path("value").asText(), is("79"));
    assertThat(lastMinute.path("taken").toString(), is("[\"omni_search\"]"));
    assertThat(lastMinute.path("would_have_been").asText(), is("237"));
    assertThat(lastMinute.at("/rows/0/position").asText(), is("23330"));
    assertThat(lastMinute.path("agrees").asBoolean(), is(true));
    assertThat(answer("actions", "actions", job).path("rows").asLong(), is(401L));
    assertThat(
        answer("run", "run", job, "--period=2025-11", "--dry-run").path("run").isNull(), is(true));
    assertThat(
        answer("run", "status", job, "--run=1").path("client_periods"),
        is(run.path("client_periods")));
    assertThat(
        answer(
                "run",
                "run",
                job,
                "--period=2025-11",
                "--dry-run",
                "--catalogue=" + folder.resolve("pipelines/metrics/hotel-bookings.yaml"))
            .path("compared")
            .asInt(),
        is(5));
    JsonNode status = answer("status", "status", job);
    assertThat(status.path("data_up_to").asText(), is("2025-11-30"));
    assertThat(
        one(status.path("client_periods"), "zatoka", "2025-10").path("state").asText(),
        is("withheld"));
    String certificate = folder.resolve("certificate.json").toString();
    JsonNode verified = answer("verify", "verify", job, "--certificate=" + certificate);
    assertThat(verified.path("exit_code").asInt(), is(0));
    assertThat(verified.path("certificate").asText(), is(certificate));
    assertThat(verified.path("client_periods").size(), is(11));
    answer(
        "run-not-waited-for",
        "run",
        job,
        "--only-missing",
        "--client=belmonte",
        "--period=2025-11");
    answer("run", "retry", job);
    answer("audit", "audit", story.jobFile("audit.yaml"), "--compare");
    answer("audit", "status", job, "--run=3");
    assertThat(answer("runs", "runs", job).path("runs").size(), is(3));

    Files.writeString(
        folder.resolve("pipelines/metrics/hotel-bookings.yaml"),
        Files.readString(folder.resolve("pipelines/metrics/hotel-bookings.yaml"))
            .replaceFirst("omni_search", "omni_initiated_checkout"));
    answer("run", "run", job, "--client=belmonte", "--period=2025-11");
    JsonNode restated = answer("history", "history", job).at("/versions/0");
    assertThat(restated.path("cause").asText(), is("catalogue"));
    assertThat(restated.path("campaigns_changed").asLong() > 0, is(true));
    answer("history", "history", job, "--client=belmonte", "--period=2025-11");
    assertThat(answer("history-report", "history", job, "--report").path("report").size(), is(0));
    assertThat(
        answer("report", "report", job, "--file=" + folder.resolve("page.html"))
            .path("client_periods")
            .asInt(),
        is(15));
    JsonNode against = answer("verify", "verify", job, "--against=" + certificate);
    assertThat(against.path("exit_code").asInt(), is(3));
    assertThat(
        one(against.path("client_periods"), "belmonte", "2025-11").path("agrees").asBoolean(),
        is(false));
    assertThat(
        one(against.path("client_periods"), "belmonte", "2025-10").path("agrees").asBoolean(),
        is(true));
    answer("error", "verify", job, "--period=2019-01");
    answer("rollback", "rollback", job, "--client=belmonte", "--period=2025-11");
    answer("prune", "prune", job, "--dry-run");
    answer("forget", "forget", job, "--client=lakeside", "--yes");
    answer("init", "init", folder.resolve("new").toString());

    TreeSet<String> commands = new TreeSet<>(new CommandLine(new Main()).getSubcommands().keySet());
    commands.remove("generate-completion");
    assertThat(answered, is(commands));
  }

  @Test
  void whatAskingTheMarketingApiTookIsInTheDocuments() throws Exception {
    Files.writeString(folder.resolve("token"), FakeGraph.TOKEN);
    try (FakeGraph graph = new FakeGraph()) {
      graph.account("1", 2).troubled(Trouble.UPGRADED);
      String job =
          Files.writeString(
                  folder.resolve("job.yaml"),
                  """
                  job: live
                  granularity: month
                  insights: {graph: {version: v24.0, token: {file: token}, endpoint: "%s"}}
                  clients: [{id: a, account_id: "1"}]
                  metrics: {reservations: {first_of: [omni_purchase]}}
                  output: {jdbc_url: jdbc:h2:file:./live, username: sa}
                  """
                      .formatted(graph.endpoint()))
              .toString();
      JsonNode asking = answer("run", "run", job, "--period=2025-11").path("asking");
      assertThat(asking.path("answered_by").toString(), is("[\"v24.0\",\"v27.0\"]"));
      assertThat(asking.path("warning").asText(), containsString("auto-upgraded"));
      assertThat(answer("check", "check", job).path("findings").size(), is(2));
      assertThat(
          answer("runs", "runs", job).at("/runs/0/api_version").asText(), is("v24.0, v27.0"));
      assertThat(answer("run", "status", job, "--run=1").path("asking"), is(asking));
    }
  }

  @Test
  void whatCannotBeCarriedOutIsADocumentToo() throws Exception {
    Path job = Files.writeString(folder.resolve("job.yaml"), "job: hotel\ngranularity: mont\n");
    JsonNode file = answer("error", "check", job.toString());
    assertThat(file.path("exit_code").asInt(), is(2));
    assertThat(
        file.path("problems").toString(), containsString("\"line\":2,\"key\":\"granularity\""));

    JsonNode option = answer("error", "status", job.toString(), "--nonsense");
    assertThat(option.path("error").asText(), containsString("--nonsense"));
    assertThat(
        Answer.to("status", job.toString(), "--nonsense", "--output", "json").out(),
        containsString("\"error\""));
  }

  @Test
  void theDocumentsHaveEverySchema() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/commands.md"));
    try (var files = Files.list(SCHEMAS)) {
      for (Path schema : files.toList()) {
        assertThat(page, containsString(schema.getFileName().toString()));
      }
    }
  }

  private static JsonNode one(JsonNode clientPeriods, String client, String period) {
    return StreamSupport.stream(clientPeriods.spliterator(), false)
        .filter(
            one ->
                one.path("client").asText().equals(client)
                    && one.path("period").asText().equals(period))
        .findFirst()
        .orElseThrow();
  }

  /** Runs it, and holds the one document that it prints against the schema. */
  private JsonNode answer(String schema, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--output=json");
    Answer answer = Answer.to(all.toArray(String[]::new));
    assertThat(answer.err(), answer.out(), not(is("")));
    JsonNode document = JSON.readTree(answer.out());
    String problems =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(closed(SCHEMAS.resolve(schema + ".schema.json")))
            .validate(document)
            .stream()
            .map(Object::toString)
            .collect(Collectors.joining("\n"));
    assertThat(String.join(" ", all) + "\n" + answer.out(), problems, is(""));
    assertThat(document.path("command").asText(), is(arguments[0]));
    assertThat(document.path("exit_code").asInt(), is(answer.exitCode()));
    answered.add(arguments[0]);
    return document;
  }

  /** The schema with all that it refers to, by which a key that it does not name is wrong. */
  private static JsonNode closed(Path schema) throws IOException {
    ObjectNode whole = (ObjectNode) JSON.readTree(Files.readString(schema));
    whole.set("$defs", JSON.readTree(SCHEMAS.resolve("common.schema.json").toFile()).path("$defs"));
    close(whole);
    return whole;
  }

  private static void close(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.path("properties").isObject() && object.path("type").asText().equals("object")) {
        object.put("additionalProperties", false);
      }
      String reference = object.path("$ref").asText();
      if (reference.startsWith("common.schema.json")) {
        object.put("$ref", reference.substring("common.schema.json".length()));
      }
    }
    node.forEach(JsonAnswersTest::close);
  }
}

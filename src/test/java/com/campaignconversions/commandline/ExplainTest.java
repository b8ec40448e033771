package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.commandline.seeing.ExplainCommand;
import com.campaignconversions.marketingapi.FakeGraph;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.results.CommandResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code explain}: the rows of a published number, read again, add up to it. */
class ExplainTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CELLS = 200;
  private static final int SAMPLE = 5;

  /** First a type that a campaign may lack, a group, one for an account, a second array. */
  private static final List<String> METRICS =
      List.of("searches", "leads", "calls", "contacts", "revenue");

  private final Path folder;
  private final Random random = new Random(17);

  ExplainTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void job(String insights) throws IOException {
    Files.writeString(
        folder.resolve("job.yaml"),
        """
        job: explained
        granularity: month
        insights: %s
        clients:
          - {id: belmonte, account_id: "1", currency: PLN}
          - {id: lakeside, account_ids: ["21", "22"], currency: PLN}
        metrics:
          searches: {first_of: [omni_search, offsite_conversion.fb_pixel_search, search]}
          leads: {first_of: [omni_lead, {sum: [leadgen_grouped, offsite_conversion.fb_pixel_lead]}]}
          calls: {scope: account, first_of: [call_placed, call_confirmed]}
          contacts: {from: [actions, conversions], first_of: [contact_total]}
          revenue: {from: action_values, first_of: [omni_purchase, purchase], unit: money}
        attribution: [7d_click, 1d_view]
        output: {jdbc_url: "jdbc:h2:file:./conversions", username: sa}
        """
            .formatted(insights));
  }

  /** Some days of each campaign, in an order that nobody would choose. */
  private List<ObjectNode> rows() {
    List<ObjectNode> rows = new ArrayList<>();
    for (String account : List.of("1", "21", "22")) {
      for (int month = 9; month <= 11; month++) {
        for (int campaign = 0; campaign < 6; campaign++) {
          for (int day = 1; day <= 3; day++) {
            rows.add(
                row(account, account + "00" + campaign, "2025-%02d-%02d".formatted(month, day)));
          }
        }
      }
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  private ObjectNode row(String account, String campaign, String day) {
    ObjectNode row = JSON.createObjectNode();
    row.put("account_id", account).put("account_currency", "PLN");
    row.put("campaign_id", campaign).put("campaign_name", "Campaign " + campaign);
    row.put("date_start", day).put("date_stop", day);
    row.put("spend", "1." + random.nextInt(100)).put("impressions", "1000").put("clicks", "9");
    boolean omni = campaign.hashCode() % 3 != 0;
    entries(row, "actions", "omni_search", omni);
    entries(row, "actions", "offsite_conversion.fb_pixel_search", true);
    entries(row, "actions", "Search", random.nextBoolean());
    entries(row, "actions", "omni_lead", campaign.hashCode() % 4 == 0);
    entries(row, "actions", "leadgen_grouped", random.nextBoolean());
    entries(row, "actions", "offsite_conversion.fb_pixel_lead", random.nextBoolean());
    entries(row, "actions", "call_placed", account.equals("21") && random.nextInt(5) == 0);
    entries(row, "actions", "call_confirmed", true);
    entries(row, "actions", "link_click", true);
    entries(row, "conversions", "contact_total", random.nextBoolean());
    entries(row, "action_values", "omni_purchase", omni);
    entries(row, "action_values", "purchase", true);
    return row;
  }

  private void entries(ObjectNode row, String array, String type, boolean there) {
    ObjectNode entry = row.withArray(array).addObject();
    if (!there) {
      entry.put("action_type", "post").put("7d_click", "1");
      return;
    }
    int value = random.nextInt(9);
    entry.put("action_type", type).put("value", "777").put("7d_click", value + ".50");
    if (random.nextBoolean()) {
      entry.put("1d_view", random.nextInt(4));
    }
  }

  /** Published by a run, then each of them explained: by the sum of its rows. */
  private void assertThatAllAreExplained(List<String> metrics, int fewest) throws Exception {
    Answer run = Answer.to("run", job(), "--from=2025-09", "--to=2025-11", "--allow-untrusted");
    assertThat(run.out() + run.err(), run.exitCode(), is(0));
    List<String[]> cells = new ArrayList<>();
    for (String metric : metrics) {
      query(
          "SELECT client_id, period_id, campaign_id, %s FROM campaign_conversions"
              .formatted(metric),
          row ->
              cells.add(
                  new String[] {
                    row.getString(1), row.getString(2), row.getString(3), metric, row.getString(4)
                  }));
    }
    assertThat(cells.size(), is(greaterThanOrEqualTo(fewest)));
    Collections.shuffle(cells, random);
    int positive = 0;
    for (String[] cell : cells.subList(0, fewest)) {
      JsonNode explained = explained(cell[0], cell[1], cell[2], cell[3]);
      String told = String.join(" ", cell) + " " + explained;
      assertThat(told, explained.path("agrees").asBoolean(), is(true));
      assertThat(told, explained.path("exit_code").asInt(), is(0));
      assertThat(
          told, explained.path("value").asText(), is(Decimals.text(new BigDecimal(cell[4]))));
      assertThat(told, explained.path("sum").asText(), is(explained.path("value").asText()));
      assertThat(told, sumOfEntries(explained), is(explained.path("value").asText()));
      positive += explained.path("taken").size();
    }
    assertThat(positive, is(greaterThan(fewest / 2)));
  }

  private static String sumOfEntries(JsonNode explained) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode row : explained.path("rows")) {
      for (JsonNode entry : row.path("entries")) {
        if (entry.path("counted").asBoolean()) {
          sum = sum.add(new BigDecimal(entry.path("value").asText()));
        }
      }
    }
    return Decimals.text(sum);
  }

  private String job() {
    return folder.resolve("job.yaml").toString();
  }

  /** Without the time that a command line takes to be made. */
  private JsonNode explained(String client, String period, String campaign, String metric) {
    return explainedBy(job(), client, period, campaign, metric);
  }

  private static JsonNode explainedBy(
      String job, String client, String period, String campaign, String metric) {
    CommandLine command = new CommandLine(new ExplainCommand());
    command.execute(
        job,
        "--client=" + client,
        "--period=" + period,
        "--campaign=" + campaign,
        "--metric=" + metric);
    CommandResult result = command.getExecutionResult();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    result.writeTo(json);
    return json;
  }

  private interface RowAction {
    void see(ResultSet row) throws SQLException;
  }

  private void query(String sql, RowAction action) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("conversions"), "sa", "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        action.see(row);
      }
    }
  }

  @Test
  void numbersFromFilesOfEveryKind() throws Exception {
    job("{files: 'insights/*'}");
    Path insights = Files.createDirectories(folder.resolve("insights"));
    List<ObjectNode> rows = rows();
    int part = rows.size() / 6;
    Files.writeString(insights.resolve("a.jsonl"), lines(rows.subList(0, part + 20)));
    Files.writeString(
        insights.resolve("b.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(rows.subList(part, 2 * part)));
    Files.writeString(
        insights.resolve("c.json"), "{\"data\": " + rows.subList(2 * part, 3 * part) + "}");
    Files.writeString(insights.resolve("d.csv"), csv(rows.subList(3 * part - 9, 4 * part)));
    Files.writeString(insights.resolve("e.jsonl"), enveloped(rows.subList(4 * part, 5 * part)));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(insights.resolve("f.jsonl.gz")))) {
      out.write(lines(rows.subList(5 * part, rows.size())).getBytes(StandardCharsets.UTF_8));
    }

    assertThatAllAreExplained(METRICS, CELLS);

    Files.writeString(insights.resolve("d.csv"), csv(rows.subList(3 * part + 1, 4 * part)));
    ObjectNode gone = rows.get(3 * part);
    assertThat(
        changed(gone),
        allOf(
            containsString("insights/d.csv changed after it was last checked"),
            containsString("so that files are gone or hold less")));

    Files.delete(insights.resolve("d.csv"));
    assertThat(
        changed(gone),
        allOf(containsString("so that files are gone or hold less"), not(containsString("d.csv"))));

    Files.writeString(
        Path.of(job()), Files.readString(Path.of(job())).replace("[omni_search, ", "["));
    assertThat(changed(gone), containsString("the catalogue, a client's metrics"));
  }

  private String changed(ObjectNode row) {
    JsonNode explained =
        explained(
            row.path("account_id").asText().equals("1") ? "belmonte" : "lakeside",
            row.path("date_start").asText().substring(0, 7),
            row.path("campaign_id").asText(),
            "searches");
    assertThat(explained.toString(), explained.path("agrees").asBoolean(), is(false));
    assertThat(explained.path("exit_code").asInt(), is(3));
    return explained.path("changed").asText();
  }

  private static String lines(List<ObjectNode> rows) {
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> lines.append(row).append('\n'));
    return lines.toString();
  }

  private static String enveloped(List<ObjectNode> rows) {
    StringBuilder lines = new StringBuilder();
    rows.forEach(row -> lines.append("{\"_airbyte_data\": ").append(row).append("}\n"));
    return lines.toString();
  }

  private static String csv(List<ObjectNode> rows) {
    List<String> names = new ArrayList<>();
    rows.get(0).fieldNames().forEachRemaining(names::add);
    StringBuilder lines = new StringBuilder(String.join(",", names) + "\n");
    for (ObjectNode row : rows) {
      List<String> cells = new ArrayList<>();
      for (String name : names) {
        String cell = row.get(name).isTextual() ? row.get(name).asText() : row.get(name).toString();
        cells.add('"' + cell.replace("\"", "\"\"") + '"');
      }
      lines.append(String.join(",", cells)).append('\n');
    }
    return lines.toString();
  }

  @Test
  void numbersFromLandedTables() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("landed");
    job("{jdbc: {jdbc_url: '%s', username: sa, table: ads, preset: airbyte}}".formatted(url));
    try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "CREATE TABLE ads (_airbyte_extracted_at TIMESTAMP WITH TIME ZONE, account_id VARCHAR,"
                + " account_currency VARCHAR, campaign_id VARCHAR, campaign_name VARCHAR,"
                + " date_start DATE, date_stop DATE, spend NUMERIC(20, 2), impressions BIGINT,"
                + " clicks BIGINT, actions JSON, action_values JSON, conversions JSON)");
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "INSERT INTO ads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FORMAT JSON, ? FORMAT JSON,"
                  + " ? FORMAT JSON)")) {
        for (ObjectNode row : rows()) {
          land(insert, row, "2025-12-02 10:00:00+00");
          if (random.nextInt(4) == 0) {
            land(insert, row.deepCopy().put("spend", "0.50"), "2025-12-01 10:00:00+00");
          }
        }
      }

      // While somebody has it open, H2 does not open the file again for each number.
      assertThatAllAreExplained(METRICS, CELLS);

      JsonNode one = explained("belmonte", "2025-11", "1001", "searches");
      assertThat(one.at("/rows/0/source").asText(), is("ads"));
      assertThat(one.at("/rows/0/position").asText(), containsString("campaign_id=1001"));
    }
  }

  private static void land(PreparedStatement insert, ObjectNode row, String extracted)
      throws SQLException {
    List<String> values = new ArrayList<>(List.of(extracted));
    for (String name :
        List.of(
            "account_id",
            "account_currency",
            "campaign_id",
            "campaign_name",
            "date_start",
            "date_stop",
            "spend",
            "impressions",
            "clicks",
            "actions",
            "action_values",
            "conversions")) {
      values.add(row.get(name).isTextual() ? row.get(name).asText() : row.get(name).toString());
    }
    for (int i = 0; i < values.size(); i++) {
      insert.setString(i + 1, values.get(i));
    }
    insert.execute();
  }

  @Test
  void numbersFromKeptPages() throws Exception {
    try (FakeGraph graph = new FakeGraph().account("1", 35).account("21", 9).account("22", 26)) {
      Files.writeString(folder.resolve("token"), FakeGraph.TOKEN);
      job(
          "{graph: {version: v27.0, token: {file: token}, keep: pages, page_size: 50, endpoint: '%s'}}"
              .formatted(graph.endpoint()));
      Files.writeString(
          Path.of(job()),
          Files.readString(Path.of(job()))
              .replaceAll(
                  "(?s)metrics:.*attribution.*?\n",
                  "metrics: {bought: {first_of: [omni_purchase, purchase]}}\n"));

      assertThatAllAreExplained(List.of("bought"), CELLS);

      int asked = graph.asked().size();
      JsonNode one = explained("belmonte", "2025-11", "1001", "bought");
      assertThat(one.at("/rows/0/source").asText(), is("pages/belmonte/act_1_2025-11.jsonl"));
      assertThat(graph.asked().size(), is(asked));

      Files.delete(folder.resolve("pages/lakeside/act_22_2025-11.jsonl"));
      assertThat(
          explained("lakeside", "2025-11", "22001", "bought").path("changed").asText(),
          containsString("pages/lakeside/act_22_2025-11.jsonl is gone"));
    }
  }

  @Test
  void rowsThatDoNotCountSayWhy() throws Exception {
    job("{files: 'insights/*', newest: file}");
    Path insights = Files.createDirectories(folder.resolve("insights"));
    ObjectNode row = row("1", "c1", "2025-11-01");
    ObjectNode broken = row.deepCopy().put("spend", "much");
    Path older = Files.writeString(insights.resolve("a.jsonl"), row + "\n" + broken + "\n");
    Files.setLastModifiedTime(older, FileTime.from(Instant.parse("2025-12-01T00:00:00Z")));
    ObjectNode newer = row.deepCopy();
    newer.withArray("actions").addObject().put("action_type", "search").put("7d_click", "many");
    Files.writeString(insights.resolve("b.jsonl"), newer + "\n" + newer + "\n");
    Answer.to("run", job(), "--period=2025-11", "--accept-rejected");

    JsonNode explained = explained("belmonte", "2025-11", "c1", "calls");

    assertThat(explained.toString(), explained.path("agrees").asBoolean(), is(true));
    List<String> told = new ArrayList<>();
    for (JsonNode one : explained.path("rows")) {
      told.add(
          "%s %s %s"
              .formatted(
                  one.path("source").asText(),
                  one.path("position").asText().equals("0"),
                  one.path("why").asText()));
    }
    assertThat(
        told,
        contains(
            "insights/a.jsonl true it gave way to the newer row in insights/b.jsonl at 0"
                + " (insights.newest)",
            "insights/b.jsonl true null",
            "insights/b.jsonl false it repeats the row in insights/b.jsonl at 0",
            "insights/a.jsonl false it cannot be used (BAD_NUMBER): spend is much, no number from 0"
                + " on with a length that can be kept exactly"));
    JsonNode entry = null;
    for (JsonNode one : explained("belmonte", "2025-11", "c1", "searches").at("/rows/1/entries")) {
      entry = one;
    }
    assertThat(
        String.valueOf(entry),
        is(
            "{\"array\":\"actions\",\"action_type\":\"search\",\"window\":\"7d_click\","
                + "\"value\":\"many\",\"counted\":false}"));
  }

  /** Also what is unknown, and entries in tables of their own. */
  @Test
  void numbersOfTheTestData() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String url = "jdbc:h2:file:" + folder.resolve("landed");
    try (LandedTables tables = LandedTables.in(url, "sa")) {
      tables.execute("CREATE SCHEMA fivetran").fivetran("fivetran");
      String rows =
          "table: fivetran.basic_ad, preset: fivetran, columns: {clicks: inline_link_clicks}";
      String job =
          Files.readString(Path.of(story.jobFile("local.yaml")))
              .replaceFirst(
                  "insights:\n( .*\n)+",
                  "insights:\n  jdbc: {jdbc_url: '%s', username: sa, %s}\n".formatted(url, rows));
      Files.writeString(Path.of(story.jobFile("landed.yaml")), job);
      assertThatTheTestDataIsExplained(story, "landed.yaml");
    }
  }

  private void assertThatTheTestDataIsExplained(Story story, String jobFile) throws Exception {
    Answer.to("run", story.jobFile(jobFile), "--period=2025-11");
    List<String[]> cells = new ArrayList<>();
    try (Connection connection = story.connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT c.client_id, c.period_id, c.campaign_id FROM campaign_conversions c"
                    + " JOIN run_outcomes o ON o.client_id = c.client_id"
                    + " AND o.period_id = c.period_id WHERE o.outcome IN ('PUBLISHED', 'UNCHANGED')"
                    + " AND o.run_id = (SELECT MAX(run_id) FROM runs)")) {
      while (row.next()) {
        for (String metric :
            List.of("booking_step_1", "reservation_value", "click_to_call", "email_contacts")) {
          cells.add(new String[] {row.getString(1), row.getString(2), row.getString(3), metric});
        }
      }
    }
    Collections.shuffle(cells, random);
    for (String[] cell : cells.subList(0, SAMPLE)) {
      JsonNode explained = explainedBy(story.jobFile(jobFile), cell[0], cell[1], cell[2], cell[3]);
      assertThat(
          String.join(" ", cell) + " " + explained, explained.path("agrees").asBoolean(), is(true));
    }
  }

  @Test
  void theIncidentsLastMinuteIsToldInWords() throws Exception {
    String job = Story.copiedTo(folder, "conversions").jobFile("local.yaml");
    Answer.to("run", job, "--client=belmonte", "--period=2025-11");

    Answer answer =
        Answer.to(
            "explain",
            job,
            "--client=belmonte",
            "--period=2025-11",
            "--campaign=Last minute",
            "--metric=booking_step_1");

    assertThat(
        answer.out(),
        is(
            "belmonte 2025-11, campaign 120210126704380529 (Last minute): booking_step_1 is 79, from"
                + " omni_search. TRUSTED 25 campaigns show 21 different values from 2 to 79, as real"
                + " traffic does. TAKEN omni_search: the first listed type with a positive value in"
                + " the campaign's whole period. IGNORED offsite_conversion.fb_pixel_search, which"
                + " has 79 in actions: omni_search is listed before it, and one event stands under"
                + " several names. IGNORED search, which has 79 in actions: omni_search is listed"
                + " before it, and one event stands under several names. NOT ADDED Adding all of"
                + " them up would have given 237. COUNTED ../testdata/insights/belmonte/2025-11.jsonl"
                + " at 23330, 2025-11-01 to 2025-11-30: offsite_conversion.fb_pixel_search 79"
                + " (value); search 79 (value); omni_search 79 (value), counted. AGREES 1 of 1 row,"
                + " read again now, add up to 79: what is published. "));
    assertThat(answer.exitCode(), is(0));
    assertThat(
        misnamed(job, "--client=belmont"),
        allOf(
            containsString("--client=belmont: the job has no such"),
            containsString("did you mean belmonte?")));
    assertThat(
        misnamed(job, "--period=2025-10"),
        containsString(
            "belmonte 2025-10 is not published, and no run has looked for it yet:"
                + " `run --client=belmonte --period=2025-10`"));
    assertThat(
        misnamed(job, "--metric=spend"),
        allOf(
            containsString("spend is a column of every campaign, and no metric"),
            containsString("the catalogue has booking_step_1, ")));
    assertThat(misnamed(job, "--metric=bookingstep1"), containsString("mean booking_step_1?"));
    assertThat(
        misnamed(job, "--campaign=120210126704380528"),
        allOf(
            containsString("2025-11 has no such campaign; it has "),
            containsString("did you mean 120210126704380529?"),
            not(containsString("?;"))));
  }

  private static String told(String job, String client, String period, String campaign) {
    Answer answer =
        Answer.to(
            "explain",
            job,
            "--client=" + client,
            "--period=" + period,
            "--campaign=" + campaign,
            "--metric=booking_step_1");
    return answer.out() + answer.err();
  }

  @Test
  void whatDoesNotAgreeIsToldFirstAndAsItWasThen() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String job = story.jobFile("local.yaml");
    Answer.to("run", job, "--client=belmonte", "--period=2025-11");
    String id = "120210126704380529";
    story.execute(
        "UPDATE campaign_row SET booking_step_1 = 97 WHERE campaign_id = '%s'".formatted(id));

    String changed = told(job, "belmonte", "2025-11", "Last minute");
    assertThat(
        changed,
        allOf(
            containsString(
                "booking_step_1 is published as 97, from omni_search. DIFFERENT the sources say 79"
                    + " now, and so they did when it was published: it was changed in the database"
                    + " by hand since; `verify` tells. JUDGED TRUSTED, as published: "),
            not(containsString("run the period again"))));

    Path file = folder.resolve("testdata/insights/belmonte/2025-11.jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.write(
        file,
        lines.stream()
            .map(line -> line.contains(id) ? line.replaceAll("omni_|fb_pixel_|search", "") : line)
            .toList());
    assertThat(
        told(job, "belmonte", "2025-11", "Last minute"),
        allOf(
            containsString("TAKEN omni_search, when it was published. TAKEN NOW nothing: none of"),
            containsString("2025-11.jsonl changed after it was last checked")));
    JsonNode json = explainedBy(job, "belmonte", "2025-11", id, "booking_step_1");
    assertThat(json.path("taken").toString(), is("[\"omni_search\"]"));
    assertThat(json.path("taken_now").toString(), is("[]"));

    Files.write(file, lines.stream().filter(line -> !line.contains(id)).toList());
    assertThat(
        told(job, "belmonte", "2025-11", "Last minute"),
        containsString("TAKEN NOW nothing: the sources have no row of the campaign now."));

    story.execute(
        "UPDATE campaign_row SET campaign_name = 'Twin' WHERE campaign_id IN ('%s', '%s')"
            .formatted(id, story.row("SELECT MIN(campaign_id) FROM campaign_row").get(0)));
    assertThat(
        told(job, "belmonte", "2025-11", "Twin"),
        containsString("has 2 campaigns of that name: use the id, one of " + id));
  }

  @Test
  void eachMetricHasItsOwnJudgementAndWhatIsNotPublishedItsReason() throws Exception {
    Story story = Story.copiedTo(folder, "conversions");
    String job = story.jobFile("local.yaml");
    Answer.to(
        "run",
        job,
        "--client=belmonte-as-stored",
        "--client=aurora",
        "--client=zatoka",
        "--from=2025-09",
        "--to=2025-11");

    assertThat(
        told(job, "belmonte-as-stored", "2025-11", "Last minute"),
        allOf(
            containsString("NOT TRUSTED All 25 campaigns show exactly 20."),
            containsString("ADVICE Do not show it by campaign"),
            not(containsString("another reason"))));
    story.execute(
        "UPDATE variance_row SET trusted = TRUE, evidence = 'It is well.'"
            + " WHERE metric = 'booking_step_1'");
    assertThat(
        told(job, "belmonte-as-stored", "2025-11", "Last minute"),
        allOf(
            containsString(
                ". TRUSTED It is well. NOT TRUSTED belmonte-as-stored 2025-11 is not trusted for"
                    + " another reason than this metric, which `status` tells."),
            not(containsString("ADVICE"))));

    story.execute("UPDATE variance_row SET trusted = FALSE WHERE verdict = 'NO_DATA'");
    String noData = told(job, "aurora", "2025-09", "23850000000730011");
    assertThat(noData, containsString("the row carries no actions."));
    assertThat(noData, containsString("ADVICE Show no number, not 0 either."));
    JsonNode json = explainedBy(job, "aurora", "2025-09", "23850000000730011", "booking_step_1");
    assertThat(json.path("advice").asText(), containsString("Show no number"));
    assertThat(json.at("/rows/0/any_array").asBoolean(true), is(false));

    assertThat(
        told(job, "zatoka", "2025-10", "any"),
        containsString("zatoka 2025-10 is not published, it was withheld: campaign 1203"));
    assertThat(
        told(job, "belmonte-as-stored", "2025-10", "any"),
        containsString("belmonte-as-stored 2025-10 is not published: no row of it was found"));
  }

  private static String misnamed(String job, String option) {
    List<String> all = new ArrayList<>(List.of("explain", job));
    for (String known :
        List.of(
            "--client=belmonte",
            "--period=2025-11",
            "--campaign=120210126704380529",
            "--metric=booking_step_1")) {
      all.add(known.startsWith(option.replaceFirst("=.*", "=")) ? option : known);
    }
    Answer answer = Answer.to(all.toArray(String[]::new));
    assertThat(answer.err(), answer.exitCode(), is(2));
    return answer.err();
  }
}

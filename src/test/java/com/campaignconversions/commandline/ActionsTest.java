package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code actions}: what the insights carry, before anything was run. */
class ActionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  ActionsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private String job(String insights) throws IOException {
    return Files.writeString(
            folder.resolve("job.yaml"),
            """
            job: seen
            granularity: month
            insights: %s
            clients:
              - {id: belmonte, account_id: "1"}
              - {id: lakeside, account_id: "2", metrics: {mails: {first_of: [offsite_conversion.custom.123456789]}}}
            metrics:
              searches: {first_of: [omni_search, search]}
              mails: {from: [actions, conversions], first_of: [contact_websit]}
              revenue: {from: action_values, first_of: [omni_purchase], unit: money}
            output: {jdbc_url: "jdbc:postgresql://127.0.0.1:1/none", password: {env: NO_SUCH_SECRET}}
            """
                .formatted(insights))
        .toString();
  }

  private static String row(int account, int campaign, String arrays) {
    return """
        {"account_id":"%d","campaign_id":"c%d","date_start":"2025-%s-01","date_stop":"2025-%s-01",%s}
        """
        .formatted(account, campaign, "11", "11", arrays);
  }

  private static String entry(String type, Object value) {
    return "{\"action_type\":\"%s\",\"value\":\"%s\",\"7d_click\":\"1\"}".formatted(type, value);
  }

  private JsonNode actions(String job, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of("actions", job, "--output=json"));
    all.addAll(List.of(options));
    Answer answer = Answer.to(all.toArray(String[]::new));
    assertThat(answer.out() + answer.err(), answer.exitCode(), is(0));
    return JSON.readTree(answer.out());
  }

  private static JsonNode type(JsonNode answer, String array, String type) {
    for (JsonNode one : answer.path("action_types")) {
      if (one.path("array").asText().equals(array)
          && one.path("action_type").asText().equals(type)) {
        return one;
      }
    }
    throw new AssertionError(array + " " + type + ": " + answer);
  }

  private String files() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 4; i++) {
      lines.append(
          row(
              1,
              i,
              "\"actions\":[%s,%s,%s],\"cost_per_action_type\":[%s]"
                  .formatted(
                      entry("omni_search", i),
                      entry("offsite_conversion.fb_pixel_search", i + ".0"),
                      entry("link_click", i < 4 ? i : 9),
                      entry("link_click", "0.25"))));
    }
    lines.append(row(2, 5, "\"conversions\":[" + entry("contact_website", 3) + "]"));
    lines.append(
        row(
            2,
            6,
            "\"actions\":\"[{\\\"action_type\\\":\\\"offsite_conversion.custom.123456798\\\",\\\"value\\\":2}]\""));
    lines
        .append("{\"account_id\":\"1\",\"date_start\":\"2025-11-01\",\"date_stop\":\"2025-11-30\",")
        .append("\"actions\":[" + entry("omni_search", 100) + "]}\n");
    lines.append(row(3, 7, "\"actions\":[" + entry("of_nobody", 1) + "]"));
    Files.createDirectories(folder.resolve("insights"));
    Files.writeString(folder.resolve("insights/a.jsonl"), lines);
    return job("{files: 'insights/*'}");
  }

  @Test
  void tellsWhatRowsCarryAndWhoListsIt() throws Exception {
    JsonNode answer = actions(files());

    assertThat(answer.path("rows").asLong(), is(6L));
    assertThat(
        type(answer, "actions", "omni_search").toString(),
        is(
            "{\"array\":\"actions\",\"action_type\":\"omni_search\",\"rows\":4,\"clients\":1,"
                + "\"total\":\"10\",\"windows\":[\"7d_click\",\"value\"],\"metrics\":[\"searches\"],"
                + "\"moves_with\":[\"offsite_conversion.fb_pixel_search\"]}"));
    assertThat(type(answer, "actions", "link_click").path("moves_with").size(), is(0));
    assertThat(type(answer, "cost_per_action_type", "link_click").path("total").isNull(), is(true));
    assertThat(
        type(answer, "actions", "offsite_conversion.custom.123456798").path("total").asText(),
        is("2"));
    assertThat(answer.toString(), not(containsString("of_nobody")));
  }

  @Test
  void tellsWhatNeverOccursAndWhatMayBeMeant() throws Exception {
    assertThat(
        actions(files()).path("never_seen").toString(),
        is(
            "[{\"metric\":\"searches\",\"action_type\":\"search\",\"similar\":"
                + "[\"offsite_conversion.fb_pixel_search\"]},"
                + "{\"metric\":\"mails\",\"action_type\":\"contact_websit\",\"similar\":"
                + "[\"contact_website\"]},"
                + "{\"metric\":\"revenue\",\"action_type\":\"omni_purchase\",\"similar\":[]},"
                + "{\"metric\":\"mails\",\"action_type\":\"offsite_conversion.custom.123456789\","
                + "\"similar\":[\"offsite_conversion.custom.123456798\"]}]"));
  }

  @Test
  void readsOnlyWhatIsAskedFor() throws Exception {
    JsonNode answer = actions(files(), "--client=lakeside", "--period=2025-11");
    assertThat(answer.path("rows").asLong(), is(2L));

    Answer nothing = Answer.to("actions", files(), "--client=lakeside", "--period=2025-10");
    assertThat(nothing.exitCode(), is(1));
    assertThat(
        nothing.err(),
        allOf(
            containsString(
                "there is no row of a campaign of lakeside in 2025-10: read were 7 rows"),
            containsString("of other clients or periods"),
            not(containsString("check"))));
  }

  @Test
  void ofAPartItSaysThatAndUsesThePartsOwnCatalogue() throws Exception {
    files();
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 3; i++) {
      lines.append(row(1, i, "\"actions\":[" + entry("omni_search", i) + "]"));
    }
    lines.append(row(2, 1, "\"clicks\":\"3\""));
    Files.writeString(folder.resolve("insights/a.jsonl"), lines);
    String job = folder.resolve("job.yaml").toString();

    Answer part = Answer.to("actions", job, "--client=belmonte");
    assertThat(
        part.out(),
        allOf(
            containsString("searches: search does not occur in what was read."),
            containsString("mails: contact_websit does not occur in what was read."),
            not(containsString("custom.123456789"))));
    Answer none = Answer.to("actions", job, "--client=lakeside");
    assertThat(
        none.out(),
        allOf(
            containsString(
                "No row carries an action type: the export or query left `actions` out."),
            not(containsString("occur"))));
    assertThat(actions(job, "--client=lakeside").path("never_seen").size(), is(0));
  }

  @Test
  void whatCannotBeReadIsNamedBesideWhatWasFound() throws Exception {
    String job = files();
    Files.write(folder.resolve("insights/b.jsonl.gz"), new byte[] {1, 2, 3});
    Files.writeString(
        folder.resolve("insights/c.json"),
        "[\n" + row(1, 9, "\"actions\":[" + entry("late", 1) + "]") + ",\n{");

    Answer answer = Answer.to("actions", job);
    assertThat(answer.exitCode(), is(1));
    assertThat(
        answer.out(),
        allOf(
            containsString(
                "NOT READ 2 sources are not read whole: insights/b.jsonl.gz is not read"),
            containsString("Action types that stand only there are missing here."),
            containsString("omni_search"),
            containsString("late")));
    JsonNode unread = JSON.readTree(Answer.to("actions", job, "--output=json").out());
    assertThat(unread.at("/unread/0/source").asText(), is("insights/b.jsonl.gz"));
    assertThat(unread.at("/unread/0/in_part").asBoolean(true), is(false));
    assertThat(unread.at("/unread/1/in_part").asBoolean(), is(true));
    assertThat(unread.path("exit_code").asInt(), is(1));

    Files.delete(folder.resolve("insights/b.jsonl.gz"));
    assertThat(actions(job).path("unread").size(), is(1));
  }

  /** Lakeside's rows lack one of the names; and what one metric lists whole needs no word. */
  @Test
  void typesThatMoveTogetherAreToldWhereMetricsTreatThemOtherwise() throws Exception {
    String job = files();
    StringBuilder lines = new StringBuilder();
    for (int account = 1; account <= 2; account++) {
      for (int i = 1; i <= 3; i++) {
        String pixel =
            account == 1 ? entry("offsite_conversion.fb_pixel_search", i) : entry("post", 9 - i);
        lines.append(
            row(
                account,
                i,
                "\"actions\":[%s,%s,%s,%s]"
                    .formatted(
                        entry("omni_search", i),
                        pixel,
                        entry("one", 10 * i),
                        entry("other", 10 * i))));
      }
    }
    Files.writeString(folder.resolve("insights/a.jsonl"), lines);

    assertThat(
        Answer.to("actions", job).out(),
        allOf(
            containsString(
                "offsite_conversion.fb_pixel_search and omni_search have the same values in all rows"
                    + " of 1 of 2 clients that have them: they probably count one event under several"
                    + " names."),
            not(containsString("one and other have"))));
    Files.writeString(
        Path.of(job),
        Files.readString(Path.of(job))
            .replace("[omni_search, search]", "[omni_search, offsite_conversion.fb_pixel_search]"));
    assertThat(Answer.to("actions", job).out(), not(containsString("have the same values")));
    assertThat(
        type(actions(job), "actions", "one").path("moves_with").toString(), is("[\"other\"]"));
  }

  @Test
  void isToldInWords() throws Exception {
    Answer answer = Answer.to("actions", files());
    assertThat(
        answer.out(),
        allOf(
            containsString(
                "offsite_conversion.fb_pixel_search and omni_search have the same values in all rows"
                    + " of the client that has them"),
            containsString(
                "mails: contact_websit never occurs; perhaps contact_website is meant, which"),
            containsString("Left out are 1, an ad account's own totals.")));
  }

  /** Also of arrays that no metric looks in. */
  @Test
  void readsALandedTable() throws Exception {
    String url = "jdbc:h2:file:" + folder.resolve("landed");
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE ads (account_id VARCHAR, campaign_id VARCHAR, date_start DATE,"
              + " date_stop DATE, actions VARCHAR, conversion_values VARCHAR)");
      statement.execute(
          "INSERT INTO ads VALUES ('1', 'c1', DATE '2025-11-01', DATE '2025-11-01', '[%s]', '[%s]')"
              .formatted(entry("omni_search", 4), entry("donate_total", "7.50")));
    }
    JsonNode answer =
        actions(job("{jdbc: {jdbc_url: '%s', username: sa, table: ads}}".formatted(url)));

    assertThat(type(answer, "actions", "omni_search").path("total").asText(), is("4"));
    assertThat(type(answer, "conversion_values", "donate_total").path("total").asText(), is("7.5"));
  }
}

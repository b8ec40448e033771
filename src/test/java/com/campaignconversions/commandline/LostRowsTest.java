package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small inputs of which something is missing: what is left of the 26 purchases of two campaigns is
 * never published as trusted, and what is whole is.
 */
class LostRowsTest {
  private static final Instant SAVED = Instant.parse("2026-11-02T03:00:00Z");

  private static final String NINE = row("1201", "9", "1741");
  private static final String SEVENTEEN = row("1202", "17", "2222");

  private final Path folder;
  private String job =
      """
      job: lost
      granularity: month
      insights: {files: in/*}
      clients:
        - {id: harbor, account_id: "438600948208231", currency: EUR}
      metrics:
        purchases: {from: actions, first_of: [omni_purchase]}
        revenue: {from: action_values, first_of: [omni_purchase], unit: money}
      output: {jdbc_url: "jdbc:h2:file:./out", username: sa}
      """;

  LostRowsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectory(folder.resolve("in"));
  }

  private static String row(String campaign, String purchases, String revenue) {
    return """
    {"account_id":"438600948208231","account_currency":"EUR","campaign_id":"%s",\
    "date_start":"2026-10-01","date_stop":"2026-10-31","spend":"109.5%s","impressions":"9450",\
    "clicks":"2%s","actions":[{"action_type":"omni_purchase","value":"%s"}],\
    "action_values":[{"action_type":"omni_purchase","value":"%s"}]}"""
        .formatted(campaign, purchases, purchases, purchases, revenue);
  }

  private void write(String file, String text) throws IOException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String file, byte[] content) throws IOException {
    Path path = Files.write(folder.resolve("in").resolve(file), content);
    long files;
    try (var all = Files.list(path.resolveSibling(""))) {
      files = all.count();
    }
    // Each one later than those before.
    Files.setLastModifiedTime(path, FileTime.from(SAVED.plusSeconds(60 * files)));
  }

  /** Exit code, whether it is trusted, and the purchases and revenue that are published. */
  private String run() throws IOException, SQLException {
    Path file = Files.writeString(folder.resolve("job.yaml"), job);
    int exitCode = Main.run("run", file.toString(), "--period=2026-10");
    List<String> published = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("out"), "sa", "");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT p.trusted, (SELECT SUM(c.purchases) FROM campaign_conversions c),
                  (SELECT SUM(c.revenue) FROM campaign_conversions c) FROM publications p
                """)) {
      while (row.next()) {
        published.add(
            (row.getBoolean(1) ? " trusted " : " not trusted ")
                + plain(row, 2)
                + " "
                + plain(row, 3));
      }
    }
    return exitCode + String.join(",", published);
  }

  private static String plain(ResultSet row, int column) throws SQLException {
    return row.getBigDecimal(column) == null
        ? "unknown"
        : row.getBigDecimal(column).stripTrailingZeros().toPlainString();
  }

  private String check() throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), job);
    return Integer.toString(Main.run("check", file.toString()));
  }

  @Test
  void whatIsWholeIsTrusted() throws Exception {
    write("a.jsonl", NINE + "\n" + SEVENTEEN + "\n");

    assertThat(run(), is("0 trusted 26 3963"));
    assertThat(check(), is("0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"NaN\"",
        "false",
        "{\"id\":\"438600948208231\"}",
        "\"438-600-948-208-231\"",
        "\"None\"",
        "\"#N/A\"",
        "0",
        "\"'438600948208231\"",
        "\"\u200b438600948208231\""
      })
  void anAccountIdThatIsNoneMayBeAnybodys(String account) throws Exception {
    write("a.jsonl", NINE + "\n" + SEVENTEEN.replace("\"438600948208231\"", account) + "\n");

    assertThat(run(), is("3 not trusted 9 1741"));
  }

  @Test
  void anAccountIdInCapitalsIsOne() throws Exception {
    write("a.jsonl", NINE + "\n" + SEVENTEEN.replace("\"4386", "\"ACT_4386") + "\n");

    assertThat(run(), is("0 trusted 26 3963"));
  }

  @Test
  void aBrokenByteInAnAccountIdLeavesItUnknown() throws Exception {
    byte[] bytes =
        (NINE + "\n" + SEVENTEEN.replace("438600948208231", "43860094820823\u00e9") + "\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    write("a.jsonl", bytes);

    assertThat(run(), is("3 not trusted 9 1741"));
  }

  @Test
  void anAccountIdThatLostADigitInTheClientsFileIsNamed() throws Exception {
    job = job.replace("\"438600948208231\"", "\"43860094820821\"");
    write("a.jsonl", NINE + "\n" + SEVENTEEN + "\n");

    assertThat(run(), is("1"));
    assertThat(check(), is("1"));
  }

  @Test
  void amountsThatOnlyOldFilesHaveAreUnknown() throws Exception {
    job = job.replace("in/*}", "in/*, newest: file}");
    write("a.jsonl", NINE + "\n" + SEVENTEEN + "\n");
    write(
        "b.jsonl", (NINE + "\n" + SEVENTEEN + "\n").replaceAll(",\"action_values\":\\[[^]]*]", ""));

    assertThat(run(), is("3 not trusted 26 unknown"));
  }

  @Test
  void aMarkThatSaysNothingDeletesNothing() throws Exception {
    write(
        "a.jsonl",
        NINE + "\n" + SEVENTEEN.replace("\"spend\"", "\"_sdc_deleted_at\":NaN,\"spend\"") + "\n");

    assertThat(run(), is("0 trusted 26 3963"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"b.zip", "b.jsonl.lzo_deflate"})
  void whatIsNotCompressedAsItsNameSaysIsNotRead(String name) throws Exception {
    write("a.jsonl", NINE + "\n");
    write(name, SEVENTEEN + "\n");

    assertThat(run(), is("1"));
    assertThat(check(), is("1"));
  }

  @Test
  void anEmptyFileIsNoCompressedOne() throws Exception {
    write("a.jsonl", NINE + "\n");
    write("b.jsonl.gz", "");

    assertThat(run(), is("1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"type\":\"omni_purchase\",\"value\":\"17\"}]",
        "[null]",
        "[\"x\"]",
        "[{\"action_type\":\"omni_purchase\",\"action_type\":\"lead\",\"value\":\"17\"}]"
      })
  void entriesOfWhichNoneTellsItsTypeLeaveItUnknown(String actions) throws Exception {
    write(
        "a.jsonl",
        NINE
            + "\n"
            + SEVENTEEN.replaceFirst("\"actions\":\\[[^]]*]", "\"actions\":" + actions)
            + "\n");

    assertThat(run(), is("3 not trusted 9 3963"));
  }

  @Test
  void anArrayThatIsNoNumberIsMissing() throws Exception {
    String without =
        row("1203", "0", "0").replaceFirst("\"action_values\":\\[[^]]*]", "\"action_values\":NaN");
    write("a.jsonl", NINE + "\n" + SEVENTEEN + "\n" + without + "\n");

    assertThat(run(), is("0 trusted 26 3963"));
  }

  @Test
  void rowsOfOneExtractionAreNoVersionsOfEachOther() throws Exception {
    job = job.replace("in/*}", "in/*, newest: _airbyte_extracted_at}");
    String at = "\"_airbyte_extracted_at\":\"2026-11-01T03:00:00.%sZ\",\"spend\"";
    write(
        "a.jsonl",
        NINE.replace("\"spend\"", at.formatted("0"))
            + "\n"
            + SEVENTEEN.replace("1202", "1201").replace("\"spend\"", at.formatted("1"))
            + "\n");

    assertThat(run(), is("1"));
  }

  @Test
  void aCampaignWhoseOnlyRowSpansPeriodsIsMissed() throws Exception {
    write("a.jsonl", NINE + "\n" + SEVENTEEN.replace("\"2026-10-31\"", "\"2026-11-01\"") + "\n");

    assertThat(run(), is("3 not trusted 9 1741"));
  }

  @Test
  void theMarkOfAnOlderAirbyteIsRead() throws Exception {
    write(
        "a.jsonl",
        NINE
            + "\n"
            + SEVENTEEN.replaceFirst(
                "\"actions\":\\[[^]]*]",
                "\"actions\":null,\"_airbyte_meta\":{\"errors\":[\"Problem with `actions`\"]}")
            + "\n");

    assertThat(run(), is("3 not trusted 9 3963"));
  }

  @Test
  void aRowThatNamesACampaignIsNoTotalOfTheAccount() throws Exception {
    write(
        "a.jsonl",
        NINE
            + "\n"
            + SEVENTEEN.replace(
                "\"campaign_id\":\"1202\"", "\"campaign_id\":null,\"campaign_name\":\"Two\"")
            + "\n");

    assertThat(run(), is("1"));
  }

  @Test
  void aTotalOfADayWithoutAnyCampaignIsARowThatLostItsCampaign() throws Exception {
    write(
        "a.jsonl",
        NINE.replace("2026-10-31", "2026-10-01")
            + "\n"
            + SEVENTEEN
                .replace("2026-10-01", "2026-10-02")
                .replace("2026-10-31", "2026-10-02")
                .replace("\"campaign_id\":\"1202\"", "\"campaign_id\":null")
            + "\n");

    assertThat(run(), is("3 not trusted 9 1741"));
  }

  @Test
  void anEmptyPageInTheNextFileEndsThoseBefore() throws Exception {
    String more =
        ",\"paging\":{\"cursors\":{\"before\":\"%s\",\"after\":\"%s\"},\"next\":\"https://x?limit=1\"}}";
    write("page9.json", "{\"data\":[" + NINE + "]" + more.formatted("A", "B") + "\n");
    write("page10.json", "{\"data\":[" + SEVENTEEN + "]" + more.formatted("B", "C") + "\n");
    write(
        "page11.json",
        "{\"data\":[],\"paging\":{\"cursors\":{\"before\":\"C\",\"after\":\"D\"}}}\n");

    assertThat(run(), is("0 trusted 26 3963"));
  }

  @Test
  void anEmptyPageOfAnotherNameEndsNothing() throws Exception {
    write(
        "belmonte.json",
        "{\"data\":["
            + NINE
            + "],\"paging\":{\"cursors\":{\"before\":\"A\"},\"next\":\"https://x?limit=1\"}}\n");
    write("lakeside.json", "{\"data\":[]}\n");

    assertThat(run(), is("1"));
  }

  @Test
  void checkAndRunKnowAMisspeltNameThatAnotherMetricLists() throws Exception {
    job =
        job.replace(
            "purchases: {from: actions, first_of: [omni_purchase]}",
            "purchases: {from: actions, first_of: [omni_purchases]}");
    write("a.jsonl", NINE + "\n" + SEVENTEEN + "\n");

    assertThat(run(), is("3 not trusted unknown 3963"));
    assertThat(check(), is("0"));
    assertThat(checked(), containsString("omni_purchases never occurs"));
  }

  @Test
  void retrySaysWhatItLeavesOut() throws Exception {
    write("a.jsonl", NINE + "\n" + SEVENTEEN.replace("109.5", "x") + "\n");
    assertThat(run(), is("1"));
    job = job.replace("granularity: month", "granularity: week");

    assertThat(
        printed("retry"),
        containsString("Left out: 1 client period that is withheld or unfinished"));
  }

  @Test
  void dashboardsAreToldEachReason() throws Exception {
    job =
        job.replace("first_of: [omni_purchase]", "first_of: [omni_purchases]")
            .replace("username: sa}", "username: sa, cache: all}");
    write("a.jsonl", NINE + "\n" + SEVENTEEN + "\n{\n");

    assertThat(run(), is("3 not trusted unknown unknown"));

    JsonNode reasons = new ObjectMapper().readTree(cached()).path("verification").path("reasons");
    assertThat(reasons.toString(), reasons.size(), is(3));
    assertThat(reasons.get(0).asText(), containsString("a line could not be read"));
    assertThat(reasons.get(1).asText(), startsWith("purchases: "));
    assertThat(reasons.get(2).asText(), startsWith("revenue: "));
  }

  private String cached() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("out"), "sa", "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT cache_data FROM current_month_cache")) {
      row.next();
      return row.getString(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"message\":\"(#17) User request limit reached\",\"code\":17}}",
        "{\"campaign_id\":\"1\",\"date_start\":\"2026-10-01\",\"date_stop\":\"2026-10-31\",\"spend\":\"1\"}",
        "<html>\n<body>\nlogin"
      })
  void aFileWithoutAnyUsableRowIsInTheWayOfWhoHasNone(String content) throws Exception {
    write("a.jsonl", content + "\n");

    assertThat(run(), is("1"));
    assertThat(check(), anyOf(is("1"), is("2")));
  }

  private String checked() throws IOException {
    return printed("check");
  }

  private String printed(String command) throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), job);
    return Answer.to(command, file.toString(), "--all").out();
  }
}

package com.campaignconversions.commandline;

import com.campaignconversions.records.Decimals;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A copy of {@code testdata/} and {@code pipelines/} to run jobs in, and what they published. */
final class Story {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final String jdbcUrl;
  private final @Nullable String username;

  private Story(Path folder, String jdbcUrl, @Nullable String username) {
    this.folder = folder;
    this.jdbcUrl = jdbcUrl;
    this.username = username;
  }

  /** With the H2 file that the job file names. */
  static Story copiedTo(Path folder, String database) throws IOException {
    copy(folder);
    return new Story(folder, "jdbc:h2:file:" + folder.resolve("target").resolve(database), "sa");
  }

  /** With another database in the place of the one that the job file names. */
  static Story copiedTo(Path folder, String jobFile, String jdbcUrl, String username)
      throws IOException {
    copy(folder);
    Path job = folder.resolve("pipelines").resolve(jobFile);
    String text =
        Files.readString(job)
            .replaceAll("jdbc_url: .*", "jdbc_url: " + jdbcUrl)
            .replaceAll("username: .*", "username: " + username)
            .replaceAll("  password: .*\n", "")
            .replaceAll("cache: .*", "cache: all");
    Files.writeString(job, text);
    return new Story(folder, jdbcUrl, username);
  }

  /** The same on a cluster, where every process reads the password from a file. */
  static Story onCluster(Path folder, String jdbcUrl, String master, Path password)
      throws IOException {
    copy(folder);
    Path job = folder.resolve("pipelines/flink.yaml");
    String text =
        Files.readString(job)
            .replaceAll("jdbc_url: .*", "jdbc_url: " + jdbcUrl)
            .replaceAll("username: .*", "username: postgres")
            .replaceAll("password: .*", "password: {file: " + password + "}")
            .replaceAll("flinkMaster: .*", "flinkMaster: " + master);
    Files.writeString(job, text);
    return new Story(folder, jdbcUrl, "postgres");
  }

  /** One more file of insights. */
  void add(String name, String text) throws IOException {
    Files.writeString(folder.resolve("testdata/insights").resolve(name), text);
  }

  /** Has the job on the cluster read another source, named as in its job file. */
  void readInsights(String source) throws IOException {
    Path job = folder.resolve("pipelines/flink.yaml");
    String insights = "insights:\n  " + source + "\n";
    Files.writeString(
        job,
        Files.readString(job)
            .replaceFirst("insights:\n( .*\n)+", Matcher.quoteReplacement(insights)));
  }

  /** Every row of every table of a PostgreSQL database, as text. */
  List<String> everything() throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet table =
          statement.executeQuery(
              "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")) {
        while (table.next()) {
          tables.add(table.getString(1));
        }
      }
      for (String table : tables) {
        try (ResultSet row = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
          while (row.next()) {
            rows.add(row.getString(1));
          }
        }
      }
    }
    return rows;
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, username, "");
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String jobFile(String name) {
    return folder.resolve("pipelines").resolve(name).toString();
  }

  private static void copy(Path folder) throws IOException {
    for (String part : List.of("testdata", "pipelines")) {
      try (Stream<Path> files = Files.walk(Path.of(part))) {
        for (Path file : files.toList()) {
          Path copy = folder.resolve(file.toString());
          if (Files.isDirectory(file)) {
            Files.createDirectories(copy);
          } else {
            Files.copy(file, copy);
          }
        }
      }
    }
    Files.createDirectories(folder.resolve("target"));
  }

  /** Runs a command on one of the job files; its exit code. */
  int command(String command, String jobFile, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of(command, folder.resolve("pipelines/" + jobFile).toString()));
    arguments.addAll(Arrays.asList(options));
    return Main.run(arguments.toArray(String[]::new));
  }

  static List<String> expected(String file) throws IOException {
    return Files.readAllLines(Path.of("testdata/expected", file), StandardCharsets.UTF_8).stream()
        .map(Story::withSortedSources)
        .toList();
  }

  /** PostgreSQL keeps the keys of a JSON object in an order of its own. */
  private static String withSortedSources(String line) {
    int sources = line.indexOf("\"{");
    if (sources < 0) {
      return line;
    }
    String json = line.substring(sources + 1, line.length() - 1).replace("\"\"", "\"");
    return line.substring(0, sources) + quoted(sorted(json));
  }

  private static String sorted(String json) {
    try {
      return JSON.writeValueAsString(JSON.readValue(json, TreeMap.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + json, e);
    }
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** The campaigns, with their metrics, as {@code expected/campaign_conversions.csv} has them. */
  List<String> campaigns() throws SQLException {
    return lines(
        "client_id,period_id,campaign_id,period_start,period_end,account_id,campaign_name,currency,"
            + "spend,impressions,clicks,booking_step_1,booking_step_2,booking_step_3,reservations,"
            + "reservation_value,click_to_call,email_contacts,sources",
        "campaign_conversions",
        "client_id, period_id, campaign_id");
  }

  List<String> variance() throws SQLException {
    return lines(
        "client_id,period_id,metric,campaigns,reporting_campaigns,distinct_values,total,min_value,"
            + "max_value,mean,stddev,verdict,account_total,reconciliation",
        "conversion_variance",
        "client_id, period_id, metric");
  }

  List<String> outcomes(long runId) throws SQLException {
    return lines(
        "client_id,period_id,outcome,trusted",
        "run_outcomes WHERE run_id = " + runId,
        "client_id, period_id");
  }

  /** Without the words that explain a reason to a reader. */
  List<String> rejections() throws SQLException {
    return lines(
        "source,position,client_id,period_id,reason", "rejected_insights", "source, position");
  }

  /** When each client period was published, and by which run. */
  List<String> publications() throws SQLException {
    return lines(
        "client_id,period_id,run_id,published_at,fingerprint",
        "publications",
        "client_id, period_id");
  }

  /** The numbers of a query with one row, without zeros at their ends. */
  List<String> row(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      List<String> cells = new ArrayList<>();
      row.next();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        cells.add(cell(row.getObject(i)));
      }
      return cells;
    }
  }

  private List<String> lines(String columns, String table, String order) throws SQLException {
    List<String> lines = new ArrayList<>(List.of(columns));
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT " + columns + " FROM " + table + " ORDER BY " + order)) {
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          cells.add(cell(rows.getObject(i)));
        }
        lines.add(String.join(",", cells));
      }
    }
    return lines;
  }

  private static String cell(@Nullable Object value) throws SQLException {
    if (value == null) {
      return "";
    }
    String text =
        value instanceof BigDecimal decimal
            ? Decimals.text(decimal)
            : value instanceof java.sql.Clob clob
                ? clob.getSubString(1, (int) clob.length())
                : value.toString();
    if (text.startsWith("{")) {
      text = sorted(text);
    }
    return text.matches("[^,\"\n]*") ? text : quoted(text);
  }
}

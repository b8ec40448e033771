package com.campaignconversions.commandline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A database that an older system filled, a job that audits it, and what the audit left behind. */
final class OldSystem {
  /** How 25 campaigns really spread, on 500 in all. */
  static final List<Integer> REAL =
      List.of(
          6, 64, 23, 2, 2, 44, 9, 79, 13, 31, 4, 17, 26, 8, 38, 11, 3, 21, 15, 5, 29, 12, 19, 7,
          12);

  private static final String JOB =
      """
      job: hotel-bookings
      granularity: month
      insights: {files: 'insights/*.jsonl'}
      clients: [{id: belmonte, account_id: '438600948208231', timezone: Europe/Warsaw}]
      metrics:
        booking_step_1: {first_of: [omni_search]}
        reservations: {first_of: [omni_purchase], after: booking_step_1}
        reservation_value: {from: action_values, first_of: [omni_purchase], unit: money}
      output: {jdbc_url: 'jdbc:h2:file:./conversions', username: sa}
      """;

  private final Path folder;
  private final String jdbcUrl;
  private final String username;
  private String errors = "";
  private boolean inPlace;
  private String clients =
      "{id: belmonte, account_id: '1', timezone: Europe/Warsaw}, {id: lakeside, account_id: '2'}";

  private OldSystem(Path folder, String jdbcUrl, String username) {
    this.folder = folder;
    this.jdbcUrl = jdbcUrl;
    this.username = username;
  }

  static OldSystem in(Path folder) {
    return new OldSystem(folder, "jdbc:h2:file:" + folder.resolve("old"), "sa");
  }

  static OldSystem in(Path folder, String jdbcUrl, String username) {
    return new OldSystem(folder, jdbcUrl, username);
  }

  /** The verdicts are stored beside the old numbers. */
  OldSystem inPlace() {
    inPlace = true;
    return this;
  }

  OldSystem with(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbcUrl, username, "");
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
    return this;
  }

  /** A table {@code old} with spend and one metric. */
  OldSystem withTable() throws SQLException {
    return with(
        "CREATE TABLE old (client VARCHAR(50), period VARCHAR(50), campaign VARCHAR(50),"
            + " spend NUMERIC(12, 2), booking_step_1 NUMERIC(12, 2))");
  }

  /** Campaigns of a client period, with these values and a spend that none of them follows. */
  OldSystem withMonth(String client, String period, List<Integer> values) throws SQLException {
    return with(
        IntStream.range(0, values.size())
            .mapToObj(
                i ->
                    "INSERT INTO old VALUES ('%s', '%s', 'c%d', %d, %d)"
                        .formatted(client, period, i, 100 + i * 37 % 900, values.get(i)))
            .toArray(String[]::new));
  }

  /** One line of insights in the file of a month. */
  void withInsights(String month, String campaign, int searches) throws IOException {
    Files.createDirectories(folder.resolve("insights"));
    Path file = folder.resolve("insights/" + month + ".jsonl");
    String row =
        """
        {"account_id":"438600948208231","campaign_id":"%s","date_start":"%s-01","date_stop":"%s-28",\
        "spend":"10","actions":[{"action_type":"omni_search","value":"%d"}]}
        """
            .formatted(campaign, month, month, searches);
    Files.writeString(file, (Files.exists(file) ? Files.readString(file) : "") + row);
  }

  /** Audits by a query of everything in {@code old}. */
  int audit(String... options) throws IOException {
    return auditBy("query: SELECT * FROM old", options);
  }

  int auditBy(String source, String... options) throws IOException {
    writeJob("audit: {jdbc_url: '%s', username: %s, %s}\n".formatted(jdbcUrl, username, source));
    return command("audit", options);
  }

  void writeJob(String sections) throws IOException {
    String job =
        inPlace
            ? JOB.replace(
                "jdbc:h2:file:./conversions', username: sa", jdbcUrl + "', username: " + username)
            : JOB;
    Files.writeString(folder.resolve("job.yaml"), job + sections);
  }

  /** Clients c1, c2, … with accounts of these numbers, in the place of two. */
  OldSystem withClients(int count) {
    clients =
        IntStream.rangeClosed(1, count)
            .mapToObj(number -> "{id: c%d, account_id: '%d'}".formatted(number, number))
            .collect(Collectors.joining(", "));
    return this;
  }

  /** With other clients, as in the list of a clients file. */
  OldSystem withClients(String others) {
    clients = others;
    return this;
  }

  /** Runs a command on a job of two clients whose insights stand in this database. */
  int onLanded(String command, String rows, String... options) throws IOException {
    return onLandedIn(jdbcUrl, command, rows, options);
  }

  /** The same with another URL. */
  int onLandedIn(String url, String command, String rows, String... options) throws IOException {
    String job =
        JOB.replace(
                "{files: 'insights/*.jsonl'}",
                "{jdbc: {jdbc_url: '%s', username: %s, %s}}".formatted(url, username, rows))
            .replaceFirst("clients: .*", "clients: [" + clients + "]");
    Files.writeString(folder.resolve("job.yaml"), job);
    return command(command, options);
  }

  private String printed = "";

  /** Runs a command on the job file; its exit code. */
  int command(String command, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of(command, folder.resolve("job.yaml").toString()));
    arguments.addAll(List.of(options));
    arguments.add("--all");
    Answer answer = Answer.to(arguments.toArray(String[]::new));
    printed = answer.out();
    errors = answer.err();
    return answer.exitCode();
  }

  /** What the last command printed. */
  String printed() {
    return printed;
  }

  /** What the last command printed for the person who gave it, where it failed. */
  String errors() {
    return errors;
  }

  /** Rows of what the job published or audited, their columns joined by blanks. */
  List<String> rows(String query) throws SQLException {
    return rows("jdbc:h2:file:" + folder.resolve("conversions"), "sa", query);
  }

  List<String> stored(String query) throws SQLException {
    return rows(jdbcUrl, username, query);
  }

  private static List<String> rows(String jdbcUrl, String username, String query)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(jdbcUrl, username, "");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          cells.add(row.getString(i));
        }
        rows.add(String.join(" ", cells));
      }
    }
    return rows;
  }
}

package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.publishing.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tables as one form of the product made and filled them, as statements of SQL with an empty
 * line between two: {@code src/test/resources/layouts/<form>/<server>.sql}.
 *
 * <p>Whoever is about to change the tables first keeps what they are, once they are no longer as in
 * the last layout:
 *
 * <pre>mvn test -Dtest=LayoutsTest -Dlayout=4</pre>
 *
 * <p>A layout that is there is never made again: it stands for databases that people have.
 */
record Layout(String form, String server) {
  /** The story's periods are all settled, so that nothing is forecast of them. */
  private static final String MAY_BE_EMPTY = "forecast_row";

  private static final Path LAYOUTS = Path.of("src/test/resources/layouts");

  private static final List<String> CLIENTS = List.of("aurora", "belmonte-as-stored", "zatoka");

  /** A campaign of a month that has been published without it. */
  static final String LATE =
      """
      {"account_id":"1027384950617284","account_currency":"PLN","campaign_id":"120330000000004499",\
      "campaign_name":"Zatoka – late","date_start":"2025-09-01","date_stop":"2025-09-30",\
      "spend":"17.20","impressions":"1020","clicks":"31","actions":[]}
      """;

  private static final String AUDIT =
      """
      audit:
        query: |
          SELECT 'belmonte' AS client, period_id AS period, campaign_id AS campaign, spend,
                 booking_step_1, reservations
          FROM campaign_conversions
          WHERE client_id = 'belmonte-as-stored'
      """;

  /** Those that are kept of a server. */
  static List<Layout> of(String server) throws IOException {
    try (Stream<Path> forms = Files.list(LAYOUTS)) {
      return forms.sorted().map(form -> new Layout(form.getFileName().toString(), server)).toList();
    }
  }

  private Path file() {
    return LAYOUTS.resolve(form).resolve(server + ".sql");
  }

  /** Fills an empty database. */
  void load(Story story) throws IOException, SQLException {
    try (Connection connection = story.connect();
        Statement statement = connection.createStatement()) {
      for (String one : Files.readString(file()).strip().split(";\n\n", -1)) {
        statement.execute(one);
      }
    }
  }

  /**
   * Keeps what is made of an empty database by the autumn of three clients, with a month that is
   * withheld and rows that are rejected, a month that is restated and rolled back, and an audit.
   */
  void make(Story story, String jobFile) throws Exception {
    Job job = JobFile.read(Path.of(story.jobFile(jobFile)));
    StringBuilder dump = new StringBuilder();
    if (server.equals("mariadb")) {
      dump.append("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES';\n\n");
    }
    dump.append(Schema.ddl(Database.of(job)).replace(";\n", ";\n\n"));

    String[] autumn =
        Stream.concat(
                Stream.of("--from=2025-09", "--to=2025-11"),
                CLIENTS.stream().map(client -> "--client=" + client))
            .toArray(String[]::new);
    assertThat(story.command("run", jobFile, autumn), is(1));
    story.add("zatoka/2025-09-late.jsonl", LATE);
    String[] restated = {"--client=zatoka", "--period=2025-09"};
    assertThat(story.command("run", jobFile, restated), is(0));
    assertThat(story.command("rollback", jobFile, restated), is(0));
    String audit = Files.readString(Path.of(story.jobFile(jobFile))) + AUDIT;
    Files.writeString(Path.of(story.jobFile("audit-" + jobFile)), audit);
    assertThat(story.command("audit", "audit-" + jobFile), is(3));

    try (Connection connection = story.connect();
        Statement statement = connection.createStatement()) {
      for (String table : tables(connection)) {
        dump.append(rows(statement, table));
      }
      if (!server.equals("mariadb")) {
        try (ResultSet last = statement.executeQuery("SELECT MAX(run_id) + 1 FROM run")) {
          last.next();
          dump.append("ALTER TABLE run ALTER COLUMN run_id RESTART WITH ")
              .append(last.getLong(1))
              .append(";\n\n");
        }
      }
    }
    Files.createDirectories(file().getParent());
    Files.writeString(file(), dump);
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet table =
        connection
            .getMetaData()
            .getTables(
                connection.getCatalog(),
                connection.getSchema(),
                "%",
                new String[] {"TABLE", "BASE TABLE"})) {
      while (table.next()) {
        String name = table.getString("TABLE_NAME");
        // Filled by the statements that make the tables.
        if (!name.equalsIgnoreCase("campaign_conversions_schema")) {
          tables.add(name);
        }
      }
    }
    return tables;
  }

  private static String rows(Statement statement, String table) throws SQLException {
    String quote = statement.getConnection().getMetaData().getIdentifierQuoteString();
    List<String> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        List<String> values = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          values.add(literal(row, column));
        }
        rows.add(String.join(", ", values));
      }
      if (rows.isEmpty() && table.equalsIgnoreCase(MAY_BE_EMPTY)) {
        return "";
      }
      if (rows.isEmpty()) {
        throw new IllegalStateException("nothing is in the table " + table);
      }
      List<String> names = new ArrayList<>();
      for (int column : IntStream.rangeClosed(1, columns).toArray()) {
        names.add(quote + row.getMetaData().getColumnName(column) + quote);
      }
      return rows.stream()
          .collect(
              Collectors.joining(
                  "),\n(",
                  "INSERT INTO %s (%s) VALUES\n(".formatted(table, String.join(", ", names)),
                  ");\n\n"));
    }
  }

  private static String literal(ResultSet row, int column) throws SQLException {
    Object value = row.getObject(column);
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Boolean || value instanceof Number) {
      return value.toString();
    }
    return "'" + row.getString(column).replace("'", "''") + "'";
  }
}

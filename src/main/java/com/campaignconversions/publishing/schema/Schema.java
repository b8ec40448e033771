package com.campaignconversions.publishing.schema;

import com.campaignconversions.database.ConnectionPool;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.database.Dialect;
import com.campaignconversions.database.Sql;
import com.campaignconversions.publishing.schema.Tables.TableColumn;
import com.campaignconversions.publishing.schema.Tables.TableDefinition;
import com.campaignconversions.publishing.schema.views.View;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.FluentBackoff;

/**
 * Makes the tables and views what this job needs them to be: only what differs from the database's
 * own catalogue is changed, columns and views are only ever added to, and nothing is dropped.
 */
public final class Schema {
  /** One at a time in this JVM: H2 has no lock that outlives a DDL statement. */
  private static final Pattern H2_FILE = Pattern.compile("jdbc:h2:file:([^;]+).*");

  private static final Pattern MADE =
      Pattern.compile(
          "^(?:CREATE|ALTER)(?: OR REPLACE)? (TABLE|VIEW|SCHEMA|INDEX)(?: IF NOT EXISTS)? (\\S+)");

  private static final Object ONE_AT_A_TIME = new Object();

  /** Another process may make the same change at the same moment. */
  private static final FluentBackoff SAME_CHANGE = Database.PAUSES.withMaxRetries(3);

  /** Names of the contract's views that a database may already use for something else. */
  private static final Set<String> VIEWS =
      Tables.views(Dialect.H2, Map.of()).stream().map(View::name).collect(Collectors.toSet());

  private Schema() {}

  /**
   * Creates what is missing.
   *
   * @throws DatabaseException if the database cannot be reached, may not be changed, holds other
   *     tables of these names, or was made by a newer version of this product
   */
  public static void prepare(Database database) {
    if (database.dialect() == Dialect.H2) {
      synchronized (ONE_AT_A_TIME) {
        makeReady(database);
      }
    } else {
      makeReady(database);
    }
  }

  private static void makeReady(Database database) {
    createSchema(database);
    BackOff pauses = SAME_CHANGE.backoff();
    while (true) {
      try {
        database.retrying(
            connection -> {
              if (!needed(database, connection).isEmpty()) {
                change(database, connection);
              }
              Privileges.check(database, connection);
              return true;
            });
        return;
      } catch (SQLException problem) {
        if (!Database.pause(pauses)) {
          throw refused(database, problem);
        }
      }
    }
  }

  /**
   * The statements that {@link #prepare} would run, for a person to run in the schema of the job;
   * empty where none is needed.
   */
  public static String ddl(Database database) {
    try (Connection connection = database.dataSource().getConnection()) {
      return statements(database, connection).stream()
          .map(statement -> statement + ";\n")
          .collect(Collectors.joining());
    } catch (SQLException problem) {
      throw DatabaseException.using(problem);
    }
  }

  /**
   * Looks whether a run could publish, and changes nothing.
   *
   * @return what was found, as a sentence
   * @throws DatabaseException as {@link #prepare} does
   */
  public static String check(Database database) {
    boolean exists = exists(database);
    if (!exists && database.dialect() == Dialect.H2) {
      checkFolder(database.output().jdbcUrl());
      // To look into an H2 file that is not there would make it.
      return "a first run will make the file, and in it "
          + Stream.concat(
                  Stream.concat(
                          Tables.all(database.metricNames()).stream(),
                          Tables.dashboard(database.output().cache()).stream())
                      .map(table -> "table " + table.name()),
                  VIEWS.stream().sorted().map(view -> "view " + view))
              .collect(Collectors.joining(", "));
    }
    try (Connection connection = database.dataSource().getConnection()) {
      List<String> changes = statements(database, connection);
      if (changes.isEmpty()) {
        Privileges.check(database, connection);
        return "it answers, and its tables are as this job needs them";
      }
      database.dialect().tryOut(connection, name(database, connection), changes);
      String schema = name(database, connection);
      return exists
          ? "it answers, and a run will make these changes in schema "
              + schema
              + ": "
              + told(changes)
          : "it answers, and a first run will make in schema " + schema + ": " + told(changes);
    } catch (SQLException problem) {
      throw refused(database, problem);
    }
  }

  /** Whether an H2 file could be made; nothing where the URL means something else. */
  private static void checkFolder(String jdbcUrl) {
    Matcher file = H2_FILE.matcher(jdbcUrl);
    if (!file.matches()) {
      return;
    }
    Path folder = Path.of(file.group(1)).toAbsolutePath().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder != null && !Files.isWritable(folder)) {
      throw new DatabaseException(
          "output.jdbc_url: this user may not write into "
              + folder
              + "; give it the right, or name"
              + " another folder");
    }
  }

  /** {@code TABLE campaign_row, VIEW runs}: what statements make, not how. */
  private static String told(List<String> statements) {
    return statements.stream()
        .map(MADE::matcher)
        .filter(Matcher::find)
        .map(made -> made.group(1).toLowerCase(Locale.ROOT) + " " + made.group(2))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** All that is to be changed, the schema itself included. */
  private static List<String> statements(Database database, Connection connection)
      throws SQLException {
    return Stream.concat(
            schemaNeeded(database, connection).stream(), needed(database, connection).stream())
        .toList();
  }

  /**
   * Whether the tables are made, whatever their columns; creates nothing, not even a database.
   *
   * @throws DatabaseException if they were made by a newer version of this product
   */
  public static boolean exists(Database database) {
    try (Connection connection = ConnectionPool.connectIfExists(database.output())) {
      return StoredTables.read(connection, database.dialect(), name(database, connection))
              .tables()
              .containsKey(Tables.VERSION_TABLE)
          && version(connection) > 0;
    } catch (SQLException problem) {
      if (Set.of("90146", "90149").contains(String.valueOf(problem.getSQLState()))) {
        return false;
      }
      throw DatabaseException.connecting(problem);
    }
  }

  /**
   * The same database with those of the catalogue's metrics that it has a column for: a new metric
   * has none before the next run.
   */
  public static Database asStored(Database database) {
    Set<String> columns =
        database.transaction(
            connection ->
                StoredTables.read(connection, database.dialect(), name(database, connection))
                    .tables()
                    .getOrDefault(Tables.CAMPAIGN_ROW.name(), Map.of())
                    .keySet());
    return new Database(
        database.output(), database.metricNames().stream().filter(columns::contains).toList());
  }

  /** Whether a table is there, which one made by an earlier version may lack. */
  public static boolean has(Database database, String table) {
    return database.transaction(
        connection ->
            StoredTables.read(connection, database.dialect(), name(database, connection))
                .tables()
                .containsKey(table));
  }

  private static void createSchema(Database database) {
    if (database.output().schema() == null) {
      return;
    }
    try {
      database.retrying(
          connection -> {
            for (String statement : schemaNeeded(database, connection)) {
              Sql.execute(connection, statement);
              ConnectionPool.of(database.output()).renew();
            }
            return true;
          });
    } catch (SQLException problem) {
      if (DatabaseException.onlyReads(problem)) {
        throw DatabaseException.using(problem);
      }
      throw new DatabaseException(
          "output.schema: there is no schema "
              + database.output().schema()
              + ", or none that this user may use, and it cannot be created ("
              + DatabaseException.firstLine(problem)
              + "); create it, and grant USAGE and CREATE on it",
          problem);
    }
  }

  private static List<String> schemaNeeded(Database database, Connection connection)
      throws SQLException {
    if (database.output().schema() == null) {
      return List.of();
    }
    String name = name(database, connection);
    boolean there =
        !Sql.query(
                connection,
                "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?",
                List.of(name),
                row -> 1)
            .isEmpty();
    String quote = database.dialect().quote();
    return there ? List.of() : List.of("CREATE SCHEMA IF NOT EXISTS " + quote + name + quote);
  }

  /** The schema that the tables are in, as the database spells it. */
  private static String name(Database database, Connection connection) throws SQLException {
    String schema = database.output().schema();
    if (schema == null) {
      return String.valueOf(connection.getSchema());
    }
    return connection.getMetaData().storesUpperCaseIdentifiers()
        ? schema.toUpperCase(Locale.ROOT)
        : schema;
  }

  private static void change(Database database, Connection connection) throws SQLException {
    database
        .dialect()
        .changing(
            connection,
            name(database, connection),
            () -> {
              for (String statement : needed(database, connection)) {
                Sql.execute(connection, statement);
              }
            });
  }

  private static List<String> needed(Database database, Connection connection) throws SQLException {
    StoredTables existing =
        StoredTables.read(connection, database.dialect(), name(database, connection));
    boolean ours = existing.tables().containsKey(Tables.VERSION_TABLE);
    int version = ours ? version(connection) : 0;
    checkFit(database, existing, ours);

    Dialect dialect = database.dialect();
    List<String> statements = new ArrayList<>();
    List<TableDefinition> tables = new ArrayList<>(Tables.all(database.metricNames()));
    Tables.dashboard(database.output().cache()).stream()
        .filter(table -> !existing.tables().containsKey(table.name()))
        .forEach(tables::add);
    for (TableDefinition table : tables) {
      Map<String, StoredTables.Stored> present = existing.tables().get(table.name());
      if (present == null) {
        statements.add(create(database, table) + dialect.tableOptions(connection));
      } else {
        for (TableColumn column : table.columns()) {
          if (!present.containsKey(column.name())) {
            statements.add(
                "ALTER TABLE %s ADD COLUMN %s %s"
                    .formatted(table.name(), name(database, column), dialect.type(column.type())));
          }
        }
      }
    }
    for (Tables.Index index : Tables.INDEXES) {
      if (!existing.indexes().contains(index.name())) {
        statements.add(dialect.index(index.name(), index.table(), index.columns()));
      }
    }
    Map<String, String> metrics = metricColumns(database, existing);
    if (metrics.size() > dialect.mostMetrics()) {
      throw new DatabaseException(
          "metrics: with those of earlier catalogues these are "
              + metrics.size()
              + " columns, and this kind of database holds at most "
              + dialect.mostMetrics()
              + "; name another output.schema, or a shorter list");
    }
    Set<String> campaignColumns =
        existing.tables().getOrDefault(Tables.CAMPAIGN_ROW.name(), Map.of()).keySet();
    for (View view : Tables.views(dialect, metrics)) {
      Set<String> columns = new LinkedHashSet<>();
      Map<String, StoredTables.Stored> present = existing.tables().get(view.name());
      if (present != null) {
        // Columns of an earlier form that are no more cannot be taken out of a view.
        columns.addAll(present.keySet());
      }
      boolean complete = columns.containsAll(view.columns().keySet());
      boolean newMetrics = view.namesMetrics() && !campaignColumns.containsAll(metrics.keySet());
      if (present == null || !complete || newMetrics || version < Tables.VERSION) {
        columns.addAll(view.columns().keySet());
        statements.add(create(database, view, columns));
      }
    }
    if (!ours) {
      statements.add(
          "CREATE TABLE "
              + Tables.VERSION_TABLE
              + " (version INTEGER NOT NULL)"
              + dialect.tableOptions(connection));
    }
    if (version < Tables.VERSION) {
      statements.add("DELETE FROM " + Tables.VERSION_TABLE);
      statements.add(
          "INSERT INTO " + Tables.VERSION_TABLE + " (version) VALUES (" + Tables.VERSION + ")");
    }
    return statements;
  }

  /** The version of the stored form; 0 before it is made. */
  private static int version(Connection connection) throws SQLException {
    int version =
        Sql.query(
                connection,
                "SELECT version FROM " + Tables.VERSION_TABLE,
                List.of(),
                row -> row.getInt(1))
            .stream()
            .findFirst()
            .orElse(0);
    if (version > Tables.VERSION) {
      throw new DatabaseException(
          "output.schema: the tables were made by a newer version of campaign-conversions (form "
              + version
              + ", this one knows "
              + Tables.VERSION
              + "); run that version");
    }
    return version;
  }

  /** Every metric that has a column, in the order in which the columns came. */
  private static Map<String, String> metricColumns(Database database, StoredTables existing) {
    Set<String> fixed =
        Tables.CAMPAIGN_ROW.columns().stream().map(TableColumn::name).collect(Collectors.toSet());
    Map<String, String> metrics = new LinkedHashMap<>();
    Stream.concat(
            existing.tables().getOrDefault(Tables.CAMPAIGN_ROW.name(), Map.of()).keySet().stream(),
            database.metricNames().stream())
        .filter(name -> !fixed.contains(name))
        .forEach(name -> metrics.put(name, database.column(name)));
    return metrics;
  }

  private static String create(Database database, TableDefinition table) {
    return "CREATE TABLE %s (\n  %s,\n  PRIMARY KEY (%s))"
        .formatted(
            table.name(),
            table.columns().stream()
                .map(
                    column ->
                        name(database, column)
                            + " "
                            + database.dialect().type(column.type())
                            + (column.required() ? " NOT NULL" : ""))
                .collect(Collectors.joining(",\n  ")),
            String.join(", ", table.key()));
  }

  private static String create(Database database, View view, Set<String> columns) {
    return "CREATE OR REPLACE VIEW %s AS SELECT\n  %s\nFROM %s"
        .formatted(
            view.name(),
            columns.stream()
                .map(
                    column ->
                        view.columns().getOrDefault(column, "NULL")
                            + " AS "
                            + database.column(column))
                .collect(Collectors.joining(",\n  ")),
            view.from());
  }

  /** Quoted, as a metric may be a reserved word; a quoted fixed name is the same as a plain one. */
  private static String name(Database database, TableColumn column) {
    return database.column(column.name());
  }

  private static void checkFit(Database database, StoredTables existing, boolean ours) {
    if (!ours) {
      Stream.concat(Tables.all(List.of()).stream().map(TableDefinition::name), VIEWS.stream())
          .filter(existing.tables()::containsKey)
          .findFirst()
          .ifPresent(
              name -> {
                throw new DatabaseException(
                    "output.schema: there is a table or view "
                        + name
                        + " already that is not this product's; name a schema of its own");
              });
    }
    for (TableDefinition table : Tables.dashboard(database.output().cache())) {
      Map<String, StoredTables.Stored> present = existing.tables().get(table.name());
      if (present != null) {
        unfit(database, table, present)
            .ifPresent(
                why -> {
                  throw new DatabaseException(
                      "output.schema: the table "
                          + table.name()
                          + " that is there cannot be used: "
                          + why
                          + "; name another schema, or set output.cache to none");
                });
      }
    }
  }

  private static Optional<String> unfit(
      Database database, TableDefinition table, Map<String, StoredTables.Stored> present) {
    for (TableColumn column : table.columns()) {
      StoredTables.Stored found = present.get(column.name());
      if (found == null) {
        return Optional.of("it has no column " + column.name());
      }
      if (!found.holds(column.type(), database.dialect())) {
        return Optional.of("its column " + column.name() + " is of type " + found.type());
      }
    }
    Set<String> known = table.columns().stream().map(TableColumn::name).collect(Collectors.toSet());
    return present.entrySet().stream()
        .filter(column -> !known.contains(column.getKey()) && column.getValue().mustBeGiven())
        .findFirst()
        .map(column -> "its column " + column.getKey() + " needs a value that this job has not");
  }

  private static DatabaseException refused(Database database, SQLException problem) {
    if (DatabaseException.onlyReads(problem)) {
      return DatabaseException.using(problem);
    }
    String schema = database.output().schema();
    return new DatabaseException(
        "output.schema: the tables"
            + (schema == null ? "" : " in " + schema)
            + " cannot be made as this job needs them ("
            + DatabaseException.firstLine(problem)
            + "); grant the rights, or have somebody who may run what check --print-ddl prints",
        problem);
  }
}

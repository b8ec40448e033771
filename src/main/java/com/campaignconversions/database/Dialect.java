package com.campaignconversions.database;

import com.campaignconversions.records.Sha256;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** What differs between the kinds of database; everything else is one code path. */
public enum Dialect {
  H2("jdbc:h2:.*") {
    @Override
    Driver driver() {
      return new org.h2.Driver();
    }

    /**
     * Only the PostgreSQL mode of H2 understands {@code ON CONFLICT DO NOTHING}; and a run that is
     * stopped must still tell the database so, before it closes. What goes wrong is told to whoever
     * asked, and not to a file beside the database too.
     */
    @Override
    String url(String jdbcUrl) {
      String quiet = with(jdbcUrl, "TRACE_LEVEL_FILE", "0");
      return with(with(quiet, "MODE", "PostgreSQL"), "DB_CLOSE_ON_EXIT", "FALSE");
    }

    private static String with(String jdbcUrl, String setting, String value) {
      return jdbcUrl.toUpperCase(Locale.ROOT).contains(";" + setting + "=")
          ? jdbcUrl
          : jdbcUrl + ";" + setting + "=" + value;
    }

    @Override
    String onConnect() {
      return "SET LOCK_TIMEOUT " + LOCK_TIMEOUT_MILLISECONDS;
    }

    @Override
    public String type(ColumnType type) {
      return switch (type) {
        case DOCUMENT -> "CHARACTER LARGE OBJECT";
        default -> type.standard();
      };
    }

    @Override
    public String insert(RowTarget target) {
      return target.replace()
          ? "MERGE INTO %s (%s) KEY (%s) VALUES (%s)"
              .formatted(
                  target.table(),
                  String.join(", ", target.columns()),
                  String.join(", ", target.key()),
                  Sql.placeholders(target.columns().size()))
          : super.insert(target);
    }
  },

  POSTGRESQL("jdbc:postgresql:.*") {
    @Override
    Driver driver() {
      return new org.postgresql.Driver();
    }

    @Override
    Properties properties() {
      Properties properties = new Properties();
      // The server's details carry values of rows, which belong in no log.
      properties.setProperty("logServerErrorDetail", "false");
      properties.setProperty("reWriteBatchedInserts", "true");
      properties.setProperty("ApplicationName", "campaign-conversions");
      properties.setProperty("connectTimeout", "10");
      // Something else may listen there and say nothing.
      properties.setProperty("loginTimeout", "30");
      properties.setProperty("socketTimeout", String.valueOf(SILENCE_SECONDS));
      properties.setProperty("tcpKeepAlive", "true");
      return properties;
    }

    @Override
    String onConnect() {
      // Everything is asked for by key. A table that has just grown has no statistics, and without
      // them PostgreSQL would read all of it for a hundred keys, or start two more processes that
      // take longer than the query, once a transaction.
      return "SET lock_timeout = "
          + LOCK_TIMEOUT_MILLISECONDS
          + "; SET enable_seqscan = off; SET jit = off; SET max_parallel_workers_per_gather = 0";
    }

    @Override
    public String type(ColumnType type) {
      return switch (type) {
        case ID, HASH, PLACE, TEXT -> "TEXT";
        case JSON, DOCUMENT -> "JSONB";
        default -> type.standard();
      };
    }

    @Override
    public String jsonParameter() {
      return "CAST(? AS JSONB)";
    }

    /** All or nothing, under a lock that ends with the transaction. */
    @Override
    public void changing(Connection connection, String schema, Changes changes)
        throws SQLException {
      rolledBack(
          connection,
          () -> {
            Sql.query(
                connection,
                "SELECT pg_advisory_xact_lock(hashtext('campaign_conversions'), hashtext(?))",
                List.of(schema),
                row -> 1);
            changes.run();
            connection.commit();
          });
    }

    /** Makes the changes, and takes them back. */
    @Override
    public void tryOut(Connection connection, String schema, List<String> statements)
        throws SQLException {
      rolledBack(
          connection,
          () -> {
            for (String statement : statements) {
              Sql.execute(connection, statement);
            }
          });
    }

    /** What the changes do not commit has not happened. */
    private void rolledBack(Connection connection, Changes changes) throws SQLException {
      connection.setAutoCommit(false);
      try {
        Sql.execute(connection, "SET LOCAL lock_timeout = '" + DDL_LOCK_SECONDS + "s'");
        changes.run();
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  },

  /** MariaDB and MySQL, by the one driver that serves both: a schema is a database here. */
  MYSQL("jdbc:(mariadb|mysql):.*") {
    @Override
    Driver driver() {
      return new org.mariadb.jdbc.Driver();
    }

    @Override
    String url(String jdbcUrl) {
      return "jdbc:mariadb:" + jdbcUrl.substring(jdbcUrl.indexOf(':', "jdbc:".length()) + 1);
    }

    @Override
    Properties properties() {
      Properties properties = new Properties();
      properties.setProperty("connectTimeout", "10000");
      properties.setProperty("socketTimeout", SILENCE_SECONDS + "000");
      properties.setProperty("tcpKeepAlive", "true");
      properties.setProperty("useCatalogTerm", "SCHEMA");
      // DATETIME has no time zone: every instant goes in and comes out as UTC.
      properties.setProperty("connectionTimeZone", "UTC");
      properties.setProperty("forceConnectionTimeZoneToSession", "true");
      properties.setProperty("preserveInstants", "true");
      // What is read after a lock was waited for must be what is there by then.
      properties.setProperty("transactionIsolation", "READ-COMMITTED");
      return properties;
    }

    @Override
    String onConnect() {
      int seconds = LOCK_TIMEOUT_MILLISECONDS / 1000;
      return "SET SESSION innodb_lock_wait_timeout = "
          + seconds
          + ", lock_wait_timeout = "
          + seconds
          + ", sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION,"
          + "ERROR_FOR_DIVISION_BY_ZERO'";
    }

    @Override
    public String quote() {
      return "`";
    }

    @Override
    public String notMade() {
      return "extra = ''";
    }

    /** Keys are short enough for an index, which holds 3,072 bytes of four for a character. */
    @Override
    public String type(ColumnType type) {
      return switch (type) {
        case ID -> "VARCHAR(100)";
        case HASH -> "VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin";
        case PLACE -> "VARCHAR(" + ColumnType.LONGEST_PLACE + ")";
        case TEXT, JSON, DOCUMENT -> "LONGTEXT";
        case INSTANT -> "DATETIME(6)";
        case GROWING_NUMBER -> "BIGINT AUTO_INCREMENT";
        default -> type.standard();
      };
    }

    /** CREATE INDEX asks for a right of its own. */
    @Override
    public String index(String name, String table, String columns) {
      return "ALTER TABLE %s ADD INDEX %s (%s)".formatted(table, name, columns);
    }

    /** Texts are compared byte by byte, blanks at the end included; the two differ in the name. */
    @Override
    public String tableOptions(Connection connection) throws SQLException {
      boolean mariaDb =
          connection
              .getMetaData()
              .getDatabaseProductName()
              .toLowerCase(Locale.ROOT)
              .contains("maria");
      return " ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE "
          + (mariaDb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin");
    }

    /** A row must fit into half a page of InnoDB, and a decimal takes 18 bytes of it. */
    @Override
    public int mostMetrics() {
      return 380;
    }

    /** The session's CURRENT_TIMESTAMP is in whatever time zone a reader has. */
    @Override
    public String now() {
      return "UTC_TIMESTAMP(6)";
    }

    /** Not INSERT IGNORE, which also swallows values that do not fit. */
    @Override
    public String orNothing(String keyColumn) {
      return "ON DUPLICATE KEY UPDATE " + keyColumn + " = " + keyColumn;
    }

    @Override
    public String onConflict(RowTarget target) {
      return target.replace()
          ? "ON DUPLICATE KEY UPDATE " + assignments(target, "VALUES(", ")")
          : orNothing(target.key().get(0));
    }

    /** Its lock outlives the commit that comes with each change of a table. */
    @Override
    public void changing(Connection connection, String schema, Changes changes)
        throws SQLException {
      String name = "campaign_conversions_" + Sha256.hex(schema);
      List<Integer> had =
          Sql.query(
              connection,
              "SELECT GET_LOCK(?, " + DDL_LOCK_SECONDS + ")",
              List.of(name),
              row -> row.getInt(1));
      if (!had.equals(List.of(1))) {
        throw new SQLException("another process has been changing the tables for some time");
      }
      try {
        changes.run();
      } finally {
        Sql.query(connection, "SELECT RELEASE_LOCK(?)", List.of(name), row -> row.getInt(1));
      }
    }

    /**
     * No change can be taken back here. But one of a table that is not there is refused for that
     * reason only where it is allowed.
     */
    @Override
    public void tryOut(Connection connection, String schema, List<String> statements)
        throws SQLException {
      String nothing = "`" + schema + "`.campaign_conversions_nothing";
      Map<String, String> harmless = new LinkedHashMap<>();
      harmless.put("CREATE TABLE ", nothing + "_new LIKE " + nothing);
      harmless.put("ALTER TABLE ", nothing + " ADD COLUMN nothing INTEGER");
      harmless.put("CREATE OR REPLACE VIEW ", nothing + "_new AS SELECT 1 FROM " + nothing);
      for (Map.Entry<String, String> change : harmless.entrySet()) {
        if (statements.stream().noneMatch(statement -> statement.startsWith(change.getKey()))) {
          continue;
        }
        try {
          Sql.execute(connection, change.getKey() + change.getValue());
        } catch (SQLException problem) {
          if (!NOT_THERE.contains(problem.getErrorCode())) {
            throw problem;
          }
        }
      }
    }
  };

  /** MariaDB's and MySQL's numbers of a table or database that is not there. */
  private static final Set<Integer> NOT_THERE = Set.of(1146, 1049);

  /** Longer than any transaction of this product takes, shorter than a person's patience. */
  private static final int LOCK_TIMEOUT_MILLISECONDS = 60_000;

  private static final int DDL_LOCK_SECONDS = 15;

  /**
   * After which a connection that says nothing is given up: longer than any statement of this
   * product, shorter than the hours after which a network tells that nobody is there.
   */
  private static final int SILENCE_SECONDS = 600;

  private final String url;

  Dialect(String url) {
    this.url = url;
  }

  /**
   * The dialect of a JDBC URL.
   *
   * @throws DatabaseException for any other kind of database
   */
  static Dialect of(String jdbcUrl) {
    for (Dialect dialect : values()) {
      if (jdbcUrl.toLowerCase(Locale.ROOT).matches(dialect.url)) {
        return dialect;
      }
    }
    throw new DatabaseException(
        "output.jdbc_url: no such kind of database; it starts with jdbc:h2:, jdbc:postgresql:,"
            + " jdbc:mariadb: or jdbc:mysql:");
  }

  /**
   * A new driver, named here because {@code DriverManager} forgets those of a second class path.
   */
  abstract Driver driver();

  /** The URL as the driver gets it. */
  String url(String jdbcUrl) {
    return jdbcUrl;
  }

  /** Connection properties besides the user and password. */
  Properties properties() {
    return new Properties();
  }

  /** Run on every new connection. */
  abstract String onConnect();

  /** What names are quoted with. */
  public String quote() {
    return "\"";
  }

  public abstract String type(ColumnType type);

  /** Tells in {@code information_schema.columns} that the database makes no value by itself. */
  public String notMade() {
    return "is_identity = 'NO' AND is_generated = 'NEVER'";
  }

  /** What follows the columns of a new table. */
  public String tableOptions(Connection connection) throws SQLException {
    return "";
  }

  /** The statement that makes an index. */
  public String index(String name, String table, String columns) {
    return "CREATE INDEX %s ON %s (%s)".formatted(name, table, columns);
  }

  /** How many metrics a table can hold a column for. */
  public int mostMetrics() {
    return Integer.MAX_VALUE;
  }

  /** The database's clock. */
  public String now() {
    return "CURRENT_TIMESTAMP(6)";
  }

  /** The place of a JSON text in a statement. */
  public String jsonParameter() {
    return "?";
  }

  /**
   * What follows an insert that leaves a row of the same key as it is.
   *
   * @param keyColumn any column of the key
   */
  public String orNothing(String keyColumn) {
    return "ON CONFLICT DO NOTHING";
  }

  /** What follows an insert of rows that may be there. */
  public String onConflict(RowTarget target) {
    return target.replace()
        ? "ON CONFLICT ("
            + String.join(", ", target.key())
            + ") DO UPDATE SET "
            + assignments(target, "EXCLUDED.", "")
        : orNothing(target.key().get(0));
  }

  /** An insert of one row. */
  public String insert(RowTarget target) {
    return "INSERT INTO %s (%s) VALUES (%s) %s"
        .formatted(
            target.table(),
            String.join(", ", target.columns()),
            Sql.placeholders(target.columns().size()),
            onConflict(target));
  }

  private static String assignments(RowTarget target, String before, String behind) {
    return target.columns().stream()
        .filter(column -> !target.key().contains(column))
        .map(column -> column + " = " + before + column + behind)
        .collect(Collectors.joining(", "));
  }

  /** Changes of tables and views. */
  public interface Changes {
    void run() throws SQLException;
  }

  /** Makes changes of this schema while no other process does. */
  public void changing(Connection connection, String schema, Changes changes) throws SQLException {
    changes.run();
  }

  /** Finds out, as far as this kind of database lets one, whether the statements are allowed. */
  public void tryOut(Connection connection, String schema, List<String> statements)
      throws SQLException {}
}

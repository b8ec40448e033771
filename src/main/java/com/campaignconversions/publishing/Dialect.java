package com.campaignconversions.publishing;

import com.campaignconversions.publishing.Tables.ColumnType;
import java.sql.Driver;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** What differs between the kinds of database; everything else is one code path. */
enum Dialect {
  H2("jdbc:h2:") {
    @Override
    Driver driver() {
      return new org.h2.Driver();
    }

    /**
     * Only the PostgreSQL mode of H2 understands {@code ON CONFLICT DO NOTHING}; and a run that is
     * stopped must still tell the database so, before it closes.
     */
    @Override
    String url(String jdbcUrl) {
      return with(with(jdbcUrl, "MODE", "PostgreSQL"), "DB_CLOSE_ON_EXIT", "FALSE");
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
    String type(ColumnType type) {
      return switch (type) {
        case TEXT -> "VARCHAR";
        case JSON -> "VARCHAR";
        case DOCUMENT -> "CHARACTER LARGE OBJECT";
        default -> type.standard();
      };
    }

    @Override
    String jsonParameter() {
      return "?";
    }

    @Override
    String upsert(String table, List<String> columns, List<String> key) {
      return "MERGE INTO %s (%s) KEY (%s) VALUES (%s)"
          .formatted(
              table,
              String.join(", ", columns),
              String.join(", ", key),
              Sql.placeholders(columns.size()));
    }
  },

  POSTGRESQL("jdbc:postgresql:") {
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
      properties.setProperty("tcpKeepAlive", "true");
      return properties;
    }

    @Override
    String onConnect() {
      return "SET lock_timeout = " + LOCK_TIMEOUT_MILLISECONDS;
    }

    @Override
    String type(ColumnType type) {
      return switch (type) {
        case TEXT -> "TEXT";
        case JSON, DOCUMENT -> "JSONB";
        default -> type.standard();
      };
    }

    @Override
    String jsonParameter() {
      return "CAST(? AS JSONB)";
    }

    @Override
    String upsert(String table, List<String> columns, List<String> key) {
      return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s"
          .formatted(
              table,
              String.join(", ", columns),
              Sql.placeholders(columns.size()),
              String.join(", ", key),
              String.join(
                  ", ",
                  columns.stream()
                      .filter(column -> !key.contains(column))
                      .map(column -> column + " = EXCLUDED." + column)
                      .toList()));
    }
  };

  /** Longer than any transaction of this product takes, shorter than a person's patience. */
  private static final int LOCK_TIMEOUT_MILLISECONDS = 60_000;

  private final String urlPrefix;

  Dialect(String urlPrefix) {
    this.urlPrefix = urlPrefix;
  }

  /**
   * The dialect of a JDBC URL.
   *
   * @throws DatabaseException for any other kind of database
   */
  static Dialect of(String jdbcUrl) {
    for (Dialect dialect : values()) {
      if (jdbcUrl.toLowerCase(Locale.ROOT).startsWith(dialect.urlPrefix)) {
        return dialect;
      }
    }
    throw new DatabaseException(
        "output.jdbc_url: no such kind of database; it starts with jdbc:h2: or jdbc:postgresql:");
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

  abstract String type(ColumnType type);

  /** The place of a JSON text in a statement. */
  abstract String jsonParameter();

  /** An insert that replaces the row of the same key. */
  abstract String upsert(String table, List<String> columns, List<String> key);
}

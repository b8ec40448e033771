package com.campaignconversions.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * As much of JDBC as this room needs, without its ceremony. A library for it costs a quarter of a
 * second at every start, a tenth of a small run.
 */
public final class Sql {
  /** Keys in one statement. */
  private static final int AT_ONCE = 500;

  private Sql() {}

  /** Makes a value of the row that the cursor stands on. */
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Sees one row. */
  public interface RowAction {
    void see(ResultSet row) throws SQLException;
  }

  /** Hands each row of a query to a reader and keeps none of them. */
  public static void each(
      Connection connection, String sql, Collection<?> parameters, RowAction action)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          action.see(result);
        }
      }
    }
  }

  public static <T> List<T> query(
      Connection connection, String sql, Collection<?> parameters, RowReader<T> reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    }
  }

  public static int update(Connection connection, String sql, Collection<?> parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      return statement.executeUpdate();
    }
  }

  /** Executes a statement for each list of parameters; nothing where there is none. */
  public static void batch(Connection connection, String sql, List<? extends Collection<?>> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Collection<?> row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  public static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Sets the parameters of a statement, in their order. */
  public static void bind(PreparedStatement statement, Collection<?> parameters)
      throws SQLException {
    int index = 1;
    for (Object parameter : parameters) {
      statement.setObject(
          index++,
          parameter instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : parameter);
    }
  }

  /** {@code ?, ?, ?}. */
  public static String placeholders(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  public static @Nullable Long count(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  public static @Nullable Boolean flag(ResultSet row, String column) throws SQLException {
    boolean value = row.getBoolean(column);
    return row.wasNull() ? null : value;
  }

  /** The names of the columns of a result, in small letters. */
  public static Set<String> columns(ResultSet row) throws SQLException {
    ResultSetMetaData described = row.getMetaData();
    Set<String> names = new HashSet<>();
    for (int column = 1; column <= described.getColumnCount(); column++) {
      names.add(described.getColumnLabel(column).toLowerCase(Locale.ROOT));
    }
    return names;
  }

  /** A text; null too where the tables are of an earlier form that has no such column. */
  public static @Nullable String textIfThere(ResultSet row, String column) throws SQLException {
    return columns(row).contains(column) ? row.getString(column) : null;
  }

  /** Keys for one statement each. */
  public static <T> List<List<T>> chunks(Collection<T> values) {
    return chunks(values, AT_ONCE);
  }

  /** Keys for one statement each, so many of them at most. */
  public static <T> List<List<T>> chunks(Collection<T> values, int most) {
    List<T> all = List.copyOf(values);
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      chunks.add(all.subList(from, Math.min(all.size(), from + most)));
    }
    return chunks;
  }

  /** Whether a table has a column, which one of an earlier form may not. */
  public static boolean hasColumn(Connection connection, String table, String column)
      throws SQLException {
    try (PreparedStatement nothing =
            connection.prepareStatement("SELECT * FROM " + table + " WHERE 1 = 0");
        ResultSet row = nothing.executeQuery()) {
      return has(row, column);
    }
  }

  /** Whether a result has a column. */
  public static boolean has(ResultSet row, String column) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    for (int i = columns.getColumnCount(); i > 0; i--) {
      if (columns.getColumnLabel(i).equalsIgnoreCase(column)) {
        return true;
      }
    }
    return false;
  }
}

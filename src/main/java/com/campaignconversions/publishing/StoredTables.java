package com.campaignconversions.publishing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the database says that it holds, by lower-case name. */
record StoredTables(Map<String, Map<String, Stored>> tables) {

  /** A column as it is. */
  record Stored(String type, boolean mustBeGiven) {
    boolean holds(Tables.ColumnType wanted, Dialect dialect) {
      boolean text = type.startsWith("character") || type.equals("text");
      return switch (wanted) {
        case TEXT -> text;
        case DOCUMENT -> dialect == Dialect.POSTGRESQL ? type.equals("jsonb") : text;
        case INSTANT -> type.startsWith("timestamp");
        default -> true;
      };
    }
  }

  static StoredTables read(Connection connection, String schema) throws SQLException {
    String sql =
        """
          -- What is there already, so that only what differs is changed
          SELECT table_name, column_name, data_type,
                 CASE WHEN is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
                           AND is_generated = 'NEVER' THEN 1 ELSE 0 END AS must_be_given
          FROM information_schema.columns
          WHERE table_schema = ?
          ORDER BY table_name, ordinal_position
          """;
    Map<String, Map<String, Stored>> tables = new LinkedHashMap<>();
    Sql.query(
        connection,
        sql,
        List.of(schema),
        row ->
            tables
                .computeIfAbsent(
                    row.getString(1).toLowerCase(Locale.ROOT), name -> new LinkedHashMap<>())
                .put(
                    row.getString(2).toLowerCase(Locale.ROOT),
                    new Stored(row.getString(3).toLowerCase(Locale.ROOT), row.getInt(4) == 1)));
    return new StoredTables(tables);
  }
}

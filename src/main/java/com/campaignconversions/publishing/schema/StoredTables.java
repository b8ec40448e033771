package com.campaignconversions.publishing.schema;

import com.campaignconversions.database.ColumnType;
import com.campaignconversions.database.Dialect;
import com.campaignconversions.database.Sql;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the database says that it holds, by lower-case name. */
record StoredTables(Map<String, Map<String, Stored>> tables, Set<String> indexes) {

  private static final Set<String> TEXTS =
      Set.of("text", "varchar", "char", "mediumtext", "longtext");

  /** A column as it is. */
  record Stored(String type, boolean mustBeGiven) {
    boolean holds(ColumnType wanted, Dialect dialect) {
      boolean text = type.startsWith("character") || TEXTS.contains(type);
      return switch (wanted) {
        case ID, HASH, PLACE, TEXT -> text;
        case DOCUMENT ->
            dialect == Dialect.POSTGRESQL ? type.equals("jsonb") : text || type.equals("json");
        case INSTANT -> type.startsWith("timestamp") || type.equals("datetime");
        default -> true;
      };
    }
  }

  static StoredTables read(Connection connection, Dialect dialect, String schema)
      throws SQLException {
    String sql =
        """
          -- What is there already, so that only what differs is changed
          SELECT table_name, column_name, data_type,
                 CASE WHEN is_nullable = 'NO' AND column_default IS NULL AND %s
                      THEN 1 ELSE 0 END AS must_be_given
          FROM information_schema.columns
          WHERE table_schema = ?
          ORDER BY table_name, ordinal_position
          """
            .formatted(dialect.notMade());
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
    Set<String> indexes = new HashSet<>();
    for (String table : Tables.INDEXES.stream().map(Tables.Index::table).distinct().toList()) {
      if (tables.containsKey(table)) {
        indexes.addAll(indexes(connection, schema, table));
      }
    }
    return new StoredTables(tables, indexes);
  }

  private static Set<String> indexes(Connection connection, String schema, String table)
      throws SQLException {
    DatabaseMetaData database = connection.getMetaData();
    String spelt = database.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
    Set<String> names = new HashSet<>();
    try (ResultSet rows = database.getIndexInfo(null, schema, spelt, false, true)) {
      while (rows.next()) {
        String name = rows.getString("INDEX_NAME");
        if (name != null) {
          names.add(name.toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }
}

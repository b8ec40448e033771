package com.campaignconversions.insights.landed;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one schema as the database spells them: connectors that keep capital letters make
 * tables that are found by no plain name.
 */
final class TableCatalogue {
  private final List<StoredName> names = new ArrayList<>();
  private final String quote;

  private record StoredName(String schema, String table) {}

  private TableCatalogue(String quote) {
    this.quote = quote;
  }

  /**
   * Reads the names of a schema's tables.
   *
   * @param schema in any letters, capital or small; null for that of the connection
   */
  static TableCatalogue of(Connection connection, @Nullable String schema, String quote)
      throws SQLException {
    TableCatalogue catalogue = new TableCatalogue(quote);
    String wanted = schema == null ? connection.getSchema() : schema;
    for (String one : schemas(connection.getMetaData(), wanted)) {
      catalogue.read(connection.getMetaData(), one);
    }
    return catalogue;
  }

  private static List<String> schemas(DatabaseMetaData database, String wanted)
      throws SQLException {
    List<String> schemas = new ArrayList<>();
    try (ResultSet schema = database.getSchemas()) {
      while (schema.next()) {
        String name = schema.getString("TABLE_SCHEM");
        if (name.equalsIgnoreCase(wanted)) {
          schemas.add(name);
        }
      }
    }
    return schemas;
  }

  private void read(DatabaseMetaData database, String schema) throws SQLException {
    String escape = database.getSearchStringEscape();
    String pattern =
        schema
            .replace(escape, escape + escape)
            .replace("_", escape + "_")
            .replace("%", escape + "%");
    try (ResultSet table = database.getTables(null, pattern, "%", null)) {
      while (table.next()) {
        names.add(new StoredName(schema, table.getString("TABLE_NAME")));
      }
    }
  }

  /**
   * A table in quotes, behind its schema.
   *
   * @param name without schema; one that is spelt like it counts before those that are only spelt
   *     so in other letters
   * @return null if there is none
   * @throws SourceException if several are called so
   */
  @Nullable String reference(String key, String name) {
    List<String> meant = quoted(stored -> stored.table().equals(name));
    if (meant.isEmpty()) {
      meant = quoted(stored -> stored.table().equalsIgnoreCase(name));
    }
    if (meant.size() > 1) {
      throw new SourceException(
          "%s: %s may be %s; write it with its capital letters"
              .formatted(key, name, String.join(" or ", meant)));
    }
    return meant.isEmpty() ? null : meant.get(0);
  }

  /** Without their schema. */
  List<String> tables() {
    return names.stream().map(StoredName::table).toList();
  }

  private List<String> quoted(Predicate<StoredName> wanted) {
    return names.stream()
        .filter(wanted)
        .map(stored -> quoted(stored.schema(), quote) + "." + quoted(stored.table(), quote))
        .toList();
  }

  /** A name that stands for nothing but itself. */
  static String quoted(String name, String quote) {
    return quote + name.replace(quote, quote + quote) + quote;
  }
}

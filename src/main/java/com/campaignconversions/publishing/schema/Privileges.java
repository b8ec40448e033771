package com.campaignconversions.publishing.schema;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.database.Sql;
import com.campaignconversions.publishing.schema.Tables.TableDefinition;
import com.campaignconversions.publishing.schema.views.View;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the user of a job may do, before a run finds out in its middle what it may not. */
final class Privileges {
  /** MariaDB's and MySQL's numbers of a right that is missing, on a table or on a column. */
  private static final Set<Integer> DENIED = Set.of(1142, 1143);

  private Privileges() {}

  /**
   * Looks at the tables and views as they are, and changes nothing.
   *
   * @throws DatabaseException that names every right that is missing
   */
  static void check(Database database, Connection connection) throws SQLException {
    List<String> missing =
        switch (database.dialect()) {
          // Who opens an embedded database has made it.
          case H2 -> List.of();
          case POSTGRESQL -> granted(database, connection);
          case MYSQL -> tried(database, connection);
        };
    if (!missing.isEmpty()) {
      throw new DatabaseException(
          "output.username: rights are missing: grant " + String.join(", ", missing));
    }
    // A database that only reads gives every right, and then refuses.
    Sql.execute(connection, "UPDATE run SET job = job WHERE 1 = 0");
  }

  private static List<String> granted(Database database, Connection connection)
      throws SQLException {
    List<String> tables = tables(database).map(TableDefinition::name).toList();
    List<String> views = views(database);
    List<String> parameters = new ArrayList<>(tables);
    parameters.addAll(views);
    return Sql.query(
        connection,
        """
        -- All at once, so that somebody has to grant only once
        SELECT g.privilege || ' on ' || c.relname
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
        CROSS JOIN (VALUES ('SELECT'), ('INSERT'), ('UPDATE'), ('DELETE')) g (privilege)
        WHERE NOT has_table_privilege(c.oid, g.privilege)
          AND (c.relname IN (%s) AND NOT (c.relname = 'clients' AND g.privilege = 'DELETE')
            OR c.relname IN (%s) AND g.privilege = 'SELECT')
        UNION ALL
        SELECT 'TEMPORARY on database ' || current_database()
        WHERE NOT has_database_privilege(current_database(), 'TEMPORARY')
        ORDER BY 1
        """
            .formatted(Sql.placeholders(tables.size()), Sql.placeholders(views.size())),
        parameters,
        row -> row.getString(1));
  }

  /** Rights come by patterns, roles and levels here: statements that touch no row tell for sure. */
  private static List<String> tried(Database database, Connection connection) throws SQLException {
    Map<String, String> statements = new LinkedHashMap<>();
    for (TableDefinition table : tables(database).toList()) {
      String name = table.name();
      String key = table.key().get(0);
      String columns =
          table.columns().stream()
              .map(column -> database.column(column.name()))
              .collect(Collectors.joining(", "));
      String none = name + " WHERE 1 = 0";
      statements.put("SELECT on " + name, "SELECT 1 FROM " + none);
      statements.put(
          "INSERT on " + name,
          "INSERT INTO %s (%s) SELECT %s FROM %s".formatted(name, columns, columns, none));
      statements.put(
          "UPDATE on " + name, "UPDATE %s SET %s = %s WHERE 1 = 0".formatted(name, key, key));
      statements.put("DELETE on " + name, "DELETE FROM " + none);
    }
    statements.remove("DELETE on clients");
    views(database)
        .forEach(
            name -> statements.put("SELECT on " + name, "SELECT 1 FROM " + name + " WHERE 1 = 0"));
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, String> statement : statements.entrySet()) {
      try {
        Sql.execute(connection, statement.getValue());
      } catch (SQLException problem) {
        if (!DENIED.contains(problem.getErrorCode())) {
          throw problem;
        }
        missing.add(statement.getKey());
      }
    }
    return missing;
  }

  private static Stream<TableDefinition> tables(Database database) {
    return Stream.concat(
        Tables.all(List.of()).stream(), Tables.dashboard(database.output().cache()).stream());
  }

  private static List<String> views(Database database) {
    return Tables.views(database.dialect(), Map.of()).stream().map(View::name).toList();
  }
}

package com.campaignconversions.publishing;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.publishing.schema.Tables;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a dry run has to know of what is published, so that it ends as a run would. */
public final class DryRun {
  private DryRun() {}

  /** Copies pointers, versions and judgements, and no campaigns, into an empty database. */
  public static void copy(Database published, Database to, Collection<ClientPeriod> clientPeriods) {
    for (List<ClientPeriod> some : Sql.chunks(clientPeriods)) {
      KeyCondition chosen = KeyCondition.ofTable("p", some);
      List<String> keys = chosen.parameters();
      String wanted = "p.fingerprint IS NOT NULL AND " + chosen.sql();
      copy(published, to, "publication", "SELECT p.* FROM publication p WHERE " + wanted, keys);
      for (String table : List.of("client_period_version", "variance_row")) {
        copy(
            published,
            to,
            table,
            "SELECT t.* FROM publication p JOIN "
                + table
                + " t ON t.fingerprint = p.fingerprint WHERE "
                + wanted,
            keys);
      }
    }
    // Runs are counted anew in the other database: none of them is later than a rehearsal.
    to.transaction(
        connection ->
            Sql.update(connection, "UPDATE publication SET checked_run_id = NULL", List.of()));
  }

  private static void copy(
      Database from, Database to, String table, String select, List<String> keys) {
    List<String> columns = new ArrayList<>();
    List<List<@Nullable Object>> rows =
        from.transaction(
            connection -> {
              columns.clear();
              return Sql.query(connection, select, keys, row -> row(row, columns));
            });
    if (!rows.isEmpty()) {
      to.transaction(connection -> insert(connection, table, columns, rows));
    }
  }

  private static List<@Nullable Object> row(ResultSet row, List<String> columns)
      throws SQLException {
    ResultSetMetaData described = row.getMetaData();
    List<@Nullable Object> values = new ArrayList<>();
    boolean first = columns.isEmpty();
    for (int column = 1; column <= described.getColumnCount(); column++) {
      String name = described.getColumnLabel(column).toLowerCase(Locale.ROOT);
      if (name.equals(Tables.CHECKS)) {
        // Nobody asks a rehearsal for them.
        continue;
      }
      if (first) {
        columns.add(name);
      }
      values.add(row.getObject(column));
    }
    return values;
  }

  private static boolean insert(
      Connection connection, String table, List<String> columns, List<List<@Nullable Object>> rows)
      throws SQLException {
    Sql.batch(
        connection,
        "INSERT INTO "
            + table
            + " ("
            + String.join(", ", columns)
            + ") VALUES ("
            + Sql.placeholders(columns.size())
            + ")",
        rows);
    return true;
  }
}

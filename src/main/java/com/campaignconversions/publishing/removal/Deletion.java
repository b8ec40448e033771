package com.campaignconversions.publishing.removal;

import com.campaignconversions.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Deletes rows, or in a dry run counts them. */
record Deletion(boolean dryRun) {

  /** How many rows whose column has one of the values. */
  long of(Connection connection, String table, String column, List<?> values) throws SQLException {
    String condition =
        " FROM " + table + " WHERE " + column + " IN (" + Sql.placeholders(values.size()) + ")";
    if (dryRun) {
      return Sql.query(connection, "SELECT COUNT(*)" + condition, values, row -> row.getLong(1))
          .get(0);
    }
    return Sql.update(connection, "DELETE" + condition, values);
  }
}

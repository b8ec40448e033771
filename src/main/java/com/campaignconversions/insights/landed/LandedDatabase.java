package com.campaignconversions.insights.landed;

import com.campaignconversions.job.JdbcInsights;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The database that holds landed rows, and how it wants to be asked.
 *
 * @param quote what stands around a name
 */
record LandedDatabase(Connection connection, JdbcInsights insights, String quote) {

  static LandedDatabase of(JdbcInsights insights, Connection connection) {
    try {
      return new LandedDatabase(
          connection, insights, connection.getMetaData().getIdentifierQuoteString());
    } catch (SQLException problem) {
      throw SourceException.lost(problem);
    }
  }

  /** All rows. As a part of another query, that of the job file can only select. */
  String rows() {
    return insights.query() == null
        ? "SELECT * FROM " + insights.table()
        : "SELECT * FROM (\n" + insights.query() + "\n) stored";
  }

  LandedNames names(String select) {
    return LandedNames.of(connection, insights, select);
  }

  /** Of a table; null if there is none. */
  @Nullable LandedNames namesOrNull(String table) {
    return LandedNames.ofTable(connection, insights, table);
  }

  /** The name of a table in the schema of the job's. */
  String beside(String name) {
    String table = Objects.requireNonNull(insights.table());
    return table.substring(0, table.lastIndexOf('.') + 1) + name;
  }

  String quoted(LandedColumn column) {
    return quote + column.label().replace(quote, quote + quote) + quote;
  }

  /** MySQL casts to no VARCHAR, and elsewhere a CHAR is one letter. */
  String asText(String expression) {
    return isMySql()
        ? "CAST(" + expression + " AS CHAR CHARACTER SET utf8mb4) COLLATE utf8mb4_bin"
        : "CAST(" + expression + " AS VARCHAR)";
  }

  /** A text that equals nothing but itself: in MySQL Lodz is Łódź, unless it is told otherwise. */
  String exact(String text) {
    return isMySql() ? asText(text) : text;
  }

  private boolean isMySql() {
    return quote.equals("`");
  }
}

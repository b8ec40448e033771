package com.campaignconversions.publishing;

import com.campaignconversions.database.Sql;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a database did to answer a question, by its own account.
 *
 * @param rowsRead of tables and indexes, those that were filtered out included
 */
record ReadingPlan(String text, long rowsRead) {
  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  static ReadingPlan onH2(Connection connection, String question) throws SQLException {
    String plan = first(connection, "EXPLAIN ANALYZE " + question);
    List<Long> scanned =
        SCANNED
            .matcher(plan)
            .results()
            .map((MatchResult found) -> Long.parseLong(found.group(1)))
            .toList();
    // A table stands inside its view, which is behind it and reads what the tables gave.
    return new ReadingPlan(plan, sum(scanned) - scanned.get(scanned.size() - 1));
  }

  static ReadingPlan onPostgreSql(Connection connection, String question) throws SQLException {
    String plan = first(connection, "EXPLAIN (ANALYZE, FORMAT JSON) " + question);
    return new ReadingPlan(
        plan,
        sum(
            parsed(plan).findParents("Relation Name").stream()
                .map(
                    scan ->
                        Math.round(
                            scan.path("Actual Loops").asDouble()
                                * (scan.path("Actual Rows").asDouble()
                                    + scan.path("Rows Removed by Filter").asDouble()
                                    + scan.path("Rows Removed by Index Recheck").asDouble())))
                .toList()));
  }

  static ReadingPlan onMariaDb(Connection connection, String question) throws SQLException {
    String plan = first(connection, "ANALYZE FORMAT=JSON " + question);
    return new ReadingPlan(
        plan,
        sum(
            parsed(plan).findValues("table").stream()
                .map(
                    scan ->
                        Math.round(
                            scan.path("r_loops").asDouble() * scan.path("r_rows").asDouble()))
                .toList()));
  }

  private static String first(Connection connection, String sql) throws SQLException {
    return Sql.query(connection, sql, List.of(), row -> row.getString(1)).get(0);
  }

  private static JsonNode parsed(String plan) {
    try {
      return new ObjectMapper().readTree(plan);
    } catch (JsonProcessingException problem) {
      throw new AssertionError(plan, problem);
    }
  }

  private static long sum(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}

package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stored numbers that other stored numbers contradict. */
class AuditContradictionsTest {
  private static final String FOUND =
      "SELECT period_id, metric, verdict, reconciliation, trusted FROM audit_variance"
          + " ORDER BY period_id, metric";

  private final OldSystem old;

  AuditContradictionsTest(@TempDir Path folder) {
    this.old = OldSystem.in(folder);
  }

  /** As the system of the incident had stored one of its clients. */
  @Test
  void findsMultiplesBesideMultiplesAndATotalThatSaysHalf() throws Exception {
    List<Integer> steps = List.of(4, 8, 12, 40, 16, 4, 24, 8, 20, 36, 4, 12, 8, 28, 16);
    List<Integer> reservations = List.of(2, 4, 6, 12, 8, 2, 10, 4, 8, 10, 2, 4, 0, 0, 0);
    withDocument(steps, reservations, "\"booking_step_1\":240,\"reservations\":38");

    assertThat(old.auditBy("cache: {}"), is(3));

    assertThat(
        old.rows(FOUND),
        contains(
            "2025-11 booking_step_1 DUPLICATED MATCH FALSE",
            "2025-11 reservations DUPLICATED HIGH FALSE"));
    assertThat(
        evidence("reservations"),
        containsString(
            "All 12 values above 0 are multiples of 2, and those of booking_step_1 of 4."));
    assertThat(
        evidence("reservations"),
        containsString(
            "The campaigns add up to 72, and the total that is stored with them is 38: something was counted more than once."));
  }

  @Test
  void namesTheFactorAndTrustsATotalThatAgrees() throws Exception {
    withDocument(
        OldSystem.REAL, OldSystem.REAL, "\"booking_step_1\":250,\"reservations\":\"a rate\"");

    assertThat(old.auditBy("cache: {}"), is(3));

    assertThat(
        old.rows(FOUND),
        contains(
            "2025-11 booking_step_1 VARIANCE HIGH FALSE",
            "2025-11 reservations VARIANCE NOT_CHECKED TRUE"));
    assertThat(
        evidence("booking_step_1"),
        startsWith(
            "The campaigns add up to 500, and the total that is stored with them is 250: everything was counted 2 times."));
    assertThat(old.printed(), containsString("which of the two numbers is true"));
  }

  @Test
  void findsStatsThatSayHalf() throws Exception {
    old.with(
        "CREATE TABLE current_month_cache (client_id VARCHAR(50), period_id VARCHAR(50),"
            + " cache_data VARCHAR(100000), last_updated TIMESTAMP)",
        """
        INSERT INTO current_month_cache VALUES ('belmonte', '2025-11', '{"campaigns":[
        {"campaign_id":"1","spend":100.25,"impressions":900,"clicks":30,"reservations":7},
        {"campaign_id":"2","spend":50,"impressions":450,"clicks":11,"reservations":13}],
        "stats":{"totalSpend":75.13,"totalImpressions":2700,"totalClicks":41,
        "totalConversions":10,"averageCtr":1}}', NULL)
        """);

    assertThat(old.auditBy("cache: {}"), is(3));

    assertThat(
        old.rows("SELECT metric, reconciliation, trusted FROM audit_variance ORDER BY metric"),
        contains(
            "clicks MATCH TRUE",
            "impressions LOW FALSE",
            "reservations HIGH FALSE",
            "spend HIGH FALSE"));
    assertThat(
        evidence("spend"),
        startsWith(
            "The campaigns add up to 150.25, and stats.totalSpend is 75.13: everything was counted 2 times."));
    assertThat(
        evidence("impressions"),
        startsWith(
            "The campaigns add up to 1,350, and stats.totalImpressions is 2,700, 2 times as much: campaigns are missing"));
    assertThat(
        evidence("reservations"),
        startsWith(
            "The campaigns add up to 20, and stats.totalConversions is 10: everything was counted 2 times."));
    assertThat(old.printed(), containsString("So also spend."));
  }

  @Test
  void aTotalOfConversionsIsHeldAgainstNoneOfSeveralMetrics() throws Exception {
    withDocument(
        OldSystem.REAL,
        OldSystem.REAL,
        "\"booking_step_1\":500},\"stats\":{\"totalConversions\":38");

    assertThat(old.auditBy("cache: {}"), is(0));
  }

  @Test
  void realCountsBesideMultiplesStayWhatTheyAre() throws Exception {
    List<Integer> steps = List.of(4, 8, 12, 40, 16, 4, 24, 8, 20, 36, 4, 12, 8, 28, 16);
    List<Integer> reservations = List.of(2, 4, 5, 12, 8, 2, 10, 3, 8, 10, 2, 4, 6, 0, 1);
    withDocument(steps, reservations, "\"booking_step_1\":240");

    old.auditBy("cache: {}");

    assertThat(
        old.rows(FOUND),
        contains(
            "2025-11 booking_step_1 DUPLICATED MATCH FALSE",
            "2025-11 reservations VARIANCE NOT_CHECKED TRUE"));
  }

  private void withDocument(List<Integer> steps, List<Integer> reservations, String totals)
      throws SQLException {
    String campaigns =
        IntStream.range(0, steps.size())
            .mapToObj(
                i ->
                    "{\"campaign_id\":\"c%d\",\"spend\":%d.5,\"booking_step_1\":%d,\"reservations\":%d}"
                        .formatted(i, 100 + i * 37 % 900, steps.get(i), reservations.get(i)))
            .collect(Collectors.joining(","));
    old.with(
        "CREATE TABLE current_month_cache (client_id VARCHAR(50), period_id VARCHAR(50),"
            + " cache_data VARCHAR(100000), last_updated TIMESTAMP)",
        "INSERT INTO current_month_cache VALUES ('belmonte', '2025-11', '{\"campaigns\":["
            + campaigns
            + "],\"conversionMetrics\":{"
            + totals
            + "}}', NULL)");
  }

  private String evidence(String metric) throws SQLException {
    return old.rows("SELECT evidence FROM audit_variance WHERE metric = '" + metric + "'").get(0);
  }

  /** November 2025 has all its days in the weeks from 44 to 48, of which 45 to 48 lie within it. */
  @Test
  void findsMonthsThatTheirWeeksContradict() throws Exception {
    withMonths("('2025-11', 79), ('2025-10', 6), ('2025-09', 2)");
    withWeeks(
        "('2025-W44', 2), ('2025-W45', 3), ('2025-W46', 1), ('2025-W47', 0), ('2025-W48', 4),"
            + " ('2025-W40', 1), ('2025-W41', 0), ('2025-W42', 2), ('2025-W43', 1),"
            + " ('2025-W36', 20), ('2025-W37', 12)");

    assertThat(
        old.auditBy("query: SELECT * FROM months, parts: {query: SELECT * FROM weeks}"), is(3));

    assertThat(
        old.rows(FOUND),
        contains(
            // Of its weeks some are not stored; those that are have more than it.
            "2025-09 booking_step_1 SINGLE_CAMPAIGN LOW FALSE",
            "2025-10 booking_step_1 SINGLE_CAMPAIGN NOT_CHECKED TRUE",
            "2025-11 booking_step_1 SINGLE_CAMPAIGN HIGH FALSE"));
    assertThat(
        old.rows("SELECT evidence FROM audit_variance WHERE period_id = '2025-11'").get(0),
        startsWith("The period has 79, and all stored weeks that touch it have 10 together, so"));
    assertThat(
        old.rows("SELECT evidence FROM audit_variance WHERE period_id = '2025-09'").get(0),
        startsWith("The period has 2, and the stored weeks within it have 32 together, so"));
  }

  @Test
  void aWeekThatIsNotStoredHasAtMostWhatTheLargestHas() throws Exception {
    withMonths("('2025-11', 38), ('2025-08', 8)");
    withWeeks(
        "('2025-W44', 0), ('2025-W46', 1), ('2025-W47', 0), ('2025-W48', 0), ('2025-W49', 5),"
            + " ('2025-W50', 2), ('2025-W51', 0), ('2025-W32', 1), ('2025-W33', 0),"
            + " ('2025-W34', 2), ('2025-W35', 1)");

    assertThat(
        old.auditBy("query: SELECT * FROM months, parts: {query: SELECT * FROM weeks}"), is(3));

    assertThat(
        old.rows(FOUND),
        contains(
            "2025-08 booking_step_1 SINGLE_CAMPAIGN NOT_CHECKED TRUE",
            "2025-11 booking_step_1 SINGLE_CAMPAIGN HIGH FALSE"));
    assertThat(
        old.rows("SELECT evidence FROM audit_variance WHERE period_id = '2025-11'").get(0),
        startsWith(
            "The period has 38, and all stored weeks that touch it have 1 together (one is not stored, and the largest of all has 5), so"));
  }

  @Test
  void trustsAMonthThatItsWeeksAllow() throws Exception {
    withMonths("('2025-11', 8), ('2025-10', 400)");
    withWeeks(
        "('2025-W44', 2), ('2025-W45', 3), ('2025-W46', 1), ('2025-W47', 0), ('2025-W48', 1)");

    assertThat(
        old.auditBy("query: SELECT * FROM months, parts: {query: SELECT * FROM weeks}"), is(0));

    // One more than its weeks have is what a late conversion makes.
    assertThat(
        old.rows("SELECT evidence FROM audit_variance WHERE period_id = '2025-11'").get(0),
        containsString("The period has 8, and all stored weeks that touch it have 7 together."));
    assertThat(
        old.rows("SELECT evidence FROM audit_variance WHERE period_id = '2025-10'").get(0),
        not(containsString("weeks")));
  }

  private void withMonths(String rows) throws SQLException {
    withRows("months", rows);
  }

  private void withWeeks(String rows) throws SQLException {
    withRows("weeks", rows);
  }

  private void withRows(String table, String rows) throws SQLException {
    old.with(
        "CREATE TABLE "
            + table
            + " AS SELECT 'belmonte' AS client, c1 AS period, 'all' AS campaign, c2 AS booking_step_1"
            + " FROM (VALUES "
            + rows
            + ")");
  }
}

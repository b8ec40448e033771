package com.campaignconversions.publishing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.schema.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a database reads for those who ask the views, by its own account and with its own settings.
 */
abstract class ReadersContract extends VersionsContract {
  private static final List<String> METRICS = List.of("leads", "calls", "bookings", "value");

  /** {@code -Dreaders.rows=1000000}: of campaigns, where the build has 50,000. */
  private static final int CLIENTS =
      Math.max(10, Integer.getInteger("readers.rows", 50_000) / 5000);

  private static final String BELMONTE = "client_id = 'client7'";
  private static final String NOVEMBER_OF_ALL = "period_id = '2025-11'";
  private static final String YEAR = "period_id BETWEEN '2025-01' AND '2025-12'";

  /**
   * What a dashboard asks.
   *
   * @param shown its columns
   * @param about which rows of which view it has to look at
   * @param order how they are put together
   */
  private record Question(String shown, String about, String order) {
    String sql() {
      return "SELECT " + shown + " FROM " + about + " " + order;
    }
  }

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(
              "*", "campaign_conversions WHERE " + BELMONTE + " AND " + NOVEMBER_OF_ALL, ""),
          new Question(
              "period_id, SUM(spend), SUM(leads)",
              "campaign_conversions WHERE " + BELMONTE + " AND " + YEAR,
              "GROUP BY period_id ORDER BY period_id"),
          new Question(
              "client_id, campaign_id, campaign_name, spend",
              "campaign_conversions WHERE " + NOVEMBER_OF_ALL,
              "ORDER BY spend DESC LIMIT 10"),
          new Question(
              "client_id, SUM(spend), SUM(leads)",
              "campaign_conversions WHERE " + NOVEMBER_OF_ALL,
              "GROUP BY client_id"),
          new Question(
              "period_id, spend, leads",
              "campaign_conversions WHERE "
                  + BELMONTE
                  + " AND campaign_id = 'client7-5' AND "
                  + YEAR,
              "ORDER BY period_id"),
          new Question("*", "conversion_variance WHERE " + NOVEMBER_OF_ALL, ""),
          new Question("*", "conversion_variance WHERE " + BELMONTE, "ORDER BY period_id"),
          new Question("*", "publications WHERE trusted = FALSE", ""),
          new Question("*", "publications WHERE " + NOVEMBER_OF_ALL, "ORDER BY client_id"),
          new Question("*", "publications WHERE " + BELMONTE, "ORDER BY period_id"),
          new Question("*", "conversion_forecast WHERE " + BELMONTE, ""),
          new Question("*", "cost_per_result WHERE " + BELMONTE + " AND " + NOVEMBER_OF_ALL, ""),
          new Question("*", "cost_per_result WHERE " + NOVEMBER_OF_ALL, ""),
          new Question("*", "return_on_ad_spend WHERE " + BELMONTE + " AND " + YEAR, ""),
          new Question(
              "campaign_id, metric, cost_per_result",
              "campaign_cost_per_result WHERE " + BELMONTE + " AND " + NOVEMBER_OF_ALL,
              "ORDER BY cost_per_result LIMIT 10"));

  /** By the kind's own account. */
  abstract ReadingPlan plan(Connection connection, String question) throws SQLException;

  @Test
  void atMostTenRowsAreReadForEachThatAQuestionIsAbout() throws SQLException {
    prepare(job(METRICS));
    fill();
    List<String> tooMany = new ArrayList<>();
    try (Connection dashboard =
        DriverManager.getConnection(output.jdbcUrl(), output.username(), "")) {
      if (CLIENTS < 100) {
        findByKey(dashboard);
      }
      for (Question question : QUESTIONS) {
        long rows = count(question.about());
        assertThat(question.sql(), rows, is(greaterThan(0L)));
        ReadingPlan plan = plan(dashboard, question.sql());
        if (plan.rowsRead() > 10 * rows) {
          tooMany.add(
              plan.rowsRead() + " rows read for " + rows + ": " + question + "\n" + plan.text());
        }
      }
    }
    assertThat(String.join("\n\n", tooMany), tooMany, is(empty()));
  }

  /** A database of an earlier version. */
  @Test
  void indexesAndViewsThatAreMissingAreMade() {
    Job job = job(METRICS);
    prepare(job);
    assertThat(Schema.ddl(Database.of(job)), is(""));
    for (String index : List.of("publication_period", "publication_trusted")) {
      execute(dropped(index));
    }
    execute("UPDATE campaign_conversions_schema SET version = 3");
    assertThat(
        Schema.ddl(Database.of(job)),
        allOf(
            containsString("publication_period"),
            containsString("publication_trusted"),
            containsString("VIEW conversion_variance")));

    prepare(job);

    assertThat(Schema.ddl(Database.of(job)), is(""));
  }

  /** The statement that takes an index from the table of pointers. */
  String dropped(String index) {
    return "DROP INDEX " + index;
  }

  /** Keeps it from reading a table whole that has only a few pages, which is quicker. */
  void findByKey(Connection dashboard) throws SQLException {}

  /** Four versions of each of 25 months of a client, with 50 campaigns each. */
  private void fill() throws SQLException {
    String clients =
        oneOf(
            "client",
            IntStream.rangeClosed(1, CLIENTS).mapToObj(n -> "'client" + n + "'").toList());
    String periods =
        oneOf(
            "period",
            IntStream.range(0, 25)
                .mapToObj(n -> "'%d-%02d'".formatted(2024 + n / 12, n % 12 + 1))
                .toList());
    String versions = oneOf("version", numbers(4));
    String metrics = oneOf("metric", METRICS.stream().map("'%s'"::formatted).toList());
    execute(
        """
        INSERT INTO client_period_version (fingerprint, client_id, period_id, granularity,
          period_start, period_end, campaigns, spend, content_digest, catalogue, created,
          checks)
        SELECT CONCAT(version, client, period), client, period, 'MONTH', DATE '2025-11-01',
          DATE '2025-11-30', 50, 1000, '%s', '%s', CURRENT_TIMESTAMP, '"%s"'
        FROM %s CROSS JOIN %s CROSS JOIN %s
        ORDER BY period, client, version
        """
            .formatted(
                "0".repeat(32), "0".repeat(32), "0".repeat(500), versions, clients, periods));
    execute(
        """
        INSERT INTO campaign_row (_fingerprint, campaign_id, campaign_name, spend, leads)
        SELECT fingerprint, CONCAT(client_id, '-', campaign), 'Autumn', campaign, 1
        FROM client_period_version CROSS JOIN %s
        """
            .formatted(oneOf("campaign", numbers(50))));
    execute(
        """
        INSERT INTO variance_row (fingerprint, metric, campaigns, reporting_campaigns,
          distinct_values, total, verdict, evidence, reconciliation, trusted)
        SELECT fingerprint, metric, 50, 50, 50, 50, 'VARIANCE', '%s', 'NOT_CHECKED', TRUE
        FROM client_period_version CROSS JOIN %s
        """
            .formatted("0".repeat(150), metrics));
    // One in twenty-five is not trusted, and the newest two are provisional.
    execute(
        """
        INSERT INTO publication (client_id, period_id, granularity, fingerprint, run_id,
          checked_run_id, trusted, final, money_metrics, attribution)
        SELECT client_id, period_id, 'MONTH', fingerprint, 1, 1, period_id <> '2025-10',
          period_id < '2025-12', ',value,', '%s'
        FROM client_period_version WHERE fingerprint LIKE '3%%'
        ORDER BY period_id, client_id
        """
            .formatted("0".repeat(100)));
    execute(
        """
        INSERT INTO forecast_row (client_id, period_id, metric, fingerprint, run_id, known,
          expected, low, high, based_on)
        SELECT client_id, period_id, metric, fingerprint, 1, 50, 60, 50, 70, 5
        FROM publication CROSS JOIN %s WHERE final = FALSE
        """
            .formatted(metrics));
    collectStatistics();
  }

  /** As databases do by themselves, sooner or later. */
  void collectStatistics() throws SQLException {
    execute("ANALYZE");
  }

  private static List<String> numbers(int most) {
    return IntStream.rangeClosed(1, most).mapToObj(String::valueOf).toList();
  }

  /** A table of one column, in the SQL of all databases. */
  private static String oneOf(String column, List<String> values) {
    return values.stream()
        .map(value -> "SELECT " + value + " AS " + column)
        .collect(Collectors.joining(" UNION ALL ", "(", ") " + column + "s"));
  }
}

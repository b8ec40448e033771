package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL does otherwise: JSON documents, instants, transactions that only read. */
class AuditOnPostgreSqlTest {
  private static EmbeddedPostgres server;

  private final OldSystem old;

  AuditOnPostgreSqlTest(@TempDir Path folder) {
    this.old =
        OldSystem.in(
            folder, "jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres");
  }

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Test
  void findsTheDividedTotalInJsonDocuments() throws Exception {
    old.with(
        "CREATE SCHEMA dashboards",
        """
        CREATE TABLE dashboards.current_month_cache AS
        SELECT 'belmonte' AS client_id, '2025-11' AS period_id, jsonb_build_object('campaigns',
          jsonb_agg(jsonb_build_object('campaign_id', n::text, 'spend', n * 37 % 900,
            'booking_step_1', 20.00, 'reservations', NULL))) AS cache_data
        FROM generate_series(1, 25) n
        """,
        "INSERT INTO dashboards.current_month_cache VALUES ('belmonte', '2025-10', '[]')");

    assertThat(old.auditBy("cache: {table: dashboards.current_month_cache}"), is(3));

    assertThat(
        old.rows("SELECT metric, verdict FROM audit_variance ORDER BY 1"),
        contains("booking_step_1 DISTRIBUTED", "reservations NO_DATA"));
    assertThat(
        old.rows("SELECT counts FROM runs").get(0),
        containsString("{\"documents that are no JSON object with campaigns\":1}"));
  }

  @Test
  void readsInstantsAndOtherTypesOfNumbers() throws Exception {
    old.with(
        "CREATE TABLE old (client CHAR(12), period TIMESTAMPTZ, campaign BIGINT, leads REAL,"
            + " calls DOUBLE PRECISION, spend TEXT)",
        "INSERT INTO old VALUES ('belmonte', '2025-10-31 23:30:00+00', 120210000000000417, 2.5, 1e1, '7')");

    assertThat(old.audit(), is(0));

    assertThat(
        old.rows("SELECT client_id, period_id, metric, total FROM audit_variance ORDER BY metric"),
        contains("belmonte 2025-11 calls 10.0000000000", "belmonte 2025-11 leads 2.5000000000"));
  }

  @Test
  void storesItsVerdictsBesideWhatItReads() throws Exception {
    old.inPlace()
        .with(
            "CREATE TABLE stored AS SELECT 'lakeside' AS client, DATE '2025-11-03' AS period,"
                + " n AS campaign, n * 37 % 900 AS spend, 20 AS leads, NULL::numeric AS calls"
                + " FROM generate_series(1, 25) n");

    assertThat(old.auditBy("query: SELECT * FROM stored"), is(3));

    assertThat(
        old.stored(
            "SELECT metric, verdict, trusted, p_value < 1e-9 FROM audit_variance ORDER BY 1"),
        contains("calls NO_DATA f null", "leads DISTRIBUTED f t"));
    assertThat(
        old.stored("SELECT kind, exit_code, counts->'client_periods'->>'not_trusted' FROM runs"),
        contains("AUDIT 3 1"));
  }

  @Test
  void changesNothingThatItReads() throws Exception {
    old.with("CREATE SEQUENCE numbers");

    int exitCode =
        old.auditBy(
            "query: \"SELECT 'a' AS client, '2025-11' AS period, 1 AS campaign,"
                + " nextval('numbers') AS leads\"");

    assertThat(exitCode, is(1));
    assertThat(old.errors(), containsString("audit.query: the database refuses it: ERROR: cannot"));
    assertThat(old.stored("SELECT is_called FROM numbers"), contains("f"));
  }
}

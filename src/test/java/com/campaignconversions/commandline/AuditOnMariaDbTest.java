package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.publishing.MariaDbServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What MariaDB does otherwise: JSON is text, instants have no time zone. */
class AuditOnMariaDbTest {
  private final OldSystem old;

  AuditOnMariaDbTest(@TempDir Path folder) throws Exception {
    this.old = OldSystem.in(folder, MariaDbServer.shared().emptyDatabase(), "root");
  }

  @Test
  void findsTheDividedTotalInJsonDocuments() throws Exception {
    old.with(
        """
        CREATE TABLE current_month_cache AS
        SELECT 'belmonte' AS client_id, '2025-11' AS period_id, JSON_OBJECT('campaigns',
          JSON_ARRAYAGG(JSON_OBJECT('campaign_id', seq, 'spend', seq * 37 % 900,
            'booking_step_1', 20.00, 'reservations', NULL))) AS cache_data
        FROM seq_1_to_25
        """,
        "INSERT INTO current_month_cache VALUES ('belmonte', '2025-10', '[]')");

    assertThat(old.auditBy("cache: {table: current_month_cache}"), is(3));

    assertThat(
        old.rows("SELECT metric, verdict FROM audit_variance ORDER BY 1"),
        contains("booking_step_1 DISTRIBUTED", "reservations NO_DATA"));
    assertThat(
        old.rows("SELECT counts FROM runs").get(0),
        containsString("{\"documents that are no JSON object with campaigns\":1}"));
  }

  @Test
  void storesItsVerdictsBesideWhatItReads() throws Exception {
    old.inPlace()
        .with(
            "CREATE TABLE stored AS SELECT 'lakeside' AS client, DATE '2025-11-03' AS period,"
                + " seq AS campaign, seq * 37 % 900 AS spend, 20 AS leads,"
                + " CAST(NULL AS DECIMAL(38, 10)) AS calls FROM seq_1_to_25");

    assertThat(old.auditBy("query: SELECT * FROM stored"), is(3));

    assertThat(
        old.stored("SELECT metric, verdict, p_value < 1e-9 FROM audit_variance ORDER BY 1"),
        contains("calls NO_DATA null", "leads DISTRIBUTED 1"));
  }

  @Test
  void changesNothingThatItReads() throws Exception {
    old.with("CREATE SEQUENCE numbers");

    int exitCode =
        old.auditBy(
            "query: \"SELECT 'a' AS client, '2025-11' AS period, 1 AS campaign,"
                + " NEXTVAL(numbers) AS leads\"");

    assertThat(exitCode, is(1));
    assertThat(old.errors(), containsString("audit.query: the database refuses it: "));
  }
}

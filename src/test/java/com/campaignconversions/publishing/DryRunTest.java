package com.campaignconversions.publishing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.publishing.schema.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DryRunTest {
  private static final ClientPeriod BELMONTE = Content.clientPeriod("belmonte", "2025-11");
  private static final ClientPeriod LAKESIDE = Content.clientPeriod("lakeside", "2025-11");

  private final Database published = new Database(Database.inMemory(), List.of("leads"));
  private final Database rehearsal = new Database(Database.inMemory(), List.of("leads"));

  @BeforeEach
  void makeTables() {
    Schema.prepare(published);
    Schema.prepare(rehearsal);
  }

  @AfterEach
  void close() {
    published.close();
    rehearsal.close();
  }

  /** A version with one campaign, which a run of the number 7 published. */
  private void publish(ClientPeriod clientPeriod, String fingerprint) {
    Instant then = Instant.parse("2025-12-01T06:00:00Z");
    insert(
        "INSERT INTO publication (client_id, period_id, granularity, fingerprint, checked_run_id)"
            + " VALUES (?, ?, 'MONTH', ?, 7)",
        clientPeriod.clientId(),
        clientPeriod.period().id(),
        fingerprint);
    insertVersion(clientPeriod, fingerprint, then);
  }

  private void insertVersion(ClientPeriod clientPeriod, String fingerprint, Instant then) {
    insert(
        "INSERT INTO client_period_version (fingerprint, client_id, period_id, granularity,"
            + " period_start, period_end, campaigns, spend, content_digest, catalogue, created)"
            + " VALUES (?, ?, ?, 'MONTH', ?, ?, 1, 12.5, 'd', 'c', ?)",
        fingerprint,
        clientPeriod.clientId(),
        clientPeriod.period().id(),
        LocalDate.of(2025, 11, 1),
        LocalDate.of(2025, 11, 30),
        then);
    insert(
        "INSERT INTO variance_row (fingerprint, metric, campaigns, reporting_campaigns,"
            + " distinct_values, total, verdict, evidence, reconciliation, trusted)"
            + " VALUES (?, 'leads', 1, 1, 1, 3, 'VARIANCE', 'It varies.', 'NOT_CHECKED', TRUE)",
        fingerprint);
    insert("INSERT INTO campaign_row (_fingerprint, campaign_id) VALUES (?, '1')", fingerprint);
  }

  private void insert(String sql, Object... values) {
    published.transaction(connection -> Sql.update(connection, sql, List.of(values)));
  }

  private List<String> copied(String select) {
    return rehearsal.transaction(
        connection -> Sql.query(connection, select, List.of(), row -> row.getString(1)));
  }

  @Test
  void copiesThePointerTheVersionAndTheJudgementOfWhatIsWanted() {
    publish(BELMONTE, "b");

    DryRun.copy(published, rehearsal, List.of(BELMONTE));

    assertThat(
        copied("SELECT client_id || ' ' || period_id || ' ' || fingerprint FROM publication"),
        contains("belmonte 2025-11 b"));
    assertThat(
        copied("SELECT fingerprint || ' ' || period_end FROM client_period_version"),
        contains("b 2025-11-30"));
    assertThat(
        copied("SELECT fingerprint || ' ' || metric FROM variance_row"), contains("b leads"));
  }

  @Test
  void copiesNoCampaign() {
    publish(BELMONTE, "b");

    DryRun.copy(published, rehearsal, List.of(BELMONTE));

    assertThat(copied("SELECT campaign_id FROM campaign_row"), is(empty()));
  }

  @Test
  void copiesNothingOfOtherClientPeriods() {
    publish(BELMONTE, "b");
    publish(LAKESIDE, "l");
    publish(Content.clientPeriod("belmonte", "2025-10"), "o");

    DryRun.copy(published, rehearsal, List.of(BELMONTE));

    assertThat(copied("SELECT fingerprint FROM publication"), contains("b"));
    assertThat(copied("SELECT fingerprint FROM client_period_version"), contains("b"));
    assertThat(copied("SELECT fingerprint FROM variance_row"), contains("b"));
  }

  @Test
  void copiesNoVersionThatIsNotVisible() {
    publish(BELMONTE, "b");
    insertVersion(BELMONTE, "earlier", Instant.parse("2025-11-30T06:00:00Z"));

    DryRun.copy(published, rehearsal, List.of(BELMONTE));

    assertThat(copied("SELECT fingerprint FROM client_period_version"), contains("b"));
    assertThat(copied("SELECT fingerprint FROM variance_row"), contains("b"));
  }

  @Test
  void copiesNoPointerToNothing() {
    insert(
        "INSERT INTO publication (client_id, period_id, granularity) VALUES (?, ?, 'MONTH')",
        "belmonte",
        "2025-11");

    DryRun.copy(published, rehearsal, List.of(BELMONTE));

    assertThat(copied("SELECT client_id FROM publication"), is(empty()));
  }

  /** A run of the rehearsal has a small number, and must not be held for an earlier one. */
  @Test
  void forgetsWhichRunCheckedLast() {
    publish(BELMONTE, "b");

    DryRun.copy(published, rehearsal, List.of(BELMONTE));

    assertThat(
        copied("SELECT client_id FROM publication WHERE checked_run_id IS NULL"),
        contains("belmonte"));
  }

  @Test
  void leavesWhatIsPublishedAsItIs() {
    publish(BELMONTE, "b");

    DryRun.copy(published, rehearsal, List.of(BELMONTE));

    assertThat(
        published.transaction(
            connection ->
                Sql.query(
                    connection,
                    "SELECT checked_run_id FROM publication",
                    List.of(),
                    row -> row.getLong(1))),
        contains(7L));
  }
}

package com.campaignconversions.publishing.removal;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.schema.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that no version owns: what a run wrote and never published. They are removed only while no
 * run is in progress, and while their place in the list of versions is taken: a run takes that
 * place before it counts the rows that it is about to publish, so one waits for the other, and no
 * version is ever published whose rows are being removed.
 */
final class UnpublishedRows {
  private static final int VERSIONS = 50;

  private final Database database;
  private final Instant now;
  private final Deletion deletion;

  UnpublishedRows(Database database, Instant now, Deletion deletion) {
    this.database = database;
    this.now = now;
    this.deletion = deletion;
  }

  /**
   * What was removed.
   *
   * @param inProgress a run because of which rows were left alone; null for none
   */
  record UnpublishedCount(long versions, long rows, @Nullable Long inProgress) {
    static final UnpublishedCount NONE = new UnpublishedCount(0, 0, null);

    UnpublishedCount plus(UnpublishedCount other) {
      return new UnpublishedCount(
          versions + other.versions,
          rows + other.rows,
          inProgress == null ? other.inProgress : inProgress);
    }
  }

  UnpublishedCount all() {
    return of("campaign_row", Tables.FINGERPRINT, "")
        .plus(
            of(
                "variance_row",
                "fingerprint",
                " AND NOT EXISTS (SELECT 1 FROM campaign_row c WHERE c._fingerprint ="
                    + " r.fingerprint)"));
  }

  private UnpublishedCount of(String table, String column, String others) {
    UnpublishedCount all = UnpublishedCount.NONE;
    String after = "";
    List<String> page;
    do {
      String last = after;
      page =
          database.transaction(
              connection ->
                  Sql.query(
                      connection,
                      """
                      -- Along the key, so that each page begins where the last one ended
                      SELECT DISTINCT r.%1$s FROM %2$s r
                      WHERE r.%1$s > ? AND NOT EXISTS (
                          SELECT 1 FROM client_period_version v WHERE v.fingerprint = r.%1$s)%4$s
                      ORDER BY r.%1$s LIMIT %3$d
                      """
                          .formatted(column, table, VERSIONS, others),
                      List.of(last),
                      row -> row.getString(1)));
      if (page.isEmpty()) {
        return all;
      }
      List<String> some = page;
      all = all.plus(database.transaction(connection -> of(connection, some)));
      if (all.inProgress() != null) {
        return all;
      }
      after = page.get(page.size() - 1);
    } while (page.size() == VERSIONS);
    return all;
  }

  private UnpublishedCount of(Connection connection, List<String> fingerprints)
      throws SQLException {
    List<String> ours = deletion.dryRun() ? fingerprints : takePlaces(connection, fingerprints);
    // Only now: a run that starts from here on writes later than these rows are gone.
    List<Long> running = RunQueries.wanting(connection, wanted -> true);
    if (!running.isEmpty()) {
      giveBack(connection, ours);
      return new UnpublishedCount(0, 0, running.get(0));
    }
    if (ours.isEmpty()) {
      return new UnpublishedCount(0, 0, null);
    }
    long rows =
        deletion.of(connection, "campaign_row", Tables.FINGERPRINT, ours)
            + deletion.of(connection, "variance_row", "fingerprint", ours);
    giveBack(connection, ours);
    return new UnpublishedCount(ours.size(), rows, null);
  }

  /** Those whose place nobody had, waiting for whoever is publishing them at this moment. */
  private List<String> takePlaces(Connection connection, List<String> fingerprints)
      throws SQLException {
    Sql.batch(
        connection,
        """
        -- Seen by nobody: it is gone again when this transaction ends
        INSERT INTO client_period_version (fingerprint, client_id, period_id, granularity,
            period_start, period_end, campaigns, content_digest, catalogue, created)
        VALUES (?, '', '', '', ?, ?, 0, '', '', ?)
        %s"""
            .formatted(database.dialect().orNothing("fingerprint")),
        fingerprints.stream()
            .map(fingerprint -> List.of(fingerprint, LocalDate.EPOCH, LocalDate.EPOCH, now))
            .toList());
    return Sql.query(
        connection,
        "SELECT fingerprint FROM client_period_version WHERE client_id = '' AND fingerprint IN ("
            + Sql.placeholders(fingerprints.size())
            + ")",
        fingerprints,
        row -> row.getString(1));
  }

  private void giveBack(Connection connection, List<String> fingerprints) throws SQLException {
    if (!deletion.dryRun() && !fingerprints.isEmpty()) {
      deletion.of(connection, "client_period_version", "fingerprint", fingerprints);
    }
  }
}

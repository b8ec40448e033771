package com.campaignconversions.publishing.removal;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.publishing.schema.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Versions that were visible once and that a job's retention does not keep. Each is removed while
 * the pointer of its client period is locked, as a run and a rollback lock it.
 */
final class ReplacedVersions {
  private static final int CLIENT_PERIODS = 100;

  private final Database database;
  private final Job job;
  private final @Nullable Integer versions;
  private final @Nullable Instant cutoff;
  private final Deletion deletion;

  /**
   * Of a job.
   *
   * @param cutoff before which they were replaced; null where their age does not matter
   */
  ReplacedVersions(Database database, Job job, @Nullable Instant cutoff, Deletion deletion) {
    this.database = database;
    this.job = job;
    this.versions = job.retention().versions();
    this.cutoff = cutoff;
    this.deletion = deletion;
  }

  /** Counted when the transaction is through, as it may be repeated. */
  record ReplacedCount(long versions, long rows, long history) {
    static final ReplacedCount NONE = new ReplacedCount(0, 0, 0);

    ReplacedCount plus(ReplacedCount other) {
      return new ReplacedCount(
          versions + other.versions, rows + other.rows, history + other.history);
    }
  }

  /** One entry of the history, the oldest first. */
  private record Entry(long runId, String fingerprint, Instant publishedAt, boolean kept) {}

  /** Removes those of a client. */
  ReplacedCount of(String clientId) {
    ReplacedCount all = ReplacedCount.NONE;
    String after = "";
    List<ClientPeriod> page;
    do {
      String last = after;
      page =
          database.transaction(
              connection ->
                  Sql.query(
                      connection,
                      """
                      -- A few at a time
                      SELECT client_id, period_id FROM publication
                      WHERE client_id = ? AND granularity = ? AND period_id > ?
                      ORDER BY period_id LIMIT %d
                      """
                          .formatted(CLIENT_PERIODS),
                      List.of(clientId, job.granularity().name(), last),
                      KeyCondition::clientPeriod));
      if (!page.isEmpty()) {
        List<ClientPeriod> some = page;
        all = all.plus(database.transaction(connection -> of(connection, some)));
        after = page.get(page.size() - 1).period().id();
      }
    } while (page.size() == CLIENT_PERIODS);
    return all;
  }

  private ReplacedCount of(Connection connection, List<ClientPeriod> clientPeriods)
      throws SQLException {
    KeyCondition wanted = KeyCondition.of(clientPeriods);
    KeyCondition before = KeyCondition.ofTable("h", clientPeriods);
    Map<ClientPeriod, String> visible = new HashMap<>();
    Sql.each(
        connection,
        """
        -- As a run and a rollback do, in the order of the keys
        SELECT client_id, period_id, fingerprint FROM publication WHERE %s
        ORDER BY client_id, period_id%s
        """
            .formatted(wanted.sql(), deletion.dryRun() ? "" : " FOR UPDATE"),
        wanted.parameters(),
        row -> visible.put(KeyCondition.clientPeriod(row), String.valueOf(row.getString(3))));
    Map<ClientPeriod, List<Entry>> history = new HashMap<>();
    Sql.each(
        connection,
        """
        -- With the versions that are still there
        SELECT h.client_id, h.period_id, h.run_id, h.fingerprint, h.published_at,
               v.fingerprint AS kept
        FROM publication_history h
        LEFT JOIN client_period_version v ON v.fingerprint = h.fingerprint
        WHERE %s ORDER BY h.run_id
        """
            .formatted(before.sql()),
        before.parameters(),
        row ->
            history
                .computeIfAbsent(KeyCondition.clientPeriod(row), none -> new ArrayList<>())
                .add(
                    new Entry(
                        row.getLong("run_id"),
                        row.getString("fingerprint"),
                        Objects.requireNonNull(Sql.instant(row, "published_at")),
                        row.getString("kept") != null)));
    Set<String> versionsGone = new TreeSet<>();
    List<List<Object>> entriesGone = new ArrayList<>();
    history.forEach(
        (clientPeriod, entries) ->
            choose(
                clientPeriod,
                entries,
                visible.getOrDefault(clientPeriod, ""),
                versionsGone,
                entriesGone));
    long rows = removeVersions(connection, versionsGone);
    if (!deletion.dryRun()) {
      Sql.batch(
          connection,
          "DELETE FROM publication_history WHERE client_id = ? AND period_id = ? AND run_id = ?"
              + " AND fingerprint = ?",
          entriesGone);
    }
    return new ReplacedCount(versionsGone.size(), rows, entriesGone.size());
  }

  private void choose(
      ClientPeriod clientPeriod,
      List<Entry> entries,
      String visible,
      Set<String> versionsGone,
      List<List<Object>> entriesGone) {
    // The one that was visible last is the newest; what is visible counts, wherever it stands.
    List<String> newestFirst = new ArrayList<>(List.of(visible));
    Map<String, Instant> replacedAt = new HashMap<>();
    for (int i = entries.size() - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      if (entry.kept() && !newestFirst.contains(entry.fingerprint())) {
        newestFirst.add(entry.fingerprint());
      }
      replacedAt.putIfAbsent(
          entry.fingerprint(),
          i + 1 < entries.size() ? entries.get(i + 1).publishedAt() : entry.publishedAt());
    }
    for (int position = 1; position < newestFirst.size(); position++) {
      String fingerprint = newestFirst.get(position);
      boolean tooMany = versions != null && position >= versions;
      boolean tooOld =
          cutoff != null && Objects.requireNonNull(replacedAt.get(fingerprint)).isBefore(cutoff);
      if (tooMany || tooOld) {
        versionsGone.add(fingerprint);
      }
    }
    if (cutoff == null) {
      return;
    }
    Set<String> kept = new HashSet<>(newestFirst);
    kept.removeAll(versionsGone);
    for (Entry entry : entries) {
      if (!kept.contains(entry.fingerprint())
          && Objects.requireNonNull(replacedAt.get(entry.fingerprint())).isBefore(cutoff)) {
        List<Object> key = new ArrayList<>(KeyCondition.key(clientPeriod));
        key.add(entry.runId());
        key.add(entry.fingerprint());
        entriesGone.add(key);
      }
    }
  }

  /** With their rows; how many rows. */
  private long removeVersions(Connection connection, Set<String> fingerprints) throws SQLException {
    long rows = 0;
    for (List<String> some : Sql.chunks(fingerprints)) {
      rows += deletion.of(connection, "campaign_row", Tables.FINGERPRINT, some);
      rows += deletion.of(connection, "variance_row", "fingerprint", some);
      if (!deletion.dryRun()) {
        deletion.of(connection, "client_period_version", "fingerprint", some);
      }
    }
    return rows;
  }
}

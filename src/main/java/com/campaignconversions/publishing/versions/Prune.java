package com.campaignconversions.publishing.versions;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Retention;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.publishing.schema.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
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
 * Removes what a job's retention does not keep, and rows that no version owns: what a run wrote and
 * never published. Safe beside running jobs.
 *
 * <p>A version that was visible is removed while the pointer of its client period is locked, as a
 * run and a rollback lock it. Rows without a version are removed only while no run is in progress,
 * and while their place in the list of versions is taken: a run takes that place before it counts
 * the rows that it is about to publish, so one waits for the other, and no version is ever
 * published whose rows are being removed.
 */
public final class Prune {
  private static final int CLIENT_PERIODS = 100;
  private static final int VERSIONS = 50;
  private static final int RUNS = 50;

  private final Database database;
  private final Job job;
  private final @Nullable Integer versions;
  private final @Nullable Instant cutoff;
  private final Instant now;
  private final boolean dryRun;

  private long versionsRemoved;
  private long unpublishedRemoved;
  private long rowsRemoved;
  private long historyRemoved;
  private long rejectedRemoved;
  private long runsRemoved;
  private long outcomesRemoved;
  private long judgementsRemoved;
  private @Nullable Long inProgress;

  private Prune(Database database, Job job, Instant now, boolean dryRun) {
    this.database = database;
    this.job = job;
    this.dryRun = dryRun;
    this.now = now.truncatedTo(ChronoUnit.MICROS);
    Retention retention = job.retention();
    this.versions = retention.versions();
    this.cutoff =
        retention.days() == null ? null : this.now.minus(Duration.ofDays(retention.days()));
  }

  /**
   * What was, or in a dry run would be, removed.
   *
   * @param versions that were visible once
   * @param unpublished versions that never were
   * @param rows of campaigns and judgements, of both
   * @param history entries of the history
   * @param judgements of audits
   * @param inProgress a run because of which unpublished rows were left alone; null for none
   */
  public record Removed(
      long versions,
      long unpublished,
      long rows,
      long history,
      long rejected,
      long runs,
      long outcomes,
      long judgements,
      @Nullable Long inProgress) {}

  /** Removes, in many small transactions; safe to stop and to start again. */
  public static Removed of(Database database, Job job, Instant now, boolean dryRun) {
    return new Prune(database, job, now, dryRun).all();
  }

  private Removed all() {
    if (versions != null || cutoff != null) {
      for (Client client : job.clients()) {
        replaced(client.id());
      }
    }
    unpublished("campaign_row", Tables.FINGERPRINT, "");
    unpublished(
        "variance_row",
        "fingerprint",
        " AND NOT EXISTS (SELECT 1 FROM campaign_row c WHERE c._fingerprint = r.fingerprint)");
    if (cutoff != null) {
      oldRuns(cutoff);
    }
    return new Removed(
        versionsRemoved,
        unpublishedRemoved,
        rowsRemoved,
        historyRemoved,
        rejectedRemoved,
        runsRemoved,
        outcomesRemoved,
        judgementsRemoved,
        inProgress);
  }

  // ---- Versions that were visible

  /** One entry of the history, the oldest first. */
  private record Entry(long runId, String fingerprint, Instant publishedAt, boolean kept) {}

  private void replaced(String clientId) {
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
        count(database.transaction(connection -> replaced(connection, some)));
        after = page.get(page.size() - 1).period().id();
      }
    } while (page.size() == CLIENT_PERIODS);
  }

  /** Counted when the transaction is through, as it may be repeated. */
  private record Replaced(long versions, long rows, long history) {}

  private void count(Replaced replaced) {
    versionsRemoved += replaced.versions();
    rowsRemoved += replaced.rows();
    historyRemoved += replaced.history();
  }

  private Replaced replaced(Connection connection, List<ClientPeriod> clientPeriods)
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
            .formatted(wanted.sql(), dryRun ? "" : " FOR UPDATE"),
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
    if (!dryRun) {
      Sql.batch(
          connection,
          "DELETE FROM publication_history WHERE client_id = ? AND period_id = ? AND run_id = ?"
              + " AND fingerprint = ?",
          entriesGone);
    }
    return new Replaced(versionsGone.size(), rows, entriesGone.size());
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
    for (int place = 1; place < newestFirst.size(); place++) {
      String fingerprint = newestFirst.get(place);
      boolean tooMany = versions != null && place >= versions;
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
      rows += remove(connection, "campaign_row", Tables.FINGERPRINT, some);
      rows += remove(connection, "variance_row", "fingerprint", some);
      if (!dryRun) {
        remove(connection, "client_period_version", "fingerprint", some);
      }
    }
    return rows;
  }

  private long remove(Connection connection, String table, String column, List<?> values)
      throws SQLException {
    String condition =
        " FROM " + table + " WHERE " + column + " IN (" + Sql.placeholders(values.size()) + ")";
    if (dryRun) {
      return Sql.query(connection, "SELECT COUNT(*)" + condition, values, row -> row.getLong(1))
          .get(0);
    }
    return Sql.update(connection, "DELETE" + condition, values);
  }

  // ---- Rows that no version owns

  private void unpublished(String table, String column, String others) {
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
        return;
      }
      List<String> some = page;
      Unpublished removed = database.transaction(connection -> unpublished(connection, some));
      unpublishedRemoved += removed.versions();
      rowsRemoved += removed.rows();
      if (removed.inProgress() != null) {
        inProgress = removed.inProgress();
        return;
      }
      after = page.get(page.size() - 1);
    } while (page.size() == VERSIONS);
  }

  private record Unpublished(long versions, long rows, @Nullable Long inProgress) {}

  private Unpublished unpublished(Connection connection, List<String> fingerprints)
      throws SQLException {
    List<String> ours = dryRun ? fingerprints : takePlaces(connection, fingerprints);
    // Only now: a run that starts from here on writes later than these rows are gone.
    List<Long> running = RunQueries.wanting(connection, wanted -> true);
    if (!running.isEmpty()) {
      giveBack(connection, ours);
      return new Unpublished(0, 0, running.get(0));
    }
    if (ours.isEmpty()) {
      return new Unpublished(0, 0, null);
    }
    long rows =
        remove(connection, "campaign_row", Tables.FINGERPRINT, ours)
            + remove(connection, "variance_row", "fingerprint", ours);
    giveBack(connection, ours);
    return new Unpublished(ours.size(), rows, null);
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
    if (!dryRun && !fingerprints.isEmpty()) {
      remove(connection, "client_period_version", "fingerprint", fingerprints);
    }
  }

  // ---- Runs, and what only they know

  private void oldRuns(Instant before) {
    long after = 0;
    List<Long> page;
    do {
      long last = after;
      page =
          database.transaction(
              connection ->
                  Sql.query(
                      connection,
                      """
                      -- Of this job; those in progress are young
                      SELECT run_id FROM run WHERE job = ? AND started < ? AND run_id > ?
                      ORDER BY run_id LIMIT %d
                      """
                          .formatted(RUNS),
                      List.of(job.name(), before, last),
                      row -> row.getLong(1)));
      if (!page.isEmpty()) {
        List<Long> some = page;
        long[] removed = database.transaction(connection -> oldRuns(connection, some));
        rejectedRemoved += removed[0];
        outcomesRemoved += removed[1];
        judgementsRemoved += removed[2];
        runsRemoved += removed[3];
        after = page.get(page.size() - 1);
      }
    } while (page.size() == RUNS);
  }

  /** Rejections, outcomes, judgements and runs; a run that the history names stays. */
  private long[] oldRuns(Connection connection, List<Long> runIds) throws SQLException {
    long rejected = remove(connection, "rejected_row", "run_id", runIds);
    long outcomes = remove(connection, "run_outcome", "run_id", runIds);
    long judgements = remove(connection, "audit_variance", "run_id", runIds);
    List<Long> named = new ArrayList<>();
    named.addAll(named(connection, "publication", "run_id", runIds));
    named.addAll(named(connection, "publication", "checked_run_id", runIds));
    named.addAll(named(connection, "publication_history", "run_id", runIds));
    List<Long> gone = runIds.stream().filter(run -> !named.contains(run)).toList();
    return new long[] {
      rejected, outcomes, judgements, gone.isEmpty() ? 0 : remove(connection, "run", "run_id", gone)
    };
  }

  private static List<Long> named(
      Connection connection, String table, String column, List<Long> runIds) throws SQLException {
    return Sql.query(
        connection,
        "SELECT DISTINCT "
            + column
            + " FROM "
            + table
            + " WHERE "
            + column
            + " IN ("
            + Sql.placeholders(runIds.size())
            + ")",
        runIds,
        row -> row.getLong(1));
  }
}

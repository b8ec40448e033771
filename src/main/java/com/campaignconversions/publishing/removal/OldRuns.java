package com.campaignconversions.publishing.removal;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.Job;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Runs of a job, and what only they know: rejections, outcomes, judgements of audits. */
final class OldRuns {
  private static final int RUNS = 50;

  private final Database database;
  private final Job job;
  private final Deletion deletion;

  OldRuns(Database database, Job job, Deletion deletion) {
    this.database = database;
    this.job = job;
    this.deletion = deletion;
  }

  record OldRunsCount(long runs, long rejected, long outcomes, long judgements) {
    static final OldRunsCount NONE = new OldRunsCount(0, 0, 0, 0);

    OldRunsCount plus(OldRunsCount other) {
      return new OldRunsCount(
          runs + other.runs,
          rejected + other.rejected,
          outcomes + other.outcomes,
          judgements + other.judgements);
    }
  }

  /** Removes those that started earlier. */
  OldRunsCount before(Instant before) {
    OldRunsCount all = OldRunsCount.NONE;
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
        all = all.plus(database.transaction(connection -> of(connection, some)));
        after = page.get(page.size() - 1);
      }
    } while (page.size() == RUNS);
    return all;
  }

  /** Rejections, outcomes, judgements and runs; a run that the history names stays. */
  private OldRunsCount of(Connection connection, List<Long> runIds) throws SQLException {
    long rejected = deletion.of(connection, "rejected_row", "run_id", runIds);
    long outcomes = deletion.of(connection, "run_outcome", "run_id", runIds);
    long judgements = deletion.of(connection, "audit_variance", "run_id", runIds);
    List<Long> named = new ArrayList<>();
    named.addAll(named(connection, "publication", "run_id", runIds));
    named.addAll(named(connection, "publication", "checked_run_id", runIds));
    named.addAll(named(connection, "publication_history", "run_id", runIds));
    List<Long> gone = runIds.stream().filter(run -> !named.contains(run)).toList();
    return new OldRunsCount(
        gone.isEmpty() ? 0 : deletion.of(connection, "run", "run_id", gone),
        rejected,
        outcomes,
        judgements);
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

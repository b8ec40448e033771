package com.campaignconversions.publishing.removal;

import com.campaignconversions.clients.Client;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Removes what a job's retention does not keep, and rows that no version owns. Safe beside running
 * jobs.
 */
public final class Prune {
  private Prune() {}

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
    Deletion deletion = new Deletion(dryRun);
    Instant today = now.truncatedTo(ChronoUnit.MICROS);
    Integer days = job.retention().days();
    Instant cutoff = days == null ? null : today.minus(Duration.ofDays(days));
    ReplacedVersions.ReplacedCount replaced = ReplacedVersions.ReplacedCount.NONE;
    if (job.retention().versions() != null || cutoff != null) {
      ReplacedVersions versions = new ReplacedVersions(database, job, cutoff, deletion);
      for (Client client : job.clients()) {
        replaced = replaced.plus(versions.of(client.id()));
      }
    }
    UnpublishedRows.UnpublishedCount unpublished =
        new UnpublishedRows(database, today, deletion).all();
    OldRuns.OldRunsCount runs =
        cutoff == null
            ? OldRuns.OldRunsCount.NONE
            : new OldRuns(database, job, deletion).before(cutoff);
    return new Removed(
        replaced.versions(),
        unpublished.versions(),
        replaced.rows() + unpublished.rows(),
        replaced.history(),
        runs.rejected(),
        runs.runs(),
        runs.outcomes(),
        runs.judgements(),
        unpublished.inProgress());
  }
}

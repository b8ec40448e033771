package com.campaignconversions.commandline;

import static com.campaignconversions.records.Wording.counted;

import com.campaignconversions.commandline.options.JobFileArgument;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Retention;
import com.campaignconversions.publishing.removal.Prune;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.results.Answer;
import com.campaignconversions.results.CommandResult;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prune}: removes what the retention does not keep, and what dead runs left. */
@Command(
    name = "prune",
    description = {
      "Removes versions, runs and rejections that retention: of the job file does not keep, and rows"
          + " that a run wrote and never published. What is published stays. Safe beside a running"
          + " job.",
      ""
    },
    mixinStandardHelpOptions = true)
final class PruneCommand implements Callable<CommandResult> {
  @Mixin private JobFileArgument jobFile = new JobFileArgument();

  @Option(names = "--dry-run", description = "Count what would be removed, and remove nothing.")
  private boolean dryRun;

  @Override
  public CommandResult call() throws Exception {
    Job job = jobFile.read();
    Database database = Database.of(job);
    if (!Schema.exists(database)) {
      Answer nothing = Answer.ok().say("There is nothing to prune yet.");
      nothing.json().put("exit_code", 0).put("dry_run", dryRun).putNull("removed");
      return nothing;
    }
    if (!dryRun) {
      Schema.prepare(database);
    }
    Prune.Removed removed = Prune.of(database, job, Instant.now(), dryRun);
    database.writeOut();
    Answer answer =
        Answer.ok()
            .say(
                (dryRun ? "Would be removed: " : "Removed: ")
                    + counted(removed.versions(), "earlier version")
                    + ", "
                    + counted(removed.unpublished(), "version")
                    + " that no run published, "
                    + counted(removed.rows(), "row")
                    + " of both; "
                    + counted(removed.runs(), "run")
                    + ", "
                    + counted(removed.outcomes(), "outcome")
                    + ", "
                    + counted(removed.history(), "event")
                    + " of the history, "
                    + counted(removed.rejected(), "rejection")
                    + ", "
                    + counted(removed.judgements(), "judgement")
                    + " of audits.");
    answer
        .json()
        .put("exit_code", 0)
        .put("dry_run", dryRun)
        .putObject("removed")
        .put("versions", removed.versions())
        .put("unpublished", removed.unpublished())
        .put("rows", removed.rows())
        .put("runs", removed.runs())
        .put("outcomes", removed.outcomes())
        .put("history", removed.history())
        .put("rejected", removed.rejected())
        .put("judgements", removed.judgements())
        .put("run_in_progress", removed.inProgress());
    if (removed.inProgress() != null) {
      answer.say(
          "What was never published stays for now, because run "
              + removed.inProgress()
              + " is in progress.");
    }
    if (job.retention().equals(Retention.EVERYTHING)) {
      answer.say(
          "The job keeps every version and run; retention: {versions: 10, days: 400} would not.");
    }
    return answer;
  }
}

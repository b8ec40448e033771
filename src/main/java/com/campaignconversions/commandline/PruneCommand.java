package com.campaignconversions.commandline;

import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Retention;
import com.campaignconversions.publishing.removal.Prune;
import com.campaignconversions.publishing.schema.Schema;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
final class PruneCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private JobFileArgument jobFile = new JobFileArgument();

  @Option(names = "--dry-run", description = "Count what would be removed, and remove nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws Exception {
    Job job = jobFile.read();
    Database database = Database.of(job);
    PrintWriter out = spec.commandLine().getOut();
    if (!Schema.exists(database)) {
      out.println("There is nothing to prune yet.");
      out.flush();
      return 0;
    }
    if (!dryRun) {
      Schema.prepare(database);
    }
    Prune.Removed removed = Prune.of(database, job, Instant.now(), dryRun);
    database.writeOut();
    out.println(
        (dryRun ? "Would be removed: " : "Removed: ")
            + "%d earlier versions, %d that were never published, %d rows of both;"
                .formatted(removed.versions(), removed.unpublished(), removed.rows())
            + " %d runs, %d outcomes, %d entries of the history, %d rejections, %d judgements of"
                .formatted(
                    removed.runs(),
                    removed.outcomes(),
                    removed.history(),
                    removed.rejected(),
                    removed.judgements())
            + " audits.");
    if (removed.inProgress() != null) {
      out.println(
          "What was never published stays for now, because run "
              + removed.inProgress()
              + " is in progress.");
    }
    if (job.retention().equals(Retention.EVERYTHING)) {
      out.println(
          "The job keeps every version and run; retention: {versions: 10, days: 400} would not.");
    }
    out.flush();
    return 0;
  }
}

package com.campaignconversions.commandline.options;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.history.History;
import com.campaignconversions.database.Database;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.marketingapi.ApiVersions;
import com.campaignconversions.publishing.runs.ExitRules;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.reporting.RunReports;
import com.campaignconversions.results.Answer;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.runs.JUnitReport;
import com.campaignconversions.results.runs.RunResult;
import com.campaignconversions.running.BeamOptions;
import com.campaignconversions.running.PipelineRun;
import com.campaignconversions.running.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** What {@code run} and {@code retry} have in common: when a run is content, and how it is done. */
public final class RunOptions {
  private static final Logger LOG = LoggerFactory.getLogger(RunOptions.class);

  @Option(
      names = "--allow-untrusted",
      description = "End with 0 and not with 3 where numbers are published but not trusted.")
  private boolean allowUntrusted;

  @Option(
      names = "--accept-shrink",
      description =
          "Publish also where rows or spend of an ended period fell by more than 20 %%, or days have"
              + " no row any more.")
  private boolean acceptShrink;

  @Option(
      names = "--accept-rejected",
      description =
          "Publish, as not trusted, what a rejected row would withhold; as insights.rejected: publish"
              + " in the job file.")
  private boolean acceptRejected;

  @Option(
      names = "--fail-on-missing",
      description = "End with 1 and not with 0 where a wanted client period has no rows.")
  private boolean failOnMissing;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write a report in JUnit's XML too: a case for each client period and metric.")
  private @Nullable Path junit;

  /**
   * Runs, and says how it ended.
   *
   * @param files that were found already; null where they are to be looked for now
   * @param database where it publishes to, prepared
   * @param dryRun whether the database ends with this command
   * @param whole whether every number is wanted, and not only what a screen has room for
   */
  public CommandResult publish(
      Job job,
      PipelineOptions options,
      @Nullable List<InsightFile> files,
      WantedPeriods wanted,
      Database database,
      History history,
      Instant now,
      boolean dryRun,
      boolean whole)
      throws CommandException {
    boolean detached = BeamOptions.isDetached(options);
    checkReport(detached);
    if (job.insights() instanceof GraphInsights asked) {
      ApiVersions.Remark remark =
          ApiVersions.of(asked.version(), LocalDate.ofInstant(now, ZoneOffset.UTC));
      if (remark != null) {
        LOG.warn(remark.sentence());
      }
    }
    PipelineRun pipelineRun =
        new PipelineRun(
            acceptRejected ? job.publishingRejected() : job,
            options,
            files != null ? files : PipelineRun.files(job, options, wanted.periods()),
            wanted,
            database,
            history,
            new ExitRules(allowUntrusted, failOnMissing),
            acceptShrink,
            // What a dry run finds in one step would be unknown to the next.
            detached || dryRun ? Step.Limits.NONE : Step.Limits.USUAL,
            dryRun);
    RunReports reports = new RunReports(job, database, detached || dryRun);
    Run run;
    try {
      run = pipelineRun.toItsEnd(now, reports::started);
    } catch (CommandException e) {
      reports.failed(String.valueOf(e.getMessage()));
      throw e;
    }
    if (detached) {
      Answer submitted =
          Answer.ok()
              .say(
                  "Run %d is submitted; ask `status --run=%d` how it ends."
                      .formatted(run.id(), run.id()));
      submitted
          .json()
          .put("run", run.id())
          .put("exit_code", 0)
          .put("state", "SUBMITTED")
          .put("message", submitted.sentences().get(0));
      return submitted;
    }
    RunResult result = RunResult.of(database, job, run.id(), dryRun, whole || junit != null);
    reports.ended(result);
    if (junit != null) {
      report(result, junit);
    }
    return result;
  }

  /** What can be known before the start is told before the start. */
  private void checkReport(boolean detached) throws CommandException {
    if (junit == null) {
      return;
    }
    if (detached) {
      throw CommandException.usage("--junit: nobody waits for a run that is only submitted");
    }
    OutputOptions.checkWritable("--junit", junit);
  }

  /** Whatever becomes of the report, the run is done. */
  private static void report(RunResult result, Path file) {
    try {
      JUnitReport.write(result, file);
    } catch (IOException e) {
      LOG.error("--junit={}: it cannot be written: {}", file, e.toString());
    }
  }

  /** That a run was not even begun. */
  public static CommandResult nothingToDo(String sentence) {
    Answer nothing = Answer.ok().say(sentence);
    nothing
        .json()
        .putNull("run")
        .put("exit_code", 0)
        .put("state", "NOTHING_TO_DO")
        .put("message", sentence.strip());
    return nothing;
  }
}

package com.campaignconversions.commandline;

import com.campaignconversions.ConversionsPipeline;
import com.campaignconversions.ConversionsPipeline.Plan;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.History;
import com.campaignconversions.insights.InsightFile;
import com.campaignconversions.insights.MatchedFiles;
import com.campaignconversions.insights.SourceException;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.Database;
import com.campaignconversions.publishing.DatabaseException;
import com.campaignconversions.publishing.Run;
import com.campaignconversions.publishing.Runs;
import com.campaignconversions.publishing.Runs.ExitRules;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.util.SerializedThrowable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline, run once and watched to its end.
 *
 * @param database where it publishes to, prepared
 * @param history what is published already, which may be elsewhere in a dry run
 */
record PipelineRun(
    Job job,
    PipelineOptions options,
    List<InsightFile> files,
    WantedPeriods wanted,
    Database database,
    History history,
    ExitRules exitRules,
    boolean acceptShrink) {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineRun.class);

  /** The files that the job names; none where its insights are elsewhere. */
  static List<InsightFile> files(Job job, PipelineOptions options) throws CommandException {
    if (!(job.insights() instanceof InsightFiles insights)) {
      return List.of();
    }
    FileSystems.setDefaultPipelineOptions(options);
    MatchedFiles matched;
    try {
      matched = MatchedFiles.of(insights);
    } catch (IllegalArgumentException e) {
      // A scheme that no file system on the class path serves.
      throw CommandException.usage("insights.files: " + e.getMessage());
    } catch (IOException e) {
      throw CommandException.failed("insights.files: " + e.getMessage());
    }
    if (!matched.unmatched().isEmpty()) {
      throw CommandException.usage(
          "insights.files: no file matches " + String.join(", nor ", matched.unmatched()));
    }
    return matched.files();
  }

  /**
   * Runs it.
   *
   * @return the run, whose outcomes are in the database; on a cluster that is not waited for, they
   *     will be
   */
  Run toItsEnd(Instant now) throws CommandException {
    Run run = Runs.start(database, job, Main.Version.text(), now, wanted);
    LOG.info(
        "Run {}: {} client periods of {} clients wanted, {} files",
        run.id(),
        wanted.size(),
        wanted.byClient().size(),
        files.size());
    try (RunWatch watch = RunWatch.over(database, run)) {
      Pipeline pipeline = Pipeline.create(options);
      ConversionsPipeline.assemble(
          pipeline,
          new Plan(
              job,
              files,
              wanted,
              database,
              history,
              run,
              exitRules,
              acceptShrink,
              BeamOptions.parallelism(options)));
      PipelineResult result = pipeline.run();
      if (!BeamOptions.isDetached(options)) {
        watch.follow(result, files.size(), wanted.size());
        result.waitUntilFinish();
      }
      watch.finished();
    } catch (RuntimeException e) {
      // Each runner wraps what stopped it in types of its own.
      throw failed(run, e);
    }
    return run;
  }

  /** What came from a cluster, unpacked. */
  private static @Nullable Throwable here(@Nullable Throwable cause) {
    return cause instanceof SerializedThrowable packed
        ? packed.deserializeError(PipelineRun.class.getClassLoader())
        : cause;
  }

  /** What stopped the pipeline, as far as a person can mend it. */
  private static CommandException failed(Run run, RuntimeException problem) {
    String untouched = "; what was published before stands untouched";
    for (Throwable cause = here(problem); cause != null; cause = here(cause.getCause())) {
      if (cause instanceof DatabaseException || cause instanceof SourceException) {
        return CommandException.failed(
            "Run " + run.id() + " failed: " + cause.getMessage() + untouched);
      }
      if (cause instanceof SQLException database) {
        return CommandException.failed(
            "Run "
                + run.id()
                + " failed: "
                + DatabaseException.using(database).getMessage()
                + untouched);
      }
    }
    LOG.error("Run {} failed", run.id(), problem);
    return CommandException.failed("Run " + run.id() + " failed" + untouched);
  }
}

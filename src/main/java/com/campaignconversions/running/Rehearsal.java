package com.campaignconversions.running;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.history.History;
import com.campaignconversions.database.Database;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ExitRules;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.results.CommandException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The job's own pipeline, run into a database that ends with the command: what the insights say.
 *
 * @param job that publishes into memory
 * @param files that it reads, where they are not asked for by period
 */
public record Rehearsal(Job job, PipelineOptions options, List<InsightFile> files) {
  public Rehearsal {
    files = List.copyOf(files);
  }

  /**
   * Extracts client periods.
   *
   * @param memory prepared
   * @return what became of each
   */
  public Map<ClientPeriod, ClientPeriodOutcome> into(
      Database memory, WantedPeriods wanted, History history, Instant now) throws CommandException {
    Run run =
        new PipelineRun(
                job,
                options,
                job.insights().isAskedPerPeriod()
                    ? PipelineRun.files(job, options, wanted.periods())
                    : files,
                wanted,
                memory,
                history,
                ExitRules.STRICT,
                false,
                Step.Limits.NONE,
                true)
            .toItsEnd(now);
    Map<ClientPeriod, ClientPeriodOutcome> outcomes = new HashMap<>();
    for (ClientPeriodOutcome outcome : OutcomeStore.outcomes(memory, run.id())) {
      outcomes.put(outcome.clientPeriod(), outcome);
    }
    return outcomes;
  }
}

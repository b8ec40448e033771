package com.campaignconversions;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.ExtractConversions;
import com.campaignconversions.conversions.history.History;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.ReadOnlyConnection;
import com.campaignconversions.insights.ReadInsights;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.graph.FetchedBatch;
import com.campaignconversions.insights.rows.InsightOutputs;
import com.campaignconversions.insights.rows.ReadPlan;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.FinishRun;
import com.campaignconversions.publishing.Publish;
import com.campaignconversions.publishing.RecordRejected;
import com.campaignconversions.publishing.WriteCampaigns;
import com.campaignconversions.publishing.WriteVariance;
import com.campaignconversions.publishing.runs.ExitRules;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunHeartbeat;
import com.campaignconversions.reconciliation.ReferenceTotals;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;

/** The whole flow, from files to what readers see. */
public final class ConversionsPipeline {
  private ConversionsPipeline() {}

  /**
   * What one run works on.
   *
   * @param fetched what the Marketing API gave; null where it is not asked, or workers ask it
   * @param database where it publishes to
   * @param history what is published already, which may be elsewhere in a dry run
   * @param reference with which its numbers are compared
   * @param acceptShrink whether less than is published may take its place
   * @param step which of the run's steps this is, from 1; 0 where the pipeline is the whole run
   * @param parallelism how many workers there are
   */
  public record Plan(
      Job job,
      List<InsightFile> files,
      @Nullable FetchedBatch fetched,
      WantedPeriods wanted,
      Database database,
      History history,
      ReferenceTotals reference,
      Run run,
      ExitRules exitRules,
      boolean acceptShrink,
      int step,
      int parallelism) {
    private static final long BYTES_A_SHARD = 24 << 20;

    /**
     * Enough to keep the workers busy and what one of them unpacks at once small; and few, because
     * each is a bundle and a transaction.
     */
    int shards() {
      long bytes = files.stream().mapToLong(InsightFile::size).sum();
      return Math.max(Math.max(16, 8 * parallelism), (int) Math.min(128, bytes / BYTES_A_SHARD));
    }
  }

  /** Adds all steps to a pipeline. */
  public static void assemble(Pipeline pipeline, Plan plan) {
    Job job = plan.job();
    Database database = plan.database();
    Run run = plan.run();
    RunHeartbeat heartbeat = new RunHeartbeat(database, run.id());
    ReadPlan reading =
        new ReadPlan(
            job, plan.wanted(), run.started(), plan.parallelism(), plan.shards(), heartbeat);

    PCollectionTuple read =
        pipeline.apply(
            "Read insights",
            ReadInsights.of(reading, plan.files(), ReadOnlyConnection::open)
                .havingFetched(plan.fetched()));
    PCollectionTuple judged =
        read.get(InsightOutputs.ROWS)
            .apply(
                "Extract conversions",
                ExtractConversions.of(reading, plan.history(), plan.reference()));

    PCollection<Void> campaigns =
        judged
            .get(ExtractConversions.CAMPAIGNS)
            .apply("Write campaigns", WriteCampaigns.to(database, heartbeat));
    PCollection<Void> variance =
        judged
            .get(ExtractConversions.VARIANCE)
            .apply("Write variance", WriteVariance.to(database, heartbeat));
    PCollection<Void> rejected =
        read.get(InsightOutputs.REJECTED)
            .apply("Record rejected", RecordRejected.to(database, run.id()));

    PCollection<Integer> published =
        judged
            .get(ExtractConversions.SUMMARIES)
            .apply(
                "Publish",
                Publish.to(database, job, run, campaigns, variance)
                    .acceptingShrink(plan.acceptShrink()));

    PCollectionList.of(read.get(InsightOutputs.COUNTS))
        .and(judged.get(ExtractConversions.COUNTS))
        .apply(
            "Finish run",
            FinishRun.of(job, run, plan.exitRules(), published, rejected).onlyStep(plan.step()));
  }
}

package com.campaignconversions;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.ExtractConversions;
import com.campaignconversions.conversions.History;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.ReadOnlyConnection;
import com.campaignconversions.insights.ReadInsights;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.rows.InsightOutputs;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.FinishRun;
import com.campaignconversions.publishing.Publish;
import com.campaignconversions.publishing.RecordRejected;
import com.campaignconversions.publishing.WriteCampaigns;
import com.campaignconversions.publishing.WriteVariance;
import com.campaignconversions.publishing.runs.ExitRules;
import com.campaignconversions.publishing.runs.Heartbeat;
import com.campaignconversions.publishing.runs.Run;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;

/** The whole flow, from files to what readers see. */
public final class ConversionsPipeline {
  private ConversionsPipeline() {}

  /**
   * What one run works on.
   *
   * @param database where it publishes to
   * @param history what is published already, which may be elsewhere in a dry run
   * @param acceptShrink whether less than is published may take its place
   * @param step which of the run's steps this is, from 1; 0 where the pipeline is the whole run
   * @param parallelism how many workers there are
   */
  public record Plan(
      Job job,
      List<InsightFile> files,
      WantedPeriods wanted,
      Database database,
      History history,
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
    int shards = plan.shards();
    PCollectionTuple read =
        pipeline.apply(
            "Read insights",
            ReadInsights.of(
                job,
                plan.wanted(),
                plan.files(),
                ReadOnlyConnection::open,
                plan.run().started(),
                plan.parallelism(),
                shards));

    PCollectionTuple judged =
        PCollectionList.of(read.get(InsightOutputs.ROWS).apply("Reading lives", heartbeat(plan)))
            .and(everyShard(pipeline, shards))
            .apply("With every shard", Flatten.pCollections())
            .apply("By client", GroupByKey.create())
            .apply(
                "Extract conversions",
                ExtractConversions.of(
                    job, plan.wanted(), plan.history(), plan.run().started(), shards));

    PCollection<Void> campaigns =
        judged
            .get(ExtractConversions.CAMPAIGNS)
            .apply("Campaigns move", heartbeat(plan))
            .apply("Write campaigns", WriteCampaigns.to(plan.database()))
            .apply("Writing campaigns lives", heartbeat(plan));
    PCollection<Void> variance =
        judged
            .get(ExtractConversions.VARIANCE)
            .apply("Variance moves", heartbeat(plan))
            .apply("Write variance", WriteVariance.to(plan.database()))
            .apply("Writing variance lives", heartbeat(plan));
    PCollection<Void> rejected =
        read.get(InsightOutputs.REJECTED)
            .apply("Record rejected", RecordRejected.to(plan.database(), plan.run().id()));

    PCollection<Integer> published =
        judged
            .get(ExtractConversions.SUMMARIES)
            .apply("Extracting lives", heartbeat(plan))
            .apply(
                "Publish",
                Publish.to(plan.database(), job, plan.run(), campaigns, variance)
                    .acceptingShrink(plan.acceptShrink()))
            .apply("Publishing lives", heartbeat(plan));

    PCollectionList.of(read.get(InsightOutputs.COUNTS))
        .and(judged.get(ExtractConversions.COUNTS))
        .apply(
            "Finish run",
            FinishRun.of(job, plan.run(), plan.exitRules(), published, rejected)
                .onlyStep(plan.step()))
        .apply("Finishing lives", heartbeat(plan));
  }

  private static <T> Heartbeat<T> heartbeat(Plan plan) {
    return Heartbeat.of(plan.database(), plan.run());
  }

  /** An empty block for each shard: what was asked for and not found must be told too. */
  private static PCollection<KV<Integer, byte[]>> everyShard(Pipeline pipeline, int shards) {
    return pipeline.apply(
        "Every shard",
        Create.of(IntStream.range(0, shards).mapToObj(shard -> KV.of(shard, new byte[0])).toList())
            .withCoder(InsightOutputs.BLOCKS));
  }
}

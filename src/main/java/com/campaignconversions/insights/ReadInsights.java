package com.campaignconversions.insights;

import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.ReadFiles;
import com.campaignconversions.insights.graph.FetchedBatch;
import com.campaignconversions.insights.graph.ReadGraph;
import com.campaignconversions.insights.landed.ConnectionSource;
import com.campaignconversions.insights.landed.ReadJdbc;
import com.campaignconversions.insights.landed.SourceException;
import com.campaignconversions.insights.rows.InsightOutputs;
import com.campaignconversions.insights.rows.ReadPlan;
import com.campaignconversions.insights.rows.RowRouter;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.InsightSource;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.records.RecordCoder;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;

/**
 * Reads the insights of a job: usable rows of wanted client periods, packed into blocks by shard;
 * beside them what was rejected, and what became of all rows.
 *
 * <p>A client is in one shard, with all its periods, so that they can be judged against each other.
 * Shards and not clients are the keys, because DirectRunner makes a bundle, and JdbcIO a
 * transaction, of every key.
 */
public final class ReadInsights extends PTransform<PBegin, PCollectionTuple> {
  private final ReadPlan plan;
  private final List<InsightFile> files;
  private final ConnectionSource connections;
  private final @Nullable FetchedBatch fetched;

  private ReadInsights(
      ReadPlan plan,
      List<InsightFile> files,
      ConnectionSource connections,
      @Nullable FetchedBatch fetched) {
    this.plan = plan;
    this.files = files;
    this.connections = connections;
    this.fetched = fetched;
  }

  /**
   * Reads the source of the job.
   *
   * @param files those that were found, where the source is files
   * @param connections where the source is a database
   */
  public static ReadInsights of(
      ReadPlan plan, List<InsightFile> files, ConnectionSource connections) {
    return new ReadInsights(plan, files, connections, null);
  }

  /**
   * With what the Marketing API was asked for already.
   *
   * @param batch null where workers are to ask
   */
  public ReadInsights havingFetched(@Nullable FetchedBatch batch) {
    return new ReadInsights(plan, files, connections, batch);
  }

  /**
   * Looks whether a job's table or query can be read, and reads nothing.
   *
   * @return what was found, as a sentence
   * @throws SourceException if something that the job names or needs is not there
   */
  public static String check(Job job, JdbcInsights insights, ConnectionSource connections) {
    return ReadJdbc.query(job, insights, connections).description();
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple read = begin.apply("From source", source());
    read.get(InsightOutputs.ROWS).setCoder(InsightOutputs.BLOCKS);
    read.get(InsightOutputs.REJECTED).setCoder(RecordCoder.of(RejectedInsight.class));
    read.get(InsightOutputs.COUNTS).setCoder(RecordCoder.of(RunCounts.class));
    return read;
  }

  /** Each source is a file of its own, and all put what they read into {@link RowRouter}. */
  private PTransform<PBegin, PCollectionTuple> source() {
    InsightSource source = plan.job().insights();
    if (source instanceof GraphInsights graph) {
      return fetched == null ? ReadGraph.asking(plan, graph) : ReadGraph.of(plan, graph, fetched);
    }
    if (source instanceof JdbcInsights jdbc) {
      return ReadJdbc.of(plan, jdbc, connections);
    }
    return ReadFiles.of(plan, files);
  }
}

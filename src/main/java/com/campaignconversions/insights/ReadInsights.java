package com.campaignconversions.insights;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.records.RecordCoder;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads the insights of a job: usable rows of wanted client periods, packed into blocks by shard;
 * beside them what was rejected, and what became of all rows.
 *
 * <p>A client is in one shard, with all its periods, so that they can be judged against each other.
 * Shards and not clients are the keys, because DirectRunner makes a bundle, and JdbcIO a
 * transaction, of every key.
 */
public final class ReadInsights extends PTransform<PBegin, PCollectionTuple> {
  /** Blocks by shard. */
  public static final TupleTag<KV<Integer, byte[]>> ROWS = new TupleTag<>("rows") {};

  /** Of {@link #ROWS}. */
  public static final Coder<KV<Integer, byte[]>> BLOCKS =
      KvCoder.of(VarIntCoder.of(), new InsightBlock.BlockCoder());

  public static final TupleTag<RejectedInsight> REJECTED = new TupleTag<>("rejected") {};

  /** Read, rejected and skipped; the other fates are known only when a client period is whole. */
  public static final TupleTag<RunCounts> COUNTS = new TupleTag<>("counts") {};

  private final Job job;
  private final WantedPeriods wanted;
  private final List<InsightFile> files;
  private final Instant started;
  private final int parallelism;
  private final int shards;
  private final ConnectionSource connections;

  private ReadInsights(
      Job job,
      WantedPeriods wanted,
      List<InsightFile> files,
      ConnectionSource connections,
      Instant started,
      int parallelism,
      int shards) {
    this.job = job;
    this.wanted = wanted;
    this.files = files;
    this.started = started;
    this.parallelism = parallelism;
    this.shards = shards;
    this.connections = connections;
  }

  /**
   * Reads the source of the job.
   *
   * @param files those that were found, where the source is files
   * @param connections where the source is a database
   * @param started when the run was
   * @param parallelism how many workers read at once
   * @param shards how many parts the clients are spread over
   */
  public static ReadInsights of(
      Job job,
      WantedPeriods wanted,
      List<InsightFile> files,
      ConnectionSource connections,
      Instant started,
      int parallelism,
      int shards) {
    return new ReadInsights(job, wanted, files, connections, started, parallelism, shards);
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
    read.get(ROWS).setCoder(BLOCKS);
    read.get(REJECTED).setCoder(RecordCoder.of(RejectedInsight.class));
    read.get(COUNTS).setCoder(RecordCoder.of(RunCounts.class));
    return read;
  }

  /** Each source is a file of its own, and all put what they read into {@link SortedRows}. */
  private PTransform<PBegin, PCollectionTuple> source() {
    if (job.insights() instanceof GraphInsights graph) {
      return ReadGraph.of(job, graph, wanted, started, shards);
    }
    if (job.insights() instanceof JdbcInsights jdbc) {
      return ReadJdbc.of(job, jdbc, wanted, connections, parallelism, shards);
    }
    return ReadFiles.of(job, wanted, files, parallelism, shards);
  }

  /**
   * Has workers read what they are given, each element on its own.
   *
   * @param what the elements are, and {@code verb} what is done with them: names of steps
   */
  static <T extends Serializable> PCollectionTuple inParallel(
      PBegin begin,
      String what,
      List<T> elements,
      Class<T> type,
      String verb,
      DoFn<T, KV<Integer, byte[]>> reading) {
    return begin
        .apply(what, Read.from(Portions.of(elements, type)))
        .apply(verb, ParDo.of(reading).withOutputTags(ROWS, TupleTagList.of(REJECTED).and(COUNTS)));
  }

  /** The shard of a client. */
  public static int shard(String clientId, int shards) {
    int spread = clientId.hashCode() * 0x9E3779B9;
    return Math.floorMod(spread ^ (spread >>> 16), shards);
  }
}

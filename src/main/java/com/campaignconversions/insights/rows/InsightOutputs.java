package com.campaignconversions.insights.rows;

import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.insights.counts.RunCounts;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * What every source of insights puts out.
 *
 * <p>A client is in one shard, with all its periods, so that they can be judged against each other.
 * Shards and not clients are the keys, because DirectRunner makes a bundle, and JdbcIO a
 * transaction, of every key.
 */
public final class InsightOutputs {
  /** Blocks by shard. */
  public static final TupleTag<KV<Integer, byte[]>> ROWS = new TupleTag<>("rows") {};

  /** Of {@link #ROWS}. */
  public static final Coder<KV<Integer, byte[]>> BLOCKS =
      KvCoder.of(VarIntCoder.of(), new InsightBlock.BlockCoder());

  public static final TupleTag<RejectedInsight> REJECTED = new TupleTag<>("rejected") {};

  /** Read, rejected and skipped; the other fates are known only when a client period is whole. */
  public static final TupleTag<RunCounts> COUNTS = new TupleTag<>("counts") {};

  private InsightOutputs() {}

  /** The shard of a client. */
  public static int shard(String clientId, int shards) {
    int spread = clientId.hashCode() * 0x9E3779B9;
    return Math.floorMod(spread ^ (spread >>> 16), shards);
  }
}

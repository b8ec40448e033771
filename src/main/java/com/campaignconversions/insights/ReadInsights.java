package com.campaignconversions.insights;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.RejectedInsight.Reason;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.InsightFiles.Newest;
import com.campaignconversions.job.Job;
import com.campaignconversions.records.Carried;
import com.campaignconversions.records.RecordCoder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files of a job: usable rows of wanted client periods, packed into blocks by shard;
 * beside them what was rejected, and what became of all rows.
 *
 * <p>A client is in one shard, with all its periods, so that they can be judged against each other.
 * Shards and not clients are the keys, because DirectRunner makes a bundle, and JdbcIO a
 * transaction, of every key.
 */
public final class ReadInsights extends PTransform<PBegin, PCollectionTuple> {
  /** Blocks by shard. */
  public static final TupleTag<KV<Integer, byte[]>> ROWS = new TupleTag<>() {};

  /** Of {@link #ROWS}. */
  public static final Coder<KV<Integer, byte[]>> BLOCKS =
      KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());

  public static final TupleTag<RejectedInsight> REJECTED = new TupleTag<>() {};

  /** Read, rejected and skipped; the other fates are known only when a client period is whole. */
  public static final TupleTag<RowCounts> COUNTS = new TupleTag<>() {};

  private final Job job;
  private final WantedPeriods wanted;
  private final List<WorkList> workLists;
  private final int shards;

  private ReadInsights(Job job, WantedPeriods wanted, List<WorkList> workLists, int shards) {
    this.job = job;
    this.wanted = wanted;
    this.workLists = workLists;
    this.shards = shards;
  }

  /**
   * Reads these files.
   *
   * @param parallelism how many workers read at once
   * @param shards how many parts the clients are spread over
   */
  public static ReadInsights of(
      Job job, WantedPeriods wanted, List<InsightFile> files, int parallelism, int shards) {
    return new ReadInsights(
        job, wanted, WorkList.of(files, parallelism, InsightFileReader::isJsonLines), shards);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple read =
        begin
            .apply(
                "Work lists", Create.of(workLists).withCoder(SerializableCoder.of(WorkList.class)))
            .apply("Spread", Reshuffle.viaRandomKey())
            .apply(
                "Read files",
                ParDo.of(new ReadFiles(job, wanted, shards))
                    .withOutputTags(ROWS, TupleTagList.of(REJECTED).and(COUNTS)));
    read.get(ROWS).setCoder(BLOCKS);
    read.get(REJECTED).setCoder(RecordCoder.of(RejectedInsight.class));
    read.get(COUNTS).setCoder(RecordCoder.of(RowCounts.class));
    return read;
  }

  /** The shard of a client. */
  public static int shard(String clientId, int shards) {
    int spread = clientId.hashCode() * 0x9E3779B9;
    return Math.floorMod(spread ^ (spread >>> 16), shards);
  }

  private static final class ReadFiles extends DoFn<WorkList, KV<Integer, byte[]>> {
    private final Carried<Job> job;
    private final Carried<WantedPeriods> wanted;
    private final int shards;
    private transient @Nullable InsightFileReader reader;
    private transient @Nullable Admission admission;

    ReadFiles(Job job, WantedPeriods wanted, int shards) {
      this.job = Carried.of(job);
      this.wanted = Carried.of(wanted);
      this.shards = shards;
    }

    @ProcessElement
    public void process(@Element WorkList workList, MultiOutputReceiver out) {
      InsightFileReader files = reader;
      Admission admits = admission;
      if (files == null || admits == null) {
        InsightFiles insights = job.get().insights();
        files =
            new InsightFileReader(
                new InsightParser(
                    WantedActions.of(job.get()),
                    insights.newest() == Newest.FIELD ? insights.newestField() : null));
        admits = new Admission(job.get(), wanted.get());
        reader = files;
        admission = admits;
      }
      Sorting sorting = new Sorting(admits, shards, out);
      for (WorkList.Part part : workList.parts()) {
        files.read(part, sorting);
        if (part.start() == 0) {
          Metrics.counter("campaign-conversions", "files read").inc();
        }
      }
      sorting.finish();
    }
  }

  /** Sorts what is read in one go into blocks by shard, rejections and counts. */
  private static final class Sorting implements InsightFileReader.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(ReadInsights.class);
    private static final int FULL_BLOCK = 48 << 10;

    private final Admission admission;
    private final int shards;
    private final MultiOutputReceiver out;
    private final InsightBlock.Writer[] blocks;
    private final Map<Reason, Long> rejections = new EnumMap<>(Reason.class);
    private long read;
    private long rejected;
    private long skipped;
    private long rejectedEntries;

    Sorting(Admission admission, int shards, MultiOutputReceiver out) {
      this.admission = admission;
      this.shards = shards;
      this.out = out;
      this.blocks = new InsightBlock.Writer[shards];
    }

    @Override
    public void row(InsightFile file, InsightRow row) {
      read++;
      Admission.Decision decision = admission.decide(row, file.rank());
      if (decision instanceof Admission.Admitted admitted) {
        Insight insight = admitted.insight();
        block(insight.clientPeriod().clientId()).row(insight);
        for (InsightRow.RejectedEntry entry : row.rejectedEntries) {
          rejectedEntries++;
          reject(
              file,
              entry.position(),
              insight.clientPeriod(),
              entry.reason(),
              entry.detail(),
              entry.payload());
        }
      } else if (decision instanceof Admission.Refused refused) {
        rejected++;
        if (refused.clientId() != null && refused.period() != null) {
          ClientPeriod clientPeriod = new ClientPeriod(refused.clientId(), refused.period());
          if (admission.wants(clientPeriod)) {
            block(clientPeriod.clientId()).rejected(clientPeriod, file.rank());
          }
        }
        out.get(REJECTED)
            .output(
                new RejectedInsight(
                    file.source(),
                    row.position,
                    refused.clientId(),
                    refused.period() == null ? null : refused.period().id(),
                    refused.reason(),
                    refused.detail(),
                    row.payload()));
        rejections.merge(refused.reason(), 1L, Long::sum);
      } else {
        skipped++;
      }
    }

    @Override
    public void rejected(
        InsightFile file, String position, Reason reason, String detail, String payload) {
      read++;
      rejected++;
      reject(file, position, null, reason, detail, payload);
    }

    @Override
    public void broken(InsightFile file, String reason, @Nullable InsightRow unfinished) {
      LOG.warn("{} is incomplete: {}", file.source(), reason);
      ClientPeriod sighted = unfinished == null ? null : admission.sighting(unfinished);
      if (sighted != null) {
        block(sighted.clientId()).sighted(sighted, file.rank());
      }
      for (int shard = 0; shard < shards; shard++) {
        block(shard).brokenFile(file.rank(), file.source() + ": " + reason);
      }
    }

    @Override
    public void unreadable(InsightFile file, String reason) {
      LOG.error("{} cannot be read: {}", file.source(), reason);
      for (int shard = 0; shard < shards; shard++) {
        block(shard).unreadableFile(file.source() + ": " + reason);
      }
    }

    void finish() {
      for (int shard = 0; shard < shards; shard++) {
        if (blocks[shard] != null) {
          out.get(ROWS).output(KV.of(shard, blocks[shard].take()));
        }
      }
      out.get(COUNTS).output(new RowCounts(read, 0, rejected, 0, 0, skipped, 0, rejectedEntries));
      Metrics.counter("campaign-conversions", "rows read").inc(read);
      Metrics.counter("campaign-conversions", "rows skipped").inc(skipped);
      rejections.forEach(
          (reason, count) ->
              Metrics.counter("campaign-conversions", "rejected: " + reason).inc(count));
    }

    private void reject(
        InsightFile file,
        String position,
        @Nullable ClientPeriod clientPeriod,
        Reason reason,
        String detail,
        String payload) {
      rejections.merge(reason, 1L, Long::sum);
      out.get(REJECTED)
          .output(
              new RejectedInsight(
                  file.source(),
                  position,
                  clientPeriod == null ? null : clientPeriod.clientId(),
                  clientPeriod == null ? null : clientPeriod.period().id(),
                  reason,
                  detail,
                  payload));
    }

    private InsightBlock.Writer block(String clientId) {
      return block(shard(clientId, shards));
    }

    private InsightBlock.Writer block(int shard) {
      InsightBlock.Writer block = blocks[shard];
      if (block == null) {
        block = new InsightBlock.Writer();
        blocks[shard] = block;
      } else if (block.size() >= FULL_BLOCK) {
        out.get(ROWS).output(KV.of(shard, block.take()));
      }
      return block;
    }
  }
}

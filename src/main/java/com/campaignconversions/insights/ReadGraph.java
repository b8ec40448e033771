package com.campaignconversions.insights;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.marketingapi.Time;
import com.campaignconversions.records.Carried;
import java.io.IOException;
import java.time.Instant;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/** Reads Meta's Marketing API: ad accounts in parallel, each by one reader. */
final class ReadGraph extends PTransform<PBegin, PCollectionTuple> {
  private final Job job;
  private final GraphInsights source;
  private final WantedPeriods wanted;
  private final Instant started;
  private final int shards;
  private final Time time;

  private ReadGraph(
      Job job, GraphInsights source, WantedPeriods wanted, Instant started, int shards, Time time) {
    this.job = job;
    this.source = source;
    this.wanted = wanted;
    this.started = started;
    this.shards = shards;
    this.time = time;
  }

  static ReadGraph of(
      Job job, GraphInsights source, WantedPeriods wanted, Instant started, int shards) {
    return new ReadGraph(job, source, wanted, started, shards, Time.Real.REAL);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    return begin
        .apply(
            "Ad accounts",
            Create.of(GraphAccount.of(job, wanted, started))
                .withCoder(SerializableCoder.of(GraphAccount.class)))
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply(
            "Ask the Marketing API",
            ParDo.of(new ReadAccount(job, source, wanted, started, shards, time))
                .withOutputTags(
                    ReadInsights.ROWS,
                    TupleTagList.of(ReadInsights.REJECTED).and(ReadInsights.COUNTS)));
  }

  private static final class ReadAccount extends DoFn<GraphAccount, KV<Integer, byte[]>> {
    private final Carried<Job> job;
    private final Carried<GraphInsights> source;
    private final Carried<WantedPeriods> wanted;
    private final Instant started;
    private final int shards;
    private final Time time;
    private transient @Nullable GraphReader reader;
    private transient @Nullable Admission admission;

    ReadAccount(
        Job job,
        GraphInsights source,
        WantedPeriods wanted,
        Instant started,
        int shards,
        Time time) {
      this.job = Carried.of(job);
      this.source = Carried.of(source);
      this.wanted = Carried.of(wanted);
      this.started = started;
      this.shards = shards;
      this.time = time;
    }

    @ProcessElement
    public void process(@Element GraphAccount account, MultiOutputReceiver out) throws IOException {
      GraphReader accounts = reader;
      Admission admits = admission;
      if (accounts == null || admits == null) {
        accounts = new GraphReader(job.get(), source.get(), time, started);
        admits = new Admission(job.get(), wanted.get());
        reader = accounts;
        admission = admits;
      }
      SortedRows rows = new SortedRows(admits, shards, out);
      long requests = accounts.read(account, rows);
      rows.finish();
      Metrics.counter("campaign-conversions", "requests").inc(requests);
    }
  }
}

package com.campaignconversions.insights.graph;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.rows.Admission;
import com.campaignconversions.insights.rows.Portions;
import com.campaignconversions.insights.rows.SortedRows;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.marketingapi.Time;
import com.campaignconversions.records.Carried;
import java.io.IOException;
import java.time.Instant;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;

/** Reads Meta's Marketing API: ad accounts in parallel, each by one reader. */
public final class ReadGraph extends PTransform<PBegin, PCollectionTuple> {
  private final Job job;
  private final GraphInsights source;
  private final WantedPeriods wanted;
  private final Instant started;
  private final int shards;

  private ReadGraph(
      Job job, GraphInsights source, WantedPeriods wanted, Instant started, int shards) {
    this.job = job;
    this.source = source;
    this.wanted = wanted;
    this.started = started;
    this.shards = shards;
  }

  public static ReadGraph of(
      Job job, GraphInsights source, WantedPeriods wanted, Instant started, int shards) {
    return new ReadGraph(job, source, wanted, started, shards);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    return Portions.inParallel(
        begin,
        "Ad accounts",
        GraphAccount.of(job, wanted, started),
        GraphAccount.class,
        "Ask the Marketing API",
        new ReadAccount(job, source, wanted, started, shards));
  }

  private static final class ReadAccount extends DoFn<GraphAccount, KV<Integer, byte[]>> {
    private final Carried<Job> job;
    private final Carried<GraphInsights> source;
    private final Carried<WantedPeriods> wanted;
    private final Instant started;
    private final int shards;
    private transient @Nullable GraphReader reader;
    private transient @Nullable Admission admission;

    ReadAccount(Job job, GraphInsights source, WantedPeriods wanted, Instant started, int shards) {
      this.job = Carried.of(job);
      this.source = Carried.of(source);
      this.wanted = Carried.of(wanted);
      this.started = started;
      this.shards = shards;
    }

    @ProcessElement
    public void process(@Element GraphAccount account, MultiOutputReceiver out) throws IOException {
      GraphReader accounts = reader;
      Admission admits = admission;
      if (accounts == null || admits == null) {
        accounts = new GraphReader(job.get(), source.get(), Time.Real.REAL, started);
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

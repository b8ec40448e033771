package com.campaignconversions.insights.graph;

import com.campaignconversions.insights.rows.ReadDoFn;
import com.campaignconversions.insights.rows.ReadPlan;
import com.campaignconversions.insights.rows.RowRouter;
import com.campaignconversions.insights.rows.WorkSource;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.marketingapi.AskingFacts;
import com.campaignconversions.marketingapi.Time;
import com.campaignconversions.records.SerializedOnce;
import java.io.IOException;
import java.time.Instant;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;

/** Reads Meta's Marketing API: ad accounts in parallel, each by one reader. */
public final class ReadGraph extends PTransform<PBegin, PCollectionTuple> {
  private final ReadPlan plan;
  private final GraphInsights source;

  private ReadGraph(ReadPlan plan, GraphInsights source) {
    this.plan = plan;
    this.source = source;
  }

  public static ReadGraph of(ReadPlan plan, GraphInsights source) {
    return new ReadGraph(plan, source);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    return WorkSource.inParallel(
        begin,
        "Ad accounts",
        GraphAccount.of(plan.job(), plan.wanted(), plan.started()),
        GraphAccount.class,
        "Ask the Marketing API",
        new ReadAccount(plan, source));
  }

  private static final class ReadAccount extends ReadDoFn<GraphAccount> {
    private final SerializedOnce<GraphInsights> source;
    private final Instant started;
    private transient @Nullable GraphReader reader;

    ReadAccount(ReadPlan plan, GraphInsights source) {
      super(plan);
      this.source = SerializedOnce.of(source);
      this.started = plan.started();
    }

    @ProcessElement
    public void process(@Element GraphAccount account, MultiOutputReceiver out) throws IOException {
      GraphReader accounts = reader;
      if (accounts == null) {
        accounts = new GraphReader(job(), source.get(), Time.Real.REAL, started);
        reader = accounts;
      }
      RowRouter rows = sorted(out);
      AskingFacts asking = accounts.read(account, rows);
      rows.finish(asking);
      Metrics.counter("campaign-conversions", "requests").inc(asking.requests());
    }
  }
}

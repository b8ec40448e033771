package com.campaignconversions.insights.graph;

import com.campaignconversions.insights.graph.FetchedPeriods.Batching;
import com.campaignconversions.insights.rows.ReadDoFn;
import com.campaignconversions.insights.rows.ReadPlan;
import com.campaignconversions.insights.rows.RowRouter;
import com.campaignconversions.insights.rows.WorkSource;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.marketingapi.AskingFacts;
import com.campaignconversions.marketingapi.Time;
import com.campaignconversions.records.SerializedOnce;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Meta's Marketing API gave. Where the steps run in this process, that was fetched
 * before; on a cluster workers ask, each some of the ad accounts.
 */
public final class ReadGraph extends PTransform<PBegin, PCollectionTuple> {
  private static final int PORTIONS_A_WORKER = 4;

  private final ReadPlan plan;
  private final GraphInsights source;
  private final List<Portion> portions;

  private ReadGraph(ReadPlan plan, GraphInsights source, List<Portion> portions) {
    this.plan = plan;
    this.source = source;
    this.portions = portions;
  }

  /** Has workers ask. */
  public static ReadGraph asking(ReadPlan plan, GraphInsights source) {
    List<Portion> portions = new ArrayList<>();
    List<GraphAccount> accounts = GraphAccount.of(plan.job(), plan.wanted(), plan.started());
    for (List<GraphAccount> some : dealt(accounts, plan.parallelism())) {
      portions.add(new Portion(some, List.of(), AskingFacts.NONE));
    }
    return new ReadGraph(plan, source, portions);
  }

  /** Reads pages that are there. */
  public static ReadGraph of(ReadPlan plan, GraphInsights source, FetchedBatch fetched) {
    List<Portion> portions = new ArrayList<>();
    for (List<FetchedPeriod> some :
        dealt(fetched.periods(), plan.parallelism() * PORTIONS_A_WORKER)) {
      portions.add(new Portion(List.of(), some, AskingFacts.NONE));
    }
    portions.add(new Portion(List.of(), List.of(), fetched.asking()));
    return new ReadGraph(plan, source, portions);
  }

  /**
   * What one worker does in one go.
   *
   * @param accounts that it asks
   * @param fetched what it reads
   * @param asking what it took to ask elsewhere, to be counted
   */
  private record Portion(
      List<GraphAccount> accounts, List<FetchedPeriod> fetched, AskingFacts asking)
      implements Serializable {
    Portion {
      accounts = List.copyOf(accounts);
      fetched = List.copyOf(fetched);
    }
  }

  private static <T> List<List<T>> dealt(List<T> all, int most) {
    List<List<T>> portions = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (i < most) {
        portions.add(new ArrayList<>());
      }
      portions.get(i % most).add(all.get(i));
    }
    return portions;
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    return WorkSource.inParallel(
        begin,
        "Ad accounts",
        portions,
        Portion.class,
        "Ask the Marketing API",
        new ReadPortion(plan, source));
  }

  private static final class ReadPortion extends ReadDoFn<Portion> {
    private static final long serialVersionUID = 1;

    private final SerializedOnce<GraphInsights> source;
    private final Instant started;
    private transient @Nullable GraphReader reader;

    ReadPortion(ReadPlan plan, GraphInsights source) {
      super(plan);
      this.source = SerializedOnce.of(source);
      this.started = plan.started();
    }

    @ProcessElement
    public void process(@Element Portion portion, MultiOutputReceiver out) {
      RowRouter rows = sorted(out);
      read(portion.fetched(), rows);
      AskingFacts asking = portion.asking();
      if (!portion.accounts().isEmpty()) {
        asking = ask(portion.accounts(), rows);
      }
      rows.finish(asking);
      Metrics.counter("campaign-conversions", "requests").inc(asking.requests());
    }

    private AskingFacts ask(List<GraphAccount> accounts, RowRouter rows) {
      try (FetchedPeriods fetched =
          FetchedPeriods.ask(
              job(),
              source.get(),
              accounts,
              Time.Real.REAL,
              started,
              Set.of(),
              new Batching(Duration.ZERO, 1),
              this::moved)) {
        AskingFacts asking = AskingFacts.NONE;
        FetchedBatch some;
        do {
          some = fetched.next();
          read(some.periods(), rows);
          asking = asking.plus(some.asking());
        } while (!some.periods().isEmpty());
        return asking;
      }
    }

    private void read(List<FetchedPeriod> fetched, RowRouter rows) {
      GraphReader files = reader;
      if (files == null) {
        files = new GraphReader(job());
        reader = files;
      }
      for (FetchedPeriod period : fetched) {
        files.read(period, rows);
      }
    }
  }
}

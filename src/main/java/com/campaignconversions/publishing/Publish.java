package com.campaignconversions.publishing;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.job.Job;
import com.campaignconversions.records.Carried;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes client periods visible, each whole or not at all, and says what became of each. To be
 * applied when all their rows are written.
 */
public final class Publish
    extends PTransform<PCollection<ClientPeriodSummary>, PCollection<ClientPeriodOutcome>> {
  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(Publish.class);

  /** Client periods in one transaction: short enough that nobody waits long for its locks. */
  static final int CLIENT_PERIODS = 100;

  private final Database database;
  private final Job job;
  private final Run run;
  private final boolean acceptShrink;

  private Publish(Database database, Job job, Run run, boolean acceptShrink) {
    this.database = database;
    this.job = job;
    this.run = run;
    this.acceptShrink = acceptShrink;
  }

  public static Publish to(Database database, Job job, Run run) {
    return new Publish(database, job, run, false);
  }

  /** The same, which lets less than is published take its place. */
  public Publish acceptingShrink(boolean accept) {
    return new Publish(database, job, run, accept);
  }

  @Override
  public PCollection<ClientPeriodOutcome> expand(PCollection<ClientPeriodSummary> summaries) {
    return summaries.apply(
        "Publish client periods", ParDo.of(new InTransactions(database, job, run, acceptShrink)));
  }

  private static final class InTransactions extends DoFn<ClientPeriodSummary, ClientPeriodOutcome> {
    private static final long serialVersionUID = 1;
    private final Database database;
    private final Carried<Job> job;
    private final Run run;
    private final boolean acceptShrink;
    private transient List<ClientPeriodSummary> waiting = new ArrayList<>();

    InTransactions(Database database, Job job, Run run, boolean acceptShrink) {
      this.database = database;
      this.job = Carried.of(job);
      this.run = run;
      this.acceptShrink = acceptShrink;
    }

    @StartBundle
    public void start() {
      waiting = new ArrayList<>();
    }

    @ProcessElement
    public void add(@Element ClientPeriodSummary summary, OutputReceiver<ClientPeriodOutcome> out) {
      waiting.add(summary);
      if (waiting.size() == CLIENT_PERIODS) {
        publish().forEach(out::output);
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      for (ClientPeriodOutcome outcome : publish()) {
        context.output(outcome, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
      }
    }

    private List<ClientPeriodOutcome> publish() {
      List<ClientPeriodSummary> summaries = waiting;
      waiting = new ArrayList<>();
      if (summaries.isEmpty()) {
        return List.of();
      }
      Metrics.counter("campaign-conversions", "client periods decided").inc(summaries.size());
      List<ClientPeriodOutcome> outcomes =
          database.transaction(
              connection ->
                  new Publication(connection, database, job.get(), run, acceptShrink, Instant.now())
                      .publish(summaries));
      warn(summaries, outcomes);
      return outcomes;
    }

    /** A line for all that somebody should look at. */
    private static void warn(
        List<ClientPeriodSummary> summaries, List<ClientPeriodOutcome> outcomes) {
      Map<ClientPeriod, List<String>> suspicions =
          summaries.stream()
              .collect(
                  Collectors.toMap(
                      ClientPeriodSummary::clientPeriod,
                      ClientPeriodSummary::suspicions,
                      (one, other) -> one));
      OutcomeLines.of(outcomes).forEach(LOG::warn);
      for (ClientPeriodOutcome outcome : outcomes) {
        switch (outcome.outcome()) {
          case WITHHELD, MISSING, SUPERSEDED -> {}
          case PUBLISHED, UNCHANGED -> {
            if (outcome.restated() != null) {
              LOG.warn("{} was final and changed: {}", outcome.clientPeriod(), outcome.restated());
            }
            if (Boolean.FALSE.equals(outcome.trusted())) {
              LOG.warn(
                  "{} is not trusted: {}",
                  outcome.clientPeriod(),
                  String.join(" ", suspicions.getOrDefault(outcome.clientPeriod(), List.of())));
            }
          }
        }
      }
    }
  }
}

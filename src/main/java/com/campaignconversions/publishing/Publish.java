package com.campaignconversions.publishing;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunHeartbeat;
import com.campaignconversions.records.HeartbeatDoFn;
import com.campaignconversions.records.RecordBatch;
import com.campaignconversions.records.RecordBatchFormat;
import com.campaignconversions.records.SerializedOnce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes client periods visible, each whole or not at all, and says what became of each. */
public final class Publish
    extends PTransform<PCollection<RecordBatch<ClientPeriodSummary>>, PCollection<Integer>> {
  private static final long serialVersionUID = 1;

  private static final Logger LOG = LoggerFactory.getLogger(Publish.class);

  /** Client periods in one transaction: short enough that nobody waits long for its locks. */
  static final int CLIENT_PERIODS = 100;

  /** Of one transaction and one kind: more are a number. */
  private static final int MOST_LINES = 10;

  /** Enough for all workers to publish. */
  private static final int GROUPS = 64;

  private final Database database;
  private final Job job;
  private final Run run;
  private final boolean acceptShrink;
  private final transient List<PCollection<?>> written;

  private Publish(
      Database database, Job job, Run run, boolean acceptShrink, List<PCollection<?>> written) {
    this.database = database;
    this.job = job;
    this.run = run;
    this.acceptShrink = acceptShrink;
    this.written = written;
  }

  /**
   * Publishes to a database.
   *
   * @param written what has to be there first
   */
  public static Publish to(Database database, Job job, Run run, PCollection<?>... written) {
    return new Publish(database, job, run, false, List.of(written));
  }

  /** This step, made to let less than is published take its place. */
  public Publish acceptingShrink(boolean accept) {
    return new Publish(database, job, run, accept, written);
  }

  /** How many client periods a transaction decided on. */
  @Override
  public PCollection<Integer> expand(PCollection<RecordBatch<ClientPeriodSummary>> summaries) {
    return PCollectionList.of(summaries)
        .apply(
            "All is written",
            WaitForSteps.of(
                packed -> Math.floorMod(Arrays.hashCode(packed.bytes()), GROUPS), written))
        .apply(
            "Publish client periods",
            ParDo.of(new InTransactions(database, job, run, acceptShrink)));
  }

  private static final class InTransactions
      extends HeartbeatDoFn<KV<Integer, Iterable<RecordBatch<ClientPeriodSummary>>>, Integer> {
    private static final long serialVersionUID = 1;
    private final Database database;
    private final SerializedOnce<Job> job;
    private final Run run;
    private final boolean acceptShrink;
    private final RecordBatchFormat<ClientPeriodSummary> packing =
        RecordBatchFormat.of(ClientPeriodSummary.class);
    private transient List<ClientPeriodSummary> waiting = new ArrayList<>();

    InTransactions(Database database, Job job, Run run, boolean acceptShrink) {
      super(new RunHeartbeat(database, run.id()));
      this.database = database;
      this.job = SerializedOnce.of(job);
      this.run = run;
      this.acceptShrink = acceptShrink;
    }

    @StartBundle
    public void start() {
      waiting = new ArrayList<>();
    }

    @ProcessElement
    public void add(
        @Element KV<Integer, Iterable<RecordBatch<ClientPeriodSummary>>> group,
        OutputReceiver<Integer> out) {
      for (RecordBatch<ClientPeriodSummary> packed : group.getValue()) {
        for (ClientPeriodSummary summary : packing.unpack(packed)) {
          waiting.add(summary);
          if (waiting.size() == CLIENT_PERIODS) {
            out.output(publish());
          }
        }
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      if (!waiting.isEmpty()) {
        context.output(publish(), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
      }
    }

    private int publish() {
      List<ClientPeriodSummary> summaries = waiting;
      waiting = new ArrayList<>();
      Metrics.counter("campaign-conversions", "client periods decided").inc(summaries.size());
      List<ClientPeriodOutcome> outcomes =
          database.transaction(
              connection ->
                  new PublicationTransaction(
                          connection, database, job.get(), run, acceptShrink, Instant.now())
                      .publish(summaries));
      moved();
      tell(outcomes);
      return outcomes.size();
    }
  }

  /** What happened to all that somebody should look at; why is for the result to say. */
  static void tell(List<ClientPeriodOutcome> outcomes) {
    Map<String, List<ClientPeriod>> happened = new LinkedHashMap<>();
    for (ClientPeriodOutcome outcome : outcomes) {
      String what = what(outcome);
      if (!what.isEmpty()) {
        happened.computeIfAbsent(what, none -> new ArrayList<>()).add(outcome.clientPeriod());
      }
    }
    happened.forEach(
        (what, clientPeriods) -> {
          if (clientPeriods.size() <= MOST_LINES) {
            clientPeriods.forEach(one -> LOG.info("{}: {}", one, what));
          } else {
            LOG.info(
                "{} client periods, such as {}: {}",
                clientPeriods.size(),
                clientPeriods.get(0),
                what);
          }
        });
  }

  /** {@code withheld}; empty for what is published, trusted and new, and for what has no rows. */
  private static String what(ClientPeriodOutcome outcome) {
    boolean untrusted = Boolean.FALSE.equals(outcome.trusted());
    boolean expected =
        outcome.outcome() == Outcome.MISSING
            || (outcome.trusted() != null && outcome.restated() == null);
    if (expected && !untrusted) {
      return "";
    }
    return outcome.outcome().name().toLowerCase(Locale.ROOT)
        + (untrusted ? ", not trusted" : "")
        + (outcome.restated() == null ? "" : ", although it was final");
  }
}

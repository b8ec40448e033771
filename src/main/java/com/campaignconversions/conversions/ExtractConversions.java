package com.campaignconversions.conversions;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.ClientPeriodExtraction.Result;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.history.CampaignHistory;
import com.campaignconversions.conversions.history.History;
import com.campaignconversions.conversions.history.History.PublishedPeriod;
import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.conversions.losses.GatheredRows;
import com.campaignconversions.conversions.losses.GatheredRows.OfClientPeriod;
import com.campaignconversions.forecast.Basis;
import com.campaignconversions.forecast.ComparablePeriod;
import com.campaignconversions.forecast.MetricForecast;
import com.campaignconversions.insights.ReadInsights;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.rows.InsightOutputs;
import com.campaignconversions.insights.rows.ReadPlan;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.reconciliation.OtherPeriods;
import com.campaignconversions.reconciliation.ReferenceTotals;
import com.campaignconversions.records.HeartbeatDoFn;
import com.campaignconversions.records.RecordBatch;
import com.campaignconversions.records.RecordBatchFormat;
import com.campaignconversions.records.RecordBatcher;
import com.campaignconversions.records.RecordCoder;
import com.campaignconversions.records.SerializedOnce;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Extracts the conversions of each campaign from its own actions, client period by client period,
 * and judges them: campaigns are the main output, the variance statistics with their verdicts a
 * side output, and so is the summary by which a client period is published or withheld.
 */
public final class ExtractConversions
    extends PTransform<PCollection<KV<Integer, byte[]>>, PCollectionTuple> {
  public static final TupleTag<RecordBatch<CampaignConversions>> CAMPAIGNS =
      new TupleTag<>("campaigns") {};
  public static final TupleTag<RecordBatch<MetricVariance>> VARIANCE =
      new TupleTag<>("variance") {};

  /** One for every wanted client period. */
  public static final TupleTag<RecordBatch<ClientPeriodSummary>> SUMMARIES =
      new TupleTag<>("summaries") {};

  /** Used, duplicates, account totals and withheld: what reading could not know. */
  public static final TupleTag<RunCounts> COUNTS = new TupleTag<>("counts") {};

  private final Extract extract;

  private ExtractConversions(Extract extract) {
    this.extract = extract;
  }

  /**
   * Extracts from what {@link ReadInsights} sorted into shards.
   *
   * @param plan by which it was read
   * @param history what is published already
   */
  public static ExtractConversions of(ReadPlan plan, History history) {
    return of(plan, history, ReferenceTotals.NONE);
  }

  /**
   * Extracts, and compares.
   *
   * @param reference with which the numbers are compared
   */
  public static ExtractConversions of(ReadPlan plan, History history, ReferenceTotals reference) {
    return new ExtractConversions(new Extract(plan, history, reference));
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, byte[]>> blocks) {
    PCollectionTuple extracted =
        PCollectionList.of(blocks)
            .and(everyShard(blocks.getPipeline()))
            .apply("With every shard", Flatten.pCollections())
            .apply("By client", GroupByKey.create())
            .apply(
                "Extract",
                ParDo.of(extract)
                    .withOutputTags(
                        CAMPAIGNS, TupleTagList.of(VARIANCE).and(SUMMARIES).and(COUNTS)));
    extracted.get(CAMPAIGNS).setCoder(RecordBatch.coder());
    extracted.get(VARIANCE).setCoder(RecordBatch.coder());
    extracted.get(SUMMARIES).setCoder(RecordBatch.coder());
    extracted.get(COUNTS).setCoder(RecordCoder.of(RunCounts.class));
    return extracted;
  }

  /** An empty block for each shard: what was asked for and not found must be told too. */
  private PCollection<KV<Integer, byte[]>> everyShard(Pipeline pipeline) {
    return pipeline.apply(
        "Every shard",
        Create.of(
                IntStream.range(0, extract.shards)
                    .mapToObj(shard -> KV.of(shard, new byte[0]))
                    .toList())
            .withCoder(InsightOutputs.BLOCKS));
  }

  private static final class Extract
      extends HeartbeatDoFn<KV<Integer, Iterable<byte[]>>, RecordBatch<CampaignConversions>> {
    private final SerializedOnce<Job> job;
    private final SerializedOnce<WantedPeriods> wanted;
    private final History history;
    private final SerializedOnce<ReferenceTotals> reference;
    private final Instant readAt;
    private final int shards;
    private final RecordBatchFormat<CampaignConversions> campaigns =
        RecordBatchFormat.of(CampaignConversions.class);
    private final RecordBatchFormat<MetricVariance> variances =
        RecordBatchFormat.of(MetricVariance.class);
    private final RecordBatchFormat<ClientPeriodSummary> summaries =
        RecordBatchFormat.of(ClientPeriodSummary.class);

    Extract(ReadPlan plan, History history, ReferenceTotals reference) {
      super(plan.heartbeat());
      this.reference = SerializedOnce.of(reference);
      this.job = SerializedOnce.of(plan.job());
      this.wanted = SerializedOnce.of(plan.wanted());
      this.history = history;
      this.readAt = plan.started();
      this.shards = plan.shards();
    }

    @ProcessElement
    public void process(@Element KV<Integer, Iterable<byte[]>> shard, MultiOutputReceiver out) {
      Map<String, Client> clients =
          job.get().clients().stream()
              .filter(
                  client ->
                      wanted.get().wantsClient(client.id())
                          && InsightOutputs.shard(client.id(), shards) == shard.getKey())
              .collect(Collectors.toMap(Client::id, client -> client, (a, b) -> a, TreeMap::new));
      GatheredRows gathered = GatheredRows.of(shard.getValue(), job.get().granularity());
      if (clients.isEmpty()) {
        return;
      }
      WantedActions actions = WantedActions.of(job.get());
      Map<String, List<PublishedPeriod>> published = history.of(clients.keySet());
      Map<String, List<OtherPeriods.Published>> others =
          PublishedBefore.others(
              history,
              clients.keySet(),
              clients.keySet().stream().flatMap(id -> wanted.get().of(id).stream()).toList());
      Set<ClientPeriod> provisional = provisional(clients.values());
      Map<ClientPeriod, List<ComparablePeriod>> comparable =
          provisional.isEmpty() ? Map.of() : history.comparable(job.get(), provisional, readAt);
      Outputs output =
          new Outputs(
              new RecordBatcher<>(campaigns, out.get(CAMPAIGNS)::output),
              new RecordBatcher<>(variances, out.get(VARIANCE)::output),
              new RecordBatcher<>(summaries, out.get(SUMMARIES)::output));
      RowCounts rowCounts = RowCounts.NONE;
      for (Client client : clients.values()) {
        rowCounts =
            rowCounts.plus(
                client(
                    client,
                    new ClientPeriodExtraction(job.get(), client, actions, readAt, reference.get()),
                    gathered,
                    published.getOrDefault(client.id(), List.of()),
                    OtherPeriods.of(
                        others.getOrDefault(client.id(), List.of()), history::sourcesOf),
                    comparable,
                    output));
      }
      out.get(COUNTS).output(RunCounts.of(rowCounts));
      output.campaigns.finish();
      output.variances.finish();
      output.summaries.finish();
    }

    /** What may be restated yet; not a day that goes on, of which no other was as old. */
    private Set<ClientPeriod> provisional(Collection<Client> clients) {
      Set<ClientPeriod> provisional = new TreeSet<>();
      for (Client client : clients) {
        LocalDate today = LocalDate.ofInstant(readAt, client.timezone());
        for (Period period : wanted.get().of(client.id())) {
          boolean goesOn = !period.end().isBefore(today);
          if (period.isRestatedOn(today) && !(goesOn && period.granularity() == Granularity.DAY)) {
            provisional.add(new ClientPeriod(client.id(), period));
          }
        }
      }
      return provisional;
    }

    /** With where its trusted counts will end, as far as the past tells. */
    private ClientPeriodSummary summary(Result result, List<ComparablePeriod> comparable) {
      ClientPeriodSummary summary = result.summary();
      if (comparable.isEmpty() || summary.state() != State.COMPLETE) {
        return summary;
      }
      String clientId = summary.clientPeriod().clientId();
      Set<String> counts =
          job.get().metricsOf(clientId).stream()
              .filter(metric -> metric.unit() == Metric.Unit.COUNT)
              .map(Metric::name)
              .collect(Collectors.toSet());
      Map<String, BigDecimal> values = new LinkedHashMap<>();
      for (MetricVariance variance : result.variances()) {
        MetricJudgement judgement = variance.judgement();
        BigDecimal total = judgement.total();
        if (total != null && judgement.trusted() && counts.contains(judgement.metric())) {
          values.put(judgement.metric(), total);
        }
      }
      return summary.forecasting(
          MetricForecast.of(clientId, values, Basis.read(summary.complete().basis()), comparable));
    }

    /** Where the results of a shard go. */
    private record Outputs(
        RecordBatcher<CampaignConversions> campaigns,
        RecordBatcher<MetricVariance> variances,
        RecordBatcher<ClientPeriodSummary> summaries) {}

    /** Period by period, the earlier ones first: the later are compared with them. */
    private RowCounts client(
        Client client,
        ClientPeriodExtraction extraction,
        GatheredRows gathered,
        List<PublishedPeriod> published,
        OtherPeriods others,
        Map<ClientPeriod, List<ComparablePeriod>> comparable,
        Outputs output) {
      TreeMap<Period, EarlierPeriod> known = new TreeMap<>();
      Map<Period, String> fingerprints = new HashMap<>();
      for (PublishedPeriod before : published) {
        known.put(before.numbers().period(), before.numbers());
        if (before.written()) {
          fingerprints.put(before.numbers().period(), before.fingerprint());
        }
      }
      CampaignHistory campaigns = CampaignHistory.of(history, published, client, job.get());
      // Asked at most once a client, and most often never.
      Map<String, Map<String, Set<String>>> sources = new HashMap<>();
      RowCounts rowCounts = RowCounts.NONE;
      for (Period period : wanted.get().of(client.id())) {
        OfClientPeriod found = gathered.take(new ClientPeriod(client.id(), period));
        Result result =
            extraction.extract(
                period,
                found,
                gathered.sources(client.id()),
                PublishedBefore.of(
                        history,
                        client.id(),
                        period,
                        published,
                        known.headMap(period).values(),
                        sources,
                        others)
                    .with(campaigns));
        if (!others.isEmpty()) {
          others.settle(period, result.asMeasure());
        }
        if (result.numbers() != null) {
          known.put(period, result.numbers());
          campaigns.add(
              result.numbers(),
              result.campaigns().stream().map(CampaignConversions::asHistory).toList());
        }
        ClientPeriodSummary summary =
            summary(
                result, comparable.getOrDefault(new ClientPeriod(client.id(), period), List.of()));
        emit(result, summary, summary.fingerprint().equals(fingerprints.get(period)), output);
        rowCounts = rowCounts.plus(result.rowCounts());
        moved();
      }
      return rowCounts;
    }

    /** Rows that are published already are not written again. */
    private static void emit(
        Result result, ClientPeriodSummary summary, boolean published, Outputs output) {
      output.summaries.add(published ? summary.withoutRows() : summary);
      if (!published) {
        result.campaigns().forEach(output.campaigns::add);
        result.variances().forEach(output.variances::add);
      }
      Metrics.counter("campaign-conversions", "campaigns").inc(summary.campaigns());
      Metrics.counter("campaign-conversions", "rows used").inc(result.rowCounts().used());
      Metrics.counter("campaign-conversions", "rows duplicate")
          .inc(result.rowCounts().duplicates());
      Metrics.counter("campaign-conversions", "client periods: " + summary.state()).inc();
      for (MetricVariance variance : result.variances()) {
        MetricJudgement judgement = variance.judgement();
        Metrics.counter("campaign-conversions", "verdicts: " + judgement.verdict()).inc();
      }
      if (summary.state() == State.COMPLETE && !summary.trusted()) {
        Metrics.counter("campaign-conversions", "client periods not trusted").inc();
      }
    }
  }
}

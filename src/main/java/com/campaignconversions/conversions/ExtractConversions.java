package com.campaignconversions.conversions;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.ClientPeriodExtraction.Result;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.History.PublishedPeriod;
import com.campaignconversions.conversions.losses.GatheredRows;
import com.campaignconversions.conversions.losses.GatheredRows.OfClientPeriod;
import com.campaignconversions.insights.ReadInsights;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.rows.InsightOutputs;
import com.campaignconversions.insights.rows.ReadPlan;
import com.campaignconversions.job.Job;
import com.campaignconversions.records.Carried;
import com.campaignconversions.records.HeartbeatDoFn;
import com.campaignconversions.records.Packed;
import com.campaignconversions.records.Packer;
import com.campaignconversions.records.Packing;
import com.campaignconversions.records.RecordCoder;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
  public static final TupleTag<Packed<CampaignConversions>> CAMPAIGNS =
      new TupleTag<>("campaigns") {};
  public static final TupleTag<Packed<MetricVariance>> VARIANCE = new TupleTag<>("variance") {};

  /** One for every wanted client period. */
  public static final TupleTag<Packed<ClientPeriodSummary>> SUMMARIES =
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
    return new ExtractConversions(new Extract(plan, history));
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, byte[]>> blocks) {
    PCollectionTuple extracted =
        PCollectionList.of(blocks)
            .and(everyShard(blocks.getPipeline()))
            .apply("With every shard", Flatten.pCollections())
            .apply("By shard", GroupByKey.create())
            .apply(
                "Extract",
                ParDo.of(extract)
                    .withOutputTags(
                        CAMPAIGNS, TupleTagList.of(VARIANCE).and(SUMMARIES).and(COUNTS)));
    extracted.get(CAMPAIGNS).setCoder(Packed.coder());
    extracted.get(VARIANCE).setCoder(Packed.coder());
    extracted.get(SUMMARIES).setCoder(Packed.coder());
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
      extends HeartbeatDoFn<KV<Integer, Iterable<byte[]>>, Packed<CampaignConversions>> {
    private final Carried<Job> job;
    private final Carried<WantedPeriods> wanted;
    private final History history;
    private final Instant readAt;
    private final int shards;
    private final Packing<CampaignConversions> campaigns = Packing.of(CampaignConversions.class);
    private final Packing<MetricVariance> variances = Packing.of(MetricVariance.class);
    private final Packing<ClientPeriodSummary> summaries = Packing.of(ClientPeriodSummary.class);

    Extract(ReadPlan plan, History history) {
      super(plan.heartbeat());
      this.job = Carried.of(plan.job());
      this.wanted = Carried.of(plan.wanted());
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
      Output output =
          new Output(
              new Packer<>(campaigns, out.get(CAMPAIGNS)::output),
              new Packer<>(variances, out.get(VARIANCE)::output),
              new Packer<>(summaries, out.get(SUMMARIES)::output));
      RowCounts fates = RowCounts.NONE;
      for (Client client : clients.values()) {
        fates =
            fates.plus(
                client(
                    client,
                    new ClientPeriodExtraction(job.get(), client, actions, readAt),
                    gathered,
                    published.getOrDefault(client.id(), List.of()),
                    output));
      }
      out.get(COUNTS).output(RunCounts.of(fates));
      output.campaigns.finish();
      output.variances.finish();
      output.summaries.finish();
    }

    /** Where the results of a shard go. */
    private record Output(
        Packer<CampaignConversions> campaigns,
        Packer<MetricVariance> variances,
        Packer<ClientPeriodSummary> summaries) {}

    /** Period by period, the earlier ones first: the later are compared with them. */
    private RowCounts client(
        Client client,
        ClientPeriodExtraction extraction,
        GatheredRows gathered,
        List<PublishedPeriod> published,
        Output output) {
      TreeMap<Period, EarlierPeriod> known = new TreeMap<>();
      Map<Period, String> fingerprints = new HashMap<>();
      for (PublishedPeriod before : published) {
        known.put(before.numbers().period(), before.numbers());
        if (before.written()) {
          fingerprints.put(before.numbers().period(), before.fingerprint());
        }
      }
      // Asked at most once a client, and most often never.
      Map<String, Map<String, Set<String>>> sources = new HashMap<>();
      RowCounts fates = RowCounts.NONE;
      for (Period period : wanted.get().of(client.id())) {
        OfClientPeriod found = gathered.take(new ClientPeriod(client.id(), period));
        Result result =
            extraction.extract(
                period,
                found,
                gathered.sources(client.id()),
                new PublishedBefore(
                    List.copyOf(known.headMap(period).values()),
                    !published.isEmpty(),
                    account -> hadRows(published, period, account),
                    metric ->
                        published.isEmpty()
                            ? Set.of()
                            : sources
                                .computeIfAbsent(client.id(), history::sources)
                                .getOrDefault(metric, Set.of())));
        if (result.numbers() != null) {
          known.put(period, result.numbers());
        }
        emit(result, result.summary().fingerprint().equals(fingerprints.get(period)), output);
        fates = fates.plus(result.fates());
        moved();
      }
      return fates;
    }

    /** Whether the last publication before a period has rows of an ad account. */
    private boolean hadRows(List<PublishedPeriod> published, Period period, String account) {
      PublishedPeriod last = null;
      for (PublishedPeriod one : published) {
        if (one.numbers().period().compareTo(period) < 0) {
          last = one;
        }
      }
      return last != null && history.accounts(last.fingerprint()).contains(account);
    }

    /** Rows that are published already are not written again. */
    private static void emit(Result result, boolean published, Output output) {
      ClientPeriodSummary summary = result.summary();
      output.summaries.add(published ? summary.withoutRows() : summary);
      if (!published) {
        result.campaigns().forEach(output.campaigns::add);
        result.variances().forEach(output.variances::add);
      }
      Metrics.counter("campaign-conversions", "campaigns").inc(summary.campaigns());
      Metrics.counter("campaign-conversions", "rows used").inc(result.fates().used());
      Metrics.counter("campaign-conversions", "rows duplicate").inc(result.fates().duplicates());
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

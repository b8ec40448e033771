package com.campaignconversions.conversions;

import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.conversions.metrics.CampaignSums;
import com.campaignconversions.conversions.losses.GatheredRows;
import com.campaignconversions.conversions.deduplication.DeduplicatedRows;
import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.insights.rows.GeneratedRows;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.records.RecordCoder;
import com.campaignconversions.variance.Judge;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A client period on its way from packed rows to judged campaigns, in microseconds: 25 campaigns of
 * 30 days each, and the metrics of a hotel.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExtractionBenchmark {
  private static final int CAMPAIGNS = 25;

  private final Job job = GeneratedRows.job();
  private final Client client = GeneratedRows.client(job);
  private final WantedActions wanted = WantedActions.of(job);
  private final byte[] block = GeneratedRows.block();
  private final Map<String, List<Insight>> rowsByCampaign =
      unpacked().rows().stream().collect(Collectors.groupingBy(row -> "" + row.ids().campaignId()));
  private final BitSet usedSeries = new BitSet();
  private final ClientPeriodExtraction extraction =
      new ClientPeriodExtraction(job, client, wanted, Instant.parse("2025-12-01T06:00:00Z"));
  private final List<CampaignConversions> campaigns = extracted().campaigns();
  private final PeriodNumbers numbers = numbers();
  private final RecordCoder<CampaignConversions> coder = RecordCoder.of(CampaignConversions.class);
  private final byte[] encoded = encoded();

  public ExtractionBenchmark() {
    usedSeries.set(0, wanted.seriesCount());
  }

  private GatheredRows.OfClientPeriod unpacked() {
    return GatheredRows.of(List.of(block), Granularity.MONTH)
        .take(new ClientPeriod(client.id(), GeneratedRows.NOVEMBER));
  }

  private ClientPeriodExtraction.Result extracted() {
    GatheredRows gathered = GatheredRows.of(List.of(block), Granularity.MONTH);
    return extraction.extract(
        GeneratedRows.NOVEMBER,
        gathered.take(new ClientPeriod(client.id(), GeneratedRows.NOVEMBER)),
        gathered.sources(client.id()),
        PublishedBefore.NOTHING);
  }

  /** As the verdicts see what was extracted. */
  private PeriodNumbers numbers() {
    List<Metric> metrics = job.metricsOf(client.id());
    return new PeriodNumbers(
        campaigns.stream().map(CampaignConversions::campaignId).toList(),
        campaigns.stream().map(CampaignConversions::spend).toList(),
        campaigns.stream().map(one -> decimal(one.impressions())).toList(),
        campaigns.stream().map(one -> decimal(one.clicks())).toList(),
        IntStream.range(0, metrics.size())
            .mapToObj(
                i ->
                    new PeriodNumbers.MetricNumbers(
                        metrics.get(i).name(),
                        metrics.get(i).unit() == Metric.Unit.MONEY,
                        metrics.get(i).after(),
                        campaigns.stream().map(one -> one.conversions().get(i)).toList(),
                        null,
                        null,
                        null,
                        BigDecimal.ZERO,
                        null))
            .toList(),
        false);
  }

  private static BigDecimal decimal(Long count) {
    return BigDecimal.valueOf(Objects.requireNonNull(count));
  }

  @Benchmark
  public Object unpack() {
    return unpacked();
  }

  /** Finds what counts twice, and adds up the rest. */
  @Benchmark
  public void accumulate(Blackhole blackhole) {
    rowsByCampaign.forEach(
        (id, rows) ->
            blackhole.consume(
                CampaignSums.of(
                    id,
                    DeduplicatedRows.of(id, rows, job.insights().newest(), usedSeries),
                    wanted.seriesCount())));
  }

  @Benchmark
  public List<MetricJudgement> verdicts() {
    return Judge.judge(numbers, List.of(), job.significance());
  }

  /** All of it, from the packed rows to the fingerprint. */
  @Benchmark
  public Object extract() {
    return extracted();
  }

  @Benchmark
  @OperationsPerInvocation(CAMPAIGNS)
  public byte[] encode() {
    return encoded();
  }

  private byte[] encoded() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      for (CampaignConversions campaign : campaigns) {
        coder.encode(campaign, out);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  @Benchmark
  @OperationsPerInvocation(CAMPAIGNS)
  public List<CampaignConversions> decode() throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(encoded);
    List<CampaignConversions> decoded = new ArrayList<>(CAMPAIGNS);
    while (in.available() > 0) {
      decoded.add(coder.decode(in));
    }
    return decoded;
  }
}

package com.campaignconversions.publishing;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.CampaignConversions;
import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.Coverage;
import com.campaignconversions.conversions.MetricVariance;
import com.campaignconversions.conversions.VersionSummary;
import com.campaignconversions.conversions.VersionSums;
import com.campaignconversions.forecast.Forecast;
import com.campaignconversions.forecast.MetricForecast;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.InsightSource;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Attribution;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.records.Sha256;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.MetricJudgement.Manufacture;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.numbers.Distribution;
import com.campaignconversions.variance.numbers.SplitChances;
import com.campaignconversions.variance.numbers.Verdict;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the extraction hands over for one client period, made by hand for the tests. */
record Content(
    ClientPeriodSummary summary,
    List<CampaignConversions> campaigns,
    List<MetricVariance> judgements)
    implements Serializable {

  static final Instant NOVEMBER_20 = Instant.parse("2025-11-20T12:00:00Z");

  static SplitChances chances(long reporting) {
    return new SplitChances(0.25, null, 1.0, 0.125, reporting, 6L);
  }

  /** One campaign: its id, its spend and one value a metric. */
  record Campaign(
      String id,
      @Nullable String name,
      @Nullable BigDecimal spend,
      List<@Nullable BigDecimal> values)
      implements Serializable {}

  static Campaign campaign(String id, String spend, String... values) {
    List<@Nullable BigDecimal> numbers = new ArrayList<>();
    for (String value : values) {
      numbers.add(value.equals("null") ? null : new BigDecimal(value));
    }
    return new Campaign(id, "Campaign " + id, new BigDecimal(spend), numbers);
  }

  static Job job(Output output, List<String> metrics, String... clientIds) {
    List<Client> clients = new ArrayList<>();
    for (String id : clientIds) {
      clients.add(
          new Client(
              id, "The " + id + " hotel", List.of("1" + id.length()), "PLN", ZoneId.of("UTC")));
    }
    List<Metric> catalogue = new ArrayList<>();
    for (String metric : metrics) {
      catalogue.add(
          new Metric(
              metric,
              List.of("actions"),
              Metric.Scope.CAMPAIGN,
              List.of(new ActionTypes(List.of(metric))),
              Metric.Unit.COUNT,
              null));
    }
    return new Job(
        "hotel-bookings",
        Granularity.MONTH,
        new InsightFiles(List.of("/nowhere"), "/", InsightSource.Newest.NONE, null),
        com.campaignconversions.job.InsightFields.USUAL,
        clients,
        catalogue,
        Map.of(),
        new Attribution(List.of(Attribution.DEFAULT_WINDOW)),
        output,
        new BigDecimal("0.001"),
        Job.Outliers.NOTE,
        List.of(),
        com.campaignconversions.job.LossRules.STRICT,
        null,
        null,
        com.campaignconversions.job.Retention.EVERYTHING,
        com.campaignconversions.job.Reporting.NOBODY,
        Map.of());
  }

  static ClientPeriod clientPeriod(String clientId, String period) {
    return new ClientPeriod(clientId, Period.parse(period));
  }

  /** A complete client period with these campaigns. */
  static Content of(Job job, ClientPeriod clientPeriod, Campaign... campaigns) {
    String windows = String.join("+", job.attribution().windows());
    String fingerprint =
        Sha256.hex(
            clientPeriod + " " + job.metricNames() + " " + windows + " " + List.of(campaigns));
    List<CampaignConversions> rows = new ArrayList<>();
    for (Campaign campaign : campaigns) {
      rows.add(
          new CampaignConversions(
              fingerprint,
              clientPeriod,
              campaign.id(),
              "42",
              campaign.name(),
              "PLN",
              campaign.spend(),
              1000L,
              10L,
              campaign.values(),
              "{\"leads\":\"lead\"}",
              windows,
              900L));
    }
    List<MetricVariance> judgements = new ArrayList<>();
    List<@Nullable BigDecimal> totals = new ArrayList<>();
    for (int metric = 0; metric < job.metricNames().size(); metric++) {
      List<BigDecimal> values = new ArrayList<>();
      for (Campaign campaign : campaigns) {
        BigDecimal value = campaign.values().get(metric);
        if (value != null) {
          values.add(value);
        }
      }
      MetricJudgement judgement =
          judgement(job.metricNames().get(metric), campaigns.length, values);
      totals.add(judgement.total());
      judgements.add(new MetricVariance(fingerprint, clientPeriod, judgement));
    }
    Period period = clientPeriod.period();
    BigDecimal spend =
        rows.stream()
            .map(CampaignConversions::spend)
            .filter(Objects::nonNull)
            .reduce(BigDecimal::add)
            .orElse(null);
    ClientPeriodSummary summary =
        new ClientPeriodSummary(
            clientPeriod,
            State.COMPLETE,
            null,
            new RowCounts(rows.size() + 1L, rows.size(), 1, 0, 0, 0, 0, 0),
            List.of(),
            new VersionSummary(
                fingerprint,
                // As in the product without spend, and without names.
                Sha256.hex(Stream.of(campaigns).map(c -> c.id() + c.values()).toList().toString()),
                true,
                new Coverage(
                    period.start(), period.end(), (1L << period.start().lengthOfMonth()) - 1, true),
                new VersionSums(
                    rows.size(),
                    spend,
                    rows.isEmpty() ? null : 1000L * rows.size(),
                    rows.isEmpty() ? null : 10L * rows.size(),
                    totals,
                    totals),
                true,
                false,
                "campaign " + (campaigns.length == 0 ? "" : campaigns[0].id()),
                "PLN",
                windows,
                null,
                null,
                List.of()));
    return new Content(summary, rows, judgements);
  }

  /** The statistics by the definition, not as the product computes them. */
  private static MetricJudgement judgement(String metric, int campaigns, List<BigDecimal> values) {
    BigDecimal total = values.stream().reduce(BigDecimal::add).orElse(null);
    BigDecimal mean = null;
    BigDecimal stddev = null;
    if (total != null) {
      BigDecimal n = BigDecimal.valueOf(values.size());
      MathContext exact = new MathContext(80);
      BigDecimal exactMean = total.divide(n, exact);
      mean = exactMean.setScale(10, RoundingMode.HALF_UP);
      if (values.size() > 1) {
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal value : values) {
          squares = squares.add(value.subtract(exactMean).pow(2));
        }
        stddev =
            squares
                .divide(n.subtract(BigDecimal.ONE), exact)
                .sqrt(exact)
                .setScale(10, RoundingMode.HALF_UP);
      }
    }
    return new MetricJudgement(
        metric,
        new Distribution(
            campaigns,
            values.stream().filter(value -> value.signum() > 0).count(),
            values.stream().map(BigDecimal::stripTrailingZeros).distinct().count(),
            total,
            values.stream().min(BigDecimal::compareTo).orElse(null),
            values.stream().max(BigDecimal::compareTo).orElse(null),
            mean,
            stddev),
        values.isEmpty() ? Verdict.NO_DATA : Verdict.VARIANCE,
        "The values vary as real ones do.",
        new Manufacture(
            "equal",
            0.123456,
            null,
            chances(values.stream().filter(value -> value.signum() > 0).count())),
        null,
        Reconciliation.NOT_CHECKED,
        true);
  }

  /** No row of it was found. */
  static Content missing(ClientPeriod clientPeriod) {
    return nothing(clientPeriod, State.MISSING, null);
  }

  static Content withheld(ClientPeriod clientPeriod, String reason) {
    return nothing(clientPeriod, State.WITHHELD, reason);
  }

  /** The same, with something against it. */
  Content suspecting(String suspicion) {
    return new Content(
        new ClientPeriodSummary(
            summary.clientPeriod(),
            summary.state(),
            summary.reason(),
            summary.rows(),
            List.of(suspicion),
            null),
        campaigns,
        judgements);
  }

  private static Content nothing(ClientPeriod clientPeriod, State state, @Nullable String reason) {
    return new Content(
        new ClientPeriodSummary(clientPeriod, state, reason, RowCounts.NONE, List.of(), null),
        List.of(),
        List.of());
  }

  /** The same, found to be published already: no rows are sent. */
  Content notWritten() {
    return new Content(with(false, summary.campaigns(), summary.trusted()), List.of(), List.of());
  }

  /** The same, with a summary that counts another number of campaigns. */
  Content counting(long campaigns) {
    return new Content(
        with(summary.complete().written(), campaigns, summary.trusted()),
        this.campaigns,
        judgements);
  }

  /** The same, from rows of other days. */
  Content covering(long days) {
    return new Content(
        with(summary.complete().written(), summary.campaigns(), summary.trusted(), days),
        campaigns,
        judgements);
  }

  /** The same, with where its first metric will end. */
  Content forecasting(String expected, String low, String high) {
    MetricForecast forecast =
        new MetricForecast(
            judgements.get(0).judgement().metric(),
            new Forecast(
                BigDecimal.TEN,
                new BigDecimal(expected),
                new BigDecimal(low),
                new BigDecimal(high),
                9));
    VersionSummary version = summary.complete();
    return new Content(
        new ClientPeriodSummary(
            summary.clientPeriod(),
            summary.state(),
            summary.reason(),
            summary.rows(),
            summary.suspicions(),
            new VersionSummary(
                version.fingerprint(),
                version.contentDigest(),
                version.written(),
                version.coverage(),
                version.sums(),
                version.trusted(),
                version.lost(),
                version.sample(),
                version.currency(),
                version.attribution(),
                version.checks(),
                version.basis(),
                List.of(forecast))),
        campaigns,
        judgements);
  }

  Content notTrusted() {
    return new Content(
        with(summary.complete().written(), summary.campaigns(), false), campaigns, judgements);
  }

  private ClientPeriodSummary with(boolean written, long campaigns, boolean trusted) {
    return with(written, campaigns, trusted, summary.complete().coverage().days());
  }

  private ClientPeriodSummary with(
      boolean written, long campaigns, boolean trusted, long coveredDays) {
    return new ClientPeriodSummary(
        summary.clientPeriod(),
        summary.state(),
        summary.reason(),
        summary.rows(),
        trusted ? List.of() : List.of("leads look divided."),
        new VersionSummary(
            summary.fingerprint(),
            summary.complete().contentDigest(),
            written,
            new Coverage(
                summary.complete().coverage().firstDay(),
                summary.complete().coverage().lastDay(),
                coveredDays,
                true),
            new VersionSums(
                campaigns,
                summary.complete().sums().spend(),
                summary.complete().sums().impressions(),
                summary.complete().sums().clicks(),
                summary.complete().sums().metrics(),
                summary.complete().sums().totals()),
            trusted,
            false,
            summary.complete().sample(),
            summary.complete().currency(),
            summary.complete().attribution(),
            null,
            summary.complete().basis(),
            summary.complete().forecasts()));
  }

  LocalDate end() {
    return summary.clientPeriod().period().end();
  }
}

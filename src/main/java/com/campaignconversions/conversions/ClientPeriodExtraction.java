package com.campaignconversions.conversions;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.GatheredRows.OfClientPeriod;
import com.campaignconversions.conversions.MetricExtraction.Extracted;
import com.campaignconversions.insights.Insight;
import com.campaignconversions.insights.RowCounts;
import com.campaignconversions.insights.WantedActions;
import com.campaignconversions.job.Attribution;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Metric;
import com.campaignconversions.variance.EarlierPeriod;
import com.campaignconversions.variance.Judge;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.PeriodNumbers;
import com.campaignconversions.variance.PeriodNumbers.MetricNumbers;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the rows of one client period to its numbers and what to think of them. */
final class ClientPeriodExtraction {
  /** More rows than this are not judged together: they would not fit a worker's memory. */
  static final int MOST_ROWS = 3_000_000;

  /** What the databases keep of a decimal before the point. */
  private static final int INTEGER_DIGITS = 28;

  /** Meta restates a period for so many days after its end. */
  private static final int RESTATED_DAYS = 28;

  private static final JsonFactory JSON = new JsonFactory();

  private final Job job;
  private final Client client;
  private final Instant readAt;
  private final Acceptances acceptances;
  private final int seriesCount;
  private final List<MetricExtraction> metrics = new ArrayList<>();
  private final BitSet usedSeries = new BitSet();

  /**
   * What came out.
   *
   * @param campaigns in the order of their ids; empty unless the period is complete
   * @param numbers the period as later ones are compared with it; null unless it is complete
   */
  record Result(
      ClientPeriodSummary summary,
      List<CampaignConversions> campaigns,
      List<MetricVariance> variances,
      RowCounts fates,
      @Nullable EarlierPeriod numbers) {}

  ClientPeriodExtraction(Job job, Client client, WantedActions wanted, Instant readAt) {
    this.job = job;
    this.client = client;
    this.readAt = readAt;
    this.acceptances =
        new Acceptances(job, client.id(), LocalDate.ofInstant(readAt, client.timezone()));
    this.seriesCount = wanted.seriesCount();
    for (Metric metric : job.metricsOf(client.id())) {
      MetricExtraction extraction = new MetricExtraction(metric, wanted);
      extraction.addSeriesTo(usedSeries);
      metrics.add(extraction);
    }
  }

  /**
   * Extracts and judges.
   *
   * @param gaps why rows may be missing; any withholds the client period
   * @param earlier earlier periods of this client
   */
  Result extract(
      Period period, OfClientPeriod found, List<String> gaps, List<EarlierPeriod> earlier) {
    ClientPeriod clientPeriod = new ClientPeriod(client.id(), period);
    List<String> doubts = new ArrayList<>(gaps);
    if (found.rows().size() > MOST_ROWS) {
      doubts.add("it has more than " + MOST_ROWS + " rows: split the client, or read fewer levels");
    }
    SortedMap<String, CountedRows> byCampaign = count(found.rows(), false, doubts);
    SortedMap<String, CountedRows> byAccount = count(found.rows(), true, doubts);
    long counted = rows(byCampaign.values());
    long totals = rows(byAccount.values());
    long duplicates = found.rows().size() - counted - totals;

    Numbers numbers = null;
    if (doubts.isEmpty()) {
      try {
        numbers = numbers(byCampaign, byAccount, doubts);
      } catch (ArithmeticException e) {
        doubts.add("its impressions or clicks add up to more than 63 bits");
      }
    }
    RowCounts rows =
        new RowCounts(
            found.rows().size() + found.rejected(),
            doubts.isEmpty() ? counted : 0,
            found.rejected(),
            duplicates,
            totals,
            0,
            doubts.isEmpty() ? 0 : counted,
            0);
    RowCounts fates = new RowCounts(0, rows.used(), 0, duplicates, totals, 0, rows.withheld(), 0);
    if (!doubts.isEmpty() || numbers == null) {
      return new Result(
          nothing(clientPeriod, State.WITHHELD, String.join("; ", doubts), rows),
          List.of(),
          List.of(),
          fates,
          null);
    }
    if (counted == 0 && totals == 0) {
      String reason =
          found.rejected() == 0
              ? "no row of it was found"
              : "no usable row of it was found, " + found.rejected() + " were rejected";
      return new Result(
          nothing(clientPeriod, State.MISSING, reason, rows), List.of(), List.of(), fates, null);
    }
    return complete(clientPeriod, numbers, byCampaign, rows, fates, earlier);
  }

  /** The counted rows of each campaign, or of each account's own total, in the order of ids. */
  private SortedMap<String, CountedRows> count(
      List<Insight> rows, boolean accountTotals, List<String> doubts) {
    Map<String, List<Insight>> grouped = new HashMap<>();
    for (Insight row : rows) {
      if (row.isAccountTotal() == accountTotals) {
        String id = accountTotals ? row.accountId() : row.campaignId();
        grouped.computeIfAbsent(Objects.requireNonNull(id), none -> new ArrayList<>()).add(row);
      }
    }
    TreeMap<String, CountedRows> counted = new TreeMap<>();
    grouped.forEach(
        (id, theirs) ->
            counted.put(
                id,
                CountedRows.of(
                    (accountTotals ? "ad account " : "campaign ") + id,
                    theirs,
                    job.insights().newest(),
                    usedSeries)));
    counted.forEach(
        (id, theirs) -> {
          if (theirs.conflict() != null) {
            doubts.add(theirs.conflict());
          }
          if (theirs.described().stream().map(Insight::accountId).distinct().count() > 1) {
            doubts.add("campaign " + id + " has rows of two ad accounts");
          }
        });
    return counted;
  }

  private static long rows(Collection<CountedRows> counted) {
    return counted.stream().mapToLong(rows -> rows.counted().size()).sum();
  }

  /** Sums and metrics of all campaigns, one position a campaign. */
  private record Numbers(
      List<CampaignSums> campaigns,
      List<Extracted> extracted,
      List<Boolean> known,
      AccountTotals totals,
      @Nullable String currency) {}

  private @Nullable Numbers numbers(
      SortedMap<String, CountedRows> byCampaign,
      SortedMap<String, CountedRows> byAccount,
      List<String> doubts) {
    List<CampaignSums> campaigns = new ArrayList<>(byCampaign.size());
    List<Insight> campaignRows = new ArrayList<>();
    TreeSet<String> currencies = new TreeSet<>();
    long arraysPresent = 0;
    for (Map.Entry<String, CountedRows> campaign : byCampaign.entrySet()) {
      CampaignSums sums = CampaignSums.of(campaign.getKey(), campaign.getValue(), seriesCount);
      campaigns.add(sums);
      campaignRows.addAll(campaign.getValue().counted());
      arraysPresent |= sums.arraysPresent();
      campaign.getValue().described().stream()
          .map(Insight::currency)
          .filter(Objects::nonNull)
          .forEach(currencies::add);
    }
    if (client.currency() == null && currencies.size() > 1) {
      doubts.add("its rows have several currencies (" + String.join(", ", currencies) + ")");
    }
    List<Extracted> extracted = new ArrayList<>(metrics.size());
    List<Boolean> known = new ArrayList<>(metrics.size());
    for (MetricExtraction metric : metrics) {
      extracted.add(metric.extract(campaigns));
      known.add(
          campaigns.isEmpty() || (arraysPresent & 1) != 0 || metric.isCarriedBy(arraysPresent));
    }
    boolean fits =
        fits(sum(campaigns.stream().map(CampaignSums::spend).toList()))
            && extracted.stream().allMatch(values -> fits(sum(values.values())));
    if (!fits) {
      doubts.add("its sums have more than " + INTEGER_DIGITS + " digits before the point");
    }
    if (!doubts.isEmpty()) {
      return null;
    }
    String currency =
        client.currency() != null
            ? client.currency()
            : currencies.isEmpty() ? null : currencies.first();
    return new Numbers(
        campaigns,
        extracted,
        known,
        AccountTotals.of(byAccount, campaignRows, seriesCount),
        currency);
  }

  private Result complete(
      ClientPeriod clientPeriod,
      Numbers numbers,
      SortedMap<String, CountedRows> byCampaign,
      RowCounts rows,
      RowCounts fates,
      List<EarlierPeriod> earlier) {
    PeriodNumbers judged = judgedNumbers(numbers);
    String contentDigest = judged.contentDigest();
    List<MetricJudgement> judgements =
        Judge.judge(judged, earlier, job.significance()).stream()
            .map(acceptances::applyTo)
            .toList();

    List<CampaignConversions> campaigns = new ArrayList<>(numbers.campaigns().size());
    for (int i = 0; i < numbers.campaigns().size(); i++) {
      campaigns.add(campaign("", clientPeriod, numbers, i));
    }
    String fingerprint = fingerprint(clientPeriod, campaigns, judgements);
    for (int i = 0; i < campaigns.size(); i++) {
      campaigns.set(i, campaign(fingerprint, clientPeriod, numbers, i));
    }
    List<MetricVariance> variances =
        judgements.stream()
            .map(judgement -> new MetricVariance(fingerprint, clientPeriod, judgement))
            .toList();

    TreeSet<LocalDate> days = new TreeSet<>();
    byCampaign
        .values()
        .forEach(
            counted ->
                counted
                    .counted()
                    .forEach(
                        row ->
                            row.firstDay()
                                .datesUntil(row.lastDay().plusDays(1))
                                .forEach(days::add)));
    boolean trusted = judgements.stream().allMatch(MetricJudgement::trusted);
    List<@Nullable BigDecimal> totals = new ArrayList<>();
    Map<String, BigDecimal> totalsByMetric = new HashMap<>();
    for (MetricJudgement judgement : judgements) {
      totals.add(judgement.total());
      if (judgement.total() != null) {
        totalsByMetric.put(judgement.metric(), judgement.total());
      }
    }
    BigDecimal spend = sum(numbers.campaigns().stream().map(CampaignSums::spend).toList());
    ClientPeriodSummary summary =
        new ClientPeriodSummary(
            clientPeriod,
            State.COMPLETE,
            null,
            fingerprint,
            contentDigest,
            true,
            days.isEmpty() ? null : days.first(),
            days.isEmpty() ? null : days.last(),
            days.size(),
            rows,
            campaigns.size(),
            spend,
            wholeSum(numbers.campaigns().stream().map(CampaignSums::impressions).toList()),
            wholeSum(numbers.campaigns().stream().map(CampaignSums::clicks).toList()),
            totals,
            trusted,
            judgements.stream()
                .filter(judgement -> !judgement.trusted())
                .map(judgement -> judgement.metric() + ": " + judgement.evidence())
                .toList());
    boolean isFinal =
        !days.isEmpty()
            && days.last().equals(clientPeriod.period().end())
            && !readAt
                .atZone(client.timezone())
                .toLocalDate()
                .isBefore(clientPeriod.period().end().plusDays(RESTATED_DAYS));
    return new Result(
        summary,
        campaigns,
        variances,
        fates,
        new EarlierPeriod(
            clientPeriod.period(),
            contentDigest,
            trusted,
            isFinal,
            campaigns.size(),
            spend,
            totalsByMetric));
  }

  private PeriodNumbers judgedNumbers(Numbers numbers) {
    List<MetricNumbers> metricNumbers = new ArrayList<>(metrics.size());
    long rows = numbers.campaigns().stream().mapToLong(CampaignSums::rows).sum();
    for (int i = 0; i < metrics.size(); i++) {
      MetricExtraction metric = metrics.get(i);
      Extracted extracted = numbers.extracted().get(i);
      boolean known = numbers.known().get(i);
      metricNumbers.add(
          new MetricNumbers(
              metric.metric().name(),
              metric.metric().unit() == Metric.Unit.MONEY,
              metric.metric().after(),
              known ? extracted.values() : null,
              known ? numbers.totals().of(metric, extracted) : null,
              known ? numbers.totals().whyNot(metric, extracted) : null,
              rows));
    }
    return new PeriodNumbers(
        numbers.campaigns().stream().map(CampaignSums::campaignId).toList(),
        numbers.campaigns().stream().map(CampaignSums::spend).collect(Collectors.toList()),
        numbers.campaigns().stream()
            .map(sums -> decimal(sums.impressions()))
            .collect(Collectors.toList()),
        numbers.campaigns().stream()
            .map(sums -> decimal(sums.clicks()))
            .collect(Collectors.toList()),
        metricNumbers,
        numbers.campaigns().stream().anyMatch(CampaignSums::chargedPerResult));
  }

  private CampaignConversions campaign(
      String fingerprint, ClientPeriod clientPeriod, Numbers numbers, int position) {
    CampaignSums sums = numbers.campaigns().get(position);
    List<@Nullable BigDecimal> conversions = new ArrayList<>(metrics.size());
    for (int i = 0; i < metrics.size(); i++) {
      conversions.add(
          numbers.known().get(i) ? numbers.extracted().get(i).values().get(position) : null);
    }
    return new CampaignConversions(
        fingerprint,
        clientPeriod,
        sums.campaignId(),
        sums.accountId(),
        sums.campaignName(),
        numbers.currency(),
        sums.spend(),
        sums.impressions(),
        sums.clicks(),
        conversions,
        sources(numbers, position),
        attribution(sums));
  }

  private String sources(Numbers numbers, int position) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (int i = 0; i < metrics.size(); i++) {
        String source = numbers.extracted().get(i).sources().get(position);
        if (source != null) {
          json.writeStringField(metrics.get(i).metric().name(), source);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return text.toString();
  }

  private String attribution(CampaignSums sums) {
    String windows = String.join("+", job.attribution().windows());
    String taken = windows.equals(Attribution.DEFAULT_WINDOW) ? "default" : windows;
    return sums.attributionSettings().isEmpty()
        ? taken
        : taken + " (attribution_setting " + sums.attributionSettings() + ")";
  }

  private String fingerprint(
      ClientPeriod clientPeriod,
      List<CampaignConversions> campaigns,
      List<MetricJudgement> judgements) {
    Fingerprint fingerprint =
        new Fingerprint().add(clientPeriod.clientId()).add(clientPeriod.period().id());
    for (MetricJudgement judgement : judgements) {
      fingerprint
          .add(judgement.metric())
          .add(judgement.verdict())
          .add(judgement.accountTotal())
          .add(judgement.reconciliation())
          // Or an acceptance that ends would leave what is published trusted.
          .add(acceptances.said(judgement));
    }
    for (CampaignConversions campaign : campaigns) {
      fingerprint
          .add(campaign.campaignId())
          .add(campaign.accountId())
          .add(campaign.campaignName())
          .add(campaign.currency())
          .add(campaign.spend())
          .add(campaign.impressions())
          .add(campaign.clicks())
          .add(campaign.sources())
          .add(campaign.attribution());
      campaign.conversions().forEach(fingerprint::add);
    }
    return fingerprint.hex();
  }

  private static ClientPeriodSummary nothing(
      ClientPeriod clientPeriod, State state, String reason, RowCounts rows) {
    return new ClientPeriodSummary(
        clientPeriod,
        state,
        reason,
        "",
        "",
        false,
        null,
        null,
        0,
        rows,
        0,
        null,
        null,
        null,
        List.of(),
        false,
        List.of());
  }

  private static boolean fits(@Nullable BigDecimal sum) {
    return sum == null || sum.precision() - sum.scale() <= INTEGER_DIGITS;
  }

  private static @Nullable BigDecimal decimal(@Nullable Long whole) {
    return whole == null ? null : BigDecimal.valueOf(whole);
  }

  /** Null where every value is. */
  private static @Nullable BigDecimal sum(List<@Nullable BigDecimal> values) {
    BigDecimal sum = null;
    for (BigDecimal value : values) {
      sum = sum == null ? value : value == null ? sum : sum.add(value);
    }
    return sum;
  }

  /** Null where every value is. */
  private static @Nullable Long wholeSum(List<@Nullable Long> values) {
    Long sum = null;
    for (Long value : values) {
      sum = sum == null ? value : value == null ? sum : Long.valueOf(Math.addExact(sum, value));
    }
    return sum;
  }
}

package com.campaignconversions.conversions;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.GatheredRows.OfClientPeriod;
import com.campaignconversions.insights.Insight;
import com.campaignconversions.insights.RowCounts;
import com.campaignconversions.insights.WantedActions;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Metric;
import com.campaignconversions.variance.EarlierPeriod;
import com.campaignconversions.variance.Judge;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.PeriodNumbers;
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
import org.jspecify.annotations.Nullable;

/** From the rows of one client period to its numbers and what to think of them. */
final class ClientPeriodExtraction {
  /** More rows than this are not judged together: they would not fit a worker's memory. */
  static final int MOST_ROWS = 3_000_000;

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

    PeriodConversions conversions = null;
    if (doubts.isEmpty()) {
      try {
        conversions = conversions(byCampaign, byAccount, doubts);
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
    if (!doubts.isEmpty() || conversions == null) {
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
    return complete(clientPeriod, conversions, byCampaign.values(), rows, fates, earlier);
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

  /** The numbers; doubts are added where they cannot be told or kept. */
  private PeriodConversions conversions(
      SortedMap<String, CountedRows> byCampaign,
      SortedMap<String, CountedRows> byAccount,
      List<String> doubts) {
    List<CampaignSums> campaigns = new ArrayList<>(byCampaign.size());
    List<Insight> campaignRows = new ArrayList<>();
    byCampaign.forEach(
        (id, counted) -> {
          campaigns.add(CampaignSums.of(id, counted, seriesCount));
          campaignRows.addAll(counted.counted());
        });
    PeriodConversions conversions =
        PeriodConversions.of(
            metrics,
            campaigns,
            AccountTotals.of(byAccount, campaignRows, seriesCount),
            currency(byCampaign.values(), doubts));
    if (!conversions.fits()) {
      doubts.add(
          "its sums have more than %d digits before the point"
              .formatted(PeriodConversions.INTEGER_DIGITS));
    }
    // Here, where their leaving 63 bits is a doubt and not a failure.
    conversions.impressions();
    conversions.clicks();
    return conversions;
  }

  private @Nullable String currency(Collection<CountedRows> campaigns, List<String> doubts) {
    if (client.currency() != null) {
      return client.currency();
    }
    TreeSet<String> currencies = new TreeSet<>();
    for (CountedRows campaign : campaigns) {
      for (Insight row : campaign.described()) {
        if (row.currency() != null) {
          currencies.add(row.currency());
        }
      }
    }
    if (currencies.size() > 1) {
      doubts.add("its rows have several currencies (" + String.join(", ", currencies) + ")");
    }
    return currencies.isEmpty() ? null : currencies.first();
  }

  private Result complete(
      ClientPeriod clientPeriod,
      PeriodConversions conversions,
      Collection<CountedRows> campaignRows,
      RowCounts rows,
      RowCounts fates,
      List<EarlierPeriod> earlier) {
    PeriodNumbers numbers = conversions.numbers();
    List<MetricJudgement> judgements =
        Judge.judge(numbers, earlier, job.significance()).stream()
            .map(acceptances::applyTo)
            .toList();
    CampaignRecords records =
        CampaignRecords.of(clientPeriod, conversions, judgements, acceptances, job.attribution());
    long days = days(campaignRows, clientPeriod.period());
    LocalDate firstDay = days == 0 ? null : day(Long.numberOfTrailingZeros(days), clientPeriod);
    LocalDate lastDay =
        days == 0 ? null : day(Long.SIZE - 1 - Long.numberOfLeadingZeros(days), clientPeriod);
    List<@Nullable BigDecimal> totals = new ArrayList<>(judgements.size());
    Map<String, BigDecimal> knownTotals = new HashMap<>();
    for (MetricJudgement judgement : judgements) {
      totals.add(judgement.total());
      if (judgement.total() != null) {
        knownTotals.put(judgement.metric(), judgement.total());
      }
    }
    boolean trusted = judgements.stream().allMatch(MetricJudgement::trusted);
    ClientPeriodSummary summary =
        new ClientPeriodSummary(
            clientPeriod,
            State.COMPLETE,
            null,
            records.fingerprint(),
            numbers.contentDigest(),
            true,
            firstDay,
            lastDay,
            days,
            rows,
            records.campaigns().size(),
            conversions.spend(),
            conversions.impressions(),
            conversions.clicks(),
            totals,
            trusted,
            judgements.stream()
                .filter(judgement -> !judgement.trusted())
                .map(judgement -> judgement.metric() + ": " + judgement.evidence())
                .toList());
    return new Result(
        summary,
        records.campaigns(),
        judgements.stream()
            .map(judgement -> new MetricVariance(records.fingerprint(), clientPeriod, judgement))
            .toList(),
        fates,
        new EarlierPeriod(
            clientPeriod.period(),
            summary.contentDigest(),
            trusted,
            isFinal(clientPeriod.period(), lastDay),
            summary.campaigns(),
            summary.spend(),
            knownTotals));
  }

  /** A bit for each day that some row tells of, the period's first day lowest. */
  private static long days(Collection<CountedRows> campaignRows, Period period) {
    long start = period.start().toEpochDay();
    long days = 0;
    for (CountedRows ofCampaign : campaignRows) {
      for (Insight row : ofCampaign.counted()) {
        long first = row.firstDay().toEpochDay() - start;
        long behind = row.lastDay().toEpochDay() + 1 - start;
        days |= (1L << behind) - (1L << first);
      }
    }
    return days;
  }

  private static LocalDate day(int place, ClientPeriod clientPeriod) {
    return clientPeriod.period().start().plusDays(place);
  }

  /** Whether the rows reach to the end of the period, and Meta no longer restates it. */
  private boolean isFinal(Period period, @Nullable LocalDate lastDay) {
    LocalDate today = readAt.atZone(client.timezone()).toLocalDate();
    return period.end().equals(lastDay) && !period.isRestatedOn(today);
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
}

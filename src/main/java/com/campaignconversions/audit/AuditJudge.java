package com.campaignconversions.audit;

import com.campaignconversions.audit.stored.StoredClient;
import com.campaignconversions.audit.stored.StoredPeriod;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.Acceptances;
import com.campaignconversions.job.Audit;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.records.Wording;
import com.campaignconversions.variance.Judge;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.numbers.ContentDigest;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges what is stored of one client, oldest period first, by the rules for fresh numbers. A
 * metric is judged over the campaigns whose value is known; where none is, it is {@code NO_DATA}.
 */
public final class AuditJudge {
  private final Audit audit;
  private final StoredClient client;
  private final StoredParts parts;
  private final LocalDate today;
  private final Acceptances acceptances;
  private final Map<String, Metric> catalogue = new LinkedHashMap<>();
  private final List<Earlier> earlier = new ArrayList<>();

  /** An earlier period, with the digest of each metric over the campaigns that it is known for. */
  private record Earlier(EarlierPeriod numbers, Map<String, String> digests) {
    EarlierPeriod as(String metric) {
      return new EarlierPeriod(
          numbers.period(),
          digests.getOrDefault(metric, ""),
          numbers.trusted(),
          numbers.isFinal(),
          numbers.campaigns(),
          numbers.spend(),
          numbers.impressions(),
          numbers.clicks(),
          numbers.metrics());
    }
  }

  private AuditJudge(
      Job job, Audit audit, StoredClient client, StoredParts parts, LocalDate today) {
    this.audit = audit;
    this.client = client;
    this.parts = parts;
    this.today = today;
    this.acceptances = new Acceptances(job, client.id(), today);
    job.metricsOf(client.id()).forEach(metric -> catalogue.put(metric.name(), metric));
  }

  /**
   * Judges all periods of the client.
   *
   * @param parts what is stored of its shorter periods
   * @param today in the client's time zone
   */
  public static List<AuditedPeriod> judge(
      Job job, Audit audit, StoredClient client, StoredParts parts, LocalDate today) {
    AuditJudge judge = new AuditJudge(job, audit, client, parts, today);
    List<AuditedPeriod> audited = new ArrayList<>();
    client.periods().forEach((period, stored) -> audited.add(judge.judge(period, stored)));
    return audited;
  }

  private AuditedPeriod judge(Period period, StoredPeriod stored) {
    List<String> order = order(stored);
    Map<String, MetricJudgement> judgements = new HashMap<>();
    Map<String, String> digests = new HashMap<>();
    byKnownCampaigns(stored, order)
        .forEach(
            (known, metrics) -> {
              PeriodNumbers numbers = numbers(stored, order, known);
              String digest = ContentDigest.of(numbers);
              List<EarlierPeriod> before =
                  earlier.stream().map(one -> one.as(metrics.get(0))).toList();
              for (MetricJudgement judgement : Judge.judge(numbers, before, audit.significance())) {
                if (metrics.contains(judgement.metric())) {
                  judgements.put(judgement.metric(), completed(judgement, period, stored));
                  digests.put(judgement.metric(), digest);
                }
              }
            });
    List<MetricJudgement> judged = new ArrayList<>();
    order.forEach(name -> judged.add(Objects.requireNonNull(judgements.get(name))));
    for (String column : CampaignColumns.DELIVERY) {
      MetricJudgement delivery = delivery(column, stored);
      if (delivery != null) {
        judged.add(delivery);
      }
    }
    AuditedPeriod audited = new AuditedPeriod(new ClientPeriod(client.id(), period), judged);
    earlier.add(
        new Earlier(
            new EarlierPeriod(
                period,
                "",
                audited.trusted(),
                period.isFinal(today, true),
                stored.campaignIds().size(),
                sum(stored.values(CampaignColumns.SPEND)),
                sum(stored.values(CampaignColumns.IMPRESSIONS)),
                sum(stored.values(CampaignColumns.CLICKS)),
                MetricJudgement.known(List.copyOf(judgements.values()))),
            digests));
    return audited;
  }

  /** The catalogue's order, which is that of the funnel, then that in which they are stored. */
  private List<String> order(StoredPeriod stored) {
    Set<String> order = new LinkedHashSet<>(catalogue.keySet());
    order.retainAll(stored.metrics());
    order.addAll(stored.metrics());
    return List.copyOf(order);
  }

  /** Metrics that are known for the same campaigns are judged together: mostly all of them. */
  private static Map<BitSet, List<String>> byKnownCampaigns(
      StoredPeriod stored, List<String> order) {
    Map<BitSet, List<String>> groups = new LinkedHashMap<>();
    for (String metric : order) {
      BitSet known = new BitSet();
      List<@Nullable BigDecimal> values = stored.values(metric);
      for (int i = 0; i < values.size(); i++) {
        known.set(i, values.get(i) != null);
      }
      groups.computeIfAbsent(known, none -> new ArrayList<>()).add(metric);
    }
    return groups;
  }

  /** The numbers of the campaigns that are known, or of all where none is. */
  private PeriodNumbers numbers(StoredPeriod stored, List<String> order, BitSet known) {
    BitSet taken = (BitSet) known.clone();
    if (taken.isEmpty()) {
      taken.set(0, stored.campaignIds().size());
    }
    List<MetricNumbers> metrics = new ArrayList<>();
    for (String name : order) {
      List<@Nullable BigDecimal> values = taken(stored.values(name), taken);
      Metric metric = catalogue.get(name);
      metrics.add(
          new MetricNumbers(
              name,
              metric != null && metric.unit() == Metric.Unit.MONEY,
              metric == null ? null : metric.after(),
              values.stream().allMatch(Objects::nonNull) ? values : null,
              null,
              null,
              null,
              BigDecimal.ZERO,
              metric == null ? null : countOf(metric)));
    }
    return new PeriodNumbers(
        taken(stored.campaignIds(), taken),
        taken(stored.values(CampaignColumns.SPEND), taken),
        taken(stored.values(CampaignColumns.IMPRESSIONS), taken),
        taken(stored.values(CampaignColumns.CLICKS), taken),
        metrics,
        false);
  }

  private @Nullable String countOf(Metric amounts) {
    return catalogue.values().stream()
        .filter(metric -> metric.isCountOf(amounts))
        .map(Metric::name)
        .findFirst()
        .orElse(null);
  }

  private static <T extends @Nullable Object> List<T> taken(List<T> values, BitSet taken) {
    List<T> kept = new ArrayList<>(taken.cardinality());
    taken.stream().forEach(position -> kept.add(values.get(position)));
    return kept;
  }

  /** With what the rules do not know: other stored numbers, and the job's known exceptions. */
  private MetricJudgement completed(MetricJudgement judgement, Period period, StoredPeriod stored) {
    int campaigns = stored.campaignIds().size();
    long unknown = campaigns - judgement.distribution().campaigns();
    if (unknown > 0) {
      return acceptances.applyTo(
          judgement.saying(
              "%s %d of %d campaigns have no value and are left out."
                  .formatted(judgement.evidence(), unknown, campaigns),
              judgement.trusted()));
    }
    boolean money = isMoney(judgement.metric());
    MetricJudgement beside =
        besideItsTotal(
            judgement,
            stored.stated().get(judgement.metric()),
            "the total that is stored with them",
            money ? roundedBy(judgement) : BigDecimal.ZERO);
    if (beside.trusted() && judgement.metric().equals(onlyCount(stored))) {
      BigDecimal conversions = stored.stated().get(StoredPeriod.CONVERSIONS);
      beside = besideItsTotal(beside, conversions, "stats.totalConversions", BigDecimal.ZERO);
    }
    return acceptances.applyTo(parts.beside(beside, period, money, audit.significance()));
  }

  private boolean isMoney(String name) {
    Metric metric = catalogue.get(name);
    return metric != null && metric.unit() == Metric.Unit.MONEY;
  }

  /** Only of it can a document's total of conversions be; null where there are several. */
  private @Nullable String onlyCount(StoredPeriod stored) {
    List<String> counts = stored.metrics().stream().filter(name -> !isMoney(name)).toList();
    return counts.size() == 1 ? counts.get(0) : null;
  }

  /**
   * Spend, impressions or clicks of the campaigns beside the document's own total; how they spread
   * is no matter, so that they are looked at like amounts.
   *
   * @return null where no total is stored, or some campaign's value is unknown
   */
  private @Nullable MetricJudgement delivery(String column, StoredPeriod stored) {
    BigDecimal total = stored.stated().get(column);
    List<@Nullable BigDecimal> values = stored.values(column);
    if (total == null || values.isEmpty() || values.stream().anyMatch(Objects::isNull)) {
      return null;
    }
    List<@Nullable BigDecimal> none =
        new ArrayList<>(Collections.<@Nullable BigDecimal>nCopies(values.size(), null));
    PeriodNumbers numbers =
        new PeriodNumbers(
            stored.campaignIds(),
            none,
            none,
            none,
            List.of(
                new MetricNumbers(
                    column, true, null, values, null, null, null, BigDecimal.ZERO, null)),
            false);
    MetricJudgement judged = Judge.judge(numbers, List.of(), audit.significance()).get(0);
    boolean money = column.equals(CampaignColumns.SPEND);
    return acceptances.applyTo(
        besideItsTotal(
            judged,
            total,
            "stats.total" + column.substring(0, 1).toUpperCase(Locale.ROOT) + column.substring(1),
            money
                ? roundedBy(judged).max(BigDecimal.ONE.movePointLeft(Math.max(0, total.scale())))
                : BigDecimal.ZERO));
  }

  /** What rounding of each campaign's amount may come to. */
  private static BigDecimal roundedBy(MetricJudgement judgement) {
    return BigDecimal.valueOf(judgement.distribution().campaigns(), 2);
  }

  /**
   * A judgement beside a total that is stored with the campaigns.
   *
   * @param stated null where none is
   * @param what it is, in the evidence
   * @param rounding how far the two may be apart
   */
  private static MetricJudgement besideItsTotal(
      MetricJudgement judgement, @Nullable BigDecimal stated, String what, BigDecimal rounding) {
    BigDecimal total = judgement.total();
    if (stated == null || total == null) {
      return judgement;
    }
    BigDecimal more = total.subtract(stated);
    if (more.abs().compareTo(rounding) <= 0) {
      return judgement.contradicted(Reconciliation.MATCH, "", true);
    }
    if (more.signum() < 0) {
      return judgement.contradicted(
          Reconciliation.LOW,
          "The campaigns add up to %s, and %s is %s%s: campaigns are missing, or the total is of something else."
              .formatted(
                  Wording.number(total),
                  what,
                  Wording.number(stated),
                  Reconciliation.isMultiple(stated, total, rounding)
                      ? ", %s times as much"
                          .formatted(Wording.number(Reconciliation.factor(stated, total)))
                      : ""),
          !Reconciliation.isMuchMissing(stated, more.negate()));
    }
    return judgement.contradicted(
        Reconciliation.HIGH,
        "The campaigns add up to %s, and %s is %s: %s."
            .formatted(
                Wording.number(total),
                what,
                Wording.number(stated),
                Reconciliation.howOften(total, stated, rounding)),
        false);
  }

  /** Null where no campaign's is known. */
  private static @Nullable BigDecimal sum(List<@Nullable BigDecimal> values) {
    return values.stream().filter(Objects::nonNull).reduce(BigDecimal::add).orElse(null);
  }
}

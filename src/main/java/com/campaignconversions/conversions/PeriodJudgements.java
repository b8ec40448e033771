package com.campaignconversions.conversions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.conversions.metrics.PeriodConversions;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.reconciliation.ReferenceComparison;
import com.campaignconversions.variance.Judge;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.numbers.DatedChanges;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The judgements on the metrics of a client period: by its values and those before it, by periods
 * of other lengths, with what Meta changed, beside a reference, and with what the job accepts.
 */
final class PeriodJudgements {
  private static final Set<Verdict> FALLEN =
      Set.of(Verdict.DROPPED_TO_ZERO, Verdict.NEVER_SEEN, Verdict.NO_DATA, Verdict.OUTLIER);

  /** Of the metrics that share an evidence. */
  private static final int MOST_NAMED = 2;

  private final Job job;
  private final ClientPeriod clientPeriod;
  private final PublishedBefore published;
  private final ReferenceComparison comparison;
  private final Acceptances acceptances;
  private final List<Metric> metrics;

  PeriodJudgements(
      Job job,
      ClientPeriod clientPeriod,
      PublishedBefore published,
      ReferenceComparison comparison,
      Acceptances acceptances) {
    this.job = job;
    this.clientPeriod = clientPeriod;
    this.published = published;
    this.comparison = comparison;
    this.acceptances = acceptances;
    this.metrics = job.metricsOf(clientPeriod.clientId());
  }

  /**
   * One judgement a metric, in the order of the catalogue.
   *
   * @param isFinal whether the period is: only then periods of other lengths are held against it
   */
  List<MetricJudgement> of(PeriodConversions conversions, boolean isFinal) {
    PeriodNumbers numbers = conversions.numbers();
    List<MetricJudgement> judgements = new ArrayList<>(metrics.size());
    for (MetricJudgement judged : Judge.judge(numbers, published.earlier(), job.significance())) {
      int place = judgements.size();
      Metric metric = metrics.get(place);
      MetricJudgement beside =
          isFinal
              ? published
                  .others()
                  .beside(
                      judged,
                      clientPeriod.period(),
                      metric,
                      job.significance(),
                      () -> conversions.typesOf(place))
              : judged;
      judgements.add(
          acceptances.applyTo(
              comparison.beside(
                  ofOutlier(explained(beside, metric)),
                  metric.unit() == Metric.Unit.MONEY,
                  numbers.metrics().get(place).values())));
    }
    return judgements;
  }

  /** With what Meta changed, where nothing is there of what a period before may have had. */
  private MetricJudgement explained(MetricJudgement judgement, Metric metric) {
    if (!FALLEN.contains(judgement.verdict())) {
      return judgement;
    }
    Optional<EarlierPeriod> last =
        published.earlier().stream().max(Comparator.comparing(EarlierPeriod::period));
    boolean toNothing = judgement.verdict() != Verdict.OUTLIER;
    if (!toNothing && !fell(judgement, last)) {
      return judgement;
    }
    Period before = last.map(EarlierPeriod::period).orElseGet(clientPeriod.period()::previous);
    String change =
        DatedChanges.explaining(
            before, clientPeriod.period(), metric.types(), job.attribution().windows(), toNothing);
    return change.isEmpty()
        ? judgement
        : judgement.saying(judgement.evidence() + " " + change, judgement.trusted());
  }

  private static boolean fell(MetricJudgement judgement, Optional<EarlierPeriod> last) {
    BigDecimal before = last.map(one -> one.total(judgement.metric())).orElse(null);
    BigDecimal total = judgement.total();
    return before != null && total != null && total.compareTo(before) < 0;
  }

  private MetricJudgement ofOutlier(MetricJudgement judgement) {
    return judgement.verdict() == Verdict.OUTLIER && job.outliers() == Job.Outliers.DISTRUST
        ? judgement.saying(judgement.evidence(), false)
        : judgement;
  }

  /** Which metrics are not trusted, in a sentence for each evidence. */
  static List<String> suspicions(List<MetricJudgement> judgements) {
    Map<String, List<String>> metricsOf = new LinkedHashMap<>();
    for (MetricJudgement judgement : judgements) {
      if (!judgement.trusted()) {
        metricsOf
            .computeIfAbsent(judgement.evidence(), none -> new ArrayList<>())
            .add(judgement.metric());
      }
    }
    List<String> suspicions = new ArrayList<>();
    metricsOf.forEach((evidence, names) -> suspicions.add(some(names) + ": " + evidence));
    return suspicions;
  }

  /** {@code leads, calls and 5 other metrics}. */
  private static String some(List<String> names) {
    int last = names.size() - 1;
    if (last <= MOST_NAMED) {
      return (last == 0 ? "" : String.join(", ", names.subList(0, last)) + " and ")
          + names.get(last);
    }
    return "%s and %d other metrics"
        .formatted(String.join(", ", names.subList(0, MOST_NAMED)), names.size() - MOST_NAMED);
  }
}

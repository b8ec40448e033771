package com.campaignconversions.variance;

import com.campaignconversions.variance.detection.AllocationHypothesis;
import com.campaignconversions.variance.detection.CommonDivisor;
import com.campaignconversions.variance.detection.Copied;
import com.campaignconversions.variance.detection.Expectation;
import com.campaignconversions.variance.detection.Expectation.FarOutside;
import com.campaignconversions.variance.detection.SupportOverTime;
import com.campaignconversions.variance.detection.SupportOverTime.Multiples;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import com.campaignconversions.variance.numbers.Preconception;
import com.campaignconversions.variance.numbers.SplitChances;
import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges a client period's numbers: whether they vary as real ones do, and if not, why not. */
public final class Judge {
  /** So seldom that it is worth saying, and not enough to accuse. */
  private static final double SUSPICIOUS = 0.01;

  private static final MathContext SIX_DIGITS = new MathContext(6, RoundingMode.HALF_UP);

  private final PeriodNumbers period;
  private final List<EarlierPeriod> earlier;
  private final double significance;
  private final List<Subject> subjects;
  private final Allocations allocations;
  private final Optional<Copied.Original> original;
  private final @Nullable BigDecimal spend;

  private Judge(PeriodNumbers period, List<EarlierPeriod> earlier, double significance) {
    this.period = period;
    this.earlier = earlier;
    this.significance = significance;
    this.subjects = Subject.known(period);
    this.allocations = Allocations.of(period, subjects, earlier, significance);
    this.original = Copied.find(period, subjects, earlier, significance);
    this.spend = period.totalSpend();
  }

  /**
   * Judges every metric; the same numbers always get the same judgement, whatever the order of the
   * campaigns.
   *
   * @param earlier the client's earlier periods of the same length, none of which overlaps this one
   * @param significance α: how often a rule may accuse chance
   * @return one judgement a metric, in the order of the catalogue
   */
  public static List<MetricJudgement> judge(
      PeriodNumbers numbers, List<EarlierPeriod> earlier, BigDecimal significance) {
    List<EarlierPeriod> latestFirst =
        earlier.stream().sorted(Comparator.comparing(EarlierPeriod::period).reversed()).toList();
    Judge judge = new Judge(numbers.inOrderOfCampaigns(), latestFirst, significance.doubleValue());
    Map<String, Subject> byName = new HashMap<>();
    judge.subjects.forEach(subject -> byName.put(subject.name(), subject));
    return judge.period.metrics().stream()
        .map(metric -> judge.judgement(metric, byName.get(metric.metric())))
        .toList();
  }

  private MetricJudgement judgement(MetricNumbers metric, @Nullable Subject subject) {
    int campaigns = period.campaignIds().size();
    Preconception known = metric.known();
    if (metric.isInPart()) {
      return inPart(metric, campaigns);
    }
    if (subject == null) {
      return MetricJudgement.unknown(
          metric,
          campaigns,
          known == null
              ? new RuleFinding(Verdict.NO_DATA, Evidence.noData(metric), null, null)
              : RuleFinding.of(
                  known.verdict(), Evidence.joined(known.evidence(), Evidence.account(metric))));
    }
    SplitChances chances = allocations.chances(subject);
    Optional<FarOutside> far = Expectation.farOutside(subject, spend, earlier, significance);
    Optional<Multiples> multiples = SupportOverTime.multiples(subject.name(), chances, earlier);
    RuleFinding finding = finding(subject, multiples, far);
    AccountComparison reconciling = AccountComparison.of(metric, subject.total());
    if (known != null && known.trusted() && finding.verdict() == Verdict.DROPPED_TO_ZERO) {
      // A name that never occurs would explain it; that it counted before says it is wrong.
      finding =
          RuleFinding.of(
              Verdict.DROPPED_TO_ZERO, Evidence.joined(finding.evidence(), known.evidence()));
    } else if (known != null && period.campaignIds().size() > 0) {
      String evidence = Evidence.joined(doubly(known, finding), reconciling.note());
      return MetricJudgement.known(
          metric,
          subject.distribution(),
          RuleFinding.of(known.verdict(), evidence),
          reconciling,
          known.trusted());
    }
    Optional<AllocationHypothesis> shown =
        finding.verdict() == Verdict.DISTRIBUTED
            ? allocations.by(finding.key(), subject)
            : allocations.smallest(subject);
    boolean accountFirst = finding.verdict().trusted() && !reconciling.trusted();
    return MetricJudgement.of(
        metric,
        subject.distribution(),
        finding,
        Evidence.joined(
            // What alone speaks against a number is said first.
            accountFirst ? reconciling.note() : "",
            finding.evidence(),
            Evidence.order(subject, subjects),
            finding.verdict() == Verdict.OUTLIER
                ? ""
                : far.map(found -> Evidence.farOutside(subject.total(), found)).orElse(""),
            accountFirst ? "" : reconciling.note()),
        finding.key() != null
            ? finding.key()
            : shown.filter(test -> test.pValue() != null).map(t -> t.key().name()).orElse(null),
        shown.map(AllocationHypothesis::pValue).map(Judge::rounded).orElse(null),
        chances,
        reconciling);
  }

  /** What is known beforehand, and a verdict on the values that would not be trusted either. */
  private static String doubly(Preconception known, RuleFinding finding) {
    return finding.verdict().trusted()
        ? known.evidence()
        : Evidence.joined(known.evidence(), finding.evidence());
  }

  /** The statistics of the campaigns in which the metric is known; its total is not. */
  private MetricJudgement inPart(MetricNumbers metric, int campaigns) {
    PeriodNumbers ofKnown = period.known(metric);
    int known = ofKnown.campaignIds().size();
    Preconception why =
        metric.known() == null
            ? Preconception.incomplete("Some of its entries could not be read.")
            : metric.known();
    String of =
        "Known of %d of %d campaigns, so that there is no total.".formatted(known, campaigns);
    if (known == 0) {
      return MetricJudgement.unknown(
          metric,
          campaigns,
          RuleFinding.of(Verdict.INCOMPLETE, Evidence.joined(why.evidence(), of)));
    }
    MetricJudgement judged =
        new Judge(ofKnown, earlier, significance)
            .judgement(ofKnown.metrics().get(0), Subject.known(ofKnown).get(0));
    return judged.inPart(
        campaigns,
        Evidence.joined(
            why.evidence(),
            of,
            Boolean.TRUE.equals(judged.verdict().distributed())
                ? "Of those: " + judged.evidence()
                : ""),
        metric.accountTotal());
  }

  /** The rules in their order: the first that holds gives the verdict. */
  private RuleFinding finding(
      Subject subject, Optional<Multiples> multiples, Optional<FarOutside> far) {
    return droppedToZero(subject)
        .or(() -> allZero(subject))
        .or(() -> singleCampaign(subject))
        .or(() -> allocations.distributed(subject))
        .or(() -> duplicated(subject))
        .or(() -> multiples.flatMap(this::duplicatedOverTime))
        .or(() -> copied(subject))
        .or(() -> allocations.tooEven(subject))
        .or(() -> allocations.inconclusive(subject))
        .or(() -> multiples.flatMap(this::multiplesSoFar))
        .or(() -> far.map(found -> outlier(subject, found)))
        .orElseGet(() -> RuleFinding.of(Verdict.VARIANCE, Evidence.variance(subject)));
  }

  private Optional<RuleFinding> droppedToZero(Subject subject) {
    if (!subject.isZero()) {
      return Optional.empty();
    }
    // What was paid for nothing is nothing: an amount is to be expected where its count is.
    return (subject.money()
            ? countOf(subject)
                .filter(count -> count.isZero() && expected(count).isPresent())
                .map(count -> Evidence.droppedWithItsCount(count.name()))
            : expected(subject).map(expected -> Evidence.dropped(spend, expected)))
        .map(evidence -> RuleFinding.of(Verdict.DROPPED_TO_ZERO, evidence));
  }

  private Optional<Double> expected(Subject count) {
    return Expectation.dropped(count.name(), spend, earlier);
  }

  private Optional<Subject> countOf(Subject amount) {
    return subjects.stream()
        .filter(subject -> subject.name().equals(amount.numbers().count()))
        .findFirst();
  }

  private static Optional<RuleFinding> allZero(Subject subject) {
    return subject.isZero()
        ? Optional.of(RuleFinding.of(Verdict.ALL_ZERO, Evidence.allZero(subject)))
        : Optional.empty();
  }

  private static Optional<RuleFinding> singleCampaign(Subject subject) {
    return subject.distribution().campaigns() == 1
        ? Optional.of(RuleFinding.of(Verdict.SINGLE_CAMPAIGN, Evidence.singleCampaign(subject)))
        : Optional.empty();
  }

  private Optional<RuleFinding> duplicated(Subject subject) {
    return divisor(subject)
        .map(shared -> RuleFinding.duplicated(shared.divisor(), Evidence.duplicated(shared)))
        .or(() -> duplicatedBeside(subject))
        .or(() -> duplicatedTogether(subject));
  }

  private Optional<RuleFinding> duplicatedTogether(Subject subject) {
    return CommonDivisor.findTogether(subject, subjects, significance)
        .map(
            together ->
                RuleFinding.duplicated(
                    together.own().divisor(), Evidence.duplicatedTogether(subject, together)));
  }

  private Optional<RuleFinding> duplicatedOverTime(Multiples multiples) {
    return multiples.series().conclusive(significance)
        ? Optional.of(
            RuleFinding.duplicated(multiples.divisor(), SeriesEvidence.duplicated(multiples)))
        : Optional.empty();
  }

  /** Several periods whose values share a divisor, too few to tell. */
  private Optional<RuleFinding> multiplesSoFar(Multiples multiples) {
    return multiples.series().periods() > 1 && multiples.series().chance() < SUSPICIOUS
        ? Optional.of(
            RuleFinding.of(
                Verdict.INCONCLUSIVE, SeriesEvidence.multiplesSoFar(multiples, significance)))
        : Optional.empty();
  }

  private Optional<CommonDivisor.Shared> divisor(Subject subject) {
    return subject.counted() && !subject.fractional()
        ? CommonDivisor.find(subject.column(), significance)
        : Optional.empty();
  }

  /** Too few values to tell by themselves, and another metric that was multiplied. */
  private Optional<RuleFinding> duplicatedBeside(Subject subject) {
    if (!subject.counted() || subject.fractional()) {
      return Optional.empty();
    }
    for (Subject other : subjects) {
      boolean itself = other.name().equals(subject.name());
      CommonDivisor.Shared multiplied = itself ? null : divisor(other).orElse(null);
      if (multiplied != null && !other.column().sameAs(subject.column())) {
        Optional<CommonDivisor.Shared> shared =
            CommonDivisor.findBeside(subject.column(), multiplied.divisor());
        if (shared.isPresent()) {
          return Optional.of(
              RuleFinding.duplicated(
                  shared.get().divisor(),
                  Evidence.duplicatedBeside(shared.get(), other, multiplied.divisor())));
        }
      }
    }
    return Optional.empty();
  }

  private static RuleFinding outlier(Subject subject, FarOutside far) {
    return RuleFinding.of(
        Verdict.OUTLIER,
        Evidence.joined(Evidence.farOutside(subject.total(), far), Evidence.spread(subject)));
  }

  private Optional<RuleFinding> copied(Subject subject) {
    return original.map(copied -> RuleFinding.of(Verdict.COPIED, Evidence.copied(subject, copied)));
  }

  private static double rounded(double probability) {
    return new BigDecimal(probability).round(SIX_DIGITS).doubleValue();
  }
}

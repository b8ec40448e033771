package com.campaignconversions.variance;

import com.campaignconversions.variance.numbers.Distribution;
import com.campaignconversions.variance.numbers.EarlierPeriod.EarlierMetric;
import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import com.campaignconversions.variance.numbers.SplitChances;
import com.campaignconversions.variance.numbers.Verdict;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one metric spreads over the campaigns of a client period, and what to think of it.
 *
 * @param evidence one sentence that an account manager understands
 * @param trusted whether the verdict is, and the account's own total and the reference agree
 * @param reference null where the job's reference has nothing of it
 */
public record MetricJudgement(
    String metric,
    Distribution distribution,
    Verdict verdict,
    String evidence,
    Manufacture manufacture,
    @Nullable BigDecimal accountTotal,
    Reconciliation reconciliation,
    boolean trusted,
    @Nullable ReferenceTotal reference)
    implements Serializable {

  /** A judgement without a reference. */
  public MetricJudgement(
      String metric,
      Distribution distribution,
      Verdict verdict,
      String evidence,
      Manufacture manufacture,
      @Nullable BigDecimal accountTotal,
      Reconciliation reconciliation,
      boolean trusted) {
    this(
        metric,
        distribution,
        verdict,
        evidence,
        manufacture,
        accountTotal,
        reconciliation,
        trusted,
        null);
  }

  /**
   * The signs of a division or a multiplication.
   *
   * @param allocationKey the key of the smallest p-value of the allocation test, whatever the
   *     verdict: {@code equal}, {@code spend}, {@code impressions}, {@code clicks} or a metric's
   *     name
   * @param pValue that p-value, with six significant digits
   * @param commonDivisor the divisor that a {@code DUPLICATED} metric's values share
   * @param chances what later periods need of it
   */
  public record Manufacture(
      @Nullable String allocationKey,
      @Nullable Double pValue,
      @Nullable Integer commonDivisor,
      SplitChances chances)
      implements Serializable {
    /** Of what was not tested. */
    public static final Manufacture NONE = new Manufacture(null, null, null, SplitChances.NONE);
  }

  static MetricJudgement of(
      MetricNumbers metric,
      Distribution distribution,
      RuleFinding finding,
      String evidence,
      @Nullable String allocationKey,
      @Nullable Double pValue,
      SplitChances chances,
      AccountComparison reconciling) {
    return new MetricJudgement(
        metric.metric(),
        distribution,
        finding.verdict(),
        evidence,
        new Manufacture(allocationKey, pValue, finding.commonDivisor(), chances),
        metric.accountTotal(),
        reconciling.reconciliation(),
        finding.verdict().trusted() && reconciling.trusted());
  }

  /** Of what is known of the metric before its values are looked at. */
  static MetricJudgement known(
      MetricNumbers metric,
      Distribution distribution,
      RuleFinding finding,
      AccountComparison reconciling,
      boolean trusted) {
    return new MetricJudgement(
        metric.metric(),
        distribution,
        finding.verdict(),
        finding.evidence(),
        Manufacture.NONE,
        metric.accountTotal(),
        reconciling.reconciliation(),
        trusted && reconciling.trusted());
  }

  /** This judgement, of some campaigns only, as the metric is unknown in others. */
  MetricJudgement inPart(int allCampaigns, String why, @Nullable BigDecimal account) {
    return new MetricJudgement(
        metric,
        distribution.inPart(allCampaigns),
        Verdict.INCOMPLETE,
        why,
        Manufacture.NONE,
        account,
        Reconciliation.NOT_CHECKED,
        false);
  }

  static MetricJudgement unknown(MetricNumbers metric, int campaigns, RuleFinding finding) {
    return new MetricJudgement(
        metric.metric(),
        Distribution.unknown(campaigns),
        finding.verdict(),
        finding.evidence(),
        Manufacture.NONE,
        metric.accountTotal(),
        Reconciliation.NOT_CHECKED,
        false);
  }

  /** What later periods need of those whose total is known, by metric. */
  public static Map<String, EarlierMetric> known(List<MetricJudgement> judgements) {
    Map<String, EarlierMetric> known = new HashMap<>();
    for (MetricJudgement judgement : judgements) {
      BigDecimal total = judgement.total();
      if (total != null) {
        known.put(judgement.metric(), new EarlierMetric(total, judgement.manufacture().chances()));
      }
    }
    return known;
  }

  /** This judgement with another evidence. */
  public MetricJudgement saying(String otherEvidence, boolean isTrusted) {
    return new MetricJudgement(
        metric,
        distribution,
        verdict,
        otherEvidence,
        manufacture,
        accountTotal,
        reconciliation,
        isTrusted,
        reference);
  }

  /**
   * This judgement where another stored number says otherwise, which no account reported.
   *
   * @param why as a sentence; it stands first where nothing else speaks against the number
   */
  public MetricJudgement contradicted(Reconciliation how, String why, boolean isTrusted) {
    boolean first = trusted && !isTrusted;
    return new MetricJudgement(
        metric,
        distribution,
        verdict,
        Evidence.joined(first ? why : "", evidence, first ? "" : why),
        manufacture,
        null,
        how,
        trusted && isTrusted,
        reference);
  }

  /**
   * This judgement beside the job's reference.
   *
   * @param why as a sentence; it stands first where nothing else speaks against the number
   */
  public MetricJudgement beside(ReferenceTotal itsReference, String why) {
    boolean first = trusted && itsReference.disagrees();
    return new MetricJudgement(
        metric,
        distribution,
        verdict,
        Evidence.joined(first ? why : "", evidence, first ? "" : why),
        manufacture,
        accountTotal,
        reconciliation,
        trusted && !itsReference.disagrees(),
        itsReference);
  }

  /** This judgement as it was stored with a reference. */
  public MetricJudgement referring(@Nullable ReferenceTotal itsReference) {
    return new MetricJudgement(
        metric,
        distribution,
        verdict,
        evidence,
        manufacture,
        accountTotal,
        reconciliation,
        trusted,
        itsReference);
  }

  /** Whether the reference speaks against it, and neither the verdict nor another total does. */
  public boolean isOfReference() {
    return reference != null
        && reference.disagrees()
        && !isOfVerdict()
        && reconciliation != Reconciliation.HIGH
        && (reconciliation != Reconciliation.LOW
            || (accountTotal != null
                && total() != null
                && !Reconciliation.isMuchMissing(accountTotal, accountTotal.subtract(total()))));
  }

  /** Of all campaigns; null where the metric is unknown in one of them. */
  public @Nullable BigDecimal total() {
    return distribution.total();
  }

  /** What speaks against it, where it is not trusted: the verdict, else another total. */
  public String whyNotTrusted() {
    return isOfVerdict()
        ? verdict.name()
        : isOfReference() && reference != null
            ? "REFERENCE " + reference.reconciliation().name()
            : reconciliation.name();
  }

  /** Whether its verdict speaks against it, whatever the account's own total says. */
  public boolean isOfVerdict() {
    return !verdict.trusted()
        || (verdict == Verdict.NEVER_SEEN && total() == null)
        || (verdict == Verdict.OUTLIER
            && !trusted
            && reconciliation != Reconciliation.HIGH
            && reconciliation != Reconciliation.LOW);
  }
}

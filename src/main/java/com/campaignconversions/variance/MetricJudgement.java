package com.campaignconversions.variance;

import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import com.campaignconversions.variance.numbers.Spread;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How one metric spreads over the campaigns of a client period, and what to think of it.
 *
 * @param campaigns how many campaigns have a row
 * @param reportingCampaigns how many of them have a value above zero
 * @param distinctValues 20 and 20.00 are one
 * @param total null, as {@code min}, {@code max}, {@code mean} and {@code stddev}, where the metric
 *     is unknown
 * @param mean with 10 decimals, rounded half up
 * @param stddev of the sample, with 10 decimals, rounded half up; null for one campaign
 * @param evidence one sentence that an account manager understands
 * @param allocationKey the key of the smallest p-value of the allocation test, whatever the
 *     verdict: {@code equal}, {@code spend}, {@code impressions}, {@code clicks} or a metric's name
 * @param pValue that p-value, with six significant digits
 * @param commonDivisor the divisor that a {@code DUPLICATED} metric's values share
 * @param trusted whether the verdict is, and the account's own total agrees
 */
public record MetricJudgement(
    String metric,
    long campaigns,
    long reportingCampaigns,
    long distinctValues,
    @Nullable BigDecimal total,
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    @Nullable BigDecimal mean,
    @Nullable BigDecimal stddev,
    Verdict verdict,
    String evidence,
    @Nullable String allocationKey,
    @Nullable Double pValue,
    @Nullable Integer commonDivisor,
    @Nullable BigDecimal accountTotal,
    Reconciliation reconciliation,
    boolean trusted)
    implements java.io.Serializable {

  static MetricJudgement of(
      MetricNumbers metric,
      Spread spread,
      RuleFinding finding,
      String evidence,
      @Nullable String allocationKey,
      @Nullable Double pValue,
      AccountComparison reconciling) {
    return of(
        metric,
        spread,
        finding,
        evidence,
        allocationKey,
        pValue,
        reconciling,
        finding.verdict().trusted());
  }

  static MetricJudgement of(
      MetricNumbers metric,
      Spread spread,
      RuleFinding finding,
      String evidence,
      @Nullable String allocationKey,
      @Nullable Double pValue,
      AccountComparison reconciling,
      boolean trusted) {
    return new MetricJudgement(
        metric.metric(),
        spread.campaigns(),
        spread.reporting(),
        spread.distinct(),
        spread.total(),
        spread.min(),
        spread.max(),
        spread.mean(),
        spread.stddev(),
        finding.verdict(),
        evidence,
        allocationKey,
        pValue,
        finding.commonDivisor(),
        metric.accountTotal(),
        reconciling.reconciliation(),
        trusted && reconciling.trusted());
  }

  /** The same of some campaigns, where the metric is unknown in others. */
  MetricJudgement inPart(int allCampaigns, String why, @Nullable BigDecimal account) {
    return new MetricJudgement(
        metric,
        allCampaigns,
        reportingCampaigns,
        distinctValues,
        null,
        min,
        max,
        mean,
        stddev,
        Verdict.INCOMPLETE,
        why,
        null,
        null,
        null,
        account,
        Reconciliation.NOT_CHECKED,
        false);
  }

  static MetricJudgement unknown(MetricNumbers metric, int campaigns, RuleFinding finding) {
    return new MetricJudgement(
        metric.metric(),
        campaigns,
        0,
        0,
        null,
        null,
        null,
        null,
        null,
        finding.verdict(),
        finding.evidence(),
        null,
        null,
        null,
        metric.accountTotal(),
        Reconciliation.NOT_CHECKED,
        false);
  }

  /** What speaks against it, where it is not trusted: the verdict, else the reconciliation. */
  public String doubt() {
    return isOfVerdict() ? verdict.name() : reconciliation.name();
  }

  /** Whether its verdict speaks against it, whatever the account's own total says. */
  public boolean isOfVerdict() {
    return !verdict.trusted() || (verdict == Verdict.NEVER_SEEN && total == null);
  }
}

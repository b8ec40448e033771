package com.campaignconversions.conversions;

import com.campaignconversions.conversions.metrics.CampaignSums;
import com.campaignconversions.conversions.metrics.PeriodConversions;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One campaign of a client period in words, beside what its first metric was judged: for a person
 * who wants to see in the log that a campaign has numbers of its own.
 */
final class VerificationLine {
  private VerificationLine() {}

  /**
   * {@code campaign 1202 (Spa): spend 101.5, booking_step_1 79, reservations 3; is_distributed: NO
   * (GOOD)}. The campaign is the one with the largest first count, the first by id where several
   * have it.
   */
  static String of(PeriodConversions conversions, List<MetricJudgement> judgements) {
    String verdict = judgements.isEmpty() ? "" : "; " + distributed(judgements.get(0));
    if (conversions.campaigns().isEmpty()) {
      return "no campaign" + verdict;
    }
    List<Integer> counts = counts(conversions);
    int largest = largest(conversions, counts);
    CampaignSums campaign = conversions.campaigns().get(largest);
    List<@Nullable BigDecimal> values = conversions.valuesOf(largest);
    StringBuilder sample = new StringBuilder("campaign ").append(campaign.campaignId());
    if (campaign.campaignName() != null) {
      sample.append(" (").append(campaign.campaignName()).append(')');
    }
    sample.append(": spend ").append(plain(campaign.spend()));
    for (int metric :
        counts.size() < 2 ? counts : List.of(counts.get(0), counts.get(counts.size() - 1))) {
      sample
          .append(", ")
          .append(conversions.metrics().get(metric).metric().name())
          .append(' ')
          .append(plain(values.get(metric)));
    }
    return sample.append(verdict).toString();
  }

  private static String distributed(MetricJudgement first) {
    return switch (isDistributed(first.verdict())) {
      case "NO" -> "is_distributed: NO (GOOD)";
      case "YES" -> "is_distributed: YES, " + first.evidence();
      default -> "is_distributed: UNKNOWN, " + first.metric() + " is " + first.verdict();
    };
  }

  /** {@code NO}, {@code YES}, or {@code UNKNOWN} where the verdict says neither. */
  private static String isDistributed(Verdict verdict) {
    Boolean known = verdict.distributed();
    return known == null ? "UNKNOWN" : known ? "YES" : "NO";
  }

  /** The positions of the metrics that count something. */
  private static List<Integer> counts(PeriodConversions conversions) {
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < conversions.metrics().size(); i++) {
      if (conversions.metrics().get(i).metric().unit() == Metric.Unit.COUNT) {
        counts.add(i);
      }
    }
    return counts;
  }

  private static int largest(PeriodConversions conversions, List<Integer> counts) {
    int largest = 0;
    BigDecimal most = null;
    for (int i = 0; !counts.isEmpty() && i < conversions.campaigns().size(); i++) {
      BigDecimal value = conversions.valuesOf(i).get(counts.get(0));
      if (value != null && (most == null || value.compareTo(most) > 0)) {
        most = value;
        largest = i;
      }
    }
    return largest;
  }

  private static String plain(@Nullable BigDecimal value) {
    return value == null ? "unknown" : Decimals.text(value);
  }
}

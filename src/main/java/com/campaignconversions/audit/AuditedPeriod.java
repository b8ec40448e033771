package com.campaignconversions.audit;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.variance.MetricJudgement;
import java.util.List;

/** A client period as an audit found it stored: one judgement a metric. */
public record AuditedPeriod(ClientPeriod clientPeriod, List<MetricJudgement> judgements) {
  public AuditedPeriod {
    judgements = List.copyOf(judgements);
  }

  public boolean trusted() {
    return judgements.stream().allMatch(MetricJudgement::trusted);
  }
}

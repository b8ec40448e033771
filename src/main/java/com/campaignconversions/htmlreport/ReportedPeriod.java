package com.campaignconversions.htmlreport;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.versions.VersionEvent;
import com.campaignconversions.results.runs.ClientPeriodResult;
import java.util.ArrayList;
import java.util.List;

/**
 * One client period of the page.
 *
 * @param anchor its id in the page
 * @param metrics as the job's catalogue counts them for this client
 * @param restatements versions of it that replaced another one, the newest first
 */
record ReportedPeriod(
    ClientPeriodResult result,
    ClientPeriodState state,
    String anchor,
    List<Metric> metrics,
    List<VersionEvent> restatements) {

  ReportedPeriod {
    metrics = List.copyOf(metrics);
    restatements = List.copyOf(restatements);
  }

  ClientPeriod clientPeriod() {
    return result.clientPeriod();
  }

  /** Whether a metric counts money. */
  boolean isMoney(String name) {
    return metrics.stream()
        .anyMatch(metric -> metric.name().equals(name) && metric.unit() == Metric.Unit.MONEY);
  }

  /** What a person is told who asks for details: worst first. */
  int urgency() {
    return switch (state) {
      case NOT_TRUSTED -> 0;
      case WITHHELD -> 1;
      default -> 2;
    };
  }

  /** The attributes by which a program finds it, and others of its element. */
  String[] attributes(String... others) {
    ClientPeriodOutcome outcome = result.outcome();
    List<String> attributes = new ArrayList<>(List.of(others));
    attributes.addAll(
        List.of(
            "data-client",
            clientPeriod().clientId(),
            "data-period",
            clientPeriod().period().id(),
            "data-outcome",
            (outcome != null
                    ? outcome.outcome()
                    : result.publication() != null ? Outcome.PUBLISHED : Outcome.MISSING)
                .name()));
    return attributes.toArray(String[]::new);
  }
}

package com.campaignconversions.htmlreport;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.versions.VersionEvent;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.runs.ClientPeriodResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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

  /** A metric of the catalogue; null where it has left it. */
  @Nullable Metric metric(String name) {
    return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst().orElse(null);
  }

  /** Whether a metric counts money. */
  boolean isMoney(String name) {
    Metric metric = metric(name);
    return metric != null && metric.unit() == Metric.Unit.MONEY;
  }

  /** How many stand how: {@code 2 ✗ not trusted, 5 ✓ trusted}. */
  static String countedByState(Collection<ReportedPeriod> periods) {
    return periods.stream()
        .collect(Collectors.groupingBy(ReportedPeriod::state, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(one -> Wording.count(one.getValue()) + " " + one.getKey().text())
        .collect(Collectors.joining(", "));
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

package com.campaignconversions.publishing.runs;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.records.Sha256;
import java.util.List;
import java.util.TreeMap;

/** What tells whether two runs counted by the same rules. */
public final class CatalogueDigest {
  private CatalogueDigest() {}

  /** A hash of what makes the numbers of a job: its metrics, overrides and attribution. */
  public static String of(Job job) {
    StringBuilder text = new StringBuilder();
    job.attribution().windows().forEach(window -> text.append(window).append('\n'));
    return Sha256.hex(text.append(metrics(job)).toString());
  }

  /** A hash of the metrics and overrides alone, which stays where only windows change. */
  public static String ofMetrics(Job job) {
    return Sha256.hex(metrics(job));
  }

  private static String metrics(Job job) {
    StringBuilder text = new StringBuilder();
    append(text, job.catalogue());
    new TreeMap<>(job.overrides())
        .forEach(
            (client, metrics) -> {
              text.append("client ").append(client).append('\n');
              append(text, metrics);
            });
    return text.toString();
  }

  private static void append(StringBuilder text, List<Metric> metrics) {
    for (Metric metric : metrics) {
      text.append(metric.name())
          .append('|')
          .append(metric.arrays())
          .append('|')
          .append(metric.scope())
          .append('|')
          .append(metric.firstOf().stream().map(ActionTypes::types).toList())
          .append('|')
          .append(metric.unit())
          .append('|')
          .append(metric.after());
      new TreeMap<>(metric.byGoal())
          .forEach(
              (goal, choices) ->
                  text.append('|')
                      .append(goal)
                      .append(choices.stream().map(ActionTypes::types).toList()));
      text.append('\n');
    }
  }
}

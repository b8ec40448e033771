package com.campaignconversions.monitoring;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.results.runs.ClientPeriodResult;
import com.campaignconversions.results.runs.RunResult;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The numbers of a run, as {@link RunGauge} names them. */
final class RunMetrics {
  private final String pipeline;
  private final Map<RunGauge, GaugeSnapshot.Builder> gauges = new EnumMap<>(RunGauge.class);

  private RunMetrics(String pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Counts.
   *
   * @param lastSuccess when the last run of the job ended that published; null where none did
   * @param published what is visible now of the clients of the job
   */
  static MetricSnapshots of(
      RunResult result,
      @Nullable Instant lastSuccess,
      Map<ClientPeriod, PublicationState> published) {
    RunMetrics metrics = new RunMetrics(result.job().name());
    metrics.run(result, lastSuccess);
    metrics.clientPeriods(outcomes(result));
    metrics.rows(result.counts().rows());
    Map<String, Long> rejected = new TreeMap<>();
    result
        .counts()
        .rejected()
        .forEach(one -> rejected.merge(lower(one.reason()), one.rows(), Long::sum));
    rejected.forEach((reason, rows) -> metrics.add(RunGauge.REJECTED_ROWS, rows, "reason", reason));
    metrics.dataUpTo(result.job(), published);
    MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
    metrics.gauges.values().forEach(gauge -> snapshots.metricSnapshot(gauge.build()));
    return snapshots.build();
  }

  private static List<ClientPeriodOutcome> outcomes(RunResult result) {
    return result.clientPeriods().stream()
        .map(ClientPeriodResult::outcome)
        .filter(Objects::nonNull)
        .toList();
  }

  private void run(RunResult result, @Nullable Instant lastSuccess) {
    Instant ended = result.run().ended();
    if (ended != null) {
      add(RunGauge.LAST_RUN_TIMESTAMP_SECONDS, seconds(ended));
      // Two clocks: this machine's tells when it started, the database's when it ended.
      Duration took = Duration.between(result.run().started(), ended);
      add(RunGauge.LAST_RUN_DURATION_SECONDS, Math.max(0, took.toMillis() / 1000.0));
    }
    add(RunGauge.LAST_RUN_EXIT_CODE, result.exitCode());
    if (lastSuccess != null) {
      add(RunGauge.LAST_SUCCESS_TIMESTAMP_SECONDS, seconds(lastSuccess));
    }
  }

  private void clientPeriods(List<ClientPeriodOutcome> outcomes) {
    for (Outcome outcome : Outcome.values()) {
      add(
          RunGauge.CLIENT_PERIODS,
          count(outcomes, one -> one.outcome() == outcome),
          "outcome",
          lower(outcome));
    }
    add(RunGauge.CLIENT_PERIODS_NOT_TRUSTED, count(outcomes, ClientPeriodOutcome::isNotTrusted));
    add(RunGauge.CLIENT_PERIODS_STALE, count(outcomes, ClientPeriodOutcome::isStale));
  }

  private static long count(
      List<ClientPeriodOutcome> outcomes, Predicate<ClientPeriodOutcome> which) {
    return outcomes.stream().filter(which).count();
  }

  private void rows(RowCounts rows) {
    add(RunGauge.ROWS, rows.read(), "kind", "read");
    add(RunGauge.ROWS, rows.used(), "kind", "used");
    add(RunGauge.ROWS, rows.rejected(), "kind", "rejected");
    add(RunGauge.ROWS, rows.duplicates(), "kind", "duplicates");
    add(RunGauge.ROWS, rows.accountTotals(), "kind", "account_totals");
    add(RunGauge.ROWS, rows.skipped(), "kind", "skipped");
    add(RunGauge.ROWS, rows.withheld(), "kind", "withheld");
  }

  private void dataUpTo(Job job, Map<ClientPeriod, PublicationState> published) {
    Map<String, LocalDate> lastDays = new TreeMap<>();
    published.forEach(
        (clientPeriod, state) -> {
          if (state.lastDay() != null) {
            lastDays.merge(
                clientPeriod.clientId(),
                state.lastDay(),
                (one, other) -> one.isAfter(other) ? one : other);
          }
        });
    for (Client client : job.clients()) {
      LocalDate lastDay = lastDays.get(client.id());
      if (lastDay != null) {
        add(
            RunGauge.DATA_UP_TO_TIMESTAMP_SECONDS,
            seconds(lastDay.plusDays(1).atStartOfDay(client.timezone()).toInstant()),
            "client",
            client.id());
      }
    }
  }

  private void add(RunGauge gauge, Number value, String... labels) {
    gauges
        .computeIfAbsent(
            gauge, same -> GaugeSnapshot.builder().name(same.metric()).help(same.help()))
        .dataPoint(
            GaugeDataPointSnapshot.builder()
                .labels(Labels.of("pipeline", pipeline).merge(Labels.of(labels)))
                .value(value.doubleValue())
                .build());
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1000.0;
  }
}

package com.campaignconversions.monitoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.counts.RejectedCount;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.results.runs.RunResult;
import com.campaignconversions.results.runs.SmallRun;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run as Prometheus reads it. */
class RunMetricsTest {
  private static final Instant SUCCESS = Instant.parse("2025-11-30T05:31:00Z");
  private static final Job JOB =
      SmallJob.ofBelmonte().client("lakeside", "PLN", "2").client("zatoka", "PLN", "3").build();

  private static List<String> lines(
      RunResult run, @Nullable Instant success, Map<ClientPeriod, PublicationState> published)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.create().write(out, RunMetrics.of(run, success, published));
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static List<String> samples(RunResult run) throws IOException {
    return lines(run, SUCCESS, Map.of()).stream().filter(line -> !line.startsWith("#")).toList();
  }

  private static PublicationState published(@Nullable LocalDate lastDay) {
    return new PublicationState(
        "f", 1, SUCCESS, SUCCESS, 1, null, lastDay, lastDay, 1, true, false);
  }

  @Test
  void tellsWhenAndHowTheLastRunEnded() throws IOException {
    List<String> lines = lines(SmallRun.of(JOB).exitCode(3).build(), SUCCESS, Map.of());

    assertThat(
        lines.subList(0, 3),
        contains(
            "# HELP campaign_conversions_client_periods What the last run did with client periods.",
            "# TYPE campaign_conversions_client_periods gauge",
            "campaign_conversions_client_periods{outcome=\"held\",pipeline=\"small\"} 0.0"));
    assertThat(
        lines,
        hasItems(
            "campaign_conversions_last_run_timestamp_seconds{pipeline=\"small\"} 1.76456709E9",
            "campaign_conversions_last_run_exit_code{pipeline=\"small\"} 3.0",
            "campaign_conversions_last_run_duration_seconds{pipeline=\"small\"} 90.0",
            "campaign_conversions_last_success_timestamp_seconds{pipeline=\"small\"} 1.76448066E9"));
  }

  @Test
  void everyGaugeHasAHelpAndAType() throws IOException {
    RunCounts rejected =
        new RunCounts(
            RowCounts.NONE,
            List.of(new RejectedCount(Reason.NOT_JSON, null, null, null, 1, "a", "0", "why")));
    List<String> lines =
        lines(
            SmallRun.of(JOB).counts(rejected).build(),
            SUCCESS,
            Map.of(clientPeriod("belmonte", "2025-11"), published(LocalDate.of(2025, 11, 3))));

    for (RunGauge gauge : RunGauge.values()) {
      assertThat(
          lines,
          hasItems(
              "# HELP " + gauge.metric() + " " + gauge.help(),
              "# TYPE " + gauge.metric() + " gauge"));
    }
    assertThat(
        lines.stream().filter(line -> !line.startsWith("#")).toList(),
        everyItem(containsString("pipeline=\"small\"")));
  }

  @Test
  void withoutASuccessThereIsNoTimeOfOne() throws IOException {
    List<String> lines = lines(SmallRun.of(JOB).exitCode(1).build(), null, Map.of());

    assertThat(lines, everyItem(not(containsString("last_success"))));
    assertThat(lines, everyItem(not(containsString("data_up_to"))));
    assertThat(lines, everyItem(not(containsString("rejected_rows"))));
  }

  @Test
  void countsClientPeriodsOfEveryOutcomeAlsoWhereThereAreNone() throws IOException {
    List<String> samples =
        samples(
            SmallRun.of(JOB)
                .outcome("belmonte", "2025-09", Outcome.UNCHANGED, true, null)
                .outcome("belmonte", "2025-10", Outcome.PUBLISHED, false, "divided")
                .outcome("belmonte", "2025-11", Outcome.UNCHANGED, false, "divided")
                .outcome("lakeside", "2025-10", Outcome.WITHHELD, null, "share days")
                .outcome("lakeside", "2025-11", Outcome.MISSING, false, "it has no data")
                .outcome("zatoka", "2025-11", Outcome.MISSING, null, "no row of it was found")
                .build());

    String begin = "campaign_conversions_client_periods";
    assertThat(
        samples,
        hasItems(
            begin + "{outcome=\"held\",pipeline=\"small\"} 0.0",
            begin + "{outcome=\"missing\",pipeline=\"small\"} 2.0",
            begin + "{outcome=\"published\",pipeline=\"small\"} 1.0",
            begin + "{outcome=\"superseded\",pipeline=\"small\"} 0.0",
            begin + "{outcome=\"unchanged\",pipeline=\"small\"} 2.0",
            begin + "{outcome=\"withheld\",pipeline=\"small\"} 1.0",
            begin + "_not_trusted{pipeline=\"small\"} 2.0",
            begin + "_stale{pipeline=\"small\"} 1.0"));
  }

  @Test
  void countsRowsAndWhatWasRejectedByReason() throws IOException {
    RejectedCount inOneFile =
        new RejectedCount(Reason.BAD_NUMBER, "belmonte", null, null, 3, "a", "0", "why");
    RejectedCount inAnother =
        new RejectedCount(Reason.BAD_NUMBER, "lakeside", null, null, 4, "b", "0", "why");
    RejectedCount entry =
        new RejectedCount(Reason.ENTRY_BAD_VALUE, null, null, null, 5, "b", "0", "why");

    List<String> samples =
        samples(
            SmallRun.of(JOB)
                .counts(
                    new RunCounts(
                        new RowCounts(127, 100, 7, 6, 5, 8, 1, 5),
                        List.of(inOneFile, inAnother, entry)))
                .build());

    String rows = "campaign_conversions_rows{kind=\"";
    String rejected = "campaign_conversions_rejected_rows{pipeline=\"small\",reason=\"";
    assertThat(
        samples,
        hasItems(
            rows + "read\",pipeline=\"small\"} 127.0",
            rows + "used\",pipeline=\"small\"} 100.0",
            rows + "rejected\",pipeline=\"small\"} 7.0",
            rows + "duplicates\",pipeline=\"small\"} 6.0",
            rows + "account_totals\",pipeline=\"small\"} 5.0",
            rows + "skipped\",pipeline=\"small\"} 8.0",
            rows + "withheld\",pipeline=\"small\"} 1.0",
            rejected + "bad_number\"} 7.0",
            rejected + "entry_bad_value\"} 5.0"));
  }

  @Test
  void dataReachesToTheEndOfTheLastDayWhereTheClientIs() throws IOException {
    List<String> lines =
        lines(
            SmallRun.of(JOB).build(),
            SUCCESS,
            Map.of(
                clientPeriod("belmonte", "2025-10"), published(LocalDate.of(2025, 10, 31)),
                clientPeriod("belmonte", "2025-11"), published(LocalDate.of(2025, 11, 29)),
                clientPeriod("lakeside", "2025-11"), published(null),
                clientPeriod("gone", "2025-11"), published(LocalDate.of(2025, 11, 29))));

    // Warsaw begins its day at 23:00 UTC.
    long end = Instant.parse("2025-11-29T23:00:00Z").getEpochSecond();
    assertThat(
        lines.stream()
            .filter(line -> line.contains("_data_up_to_") && !line.startsWith("#"))
            .toList(),
        contains(
            "campaign_conversions_data_up_to_timestamp_seconds"
                + "{client=\"belmonte\",pipeline=\"small\"} "
                + (double) end));
  }

  @Test
  void twoClocksThatDisagreeMakeNoNegativeDuration() throws IOException {
    RunResult run = SmallRun.of(JOB).build();
    RunResult earlier =
        new RunResult(
            JOB, ended(run, SmallRun.STARTED.minusSeconds(5)), false, 0, List.of(), run.counts());

    assertThat(
        samples(earlier),
        hasItems("campaign_conversions_last_run_duration_seconds{pipeline=\"small\"} 0.0"));
  }

  private static RunState ended(RunResult run, Instant when) {
    RunState state = run.run();
    return new RunState(
        state.id(),
        state.job(),
        state.started(),
        state.heartbeat(),
        state.moved(),
        when,
        state.exitCode(),
        state.version(),
        state.catalogue(),
        state.counts(),
        state.state(),
        state.kind(),
        state.reason());
  }

  @Test
  void theNamesAreThoseOfTheContract() {
    assertThat(
        Arrays.stream(RunGauge.values()).map(RunGauge::metric).toList(),
        is(
            List.of(
                "campaign_conversions_last_run_timestamp_seconds",
                "campaign_conversions_last_run_exit_code",
                "campaign_conversions_last_run_duration_seconds",
                "campaign_conversions_last_success_timestamp_seconds",
                "campaign_conversions_client_periods",
                "campaign_conversions_client_periods_not_trusted",
                "campaign_conversions_client_periods_stale",
                "campaign_conversions_rows",
                "campaign_conversions_rejected_rows",
                "campaign_conversions_data_up_to_timestamp_seconds")));
  }

  private static ClientPeriod clientPeriod(String client, String period) {
    return new ClientPeriod(client, Period.parse(period));
  }
}

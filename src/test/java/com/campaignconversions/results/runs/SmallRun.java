package com.campaignconversions.results.runs;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.runs.RunState.Liveness;
import com.campaignconversions.publishing.runs.RunState.RunKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a run did, in a few words, for tests: number 42, on a morning, for 90 seconds. */
public final class SmallRun {
  public static final Instant STARTED = Instant.parse("2025-12-01T05:30:00Z");

  private final Job job;
  private final List<ClientPeriodResult> results = new ArrayList<>();
  private int exitCode = 0;
  private RunCounts counts = RunCounts.NONE;

  private SmallRun(Job job) {
    this.job = job;
  }

  public static SmallRun of(Job job) {
    return new SmallRun(job);
  }

  public SmallRun exitCode(int code) {
    exitCode = code;
    return this;
  }

  public SmallRun counts(RunCounts counted) {
    counts = counted;
    return this;
  }

  public SmallRun rows(RowCounts rows) {
    return counts(RunCounts.of(rows));
  }

  public SmallRun outcome(
      String client,
      String period,
      Outcome outcome,
      @Nullable Boolean trusted,
      @Nullable String reason) {
    ClientPeriod clientPeriod = new ClientPeriod(client, Period.parse(period));
    results.add(
        new ClientPeriodResult(
            clientPeriod,
            job.clients().stream()
                .filter(one -> one.id().equals(client))
                .findFirst()
                .map(SmallRun::named)
                .orElse(null),
            new ClientPeriodOutcome(clientPeriod, outcome, trusted, reason, null, 0, null, null),
            null,
            List.of()));
    return this;
  }

  /** {@code The belmonte hotel}. */
  private static Client named(Client client) {
    return new Client(
        client.id(),
        "The " + client.id() + " hotel",
        client.accountIds(),
        client.currency(),
        client.timezone());
  }

  public List<ClientPeriodResult> results() {
    return List.copyOf(results);
  }

  public RunResult build() {
    Instant ended = STARTED.plus(Duration.ofSeconds(90));
    return new RunResult(
        job,
        new RunState(
            42,
            job.name(),
            STARTED,
            ended,
            ended,
            ended,
            exitCode,
            "1.0",
            "catalogue",
            null,
            Liveness.ENDED,
            RunKind.RUN,
            null),
        false,
        exitCode,
        results,
        counts);
  }
}

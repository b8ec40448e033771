package com.campaignconversions.results.runs;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.job.yaml.JobFileException;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.MetricJudgement.Manufacture;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.numbers.Distribution;
import com.campaignconversions.variance.numbers.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Client periods as runs leave them. */
final class Results {
  private static final Instant AT = Instant.parse("2025-12-01T03:00:00Z");

  private Results() {}

  /**
   * With two metrics and one client.
   *
   * @param folder where its file is written
   * @param cache what current_month_cache holds
   */
  static Job job(Path folder, String cache) throws IOException, JobFileException {
    return JobFile.read(
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            job: hotel
            granularity: month
            insights: {files: rows.jsonl}
            clients: [{id: belmonte, account_id: "1"}]
            metrics: {leads: {first_of: [lead]}, calls: {first_of: [call]}}
            output: {jdbc_url: "jdbc:h2:mem:never-opened", cache: %s}
            """
                .formatted(cache)));
  }

  static ClientPeriodResult published(String client, String period, MetricJudgement... judgements) {
    return published(client, period, null, judgements);
  }

  /** With what was lost of it. */
  static ClientPeriodResult published(
      String client, String period, @Nullable String lost, MetricJudgement... judgements) {
    boolean trusted =
        lost == null && List.of(judgements).stream().allMatch(MetricJudgement::trusted);
    ClientPeriod clientPeriod = clientPeriod(client, period);
    return new ClientPeriodResult(
        clientPeriod,
        client(client),
        new ClientPeriodOutcome(
            clientPeriod, Outcome.PUBLISHED, trusted, lost, null, 25, lost, "sample"),
        new PublicationState(
            "f".repeat(64),
            7,
            AT,
            AT,
            25,
            new BigDecimal("21151.97"),
            LocalDate.parse("2025-11-01"),
            LocalDate.parse("2025-11-30"),
            30,
            trusted,
            false),
        List.of(judgements));
  }

  static ClientPeriodResult left(
      String client, String period, Outcome outcome, @Nullable String reason) {
    ClientPeriod clientPeriod = clientPeriod(client, period);
    return new ClientPeriodResult(
        clientPeriod,
        client(client),
        new ClientPeriodOutcome(clientPeriod, outcome, null, reason, null, 0, null, null),
        null,
        List.of());
  }

  private static ClientPeriod clientPeriod(String client, String period) {
    return new ClientPeriod(client, Period.parse(period));
  }

  static Client client(String id) {
    return new Client(
        id, id.equals("belmonte") ? "Belmonte Hotel" : id, List.of("1"), "PLN", ZoneOffset.UTC);
  }

  static MetricJudgement judgement(String metric, Verdict verdict, String evidence) {
    return judgement(metric, verdict, evidence, Reconciliation.NOT_CHECKED, verdict.trusted());
  }

  static MetricJudgement judgement(
      String metric,
      Verdict verdict,
      String evidence,
      Reconciliation reconciliation,
      boolean trusted) {
    return new MetricJudgement(
        metric,
        new Distribution(25, 25, 1, new BigDecimal("1500"), null, null, null, null),
        verdict,
        evidence,
        Manufacture.NONE,
        reconciliation == Reconciliation.NOT_CHECKED ? null : new BigDecimal("1600"),
        reconciliation,
        trusted);
  }
}

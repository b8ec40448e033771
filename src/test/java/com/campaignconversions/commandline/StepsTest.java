package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.history.History;
import com.campaignconversions.database.Database;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.ExitRules;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunStore;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.running.BeamOptions;
import com.campaignconversions.running.PipelineRun;
import com.campaignconversions.running.ProductVersion;
import com.campaignconversions.running.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backfill, which goes in steps where the paths of the files name the period. */
class StepsTest {
  private static final Step.Limits ONE_BY_ONE = new Step.Limits(1, Long.MAX_VALUE, Duration.ZERO);
  private static final Instant LATER = Instant.parse("2026-06-01T12:00:00Z");

  private final Path folder;
  private final Job job;
  private final Database database;

  StepsTest(@TempDir Path folder) {
    this.folder = folder;
    this.job =
        SmallJob.ofBelmonte()
            .files(folder.toString(), folder + "/{period}/*.jsonl")
            .build()
            .publishingTo(Database.inMemory());
    this.database = Database.of(job);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void stepsAreWholePeriodsUpToACountAndASize() throws CommandException, IOException {
    for (int month = 1; month <= 5; month++) {
      rows(month, month, 10 * month);
    }
    WantedPeriods wanted = months(1, 2, 3, 4, 5);
    List<InsightFile> files = PipelineRun.files(job, options(), wanted.periods());
    long size = files.get(0).size();

    assertThat(
        Step.of(job.insights(), wanted, files, new Step.Limits(2, Long.MAX_VALUE, Duration.ZERO))
            .stream()
            .map(Step::periods)
            .toList(),
        contains("2025-01 to 2025-02", "2025-03 to 2025-04", "2025-05"));
    assertThat(
        Step.of(job.insights(), wanted, files, new Step.Limits(100, 3 * size + 10, Duration.ZERO))
            .stream()
            .map(step -> step.files().size())
            .toList(),
        contains(3, 2));
    assertThat(Step.of(job.insights(), wanted, files, Step.Limits.NONE).size(), is(1));
  }

  @Test
  void everyStepIsPublishedUnderOneRun() throws CommandException, IOException {
    rows(1, 1, 3);
    rows(2, 2, 4);

    Run run = run(months(1, 2, 3));

    assertThat(
        outcomes(run).stream().map(ClientPeriodOutcome::outcome).toList(),
        contains(Outcome.PUBLISHED, Outcome.PUBLISHED, Outcome.MISSING));
    assertThat(RunQueries.of(database, run.id()).orElseThrow().exitCode(), is(0));
    assertThat(
        RunQueries.of(database, run.id()).orElseThrow().counts(),
        startsWith("{\"rows\":{\"read\":2,"));
  }

  @Test
  void rowsOfAnotherPeriodAreLeftToItsOwnFile() throws CommandException, IOException {
    rows(1, 1, 3);
    rows(2, 2, 4);
    append(1, 2, 100);

    for (Step.Limits limits : List.of(ONE_BY_ONE, Step.Limits.NONE)) {
      Run run = run(months(1, 2), limits);
      assertThat(outcomes(run).get(1).campaigns(), is(1L));
      assertThat(
          RunQueries.of(database, run.id()).orElseThrow().counts(),
          containsString("\"skipped\":1"));
    }
  }

  @Test
  void aFileThatCannotBeReadWithholdsItsOwnPeriodsOnly() throws CommandException, IOException {
    rows(1, 1, 3);
    rows(2, 2, 4);
    Files.write(folder.resolve("2025-02/rows.jsonl"), new byte[] {1, 2, 3, (byte) 0xff});

    for (Step.Limits limits : List.of(ONE_BY_ONE, Step.Limits.NONE)) {
      List<ClientPeriodOutcome> outcomes = outcomes(run(months(1, 2), limits));
      assertThat(outcomes.get(0).trusted(), is(true));
      assertThat(outcomes.get(1).outcome(), is(Outcome.WITHHELD));
      assertThat(outcomes.get(1).reason(), containsString("2025-02/rows.jsonl"));
    }
  }

  @Test
  void aStepThatFailsCostsItsOwnClientPeriodsOnly()
      throws CommandException, IOException, SQLException {
    rows(1, 1, 3);
    rows(2, 2, 4);
    rows(3, 3, 5);
    Schema.prepare(database);
    try (Connection connection = DriverManager.getConnection(job.output().jdbcUrl());
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE campaign_row ADD CONSTRAINT no4 CHECK (reservations <> 4)");
    }

    Run run = run(months(1, 2, 3));

    List<ClientPeriodOutcome> outcomes = outcomes(run);
    assertThat(
        outcomes.stream().map(ClientPeriodOutcome::outcome).toList(),
        contains(Outcome.PUBLISHED, Outcome.WITHHELD, Outcome.PUBLISHED));
    assertThat(
        outcomes.get(1).reason(),
        allOf(containsString("step 2 of 3 (2025-02) failed"), containsString("retry")));
    assertThat(RunQueries.of(database, run.id()).orElseThrow().exitCode(), is(1));
  }

  @Test
  void aRunThatWasStoppedIsGoneOnWith() throws CommandException, IOException {
    rows(1, 1, 3);
    rows(2, 2, 4);
    // As if it had been stopped before the second month.
    Run stopped = run(months(1));
    Schema.prepare(database);
    Run killed = RunStore.start(database, job, ProductVersion.text(), LATER, months(1, 2));
    Run first = again(killed, months(1));
    assertThat(first.id(), is(killed.id()));
    Files.delete(folder.resolve("2025-01/rows.jsonl"));

    Run goneOn = run(months(1, 2));

    assertThat(stopped.id() < killed.id(), is(true));
    assertThat(
        outcomes(goneOn).stream().map(ClientPeriodOutcome::outcome).toList(),
        contains(Outcome.UNCHANGED, Outcome.PUBLISHED));
    // The next one reads all again, and misses the file.
    assertThat(outcomes(run(months(1, 2))).get(0).outcome(), is(Outcome.WITHHELD));
  }

  @Test
  void otherPeriodsOrAnotherCatalogueStartAnew() throws CommandException, IOException {
    rows(1, 1, 3);
    rows(2, 2, 4);
    Schema.prepare(database);
    again(RunStore.start(database, job, ProductVersion.text(), LATER, months(1, 2)), months(1));
    Files.delete(folder.resolve("2025-01/rows.jsonl"));

    assertThat(outcomes(run(months(1))).get(0).outcome(), is(Outcome.WITHHELD));
  }

  @Test
  void theWeeksOfAMonthAreReadFromItsFolder() throws IOException, CommandException {
    Job weekly =
        SmallJob.ofBelmonte()
            .every(com.campaignconversions.clients.Granularity.WEEK)
            .files(folder.toString(), folder + "/{month}/*.jsonl")
            .build();
    rows(9, 9, 1);
    rows(10, 10, 1);
    rows(11, 11, 1);

    List<InsightFile> files =
        PipelineRun.files(weekly, options(), List.of(Period.parse("2025-W40")));

    assertThat(
        files.stream().map(InsightFile::source).sorted().toList(),
        contains("2025-09/rows.jsonl", "2025-10/rows.jsonl"));
    assertThat(files.get(0).periods(), contains(Period.parse("2025-W40")));
  }

  // ---- How the tests do it

  private Run run(WantedPeriods wanted) throws CommandException {
    return run(wanted, ONE_BY_ONE);
  }

  private Run run(WantedPeriods wanted, Step.Limits limits) throws CommandException {
    Schema.prepare(database);
    return new PipelineRun(
            job,
            options(),
            PipelineRun.files(job, options(), wanted.periods()),
            wanted,
            database,
            History.NOTHING,
            ExitRules.STRICT,
            false,
            limits,
            false)
        .toItsEnd(LATER);
  }

  /** A run that has done some of its client periods, and is no more. */
  private Run again(Run killed, WantedPeriods done) throws CommandException {
    ClientPeriod january = done.clientPeriods().get(0);
    List<InsightFile> files = PipelineRun.files(job, options(), done.periods());
    org.apache.beam.sdk.Pipeline pipeline = org.apache.beam.sdk.Pipeline.create(options());
    com.campaignconversions.ConversionsPipeline.assemble(
        pipeline,
        new com.campaignconversions.ConversionsPipeline.Plan(
            job,
            files,
            null,
            done,
            database,
            History.NOTHING,
            com.campaignconversions.reconciliation.ReferenceTotals.NONE,
            killed,
            ExitRules.STRICT,
            false,
            1,
            1));
    pipeline.run().waitUntilFinish();
    assertThat(
        PublicationQueries.states(database, List.of("belmonte"), job.granularity())
            .containsKey(january),
        is(true));
    return killed;
  }

  private static PipelineOptions options() throws CommandException {
    return BeamOptions.of(SmallJob.ofBelmonte().build(), List.of());
  }

  private List<ClientPeriodOutcome> outcomes(Run run) {
    return OutcomeStore.outcomes(database, run.id());
  }

  private static WantedPeriods months(int... months) {
    return new WantedPeriods(
        Map.of(
            "belmonte",
            java.util.Arrays.stream(months)
                .mapToObj(month -> Period.parse("2025-%02d".formatted(month)))
                .toList()));
  }

  private void rows(int folderOfMonth, int month, int reservations) throws IOException {
    Path path = folder.resolve("2025-%02d/rows.jsonl".formatted(folderOfMonth));
    Files.createDirectories(path.getParent());
    Files.writeString(path, row(month, reservations));
  }

  private void append(int folderOfMonth, int month, int reservations) throws IOException {
    Path path = folder.resolve("2025-%02d/rows.jsonl".formatted(folderOfMonth));
    Files.writeString(path, Files.readString(path) + row(month, reservations));
  }

  private static String row(int month, int reservations) {
    return """
        {"account_id": "1", "campaign_id": "1%d", "date_start": "2025-%02d-01", \
        "date_stop": "2025-%02d-02", "spend": "7.50", "impressions": "100", "clicks": "5", \
        "actions": [{"action_type": "omni_purchase", "value": "%d"}]}
        """
        .formatted(reservations, month, month, reservations);
  }
}

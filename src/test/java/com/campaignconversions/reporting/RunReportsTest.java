package com.campaignconversions.reporting;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import ch.qos.logback.classic.Level;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Reporting;
import com.campaignconversions.job.Reporting.Form;
import com.campaignconversions.job.Reporting.Recipient;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.Secret.SecretSource;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.publishing.runs.ExitRules;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunStore;
import com.campaignconversions.publishing.schema.Schema;
import com.github.tomakehurst.wiremock.WireMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that fails, with its database and without. */
class RunReportsTest {
  private final WireMockServer server = new WireMockServer(options().dynamicPort());
  private final Path textfile;
  private final Job job;
  private final Database database;

  RunReportsTest(@TempDir Path folder) throws IOException {
    server.start();
    server.stubFor(post(anyUrl()).willReturn(ok()));
    textfile = folder.resolve("hotels.prom");
    Path webhook =
        Files.writeString(folder.resolve("webhook"), "http://localhost:" + server.port() + "/");
    job =
        SmallJob.ofBelmonte()
            .reporting(
                new Reporting(
                    textfile.toString(),
                    List.of(
                        new Recipient(
                            "notify[0].webhook",
                            Form.WEBHOOK,
                            new Secret(SecretSource.FILE, webhook.toString())))))
            .build();
    database = new Database(Database.inMemory(), job.metricNames());
  }

  @AfterEach
  void close() {
    database.close();
    server.stop();
  }

  private List<String> sent() {
    return server.findAll(postRequestedFor(anyUrl())).stream()
        .map(request -> request.getBodyAsString())
        .toList();
  }

  private Run start() {
    Schema.prepare(database);
    return RunStore.start(database, job, "1.0", Instant.now());
  }

  @Test
  void whatAFailedRunDidIsToldAsFarAsTheDatabaseHasIt() throws IOException {
    Run run = start();
    OutcomeStore.withhold(
        database,
        run,
        List.of(new ClientPeriod("belmonte", Period.parse("2025-11"))),
        "step 1 of 2 failed");
    RunStore.fail(database, run.id(), "The disk is full.");
    RunReports reports = new RunReports(job, database, false);
    reports.started(run);

    reports.failed("Run 1 failed: The disk is full.");

    assertThat(
        sent(),
        contains(
            "{\"format\":\"campaign-conversions/1\",\"event\":\"transitions\",\"job\":\"small\","
                + "\"run\":1,\"exit_code\":1,\"transitions\":[{\"client\":\"belmonte\","
                + "\"name\":\"belmonte\",\"period\":\"2025-11\",\"from\":null,"
                + "\"to\":\"WITHHELD\",\"reason\":\"step 1 of 2 failed\"}],"
                + "\"failure\":\"Run 1 failed: The disk is full.\"}"));
    assertThat(
        Files.readString(textfile),
        containsString(
            "campaign_conversions_client_periods{outcome=\"withheld\",pipeline=\"small\"} 1.0\n"));
  }

  @Test
  void aRunThatFailedAfterItWasStoredAsWellIsAFailure() throws IOException {
    Run run = start();
    RunStore.finish(database, run, RunCounts.NONE, ExitRules.STRICT);
    RunReports reports = new RunReports(job, database, false);
    reports.started(run);

    reports.failed("Run 1 failed: The disk is full.");

    assertThat(sent(), contains(containsString("\"exit_code\":1,")));
    assertThat(
        Files.readString(textfile),
        containsString("campaign_conversions_last_run_exit_code{pipeline=\"small\"} 1.0\n"));
  }

  @Test
  void withoutTheDatabaseTheTextfileStaysAsItWasAndTheFailureIsTold() throws IOException {
    Files.writeString(textfile, "as it was");
    RunReports reports = new RunReports(job, database, false);
    reports.started(new Run(7, Instant.now(), "catalogue"));

    List<String> warnings;
    try (LogLines log = new LogLines()) {
      reports.failed("Run 7 failed: the database does not answer.");
      warnings = log.of(Level.WARN);
    }

    assertThat(
        warnings,
        contains("WARN monitoring.textfile: the database does not answer: left as it was"));
    assertThat(Files.readString(textfile), is("as it was"));
    assertThat(
        sent(),
        contains(
            "{\"format\":\"campaign-conversions/1\",\"event\":\"transitions\",\"job\":\"small\","
                + "\"run\":7,\"exit_code\":1,\"transitions\":[],"
                + "\"failure\":\"Run 7 failed: the database does not answer.\"}"));
  }

  @Test
  void aRunThatGotNoNumberIsToldToo() {
    new RunReports(job, database, false).failed("the database does not answer");

    assertThat(sent(), contains(containsString("\"run\":null,")));
    assertThat(Files.exists(textfile), is(false));
  }

  @Test
  void ofARunThatIsNobodysBusinessNobodyHears() {
    RunReports reports = new RunReports(job, database, true);
    reports.started(start());

    reports.failed("Run 1 failed.");

    assertThat(sent(), is(empty()));
    assertThat(Files.exists(textfile), is(false));
  }
}

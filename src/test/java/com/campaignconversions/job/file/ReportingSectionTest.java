package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.hamcrest.Matchers.stringContainsInOrder;

import com.campaignconversions.job.Reporting;
import com.campaignconversions.job.Reporting.Form;
import com.campaignconversions.job.Reporting.Recipient;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.Secret.SecretSource;
import com.campaignconversions.job.yaml.JobFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code monitoring:} and {@code notify:} of a job file. */
class ReportingSectionTest {
  private final Path folder;

  ReportingSectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void withoutThemNobodyIsTold() throws JobFileException {
    Reporting reporting = JobText.in(folder).read().reporting();

    assertThat(reporting, is(Reporting.NOBODY));
    assertThat(reporting.isToNobody(), is(true));
  }

  @ParameterizedTest
  @CsvSource({"metrics/hotels.prom, metrics/hotels.prom", "a/../hotels.prom, hotels.prom"})
  void theTextfileIsRelativeToTheJobFile(String written, String path) throws JobFileException {
    Reporting reporting = read("monitoring: {textfile: " + written + "}");

    assertThat(reporting.textfile(), is(folder.resolve(path).toString()));
    assertThat(reporting.isToNobody(), is(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hotels.txt", "hotels.prom.txt", "hotels.PROM", "prom"})
  void aFileThatNodeExporterDoesNotReadIsRefused(String written) {
    assertThat(
        problem("monitoring: {textfile: " + written + "}"),
        is(
            "job.yaml:7: monitoring.textfile: \""
                + written
                + "\" does not end in .prom, and node_exporter reads no other file"));
  }

  @Test
  void monitoringWithoutATextfileIsTold() {
    assertThat(
        problem("monitoring: {}"),
        startsWith("job.yaml:7: monitoring.textfile: is missing; write textfile: "));
    assertThat(problem("monitoring: hotels.prom"), startsWith("job.yaml:7: monitoring: wants a"));
    assertThat(
        problem("monitoring: {textfile: a.prom, folder: b}"),
        startsWith("job.yaml:7: monitoring.folder: is not a known key"));
  }

  @Test
  void recipientsAreNamedByTheirPlace() throws JobFileException {
    assertThat(
        read("notify: [{slack: {env: A}}, {webhook: {file: b}}, {webhook: {env: C}}]").recipients(),
        contains(
            new Recipient(
                "notify[0].slack", Form.SLACK, new Secret(SecretSource.ENVIRONMENT_VARIABLE, "A")),
            new Recipient(
                "notify[1].webhook",
                Form.WEBHOOK,
                new Secret(SecretSource.FILE, folder.resolve("b").toString())),
            new Recipient(
                "notify[2].webhook",
                Form.WEBHOOK,
                new Secret(SecretSource.ENVIRONMENT_VARIABLE, "C"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "notify: https://x.example/hunter2 | notify: wants a list",
        "notify: {slack: {env: A}} | notify: wants a list",
        "notify: [https://x.example/hunter2] | notify[0]: wants {slack: {env: NAME}} or",
        "notify: [{}] | notify[0]: wants exactly one of slack and webhook; write",
        "notify: [{slack: {env: A}, webhook: {env: B}}] | notify[0]: wants exactly one of",
        "notify: [{slack: {env: A}}, {slack: https://x.example/hunter2}] | "
            + "notify[1].slack: stands here in clear (not repeated); write {env:",
        "notify: [{webhook: {env: https://x.example/hunter2}}] | "
            + "notify[0].webhook.env: is not the name of an environment variable (not repeated)",
        "notify: [{hunter2: {env: A}}] | notify[0]: holds a key that is not known (not repeated",
        "notify: [{slack: {env: A, hunter2: b}}] | "
            + "notify[0].slack: holds a key that is not known (not repeated",
      })
  void aUrlInClearOrAnotherMistakeIsToldAndNotRepeated(String section, String told) {
    JobText job = JobText.in(folder).with(section);

    List<String> problems = job.shown(job.problems());

    assertThat(problems, hasItem(startsWith("job.yaml:7: " + told)));
    assertThat(problems, everyItem(not(stringContainsInOrder("hunter2"))));
  }

  private Reporting read(String section) throws JobFileException {
    return JobText.in(folder).with(section).read().reporting();
  }

  private String problem(String section) {
    return JobText.in(folder).with(section).problem();
  }
}

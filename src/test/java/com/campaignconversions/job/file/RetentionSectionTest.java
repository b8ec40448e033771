package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.campaignconversions.job.Retention;
import com.campaignconversions.job.yaml.JobFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The {@code retention:} of a job file. */
class RetentionSectionTest {
  private final Path folder;

  RetentionSectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void withoutItEverythingIsKept() throws Exception {
    assertThat(read(""), is(Retention.EVERYTHING));
  }

  @Test
  void eitherLimitMayBeLeftOut() throws Exception {
    assertThat(read("retention: {versions: 10, days: 400}"), is(new Retention(10, 400)));
    assertThat(read("retention: {versions: 1}"), is(new Retention(1, null)));
    assertThat(read("retention: {days: 30}"), is(new Retention(null, 30)));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("retention: 10", "retention: "),
        arguments("retention: {}", "empty"),
        arguments("retention: {versions: 0}", "retention.versions"),
        arguments("retention: {versions: ten}", "retention.versions"),
        arguments("retention: {days: '400'}", "retention.days"),
        arguments("retention: {days: -1}", "retention.days"),
        arguments("retention: {weeks: 3}", "weeks"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsToldWithItsLine(String retention, String named) {
    JobFileException told = assertThrows(JobFileException.class, () -> read(retention));

    assertThat(told.getMessage(), allOf(containsString("job.yaml:"), containsString(named)));
  }

  private Retention read(String retention) throws IOException, JobFileException {
    Path file = folder.resolve("job.yaml");
    Files.writeString(
        file,
        """
        job: hotel
        granularity: month
        insights: {files: rows.jsonl}
        clients: [{id: belmonte, account_id: "1"}]
        metrics: {leads: {first_of: [lead]}}
        output: {jdbc_url: "jdbc:h2:mem:x"}
        """
            + retention
            + "\n");
    return JobFile.read(file).retention();
  }
}

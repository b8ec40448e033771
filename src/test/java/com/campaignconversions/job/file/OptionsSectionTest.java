package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.job.yaml.JobFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code options:} of a job file. */
class OptionsSectionTest {
  private final Path folder;

  OptionsSectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void withoutItThereAreNone() throws Exception {
    assertThat(JobText.in(folder).read().pipelineOptions(), is(Map.of()));
    assertThat(options("{}"), is(Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DirectRunner | DirectRunner",
        "2 | 2",
        "1.10 | 1.10",
        "2025-11-14 | 2025-11-14",
        "'a, b' | a, b",
        "https://host/path | https://host/path",
      },
      quoteCharacter = '`')
  void aValueTravelsLetterByLetter(String written, String value) throws Exception {
    assertThat(options("{name: " + written + "}"), is(Map.of("name", value)));
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "yes, true",
    "on, true",
    "True, true",
    "YES, true",
    "false, false",
    "no, false",
    "off, false",
    "No, false"
  })
  void whatYamlCallsTrueOrFalseIsCalledSoByBeam(String written, String value) throws Exception {
    assertThat(options("{name: " + written + "}"), is(Map.of("name", value)));
  }

  @Test
  void quotesKeepAWordThatYamlTakesForTrueOrFalse() throws Exception {
    assertThat(options("{name: 'yes'}"), is(Map.of("name", "yes")));
  }

  @Test
  void theValuesOfAListAreSeparatedByCommas() throws Exception {
    assertThat(
        options("{filesToStage: [a.jar, b.jar]}"), is(Map.of("filesToStage", "a.jar,b.jar")));
    assertThat(options("{flags: [yes, 2]}"), is(Map.of("flags", "true,2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--runner", "temp_location", "1a", "a.b", "' a'", "'żółw'"})
  void aNameHasLettersAndDigits(String name) {
    assertThat(
        problem("{" + name + ": a}"),
        is(
            "job.yaml:7: options: holds a name that is no pipeline option: letters and digits,"
                + " without dashes, such as tempLocation"));
  }

  @Test
  void aNameHasAHundredLettersAtMost() throws Exception {
    assertThat(options("{" + "a".repeat(100) + ": b}"), is(Map.of("a".repeat(100), "b")));
    assertThat(
        problem("{" + "a".repeat(101) + ": b}"),
        startsWith("job.yaml:7: options: holds a name that is no pipeline option"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dbPassword", "passwd", "clientSecret", "apiToken", "awsAccessKey", "APIKEY"})
  void aNameThatLooksLikeASecretIsRefusedAndItsValueNotRepeated(String name) {
    String told = problem("{" + name + ": hunter2}");

    assertThat(
        told,
        startsWith(
            "job.yaml:7: options."
                + name
                + ": looks like a secret, and pipeline options travel in clear"));
    assertThat(told, not(containsString("hunter2")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'a=1;password=hunter2'",
        "'PASSWORD: hunter2'",
        "'{\"accessKey\": \"hunter2\"}'",
        "'secret_key=hunter2'",
        "'https://me:hunter2@proxy'",
        "[a, 'token=hunter2']",
      })
  void aValueThatLooksLikeASecretIsRefusedAndNotRepeated(String written) {
    String told = problem("{conf: " + written + "}");

    assertThat(told, startsWith("job.yaml:7: options.conf"));
    assertThat(told, containsString(": holds what looks like a secret (not repeated here)"));
    assertThat(told, not(containsString("hunter2")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: } | options.a: has no value; write a value, or a list of values",
        "{a: {b: c}} | options.a: wants a value, or a list of values, not a map",
        "{a: [{b: c}]} | options.a[0]: wants a value, or a list of values, not a map",
        "{a: []} | options.a: is an empty list; write a value, or remove it",
        "{a: ['b,c']} | options.a[0]: has a comma, which separates values; make it an item of its own",
        "[a] | options: wants a map of Beam pipeline options, such as {runner: DirectRunner}, not a list",
      })
  void anyOtherValueIsTold(String written, String problem) {
    assertThat(problem(written), is("job.yaml:7: " + problem));
  }

  private Map<String, String> options(String written) throws JobFileException {
    return JobText.in(folder).with("options: " + written).read().pipelineOptions();
  }

  private String problem(String written) {
    return JobText.in(folder).with("options: " + written).problem();
  }
}

package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.clients.Granularity;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.yaml.JobFileException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobFileTest {
  private final Path folder;

  JobFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsTheSmallestJobWithItsDefaults() throws Exception {
    Job job = JobText.in(folder).read();

    assertThat(job.name(), is("hotel-bookings"));
    assertThat(job.granularity(), is(Granularity.MONTH));
    assertThat(job.attribution().windows(), is(List.of("value")));
    assertThat(job.significance(), is(new BigDecimal("0.0001")));
    assertThat(job.outliers(), is(Job.Outliers.NOTE));
    assertThat(job.pipelineOptions().isEmpty(), is(true));
    assertThat(job.overrides().isEmpty(), is(true));
    assertThat(((InsightFiles) job.insights()).folder(), is(folder.toString()));
  }

  /** Its first users copy it alone. */
  @Test
  void theExampleForTheMarketingApiNeedsNoOtherFile() throws Exception {
    Path copy = Files.copy(Path.of("pipelines/graph.yaml"), folder.resolve("graph.yaml"));
    Job job = JobFile.read(copy);

    assertThat(job.metricNames(), is(List.of("checkouts", "reservations", "reservation_value")));
    assertThat(job.output().jdbcUrl(), startsWith("jdbc:h2:file:" + folder + "/"));
    assertThat(((GraphInsights) job.insights()).keep(), startsWith(folder + "/"));
  }

  @ParameterizedTest
  @CsvSource({"month,MONTH", "week,WEEK", "day,DAY"})
  void readsEveryGranularity(String written, Granularity granularity) throws Exception {
    assertThat(
        JobText.in(folder).with("granularity: " + written).read().granularity(), is(granularity));
  }

  @ParameterizedTest
  @ValueSource(strings = {"job", "granularity", "insights", "clients", "metrics", "output"})
  void namesARequiredKeyThatIsMissing(String key) {
    assertThat(
        JobText.in(folder).without(key).problem(),
        startsWith("job.yaml:1: " + key + ": is missing; write " + key + ":"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"job", "granularity", "insights", "clients", "metrics", "output"})
  void namesARequiredKeyWithoutAValue(String key) {
    assertThat(
        JobText.in(folder).with(key + ":").problem(),
        containsString(" " + key + ": has no value; write "));
  }

  @Test
  void suggestsTheKnownKeyThatIsNearestAndDoesNotCallItMissing() {
    assertThat(
        JobText.in(folder).without("granularity").with("granularty: week").problem(),
        is(
            "job.yaml:6: granularty: is not a known key; did you mean granularity?; known here:"
                + " job, granularity, insights, clients, metrics, attribution, output,"
                + " significance, outliers, accept, fresh_within, audit, reference, retention,"
                + " monitoring, notify, options"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph", "jdbc"})
  void refusesTheKeysOfLaterCapabilities(String key) {
    assertThat(
        JobText.in(folder).with(key + ": {}").problem(),
        startsWith("job.yaml:7: " + key + ": is not a known key"));
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    assertThat(
        JobText.in(folder).with("options: {}\njob: other").problem(),
        is("job.yaml:8: job: stands twice, first in line 1; keep one of them"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "job: [a] | 1: job: wants a name, such as hotel-bookings, not a list",
        "job: {a: b} | 1: job: wants a name, such as hotel-bookings, not a map",
        "job: 2025 | 1: job: wants text, but YAML reads this as a number; put it in quotes",
        "job: yes | 1: job: wants text, but YAML reads this as true or false; put it in quotes",
        "job: 2025-11-14 | 1: job: wants text, but YAML reads this as a date; put it in quotes",
        "job: !env NAME | 1: job: has a YAML tag (!…), which is not used here; remove it, or put the whole text in quotes",
        "job: ' ' | 1: job: has no value; write a name, such as hotel-bookings",
        "job: ' a' | 1: job: begins or ends with white space; remove it",
        "job: \"a\\nb\" | 1: job: holds a line break or another character that does not print; remove it",
        "job: \"\\uD800\" | 1: job: holds a line break or another character that does not print; remove it",
        "granularity: monht | 2: granularity: \"monht\" is not known; write one of month, week, day; did you mean month?",
        "granularity: Month | 2: granularity: \"Month\" is not known; write one of month, week, day; did you mean month?",
        "insights: a.json | 3: insights: wants a map with the key files, jdbc or graph, not text",
        "output: a | 6: output: wants a map with the key jdbc_url, not text",
        "options: [a] | 7: options: wants a map of Beam pipeline options, such as {runner: DirectRunner}, not a list",
      })
  void namesTheTypeThatIsWanted(String section, String problem) {
    assertThat(JobText.in(folder).with(section).problem(), is("job.yaml:" + problem));
  }

  @Test
  void boundsTheLengthOfAName() throws Exception {
    assertThat(
        JobText.in(folder).with("job: " + "a".repeat(100)).read().name(), is("a".repeat(100)));
    assertThat(
        JobText.in(folder).with("job: " + "a".repeat(101)).problem(),
        is("job.yaml:1: job: is longer than 100 characters"));
  }

  @Test
  void tellsAllProblemsInTheOrderOfTheLines() {
    JobText text =
        JobText.in(folder)
            .with("granularity: year")
            .with("clients: clients.yaml")
            .with("significance: 2")
            .withFile("clients.yaml", "clients:\n  - id: a\n  - id: b\n    account_id: x\n");

    assertThat(
        text.shown(text.problems()).stream().map(line -> line.replaceAll(":(?= ).*", "")).toList(),
        is(List.of("job.yaml:2", "job.yaml:7", "clients.yaml:2", "clients.yaml:4")));
  }

  @Test
  void printsOneProblemALine() {
    Path file = folder.resolve("job.yaml");
    JobText.in(folder).with("granularity: year").with("significance: 2").problems();

    JobFileException problems = assertThrows(JobFileException.class, () -> JobFile.read(file));
    assertThat(problems.getMessage().lines().toList(), hasSize(2));
    assertThat(problems.getMessage(), startsWith(file + ":2: granularity: \"year\" is not known"));
    assertThat(problems.getCause(), is(equalTo(null)));
  }

  @Test
  void boundsHowManyProblemsAreTold() {
    List<JobFileException.JobFileProblem> problems =
        JobText.in(folder).with("clients: [" + "1, ".repeat(2000) + "]").problems();
    assertThat(problems, hasSize(501));
    assertThat(problems.get(500).sentence(), is("and 1500 more problems of the same kinds"));
  }

  @ParameterizedTest
  @CsvSource({"0.001", "1e-6", "0.4999", ".05", "1.0E-3"})
  void readsSignificanceExactly(String written) throws Exception {
    assertThat(
        JobText.in(folder).with("significance: " + written).read().significance(),
        is(new BigDecimal(written)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "0.5", "1", "-0.1", "'0.001'", "low", "0.1%", ".inf", ".nan", "0x1", "1e-999"
      })
  void refusesASignificanceThatIsNone(String written) {
    assertThat(
        JobText.in(folder).with("significance: " + written).problem(),
        containsString(" is not a number above 0 and below 0.5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "options: 'open | the file ends inside quotes",
        "job: a: b | 1: has a second colon",
        "job: [a, b | comma or the closing bracket",
        "job: {a: b]} | comma or the closing bracket",
        "job: @a | 1: text cannot begin with this character",
        "job: *nowhere | 1: an alias (*name) without its anchor",
        "job: \"\\q\" | 1: a backslash inside double quotes",
        "job: !x!a b | 1: text cannot begin with this character",
        "job: &a [*a] | 1: job: wants a name",
        "job: {<<: {a: b}} | 1: job: wants a name",
      })
  void namesTheLineOfWhatIsNotYaml(String section, String problem) {
    List<JobFileException.JobFileProblem> problems = JobText.in(folder).with(section).problems();
    assertThat(problems.toString(), problems, hasSize(1));
    assertThat(problems.get(0).line() > 0, is(true));
    assertThat(problems.get(0).toString(), containsString(problem));
  }

  @Test
  void refusesTabsMissingColonsSecondDocumentsAndControlCharacters() {
    assertThat(
        JobText.in(folder).with("output:\n\tjdbc_url: x").problem(),
        is("job.yaml:7: is indented with a tab; YAML wants spaces"));
    assertThat(
        JobText.in(folder).with("options:\nrunner").problem(),
        containsString("a line without a colon"));
    assertThat(
        JobText.in(folder).with("options: {}\n---\njob: other").problem(),
        is("job.yaml:8: a second document begins here (---); one file holds one"));
    assertThat(
        JobText.in(folder).with("granularity: a\u0001b").problem(),
        is("job.yaml:2: holds a control character, which YAML does not allow"));
    assertThat(
        JobText.in(folder).with("output: {<<: {jdbc_url: 'jdbc:h2:mem:x'}}").problems().toString(),
        containsString("merges (<<) are not supported"));
    assertThat(
        JobText.in(folder).with("output: {[a]: b, jdbc_url: 'jdbc:h2:mem:x'}").problem(),
        is("job.yaml:6: output: holds a key that is a list or a map; keys are plain words"));
  }

  @Test
  void doesNotTellTheTextOfAFileThatIsNotYaml() {
    assertThat(
        JobText.in(folder).with("output: {password: *hunter2}").problem(),
        not(containsString("hunter2")));
    assertThat(
        JobText.in(folder).with("output: {password: !hunter2!x y}").problem(),
        not(containsString("hunter2")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n"})
  void refusesAFileWithoutContent(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("job.yaml"), text);
    JobFileException problems = assertThrows(JobFileException.class, () -> JobFile.read(file));
    assertThat(
        problems.problems().get(0).sentence(),
        text.startsWith("---")
            ? is("has no value; write a map that begins with job: NAME")
            : is("is empty"));
  }

  @Test
  void refusesAFileThatIsNotThereOrAFolder() {
    assertThat(messageOf(folder.resolve("jbo.yaml")), is(folder + "/jbo.yaml: does not exist"));
    assertThat(messageOf(folder), is(folder + ": is a folder; name a file in it"));
  }

  @Test
  void refusesAFileThatIsNotUtf8AndNamesTheLine() throws Exception {
    Path file = folder.resolve("job.yaml");
    Files.write(file, "job: a\nname: Zażółć\n".getBytes(StandardCharsets.UTF_16LE));
    assertThat(messageOf(file), is(file + ":2: is not UTF-8 here; save the file as UTF-8"));
    Files.write(file, "job: a\n".getBytes(StandardCharsets.UTF_16LE));
    assertThat(messageOf(file), containsString(":1: holds a control character"));
    Files.write(file, "job: a\nname: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(messageOf(file), is(file + ":2: is not UTF-8 here; save the file as UTF-8"));
    Files.write(file, new byte[] {'a', (byte) 0xC3});
    assertThat(messageOf(file), is(file + ":1: is not UTF-8 here; save the file as UTF-8"));
  }

  @Test
  void skipsAByteOrderMark() throws Exception {
    JobText.in(folder).read();
    Path file = folder.resolve("job.yaml");
    Files.writeString(file, "\uFEFF" + Files.readString(file));
    assertThat(JobFile.read(file).name(), is("hotel-bookings"));
  }

  @Test
  void boundsSizeDepthAndAliasesOfAFile() {
    assertThat(
        JobText.in(folder).with("#: " + "x".repeat(5 << 20)).problem(),
        is("job.yaml: is larger than 4 MB; is it really the file that is meant?"));
    assertThat(
        JobText.in(folder).with("job: " + "[".repeat(31) + "]".repeat(31)).problem(),
        is("job.yaml:1: is nested more than 30 levels deep"));
    assertThat(
        JobText.in(folder).with("job: &a [x]\nx: [" + "*a, ".repeat(101) + "]").problem(),
        is("job.yaml:2: uses more than 100 aliases (*name) of lists and maps"));
  }

  @Test
  void readsAliasesOfListsAndRefusesAListInsideItself() throws Exception {
    Job job =
        JobText.in(folder)
            .with(
                """
                metrics:
                  reservations: {first_of: &purchase [omni_purchase, purchase]}
                  reservation_value: {from: action_values, first_of: *purchase}""")
            .read();
    assertThat(job.catalogue().get(1).firstOf(), is(job.catalogue().get(0).firstOf()));

    assertThat(
        JobText.in(folder).with("metrics: {a: {first_of: &a [{sum: *a}]}}").problem(),
        containsString("metrics.a.first_of[0].sum[0]: wants an action type, not a map"));
  }

  @Test
  void readsOptionsAsText() throws Exception {
    Job job =
        JobText.in(folder)
            .with(
                """
                options:
                  runner: DirectRunner
                  parallelism: 2
                  enforceImmutability: no
                  objectReuse: true
                  filesToStage: [a.jar, b.jar]
                  version: '1.10'""")
            .read();
    assertThat(
        job.pipelineOptions().entrySet().stream().map(Object::toString).toList(),
        containsInAnyOrder(
            "runner=DirectRunner",
            "parallelism=2",
            "enforceImmutability=false",
            "objectReuse=true",
            "filesToStage=a.jar,b.jar",
            "version=1.10"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{parallelism: } | options.parallelism: has no value",
        "{parallelism: {a: b}} | options.parallelism: wants a value, or a list of values, not a map",
        "{filesToStage: []} | options.filesToStage: is an empty list",
        "{filesToStage: ['a,b']} | options.filesToStage[0]: has a comma",
        "{--runner: a} | options: holds a name that is no pipeline option",
        "{apiToken: hunter2} | options.apiToken: looks like a secret",
        "{dbPassword: {env: A}} | options.dbPassword: looks like a secret",
        "{clientSecret: [hunter2]} | options.clientSecret: looks like a secret",
        "{conf: 'a=1;password=hunter2'} | options.conf: holds what looks like a secret",
        "{conf: '{\"awsSecretKey\": \"hunter2\"}'} | options.conf: holds what looks like a secret",
        "{proxy: 'https://me:hunter2@proxy'} | options.proxy: holds what looks like a secret",
      })
  void refusesOptionsThatAreNoneOrHoldASecret(String options, String problem) {
    String told = JobText.in(folder).with("options: " + options).problem();
    assertThat(told, startsWith("job.yaml:7: " + problem));
    assertThat(told, not(containsString("hunter2")));
  }

  private static String messageOf(Path file) {
    return assertThrows(JobFileException.class, () -> JobFile.read(file)).getMessage();
  }
}

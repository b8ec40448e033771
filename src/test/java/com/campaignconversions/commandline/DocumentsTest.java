package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.job.LossKind;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.job.yaml.JobFileException;
import com.campaignconversions.job.yaml.JobFileException.JobFileProblem;
import com.campaignconversions.marketingapi.ApiVersions;
import com.campaignconversions.marketingapi.ApiVersions.ApiVersion;
import com.campaignconversions.monitoring.RunGauge;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.variance.numbers.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the documents name is there, and what is there is named. */
class DocumentsTest {
  private static final Path PAGES = Path.of("src/site/markdown");
  private static final Pattern LINK = Pattern.compile("\\[[^]]+]\\(([^)\\s]+)\\)");
  private static final Pattern OPTION = Pattern.compile("`--([a-z][A-Za-z-]*)");

  /** Of Beam, of the scripts that measure, and what stands for any option. */
  private static final Set<String> OTHERS_OPTIONS = Set.of("runner", "only", "scale", "name");

  /** A version of the API, and whether it stands as a value to be written. */
  private static final Pattern API_VERSION =
      Pattern.compile("(version: |such as `?)?(?<![\\w.])(v\\d{1,3}\\.\\d{1,2})(?![\\d.])");

  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern KEY =
      Pattern.compile("`(insights|output|audit|retention|monitoring|attribution)\\.([a-z_]+)[.`:]");

  private static List<Path> documents() throws IOException {
    List<Path> documents = new ArrayList<>(List.of(Path.of("README.md")));
    for (String folder : List.of("src/site/markdown", "src/benchmark", "testdata", "pipelines")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
      }
    }
    return documents;
  }

  private static String page(String name) throws IOException {
    return Files.readString(PAGES.resolve(name));
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    int links = 0;
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        String target = link.group(1);
        if (target.matches("https?:.*")) {
          continue;
        }
        links++;
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
        if (!Files.exists(file) || (parts.length == 2 && !headings(file).contains(parts[1]))) {
          dead.add(document + ": " + target);
        }
      }
    }
    assertThat(dead, is(empty()));
    assertThat(links, greaterThan(20));
  }

  /** As GitHub makes anchors of them. */
  private static Set<String> headings(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} -]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  @Test
  void everyPageIsFoundFromTheFirst() throws IOException {
    String first = Files.readString(Path.of("README.md"));
    try (Stream<Path> pages = Files.list(PAGES)) {
      for (Path page : pages.toList()) {
        assertThat(first, containsString(page.getFileName().toString()));
      }
    }
    assertThat("a page, not a book", (int) first.lines().count(), lessThan(160));
  }

  @Test
  void everyOptionThatIsNamedExists() throws IOException {
    Set<String> known = new TreeSet<>(OTHERS_OPTIONS);
    CommandLine commands = new CommandLine(new Main());
    commands
        .getSubcommands()
        .values()
        .forEach(
            command ->
                command
                    .getCommandSpec()
                    .options()
                    .forEach(option -> known.add(option.longestName().replaceFirst("--", ""))));
    for (Path document : documents()) {
      Matcher option = OPTION.matcher(Files.readString(document));
      while (option.find()) {
        assertThat(document.toString(), known, hasItem(option.group(1)));
      }
    }
  }

  /** In the examples, and where the text names one with its section. */
  @Test
  void everyKeyOfAJobFileThatIsNamedExists(@TempDir Path folder) throws IOException {
    List<String> jobs = new ArrayList<>();
    for (Path document : documents()) {
      String text = Files.readString(document);
      Matcher example = YAML.matcher(text);
      while (example.find()) {
        jobs.add(example.group(1));
      }
      // The page of the architecture names packages so.
      Matcher key = KEY.matcher(document.endsWith("architecture.md") ? "" : text);
      while (key.find()) {
        jobs.add(key.group(1) + ": {" + key.group(2) + ": 1}\n");
      }
    }
    assertThat(jobs.size(), is(greaterThan(5)));
    for (String job : jobs) {
      assertThat(job, unknownKeys(Files.writeString(folder.resolve("job.yaml"), job)), is(empty()));
    }
    Path misspelt = Files.writeString(folder.resolve("job.yaml"), "insights: {newst: file}\n");
    assertThat(unknownKeys(misspelt), is(not(empty())));
  }

  private static List<String> unknownKeys(Path job) {
    try {
      JobFile.read(job);
      return List.of();
    } catch (JobFileException e) {
      return e.problems().stream()
          .map(JobFileProblem::sentence)
          .filter(sentence -> sentence.startsWith("is not a known key"))
          .toList();
    }
  }

  /** In documents, job files, what init writes, examples in javadoc, and messages. */
  @Test
  void everyVersionOfTheApiThatIsNamedIsInTheTable() throws IOException {
    Set<String> known =
        ApiVersions.all().stream().map(ApiVersion::name).collect(Collectors.toSet());
    int found = 0;
    for (String top : List.of("README.md", "pipelines", "testdata", "src/site", "src/main")) {
      try (Stream<Path> files = Files.walk(Path.of(top))) {
        for (Path file : files.filter(DocumentsTest::isText).toList()) {
          Matcher version = API_VERSION.matcher(Files.readString(file));
          while (version.find()) {
            found++;
            assertThat(file.toString(), known, hasItem(version.group(2)));
            if (version.group(1) != null) {
              assertThat(file + " says what to write", version.group(2), is(ApiVersions.newest()));
            }
          }
        }
      }
    }
    assertThat(found, is(greaterThan(20)));
    for (String job :
        List.of(
            "pipelines/graph.yaml",
            "src/main/resources/com/campaignconversions/commandline/job.yaml")) {
      assertThat(
          Files.readString(Path.of(job)), containsString(" version: " + ApiVersions.newest()));
    }
  }

  private static boolean isText(Path file) {
    return Files.isRegularFile(file)
        && file.toString().matches(".*\\.(md|ya?ml|java|jsonl?|csv|html|sh|sql|txt|js)");
  }

  @Test
  void thePageOfTheApiHasTheTableOfItsVersions() throws IOException {
    StringBuilder table = new StringBuilder("| version | from | to |\n|---|---|---|\n");
    for (ApiVersion one : ApiVersions.all()) {
      table
          .append("| `%s` | %s |".formatted(one.name(), one.first()))
          .append(one.end() == null ? "" : " " + one.end())
          .append(" |\n");
    }
    assertThat(page("marketing-api.md"), containsString("\n" + table + "\n"));
  }

  @Test
  void everyMetricForPrometheusIsNamed() throws IOException {
    String schedules = page("schedules.md");
    for (RunGauge gauge : RunGauge.values()) {
      assertThat(schedules, containsString("\n| `" + gauge.metric() + "` |"));
    }
  }

  @Test
  void everyCommandIsNamed() throws IOException {
    String commands = page("commands.md");
    new CommandLine(new Main())
        .getSubcommands()
        .keySet()
        .forEach(
            name ->
                assertThat(
                    commands,
                    anyOf(containsString("| `" + name + " "), containsString("| `" + name + "`"))));
  }

  @Test
  void everyExitCodeVerdictOutcomeAndReasonIsNamed() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    for (ExitCode code : ExitCode.values()) {
      assertThat(readme, containsString("\n| " + code.number() + " | "));
    }
    String verdicts = page("verdicts.md");
    for (Verdict verdict : Verdict.values()) {
      assertThat(verdicts, containsString("`" + verdict + "`"));
    }
    String tables = page("tables.md");
    for (ClientPeriodOutcome.Outcome outcome : ClientPeriodOutcome.Outcome.values()) {
      assertThat(tables, containsString("`" + outcome + "`"));
    }
    String rules = page("rules.md");
    for (RejectedInsight.Reason reason : RejectedInsight.Reason.values()) {
      assertThat(rules, containsString("`" + reason + "`"));
    }
    for (LossKind kind : LossKind.values()) {
      assertThat(rules, containsString("`" + kind + "`"));
    }
  }
}

package com.campaignconversions.schedules;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.campaignconversions.commandline.StarterFiles;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.JobFile;
import com.campaignconversions.monitoring.RunGauge;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in {@code pipelines/} for schedulers, held against what they accept. */
class SchedulesTest {
  private static final Path DEPLOYMENT = Path.of("pipelines/deployment");
  private static final YAMLMapper YAML = new YAMLMapper();

  /** Of systemd.unit, systemd.service, systemd.exec and systemd.timer, those in use. */
  private static final Set<String> DIRECTIVES =
      Set.of(
          "Unit.Description",
          "Unit.Documentation",
          "Unit.Wants",
          "Unit.After",
          "Unit.StartLimitIntervalSec",
          "Unit.StartLimitBurst",
          "Service.Type",
          "Service.User",
          "Service.EnvironmentFile",
          "Service.Environment",
          "Service.ExecStart",
          "Service.Restart",
          "Service.RestartSec",
          "Service.RestartPreventExitStatus",
          "Service.TimeoutStartSec",
          "Service.CacheDirectory",
          "Service.NoNewPrivileges",
          "Service.ProtectSystem",
          "Service.PrivateTmp",
          "Timer.OnCalendar",
          "Timer.RandomizedDelaySec",
          "Timer.Persistent",
          "Install.WantedBy");

  @ParameterizedTest
  @ValueSource(
      strings = {"flink-session.yaml,flinkdeployments", "session-job.yaml,flinksessionjobs"})
  void theOperatorKnowsEveryKey(String fileAndResource) throws IOException {
    int comma = fileAndResource.indexOf(',');
    JsonNode resource = yaml("kubernetes/" + fileAndResource.substring(0, comma));

    JsonNode schema = strict(operatorSchema(fileAndResource.substring(comma + 1)));

    assertThat(mistakes(schema, resource), empty());
  }

  @Test
  void kubernetesKnowsEveryKeyOfTheCronJob() throws IOException {
    JsonNode cronJob = yaml("kubernetes/cronjob.yaml");
    JsonNode pod = operatorSchema("flinkdeployments").at("/properties/spec/properties/podTemplate");

    try (InputStream schema = SchedulesTest.class.getResourceAsStream("/schemas/cronjob.yaml")) {
      assertThat(mistakes(YAML.readTree(schema), cronJob), empty());
    }
    assertThat(mistakes(strict(pod), cronJob.at("/spec/jobTemplate/spec/template")), empty());
    assertThat(
        cronJob.at("/spec/jobTemplate/spec/podFailurePolicy/rules/0/onExitCodes/values").toString(),
        is("[2,3]"));
  }

  @Test
  void aKeyThatIsMisspeltIsFound() throws IOException {
    JsonNode deployment = yaml("kubernetes/flink-session.yaml");
    ((ObjectNode) deployment.at("/spec/podTemplate/spec/containers/0")).put("enviroment", "x");

    assertThat(
        mistakes(strict(operatorSchema("flinkdeployments")), deployment),
        hasItem(containsString("enviroment")));
  }

  @Test
  void theOperatorsSettingsAreThoseOfTheFileForFlink() throws IOException {
    JsonNode settings = yaml("kubernetes/flink-session.yaml").at("/spec/flinkConfiguration");
    Configuration file = GlobalConfiguration.loadConfiguration(DEPLOYMENT + "/flink");

    for (var setting : settings.properties()) {
      assertThat(
          setting.getKey(), setting.getValue().asText(), is(file.toMap().get(setting.getKey())));
    }
  }

  @Test
  void systemdKnowsEveryDirective() throws IOException {
    for (String file : List.of("campaign-conversions.service", "campaign-conversions.timer")) {
      String section = "";
      for (String line : Files.readAllLines(DEPLOYMENT.resolve("systemd").resolve(file))) {
        if (line.startsWith("[")) {
          section = line.substring(1, line.length() - 1);
        } else if (!line.isEmpty() && !line.startsWith("#")) {
          assertThat(section + "." + line.substring(0, line.indexOf('=')), is(in(DIRECTIVES)));
        }
      }
    }
  }

  @Test
  void systemdVerifiesBothUnits(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(canRun("systemd-analyze", "--version"));
    for (String end : List.of(".service", ".timer")) {
      String name = "campaign-conversions" + end;
      Files.writeString(
          folder.resolve(name),
          // Programs and users that this machine has.
          Files.readString(DEPLOYMENT.resolve("systemd").resolve(name))
              .replace("/usr/bin/java", "/bin/sh")
              .replace("User=conversions", "User=root"));
    }

    Process verify =
        new ProcessBuilder(
                "systemd-analyze",
                "verify",
                folder.resolve("campaign-conversions.service").toString(),
                folder.resolve("campaign-conversions.timer").toString())
            .redirectErrorStream(true)
            .start();
    String told = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(told, not(containsString("campaign-conversions.")));
    assertThat(told, verify.waitFor(), is(0));
  }

  @Test
  void cronReadsItsLine() throws IOException {
    List<String> lines =
        Files.readAllLines(DEPLOYMENT.resolve("cron/campaign-conversions")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();

    assertThat(
        lines, everyItem(matchesPattern("[A-Z_]+=\\S+|[0-9*/,-]+( [0-9*/,-]+){4} [a-z]+ [^%]+")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void cronMailsAnyExitCodeButZeroWithTheEndOfTheLog(int exitCode, @TempDir Path home)
      throws IOException, InterruptedException {
    product(home, exitCode);

    String mailed = cron(home);

    assertThat(
        mailed, is(exitCode == 0 ? "" : "exit code " + exitCode + "\nwhat the product said\n"));
  }

  @Test
  void cronStartsNoSecondRunAndLeavesTheLogOfTheFirst(@TempDir Path home)
      throws IOException, InterruptedException {
    product(home, 0);
    Path log = Files.writeString(home.resolve("campaign-conversions.log"), "of the first run");
    String lock = home.resolve("campaign-conversions.lock").toString();
    Process first = new ProcessBuilder("flock", lock, "-c", "echo locked; read unused").start();
    assertThat(first.inputReader(StandardCharsets.UTF_8).readLine(), is("locked"));

    String mailed = cron(home);

    first.outputWriter(StandardCharsets.UTF_8).close();
    assertThat(mailed, is("the run before is still going on\n"));
    assertThat(Files.readString(log), is("of the first run"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, nothing fails",
    "1, run fails and is tried again",
    "2, run fails for good",
    "3, look fails for good"
  })
  void airflowTellsEachExitCodeApart(int exitCode, String what, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(canRun("python3", "--version"));
    product(folder, exitCode);
    Path airflow = Files.createDirectories(folder.resolve("airflow"));
    Files.writeString(airflow.resolve("__init__.py"), "");
    Files.writeString(
        airflow.resolve("exceptions.py"),
        """
        class AirflowException(Exception): pass
        class AirflowFailException(AirflowException): pass
        """);
    Files.writeString(
        airflow.resolve("decorators.py"),
        """
        from airflow.exceptions import AirflowException, AirflowFailException
        def task(**settings):
            def around(function):
                def called(*values):
                    try:
                        return function(*values)
                    except AirflowFailException:
                        print(function.__name__.split("_")[0], "fails for good")
                    except AirflowException:
                        print(function.__name__, "fails and is tried again")
                    raise SystemExit
                return called
            return around
        def dag(**settings):
            def around(function):
                def called():
                    function()
                    print("nothing fails")
                return called
            return around
        """);

    String told =
        told(
            folder,
            "python3",
            DEPLOYMENT.resolve("airflow/campaign_conversions.py").toAbsolutePath());

    assertThat(told, is("what the product said\n" + what + "\n"));
  }

  /** Every file that gives the command run. */
  private static List<String> runs() {
    return List.of(
        "kubernetes/cronjob.yaml",
        "kubernetes/session-job.yaml",
        "systemd/campaign-conversions.service",
        "cron/campaign-conversions",
        "airflow/campaign_conversions.py");
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachFailsOnMissing(String file) throws IOException {
    assertThat(
        Files.readString(DEPLOYMENT.resolve(file)).replaceAll("[\\s\",\\[\\]]+", " "),
        matchesPattern(".* run (- )?\\S+ (- )?--fail-on-missing.*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kubernetes/cronjob.yaml",
        "kubernetes/flink-session.yaml",
        "systemd/campaign-conversions.service",
        "cron/campaign-conversions",
        "airflow/campaign_conversions.py"
      })
  void eachHasALocale(String file) throws IOException {
    assertThat(
        Files.readString(DEPLOYMENT.resolve(file)),
        matchesPattern("(?s).*LC_ALL(=|, value: |\": \")C\\.UTF-8.*"));
  }

  /** Beside the clients and metrics that the command init writes. */
  @ParameterizedTest
  @ValueSource(strings = {"job.yaml", "kubernetes/job.yaml"})
  void theirJobFileWantsFreshRowsAndADatabaseElsewhere(String file, @TempDir Path folder)
      throws Exception {
    Path jobFile = StarterFiles.writeInto(folder.resolve("job")).get(0);
    Files.copy(DEPLOYMENT.resolve(file), jobFile, StandardCopyOption.REPLACE_EXISTING);

    Job job = JobFile.read(jobFile);

    assertThat(job.losses().freshWithin(), is(Duration.ofDays(3)));
    assertThat(job.output().jdbcUrl(), containsString("//db.example.com"));
    assertThat(
        Objects.requireNonNull(job.output().password()).toString(),
        containsString("CONVERSIONS_DB_PASSWORD"));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void eachSaysWhatItDoesOnExitCode3(String file) throws IOException {
    String text = Files.readString(DEPLOYMENT.resolve(file)).replaceAll("\\s+#?\\s*", " ");

    assertThat(
        text,
        matchesPattern(
            ".*(xit code 3|with 3)\\W+(means )?published, but something is not trusted.*"));
  }

  @Test
  void alertsAreOnMetricsThatAreWritten() throws IOException {
    Set<String> written = new TreeSet<>(Set.of("node_textfile_mtime_seconds"));
    for (RunGauge gauge : RunGauge.values()) {
      written.add(gauge.metric());
    }
    Set<String> outcomes =
        Arrays.stream(ClientPeriodOutcome.Outcome.values())
            .map(outcome -> outcome.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    List<JsonNode> rules = rules();

    assertThat(rules.size(), is(6));
    for (JsonNode rule : rules) {
      String expression = rule.path("expr").asText();
      List<String> metrics = found("\\b((?:campaign_conversions|node)_[a-z_]+)", expression);
      assertThat(expression, metrics, is(not(empty())));
      assertThat(expression, metrics, everyItem(is(in(written))));
      assertThat(found("outcome=\"([^\"]*)\"", expression), everyItem(is(in(outcomes))));
    }
  }

  @Test
  void alertsHaveTheKeysThatPrometheusKnows() throws IOException {
    for (JsonNode rule : rules()) {
      List<String> keys = new ArrayList<>();
      rule.fieldNames().forEachRemaining(keys::add);
      assertThat(keys, contains("alert", "expr", "labels", "annotations"));
      assertThat(rule.at("/labels/severity").asText(), is(in(Set.of("critical", "warning"))));
      assertThat(rule.at("/annotations/summary").asText(), is(not("")));
      assertThat(rule.at("/annotations/description").asText(), is(not("")));
    }
  }

  private static List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    yaml("prometheus/campaign-conversions-alerts.yaml")
        .path("groups")
        .forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  private static List<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(one -> one.group(1)).toList();
  }

  /** Something that is called java and ends like the product. */
  private static void product(Path folder, int exitCode) throws IOException {
    Path java =
        Files.writeString(
            folder.resolve("java"),
            "#!/bin/bash\necho what the product said\nexit " + exitCode + "\n");
    assertThat(java.toFile().setExecutable(true), is(true));
    Files.writeString(folder.resolve("environment"), "CONVERSIONS_DB_PASSWORD=secret\n");
  }

  /** What cron would mail. */
  private static String cron(Path home) throws IOException, InterruptedException {
    String line =
        Files.readAllLines(DEPLOYMENT.resolve("cron/campaign-conversions")).stream()
            .filter(one -> one.startsWith("30 5 * * * conversions "))
            .findFirst()
            .orElseThrow()
            .substring("30 5 * * * conversions ".length())
            .replace(
                "/etc/campaign-conversions/environment", home.resolve("environment").toString());
    return told(home, "bash", "-c", line);
  }

  /** Runs a command in a folder whose programs come first; all that it prints. */
  private static String told(Path folder, Object... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Arrays.stream(command).map(Object::toString).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    builder.environment().put("PYTHONPATH", folder.toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("PYTHONUNBUFFERED", "1");
    Process process = builder.start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return told;
  }

  private static JsonNode yaml(String file) throws IOException {
    return YAML.readTree(DEPLOYMENT.resolve(file).toFile());
  }

  private static JsonNode operatorSchema(String resources) throws IOException {
    String definition = "/META-INF/fabric8/" + resources + ".flink.apache.org-v1.yml";
    try (InputStream file = SchedulesTest.class.getResourceAsStream(definition)) {
      ObjectNode schema =
          (ObjectNode) YAML.readTree(file).at("/spec/versions/0/schema/openAPIV3Schema");
      ObjectNode properties = (ObjectNode) schema.get("properties");
      for (String everyResource : List.of("apiVersion", "kind", "metadata")) {
        properties.putIfAbsent(everyResource, YAML.createObjectNode());
      }
      return schema;
    }
  }

  /** Kubernetes drops keys that it does not know without a word; here they are mistakes. */
  private static JsonNode strict(JsonNode schema) {
    for (JsonNode child : schema) {
      strict(child);
    }
    if (schema instanceof ObjectNode object
        && object.path("properties").isObject()
        && object.path("type").asText().equals("object")
        && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    return schema;
  }

  private static Set<String> mistakes(JsonNode schema, JsonNode document) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(schema)
        .validate(document)
        .stream()
        .map(ValidationMessage::getMessage)
        .collect(Collectors.toSet());
  }

  private static boolean canRun(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}

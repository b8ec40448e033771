package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.Secret.SecretSource;
import com.campaignconversions.job.yaml.JobFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of a secret, by the example of the access token of {@code insights.graph}. */
class YamlSecretTest {
  private static final String KEY = "job.yaml:3: insights.graph.token";

  private final Path folder;

  YamlSecretTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"META_TOKEN", "_x", "a1", "A"})
  void namesAnEnvironmentVariable(String name) throws Exception {
    assertThat(
        read("{env: " + name + "}"), is(new Secret(SecretSource.ENVIRONMENT_VARIABLE, name)));
  }

  @Test
  void namesAFileRelativeToTheJobFile() throws Exception {
    assertThat(
        read("{file: secrets/../token}"),
        is(new Secret(SecretSource.FILE, folder.resolve("token").toString())));
    assertThat(
        read("{file: /run/secrets/token}"),
        is(new Secret(SecretSource.FILE, "/run/secrets/token")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EAAhunter2", "'EAAhunter2'", "[EAAhunter2]", "5"})
  void aSecretInClearIsRefusedAndNotRepeated(String written) {
    assertTold(
        written,
        KEY
            + ": stands here in clear (not repeated); write {env: NAME_OF_A_VARIABLE} or {file:"
            + " PATH}, never the access token itself");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{env: A, file: b}"})
  void namesOneOfTheTwo(String written) {
    assertTold(
        written,
        KEY
            + ": wants exactly one of env and file; write {env: NAME_OF_A_VARIABLE} or {file:"
            + " PATH}, never the access token itself");
  }

  @Test
  void aKeyThatIsUnknownMayBeTheSecret() {
    assertTold(
        "{env: A, EAAhunter2: b}",
        KEY
            + ": holds a key that is not known (not repeated: it may be a secret); known here: env,"
            + " file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EAA-hunter2", "1EAAhunter2", "EAA hunter2", "EAA.hunter2", "żhunter2"})
  void aVariablesNameIsLettersDigitsAndUnderscores(String name) {
    assertTold(
        "{env: " + name + "}",
        KEY
            + ".env: is not the name of an environment variable (not repeated): letters, digits"
            + " and _");
  }

  @Test
  void aVariablesNameHasAHundredCharactersAtMost() throws Exception {
    assertThat(
        read("{env: " + "A".repeat(100) + "}"),
        is(new Secret(SecretSource.ENVIRONMENT_VARIABLE, "A".repeat(100))));
    assertTold(
        "{env: " + "A".repeat(101) + "}",
        KEY
            + ".env: is not the name of an environment variable (not repeated): letters, digits"
            + " and _");
  }

  @Test
  void theNameIsText() {
    assertTold(
        "{env: 5}", KEY + ".env: wants text, but YAML reads this as a number; put it in quotes");
    assertTold("{file: [a]}", KEY + ".file: wants the path of a file, not a list");
  }

  private JobText job(String token) {
    return JobText.in(folder).with("insights: {graph: {version: v27.0, token: " + token + "}}");
  }

  private @Nullable Secret read(String token) throws JobFileException {
    return ((GraphInsights) job(token).read().insights()).tokens().get("belmonte");
  }

  private void assertTold(String token, String problem) {
    JobText job = job(token);
    List<String> told = job.shown(job.problems());

    assertThat(told, hasItem(problem));
    assertThat(told, everyItem(not(containsString("hunter2"))));
  }
}

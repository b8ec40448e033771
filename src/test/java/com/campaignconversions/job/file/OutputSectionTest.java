package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.job.Output;
import com.campaignconversions.job.Output.Cache;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.yaml.JobFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputSectionTest {
  private final Path folder;

  OutputSectionTest(@TempDir Path folder) throws IOException {
    this.folder = Files.createDirectory(folder.resolve("pipelines"));
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:file:../target/db,jdbc:h2:file:FOLDER/target/db",
    "jdbc:h2:file:./db;MODE=PostgreSQL;X=1,jdbc:h2:file:FOLDER/pipelines/db;MODE=PostgreSQL;X=1",
    "jdbc:h2:./x,jdbc:h2:file:FOLDER/pipelines/x",
    "jdbc:h2:../x;A=../y,jdbc:h2:file:FOLDER/x;A=../y",
    "jdbc:h2:/x/../y,jdbc:h2:file:/y",
    "jdbc:h2:file:/x,jdbc:h2:file:/x",
    "jdbc:h2:file:///x,jdbc:h2:file:/x",
    "jdbc:h2:file:me@home/x,jdbc:h2:file:FOLDER/pipelines/me@home/x",
    "jdbc:h2:~/x,jdbc:h2:~/x",
    "jdbc:h2:mem:x;DB_CLOSE_DELAY=-1,jdbc:h2:mem:x;DB_CLOSE_DELAY=-1",
    "jdbc:h2:tcp://host/x,jdbc:h2:tcp://host/x",
    "jdbc:postgresql://host:5432/db?sslmode=require,jdbc:postgresql://host:5432/db?sslmode=require",
    "jdbc:postgresql:db,jdbc:postgresql:db",
    "jdbc:postgresql://host/passwords,jdbc:postgresql://host/passwords",
  })
  void makesPathsOfH2FilesAbsoluteAndLeavesOtherUrlsAlone(String written, String url)
      throws Exception {
    String parent = String.valueOf(folder.getParent());
    assertThat(
        output("{jdbc_url: '" + written + "'}").jdbcUrl(), is(url.replace("FOLDER", parent)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://me:hunter2@host/db",
        "jdbc:postgresql://me@hunter2/db",
        "jdbc:postgresql://me:hun?ter2@host/db",
        "jdbc:postgresql://host/db?user=hunter2",
        "jdbc:postgresql://host/db?ssl=true&password=hunter2",
        "jdbc:postgresql://host/db?PassWord=hunter2",
        "jdbc:postgresql://host/db?sslpassword=hunter2",
        "jdbc:h2:file:x;PASSWORD=hunter2",
        "jdbc:h2:file:x;USER=hunter2",
        "jdbc:h2:mem:x;INIT=CREATE USER a PASSWORD ''hunter2''",
        "jdbc:h2:tcp://me:hunter2@host/x",
        "jdbc:mysql://me:hunter2@host/x",
        "mysql://me:hunter2@host/x",
        "jdbc:other:x;accessToken=hunter2",
      })
  void refusesCredentialsInAUrlAndDoesNotRepeatThem(String url) {
    String told = problem("{jdbc_url: '" + url + "'}");
    assertThat(told, startsWith("job.yaml:6: output.jdbc_url: holds credentials"));
    assertThat(told, not(containsString("hunter2")));
    assertThat(told, not(containsString("host")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jdbc:mysql://host:3306 | names no database",
        "jdbc:mariadb://host/?a=b | names no database",
        "jdbc:mariadb: | names no database",
        "jdbc:oracle:thin:x | is no kind of database that is known here",
        "postgresql://host/db | is no kind of database that is known here",
        "jdbc:postgresql: | names no database",
        "jdbc:postgresql://?a=b | names no database",
        "jdbc:h2:file: | names no file",
        "jdbc:h2:file:;A=B | names no file",
        "jdbc:h2:file:x/ | names no file",
        "jdbc:h2: | names no file",
        "jdbc:h2:file:x.mv.db | ends with .mv.db, which H2 adds itself",
        "jdbc:h2:x | is no kind of H2 database that is known here",
        "jdbc:h2:zip:a.zip!/x | is no kind of H2 database",
      })
  void refusesAUrlThatCannotBePublishedTo(String url, String problem) {
    assertThat(
        problem("{jdbc_url: '" + url + "'}"),
        startsWith("job.yaml:6: output.jdbc_url: " + problem));
  }

  @Test
  void readsWhatElseAnOutputCanHave() throws Exception {
    Output output =
        output(
            "{jdbc_url: 'jdbc:h2:mem:x', username: sa, password: {env: DB_PASSWORD}, schema:"
                + " reporting, cache: all}");
    assertThat(
        output,
        is(
            new Output(
                "jdbc:h2:mem:x",
                "sa",
                new Secret(Secret.SecretSource.ENVIRONMENT_VARIABLE, "DB_PASSWORD"),
                "reporting",
                Cache.ALL)));
  }

  @Test
  void needsNothingButAUrl() throws Exception {
    Output output = output("{jdbc_url: 'jdbc:h2:mem:x'}");
    assertThat(output.username(), is(nullValue()));
    assertThat(output.password(), is(nullValue()));
    assertThat(output.schema(), is(nullValue()));
    assertThat(output.cache(), is(Cache.CURRENT));
  }

  @ParameterizedTest
  @CsvSource({"../secret,FOLDER/secret", "/run/secret,/run/secret"})
  void findsAPasswordFileRelativeToTheJobFile(String written, String path) throws Exception {
    assertThat(
        output("{jdbc_url: 'jdbc:h2:mem:x', password: {file: " + written + "}}").password(),
        is(
            new Secret(
                Secret.SecretSource.FILE,
                path.replace("FOLDER", String.valueOf(folder.getParent())))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hunter2 | .password: stands here in clear (not repeated); write {env: NAME_OF_A_VARIABLE}",
        "'\"hunter2\"' | .password: stands here in clear",
        "[hunter2] | .password: stands here in clear",
        "42 | .password: stands here in clear",
        " | .password: stands here in clear",
        "{hunter2} | .password: holds a key that is not known",
        "{evn: hunter2} | .password: holds a key that is not known (not repeated: it may be a secret); did you mean env?",
        "{env: a, file: b} | .password: wants exactly one of env and file",
        "{} | .password: wants exactly one of env and file",
        "{env: hunter2!} | .password.env: is not the name of an environment variable (not repeated)",
        "{env: [hunter2]} | .password.env: wants the name of an environment variable, not a list",
        "{file: [hunter2]} | .password.file: wants the path of a file, not a list",
      })
  void refusesAPasswordThatIsNotNamed(String password, String problem) {
    JobText job =
        JobText.in(folder)
            .with(
                "output: {jdbc_url: 'jdbc:h2:mem:x', password: "
                    + (password == null ? "" : password)
                    + "}");
    String told = String.join("\n", job.shown(job.problems()));
    assertThat(told, startsWith("job.yaml:6: output" + problem));
    assertThat(told, not(containsString("hunter2")));
  }

  @Test
  void doesNotRepeatAKeyThatMayBeAMisplacedPassword() {
    assertThat(
        problem("{jdbc_url: 'jdbc:h2:mem:x', hunter2: }"),
        is(
            "job.yaml:6: output: holds a key that is not known (not repeated: it may be a"
                + " secret); known here: jdbc_url, username, password, schema, cache"));
    assertThat(
        problem("{jdbc_url: 'jdbc:h2:mem:x', shema: hunter2}"),
        containsString("; did you mean schema?; known here"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema: a-b | .schema: is not the name of a schema",
        "schema: 1a | .schema: wants text",
        "schema: '1a' | .schema: is not the name of a schema",
        "schema: 'a\"; drop' | .schema: is not the name of a schema",
        "cache: some | .cache: \"some\" is not known; write one of current, all, none",
        "username: [a] | .username: wants the name of a database user, not a list",
      })
  void refusesOtherKeysThatAreWrong(String key, String problem) {
    assertThat(
        problem("{jdbc_url: 'jdbc:h2:mem:x', " + key + "}"),
        startsWith("job.yaml:6: output" + problem.replace("wants text", "")));
  }

  @Test
  void boundsTheLengthOfASchema() throws Exception {
    String longest = "s".repeat(63);
    assertThat(
        output("{jdbc_url: 'jdbc:h2:mem:x', schema: " + longest + "}").schema(), is(longest));
    assertThat(
        problem("{jdbc_url: 'jdbc:h2:mem:x', schema: s" + longest + "}"),
        containsString("is not the name of a schema"));
  }

  private Output output(String output) throws JobFileException {
    return JobText.in(folder).with("output: " + output).read().output();
  }

  private String problem(String output) {
    return JobText.in(folder).with("output: " + output).problem();
  }
}

package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README's commands start: the jar that was built, in a process of its own. */
class BuiltJarIT {
  private static final Path JAR = Path.of("target/campaign-conversions.jar").toAbsolutePath();

  private final Path folder;

  BuiltJarIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void runsTheTestDataAndTellsWhatItSaw() throws IOException, InterruptedException, SQLException {
    Story story = Story.copiedTo(folder, "conversions");

    Process run = java("run", "pipelines/local.yaml", "--from=2025-09", "--to=2025-11");
    String told = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(told, run.waitFor(), is(1));
    assertThat(
        told,
        allOf(
            containsString("DISTRIBUTED"),
            containsString("All 25 campaigns show exactly 20"),
            containsString("WITHHELD     Zatoka Residence (zatoka) 2025-10")));
    assertThat(story.campaigns(), is(Story.expected("campaign_conversions.csv")));
  }

  @Test
  void runsOnFlinkToo() throws IOException, InterruptedException, SQLException {
    Story story = Story.copiedTo(folder, "conversions-flink");

    Process run = java("run", "pipelines/flink-local.yaml", "--from=2025-09", "--to=2025-11");
    String told = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(told, run.waitFor(), is(1));
    assertThat(story.campaigns(), is(Story.expected("campaign_conversions.csv")));
  }

  private Process java(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
  }
}

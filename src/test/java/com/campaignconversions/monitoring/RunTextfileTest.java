package com.campaignconversions.monitoring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import ch.qos.logback.classic.Level;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.reporting.LogLines;
import com.campaignconversions.results.runs.SmallRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file that node_exporter reads. */
class RunTextfileTest {
  private static final Job JOB = SmallJob.ofBelmonte().build();

  private final Path folder;
  private final Database database = new Database(Database.inMemory(), JOB.metricNames());

  RunTextfileTest(@TempDir Path folder) {
    this.folder = folder;
    Schema.prepare(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<String> warningsOfWriting(Path file, int exitCode) {
    try (LogLines log = new LogLines()) {
      new RunTextfile(file).tell(database, SmallRun.of(JOB).exitCode(exitCode).build());
      return log.of(Level.WARN);
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aFileTakesThePlaceOfTheOneBefore() throws IOException {
    Path file = folder.resolve("hotels.prom");

    assertThat(warningsOfWriting(file, 1), is(empty()));
    assertThat(Files.readString(file), containsString("exit_code{pipeline=\"small\"} 1.0\n"));
    assertThat(warningsOfWriting(file, 0), is(empty()));
    assertThat(Files.readString(file), containsString("exit_code{pipeline=\"small\"} 0.0\n"));
    assertThat(files(), contains("hotels.prom"));
  }

  @Test
  void whoeverMayReadAnyNewFileMayReadIt() throws IOException {
    Path file = folder.resolve("hotels.prom");
    Path any = Files.writeString(folder.resolve("any"), "");

    warningsOfWriting(file, 0);

    assertThat(Files.getPosixFilePermissions(file), is(Files.getPosixFilePermissions(any)));
  }

  @Test
  void aFolderThatIsNotThereIsTold() throws IOException {
    assertThat(
        warningsOfWriting(folder.resolve("none/hotels.prom"), 0),
        contains("WARN monitoring.textfile: the file was not written: its folder does not exist"));
    assertThat(files(), is(empty()));
  }

  @Test
  void whatCannotBeReplacedIsToldAndNothingIsLeftBehind() throws IOException {
    Path file = Files.createDirectory(folder.resolve("hotels.prom"));
    Files.writeString(file.resolve("full"), "");

    assertThat(
        warningsOfWriting(file, 0),
        contains(startsWith("WARN monitoring.textfile: the file was not written: ")));
    assertThat(files(), contains("hotels.prom"));
  }
}

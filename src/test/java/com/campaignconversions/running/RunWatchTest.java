package com.campaignconversions.running;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.database.Database;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.runs.RunState.Liveness;
import com.campaignconversions.publishing.runs.RunStore;
import com.campaignconversions.publishing.schema.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunWatchTest {
  private static final Job JOB = SmallJob.ofBelmonte().build();

  private final Database database = new Database(Database.inMemory(), List.of("reservations"));
  private Run run = new Run(0, Instant.EPOCH, "");

  @BeforeEach
  void startARun() {
    Schema.prepare(database);
    run = RunStore.start(database, JOB, "1.0", Instant.parse("2025-12-01T06:00:00Z"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private RunState stored() {
    return RunQueries.of(database, run.id()).orElseThrow();
  }

  /** One file and three client periods. */
  private static Step step() {
    WantedPeriods wanted = SmallJob.wanted(JOB, "2025-09", "2025-10", "2025-11");
    return new Step(wanted, List.of(new InsightFile(0, "/a", "a", 1, 0)));
  }

  @Test
  void theRestTakesAsLongAsWhatIsDoneByFilesAndClientPeriods() {
    try (RunWatch watch = RunWatch.over(database, run, false, 3, 9)) {
      watch.stepDone(step());
      assertThat(watch.remaining(Duration.ofMinutes(1)), is(Duration.ofMinutes(2)));

      watch.stepDone(step());
      assertThat(watch.remaining(Duration.ofMinutes(1)), is(Duration.ofSeconds(30)));

      watch.stepDone(step());
      assertThat(watch.remaining(Duration.ofMinutes(1)), is(Duration.ZERO));
    }
  }

  @Test
  void beforeAnythingIsDoneTheRestIsKnownToo() {
    try (RunWatch watch = RunWatch.over(database, run, false, 3, 9)) {
      assertThat(watch.remaining(Duration.ofSeconds(2)), is(Duration.ofSeconds(24)));
    }
  }

  @Test
  void aRunThatIsLeftWithoutBeingFinishedHasFailed() {
    RunWatch.over(database, run).close();

    assertThat(stored().state(), is(Liveness.ENDED));
    assertThat(stored().exitCode(), is(1));
  }

  @Test
  void aRunThatIsFinishedIsLeftAsItEnded() {
    try (RunWatch watch = RunWatch.over(database, run)) {
      watch.finished();
    }

    assertThat(stored().ended(), is(nullValue()));
    assertThat(stored().exitCode(), is(nullValue()));
  }

  @Test
  void aRunThatIsStoppedHasSoWrittenWhenWhatCouldBeDoneIsDone() {
    List<String> done = new CopyOnWriteArrayList<>();
    RunWatch watch = RunWatch.over(database, run);
    watch.beforeStop(
        () ->
            new Thread(
                    () -> {
                      done.add(String.valueOf(stored().reason()));
                      watch.nothingLeft();
                    })
                .start());

    watch.stopped();

    assertThat(done, contains("null"));
    assertThat(stored().reason(), is(RunStore.STOPPED));
    watch.close();
  }

  @Test
  void theFirstReasonThatARunFailedForIsKept() {
    RunWatch.because(database, run, "The disk is full.");
    RunWatch.because(database, run, "The run ended.");

    assertThat(stored().reason(), is("The disk is full."));
  }

  /** Whoever tells the reason is about to end with what made the run fail. */
  @Test
  void aReasonThatCannotBeStoredIsNoTroubleOfItsOwn() {
    Database empty = new Database(Database.inMemory(), List.of());

    RunWatch.because(empty, run, "The disk is full.");

    empty.close();
    assertThat(stored().reason(), is(nullValue()));
  }
}

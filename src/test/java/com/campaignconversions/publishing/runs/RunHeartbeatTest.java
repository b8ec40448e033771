package com.campaignconversions.publishing.runs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.publishing.schema.Schema;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunHeartbeatTest {
  /** Before anything that the database's clock can say. */
  private static final Instant LONG_AGO = Instant.parse("2001-01-01T00:00:00Z");

  private final Database database = new Database(Database.inMemory(), List.of("reservations"));
  private RunHeartbeat heartbeat = new RunHeartbeat(database, 0);

  @BeforeEach
  void startARunThatHasBeenSilentForLong() {
    Schema.prepare(database);
    Run run = RunStore.start(database, SmallJob.ofBelmonte().build(), "1.0", LONG_AGO);
    heartbeat = new RunHeartbeat(database, run.id());
    beSilentSinceLongAgo();
  }

  private void beSilentSinceLongAgo() {
    database.transaction(
        connection ->
            Sql.update(
                connection,
                "UPDATE run SET heartbeat = ?, moved = ?",
                List.of(LONG_AGO, LONG_AGO)));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private RunState stored() {
    return RunQueries.of(database, heartbeat.runId()).orElseThrow();
  }

  @Test
  void aBeatShowsThatTheRunLivesAndNotThatItMoved() {
    heartbeat.join();
    heartbeat.beat();
    heartbeat.leave();

    assertThat(stored().heartbeat(), is(greaterThan(LONG_AGO)));
    assertThat(stored().moved(), is(LONG_AGO));
  }

  @Test
  void theBeatAfterAMoveShowsBoth() {
    heartbeat.join();
    heartbeat.moved();
    assertThat(stored().moved(), is(LONG_AGO));
    heartbeat.beat();
    heartbeat.leave();

    assertThat(stored().moved(), is(greaterThan(LONG_AGO)));
    assertThat(stored().moved(), is(stored().heartbeat()));
  }

  @Test
  void aMoveIsShownOnce() {
    heartbeat.join();
    heartbeat.moved();
    heartbeat.beat();
    beSilentSinceLongAgo();
    heartbeat.beat();
    heartbeat.leave();

    assertThat(stored().moved(), is(LONG_AGO));
    assertThat(stored().heartbeat(), is(greaterThan(LONG_AGO)));
  }

  @Test
  void whereNobodyHasJoinedNothingIsShown() {
    heartbeat.moved();
    heartbeat.beat();

    assertThat(stored().heartbeat(), is(LONG_AGO));
    assertThat(stored().moved(), is(LONG_AGO));
  }

  @Test
  void itGoesOnUntilTheLastWhoJoinedLeaves() {
    heartbeat.join();
    heartbeat.join();
    heartbeat.leave();
    heartbeat.beat();
    assertThat(stored().heartbeat(), is(greaterThan(LONG_AGO)));

    heartbeat.leave();
    beSilentSinceLongAgo();
    heartbeat.beat();
    assertThat(stored().heartbeat(), is(LONG_AGO));
  }

  @Test
  void anotherHandleOfTheSameRunBeatsToo() {
    heartbeat.join();
    new RunHeartbeat(database, heartbeat.runId()).beat();
    heartbeat.leave();

    assertThat(stored().heartbeat(), is(greaterThan(LONG_AGO)));
  }
}

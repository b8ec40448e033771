package com.campaignconversions.running;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JdbcRestartsTest {
  private final RuntimeException cut =
      new IllegalStateException(new SQLException("The connection was cut.", "08006"));

  private final JdbcRestarts restarts =
      new JdbcRestarts(new Database(Database.inMemory(), List.of()), "The pipeline");
  private int runs;

  /** Fails so often, and then succeeds. */
  private void failing(int times, RuntimeException problem) {
    restarts.run(
        () -> {
          if (++runs <= times) {
            throw problem;
          }
        });
  }

  private void failsAtOnceWith(RuntimeException problem) {
    RuntimeException thrown = assertThrows(RuntimeException.class, () -> failing(1, problem));

    assertThat(thrown, sameInstance(problem));
    assertThat(runs, is(1));
  }

  @Test
  void aPipelineThatSucceedsRunsOnce() {
    failing(0, cut);

    assertThat(runs, is(1));
  }

  @Test
  void aPipelineWhoseConnectionWasCutRunsAgain() {
    failing(1, cut);

    assertThat(runs, is(2));
  }

  @Test
  void aPipelineWhoseTableWasAlteredMeanwhileRunsAgain() {
    failing(
        1,
        new IllegalStateException(
            new SQLException("Table \"CAMPAIGN_ROW\" not found", "42S02", 42102)));

    assertThat(runs, is(2));
  }

  @Test
  void afterThreeRestartsItIsGivenUp() {
    RuntimeException thrown = assertThrows(RuntimeException.class, () -> failing(4, cut));

    assertThat(thrown, sameInstance(cut));
    assertThat(runs, is(4));
  }

  @Test
  void anyOtherTroubleOfTheDatabaseEndsThePipeline() {
    failsAtOnceWith(new IllegalStateException(new SQLException("Data too long", "22001")));
  }

  @Test
  void whatIsNoTroubleOfTheDatabaseEndsThePipeline() {
    failsAtOnceWith(new IllegalStateException("a bug"));
  }

  @Test
  void aTransactionThatHasGivenUpIsNotTriedAgain() {
    failsAtOnceWith(
        new IllegalStateException(
            DatabaseException.using(new SQLException("The connection was cut.", "08006"))));
  }
}

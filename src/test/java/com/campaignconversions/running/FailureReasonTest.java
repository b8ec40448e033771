package com.campaignconversions.running;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.insights.landed.SourceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.jobmanager.scheduler.NoResourceAvailableException;
import org.apache.flink.util.SerializedThrowable;
import org.junit.jupiter.api.Test;

class FailureReasonTest {
  private final SQLException diskFull = new SQLException("ERROR: disk full", "53100");

  @Test
  void whatTheDatabaseSaysIsFoundBehindTheRunnersOwnTypes() {
    assertThat(
        FailureReason.of(new IllegalStateException(new RuntimeException(diskFull))),
        is("the database failed: ERROR: disk full [53100]"));
  }

  @Test
  void aSentenceForAPersonIsToldAsItIs() {
    assertThat(
        FailureReason.of(
            new IllegalStateException(new DatabaseException("output.schema: none", diskFull))),
        is("output.schema: none"));
    assertThat(
        FailureReason.of(new SourceException("insights.jdbc.table: no such table")),
        is("insights.jdbc.table: no such table"));
  }

  @Test
  void whatFlinkSaysIsASentenceWithAWayOut() {
    assertThat(
        FailureReason.of(new IllegalStateException(new NoResourceAvailableException("slots"))),
        containsString("too few free task slots"));
    assertThat(
        FailureReason.of(new IllegalStateException(new ConnectException("refused"))),
        containsString("the Flink cluster does not answer"));
    assertThat(
        FailureReason.of(
            new IllegalStateException(
                new JobCancellationException(new JobID(), "cancelled", null))),
        containsString("was cancelled"));
  }

  @Test
  void whatIsUnexpectedNamesItsRootAndWhereItIs() {
    String told =
        FailureReason.unexpected(
            new IllegalStateException("wrapped", new ArithmeticException("/ by zero")));

    assertThat(
        told,
        matchesPattern(
            "an unexpected error, which --verbose tells whole: java.lang.ArithmeticException: /"
                + " by zero \\(FailureReasonTest.java:\\d+\\)"));
  }

  @Test
  void whatOnlyADeveloperCanMendIsNotTold() {
    assertThat(
        FailureReason.of(new UncheckedIOException(new IOException("a bug"))), is(nullValue()));
  }

  @Test
  void whatCameFromAClusterIsUnpacked() {
    RuntimeException packed = new RuntimeException("job failed", new SerializedThrowable(diskFull));

    assertThat(FailureReason.of(packed), is("the database failed: ERROR: disk full [53100]"));
  }

  @Test
  void causesComeFromTheOutermostInwards() {
    RuntimeException inner = new RuntimeException(diskFull);
    RuntimeException outer = new IllegalStateException(inner);

    assertThat(FailureReason.causes(outer), contains(outer, inner, diskFull));
  }

  @Test
  void behindTheInnermostThereIsNone() {
    Iterator<Throwable> causes = FailureReason.causes(diskFull).iterator();

    assertThat(causes.next(), is(diskFull));
    assertThat(causes.hasNext(), is(false));
    assertThrows(NoSuchElementException.class, causes::next);
  }
}

package com.campaignconversions.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.SocketException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.junit.jupiter.api.Test;

class SqlFailureTest {
  @Test
  void aBatchWhoseConnectionWasCutMayBeSentAgain() {
    SQLException cut = new SQLNonTransientConnectionException("Socket error", "08000");
    assertThat(SqlFailure.of(cut), is(SqlFailure.CONNECTION_LOST));
    assertThat(
        SqlFailure.of(new BatchUpdateException(new int[0], cut)), is(SqlFailure.CONNECTION_LOST));
  }

  @Test
  void ofWhatH2CannotReadOrWriteOnlyAConnectionMayBeTriedAgain() {
    IOException reset = new SocketException("Connection reset");
    IOException full = new IOException("No space left on device");

    assertThat(
        SqlFailure.of(new SQLException("IO Exception", "90028", reset)),
        is(SqlFailure.CONNECTION_LOST));
    assertThat(
        SqlFailure.of(new SQLException("IO Exception", "90028", full)), is(SqlFailure.PERMANENT));
    assertThat(SqlFailure.of(new SQLException("IO Exception", "90031")), is(SqlFailure.PERMANENT));
  }

  @Test
  void whatFailsForAReasonOfItsOwnMayNot() {
    SQLException tooLong = new SQLException("Data too long", "22001");
    assertThat(SqlFailure.of(tooLong), is(SqlFailure.PERMANENT));
    assertThat(SqlFailure.of(new SQLException(tooLong)), is(SqlFailure.PERMANENT));
    assertThat(SqlFailure.of(new SQLException("no reason given")), is(SqlFailure.PERMANENT));
  }
}

package com.campaignconversions.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.SocketException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.junit.jupiter.api.Test;

class TroubleTest {
  @Test
  void aBatchWhoseConnectionWasCutMayBeSentAgain() {
    SQLException cut = new SQLNonTransientConnectionException("Socket error", "08000");
    assertThat(Trouble.of(cut), is(Trouble.CUT));
    assertThat(Trouble.of(new BatchUpdateException(new int[0], cut)), is(Trouble.CUT));
  }

  @Test
  void ofWhatH2CannotReadOrWriteOnlyAConnectionMayBeTriedAgain() {
    IOException reset = new SocketException("Connection reset");
    IOException full = new IOException("No space left on device");

    assertThat(Trouble.of(new SQLException("IO Exception", "90028", reset)), is(Trouble.CUT));
    assertThat(Trouble.of(new SQLException("IO Exception", "90028", full)), is(Trouble.LASTING));
    assertThat(Trouble.of(new SQLException("IO Exception", "90031")), is(Trouble.LASTING));
  }

  @Test
  void whatFailsForAReasonOfItsOwnMayNot() {
    SQLException tooLong = new SQLException("Data too long", "22001");
    assertThat(Trouble.of(tooLong), is(Trouble.LASTING));
    assertThat(Trouble.of(new SQLException(tooLong)), is(Trouble.LASTING));
    assertThat(Trouble.of(new SQLException("no reason given")), is(Trouble.LASTING));
  }
}

package com.campaignconversions.publishing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

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
  void whatFailsForAReasonOfItsOwnMayNot() {
    SQLException tooLong = new SQLException("Data too long", "22001");
    assertThat(Trouble.of(tooLong), is(Trouble.LASTING));
    assertThat(Trouble.of(new SQLException(tooLong)), is(Trouble.LASTING));
    assertThat(Trouble.of(new SQLException("no reason given")), is(Trouble.LASTING));
  }
}

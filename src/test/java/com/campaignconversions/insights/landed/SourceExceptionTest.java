package com.campaignconversions.insights.landed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class SourceExceptionTest {
  private final SQLException problem = new SQLException("permission denied", "42501");

  @Test
  void namesTheKeyThatTheDatabaseRefuses() {
    SourceException refused = SourceException.refused("insights.jdbc.table", problem);

    assertThat(
        refused.getMessage(),
        is("insights.jdbc.table: the database refuses it: permission denied [42501]"));
    assertThat(refused.getCause(), is(sameInstance(problem)));
  }

  @Test
  void namesTheDatabaseThatWentAway() {
    assertThat(
        SourceException.lost(problem).getMessage(),
        is("insights.jdbc: the database failed: permission denied [42501]"));
  }

  @Test
  void namesTheSourceThatWasNotAnswered() {
    assertThat(
        SourceException.failed("ads_insights", problem).getMessage(),
        is("ads_insights: the query failed: permission denied [42501]"));
  }

  @Test
  void tellsTheDriversFirstLine() {
    assertThat(
        SourceException.message(new SQLException("syntax error\n  Position: 8\n", "42601")),
        is("syntax error [42601]"));
  }

  @Test
  void leavesOutTheStatementThatH2Adds() {
    assertThat(
        SourceException.message(
            new SQLException(
                "Table \"X\" not found; SQL statement:\nSELECT 'hunter2' [42102-232]", "42S02")),
        is("Table \"X\" not found [42S02]"));
  }

  @Test
  void tellsThatTheDriverSaidNothing() {
    assertThat(SourceException.message(new SQLException()), is("null [null]"));
    assertThat(SourceException.message(new SQLException("", "08000")), is(" [08000]"));
  }
}

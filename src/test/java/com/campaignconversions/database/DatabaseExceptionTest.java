package com.campaignconversions.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DatabaseExceptionTest {
  private static SQLException problem(@Nullable String state, int number) {
    return new SQLException("What the driver says.", state, number);
  }

  private static @Nullable String connecting(@Nullable String state, int number) {
    return DatabaseException.connecting("audit", problem(state, number)).getMessage();
  }

  @Test
  void aDatabaseThatIsNotOpenToTheUserIsToldByTheUsername() {
    String told = "audit.username: the database is not open to this user (What the driver says.)";

    assertThat(connecting("42501", 0), is(told));
    assertThat(connecting("42000", 1044), is(told));
  }

  @Test
  void whoIsRefusedIsToldByTheUsernameAndThePassword() {
    String told =
        "audit.username or audit.password: the database refuses them (What the driver says.)";

    assertThat(connecting("28000", 0), is(told));
    assertThat(connecting("28P01", 0), is(told));
  }

  @Test
  void aDatabaseThatIsNotThereIsToldByTheUrl() {
    String told = "audit.jdbc_url: there is no such database (What the driver says.)";

    assertThat(connecting("3D000", 0), is(told));
    assertThat(connecting("90146", 90146), is(told));
    assertThat(connecting("90149", 90149), is(told));
    assertThat(connecting("42000", 1049), is(told));
  }

  @Test
  void anH2FileInUseIsToldAsSuch() {
    assertThat(
        connecting("90020", 90020),
        is(
            "audit.jdbc_url: the H2 file is open in another process; wait for it to end (What the"
                + " driver says.)"));
  }

  @Test
  void anythingElseIsADatabaseThatDoesNotAnswer() {
    String told = "audit.jdbc_url: the database does not answer (What the driver says.)";

    assertThat(connecting("08001", 0), is(told));
    assertThat(connecting(null, 0), is(told));
  }

  @Test
  void whereNoSectionIsNamedItIsTheOutput() {
    SQLException problem = problem("3D000", 0);

    DatabaseException told = DatabaseException.connecting(problem);

    assertThat(
        told.getMessage(),
        is("output.jdbc_url: there is no such database (What the driver says.)"));
    assertThat(told.getCause(), sameInstance(problem));
  }

  @Test
  void whichDatabasesOnlyReadIsKnownOfEachKind() {
    assertThat(DatabaseException.onlyReads(problem("25006", 0)), is(true));
    assertThat(DatabaseException.onlyReads(problem("90097", 90097)), is(true));
    for (int number : new int[] {1290, 1792, 1836}) {
      assertThat(DatabaseException.onlyReads(problem("HY000", number)), is(true));
    }
    assertThat(DatabaseException.onlyReads(problem("HY000", 1205)), is(false));
    assertThat(DatabaseException.onlyReads(problem(null, 0)), is(false));
  }

  @Test
  void aReplicaIsToldAsOne() {
    assertThat(
        DatabaseException.using(problem("25006", 0)).getMessage(),
        is(
            "output.jdbc_url: the database only reads, as a replica does: What the driver says."
                + " [25006]"));
  }

  @Test
  void whatSomebodyElseStoredIsToldByItsKey() {
    assertThat(
        DatabaseException.reading("audit.query", problem("42601", 0)).getMessage(),
        is("audit.query: the database refuses it: What the driver says. [42601]"));
    assertThat(
        DatabaseException.reading("audit.query", "it has no column").getMessage(),
        is("audit.query: it has no column"));
  }

  @Test
  void theStatementThatH2AddsIsLeftOut() {
    assertThat(
        DatabaseException.firstLine(
            new SQLException("Value too long; SQL statement:\nINSERT INTO x VALUES ('secret')")),
        is("Value too long"));
  }

  @Test
  void onlyTheFirstLineIsTold() {
    assertThat(
        DatabaseException.firstLine(new SQLException("ERROR: disk full\n  Detail: (1, secret)")),
        is("ERROR: disk full"));
    assertThat(DatabaseException.firstLine(new SQLException("")), is(""));
  }

  @Test
  void whatFollowsAnExceptionIsToldOnlyOfABatchOrAPool() {
    SQLException next = new SQLException("The cause.");
    BatchUpdateException batch = new BatchUpdateException("The batch.", new int[0]);
    batch.setNextException(next);
    SQLException plain = new SQLException("The problem.");
    plain.setNextException(next);

    assertThat(DatabaseException.firstLine(batch), is("The cause."));
    assertThat(DatabaseException.firstLine(plain), is("The problem."));
  }
}

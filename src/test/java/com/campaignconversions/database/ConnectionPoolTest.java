package com.campaignconversions.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import com.campaignconversions.job.Output;
import com.campaignconversions.job.Output.Cache;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
  private final Output output = Database.inMemory();

  @AfterEach
  void close() {
    ConnectionPool.close(output);
  }

  private static Output with(Output output, Cache cache) {
    return new Output(
        output.jdbcUrl(), output.username(), output.password(), output.schema(), cache);
  }

  @Test
  void aDatabaseHasOnePoolWhateverItsCacheHolds() {
    assertThat(ConnectionPool.of(with(output, Cache.ALL)), sameInstance(ConnectionPool.of(output)));
  }

  @Test
  void anotherDatabaseHasAnotherPool() {
    Output other = Database.inMemory();

    assertThat(ConnectionPool.of(other), is(not(sameInstance(ConnectionPool.of(output)))));
    ConnectionPool.close(other);
  }

  @Test
  void aClosedPoolIsOpenedAnewWhenItIsNeeded() throws SQLException {
    ConnectionPool first = ConnectionPool.of(output);
    ConnectionPool.close(output);

    ConnectionPool second = ConnectionPool.of(output);
    assertThat(second, is(not(sameInstance(first))));
    try (var connection = second.dataSource().getConnection()) {
      assertThat(connection.isClosed(), is(false));
    }
  }

  @Test
  void closingWhatWasNeverOpenedDoesNothing() {
    ConnectionPool.close(output);
    ConnectionPool.reopen(output);

    assertThat(
        new Database(output, List.of())
            .transaction(
                connection ->
                    Sql.query(connection, "SELECT 1", List.of(), row -> row.getInt(1)).get(0)),
        is(1));
  }

  @Test
  void oneWhoWaitedInVainSpeaksForAllUntilThePoolIsOpenedAnew() {
    SQLException problem = new SQLException("refused", "08001");
    ConnectionPool pool = ConnectionPool.of(output);
    assertThat(pool.recentFailure(), is(nullValue()));

    pool.rememberFailure(problem);
    assertThat(pool.recentFailure(), sameInstance(problem));

    ConnectionPool.reopen(output);
    assertThat(ConnectionPool.of(output).recentFailure(), is(nullValue()));
  }

  @Test
  void aNameIsQuotedAsTheDatabaseStoresIt() {
    assertThat(ConnectionPool.of(output).quoted("leads"), is("\"LEADS\""));
  }

  @Test
  void anH2ThatKeepsSmallLettersIsAskedForThem() {
    Output small =
        new Output(
            Database.inMemory().jdbcUrl() + ";DATABASE_TO_LOWER=TRUE",
            null,
            null,
            null,
            Cache.NONE);

    assertThat(ConnectionPool.of(small).quoted("leads"), is("\"leads\""));
    ConnectionPool.close(small);
  }

  @Test
  void aSchemaIsChosenByItsNameAndOneThatIsNotThereIsNotMissed() throws SQLException {
    new Database(output, List.of())
        .transaction(
            connection -> {
              Sql.execute(connection, "CREATE SCHEMA marketing");
              return true;
            });

    assertThat(schema("marketing"), is("MARKETING"));
    assertThat(schema("nowhere"), is("PUBLIC"));
  }

  private String schema(String name) throws SQLException {
    Output inSchema = new Output(output.jdbcUrl(), null, null, name, Cache.NONE);
    try (var connection = ConnectionPool.connectIfExists(inSchema)) {
      return connection.getSchema();
    }
  }
}

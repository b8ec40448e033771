package com.campaignconversions.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SqlTest {
  private final Database database = new Database(Database.inMemory(), List.of());

  @BeforeEach
  void makeATable() {
    on(
        connection -> {
          Sql.execute(
              connection,
              "CREATE TABLE thing (id TEXT, number BIGINT, flag BOOLEAN,"
                  + " moment TIMESTAMP(6) WITH TIME ZONE)");
          return true;
        });
  }

  @AfterEach
  void close() {
    database.close();
  }

  private <T> T on(Database.Work<T> work) {
    return database.transaction(work);
  }

  private List<String> ids() {
    return on(
        connection ->
            Sql.query(
                connection,
                "SELECT id FROM thing ORDER BY id",
                List.of(),
                row -> row.getString("id")));
  }

  private static int insert(Connection connection, String id) throws SQLException {
    return Sql.update(connection, "INSERT INTO thing (id) VALUES (?)", List.of(id));
  }

  @Test
  void aPlaceIsHeldForEachParameter() {
    assertThat(Sql.placeholders(0), is(""));
    assertThat(Sql.placeholders(1), is("?"));
    assertThat(Sql.placeholders(3), is("?, ?, ?"));
  }

  @Test
  void chunksHoldAtMostSoManyAndTheLastTheRest() {
    assertThat(
        Sql.chunks(List.of(1, 2, 3, 4, 5), 2), contains(List.of(1, 2), List.of(3, 4), List.of(5)));
    assertThat(Sql.chunks(List.of(1, 2, 3, 4), 2), contains(List.of(1, 2), List.of(3, 4)));
    assertThat(Sql.chunks(List.of(), 2), is(empty()));
  }

  @Test
  void aStatementTakesFiveHundredKeys() {
    List<Integer> keys = IntStream.range(0, 1001).boxed().toList();

    assertThat(Sql.chunks(keys).stream().map(List::size).toList(), contains(500, 500, 1));
    assertThat(Sql.chunks(keys).get(1).get(0), is(500));
    assertThat(Sql.chunks(keys.subList(0, 500)).stream().map(List::size).toList(), contains(500));
  }

  @Test
  void anUpdateTellsHowManyRowsItChanged() {
    int changed =
        on(
            connection -> {
              insert(connection, "a");
              insert(connection, "b");
              return Sql.update(
                  connection, "UPDATE thing SET id = id || ? WHERE id <> ?", List.of("x", "c"));
            });

    assertThat(changed, is(2));
    assertThat(ids(), contains("ax", "bx"));
  }

  @Test
  void aBatchRunsOncePerRow() {
    on(
        connection -> {
          Sql.batch(
              connection,
              "INSERT INTO thing (id) VALUES (?)",
              List.of(List.of("a"), List.of("b"), List.of("c")));
          return true;
        });

    assertThat(ids(), contains("a", "b", "c"));
  }

  /** The statement would not even be understood. */
  @Test
  void aBatchOfNoRowsAsksNothing() {
    on(
        connection -> {
          Sql.batch(connection, "no statement", List.of());
          return true;
        });

    assertThat(ids(), is(empty()));
  }

  @Test
  void eachSeesEveryRowInOrder() {
    List<String> seen = new ArrayList<>();
    on(
        connection -> {
          insert(connection, "b");
          insert(connection, "a");
          Sql.each(
              connection,
              "SELECT id FROM thing WHERE id < ? ORDER BY id",
              List.of("c"),
              row -> seen.add(row.getString(1)));
          return true;
        });

    assertThat(seen, contains("a", "b"));
  }

  @Test
  void valuesComeBackAsTheyWere() {
    Instant moment = Instant.parse("2025-11-30T23:59:59.123456Z");
    on(
        connection ->
            Sql.update(
                connection,
                "INSERT INTO thing VALUES (?, ?, ?, ?)",
                List.of("a", 0L, false, moment)));
    on(
        connection ->
            Sql.query(
                connection,
                "SELECT * FROM thing",
                List.of(),
                row -> {
                  assertThat(Sql.count(row, "number"), is(0L));
                  assertThat(Sql.flag(row, "flag"), is(false));
                  assertThat(Sql.instant(row, "moment"), is(moment));
                  return true;
                }));

    assertThat(ids(), contains("a"));
  }

  @Test
  void nullIsNeitherZeroNorFalse() {
    on(
        connection ->
            Sql.update(
                connection,
                "INSERT INTO thing VALUES (?, ?, ?, ?)",
                Arrays.asList("a", null, null, null)));
    on(
        connection ->
            Sql.query(
                connection,
                "SELECT * FROM thing",
                List.of(),
                row -> {
                  assertThat(Sql.count(row, "number"), is(nullValue()));
                  assertThat(Sql.flag(row, "flag"), is(nullValue()));
                  assertThat(Sql.instant(row, "moment"), is(nullValue()));
                  return true;
                }));

    assertThat(ids(), contains("a"));
  }
}

package com.campaignconversions.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class DialectTest {
  private static final RowTarget REPLACED =
      new RowTarget("thing", List.of("a", "b", "c", "d"), List.of("a", "b"), true);
  private static final RowTarget KEPT =
      new RowTarget("thing", List.of("a", "b", "c"), List.of("a", "b"), false);

  @Test
  void theUrlTellsWhichDatabaseItIsInWhateverCase() {
    assertThat(Dialect.of("jdbc:h2:mem:x"), is(Dialect.H2));
    assertThat(Dialect.of("jdbc:postgresql://host/x"), is(Dialect.POSTGRESQL));
    assertThat(Dialect.of("jdbc:mariadb://host/x"), is(Dialect.MYSQL));
    assertThat(Dialect.of("jdbc:mysql://host/x"), is(Dialect.MYSQL));
    assertThat(Dialect.of("JDBC:PostgreSQL://host/x"), is(Dialect.POSTGRESQL));
  }

  @Test
  void anotherKindOfDatabaseIsRefusedWithoutItsUrl() {
    DatabaseException refused =
        assertThrows(DatabaseException.class, () -> Dialect.of("jdbc:sqlite:secret.db"));

    assertThat(
        refused.getMessage(),
        is(
            "output.jdbc_url: no such kind of database; it starts with jdbc:h2:, jdbc:postgresql:,"
                + " jdbc:mariadb: or jdbc:mysql:"));
  }

  @Test
  void h2IsQuietSpeaksAsPostgreSqlAndOutlivesASignal() {
    assertThat(
        Dialect.H2.url("jdbc:h2:mem:x"),
        is("jdbc:h2:mem:x;TRACE_LEVEL_FILE=0;MODE=PostgreSQL;DB_CLOSE_ON_EXIT=FALSE"));
  }

  @Test
  void whatTheUrlOfH2SaysItselfStays() {
    assertThat(
        Dialect.H2.url("jdbc:h2:mem:x;mode=MySQL;Trace_Level_File=2"),
        is("jdbc:h2:mem:x;mode=MySQL;Trace_Level_File=2;DB_CLOSE_ON_EXIT=FALSE"));
  }

  @Test
  void theOneDriverOfMariaDbServesMySqlToo() {
    assertThat(
        Dialect.MYSQL.url("jdbc:mysql://host:3306/x?a=b:c"),
        is("jdbc:mariadb://host:3306/x?a=b:c"));
    assertThat(Dialect.MYSQL.url("jdbc:mariadb://host/x"), is("jdbc:mariadb://host/x"));
  }

  @Test
  void theUrlOfPostgreSqlStays() {
    assertThat(Dialect.POSTGRESQL.url("jdbc:postgresql://host/x"), is("jdbc:postgresql://host/x"));
  }

  @Test
  void noServerMayTellTheValuesOfARow() {
    assertThat(Dialect.POSTGRESQL.properties().getProperty("logServerErrorDetail"), is("false"));
  }

  @Test
  void mariaDbKeepsInstantsInUtc() {
    assertThat(Dialect.MYSQL.properties().getProperty("connectionTimeZone"), is("UTC"));
    assertThat(
        Dialect.MYSQL.properties().getProperty("forceConnectionTimeZoneToSession"), is("true"));
    assertThat(Dialect.MYSQL.now(), is("UTC_TIMESTAMP(6)"));
  }

  @Test
  void everyDatabaseWaitsAMinuteForALock() {
    assertThat(Dialect.H2.onConnect(), is("SET LOCK_TIMEOUT 60000"));
    assertThat(Dialect.POSTGRESQL.onConnect().split(";", -1)[0], is("SET lock_timeout = 60000"));
    assertThat(
        Dialect.MYSQL.onConnect().split(", sql_mode", -1)[0],
        is("SET SESSION innodb_lock_wait_timeout = 60, lock_wait_timeout = 60"));
  }

  @Test
  void typesAreSpelledAsEachDatabaseKnowsThem() {
    assertTypes(ColumnType.ID, "VARCHAR", "TEXT", "VARCHAR(100)");
    assertTypes(
        ColumnType.HASH, "VARCHAR", "TEXT", "VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin");
    assertTypes(ColumnType.PLACE, "VARCHAR", "TEXT", "VARCHAR(650)");
    assertTypes(ColumnType.TEXT, "VARCHAR", "TEXT", "LONGTEXT");
    assertTypes(ColumnType.JSON, "VARCHAR", "JSONB", "LONGTEXT");
    assertTypes(ColumnType.DOCUMENT, "CHARACTER LARGE OBJECT", "JSONB", "LONGTEXT");
    assertTypes(
        ColumnType.INSTANT,
        "TIMESTAMP(6) WITH TIME ZONE",
        "TIMESTAMP(6) WITH TIME ZONE",
        "DATETIME(6)");
    assertTypes(ColumnType.DECIMAL, "NUMERIC(38, 10)", "NUMERIC(38, 10)", "NUMERIC(38, 10)");
    assertTypes(ColumnType.COUNT, "BIGINT", "BIGINT", "BIGINT");
    assertThat(Dialect.MYSQL.type(ColumnType.GROWING_NUMBER), is("BIGINT AUTO_INCREMENT"));
  }

  private static void assertTypes(ColumnType type, String h2, String postgreSql, String mySql) {
    assertThat(Dialect.H2.type(type), is(h2));
    assertThat(Dialect.POSTGRESQL.type(type), is(postgreSql));
    assertThat(Dialect.MYSQL.type(type), is(mySql));
  }

  @Test
  void namesAreQuotedAsEachDatabaseReadsThem() {
    assertThat(Dialect.H2.quote(), is("\""));
    assertThat(Dialect.POSTGRESQL.quote(), is("\""));
    assertThat(Dialect.MYSQL.quote(), is("`"));
  }

  @Test
  void onlyPostgreSqlHasToBeToldThatATextIsJson() {
    assertThat(Dialect.H2.jsonParameter(), is("?"));
    assertThat(Dialect.POSTGRESQL.jsonParameter(), is("CAST(? AS JSONB)"));
    assertThat(Dialect.MYSQL.jsonParameter(), is("?"));
  }

  @Test
  void aRowOfMariaDbHoldsThreeHundredAndEightyMetrics() {
    assertThat(Dialect.MYSQL.mostMetrics(), is(380));
    assertThat(Dialect.POSTGRESQL.mostMetrics(), is(Integer.MAX_VALUE));
  }

  @Test
  void aRowTakesThePlaceOfTheOneWithItsKey() {
    assertThat(
        Dialect.H2.insert(REPLACED),
        is("MERGE INTO thing (a, b, c, d) KEY (a, b) VALUES (?, ?, ?, ?)"));
    assertThat(
        Dialect.POSTGRESQL.insert(REPLACED),
        is(
            "INSERT INTO thing (a, b, c, d) VALUES (?, ?, ?, ?) ON CONFLICT (a, b) DO UPDATE SET"
                + " c = EXCLUDED.c, d = EXCLUDED.d"));
    assertThat(
        Dialect.MYSQL.insert(REPLACED),
        is(
            "INSERT INTO thing (a, b, c, d) VALUES (?, ?, ?, ?) ON DUPLICATE KEY UPDATE"
                + " c = VALUES(c), d = VALUES(d)"));
  }

  @Test
  void aRowGivesWayToTheOneWithItsKey() {
    assertThat(
        Dialect.H2.insert(KEPT),
        is("INSERT INTO thing (a, b, c) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"));
    assertThat(Dialect.POSTGRESQL.insert(KEPT), is(Dialect.H2.insert(KEPT)));
    assertThat(
        Dialect.MYSQL.insert(KEPT),
        is("INSERT INTO thing (a, b, c) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE a = a"));
  }

  @Test
  void inH2BothKindsOfInsertDoAsTheySay() {
    Database database = new Database(Database.inMemory(), List.of());
    RowTarget replaced = new RowTarget("thing", List.of("a", "b"), List.of("a"), true);
    RowTarget kept = new RowTarget("thing", List.of("a", "b"), List.of("a"), false);
    List<String> rows =
        database.transaction(
            connection -> {
              Sql.execute(connection, "CREATE TABLE thing (a TEXT PRIMARY KEY, b TEXT)");
              Sql.update(connection, Dialect.H2.insert(kept), List.of("1", "first"));
              Sql.update(connection, Dialect.H2.insert(kept), List.of("1", "second"));
              Sql.update(connection, Dialect.H2.insert(replaced), List.of("2", "first"));
              Sql.update(connection, Dialect.H2.insert(replaced), List.of("2", "second"));
              return Sql.query(
                  connection, "SELECT b FROM thing ORDER BY a", List.of(), row -> row.getString(1));
            });
    database.close();

    assertThat(rows, is(List.of("first", "second")));
  }
}

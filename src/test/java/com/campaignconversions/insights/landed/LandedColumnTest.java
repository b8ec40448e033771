package com.campaignconversions.insights.landed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.insights.landed.LandedColumn.ColumnKind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LandedColumnTest {
  /** In memory, and gone when it is closed. */
  private final Connection database;

  LandedColumnTest() throws SQLException {
    database = DriverManager.getConnection("jdbc:h2:mem:");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  /** What one expression is as a column. */
  private LandedColumn column(String expression) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + expression + " AS \"One\"")) {
      return LandedColumn.of(row.getMetaData(), 1);
    }
  }

  private @Nullable String read(String expression) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + expression)) {
      row.next();
      return LandedColumn.of(row.getMetaData(), 1).read(row, 1);
    }
  }

  private @Nullable String readId(String expression) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + expression)) {
      row.next();
      return LandedColumn.of(row.getMetaData(), 1).readId(row, 1);
    }
  }

  private static LandedColumn ofType(String typeName, ColumnKind kind) {
    return new LandedColumn("one", typeName, kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "VARCHAR | TEXT",
        "CHAR(3) | TEXT",
        "CLOB | TEXT",
        "JSON | TEXT",
        "UUID | TEXT",
        "SMALLINT | NUMBER",
        "INTEGER | NUMBER",
        "BIGINT | NUMBER",
        "DECIMAL(10, 2) | NUMBER",
        "REAL | NUMBER",
        "DOUBLE PRECISION | NUMBER",
        "BOOLEAN | TRUTH",
        "DATE | DATE",
        "TIMESTAMP | TIME",
        "TIMESTAMP WITH TIME ZONE | INSTANT",
        "VARCHAR ARRAY | LIST",
      })
  void isReadByItsType(String type, ColumnKind kind) throws SQLException {
    assertThat(column("CAST(NULL AS " + type + ")").kind(), is(kind));
    assertThat("no value", read("CAST(NULL AS " + type + ")"), is(nullValue()));
  }

  @Test
  void keepsItsNameAsTheDatabaseSpellsIt() throws SQLException {
    assertThat(column("CAST(1 AS BIGINT)").label(), is("One"));
    assertThat(column("CAST(1 AS BIGINT)").typeName(), is("bigint"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'a b' | a b",
        "CAST(12.50 AS DECIMAL(10, 2)) | 12.50",
        "438600948208231 | 438600948208231",
        "TRUE | true",
        "FALSE | false",
        "DATE '2025-11-30' | 2025-11-30",
        "TIMESTAMP '2025-11-30 00:00:00' | 2025-11-30T00:00",
        "TIMESTAMP WITH TIME ZONE '2025-11-30 00:00:00+00' | 2025-11-30T00:00Z",
        "TIMESTAMP WITH TIME ZONE '2025-11-30 01:00:00+01' | 2025-11-30T00:00Z",
        "ARRAY['{\"a\": 1}', '2'] | [{\"a\": 1},2]",
      })
  void itsValueIsTheTextThatInsightsHold(String expression, String text) throws SQLException {
    assertThat(read(expression), is(text));
  }

  @Test
  void aBinaryNumberLosesWhatAddingUpLeft() throws SQLException {
    assertThat(read("CAST(0.1 AS DOUBLE PRECISION) + CAST(0.2 AS DOUBLE PRECISION)"), is("0.3"));
    assertThat(
        "a decimal is exact",
        read("CAST('0.30000000000000004' AS DECIMAL(20, 17))"),
        is("0.30000000000000004"));
  }

  @ParameterizedTest
  @CsvSource({
    "0.30000000000000004, 0.3",
    "1204.7500000000002, 1204.75",
    "1204.7499999999998, 1204.75",
    "12345678901.999999, 12345678902",
  })
  void aBinaryNumberKeepsFifteenDigits(String written, String number) {
    assertThat(LandedColumn.withoutBinaryRest(written), is(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.3",
        "1204.75",
        "0.1234567890123",
        "438600948208231",
        "120210000000000001",
        "0.33333333333333331",
        "no number at all.",
      })
  void whatHasNoRestStaysAsItIs(String number) {
    assertThat(LandedColumn.withoutBinaryRest(number), is(number));
  }

  @Test
  void nothingHasNoRest() {
    assertThat(LandedColumn.withoutBinaryRest(null), is(nullValue()));
  }

  @Test
  void anIdThatBecameANumberIsReadWithoutWhatNumbersAdd() throws SQLException {
    assertThat(readId("CAST(438600948208231 AS DECIMAL(20, 2))"), is("438600948208231"));
    assertThat(readId("CAST(438600948208231 AS DOUBLE PRECISION)"), is("438600948208231"));
    assertThat(readId("CAST(NULL AS BIGINT)"), is(nullValue()));
    assertThat("a text is no number", readId("'438600948208231.00'"), is("438600948208231.00"));
    assertThat("an id is not negative", readId("CAST(-5 AS BIGINT)"), is("-5"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "jsonb", "_json", "_jsonb"})
  void isJsonByItsType(String typeName) {
    assertThat(ofType(typeName, ColumnKind.TEXT).isJson(), is(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "varchar", "json_path", ""})
  void isNoJsonByAnyOtherType(String typeName) {
    assertThat(ofType(typeName, ColumnKind.TEXT).isJson(), is(false));
  }

  @Test
  void namesAndNumbersMayTellRowsApart() {
    assertThat(ofType("int8", ColumnKind.NUMBER).mayTellApart(), is(true));
    assertThat(ofType("character varying", ColumnKind.TEXT).mayTellApart(), is(true));
    assertThat(ofType("longtext", ColumnKind.TEXT).mayTellApart(), is(true));
    assertThat(ofType("uuid", ColumnKind.TEXT).mayTellApart(), is(false));
    assertThat(ofType("jsonb", ColumnKind.TEXT).mayTellApart(), is(false));
    assertThat(ofType("date", ColumnKind.DATE).mayTellApart(), is(false));
    assertThat(ofType("bool", ColumnKind.TRUTH).mayTellApart(), is(false));
    assertThat("an array of texts", ofType("_text", ColumnKind.LIST).mayTellApart(), is(false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DATE '2025-11-30' | DATE '2025-12-01'",
        "TIMESTAMP '2025-11-30 23:59:59' | TIMESTAMP '2025-12-01 00:00:00'",
        "TIMESTAMP WITH TIME ZONE '2025-11-30 23:59:59+00' | TIMESTAMP WITH TIME ZONE '2025-12-01 01:00:00+01'",
        "'2025-11-30' | '2025-12-01'",
      })
  void comparesWithTheBeginningOfADay(String before, String beginning) throws SQLException {
    assertThat(isBefore(before), is(true));
    assertThat(isBefore(beginning), is(false));
  }

  private boolean isBefore(String expression) throws SQLException {
    LandedColumn column = column(expression);
    try (PreparedStatement statement = database.prepareStatement("SELECT " + expression + " < ?")) {
      column.bind(statement, 1, LocalDate.parse("2025-12-01"));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }
}

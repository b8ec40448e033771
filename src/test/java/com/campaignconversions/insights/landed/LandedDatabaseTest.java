package com.campaignconversions.insights.landed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.JdbcInsights.Connector;
import com.campaignconversions.job.Output;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Under which names tables are found. */
class LandedDatabaseTest {
  /** In memory, and gone when it is closed. */
  private final Connection connection;

  LandedDatabaseTest() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private LandedDatabase with(String table, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return LandedDatabase.of(insights(null, table), connection);
  }

  private static JdbcInsights insights(@Nullable String query, String table) {
    return new JdbcInsights(
        new Output("jdbc:h2:mem:", null, null, null, Output.Cache.NONE),
        query,
        table,
        Connector.FIVETRAN,
        null,
        Map.of(),
        null);
  }

  private static @Nullable String reference(LandedDatabase database, String name) {
    LandedTable table = database.tableOrNull(name);
    return table == null ? null : table.reference();
  }

  @Test
  void aPlainNameComesBeforeOneWithCapitalLetters() throws SQLException {
    LandedDatabase database =
        with("Ads", "CREATE TABLE ads (a INT)", "CREATE TABLE \"Ads\" (b INT)");

    assertThat(database.rows(), is("SELECT * FROM Ads"));
    assertThat(database.names(database.rows()).all(), contains("a"));
  }

  @Test
  void aTableWithCapitalLettersIsFoundWhereThePlainNameIsNot() throws SQLException {
    LandedDatabase database =
        with(
            "landing.adsinsights",
            "CREATE SCHEMA \"Landing\"",
            "CREATE TABLE \"Landing\".\"Ads\"\"Insights\" (other INT)",
            "CREATE TABLE \"Landing\".\"AdsInsights\" (\"Spend\" INT)",
            "CREATE TABLE \"AdsInsights\" (elsewhere INT)");

    assertThat(database.rows(), is("SELECT * FROM \"Landing\".\"AdsInsights\""));
    assertThat(database.names(database.rows()).all(), contains("spend"));
    assertThat(reference(database, "landing.actions"), is(nullValue()));
  }

  @Test
  void ofSeveralThatDifferInCapitalLettersTheOneThatIsSpeltSoCounts() throws SQLException {
    LandedDatabase database =
        with("Ads", "CREATE TABLE \"Ads\" (a INT)", "CREATE TABLE \"aDs\" (b INT)");

    assertThat(reference(database, "aDs"), is("\"PUBLIC\".\"aDs\""));
    assertThat(
        assertThrows(SourceException.class, () -> reference(database, "adS")).getMessage(),
        is(
            "insights.jdbc.table: adS may be \"PUBLIC\".\"Ads\" or \"PUBLIC\".\"aDs\"; write it"
                + " with its capital letters"));
  }

  @Test
  void aTableOfASchemaThatIsNotThereIsMissing() throws SQLException {
    assertThat(reference(with("no.ads"), "no.ads"), is(nullValue()));
  }

  @Test
  void aQueryIsReadEvenBesideATable() throws SQLException {
    LandedDatabase database = LandedDatabase.of(insights("SELECT 1 AS one", "ads"), connection);

    assertThat(database.names(database.rows()).all(), contains("one"));
  }

  @Test
  void wordsAroundTheReportAreAroundOtherTablesToo() throws SQLException {
    assertThat(
        with("fb.My_Basic_Ad_data").beside("ad_history"),
        contains("fb.My_ad_history_data", "fb.ad_history"));
    assertThat(with("basic_ad").beside("ad_history"), contains("ad_history"));
    assertThat(with("fb.by_campaign").beside("ad_history"), contains("fb.ad_history"));
    assertThat(with("fb.by_campaign").around("x").isPresent(), is(false));
  }

  @Test
  void aTableIsToldByTheNameThatTheJobFileWrites() throws SQLException {
    LandedTable table = with("ads", "CREATE TABLE \"ADS_X\" (a INT)").tableOrNull("ads_x");

    assertThat(Objects.requireNonNull(table).name(), is("ads_x"));
  }
}

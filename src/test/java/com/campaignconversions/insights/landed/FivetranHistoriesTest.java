package com.campaignconversions.insights.landed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.JdbcInsights.Connector;
import com.campaignconversions.job.Output;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What histories add to a report, whatever they lack. */
class FivetranHistoriesTest {
  private static final String NAMED = "campaign_id, campaign_name, account_currency";

  /** In memory, and gone when it is closed. */
  private final Connection connection;

  private Map<String, String> named = Map.of();

  FivetranHistoriesTest() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private FivetranHistoriesTest with(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return this;
  }

  /** Two versions of an ad, a campaign and an account. */
  private FivetranHistoriesTest withHistories() throws SQLException {
    return with(
        "CREATE TABLE ad_history (id BIGINT, campaign_id BIGINT, account_id BIGINT, ad_set_id"
            + " BIGINT, _fivetran_synced TIMESTAMP)",
        "INSERT INTO ad_history VALUES (5, 1, 9, 7, '2025-01-01'), (5, 2, 9, 8, '2025-02-01')",
        "CREATE TABLE campaign_history (id BIGINT, account_id BIGINT, name VARCHAR,"
            + " updated_time TIMESTAMP)",
        "INSERT INTO campaign_history VALUES (2, 9, 'before', '2025-01-01'),"
            + " (2, 9, 'after', '2025-02-01')",
        "CREATE TABLE account_history (id BIGINT, currency VARCHAR, _fivetran_synced TIMESTAMP)",
        "INSERT INTO account_history VALUES (9, 'PLN', '2025-01-01'), (9, 'EUR', '2025-02-01')");
  }

  private FivetranHistories histories() {
    JdbcInsights insights =
        new JdbcInsights(
            new Output("jdbc:h2:mem:", null, null, null, Output.Cache.NONE),
            null,
            "basic_ad",
            Connector.FIVETRAN,
            null,
            Map.of(),
            null);
    LandedDatabase database = LandedDatabase.of(insights, connection);
    return FivetranHistories.of(database.names(database.rows()), database, named);
  }

  private List<String> rows(String columns) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT %s FROM (%s) ORDER BY 1"
                    .formatted(columns, histories().joinedTo("SELECT * FROM basic_ad")))) {
      while (row.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          cells.add(row.getString(i));
        }
        rows.add(String.join(" ", cells));
      }
    }
    return rows;
  }

  private FivetranHistoriesTest withAds(String columns, String values) throws SQLException {
    return with("CREATE TABLE basic_ad (" + columns + ")", "INSERT INTO basic_ad VALUES " + values);
  }

  @Test
  void tellWhatTheLastVersionSays() throws SQLException {
    withAds("ad_id VARCHAR", "('5')").withHistories();

    assertThat(rows("ad_id, adset_id, account_id, " + NAMED), contains("5 8 9 2 after EUR"));
    assertThat(histories().unknown().entrySet(), is(empty()));
  }

  @Test
  void tellANameAndACurrencyThatAreNullInTheReport() throws SQLException {
    withAds(
            "ad_id BIGINT, campaign_name VARCHAR, account_currency VARCHAR",
            "(5, NULL, NULL), (5, 'of the day', 'USD')")
        .withHistories();

    assertThat(rows(NAMED), containsInAnyOrder("2 after EUR", "2 of the day USD"));
  }

  @Test
  void tellOfAReportByCampaignToo() throws SQLException {
    withAds("campaign_id VARCHAR, campaign_name VARCHAR", "('2', NULL)").withHistories();

    assertThat(rows("account_id, " + NAMED), contains("9 2 after EUR"));
  }

  @Test
  void aColumnThatAHistoryLacksIsUnknown() throws SQLException {
    withAds("ad_id BIGINT", "(5)")
        .withHistories()
        .with(
            "ALTER TABLE account_history DROP COLUMN currency",
            "ALTER TABLE campaign_history DROP COLUMN name");

    assertThat(rows("campaign_id"), contains("2"));
    assertThat(
        histories().unknown(),
        is(
            Map.of(
                "campaign_name",
                "campaign_history has no column name",
                "account_currency",
                "account_history has no column currency")));
  }

  @Test
  void aHistoryThatIsNotThereOrSaysNotWhatIsLastLeavesUnknownWhatItWouldTell() throws SQLException {
    withAds("ad_id BIGINT", "(5)")
        .withHistories()
        .with(
            "DROP TABLE account_history", "ALTER TABLE campaign_history DROP COLUMN updated_time");

    assertThat(rows("campaign_id, account_id"), contains("2 9"));
    assertThat(
        histories().unknown(),
        is(
            Map.of(
                "campaign_name",
                "campaign_history has neither updated_time nor _fivetran_synced to tell its last"
                    + " versions",
                "account_currency",
                "there is no table account_history")));
    with("ALTER TABLE campaign_history DROP COLUMN id");
    assertThat(histories().unknown().get("campaign_name"), is("campaign_history has no column id"));
  }

  @Test
  void whatTheReportTellsNeedsNoHistory() throws SQLException {
    withAds(
        "campaign_id BIGINT, campaign_name VARCHAR, account_currency VARCHAR", "(2, 'A', 'PLN')");

    assertThat(rows(NAMED), contains("2 A PLN"));
    assertThat(histories().unknown().entrySet(), is(empty()));
  }

  @Test
  void aColumnThatTheJobFileNamesIsTheReports() throws SQLException {
    named = Map.of("campaign_id", "cid", "campaign_name", "label", "ad_id", "ad");
    withAds("cid BIGINT, label VARCHAR, ad BIGINT", "(2, 'named', 5)").withHistories();

    assertThat(rows("cid, label, account_id, account_currency"), contains("2 named 9 EUR"));
    assertThat(histories().unknown().entrySet(), is(empty()));
  }

  @Test
  void withoutItsCampaignNoAdCanBeCounted() throws SQLException {
    withAds("ad_id BIGINT", "(5)");

    assertThat(
        assertThrows(SourceException.class, this::histories).getMessage(),
        containsString(
            "no column campaign_id; it has ad_id; it is not told beside it: there is no table ad_history"));
  }
}

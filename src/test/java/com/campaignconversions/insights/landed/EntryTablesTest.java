package com.campaignconversions.insights.landed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.JdbcInsights.Connector;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryTablesTest {
  /** In memory, and gone when it is closed. */
  private final Connection connection;

  EntryTablesTest() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private void run(String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private EntryTables tables(@Nullable Connector preset, List<String> arrays, String... windows) {
    return tables("ads", preset, arrays, windows);
  }

  private EntryTables tables(
      String table, @Nullable Connector preset, List<String> arrays, String... windows) {
    JdbcInsights insights =
        new JdbcInsights(
            new Output("jdbc:h2:mem:", null, null, null, Output.Cache.NONE),
            null,
            table,
            preset,
            null,
            Map.of(),
            null);
    LandedDatabase database = LandedDatabase.of(insights, connection);
    LandedNames rows = database.names("SELECT * FROM " + table);
    return EntryTables.of(arrays, List.of(windows), rows, insights, database);
  }

  private EntryTables actions(Connector preset, String... windows) {
    return tables(preset, List.of("actions"), windows);
  }

  /** Of each line of the answer: the name of the row, the array and the members. */
  private List<String> joined(EntryTables tables) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT landed.name" + tables.selected() + " FROM ads landed" + tables.joined())) {
      int firstKey = 2;
      int firstEntry = firstKey + tables.keys().size();
      while (rows.next()) {
        StringBuilder line = new StringBuilder(rows.getString(1));
        for (int i = firstEntry; i <= rows.getMetaData().getColumnCount(); i++) {
          line.append(' ').append(rows.getString(i));
        }
        lines.add(line.toString());
      }
    }
    return lines;
  }

  private void dlt() throws SQLException {
    run(
        "CREATE TABLE ads (name VARCHAR, _dlt_id VARCHAR)",
        "INSERT INTO ads VALUES ('a', 'x'), ('b', 'y')",
        "CREATE TABLE ads__actions"
            + " (action_type VARCHAR, \"VALUE\" BIGINT, _7d_click BIGINT, _dlt_parent_id VARCHAR)",
        "INSERT INTO ads__actions VALUES ('lead', 3, 2, 'x'), ('purchase', 1, NULL, 'x')");
  }

  @Test
  void dltJoinsEntriesToTheRowThatIsTheirParent() throws SQLException {
    dlt();
    EntryTables tables = actions(Connector.DLT, "value");

    assertThat(tables.isEmpty(), is(false));
    assertThat(tables.members(), contains("action_type", "value"));
    assertThat(tables.keys(), contains("landed.\"_DLT_ID\""));
    assertThat(
        joined(tables),
        containsInAnyOrder("a actions lead 3", "a actions purchase 1", "b null null null"));
  }

  @Test
  void aWindowMayBeSpeltAsAColumnThatBeginsWithNoDigit() throws SQLException {
    dlt();

    assertThat(
        joined(actions(Connector.DLT, "7d_click")),
        containsInAnyOrder("a actions lead 2", "a actions purchase null", "b null null null"));
    run("ALTER TABLE ads__actions ALTER COLUMN _7d_click RENAME TO _7_d_click");
    assertThat(
        joined(actions(Connector.DLT, "7d_click")),
        containsInAnyOrder("a actions lead 2", "a actions purchase null", "b null null null"));
  }

  @Test
  void everyArrayHasATableOfItsOwn() throws SQLException {
    dlt();
    run(
        "CREATE TABLE ads__action_values"
            + " (action_type VARCHAR, \"VALUE\" VARCHAR, action_device VARCHAR,"
            + " _dlt_parent_id VARCHAR)",
        "INSERT INTO ads__action_values VALUES ('purchase', '9.50', 'ipad', 'y')");

    EntryTables tables =
        tables(Connector.DLT, List.of("actions", "conversions", "action_values"), "value");

    assertThat(tables.arrays(), contains("action_values", "actions"));
    assertThat(tables.tableOf("action_values"), is("ads__action_values"));
    assertThat(tables.tableOf("conversions"), is(nullValue()));
    assertThat(
        "what splits entries too",
        tables.members(),
        contains("action_type", "value", "action_device"));
    assertThat(
        joined(tables),
        containsInAnyOrder(
            "a actions lead 3 null",
            "a actions purchase 1 null",
            "b action_values purchase 9.50 ipad"));
  }

  @Test
  void hasABitForEachArrayThatHasATable() throws SQLException {
    dlt();
    WantedActions wanted =
        WantedActions.of(
            SmallJob.ofBelmonte()
                .metric("v", List.of("action_values"), Scope.CAMPAIGN, Unit.MONEY, "purchase")
                .build());

    assertThat(actions(Connector.DLT, "value").arrays(wanted), is(0b01L));
    run(
        "CREATE TABLE ads__action_values"
            + " (action_type VARCHAR, \"VALUE\" BIGINT, _dlt_parent_id VARCHAR)");
    assertThat(
        tables(Connector.DLT, List.of("actions", "action_values"), "value").arrays(wanted),
        is(0b11L));
  }

  @Test
  void withoutTablesNothingIsJoined() throws SQLException {
    run("CREATE TABLE ads (name VARCHAR)", "INSERT INTO ads VALUES ('a')");
    EntryTables tables = actions(Connector.DLT, "value");

    assertThat(tables.isEmpty(), is(true));
    assertThat(tables.keys(), is(List.of()));
    assertThat(tables.selected() + tables.joined(), is(""));
    assertThat(joined(tables), contains("a"));
  }

  @Test
  void onlyConnectorsThatLandListsInTablesHaveAny() throws SQLException {
    dlt();
    run("CREATE TABLE ads_actions (action_type VARCHAR)");

    assertThat(actions(Connector.AIRBYTE, "value").isEmpty(), is(true));
    assertThat(actions(Connector.MELTANO, "value").isEmpty(), is(true));
    assertThat(tables(null, List.of("actions"), "value").isEmpty(), is(true));
  }

  private void fivetran(String columns, String row) throws SQLException {
    run(
        "CREATE TABLE ads (name VARCHAR, \"DATE\" DATE, ad_id BIGINT" + columns + ")",
        "INSERT INTO ads VALUES ('a', '2025-11-01', 5" + row + ")",
        "INSERT INTO ads VALUES ('b', '2025-11-02', 5" + row + ")");
  }

  @Test
  void fivetranJoinsEntriesByDayAndIdsWhateverTheirTypes() throws SQLException {
    fivetran("", "");
    run(
        "CREATE TABLE ads_actions"
            + " (\"DATE\" DATE, ad_id VARCHAR, action_type VARCHAR, \"VALUE\" BIGINT)",
        "INSERT INTO ads_actions VALUES ('2025-11-01', '5', 'lead', 3),"
            + " ('2025-11-02', '6', 'lead', 4)");
    EntryTables tables = actions(Connector.FIVETRAN, "value");

    assertThat(tables.keys(), contains("landed.\"DATE\"", "CAST(landed.\"AD_ID\" AS VARCHAR)"));
    assertThat(joined(tables), containsInAnyOrder("a actions lead 3", "b null null null"));
  }

  @Test
  void fivetranJoinsByABreakdownThatBothHave() throws SQLException {
    fivetran(", age VARCHAR", ", '18-24'");
    run(
        "CREATE TABLE ads_actions (\"DATE\" DATE, ad_id BIGINT, age VARCHAR,"
            + " action_type VARCHAR, \"VALUE\" BIGINT)",
        "INSERT INTO ads_actions VALUES ('2025-11-01', 5, '18-24', 'lead', 3),"
            + " ('2025-11-02', 5, '25-34', 'lead', 4)");

    assertThat(
        joined(actions(Connector.FIVETRAN, "value")),
        containsInAnyOrder("a actions lead 3", "b null null null"));
  }

  @Test
  void fivetranJoinsByItsDigestWhereEntriesLackABreakdown() throws SQLException {
    fivetran(", age VARCHAR, _fivetran_id VARCHAR", ", '18-24', 'x'");
    run(
        "CREATE TABLE ads_actions (\"DATE\" DATE, ad_id BIGINT, _fivetran_id VARCHAR,"
            + " action_type VARCHAR, \"VALUE\" BIGINT)",
        "INSERT INTO ads_actions VALUES ('2025-11-01', 5, 'x', 'lead', 3),"
            + " ('2025-11-02', 5, 'other', 'lead', 4)");

    assertThat(
        joined(actions(Connector.FIVETRAN, "value")),
        containsInAnyOrder("a actions lead 3", "b null null null"));
  }

  @Test
  void wordsAroundFivetransReportAreAroundItsActionsToo() throws SQLException {
    run(
        "CREATE TABLE fb_basic_ad_data (name VARCHAR, \"DATE\" DATE, ad_id BIGINT)",
        "CREATE TABLE fb_basic_ad_actions_data (\"DATE\" DATE, ad_id BIGINT, action_type VARCHAR,"
            + " \"VALUE\" BIGINT)",
        "CREATE TABLE basic_ad_country (name VARCHAR, \"DATE\" DATE, ad_id BIGINT)",
        "CREATE TABLE basic_ad_actions (\"DATE\" DATE, ad_id BIGINT, action_type VARCHAR,"
            + " \"VALUE\" BIGINT)");
    List<String> actions = List.of("actions");

    assertThat(
        tables("fb_basic_ad_data", Connector.FIVETRAN, actions, "value").tableOf("actions"),
        is("fb_basic_ad_actions_data"));
    assertThat(
        "those of another report count nothing here",
        tables("basic_ad_country", Connector.FIVETRAN, actions, "value").isEmpty(),
        is(true));
  }

  private void stitch() throws SQLException {
    run(
        "CREATE TABLE ads (name VARCHAR, ad_id VARCHAR, date_start TIMESTAMP WITH TIME ZONE,"
            + " _sdc_sequence BIGINT)",
        "INSERT INTO ads VALUES ('a', '5', '2025-11-01 00:00:00Z', 10),"
            + " ('a again', '5', '2025-11-01 00:00:00Z', 11),"
            + " ('b', '6', '2025-11-01 00:00:00Z', 10)",
        "CREATE TABLE ads__actions (_sdc_source_key_ad_id VARCHAR, _sdc_source_key_date_start"
            + " TIMESTAMP WITH TIME ZONE, _sdc_sequence BIGINT, _sdc_level_0_id BIGINT,"
            + " action_type VARCHAR, \"VALUE\" DOUBLE PRECISION, \"1d_click\" DOUBLE PRECISION)",
        "INSERT INTO ads__actions VALUES ('5', '2025-11-01 00:00:00Z', 10, 0, 'lead', 3, 1),"
            + " ('5', '2025-11-01 00:00:00Z', 11, 0, 'lead', 4, 2),"
            + " ('5', '2025-11-02 00:00:00Z', 10, 0, 'lead', 9, 9)");
  }

  @Test
  void stitchJoinsEntriesToTheirVersionOfTheRow() throws SQLException {
    stitch();

    assertThat(
        joined(actions(Connector.STITCH, "1d_click")),
        containsInAnyOrder("a actions lead 1.0", "a again actions lead 2.0", "b null null null"));
  }

  @Test
  void withoutItsSequenceStitchsEntriesAreRefused() throws SQLException {
    stitch();
    run("ALTER TABLE ads__actions DROP COLUMN _sdc_sequence");

    assertThat(
        refused(Connector.STITCH, "value"),
        startsWith("insights.jdbc.table: it has no column _sdc_sequence; it has _sdc_source_key_"));
  }

  @Test
  void withoutADigestEntriesThatLackABreakdownAreRefused() throws SQLException {
    fivetran(", age VARCHAR", ", '18-24'");
    run(
        "CREATE TABLE ads_actions (\"DATE\" DATE, ad_id BIGINT, action_type VARCHAR,"
            + " \"VALUE\" BIGINT)");

    assertThat(
        refused(Connector.FIVETRAN, "value"),
        is(
            "insights.jdbc.table: it has no column _fivetran_id; it has date, ad_id, action_type,"
                + " value; actions are joined by it"));
  }

  @Test
  void aTableWithoutATypeOrAParentIsRefused() throws SQLException {
    run(
        "CREATE TABLE ads (name VARCHAR, _dlt_id VARCHAR)",
        "CREATE TABLE ads__actions (\"VALUE\" BIGINT)");
    assertThat(
        refused(Connector.DLT, "value"),
        is(
            "insights.jdbc.table: it has no column action_type; it has value; it is ads__actions"
                + " that lacks it"));

    run("ALTER TABLE ads__actions ADD action_type VARCHAR");
    assertThat(
        refused(Connector.DLT, "value"),
        is(
            "insights.jdbc.table: it has no column _dlt_parent_id; it has value, action_type; it is"
                + " ads__actions that lacks it"));
  }

  @Test
  void aTableWithoutAnyOfTheWindowsIsRefused() throws SQLException {
    dlt();

    assertThat(
        refused(Connector.DLT, "28d_click", "1d_view"),
        is(
            "attribution: ads__actions has no column for 28d_click or 1d_view, and every conversion"
                + " would be 0; it has action_type, value, _7d_click, _dlt_parent_id"));
    assertThat(
        "one of two is there",
        actions(Connector.DLT, "7d_click", "1d_view").members(),
        contains("action_type", "7d_click"));
  }

  private String refused(Connector preset, String... windows) {
    return String.valueOf(
        assertThrows(SourceException.class, () -> actions(preset, windows)).getMessage());
  }
}

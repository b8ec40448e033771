package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as connectors land them in 2026, each through a whole run. */
class ConnectorShapesTest {
  private static final String CAMPAIGNS =
      "SELECT campaign_id, campaign_name, spend, booking_step_1, reservations, reservation_value"
          + " FROM campaign_conversions ORDER BY period_id, campaign_id";

  private final OldSystem landed;

  ConnectorShapesTest(@TempDir Path folder) {
    landed = OldSystem.in(folder);
  }

  /**
   * The shape of the seed of fivetran/dbt_facebook_ads: a word before and behind every name, a
   * history without updated_time, an account without currency, actions of ads that have no row,
   * windows that are null beside a value, quoted words as columns.
   */
  @Test
  void readsTheSeedOfFivetransPackageUnderItsOwnNames() throws Exception {
    landed
        .withClients("{id: belmonte, account_id: '1700000000000015'}")
        .with(
            "CREATE TABLE fb_basic_ad_data (ad_id BIGINT, \"DATE\" DATE, account_id BIGINT,"
                + " impressions INT, inline_link_clicks INT, spend DOUBLE PRECISION, reach INT)",
            "INSERT INTO fb_basic_ad_data VALUES"
                + " (6100000000011, '2025-11-03', 1700000000000015, 340, 4, 5.6, 23),"
                + " (6100000000011, '2025-11-05', 1700000000000015, 330, 3, 5.51, 235),"
                + " (6100000000011, '2025-11-13', 1700000000000015, 300, 2, 144., 76),"
                + " (6100000000012, '2025-11-03', 1700000000000015, 250, 1, 7, 11)",
            "CREATE TABLE fb_basic_ad_actions_data (_fivetran_id VARCHAR, ad_id BIGINT, \"DATE\""
                + " DATE, \"INDEX\" INT, _1_d_view FLOAT, _7_d_click FLOAT, _fivetran_synced"
                + " TIMESTAMP, action_type VARCHAR, inline FLOAT, \"VALUE\" FLOAT)",
            "INSERT INTO fb_basic_ad_actions_data VALUES"
                + " ('x=', 6100000000011, '2025-11-03', 0, NULL, 3, NULL, 'omni_search', NULL, 3),"
                + " ('x=', 6100000000011, '2025-11-05', 1, 2, NULL, NULL, 'omni_search', NULL, 2),"
                + " ('x=', 6100000000011, '2025-11-13', 0, NULL, 4, NULL, 'omni_purchase', NULL, 1),"
                + " ('x=', 6100000000099, '2025-11-03', 0, NULL, 4, NULL, 'omni_search', NULL, 50)",
            "CREATE TABLE fb_basic_ad_action_values_data (ad_id BIGINT, \"DATE\" DATE, _fivetran_id"
                + " VARCHAR, \"INDEX\" INT, action_type VARCHAR, \"VALUE\" DOUBLE PRECISION,"
                + " _7_d_click DOUBLE PRECISION)",
            "INSERT INTO fb_basic_ad_action_values_data VALUES"
                + " (6100000000011, '2025-11-13', 'x=', 0, 'omni_purchase', 1324.84, 1324.84),"
                + " (6100000000011, '2025-11-05', 'x=', 1, 'view_content', 94.29, 94.29)",
            "CREATE TABLE fb_ad_history_data (id BIGINT, account_id BIGINT, ad_set_id BIGINT,"
                + " campaign_id BIGINT, name VARCHAR, _fivetran_synced TIMESTAMP)",
            "INSERT INTO fb_ad_history_data SELECT n, 1700000000000015, 7, 6100000000000 + n, 'ad',"
                + " '2025-12-01 06:00:00' FROM SYSTEM_RANGE(6100000000011, 6100000000012) made(n)",
            "INSERT INTO fb_ad_history_data VALUES (6100000000099, 1700000000000015, 7,"
                + " 12200000000099, 'ad', '2025-12-01 06:00:00')",
            "CREATE TABLE fb_campaign_history_data (id BIGINT, account_id BIGINT, name VARCHAR,"
                + " updated_time TIMESTAMP)",
            "INSERT INTO fb_campaign_history_data VALUES"
                + " (12200000000011, 1700000000000015, 'before', '2025-10-01 06:00:00'),"
                + " (12200000000011, 1700000000000015, 'after', '2025-12-01 06:00:00')",
            "CREATE TABLE fb_account_history_data (id BIGINT, name VARCHAR, _fivetran_synced"
                + " TIMESTAMP)",
            "INSERT INTO fb_account_history_data VALUES (1700000000000015, 'A hotel', NULL)");
    String rows = "table: fb_basic_ad_data, preset: fivetran";

    assertThat("an entry has no row", landed.onLanded("run", rows, "--period=2025-11"), is(3));
    assertThat(
        landed.rows("SELECT trusted, reason FROM run_outcomes"),
        contains(
            allOf(
                startsWith("FALSE"),
                containsString("something without a campaign was read that may be of this client"),
                containsString("fb_basic_ad_actions_data has an entry of a row that is not in"),
                containsString("ad_id=6100000000099"))));
    landed.with("DELETE FROM fb_basic_ad_actions_data WHERE ad_id = 6100000000099");
    assertThat(landed.onLanded("run", rows, "--period=2025-11"), is(0));

    assertThat(
        landed.rows(CAMPAIGNS),
        contains(
            "12200000000011 after 155.1100000000 5.0000000000 1.0000000000 1324.8400000000",
            "12200000000012 null 7.0000000000 0.0000000000 0.0000000000 0.0000000000"));
    assertThat(landed.onLanded("check", rows), is(0));
    assertThat(
        landed.printed().replaceAll("\\s+", " "),
        allOf(
            containsString("actions from fb_basic_ad_actions_data"),
            containsString(
                "the last version in fb_ad_history_data is that of the greatest _fivetran_synced,"
                    + " since it has no updated_time"),
            containsString(
                "the last version in fb_campaign_history_data is that of the greatest"
                    + " updated_time"),
            containsString(
                "account_currency is unknown, since fb_account_history_data has no column"
                    + " currency.")));
  }

  /** Lists stay in child tables beside the table, whatever the query adds. */
  @Test
  void aQueryAddsTheAccountThatDltLeftOut() throws Exception {
    landed
        .withClients("{id: belmonte, account_id: '1'}")
        .with(
            "CREATE TABLE facebook_insights (campaign_id BIGINT, ad_id VARCHAR, date_start"
                + " TIMESTAMP WITH TIME ZONE, date_stop TIMESTAMP WITH TIME ZONE, spend NUMERIC,"
                + " _dlt_load_id VARCHAR, _dlt_id VARCHAR)",
            "INSERT INTO facebook_insights SELECT n, 'no_ad_id', '2025-11-02 00:00:00Z',"
                + " '2025-11-02 00:00:00Z', 5, '1764000000.1', 'r' || n"
                + " FROM SYSTEM_RANGE(1, 2) made(n)",
            "CREATE TABLE facebook_insights__actions (action_type VARCHAR, \"VALUE\" VARCHAR,"
                + " _dlt_parent_id VARCHAR)",
            "INSERT INTO facebook_insights__actions VALUES ('omni_search', '3', 'r1')",
            "CREATE TABLE facebook_insights__action_values (action_type VARCHAR, \"VALUE\" VARCHAR,"
                + " _dlt_parent_id VARCHAR)");
    String query = "query: SELECT *, CAST(1 AS VARCHAR) AS account_id FROM facebook_insights";

    assertThat(landed.onLanded("check", "table: facebook_insights, preset: dlt"), is(1));
    assertThat(landed.printed(), containsString("add it by a query"));
    assertThat(
        landed.onLanded("check", "'query': '" + query.substring(7) + "', preset: dlt"), is(1));
    assertThat(landed.printed(), containsString("table: facebook_insights"));
    String rows = "'query': '" + query.substring(7) + "', table: facebook_insights, preset: dlt";
    assertThat(landed.onLanded("run", rows, "--period=2025-11"), is(0));

    assertThat(
        landed.rows(CAMPAIGNS),
        contains(
            "1 null 5.0000000000 3.0000000000 0.0000000000 0.0000000000",
            "2 null 5.0000000000 0.0000000000 0.0000000000 0.0000000000"));

    landed.with("INSERT INTO facebook_insights__actions VALUES ('omni_search', '3', 'gone')");
    assertThat("of nobody", landed.onLanded("run", rows, "--period=2025-11"), is(0));
    landed.with(
        "INSERT INTO facebook_insights__actions SELECT 'omni_search', '3', 'gone' || n"
            + " FROM SYSTEM_RANGE(1, 1500) made(n)");
    assertThat("however many", landed.onLanded("run", rows, "--period=2025-11"), is(0));
  }

  /** Each version of a row is kept, and so are its entries. */
  @Test
  void readsStitchsChildTablesOfTheLastVersion() throws Exception {
    landed
        .withClients("{id: belmonte, account_id: '1'}")
        .with(
            "CREATE SCHEMA \"Stitch\"",
            "CREATE TABLE \"Stitch\".\"Ads_Insights\" (ad_id VARCHAR, campaign_id VARCHAR,"
                + " account_id VARCHAR, date_start TIMESTAMP WITH TIME ZONE, date_stop TIMESTAMP"
                + " WITH TIME ZONE, spend DOUBLE PRECISION, _sdc_sequence BIGINT)",
            "INSERT INTO \"Stitch\".\"Ads_Insights\" SELECT 'ad' || n, 'c', '1',"
                + " '2025-11-02 00:00:00Z', '2025-11-02 00:00:00Z', version,"
                + " 1764000000000000000 + version"
                + " FROM SYSTEM_RANGE(1, 2) made(n), SYSTEM_RANGE(1, 2) versions(version)",
            "CREATE TABLE \"Stitch\".\"Ads_Insights__actions\" (_sdc_source_key_ad_id VARCHAR,"
                + " _sdc_source_key_campaign_id VARCHAR, _sdc_source_key_date_start TIMESTAMP WITH"
                + " TIME ZONE, _sdc_level_0_id BIGINT, _sdc_sequence BIGINT, action_type VARCHAR,"
                + " \"VALUE\" DOUBLE PRECISION)",
            "INSERT INTO \"Stitch\".\"Ads_Insights__actions\" SELECT ad_id, campaign_id, date_start,"
                + " 0, _sdc_sequence, 'omni_search', spend * 10 FROM \"Stitch\".\"Ads_Insights\"");

    assertThat(
        landed.onLanded("run", "table: stitch.ads_insights, preset: stitch", "--period=2025-11"),
        is(0));

    assertThat(
        landed.rows(CAMPAIGNS),
        contains("c null 4.0000000000 40.0000000000 0.0000000000 0.0000000000"));

    landed.with("DELETE FROM \"Stitch\".\"Ads_Insights\" WHERE _sdc_sequence % 10 = 1");
    String rows = "table: stitch.ads_insights, preset: stitch";
    assertThat(
        "entries of a version that was replaced",
        landed.onLanded("run", rows, "--period=2025-11"),
        is(0));
    landed.with(
        "INSERT INTO \"Stitch\".\"Ads_Insights__actions\" SELECT 'ad9', campaign_id, date_start, 0,"
            + " _sdc_sequence, 'omni_search', 1 FROM \"Stitch\".\"Ads_Insights\"");
    assertThat("of nobody", landed.onLanded("run", rows, "--period=2025-11"), is(0));
  }

  @Test
  void airbytesRawTableSaysHowItIsRead() throws Exception {
    landed
        .withClients("{id: belmonte, account_id: '1'}")
        .with(
            "CREATE TABLE raw_insights (_airbyte_raw_id VARCHAR, _airbyte_data VARCHAR,"
                + " _airbyte_extracted_at TIMESTAMP WITH TIME ZONE, _airbyte_meta VARCHAR)");

    assertThat(landed.onLanded("check", "table: raw_insights, preset: airbyte"), is(1));

    assertThat(
        landed.printed().replaceAll("\\s+", " "),
        containsString(
            "it is Airbyte's raw table, whose rows are JSON in _airbyte_data: instead of preset:"
                + " airbyte write json: _airbyte_data, and beside jdbc: newest:"
                + " _airbyte_extracted_at"));
  }
}

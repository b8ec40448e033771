package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What connectors say of their rows beside them, and rows that no client could be asked for by. */
class LandedMarksTest {
  private static final String SEARCHES = "[{\"action_type\":\"omni_search\",\"value\":3}]";

  private final OldSystem landed;

  LandedMarksTest(@TempDir Path folder) {
    landed = OldSystem.in(folder);
  }

  /** A row of each of two campaigns of belmonte, and one of lakeside. */
  private OldSystem with(String moreColumns) throws Exception {
    return landed.with(
        "CREATE TABLE ads (account_id VARCHAR(50), campaign_id VARCHAR(50), date_start VARCHAR(50),"
            + " date_stop VARCHAR(50), spend VARCHAR(50), actions VARCHAR(999), "
            + moreColumns
            + ")",
        """
        INSERT INTO ads (account_id, campaign_id, date_start, date_stop, spend, actions) VALUES
          ('1', 'c1', '2025-11-01', '2025-11-30', '10.50', '%1$s'),
          ('1', 'c2', '2025-11-01', '2025-11-30', '10.50', '%1$s'),
          ('2', 'c3', '2025-11-01', '2025-11-30', '10.50', '%1$s')
        """
            .formatted(SEARCHES));
  }

  private int run(String rows) throws Exception {
    return landed.onLanded("run", rows, "--period=2025-11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACT_1", " 1", "act_1"})
  void anAccountInAnotherFormIsRead(String account) throws Exception {
    with("note VARCHAR(9)")
        .with("UPDATE ads SET account_id = '" + account + "' WHERE campaign_id = 'c2'");

    assertThat(run("table: ads"), is(0));

    assertThat(landed.rows("SELECT COUNT(*) FROM campaign_conversions"), contains("3"));
  }

  @Test
  void anAccountOneSlipAwayFromTheOnlyOneIsNamed() throws Exception {
    landed.withClients("{id: belmonte, account_id: '438600948208231'}");
    with("note VARCHAR(9)").with("UPDATE ads SET account_id = '438600948208213'");

    assertThat(run("table: ads"), is(1));

    assertThat(
        landed.rows("SELECT reason FROM run_outcomes").get(0),
        containsString("which is one slip away from 438600948208231"));
  }

  @Test
  void anAccountOneSlipAwayFromOneOfTwoIsMissed() throws Exception {
    landed.withClients("{id: belmonte, account_ids: ['438600948208231', '936330954171099']}");
    with("note VARCHAR(9)")
        .with(
            "UPDATE ads SET account_id = '438600948208231'",
            "UPDATE ads SET account_id = '936330954171098' WHERE campaign_id = 'c2'");

    assertThat(run("table: ads"), is(3));

    assertThat(
        landed.rows("SELECT reason FROM run_outcomes").get(0), containsString("936330954171098"));
  }

  @Test
  void anAccountOfNobodyIsNotAskedFor() throws Exception {
    with("note VARCHAR(9)")
        .with("UPDATE ads SET account_id = '936330954171098' WHERE campaign_id = 'c2'");

    assertThat(run("table: ads"), is(0));

    assertThat(landed.rows("SELECT COUNT(*) FROM rejected_insights"), contains("0"));
  }

  @Test
  void aRowOfNobodysClientIdIsTold() throws Exception {
    with("client_id VARCHAR(50)")
        .with(
            "UPDATE ads SET account_id = NULL, client_id = 'belmonte' WHERE campaign_id = 'c1'",
            "UPDATE ads SET account_id = NULL, client_id = 'Belmonte' WHERE campaign_id = 'c2'");

    run("table: ads");

    assertThat(landed.rows("SELECT reason FROM rejected_insights"), contains("UNKNOWN_CLIENT"));
    assertThat(landed.rows("SELECT COUNT(*) FROM campaign_conversions"), contains("2"));
  }

  @Test
  void whatIsLeftOverFromAddingBinaryNumbersIsNoNumberOfDigits() throws Exception {
    with("cost DOUBLE PRECISION")
        .with(
            "UPDATE ads SET cost = CAST(0.1 AS DOUBLE PRECISION) + CAST(0.2 AS DOUBLE PRECISION)");

    assertThat(run("table: ads, columns: {spend: cost}"), is(0));

    assertThat(
        landed.rows("SELECT DISTINCT spend FROM campaign_conversions"), contains("0.3000000000"));
  }

  @Test
  void whatAirbyteLostOfARowIsUnknown() throws Exception {
    with("_airbyte_meta VARCHAR(999)")
        .with(
            "UPDATE ads SET spend = NULL, _airbyte_meta = '{\"changes\":[{\"field\":\"spend\","
                + "\"change\":\"NULLED\"}]}' WHERE campaign_id = 'c1'",
            "UPDATE ads SET actions = NULL, _airbyte_meta = '{\"changes\":[{\"field\":\"actions\","
                + "\"change\":\"NULLED\"}]}' WHERE campaign_id = 'c2'");

    assertThat(run("table: ads, preset: airbyte"), is(3));

    assertThat(
        landed.rows(
            "SELECT campaign_id, spend, booking_step_1 FROM campaign_conversions ORDER BY 1"),
        contains("c1 null 3.0000000000", "c2 10.5000000000 null", "c3 10.5000000000 3.0000000000"));
    assertThat(
        landed.rows(
            "SELECT client_id, verdict FROM conversion_variance WHERE metric = 'booking_step_1'"
                + " AND verdict = 'INCOMPLETE'"),
        contains("belmonte INCOMPLETE"));
    assertThat(
        landed.rows("SELECT client_id, trusted FROM publications ORDER BY 1"),
        contains("belmonte FALSE", "lakeside TRUE"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"campaign_id", "date_start", "account_id"})
  void aRowThatLostItsIdsOrDaysIsRejected(String field) throws Exception {
    with("_airbyte_meta VARCHAR(999)")
        .with(
            "UPDATE ads SET %1$s = NULL, _airbyte_meta = '{\"changes\":[{\"field\":\"%1$s\"}]}' WHERE campaign_id = 'c2'"
                .formatted(field));

    boolean known = !field.equals("account_id");
    assertThat(run("table: ads, preset: airbyte"), is(known ? 1 : 3));

    assertThat(
        landed.rows(
            "SELECT client_id, outcome, COALESCE(trusted, FALSE) FROM run_outcomes ORDER BY 1"),
        known
            ? contains("belmonte WITHHELD FALSE", "lakeside PUBLISHED TRUE")
            : contains("belmonte PUBLISHED FALSE", "lakeside PUBLISHED FALSE"));
    assertThat(landed.rows("SELECT COUNT(*) FROM rejected_insights"), contains("1"));
  }

  @ParameterizedTest
  @CsvSource({
    "_sdc_deleted_at TIMESTAMP, TIMESTAMP '2025-12-01 06:00:00'",
    "_fivetran_deleted BOOLEAN, TRUE"
  })
  void aDeletedRowCountsForNothing(String column, String deleted) throws Exception {
    String name = column.substring(0, column.indexOf(' '));
    with(column).with("UPDATE ads SET " + name + " = " + deleted + " WHERE campaign_id = 'c2'");

    assertThat(run("table: ads"), is(0));

    assertThat(
        landed.rows("SELECT campaign_id FROM campaign_conversions ORDER BY 1"),
        contains("c1", "c3"));
    assertThat(landed.rows("SELECT counts FROM runs").get(0), containsString("\"skipped\":1"));
  }

  @Test
  void aClientPeriodOfDeletedRowsIsMissingAndSaysWhy() throws Exception {
    with("_fivetran_deleted BOOLEAN").with("UPDATE ads SET _fivetran_deleted = TRUE");

    assertThat(run("table: ads"), is(0));

    assertThat(
        landed.rows("SELECT DISTINCT outcome, reason FROM run_outcomes"),
        contains("MISSING its source has marked all of its rows as deleted"));
  }

  @Test
  void whatStandsBesideRowsThatAreJsonIsHeardToo() throws Exception {
    landed.with(
        "CREATE TABLE raw_ads (_airbyte_data VARCHAR(999), _airbyte_meta VARCHAR(999),"
            + " _fivetran_deleted BOOLEAN)",
        """
        INSERT INTO raw_ads
        SELECT '{"account_id":"1","campaign_id":"c' || n || '","date_start":"2025-11-01",'
          || '"date_stop":"2025-11-30","actions":%s}',
          CASE n WHEN 1 THEN '{"changes":[{"field":"spend"}]}' END, n = 2
        FROM SYSTEM_RANGE(1, 3) made(n)
        """
            .formatted(SEARCHES));

    assertThat(run("table: raw_ads, json: _airbyte_data"), is(3));

    assertThat(
        landed.rows("SELECT campaign_id FROM campaign_conversions ORDER BY 1"),
        contains("c1", "c3"));
    assertThat(
        landed.rows("SELECT reason FROM run_outcomes WHERE client_id = 'belmonte'"),
        contains(containsString("which the connector says it lost")));
  }

  @ParameterizedTest
  @CsvSource({
    "account_id, 1.0, PUBLISHED TRUE",
    "account_id, NULL, PUBLISHED FALSE",
    "account_id, 1.2021E+17, PUBLISHED TRUE",
    "date_start, 11/1/2025, WITHHELD FALSE",
    "date_stop, NULL, WITHHELD FALSE"
  })
  void aRowThatNobodyCanBeAskedForByIsNotOverlooked(String column, String value, String outcome)
      throws Exception {
    with("clicks BIGINT")
        .with(
            "UPDATE ads SET %s = %s WHERE campaign_id = 'c2'"
                .formatted(column, value.equals("NULL") ? value : "'" + value + "'"));

    run("table: ads");

    assertThat(
        landed.rows(
            "SELECT outcome, COALESCE(trusted, FALSE) FROM run_outcomes WHERE client_id ="
                + " 'belmonte'"),
        contains(outcome));
    assertThat(
        landed.rows("SELECT COUNT(*) FROM rejected_insights"),
        contains(value.equals("1.0") ? "0" : "1"));
  }

  @Test
  void anAnswerWithRowsOfAnotherClientIsRefused() throws Exception {
    landed.with(
        "CREATE TABLE raw_ads (account_id VARCHAR(50), date_start DATE, date_stop DATE,"
            + " payload VARCHAR(999))",
        """
        INSERT INTO raw_ads
        SELECT CASE n WHEN 3 THEN '2' ELSE '1' END, DATE '2025-11-01', DATE '2025-11-30',
          '{"account_id":"' || CASE n WHEN 1 THEN '1' ELSE '2' END || '","campaign_id":"c' || n
          || '","date_start":"2025-11-01","date_stop":"2025-11-30","actions":%s}'
        FROM SYSTEM_RANGE(1, 3) made(n)
        """
            .formatted(SEARCHES));

    assertThat(run("table: raw_ads, json: payload"), is(1));

    assertThat(
        landed.rows("SELECT client_id, outcome FROM run_outcomes ORDER BY 1"),
        contains("belmonte WITHHELD", "lakeside PUBLISHED"));
    assertThat(
        landed.rows("SELECT reason FROM run_outcomes WHERE client_id = 'belmonte'"),
        contains(containsString("the row is of ad account 2, and 1 was asked for")));
    assertThat(
        landed.rows("SELECT client_id, reason FROM rejected_insights"),
        contains("belmonte OTHER_ACCOUNT"));
  }

  /** Four ads of two accounts, and the campaigns of some of them. */
  private OldSystem withFivetran(String account) throws Exception {
    return landed.with(
        "CREATE SCHEMA facebook",
        "CREATE TABLE facebook.basic_ad (ad_id VARCHAR(50), \"DATE\" DATE, "
            + account
            + " spend DOUBLE PRECISION, _fivetran_id VARCHAR(50), _fivetran_synced TIMESTAMP)",
        "CREATE TABLE facebook.basic_ad_actions (ad_id VARCHAR(50), \"DATE\" DATE,"
            + " _fivetran_id VARCHAR(50), action_type VARCHAR(99), \"VALUE\" DOUBLE PRECISION)",
        "CREATE TABLE facebook.ad_history (id BIGINT, account_id BIGINT, ad_set_id BIGINT,"
            + " campaign_id BIGINT, updated_time TIMESTAMP)",
        "INSERT INTO facebook.basic_ad (ad_id, \"DATE\", spend) SELECT n, DATE '2025-11-30', 10"
            + " FROM SYSTEM_RANGE(11, 14) made(n)",
        "INSERT INTO facebook.basic_ad_actions (ad_id, \"DATE\", action_type, \"VALUE\")"
            + " SELECT n, DATE '2025-11-30', 'omni_search', 3 FROM SYSTEM_RANGE(11, 12) made(n)",
        "INSERT INTO facebook.ad_history SELECT n, CASE WHEN n < 13 THEN 1 ELSE 2 END, 7, 100 + n,"
            + " TIMESTAMP '2025-11-01 06:00:00' FROM SYSTEM_RANGE(11, 14) made(n)");
  }

  private static final String FIVETRAN = "table: facebook.basic_ad, preset: fivetran";

  @Test
  void anAdWithoutHistoryWithholdsItsAccount() throws Exception {
    withFivetran("account_id BIGINT,")
        .with(
            "UPDATE facebook.basic_ad SET account_id = CASE WHEN ad_id < '13' THEN 1 ELSE 2 END",
            "DELETE FROM facebook.ad_history WHERE id = 12");

    assertThat(run(FIVETRAN), is(1));

    assertThat(
        landed.rows("SELECT client_id, outcome FROM run_outcomes ORDER BY 1"),
        contains("belmonte WITHHELD", "lakeside PUBLISHED"));
    assertThat(
        landed.rows("SELECT client_id, reason FROM rejected_insights"),
        contains("belmonte NO_CAMPAIGN"));
    assertThat(landed.onLanded("check", FIVETRAN), is(1));
    assertThat(landed.printed(), containsString("cannot be used (NO_CAMPAIGN)"));
  }

  @Test
  void anAdWithoutHistoryAndAccountMayBeAnybodys() throws Exception {
    withFivetran("").with("DELETE FROM facebook.ad_history WHERE id = 12");

    assertThat(run(FIVETRAN), is(3));

    assertThat(
        landed.rows("SELECT client_id, outcome, trusted FROM run_outcomes ORDER BY 1"),
        contains("belmonte PUBLISHED FALSE", "lakeside PUBLISHED FALSE"));
    assertThat(
        landed.rows("SELECT reason FROM run_outcomes WHERE client_id = 'lakeside'"),
        contains(containsString("a line could not be read and may be of this client")));
  }

  @Test
  void anAccountWithoutAnyEntryInATableOfEntriesHasNone() throws Exception {
    withFivetran("");

    assertThat(run(FIVETRAN), is(3));

    assertThat(
        landed.rows(
            "SELECT metric, total FROM conversion_variance WHERE client_id = 'lakeside' ORDER BY 1"),
        contains(
            "booking_step_1 0.0000000000", "reservation_value null", "reservations 0.0000000000"));
  }

  @Test
  void aHistoryThatDoesNotSayWhatIsOfWhenIsAsGoodAsNone() throws Exception {
    withFivetran("").with("CREATE TABLE facebook.campaign_history (id BIGINT, name VARCHAR(99))");

    assertThat(run(FIVETRAN), is(3));
    landed.with("ALTER TABLE facebook.ad_history DROP COLUMN campaign_id");
    assertThat(landed.onLanded("check", FIVETRAN), is(1));
    assertThat(
        landed.printed(),
        allOf(containsString("no column campaign_id"), containsString("facebook.ad_history")));
  }

  /** The history tells whose the ad was whose row is gone. */
  @Test
  void anEntryWithoutItsRowLeavesItsAccountNotTrusted() throws Exception {
    withFivetran("account_id BIGINT,")
        .with(
            "UPDATE facebook.basic_ad SET account_id = CASE WHEN ad_id < '13' THEN 1 ELSE 2 END",
            "CREATE TABLE facebook.basic_ad_action_values AS SELECT * FROM facebook.basic_ad_actions",
            "DELETE FROM facebook.basic_ad WHERE ad_id = '12'");

    assertThat(run(FIVETRAN), is(3));

    assertThat(
        landed.rows("SELECT client_id, outcome, trusted FROM run_outcomes ORDER BY 1"),
        contains("belmonte PUBLISHED FALSE", "lakeside PUBLISHED TRUE"));
    assertThat(
        landed.rows("SELECT client_id, reason, payload FROM rejected_insights ORDER BY position"),
        hasItem(containsString("\"date_start\":\"2025-11-30\"")));
    assertThat(
        "of other days nothing is asked",
        landed.onLanded("run", FIVETRAN, "--period=2025-10"),
        is(0));
  }

  @Test
  void anEntryThatIsMarkedAsDeletedCountsForNothing() throws Exception {
    withFivetran("account_id BIGINT,")
        .with(
            "UPDATE facebook.basic_ad SET account_id = CASE WHEN ad_id < '13' THEN 1 ELSE 2 END",
            "ALTER TABLE facebook.basic_ad_actions ADD _fivetran_deleted BOOLEAN",
            "UPDATE facebook.basic_ad_actions SET _fivetran_deleted = ad_id = '12'",
            "INSERT INTO facebook.basic_ad_actions SELECT '99', \"DATE\", _fivetran_id, action_type,"
                + " 7, TRUE FROM facebook.basic_ad_actions WHERE ad_id = '12'",
            "CREATE TABLE facebook.basic_ad_action_values AS SELECT * FROM facebook.basic_ad_actions");

    assertThat(run(FIVETRAN), is(0));

    assertThat(
        landed.rows("SELECT campaign_id, booking_step_1 FROM campaign_conversions ORDER BY 1"),
        contains("111 3.0000000000", "112 0.0000000000", "113 0.0000000000", "114 0.0000000000"));
  }

  @Test
  void aTableOfEntriesThatIsNotThereIsTold() throws Exception {
    withFivetran("");

    landed.onLanded("check", FIVETRAN);

    assertThat(
        landed.printed().replaceAll("\\s+", " "),
        containsString(
            "there is no table facebook.basic_ad_action_values, so that no action_values are"
                + " known"));
  }
}

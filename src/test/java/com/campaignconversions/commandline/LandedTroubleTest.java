package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.publishing.MariaDbServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run and {@code check} say where landed rows are not as the job file says. */
class LandedTroubleTest {
  private static EmbeddedPostgres server;

  private final OldSystem landed;

  private final Path folder;

  LandedTroubleTest(@TempDir Path folder) {
    this.folder = folder;
    landed = OldSystem.in(folder, url(), "postgres");
  }

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  private static String url() {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
  }

  /** Two ads of a campaign and two months, each with a search. */
  private OldSystem withAds(String table) throws Exception {
    return landed.with(
        "CREATE TABLE "
            + table
            + " (account_id BIGINT, campaign_id TEXT, ad_id TEXT, date_start DATE, date_stop DATE,"
            + " spend TEXT, actions JSONB)",
        """
        INSERT INTO %s
        SELECT account, 'c' || account, 'ad' || ad, day, day, '10.50',
          '[{"action_type": "omni_search", "value": 3}, {"action_type": "omni_purchase", "value": "1"}]'
        FROM generate_series(1, 3) account, generate_series(1, 2) ad,
          (VALUES (DATE '2025-10-31'), (DATE '2025-11-01')) days(day)
        """
            .formatted(table));
  }

  @Test
  void asksForNothingButWhatIsWanted() throws Exception {
    withAds("wanted");

    assertThat(
        landed.onLanded("run", "table: wanted", "--period=2025-11", "--client=lakeside"), is(3));

    assertThat(
        landed.rows(
            "SELECT client_id, campaign_id, booking_step_1, spend FROM campaign_conversions"),
        contains("lakeside c2 6.0000000000 21.0000000000"));
    assertThat(landed.rows("SELECT rows_read FROM publications"), contains("2"));
  }

  @Test
  void tellsRowsApartByAColumnThatNobodyKnows() throws Exception {
    withAds("apart")
        .with(
            "ALTER TABLE apart ADD COLUMN customer_type TEXT DEFAULT 'new'",
            "INSERT INTO apart SELECT account_id, campaign_id, ad_id, date_start, date_stop, spend,"
                + " actions, 'known' FROM apart");

    assertThat(
        landed.onLanded("run", "table: apart", "--period=2025-11", "--client=lakeside"), is(1));

    assertThat(
        landed.rows("SELECT reason FROM run_outcomes"),
        contains(containsString("differ in customer_type (known beside new)")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table: nowhere | insights.jdbc.table: there is no table nowhere",
        "table: od | insights.jdbc.table: there is no table od; did you mean odd?",
        "query: SELECT 1) x; DROP TABLE odd -- | insights.jdbc.query: the database refuses it: ERROR: syntax error",
        "table: odd, preset: airbyte | insights.jdbc.table: it has no column campaign_id; it has account_id, ad, day, searches; is preset right?",
        "'table: odd, columns: {campaign_id: ad}' | insights.jdbc.table: it has no column date_start",
        "'table: odd, columns: {campaign_id: ad, date_start: day, date_stop: day}' | insights.jdbc.table: it has no column actions",
        "'table: odd, columns: {campaign_id: campaign}' | insights.jdbc.table: it has no column campaign; it has account_id, ad, day, searches; insights.jdbc.columns.campaign_id names it",
        "'table: odd, columns: {taps: ad}' | insights.jdbc.columns.taps: nothing reads such a field",
        "table: odd, preset: fivetran | insights.jdbc.table: it has no column ad_id",
        "query: \"SELECT ad AS campaign_id, day AS date_start, day AS date_stop, searches AS actions FROM odd\" | insights.jdbc.query: it has no column account_id; it has campaign_id, date_start, date_stop, actions; without it nobody knows",
        "query: \"SELECT *, ad AS account_id FROM odd\" | insights.jdbc.query: two of its columns are called account_id",
        "table: odd, json: payload | insights.jdbc.table: it has no column payload",
      })
  void saysWhatIsNotThere(String rows, String problem) throws Exception {
    landed.with(
        "CREATE TABLE IF NOT EXISTS odd (account_id TEXT, ad TEXT, day DATE, searches TEXT)");

    assertThat(landed.onLanded("check", rows), is(1));
    assertThat(landed.printed(), containsString(problem));

    assertThat(landed.onLanded("run", rows, "--period=2025-11"), is(1));
    assertThat(landed.errors(), containsString(problem));
  }

  @Test
  void saysWhatItFound() throws Exception {
    withAds("found");

    assertThat(landed.onLanded("check", "table: found, preset: airbyte"), is(0));

    assertThat(landed.printed(), containsString("insights found: actions, no action_values"));
  }

  @Test
  void withholdsTheClientPeriodsOfAQueryThatFailed() throws Exception {
    withAds("broken");

    int exitCode =
        landed.onLanded(
            "run",
            "query: 'SELECT account_id, campaign_id, ad_id, date_start, date_stop, actions,"
                + " 1 / ((account_id - 2) * (account_id - 2)) AS spend FROM broken'",
            "--from=2025-10",
            "--to=2025-11");

    assertThat(exitCode, is(1));
    assertThat(
        landed.rows("SELECT client_id, period_id, outcome FROM run_outcomes ORDER BY 1, 2"),
        contains(
            "belmonte 2025-10 PUBLISHED",
            "belmonte 2025-11 PUBLISHED",
            "lakeside 2025-10 WITHHELD",
            "lakeside 2025-11 WITHHELD"));
    assertThat(
        landed.rows("SELECT reason FROM run_outcomes WHERE client_id = 'lakeside'"),
        hasItem(containsString("insights.jdbc.query: the query failed: ERROR: division by zero")));
  }

  @Test
  void withholdsNobodyElseOfThoseThatAQueryAskedForTogether() throws Exception {
    landed
        .withClients(40)
        .with(
            "CREATE TABLE forty AS SELECT account::text AS account_id, 'c' || account AS"
                + " campaign_id, DATE '2025-11-07' AS date_start, DATE '2025-11-07' AS date_stop,"
                + " '[{\"action_type\": \"omni_search\", \"value\": 2}]' AS actions"
                + " FROM generate_series(1, 40) account");

    int exitCode =
        landed.onLanded(
            "run",
            "query: 'SELECT *, 1 / ((account_id::int - 23) * (account_id::int - 23)) AS spend FROM forty'",
            "--period=2025-11");

    assertThat(exitCode, is(1));
    assertThat(
        landed.rows("SELECT client_id, outcome FROM run_outcomes WHERE outcome <> 'PUBLISHED'"),
        contains("c23 WITHHELD"));
    assertThat(
        landed.rows("SELECT COUNT(*), SUM(booking_step_1) FROM campaign_conversions"),
        contains("39 78.0000000000"));
  }

  /** Seen by what was read before a row that the database could not make. */
  @ParameterizedTest
  @ValueSource(strings = {"PostgreSQL", "MariaDB"})
  void takesRowsAsTheDatabaseMakesThem(String product) throws Exception {
    String mariaDb = MariaDbServer.shared().emptyDatabase();
    String rows =
        product.equals("MariaDB")
            ? "SELECT seq AS number FROM seq_1_to_5000"
            : "SELECT number FROM generate_series(1, 5000) number";
    OldSystem large = product.equals("MariaDB") ? OldSystem.in(folder, mariaDb, "root") : landed;

    int exitCode =
        large.onLanded(
            "run",
            "query: \"SELECT '1' AS account_id, number AS campaign_id, '2025-11-01' AS date_start,"
                + " '2025-11-01' AS date_stop, '[]' AS actions, CASE WHEN number = 4000 THEN"
                + " (SELECT twice.number FROM (SELECT 1 AS number UNION SELECT 2) twice WHERE"
                + " twice.number < made.number) ELSE 1 END AS spend FROM ("
                + rows
                + ") made\"",
            "--period=2025-11",
            "--client=belmonte");

    assertThat(exitCode, is(1));
    assertThat(
        large.rows("SELECT reason FROM run_outcomes"),
        contains(containsString("the query failed: ")));
    assertThat(
        large.rows("SELECT counts FROM runs").get(0),
        matchesRegex(".*\"withheld\":3[5-9]\\d\\d.*"));
  }

  @Test
  void leavesWhatIsPublishedWhereTheDatabaseIsGone() throws Exception {
    withAds("gone");
    assertThat(landed.onLanded("run", "table: gone", "--period=2025-11"), is(3));

    int exitCode =
        landed.onLandedIn(
            "jdbc:postgresql://localhost:1/nowhere", "run", "table: gone", "--period=2025-11");

    assertThat(exitCode, is(1));
    assertThat(
        landed.errors(),
        allOf(
            containsString("insights.jdbc.jdbc_url: the database does not answer"),
            containsString("what was published before stands untouched")));
    assertThat(landed.rows("SELECT COUNT(*) FROM publications"), contains("2"));
  }

  @Test
  void neverTellsAPassword() throws Exception {
    String h2 = "jdbc:h2:file:" + folder.resolve("landed");
    DriverManager.getConnection(h2, "postgres", "right").close();
    Files.writeString(folder.resolve("secret"), "hunter2\n");

    int exitCode =
        landed.onLandedIn(h2, "run", "password: {file: secret}, table: x", "--period=2025-11");

    assertThat(exitCode, is(1));
    assertThat(
        landed.errors(),
        allOf(
            containsString(
                "insights.jdbc.username or insights.jdbc.password: the database refuses"),
            not(containsString("hunter2"))));
    landed.onLandedIn(h2, "run", "password: {env: NOT_SET_ANYWHERE}, table: x", "--period=2025-11");
    assertThat(
        landed.errors(),
        containsString("insights.jdbc.password: the environment variable NOT_SET_ANYWHERE is not"));
  }

  @Test
  void changesNothingThatItReads() throws Exception {
    landed.with("CREATE SEQUENCE numbers");

    landed.onLanded(
        "run",
        "query: \"SELECT 1 AS account_id, nextval('numbers') AS campaign_id,"
            + " DATE '2025-11-01' AS date_start, DATE '2025-11-01' AS date_stop,"
            + " '[]' AS actions\"",
        "--period=2025-11");

    assertThat(landed.stored("SELECT is_called FROM numbers"), contains("f"));
  }

  @Test
  void tellsOfRowsThatCannotBeUsedByTheirKeys() throws Exception {
    withAds("odd_rows")
        .with(
            "UPDATE odd_rows SET spend = 'abc' WHERE account_id = 1 AND ad_id = 'ad1'",
            "UPDATE odd_rows SET date_stop = '2025-11-02'"
                + " WHERE account_id = 2 AND ad_id = 'ad2' AND date_start = '2025-10-31'");

    assertThat(landed.onLanded("run", "table: odd_rows", "--period=2025-11"), is(1));

    assertThat(
        landed.rows(
            "SELECT source, position, client_id, reason FROM rejected_insights ORDER BY position"),
        contains(
            "odd_rows account_id=1,ad_id=ad1,campaign_id=c1,date_start=2025-11-01,"
                + "date_stop=2025-11-01 belmonte BAD_NUMBER",
            "odd_rows account_id=2,ad_id=ad2,campaign_id=c2,date_start=2025-10-31,"
                + "date_stop=2025-11-02 lakeside SPANS_PERIODS"));
  }

  @Test
  void checkLooksAtTheRowsOfEveryPeriodAndAccount() throws Exception {
    withAds("looked_at")
        .with(
            "UPDATE looked_at SET spend = 'abc' WHERE account_id = 1 AND ad_id = 'ad1'",
            "UPDATE looked_at SET account_id = 77 WHERE account_id = 2 AND ad_id = 'ad2'");

    assertThat(landed.onLanded("check", "table: looked_at"), is(1));

    assertThat(
        landed.printed(),
        allOf(
            containsString("insights looked at all of "),
            containsString("rows cannot be used (BAD_NUMBER), such as looked_at at account_id=1,"),
            containsString("no client has ad account 77 (")));
  }

  @Test
  void readsDaysThatWereLandedAsInstantsInWhateverTimeZone() throws Exception {
    withAds("instants")
        .with(
            "ALTER TABLE instants ALTER date_start TYPE TIMESTAMPTZ USING date_start::timestamp AT"
                + " TIME ZONE 'UTC', ALTER date_stop TYPE TIMESTAMP");
    TimeZone before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
    try {
      assertThat(landed.onLanded("run", "table: instants", "--period=2025-11"), is(3));
    } finally {
      TimeZone.setDefault(before);
    }
    assertThat(
        landed.rows("SELECT client_id, booking_step_1 FROM campaign_conversions ORDER BY 1"),
        contains("belmonte 6.0000000000", "lakeside 6.0000000000"));
  }

  @Test
  void joinsActionsOfARegionToThatRegion() throws Exception {
    String mariaDb = MariaDbServer.shared().emptyDatabase();
    String report =
        "CREATE TABLE by_region (account_id BIGINT, campaign_id BIGINT, date DATE, region %s,"
            + " _fivetran_id %s, spend DOUBLE PRECISION)";
    String actions =
        "CREATE TABLE by_region_actions (campaign_id BIGINT, date DATE, _fivetran_id %s,"
            + " action_type %s, value DOUBLE PRECISION)";
    for (OldSystem database : List.of(landed, OldSystem.in(folder, mariaDb, "root"))) {
      database.with(
          report.formatted("VARCHAR(99)", "VARCHAR(99)"),
          actions.formatted("VARCHAR(99)", "VARCHAR(99)"),
          "INSERT INTO by_region VALUES (1, 7, '2025-11-02', 'Lodz', 'ab=', 1),"
              + " (1, 7, '2025-11-02', 'Warszawa', 'aB=', 2)",
          "INSERT INTO by_region_actions VALUES (7, '2025-11-02', 'ab=', 'omni_search', 3),"
              + " (7, '2025-11-02', 'aB=', 'omni_search', 4)");

      assertThat(
          database.onLanded(
              "run", "table: by_region, preset: fivetran", "--period=2025-11", "--client=belmonte"),
          is(3));

      assertThat(
          database.rows("SELECT spend, booking_step_1 FROM campaign_conversions"),
          contains("3.0000000000 7.0000000000"));
    }
    landed.with("ALTER TABLE by_region_actions DROP COLUMN _fivetran_id");
    assertThat(landed.onLanded("check", "table: by_region, preset: fivetran"), is(1));
    assertThat(landed.printed(), containsString("it has no column _fivetran_id"));
  }

  @Test
  void refusesEntriesWithoutTheWindowThatIsCounted() throws Exception {
    landed.with(
        "CREATE TABLE facebook_insights (account_id TEXT, campaign_id TEXT, ad_id TEXT,"
            + " date_start DATE, date_stop DATE, _dlt_id TEXT)",
        "CREATE TABLE facebook_insights__actions (action_type TEXT, _1d_view TEXT,"
            + " _dlt_parent_id TEXT)");

    assertThat(landed.onLanded("check", "table: facebook_insights, preset: dlt"), is(1));

    assertThat(
        landed.printed(),
        containsString(
            "attribution: facebook_insights__actions has no column for value, and every"
                + " conversion would be 0; it has action_type, _1d_view, _dlt_parent_id"));
  }
}

package com.campaignconversions.audit.stored;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.database.Sql;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryColumnsTest {
  private final Database database = new Database(Database.inMemory(), List.of());

  @AfterEach
  void close() {
    database.close();
  }

  private QueryColumns of(String query) {
    return database.transaction(connection -> QueryColumns.of(connection, query));
  }

  private String refused(String query) {
    return String.valueOf(assertThrows(DatabaseException.class, () -> of(query)).getMessage());
  }

  @Test
  void columnsAreFoundByTheirNamesInWhateverCaseAndOrder() {
    assertThat(
        of("SELECT 1 AS leads, 'c' AS Campaign_Id, 'b' AS \"CLIENT_ID\", 'p' AS period_id, 2 AS x"),
        is(new QueryColumns(3, 4, 2, false, Map.of(1, "leads", 5, "x"))));
  }

  @Test
  void shorterNamesServeToo() {
    assertThat(
        of("SELECT 'b' AS client, DATE '2025-11-01' AS date, 'c' AS campaign, 1 AS leads"),
        is(new QueryColumns(1, 2, 3, false, Map.of(4, "leads"))));
    assertThat(
        of("SELECT 'b' AS client, '2025-11' AS period, 'c' AS campaign, 1 AS leads").period(),
        is(2));
  }

  @Test
  void ofTwoNamesTheLongerOneCountsAndTheOtherIsNoMetric() {
    assertThat(
        of(
            "SELECT 'B' AS client, 'b' AS client_id, DATE '2025-11-01' AS date, '2025-11' AS"
                + " period_id, 'Spa' AS campaign, '10' AS campaign_id, 1 AS leads"),
        is(new QueryColumns(2, 4, 6, false, Map.of(7, "leads"))));
  }

  @Test
  void spendImpressionsClicksAndMetricsAreNumbers() {
    assertThat(
        of("SELECT 'b' AS client, 'p' AS period, 'c' AS campaign, 1.5 AS spend, 2 AS"
                + " impressions, 3 AS clicks, 4 AS leads, '5' AS calls")
            .numbers()
            .values(),
        contains("spend", "impressions", "clicks", "leads", "calls"));
  }

  @Test
  void descriptionsOfThisProductsOwnViewAreNoMetrics() {
    assertThat(
        of("SELECT 'b' AS client_id, 'p' AS period_id, 'c' AS campaign_id, 'B' AS client_name,"
                + " DATE '2025-11-01' AS period_start, DATE '2025-11-30' AS period_end,"
                + " '1' AS account_id, 'Spa' AS campaign_name, 'PLN' AS currency,"
                + " '{}' AS sources, 'value' AS attribution, 7 AS run_id,"
                + " CURRENT_TIMESTAMP AS published_at, 1 AS leads")
            .numbers()
            .values(),
        contains("leads"));
  }

  @Test
  void onlyAnInstantNeedsATimeZoneToBeADay() {
    String query = "SELECT 'b' AS client, CAST(NULL AS %s) AS date, 'c' AS campaign, 1 AS leads";

    assertThat(of(query.formatted("TIMESTAMP WITH TIME ZONE")).periodHasZone(), is(true));
    assertThat(of(query.formatted("TIMESTAMP")).periodHasZone(), is(false));
    assertThat(of(query.formatted("DATE")).periodHasZone(), is(false));
    assertThat(of(query.formatted("VARCHAR")).periodHasZone(), is(false));
  }

  @Test
  void aColumnThatIsMissingIsToldWithThoseThatAreThere() {
    assertThat(
        refused("SELECT 'b' AS hotel, 'p' AS period, 'c' AS campaign, 1 AS leads"),
        is(
            "audit.query: it has no column client_id or client; it has hotel, period, campaign,"
                + " leads; write SELECT … AS client_id"));
    assertThat(
        refused("SELECT 'b' AS client, 'p' AS term, 'c' AS campaign, 1 AS leads"),
        is(
            "audit.query: it has no column period_id or period or date; it has client, term,"
                + " campaign, leads; write SELECT … AS period_id"));
    assertThat(
        refused("SELECT 'b' AS client, 'p' AS period, 'c' AS name, 1 AS leads"),
        is(
            "audit.query: it has no column campaign_id or campaign; it has client, period, name,"
                + " leads; write SELECT … AS campaign_id"));
  }

  @Test
  void aNameThatStandsTwiceIsRefused() {
    assertThat(
        refused("SELECT 'b' AS client, 'p' AS period, 'c' AS campaign, 1 AS leads, 2 AS \"leads\""),
        is("audit.query: two of its columns are called leads; give one another name with AS"));
  }

  @Test
  void aColumnThatHoldsNoNumbersIsRefused() {
    assertThat(
        refused("SELECT 'b' AS client, 'p' AS period, 'c' AS campaign, 1 AS leads, TRUE AS active"),
        is("audit.query: its column active holds no numbers (BOOLEAN); leave it out"));
    assertThat(
        refused("SELECT 'b' AS client, 'p' AS period, 'c' AS campaign, DATE '2025-11-01' AS seen"),
        is("audit.query: its column seen holds no numbers (DATE); leave it out"));
  }

  @Test
  void aQueryWithoutAMetricIsRefused() {
    assertThat(
        refused("SELECT 'b' AS client, 'p' AS period, 'c' AS campaign, 1 AS spend"),
        is(
            "audit.query: it has no column with a metric; it has client, period, campaign,"
                + " spend"));
  }

  @Test
  void rowsAreSortedByClientAndPeriodHoweverTheQueryEnds() {
    String query =
        "SELECT * FROM (VALUES ('10', 'b', '2025-11', 1), ('11', 'a', '2025-11', 2),"
            + " ('12', 'b', '2025-10', 3)) v (campaign, client, period, leads) -- all of them";
    List<Integer> leads =
        database.transaction(
            connection ->
                Sql.query(
                    connection,
                    QueryColumns.of(connection, query).sorted(query),
                    List.of(),
                    row -> row.getInt("leads")));

    assertThat(leads, contains(2, 3, 1));
  }

  @Test
  void theNumbersOfTheColumnsSortTheQuery() {
    assertThat(
        new QueryColumns(3, 4, 2, false, Map.of()).sorted("SELECT 1"),
        is("SELECT * FROM (\nSELECT 1\n) stored ORDER BY 3, 4"));
  }
}

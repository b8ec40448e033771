package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that an older system stored, judged through the command line. */
class AuditTest {
  private static final List<Integer> DIVIDED = Collections.nCopies(25, 20);
  private static final String VERDICTS =
      "SELECT client_id, period_id, metric, verdict FROM audit_variance ORDER BY 1, 2, 3";

  private final Path folder;
  private final OldSystem old;

  AuditTest(@TempDir Path folder) {
    this.folder = folder;
    this.old = OldSystem.in(folder);
  }

  // ---- What it finds

  @Test
  void findsTheDividedTotalInATable() throws Exception {
    old.withTable()
        .withMonth("belmonte", "2025-10", OldSystem.REAL)
        .withMonth("belmonte", "2025-11", DIVIDED);

    assertThat(old.audit(), is(3));

    assertThat(
        old.rows(VERDICTS),
        contains(
            "belmonte 2025-10 booking_step_1 VARIANCE",
            "belmonte 2025-11 booking_step_1 DISTRIBUTED"));
    assertThat(
        old.rows(
            "SELECT campaigns, CAST(total AS INT), CAST(stddev AS INT), trusted, allocation_key"
                + " FROM audit_variance WHERE period_id = '2025-11'"),
        contains("25 500 0 FALSE equal"));
    assertThat(
        old.printed(),
        containsString(
            "NOT TRUSTED belmonte 2025-11 booking_step_1 (DISTRIBUTED): All 25 campaigns show exactly 20."));
    assertThat(
        old.printed(),
        containsString("2 client periods of 1 client judged, 1 not trusted; exit code 3."));
  }

  @Test
  void findsItInTheJsonThatDashboardsRead() throws Exception {
    old.with(
        "CREATE TABLE current_month_cache (client_id VARCHAR(50), period_id VARCHAR(50),"
            + " cache_data VARCHAR(100000), last_updated TIMESTAMP)",
        "INSERT INTO current_month_cache VALUES ('lakeside', '2025-11', '"
            + document()
            + "', NULL)");

    assertThat(old.auditBy("cache: {}"), is(3));

    // The click-through rate is no metric; of the two that are, the dashboard names one only.
    assertThat(
        old.rows(VERDICTS),
        contains(
            "lakeside 2025-11 booking_step_1 DISTRIBUTED", "lakeside 2025-11 newsletter VARIANCE"));
  }

  private static String document() {
    StringBuilder campaigns = new StringBuilder();
    for (int i = 0; i < 25; i++) {
      campaigns
          .append(i == 0 ? "" : ",")
          .append(
              "{\"campaign_id\":\"c%d\",\"campaign_name\":\"Nr. %d\",\"spend\":%d.5,\"ctr\":1.5,"
                  .formatted(i, i, 100 + i * 37 % 900))
          .append(
              "\"booking_step_1\":20.00,\"newsletter\":\"%d\"}".formatted(OldSystem.REAL.get(i)));
    }
    return "{\"campaigns\":[" + campaigns + "],\"conversionMetrics\":{\"newsletter\":500}}";
  }

  @Test
  void printsTheWorstFirst() throws Exception {
    old.withTable()
        .withMonth("aurora", "2025-11", Collections.nCopies(12, 20))
        .withMonth("belmonte", "2025-11", DIVIDED);

    assertThat(old.audit(), is(3));

    assertThat(
        old.printed().indexOf("NOT TRUSTED belmonte"),
        is(lessThan(old.printed().indexOf("NOT TRUSTED aurora"))));
  }

  @Test
  void findsAMonthCopiedFromAnEarlierOneThatWasNotAskedFor() throws Exception {
    old.withTable()
        .withMonth("belmonte", "2025-10", OldSystem.REAL)
        .withMonth("belmonte", "2025-11", OldSystem.REAL);

    assertThat(old.audit("--period=2025-11"), is(3));

    assertThat(old.rows(VERDICTS), contains("belmonte 2025-11 booking_step_1 COPIED"));
  }

  @Test
  void findsAMetricThatDroppedToZero() throws Exception {
    old.withTable().withMonth("belmonte", "2025-11", Collections.nCopies(25, 0));
    for (int month = 1; month <= 10; month++) {
      int shift = month;
      old.withMonth(
          "belmonte",
          "2025-%02d".formatted(month),
          IntStream.range(0, 25).mapToObj(i -> OldSystem.REAL.get((i + shift) % 25)).toList());
    }

    assertThat(old.audit("--from=2025-11", "--to=2025-12"), is(3));

    assertThat(old.rows(VERDICTS), contains("belmonte 2025-11 booking_step_1 DROPPED_TO_ZERO"));
  }

  @Test
  void trustsWhatIsReal() throws Exception {
    old.withTable().withMonth("of-another-system", "2025-11", OldSystem.REAL);

    assertThat(old.audit(), is(0));

    assertThat(old.printed(), not(containsString("NOT TRUSTED")));
  }

  // ---- What it reads

  @Test
  void addsUpTheDaysOfAMonthInWhateverOrder() throws Exception {
    old.with(
        "CREATE TABLE old (on_day DATE, campaign_id INT, client_id VARCHAR(9), leads INT, spend INT)",
        "INSERT INTO old VALUES ('2025-11-30', 1, 'zatoka', 4, 1), ('2025-10-31', 1, 'zatoka', 9, 1),"
            + " ('2025-11-01', 2, 'zatoka', 6, 1), ('2025-11-02', 1, 'zatoka', 3, 1)");

    assertThat(
        old.auditBy(
            "query: 'SELECT on_day AS period, campaign_id, client_id, leads, spend FROM old'"),
        is(0));

    assertThat(
        old.rows(
            "SELECT period_id, campaigns, CAST(total AS INT), CAST(max_value AS INT)"
                + " FROM audit_variance ORDER BY 1"),
        contains("2025-10 1 9 9", "2025-11 2 13 7"));
  }

  @Test
  void takesAnInstantForTheDayThatItWasForTheClient() throws Exception {
    old.with(
        "CREATE TABLE old (client VARCHAR(50), period TIMESTAMP WITH TIME ZONE, campaign INT, leads INT)",
        "INSERT INTO old VALUES ('belmonte', '2025-10-31 23:30:00+00:00', 1, 5),"
            + " ('elsewhere', '2025-10-31 23:30:00+00:00', 1, 5)");

    assertThat(old.audit(), is(0));

    assertThat(
        old.rows("SELECT client_id, period_id FROM audit_variance ORDER BY 1"),
        contains("belmonte 2025-11", "elsewhere 2025-10"));
  }

  @Test
  void leavesOutCampaignsWithoutAValueAndSaysSo() throws Exception {
    old.withTable()
        .withMonth("belmonte", "2025-11", DIVIDED)
        .with("INSERT INTO old VALUES ('belmonte', '2025-11', 'x', 5, NULL)");

    assertThat(old.audit(), is(3));

    assertThat(
        old.rows("SELECT campaigns, verdict, evidence FROM audit_variance").get(0),
        matchesPattern("25 DISTRIBUTED .* 1 of 26 campaigns have no value and are left out\\."));
  }

  @Test
  void callsAMetricUnknownWhereNoCampaignHasAValue() throws Exception {
    old.withTable()
        .with("INSERT INTO old VALUES ('belmonte', '2025-11', 'a', 5, NULL)")
        .with("INSERT INTO old VALUES ('belmonte', '2025-11', 'b', 6, NULL)");

    assertThat(old.audit(), is(3));

    assertThat(
        old.rows("SELECT verdict, total, campaigns FROM audit_variance"),
        contains("NO_DATA null 2"));
  }

  @Test
  void countsWhatItCannotUse() throws Exception {
    old.with(
        "CREATE TABLE old (client VARCHAR(50), period VARCHAR(50), campaign VARCHAR(50), leads VARCHAR(50))",
        "INSERT INTO old VALUES ('belmonte', '2025-11', 'a', ' 12. '), ('belmonte', '2025-11', 'b', 'x'),"
            + " ('belmonte', '2025-11', 'c', '-3'), ('belmonte', '2025-11', 'd', '20.8333333333333333'),"
            + " ('belmonte', 'November', 'a', '1'), ('belmonte', '2025-W46', 'a', '1'),"
            + " (NULL, '2025-11', 'a', '1'), ('belmonte', '2025-11', ' ', '1')");

    assertThat(old.audit(), is(0));

    assertThat(old.rows("SELECT total FROM audit_variance"), contains("32.8333333333"));
    assertThat(
        old.rows("SELECT counts FROM runs").get(0),
        containsString(
            """
            "refused":{"rows of a period that is a week":1,"rows whose period is neither a month nor \
            a day":1,"rows without a campaign":1,"rows without a client":1,"values of leads that are \
            no number, or negative":2}"""));
  }

  @Test
  void auditsWhatTheJobItselfPublished() throws Exception {
    for (int i = 0; i < 25; i++) {
      old.withInsights("2025-11", "c" + i, 20);
    }
    old.writeJob("audit: {query: SELECT * FROM campaign_conversions}\n");
    assertThat(old.command("run", "--period=2025-11"), is(3));

    assertThat(old.command("audit"), is(3));

    assertThat(
        old.rows(VERDICTS + " LIMIT 1"), contains("belmonte 2025-11 booking_step_1 DISTRIBUTED"));
  }

  // ---- What it leaves behind

  @Test
  void showsNothingToThoseWhoReadPublications() throws Exception {
    old.withTable().withMonth("belmonte", "2025-11", DIVIDED);
    assertThat(old.audit(), is(3));

    for (String view :
        List.of("campaign_conversions", "conversion_variance", "publications", "run_outcomes")) {
      assertThat(old.rows("SELECT COUNT(*) FROM " + view), contains("0"));
    }
    assertThat(
        old.rows("SELECT run_id, kind, state, exit_code FROM runs"), contains("1 AUDIT ENDED 3"));
    assertThat(old.command("status"), is(0));
    assertThat(old.printed(), startsWith("Nothing is published yet."));
  }

  @Test
  void keepsTheVerdictsOfEveryAuditAndTellsThemAgain() throws Exception {
    old.withTable().withMonth("belmonte", "2025-11", DIVIDED);
    assertThat(old.audit(), is(3));
    assertThat(old.audit("--allow-untrusted"), is(0));

    assertThat(old.rows("SELECT run_id FROM audit_variance ORDER BY 1"), contains("1", "2"));
    assertThat(old.command("status", "--run=1"), is(3));
    assertThat(old.printed(), containsString("NOT TRUSTED belmonte 2025-11"));
    assertThat(old.command("status", "--run=2"), is(0));
  }

  @Test
  void judgesByTheSignificanceOfAudits() throws Exception {
    List<Integer> uneven = IntStream.range(0, 25).mapToObj(i -> i % 5 < 2 ? 2 : 1).toList();
    old.withTable().withMonth("belmonte", "2025-11", uneven);

    assertThat(old.audit(), is(3));
    assertThat(old.auditBy("query: SELECT * FROM old, significance: 0.000000001"), is(0));
  }

  @Test
  void trustsWhatTheJobAcceptsAndShowsIt() throws Exception {
    old.withTable().withMonth("of-another-system", "2025-11", DIVIDED);

    assertThat(
        old.auditBy(
            "query: SELECT * FROM old}\n"
                + "accept: [{client: of-another-system, metric: booking_step_1, verdict: DISTRIBUTED,"
                + " reason: equal-budget test, until: 2999-12-31}]\n#"),
        is(0));

    assertThat(
        old.rows("SELECT trusted, evidence FROM audit_variance").get(0),
        matchesPattern("TRUE .* Accepted until 2999-12-31: equal-budget test\\."));
  }

  // ---- What stops it

  @Test
  void needsAnAuditPart() throws IOException {
    old.writeJob("");
    assertThat(old.command("audit"), is(2));
    assertThat(old.errors(), containsString("job.yaml: audit: is missing; write audit: {"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM nowhere | audit.query: the database refuses it: Table \"NOWHERE\" not found",
        "DELETE FROM old | audit.query: the database refuses it: ",
        "SELECT client, period, booking_step_1 FROM old | audit.query: it has no column campaign_id or"
            + " campaign; it has client, period, booking_step_1",
        "SELECT client, period, campaign, spend FROM old | audit.query: it has no column with a metric",
        "SELECT o.*, 5 AS spend FROM old o | audit.query: ",
        "SELECT o.*, CURRENT_DATE AS today FROM old o | audit.query: its column today holds no numbers"
            + " (DATE); leave it out",
        "SELECT * FROM old WHERE 1 = 0 | audit.query: there is nothing to judge",
      })
  void saysWhatIsWrongWithTheQuery(String query, String problem) throws Exception {
    old.withTable().withMonth("belmonte", "2025-11", DIVIDED);

    assertThat(old.auditBy("query: '" + query + "'"), is(1));

    assertThat(old.errors(), containsString(problem));
    assertThat(old.stored("SELECT COUNT(*) FROM old"), contains("25"));
    assertThat(old.rows("SELECT exit_code FROM runs"), contains("1"));
    assertThat(old.rows("SELECT reason FROM runs").get(0), containsString(problem));
  }

  @Test
  void makesNoDatabaseWhereThereIsNone() throws IOException {
    assertThat(old.audit(), is(1));
    assertThat(old.errors(), startsWith("audit.jdbc_url: there is no such database"));
    assertThat(folder.resolve("old.mv.db").toFile().exists(), is(false));
  }

  @Test
  void namesTheKeyOfTheSecretThatIsMissing() throws Exception {
    old.withTable();
    assertThat(
        old.auditBy("query: SELECT * FROM old, password: {env: NOBODY_HAS_SET_THIS}"), is(1));
    assertThat(
        old.errors(),
        startsWith("audit.password: the environment variable NOBODY_HAS_SET_THIS is not set"));
  }

  @Test
  void knowsTheClientsThatAreStored() throws Exception {
    old.withTable()
        .withMonth("of-another-system", "2025-11", OldSystem.REAL)
        .withMonth("belmonte", "2025-11", DIVIDED);

    assertThat(old.audit("--client=of-another-system"), is(0));
    assertThat(
        old.rows("SELECT DISTINCT client_id FROM audit_variance"), contains("of-another-system"));
    assertThat(old.audit("--client=nobody"), is(2));
    assertThat(
        old.errors(),
        containsString("--client=nobody: neither the job nor what is stored has such a client"));
  }

  @Test
  void refusesAnOptionThatOnlyAPipelineKnows() throws Exception {
    old.withTable();
    assertThat(old.audit("--targetParallelism=2"), is(2));
    assertThat(old.errors(), containsString("--targetParallelism=2: an audit has no such option"));
  }

  @Test
  void isCheckedBeforehand() throws Exception {
    old.withTable().withInsights("2025-11", "c1", 5);
    old.writeJob(
        "audit: {jdbc_url: 'jdbc:h2:file:./old', username: sa, query: SELECT * FROM nowhere}\n");
    assertThat(old.command("check"), is(1));
    assertThat(old.printed(), containsString("audit.query: the database refuses it"));
  }

  // ---- Beside the insights

  @Test
  void saysForEachCampaignWhatDiffers() throws Exception {
    old.withTable()
        .withMonth("belmonte", "2025-10", List.of(3, 4))
        .withMonth("belmonte", "2025-11", List.of(20, 20, 20, 20))
        .withMonth("elsewhere", "2025-11", List.of(1));
    old.withInsights("2025-11", "c0", 20);
    old.withInsights("2025-11", "c1", 50);
    old.withInsights("2025-11", "c2", 0);
    old.withInsights("2025-11", "new", 10);

    // Four campaigns are too few for a verdict; what they really did is plain all the same.
    assertThat(old.audit("--compare"), is(3));

    assertThat(old.printed(), containsString("judged, 0 not trusted; exit code 3."));
    assertThat(old.printed(), not(containsString("exit code 0")));
    assertThat(
        old.printed(), containsString("NOT COMPARED elsewhere: the job has no such client."));
    assertThat(
        old.printed(), containsString("NOT COMPARED belmonte 2025-10: no row of it was found."));
    assertThat(
        old.printed(),
        containsString(
            "DIFFERENT belmonte 2025-11: 1 campaign only stored (c3). DIFFERENT belmonte 2025-11:"
                + " 1 campaign only in the insights (new). DIFFERENT belmonte 2025-11"
                + " booking_step_1: 2 of 3 campaigns differ; 60 stored in all, 70 real. c1 stored 20,"
                + " real 50 from omni_search, c2 stored 20, real 0."));
    assertThat(old.rows("SELECT client_id FROM publications"), is(empty()));
    assertThat(old.rows("SELECT kind FROM runs"), contains("AUDIT"));
  }

  @Test
  void saysWhereNothingDiffers() throws Exception {
    old.withTable().withMonth("belmonte", "2025-11", List.of(7, 31));
    old.withInsights("2025-11", "c0", 7);
    old.withInsights("2025-11", "c1", 31);

    assertThat(old.audit("--compare"), is(0));

    assertThat(old.printed(), containsString("SAME belmonte 2025-11: every campaign and metric"));
  }

  @Test
  void tellsTheStoryOfTheTestData() throws IOException, SQLException {
    Story story = Story.copiedTo(folder, "conversions");
    assertThat(story.command("run", "local.yaml", "--period=2025-11"), is(3));

    assertThat(story.command("audit", "audit.yaml", "--compare"), is(3));

    assertThat(
        story.row(
            "SELECT COUNT(*), MIN(verdict), MAX(verdict), MIN(client_id) FROM audit_variance"),
        contains("4", "DISTRIBUTED", "DISTRIBUTED", "belmonte"));
  }
}

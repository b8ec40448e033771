package com.campaignconversions.publishing.versions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.Coverage;
import com.campaignconversions.conversions.VersionSummary;
import com.campaignconversions.conversions.VersionSums;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.publishing.schema.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestatementTest {

  /** Totals such as {@code spend=100}; {@code null} for what is unknown. */
  private static Restatement of(String... totals) {
    Map<String, @Nullable BigDecimal> byName = new LinkedHashMap<>();
    for (String total : totals) {
      String[] parts = total.split("=", 2);
      byName.put(parts[0], parts[1].equals("null") ? null : new BigDecimal(parts[1]));
    }
    return new Restatement("digest", byName);
  }

  private static String change(Restatement before, Restatement after) {
    return before.changedTo(after);
  }

  @Test
  void onlyWhatChangedIsTold() {
    assertThat(
        change(of("spend=100", "clicks=5", "leads=7"), of("spend=90", "clicks=5", "leads=9")),
        is("spend 100 → 90, leads 7 → 9"));
  }

  @Test
  void anotherSpellingOfANumberIsNoChange() {
    assertThat(
        change(of("spend=100", "leads=7"), of("spend=100.00", "leads=8")), is("leads 7 → 8"));
  }

  @Test
  void whatIsNotKnownIsToldAsUnknownAndNotAsZero() {
    assertThat(change(of("leads=null"), of("leads=0")), is("leads unknown → 0"));
    assertThat(change(of("leads=3"), of("leads=null")), is("leads 3 → unknown"));
  }

  @Test
  void aMetricOfOneVersionOnlyIsUnknownInTheOther() {
    assertThat(
        change(of("spend=1", "leads=3"), of("spend=1", "calls=4")),
        is("leads 3 → unknown, calls unknown → 4"));
  }

  @Test
  void whereNoTotalChangedTheSentenceStillHasAPart() {
    assertThat(
        change(of("spend=100", "leads=null"), of("spend=100", "leads=null")),
        is("no total, but single campaigns, action types or verdicts"));
  }

  @Test
  void theBasisIsCampaignsSpendImpressionsAndClicks() {
    Restatement before = of("campaigns=2", "spend=30", "impressions=9", "clicks=3", "leads=7");

    assertThat(
        before.sameBasis(of("campaigns=2", "spend=30.0", "impressions=9", "clicks=3", "calls=1")),
        is(true));
    assertThat(
        before.sameBasis(of("campaigns=3", "spend=30", "impressions=9", "clicks=3")), is(false));
    assertThat(
        before.sameBasis(of("campaigns=2", "spend=31", "impressions=9", "clicks=3")), is(false));
    assertThat(
        before.sameBasis(of("campaigns=2", "spend=30", "impressions=8", "clicks=3")), is(false));
    assertThat(
        before.sameBasis(of("campaigns=2", "spend=30", "impressions=9", "clicks=null")), is(false));
  }

  @Test
  void ofASummaryTheJudgedTotalsAreTaken() {
    ClientPeriodSummary summary =
        new ClientPeriodSummary(
            new ClientPeriod("belmonte", Period.parse("2025-11")),
            State.COMPLETE,
            null,
            RowCounts.NONE,
            List.of(),
            new VersionSummary(
                "fingerprint",
                "digest",
                true,
                new Coverage(null, null, 0, true),
                new VersionSums(
                    2,
                    new BigDecimal("30"),
                    null,
                    3L,
                    List.of(new BigDecimal(7), new BigDecimal(5)),
                    Arrays.asList(new BigDecimal(7), null)),
                true,
                false,
                "sample",
                "PLN",
                "default",
                null,
                null,
                List.of()));

    Restatement restatement = Restatement.of(summary, List.of("leads", "calls"));

    assertThat(
        restatement,
        is(of("campaigns=2", "spend=30", "impressions=null", "clicks=3", "leads=7", "calls=null")));
    assertThat(
        restatement.totals().keySet(),
        contains("campaigns", "spend", "impressions", "clicks", "leads", "calls"));
  }

  @Test
  void storedVersionsAreReadWithTheirMetricsInAlphabeticalOrder() {
    Database database = new Database(Database.inMemory(), List.of("leads"));
    Schema.prepare(database);
    Map<String, Restatement> versions =
        database.transaction(
            connection -> {
              Sql.update(
                  connection,
                  "INSERT INTO client_period_version (fingerprint, client_id, period_id,"
                      + " granularity, period_start, period_end, campaigns, spend, clicks,"
                      + " content_digest, catalogue, created)"
                      + " VALUES ('f', 'belmonte', '2025-11', 'MONTH', ?, ?, 2, 30, 3, 'd', 'c', ?)",
                  List.of(LocalDate.of(2025, 11, 1), LocalDate.of(2025, 11, 30), Instant.EPOCH));
              for (String metric : List.of("leads", "calls")) {
                Sql.update(
                    connection,
                    "INSERT INTO variance_row (fingerprint, metric, campaigns,"
                        + " reporting_campaigns, distinct_values, total, verdict, evidence,"
                        + " reconciliation, trusted)"
                        + " VALUES ('f', ?, 2, 2, 2, 7, 'VARIANCE', '', 'NOT_CHECKED', TRUE)",
                    List.of(metric));
              }
              return Restatement.read(connection, Set.of("f", "unknown"));
            });
    database.close();

    assertThat(versions.keySet(), is(Set.of("f")));
    Restatement stored = versions.getOrDefault("f", of());
    assertThat(
        stored.totals().keySet(),
        contains("campaigns", "spend", "impressions", "clicks", "calls", "leads"));
    assertThat(
        stored.changedTo(
            of("campaigns=2", "spend=30", "impressions=1", "clicks=3", "calls=7", "leads=8")),
        is("impressions unknown → 1, leads 7 → 8"));
  }
}

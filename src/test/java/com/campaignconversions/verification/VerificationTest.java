package com.campaignconversions.verification;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.publishing.schema.Tables;
import com.campaignconversions.verification.Differences.Difference;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of change by hand is found, and named; what nobody touched agrees. */
class VerificationTest {
  private static final ClientPeriod MONTH = Published.clientPeriod("belmonte", "2025-11");
  private static final String OF_MONTH =
      "(SELECT fingerprint FROM kept_publication WHERE client_id = 'belmonte' AND period_id ="
          + " '2025-11')";
  private static final String METRIC = "booking_step_1";
  private static Published published;
  private static String campaign;
  private static String other;

  @BeforeAll
  static void publish() throws Exception {
    published =
        Published.of(
            List.of("aurora", "belmonte", "belmonte-as-stored", "lakeside", "zatoka"),
            "2025-09",
            "2025-10",
            "2025-11");
    String ids = "SELECT campaign_id FROM campaign_row WHERE _fingerprint = " + OF_MONTH;
    campaign = published.text(ids + " AND booking_step_1 > 0 ORDER BY campaign_id LIMIT 1");
    other = published.text(ids + " AND booking_step_1 > 0 ORDER BY campaign_id DESC LIMIT 1");
  }

  @AfterAll
  static void close() {
    published.close();
  }

  @AfterEach
  void restore() {
    published.restore();
  }

  @Test
  void whatNobodyTouchedAgrees() {
    List<ClientPeriod> all =
        published
            .verification()
            .published(
                List.of("aurora", "belmonte", "belmonte-as-stored", "lakeside", "zatoka"), null);

    List<VerifiedPeriod> found = published.verification().ofRows(all);

    assertThat(found.size(), is(11));
    for (VerifiedPeriod one : found) {
      assertThat(one.toString(), one.differences(), is(empty()));
      assertThat(one.toString(), one.agrees(), is(true));
      assertThat(one.reason(), is(nullValue()));
    }
  }

  private static Stream<Arguments> changesOfCampaigns() {
    return Stream.of(
        arguments("spend", "spend + 1", true),
        arguments("spend", "NULL", true),
        arguments("impressions", "impressions * 2", true),
        arguments("clicks", "0", true),
        arguments(METRIC, METRIC + " / 2", true),
        arguments("email_contacts", "NULL", true),
        arguments("currency", "'EUR'", true),
        arguments("currency", "NULL", true),
        arguments("account_id", "'1'", true),
        arguments("attribution", "''", true),
        arguments("campaign_name", "campaign_name || ' '", false),
        arguments("campaign_name", "NULL", false),
        arguments("sources", "REPLACE(sources, 'omni_search', 'search')", false),
        arguments("sources", "'no JSON'", false));
  }

  @ParameterizedTest
  @MethodSource("changesOfCampaigns")
  void aChangedColumnOfACampaignIsNamed(String column, String value, boolean follows) {
    String where = " FROM campaign_row WHERE campaign_id = '" + campaign + "' AND _fingerprint = ";
    String before = published.text("SELECT " + column + where + OF_MONTH);
    change("campaign_row", column, value, "campaign_id = '" + campaign + "' AND _fingerprint");

    Difference found = only(published.verified(MONTH));

    assertThat(found.campaign(), is(campaign));
    assertThat(found.metric(), is(nullValue()));
    assertThat(found.column(), is(column));
    if (follows) {
      assertThat(found.expected(), is(plain(before)));
    } else {
      assertThat(found.expected(), is(nullValue()));
    }
  }

  /** As it is written without zeros that say nothing. */
  private static String plain(String text) {
    return text.contains(".") ? text.replaceFirst("[.]?0+$", "") : text;
  }

  private static Stream<Arguments> changesOfJudgements() {
    return Stream.of(
        arguments("campaigns", "24", "25"),
        arguments("reporting_campaigns", "1", null),
        arguments("distinct_values", "1", null),
        arguments("total", "501", "500"),
        arguments("total", "NULL", "500"),
        arguments("min_value", "-1", null),
        arguments("max_value", "1", "79"),
        arguments("mean", "1", "20"),
        arguments("stddev", "NULL", null),
        arguments("verdict", "'DISTRIBUTED'", "VARIANCE"),
        arguments("verdict", "'WELL'", "VARIANCE"),
        arguments("evidence", "evidence || '!'", null),
        arguments("allocation_key", "'nothing'", null),
        arguments("p_value", "0.123", null),
        arguments("common_divisor", "7", null),
        arguments("account_total", "7", null),
        arguments("reconciliation", "'HIGH'", null),
        arguments("trusted", "FALSE", "true"));
  }

  @ParameterizedTest
  @MethodSource("changesOfJudgements")
  void aChangedColumnOfAJudgementIsNamed(String column, String value, @Nullable String expected) {
    change("variance_row", column, value, "metric = '" + METRIC + "' AND fingerprint");

    Difference found = only(published.verified(MONTH));

    assertThat(found.campaign(), is(nullValue()));
    assertThat(found.metric(), is(METRIC));
    assertThat(found.column(), is(column));
    if (expected != null) {
      assertThat(found.expected(), is(expected));
    }
  }

  private static Stream<Arguments> changesOfVersions() {
    return Stream.of(
        arguments("campaigns", "24", "25"),
        arguments("spend", "spend - 0.01", "21151.97"),
        arguments("impressions", "NULL", null),
        arguments("clicks", "1", null),
        arguments("period_end", "DATE '2025-11-29'", "2025-11-30"),
        arguments("client_id", "'lakeside'", "belmonte"),
        arguments("content_digest", "'00000000000000000000000000000000'", null));
  }

  @ParameterizedTest
  @MethodSource("changesOfVersions")
  void aChangedSumIsNamed(String column, String value, @Nullable String expected) {
    change("client_period_version", column, value, "fingerprint");

    Difference found = only(published.verified(MONTH));

    assertThat(found.column(), is(column));
    if (expected != null) {
      assertThat(found.expected(), is(expected));
    }
  }

  @Test
  void aRemovedRowIsNamedAndSoIsAnAddedOne() {
    published.execute(
        "DELETE FROM campaign_row WHERE campaign_id = '%s' AND _fingerprint = %s"
            .formatted(campaign, OF_MONTH));
    assertThat(
        published.verified(MONTH).differences(),
        is(List.of(new Difference(campaign, null, "campaign_id", null, campaign))));

    published.restore();
    published.execute(
        "INSERT INTO campaign_row (_fingerprint, campaign_id, spend) VALUES (%s, '7', 1)"
            .formatted(OF_MONTH));
    assertThat(
        published.verified(MONTH).differences(),
        is(List.of(new Difference("7", null, "campaign_id", "7", null))));

    published.restore();
    published.execute("DELETE FROM variance_row WHERE fingerprint = " + OF_MONTH);
    assertThat(
        published.verified(MONTH).differences(),
        hasItem(new Difference(null, METRIC, "metric", null, METRIC)));
  }

  @Test
  void changesThatMakeUpForEachOtherAreBothFound() {
    change(
        "campaign_row", "spend", "spend + 1", "campaign_id = '" + campaign + "' AND _fingerprint");
    change("campaign_row", "spend", "spend - 1", "campaign_id = '" + other + "' AND _fingerprint");

    assertThat(
        published.verified(MONTH).differences().stream()
            .map(one -> one.campaign() + " " + one.column() + " " + one.expected())
            .toList(),
        is(List.of(campaign + " spend null", other + " spend null")));
  }

  @Test
  void aPointerToNothingOrToSomebodyElsesNumbersIsFound() {
    change("publication", "fingerprint", "'" + "0".repeat(32) + "'", "fingerprint");
    assertThat(only(published.verified(MONTH)).column(), is("fingerprint"));

    published.restore();
    change(
        "publication",
        "fingerprint",
        "(SELECT fingerprint FROM kept_publication WHERE client_id = 'lakeside' AND period_id ="
            + " '2025-11')",
        "fingerprint");
    assertThat(
        published.verified(MONTH).differences(),
        hasItem(new Difference(null, null, "client_id", "lakeside", "belmonte")));
  }

  @Test
  void aChangedDocumentOfADashboardIsFound() {
    published.execute(
        "UPDATE current_month_cache SET cache_data = REPLACE(cache_data, '\"totalSpend\":21151.97',"
            + " '\"totalSpend\":20000') WHERE client_id = 'belmonte' AND period_id = '2025-11'");

    assertThat(
        published.verified(MONTH).differences(),
        is(
            List.of(
                new Difference(
                    null, null, "current_month_cache.stats.totalSpend", "20000", "21151.97"))));
  }

  @Test
  void aVersionOfBeforeTheChecksIsComparedBySumsAndFingerprint() {
    change("client_period_version", Tables.CHECKS, "NULL", "fingerprint");
    VerifiedPeriod untouched = published.verified(MONTH);
    assertThat(untouched.agrees(), is(true));
    assertThat(
        untouched.reason(), containsString("only its sums and its fingerprint were compared"));

    change(
        "campaign_row",
        "campaign_name",
        "'?'",
        "campaign_id = '" + campaign + "' AND _fingerprint");
    assertThat(only(published.verified(MONTH)).column(), is("fingerprint"));

    change(
        "campaign_row", "spend", "spend + 1", "campaign_id = '" + campaign + "' AND _fingerprint");
    assertThat(
        published.verified(MONTH).differences(),
        hasItem(new Difference(null, null, "spend", "21151.97", "21152.97")));
  }

  @Test
  void checksThatAreDamagedAreNoProof() {
    change("client_period_version", Tables.CHECKS, "'{}'", "fingerprint");

    assertThat(only(published.verified(MONTH)).column(), is(Tables.CHECKS));
  }

  @Test
  void theInsightsTellWhatStoodThere() throws Exception {
    String name =
        published.text(
            "SELECT campaign_name FROM campaign_row WHERE campaign_id = '%s' AND _fingerprint = %s"
                .formatted(campaign, OF_MONTH));
    change(
        "campaign_row",
        "campaign_name",
        "'?'",
        "campaign_id = '" + campaign + "' AND _fingerprint");
    ClientPeriod untouched = Published.clientPeriod("lakeside", "2025-11");

    List<VerifiedPeriod> found =
        published
            .verification()
            .ofSources(List.of(MONTH, untouched), published.options(), published.files());

    assertThat(
        found.get(0).differences(),
        is(List.of(new Difference(campaign, null, "campaign_name", "?", name))));
    assertThat(found.get(1).differences(), is(empty()));
    assertThat(found.get(1).agrees(), is(true));
  }

  @Test
  void whatTheInsightsDoNotGiveAnyMoreIsNotDifferent() throws Exception {
    VerifiedPeriod found =
        published.verification().ofSources(List.of(MONTH), published.options(), List.of()).get(0);

    assertThat(found.agrees(), is(nullValue()));
    assertThat(found.reason(), containsString("The insights do not give it any more"));
  }

  /** The account's own totals are in another file, so that the client period itself is there. */
  @Test
  void whatTheInsightsGiveInPartIsNotDifferentEither() throws Exception {
    List<InsightFile> files =
        published.files().stream()
            .filter(file -> !file.source().endsWith("belmonte/2025-11.jsonl"))
            .toList();
    VerifiedPeriod found =
        published.verification().ofSources(List.of(MONTH), published.options(), files).get(0);

    assertThat(found.agrees(), is(nullValue()));
    assertThat(found.changedByHand(), is(false));
    assertThat(
        found.reason(), containsString("they lack 25 of 25 published campaigns; look whether"));
  }

  @Test
  void aRemovedRowIsGivenBackWhole() throws Exception {
    published.execute(
        "DELETE FROM campaign_row WHERE campaign_id = '%s' AND _fingerprint = %s"
            .formatted(campaign, OF_MONTH));
    VerifiedPeriod found =
        published
            .verification()
            .ofSources(List.of(MONTH), published.options(), published.files())
            .get(0);

    assertThat(found.changedByHand(), is(true));
    String spend =
        published.text(
            "SELECT spend FROM kept_campaign_row WHERE campaign_id = '%s' AND _fingerprint = %s"
                .formatted(campaign, OF_MONTH));
    assertThat(
        found.differences(), hasItem(new Difference(campaign, null, "spend", null, plain(spend))));
  }

  private static void change(String table, String column, String value, String where) {
    assertThat(
        published.execute(
            "UPDATE %s SET %s = %s WHERE %s = %s".formatted(table, column, value, where, OF_MONTH)),
        is(1));
  }

  private static Difference only(VerifiedPeriod found) {
    assertThat(found.toString(), found.agrees(), is(false));
    assertThat(found.toString(), found.differences().size(), is(1));
    return found.differences().get(0);
  }
}

package com.campaignconversions.publishing;

import static com.campaignconversions.publishing.Content.NOVEMBER_20;
import static com.campaignconversions.publishing.Content.campaign;
import static com.campaignconversions.publishing.Content.clientPeriod;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.insights.counts.RejectedInsight;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.Output.Cache;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunHeartbeat;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.runs.RunStore;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.publishing.versions.CampaignSample;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.publishing.versions.PublishedHistory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What publication promises, on whatever database: each kind runs the same tests. */
abstract class PublicationContract extends ReadersContract {
  // ---- Creating and evolving

  @Test
  void createsEveryTableOfTheContractAndThenNeedsNothing() {
    Job job = job(LEADS);
    assertThat(Schema.exists(Database.of(job)), is(false));
    prepare(job);
    assertThat(Schema.exists(Database.of(job)), is(true));
    assertThat(Schema.ddl(Database.of(job)), is(""));
    for (String table :
        List.of(
            "campaign_conversions",
            "conversion_variance",
            "publications",
            "rejected_insights",
            "runs",
            "run_outcomes",
            "current_month_cache",
            "clients")) {
      assertThat(table, count(table), is(0L));
    }
  }

  @Test
  void aNewMetricIsANewColumnAndOneThatLeftStaysAndIsNull() {
    Job first = job(List.of("leads", "calls"));
    prepare(first);
    publish(first, Content.of(first, NOVEMBER, campaign("1", "5", "3", "4")));
    Job second = job(List.of("bookings", "leads"));
    prepare(second);
    publish(second, Content.of(second, NOVEMBER, campaign("1", "5", "7", "3")));
    assertThat(
        rows("SELECT leads, calls, bookings FROM campaign_conversions"),
        contains(row("3.0000000000", null, "7.0000000000")));
  }

  @Test
  void reachStandsBesideTheMetrics() {
    Job job = job(LEADS);
    prepare(job);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    assertThat(
        rows("SELECT leads, reach FROM campaign_conversions"),
        contains(row("3.0000000000", "900")));
  }

  // ---- What a result costs, and what spend returns

  private static Job counting(Job job) {
    List<Metric> catalogue = new ArrayList<>(job.catalogue());
    Metric amounts = catalogue.get(1);
    catalogue.set(
        1,
        new Metric(
            amounts.name(),
            List.of("action_values"),
            amounts.scope(),
            amounts.firstOf(),
            Metric.Unit.MONEY,
            null));
    return from(job, job.insights(), job.attribution(), catalogue);
  }

  @Test
  void ratiosAreOfSumsAndRoundedHalfUp() {
    Job job = counting(job(List.of("leads", "value")));
    prepare(job);
    publish(
        job,
        Content.of(
            job,
            NOVEMBER,
            campaign("1", "10", "3", "5.00"),
            campaign("2", "0", "4", "1"),
            campaign("3", "0.0000000001", "0", "2")));

    assertThat(
        rows("SELECT client_id, period_id, metric, currency, cost_per_result FROM cost_per_result"),
        contains(row("belmonte", "2025-11", "leads", "PLN", "1.4285714286")));
    assertThat(
        rows("SELECT spend, results, trusted, verdict FROM cost_per_result"),
        contains(row("10.0000000001", "7.0000000000", "true", "VARIANCE")));
    assertThat(
        rows("SELECT metric, amount, return_on_ad_spend FROM return_on_ad_spend"),
        contains(row("value", "8.0000000000", "0.8000000000")));
    assertThat(
        rows(
            "SELECT campaign_id, cost_per_result FROM campaign_cost_per_result"
                + " WHERE client_id = 'belmonte' AND period_id = '2025-11' ORDER BY campaign_id"),
        contains(row("1", "3.3333333333"), row("2", "0.0000000000"), row("3", null)));
    assertThat(
        rows(
            "SELECT campaign_id, return_on_ad_spend FROM campaign_return_on_ad_spend"
                + " WHERE metric = 'value' ORDER BY campaign_id"),
        contains(row("1", "0.5000000000"), row("2", null), row("3", "20000000000.0000000000")));
  }

  @Test
  void aHalfOfTheLastDigitIsRoundedUp() {
    Job job = counting(job(List.of("leads", "value")));
    prepare(job);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "0.0000000001", "2", "null")));

    assertThat(rows("SELECT cost_per_result FROM cost_per_result"), contains(row("0.0000000001")));
    assertThat(
        rows("SELECT return_on_ad_spend FROM return_on_ad_spend"), contains(row((String) null)));
  }

  @Test
  void aNewMetricStandsInTheRatiosOfCampaignsToo() {
    Job first = job(List.of("leads"));
    prepare(first);
    Job second = job(List.of("leads", "calls"));
    prepare(second);
    publish(second, Content.of(second, NOVEMBER, campaign("1", "5", "1", "2")));

    assertThat(
        rows("SELECT metric, cost_per_result FROM campaign_cost_per_result ORDER BY metric"),
        contains(row("calls", "2.5000000000"), row("leads", "5.0000000000")));
    assertThat(Schema.ddl(Database.of(second)), is(""));
  }

  @Test
  void twoJobsWithOtherMetricsShareADatabase() {
    Job one = job(List.of("leads"));
    Job other = Content.job(output, List.of("bookings"), "lakeside");
    prepare(one);
    prepare(other);
    publish(one, Content.of(one, NOVEMBER, campaign("1", "5", "3")));
    publish(other, Content.of(other, clientPeriod("lakeside", "2025-11"), campaign("1", "5", "4")));
    prepare(one);
    assertThat(
        rows("SELECT client_id, leads, bookings FROM campaign_conversions ORDER BY client_id"),
        contains(row("belmonte", "3.0000000000", null), row("lakeside", null, "4.0000000000")));
  }

  @Test
  void reservedWordsAreMetrics() {
    List<String> words = List.of("select", "order", "user", "group", "fingerprint", "value", "end");
    Job job = job(words);
    prepare(job);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "1", "2", "3", "4", "5", "6", "7")));
    assertThat(
        rows("SELECT metric, total FROM conversion_variance WHERE metric = 'order'"),
        contains(row("order", "2.0000000000")));
    assertThat(
        rows("SELECT r." + Database.of(job).column("select") + " FROM campaign_conversions r"),
        contains(row("1.0000000000")));
  }

  @Test
  void hundredsOfMetricsFit() {
    int most = mostMetrics();
    List<String> metrics =
        IntStream.range(0, most)
            .mapToObj(number -> "metric_%03d_%s".formatted(number, "x".repeat(52)))
            .toList();
    Job job = job(metrics);
    prepare(job);
    String[] values = IntStream.range(0, most).mapToObj(String::valueOf).toArray(String[]::new);
    values[most - 1] = "0." + "9".repeat(10);
    Content content =
        Content.of(
            job,
            NOVEMBER,
            IntStream.range(0, 150)
                .mapToObj(number -> campaign("c" + number, "1", values))
                .toArray(Content.Campaign[]::new));
    assertThat(outcomes(publish(job, content)), contains(Outcome.PUBLISHED));
    assertThat(count("conversion_variance"), is((long) most));
    assertThat(
        rows("SELECT SUM(" + metrics.get(most - 1) + ") FROM campaign_conversions"),
        contains(row("149.9999999850")));
  }

  @Test
  void refusesATableOfThatNameThatIsNotItsOwn() {
    execute("CREATE TABLE run (id INTEGER)");
    DatabaseException refused = assertThrows(DatabaseException.class, () -> prepare(job(LEADS)));
    assertThat(refused.getMessage(), containsString("output.schema"));
  }

  @Test
  void refusesTablesOfANewerVersion() {
    Job job = job(LEADS);
    prepare(job);
    execute("UPDATE campaign_conversions_schema SET version = 99");
    assertThat(refusedBoth(job), everyItem(containsString("newer version")));
    // What every other command asks first.
    assertThat(refused(() -> Schema.exists(Database.of(job))), containsString("newer version"));
  }

  @Test
  void usesTheDashboardsTablesThatAreThere() {
    execute("CREATE TABLE clients (id VARCHAR(100) PRIMARY KEY, name VARCHAR(100), hue INTEGER)");
    execute("INSERT INTO clients (id, name, hue) VALUES ('elsewhere', 'Elsewhere', 7)");
    execute(
        "CREATE TABLE current_month_cache (client_id VARCHAR(100), period_id VARCHAR(20),"
            + " cache_data "
            + document()
            + ", last_updated "
            + instant()
            + ","
            + " UNIQUE (client_id, period_id))");
    execute(
        "INSERT INTO current_month_cache (client_id, period_id) VALUES ('elsewhere', '2025-11')");
    Job job = cached(Cache.ALL);
    prepare(job);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    assertThat(
        rows("SELECT client_id, period_id FROM current_month_cache ORDER BY client_id"),
        contains(row("belmonte", "2025-11"), row("elsewhere", "2025-11")));
    assertThat(
        rows("SELECT id, name, hue FROM clients ORDER BY id"),
        contains(row("belmonte", "The belmonte hotel", null), row("elsewhere", "Elsewhere", "7")));
  }

  @Test
  void refusesDashboardTablesThatDoNotFit() {
    execute("CREATE TABLE clients (id INTEGER PRIMARY KEY, name VARCHAR(100))");
    DatabaseException refused = assertThrows(DatabaseException.class, () -> prepare(job(LEADS)));
    assertThat(refused.getMessage(), containsString("output.schema"));
    assertThat(refused.getMessage(), containsString("clients"));
  }

  @Test
  void aSchemaOfItsOwnIsCreatedAndUsed() {
    output =
        new Output(output.jdbcUrl(), output.username(), output.password(), "reporting", Cache.ALL);
    Job job = job(LEADS);
    prepare(job);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    assertThat(
        rows("SELECT leads FROM reporting.campaign_conversions"), contains(row("3.0000000000")));
  }

  // ---- Publishing

  @Test
  void publishesEveryColumn() {
    Job job = job(LEADS);
    prepare(job);
    Run run =
        publish(job, Content.of(job, OCTOBER, campaign("1", "5.25", "3"), campaign("2", "1", "0")));
    assertThat(
        rows(
            "SELECT client_id, period_id, period_start, period_end, campaign_id, account_id,"
                + " campaign_name, currency, spend, impressions, clicks, leads, attribution, run_id"
                + " FROM campaign_conversions WHERE campaign_id = '1'"),
        contains(
            row(
                "belmonte",
                "2025-10",
                "2025-10-01",
                "2025-10-31",
                "1",
                "42",
                "Campaign 1",
                "PLN",
                "5.2500000000",
                "1000",
                "10",
                "3.0000000000",
                "value",
                String.valueOf(run.id()))));
    assertThat(
        rows(
            "SELECT metric, campaigns, reporting_campaigns, distinct_values, total, min_value,"
                + " max_value, mean, stddev, verdict, allocation_key, p_value, common_divisor,"
                + " account_total, reconciliation, run_id FROM conversion_variance"),
        contains(
            row(
                "leads",
                "2",
                "1",
                "2",
                "3.0000000000",
                "0.0000000000",
                "3.0000000000",
                "1.5000000000",
                "2.1213203436",
                "VARIANCE",
                "equal",
                "0.123456",
                null,
                null,
                "NOT_CHECKED",
                String.valueOf(run.id()))));
    assertThat(
        rows(
            "SELECT campaigns, first_day, last_day, days_covered, rows_read, rows_rejected, trusted,"
                + " final, catalogue FROM publications"),
        contains(
            row(
                "2",
                "2025-10-01",
                "2025-10-31",
                "31",
                "3",
                "1",
                "true",
                "false",
                run.catalogue())));
    assertThat(
        rows("SELECT job, exit_code, version, state FROM runs"),
        contains(row("hotel-bookings", "0", "1.0", "ENDED")));
    assertThat(
        rows("SELECT run_id, client_id, period_id, outcome, trusted, reason FROM run_outcomes"),
        contains(row(String.valueOf(run.id()), "belmonte", "2025-10", "PUBLISHED", "true", null)));
  }

  @Test
  void readFourWeeksAfterItsEndItIsFinal() {
    Job job = job(LEADS);
    prepare(job);
    Content content = Content.of(job, OCTOBER, campaign("1", "5", "3"));
    publish(job, start(job, Instant.parse("2025-11-27T23:59:59Z")), content);
    assertThat(rows("SELECT final FROM publications"), contains(row("false")));
    publish(job, start(job, Instant.parse("2025-11-28T00:00:00Z")), content.notWritten());
    assertThat(rows("SELECT final FROM publications"), contains(row("true")));
  }

  @Test
  void runningAgainChangesOnlyChecksOutcomesAndRuns() {
    Job job = cached(Cache.ALL);
    prepare(job);
    Content content = Content.of(job, NOVEMBER, campaign("1", "5", "3"));
    publish(job, start(job, NOVEMBER_20), content);
    List<String> all =
        List.of(
            "SELECT * FROM campaign_conversions",
            "SELECT * FROM conversion_variance",
            "SELECT run_id, published_at, trusted, final, fingerprint FROM publications",
            "SELECT * FROM current_month_cache",
            "SELECT * FROM publication_history");
    List<List<List<@Nullable String>>> before = all.stream().map(this::rows).toList();
    Run again = start(job, NOVEMBER_20.plusSeconds(3600));
    publish(job, again, content);
    assertThat(outcomes(again), contains(Outcome.UNCHANGED));
    assertThat(all.stream().map(this::rows).toList(), equalTo(before));
    assertThat(
        at(
                PublicationQueries.states(Database.of(job), List.of("belmonte"), Granularity.MONTH),
                NOVEMBER)
            .checkedAt(),
        is(NOVEMBER_20.plusSeconds(3600)));
  }

  @Test
  void aRestatedPeriodHasNoCampaignOfTheOldOne() {
    Job job = job(LEADS);
    prepare(job);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3"), campaign("gone", "1", "1")));
    Run second = publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "4")));
    assertThat(outcomes(second), contains(Outcome.PUBLISHED));
    assertThat(
        rows("SELECT campaign_id, leads, run_id FROM campaign_conversions"),
        contains(row("1", "4.0000000000", String.valueOf(second.id()))));
    assertThat(count("publication_history"), is(2L));
  }

  @Test
  void anOldVersionThatComesBackIsPublishedAgain() {
    Job job = job(LEADS);
    prepare(job);
    Content first = Content.of(job, NOVEMBER, campaign("1", "5", "3"));
    publish(job, first);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "4")));
    Run third = publish(job, first.notWritten());
    assertThat(outcomes(third), contains(Outcome.PUBLISHED));
    assertThat(rows("SELECT leads FROM campaign_conversions"), contains(row("3.0000000000")));
  }

  @Test
  void withoutRowsWhereSomethingElseIsPublishedNothingMoves() {
    Job job = job(LEADS);
    prepare(job);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    Run run = publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "9")).notWritten());
    assertThat(outcomes(run), contains(Outcome.WITHHELD));
    assertThat(
        OutcomeStore.outcomes(Database.of(job), run.id()).get(0).reason(),
        containsString("published something else meanwhile"));
    assertThat(rows("SELECT leads FROM campaign_conversions"), contains(row("3.0000000000")));
  }

  @Test
  void aPeriodWithoutCampaignsIsPublishedToo() {
    Job job = job(LEADS);
    prepare(job);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    Run run = publish(job, Content.of(job, NOVEMBER));
    assertThat(outcomes(run), contains(Outcome.PUBLISHED));
    assertThat(count("campaign_conversions"), is(0L));
    assertThat(rows("SELECT campaigns FROM publications"), contains(row("0")));
  }

  @Test
  void rowsThatDoNotAddUpAreWithheldAndWhatWasThereStays() {
    Job job = job(LEADS);
    prepare(job);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    Run run =
        publish(
            job,
            Content.of(job, NOVEMBER, campaign("1", "5", "4"), campaign("2", "5", "4"))
                .counting(3));
    ClientPeriodOutcome outcome = OutcomeStore.outcomes(Database.of(job), run.id()).get(0);
    assertThat(outcome.outcome(), is(Outcome.WITHHELD));
    assertThat(outcome.reason(), containsString("2 campaign rows instead of 3"));
    assertThat(exitCode(run), is(1));
    assertThat(rows("SELECT leads FROM campaign_conversions"), contains(row("3.0000000000")));
  }

  @Test
  void aValueChangedOnItsWayIsWithheld() {
    Job job = job(LEADS);
    prepare(job);
    Content content = Content.of(job, NOVEMBER, campaign("1", "5", "3"), campaign("2", "5", "4"));
    Run run = start(job, NOVEMBER_20);
    write(job, content);
    execute("UPDATE campaign_row SET leads = 5 WHERE campaign_id = '1'");
    publish(job, run, content);
    assertThat(
        OutcomeStore.outcomes(Database.of(job), run.id()).get(0).reason(),
        containsString("leads adds up to 9.0000000000 instead of 7"));
    assertThat(count("campaign_conversions"), is(0L));
  }

  @Test
  void whatIsStoredWrongIsWrittenAnewByTheNextRun() {
    Job job = job(LEADS);
    prepare(job);
    Content content = Content.of(job, NOVEMBER, campaign("1", "5", "3"), campaign("2", "5", "4"));
    write(job, content);
    execute("UPDATE campaign_row SET leads = 5 WHERE campaign_id = '1'");
    execute("UPDATE variance_row SET total = 9");

    Run withheld = publish(job, content);
    Run again = publish(job, content);

    assertThat(outcomes(withheld), contains(Outcome.WITHHELD));
    assertThat(outcomes(again), contains(Outcome.PUBLISHED));
    assertThat(
        rows("SELECT leads FROM campaign_conversions ORDER BY campaign_id"),
        contains(row("3.0000000000"), row("4.0000000000")));
  }

  @Test
  void aLostJudgementIsWithheld() {
    Job job = job(LEADS);
    prepare(job);
    Content content = Content.of(job, NOVEMBER, campaign("1", "5", "3"));
    Run run = publish(job, new Content(content.summary(), content.campaigns(), List.of()));
    assertThat(outcomes(run), contains(Outcome.WITHHELD));
  }

  @Test
  void unknownIsNotZero() {
    Job job = job(List.of("leads", "calls"));
    prepare(job);
    Content content =
        Content.of(job, NOVEMBER, campaign("1", "5", "null", "0"), campaign("2", "5", "null", "0"));
    assertThat(outcomes(publish(job, content)), contains(Outcome.PUBLISHED));
    assertThat(
        rows("SELECT DISTINCT leads, calls FROM campaign_conversions"),
        contains(row(null, "0.0000000000")));
    assertThat(
        rows("SELECT metric, total, mean FROM conversion_variance ORDER BY metric"),
        contains(row("calls", "0.0000000000", "0.0000000000"), row("leads", null, null)));
  }

  @Test
  void missingIsToldAndAfterPublicationWithheld() {
    Job job = job(LEADS);
    prepare(job);
    Run first = publish(job, Content.missing(NOVEMBER));
    assertThat(outcomes(first), contains(Outcome.MISSING));
    assertThat(exitCode(first), is(0));
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    Run third = publish(job, Content.missing(NOVEMBER));
    assertThat(outcomes(third), contains(Outcome.WITHHELD));
    assertThat(exitCode(third), is(1));
    assertThat(count("campaign_conversions"), is(1L));
  }

  @Test
  void withheldSaysWhyAndBeatsNotTrusted() {
    Job job = job(LEADS);
    prepare(job);
    Run run =
        publish(
            job,
            Content.withheld(NOVEMBER, "two rows disagree; see newest"),
            Content.of(job, OCTOBER, campaign("1", "5", "3")).notTrusted());
    assertThat(
        rows("SELECT period_id, outcome, trusted, reason FROM run_outcomes ORDER BY period_id"),
        contains(
            row("2025-10", "PUBLISHED", "false", "leads look divided."),
            row("2025-11", "WITHHELD", null, "two rows disagree; see newest")));
    assertThat(exitCode(run), is(1));
  }

  @Test
  void theLogSaysWhatHappenedAndLeavesWhyToTheResult() {
    ClientPeriod august = Content.clientPeriod("belmonte", "2025-08");
    ClientPeriod september = Content.clientPeriod("belmonte", "2025-09");
    Job job = job(LEADS);
    prepare(job);
    publish(job, Content.of(job, august, campaign("1", "5", "3")));
    Logger logger = (Logger) LoggerFactory.getLogger(Publish.class);
    logger.setLevel(Level.INFO);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    try {
      publish(
          job,
          Content.withheld(NOVEMBER, "two rows disagree; see newest"),
          Content.of(job, OCTOBER, campaign("1", "5", "3")).notTrusted(),
          Content.of(job, september, campaign("1", "5", "3")),
          Content.of(job, august, campaign("1", "5", "4")));
      assertThat(
          logged.list.stream().map(ILoggingEvent::toString).sorted().toList(),
          contains(
              "[INFO] %s: published, although it was final".formatted(august),
              "[INFO] %s: published, not trusted".formatted(OCTOBER),
              "[INFO] %s: withheld".formatted(NOVEMBER)));
      logged.list.clear();
      Publish.tell(
          IntStream.rangeClosed(1, 11)
              .mapToObj(month -> Content.clientPeriod("belmonte", "2024-%02d".formatted(month)))
              .map(
                  one ->
                      new ClientPeriodOutcome(
                          one, Outcome.WITHHELD, null, "-", null, 0, null, null))
              .toList());
      assertThat(
          logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList(),
          contains("11 client periods, such as belmonte 2024-01: withheld"));
    } finally {
      logger.setLevel(null);
      logger.detachAppender(logged);
    }
  }

  @Test
  void notTrustedEndsWithThree() {
    Job job = job(LEADS);
    prepare(job);
    Run run = publish(job, Content.of(job, OCTOBER, campaign("1", "5", "3")).notTrusted());
    assertThat(exitCode(run), is(3));
    assertThat(rows("SELECT trusted FROM publications"), contains(row("false")));
  }

  @Test
  void rowsThatWereNeverPublishedAreNotSeen() {
    Job job = job(LEADS);
    prepare(job);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    write(job, Content.of(job, NOVEMBER, campaign("1", "5", "8"), campaign("2", "5", "8")));
    assertThat(rows("SELECT leads FROM campaign_conversions"), contains(row("3.0000000000")));
    assertThat(count("conversion_variance"), is(1L));
  }

  @Test
  void everyCharacterAndDigitSurvives() {
    Job job = job(LEADS);
    prepare(job);
    String name = "Größe \"x\" 'y' \\ ; -- 日本 🏨 \u00a0 " + "long ".repeat(200);
    BigDecimal large = new BigDecimal("9999999999999999999999999999.9999999999");
    Content content =
        Content.of(
            job,
            NOVEMBER,
            new Content.Campaign("Abc", name, large, Arrays.asList(large)),
            new Content.Campaign("abc", null, null, Arrays.asList(new BigDecimal("-0"))));
    assertThat(outcomes(publish(job, content)), contains(Outcome.PUBLISHED));
    assertThat(
        rows(
            "SELECT campaign_id, campaign_name, spend, leads FROM campaign_conversions"
                + " WHERE campaign_id = 'Abc'"),
        contains(row("Abc", name, large.toPlainString(), large.toPlainString())));
    assertThat(count("campaign_conversions"), is(2L));
  }

  // ---- Runs

  @Test
  void runsAreNumberedInTheOrderOfTheirStart() {
    Job job = job(LEADS);
    prepare(job);
    Run first = start(job, NOVEMBER_20);
    Run second = start(job, NOVEMBER_20);
    assertThat(second.id(), is(greaterThan(first.id())));
    List<RunState> runs = RunQueries.list(Database.of(job), 10);
    assertThat(runs.stream().map(RunState::id).toList(), contains(second.id(), first.id()));
    assertThat(runs.get(0).state(), is(RunState.Liveness.RUNNING));
    assertThat(runs.get(0).exitCode(), is(nullValue()));
    assertThat(runs.get(0).started(), is(NOVEMBER_20));
  }

  @Test
  void aRunWithoutHeartbeatIsDeadUntilItBeatsAgain() {
    Job job = job(LEADS);
    prepare(job);
    Run run = start(job, NOVEMBER_20);
    execute("UPDATE run SET heartbeat = '2020-01-01 00:00:00'");
    assertThat(
        RunQueries.of(Database.of(job), run.id()).orElseThrow().state(),
        is(RunState.Liveness.DEAD));
    RunStore.heartbeat(Database.of(job), run.id(), true);
    assertThat(
        RunQueries.of(Database.of(job), run.id()).orElseThrow().state(),
        is(RunState.Liveness.RUNNING));
    RunStore.fail(Database.of(job), run.id());
    assertThat(exitCode(run), is(1));
  }

  @Test
  void aRunInWhichNothingMovesSaysSoUntilItMovesAgain() {
    Job job = job(LEADS);
    prepare(job);
    Database database = Database.of(job);
    Run run = start(job, NOVEMBER_20);
    Logger logger = (Logger) LoggerFactory.getLogger(RunHeartbeat.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    RunHeartbeat heartbeat = new RunHeartbeat(database, run.id());
    heartbeat.join();
    try {
      heartbeat.beat();
      assertThat(RunQueries.of(database, run.id()).orElseThrow().stalled(), is(nullValue()));
      execute("UPDATE run SET moved = moved - INTERVAL '12' MINUTE");
      heartbeat.beat();
      heartbeat.beat();
      String stalled =
          "nothing has moved for 12 minutes; see whether its source or its database answers";
      assertThat(
          logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList(),
          contains("Run " + run.id() + ": " + stalled));
      assertThat(RunQueries.of(database, run.id()).orElseThrow().stalled(), is(stalled));
      heartbeat.moved();
      heartbeat.beat();
      assertThat(RunQueries.of(database, run.id()).orElseThrow().stalled(), is(nullValue()));
    } finally {
      heartbeat.leave();
      logger.detachAppender(logged);
    }
  }

  @Test
  void ofTwoRunsAtOnceTheLaterStartedWinsWhoeverComesFirst() {
    Job job = job(LEADS);
    prepare(job);
    Content older = Content.of(job, NOVEMBER, campaign("1", "5", "1"));
    Content newer = Content.of(job, NOVEMBER, campaign("1", "5", "2"));
    Run first = start(job, NOVEMBER_20);
    Run second = start(job, NOVEMBER_20);
    publish(job, second, newer);
    publish(job, first, older);
    assertThat(outcomes(first), contains(Outcome.SUPERSEDED));
    assertThat(rows("SELECT leads FROM campaign_conversions"), contains(row("2.0000000000")));

    Run third = start(job, NOVEMBER_20);
    Run fourth = start(job, NOVEMBER_20);
    publish(job, third, older);
    publish(job, fourth, newer);
    assertThat(outcomes(fourth), contains(Outcome.PUBLISHED));
    assertThat(rows("SELECT leads FROM campaign_conversions"), contains(row("2.0000000000")));
  }

  @Test
  void aStepThatIsRunAgainTellsTheSame() {
    Job job = job(LEADS);
    prepare(job);
    Content content = Content.of(job, NOVEMBER, campaign("1", "5", "3"));
    Run run = start(job, NOVEMBER_20);
    publish(job, run, content);
    List<ClientPeriodOutcome> before = OutcomeStore.outcomes(Database.of(job), run.id());
    publish(job, run, content);
    assertThat(OutcomeStore.outcomes(Database.of(job), run.id()), equalTo(before));
    assertThat(outcomes(run), contains(Outcome.PUBLISHED));
    assertThat(count("publication_history"), is(1L));
  }

  @Test
  void aStepThatFailedWithholdsOnlyWhatItDidNotReach() {
    Job job = job(LEADS);
    prepare(job);
    Run run = publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")));

    int withheld =
        OutcomeStore.withhold(Database.of(job), run, List.of(OCTOBER, NOVEMBER), "disk full");

    assertThat(withheld, is(1));
    assertThat(outcomes(run), containsInAnyOrder(Outcome.WITHHELD, Outcome.PUBLISHED));
  }

  @Test
  void equalRunsAtOnceDoNotStopEachOther() throws Exception {
    Job job = Content.job(output, LEADS, clientIds(40));
    prepare(job);
    List<Content> contents =
        job.clients().stream()
            .map(
                client ->
                    Content.of(
                        job,
                        clientPeriod(client.id(), "2025-11"),
                        campaign("1", "5", "3"),
                        campaign("2", "5", "3"),
                        campaign("3", "5", "3")))
            .toList();
    List<Content> reversed = new ArrayList<>(contents);
    java.util.Collections.reverse(reversed);
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Run>> runs = new ArrayList<>();
      for (int number = 0; number < 3; number++) {
        Content[] order = (number % 2 == 0 ? contents : reversed).toArray(Content[]::new);
        runs.add(threads.submit(() -> publish(job, order)));
      }
      for (Future<Run> run : runs) {
        assertThat(
            outcomes(run.get()).stream().filter(o -> o == Outcome.WITHHELD).toList(), is(empty()));
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(count("campaign_conversions"), is(120L));
    assertThat(count("publications"), is(40L));
  }

  @Test
  void oneStatementNeverSeesTwoVersionsOrHalfOfOne() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    publish(job, version(job, 1));
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> reader =
          thread.submit(
              () -> {
                int reads = 0;
                do {
                  assertThat(
                      rows("SELECT MIN(leads), MAX(leads), COUNT(*),"
                              + " CASE WHEN MIN(run_id) = MAX(run_id) THEN 'true' END"
                              + " FROM campaign_conversions")
                          .get(0),
                      wholeVersion());
                  reads++;
                } while (!done.get());
                return reads;
              });
      for (int number = 2; number <= 12; number++) {
        publish(job, version(job, number));
      }
      done.set(true);
      assertThat(reader.get(), is(greaterThan(10)));
    } finally {
      thread.shutdownNow();
    }
  }

  /** Version n has n campaigns of n leads each. */
  private static Content version(Job job, int number) {
    return Content.of(
        job,
        NOVEMBER,
        IntStream.range(0, number)
            .mapToObj(id -> campaign("c" + id, "5", String.valueOf(number)))
            .toArray(Content.Campaign[]::new));
  }

  private static org.hamcrest.Matcher<List<@Nullable String>> wholeVersion() {
    return new org.hamcrest.TypeSafeMatcher<>() {
      @Override
      protected boolean matchesSafely(List<@Nullable String> row) {
        return row.get(0) != null
            && row.get(0).equals(row.get(1))
            && new BigDecimal(String.valueOf(row.get(0)))
                    .compareTo(new BigDecimal(String.valueOf(row.get(2))))
                == 0
            && "true".equals(row.get(3));
      }

      @Override
      public void describeTo(org.hamcrest.Description description) {
        description.appendText("n campaigns of n leads of one run");
      }
    };
  }

  // ---- Rejections

  @Test
  void aRejectionReadAgainIsNoNewRecord() {
    Job job = job(LEADS);
    prepare(job);
    RejectedInsight one = rejected("0", "{broken");
    Run first = start(job, NOVEMBER_20);
    reject(job, first, one, rejected("7", "[]"));
    Run second = start(job, NOVEMBER_20);
    reject(job, second, one);
    assertThat(
        rows(
            "SELECT source, position, client_id, period_id, reason, detail, payload, run_id"
                + " FROM rejected_insights ORDER BY position"),
        contains(
            row(
                "insights/a.jsonl",
                "0",
                null,
                null,
                "NOT_JSON",
                "The line is not JSON.",
                "{broken",
                String.valueOf(second.id())),
            row(
                "insights/a.jsonl",
                "7",
                null,
                null,
                "NOT_JSON",
                "The line is not JSON.",
                "[]",
                String.valueOf(first.id()))));
    assertThat(
        RunQueries.of(Database.of(job), second.id()).orElseThrow().counts(),
        containsString("NOT_JSON"));
  }

  // ---- What is published, read back

  @Test
  void historyTellsWhatLaterPeriodsAreComparedWith() {
    Job job = job(List.of("leads", "calls"));
    prepare(job);
    Content october = Content.of(job, OCTOBER, campaign("1", "5", "3", "null"));
    publish(job, october, Content.of(job, NOVEMBER, campaign("1", "5", "4", "2")));
    var history = PublishedHistory.of(Database.of(job), job).of(Set.of("belmonte", "nobody"));
    assertThat(history.keySet(), is(Set.of("belmonte")));
    assertThat(at(history, "belmonte").size(), is(2));
    var first = at(history, "belmonte").get(0);
    assertThat(first.fingerprint(), is(october.summary().fingerprint()));
    assertThat(first.numbers().period(), is(OCTOBER.period()));
    assertThat(first.numbers().contentDigest(), is(october.summary().complete().contentDigest()));
    assertThat(first.numbers().total("leads"), is(new BigDecimal("3.0000000000")));
    assertThat(
        Objects.requireNonNull(first.numbers().metrics().get("leads")).chances(),
        is(Content.chances(1)));
  }

  @Test
  void historyTellsOfOtherLengthsWhatIsFinalAndTrusted() {
    Job job = job(LEADS);
    prepare(job);
    Content week = Content.of(job, clientPeriod("belmonte", "2025-W45"), campaign("1", "5", "3"));
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "4")));
    execute("UPDATE publication SET final = TRUE, trusted = TRUE");
    LocalDate first = LocalDate.of(2025, 11, 9);
    LocalDate last = LocalDate.of(2025, 11, 30);
    var history = PublishedHistory.of(Database.of(job), job);

    assertThat(history.ofOtherLengths(Set.of("belmonte"), first, last), is(Map.of()));
    publish(job, week);
    execute("UPDATE publication SET final = TRUE, trusted = TRUE");
    var others = history.ofOtherLengths(Set.of("belmonte", "lakeside"), first, last);

    // Those of its own length too, where there is another one.
    assertThat(others.keySet(), is(Set.of("belmonte")));
    assertThat(
        at(others, "belmonte").stream().map(one -> one.period().id()).toList(),
        containsInAnyOrder("2025-W45", "2025-11"));
    assertThat(
        history.sourcesOf(Set.of(week.summary().fingerprint())).size(), is(lessThanOrEqualTo(1)));
    assertThat(history.ofOtherLengths(Set.of("belmonte"), first.plusDays(1), last), is(Map.of()));
  }

  @Test
  void judgementsAndSamplesAreReadBackWhole() {
    Job job = job(List.of("leads", "calls"));
    prepare(job);
    Content content =
        Content.of(job, NOVEMBER, campaign("1", "5", "4", "2"), campaign("2", "9", "1", "2"));
    publish(job, content);
    var judgements =
        at(PublicationQueries.judgements(Database.of(job), List.of(NOVEMBER)), NOVEMBER);
    assertThat(
        judgements.stream().map(judgement -> judgement.metric()).toList(),
        contains("leads", "calls"));
    assertThat(
        judgements.get(0).distribution().stddev(),
        is(content.judgements().get(0).judgement().distribution().stddev()));
    assertThat(judgements.get(0).manufacture().pValue(), is(0.123456));
    assertThat(judgements.get(0).manufacture().commonDivisor(), is(nullValue()));
    assertThat(
        PublicationQueries.sample(Database.of(job), NOVEMBER, "leads", 1).stream()
            .map(CampaignSample::campaignId)
            .toList(),
        contains("2"));
    assertThat(
        at(OutcomeStore.latestOutcomes(Database.of(job), List.of("belmonte")), NOVEMBER).outcome(),
        is(Outcome.PUBLISHED));
    assertThat(
        PublicationQueries.clientsByAccount(Database.of(job)),
        is(Map.of("42", Set.of("belmonte"))));
  }

  // ---- The dashboards' cache

  @Test
  void theCacheHasTheShapeThatDashboardsRead() throws Exception {
    Job job = cached(Cache.ALL);
    prepare(job);
    publish(
        job, Content.of(job, NOVEMBER, campaign("1", "12.50", "3"), campaign("2", "7.50", "20")));
    JsonNode data =
        new ObjectMapper()
            .readTree(rows("SELECT cache_data FROM current_month_cache").get(0).get(0));
    assertThat(
        data,
        is(
            new ObjectMapper()
                .readTree(
                    """
                    {"client": {"id": "belmonte", "name": "The belmonte hotel", "adAccountId": "18"},
                     "campaigns": [
                       {"campaign_id": "1", "campaign_name": "Campaign 1", "spend": 12.5,
                        "impressions": 1000, "clicks": 10, "leads": 3},
                       {"campaign_id": "2", "campaign_name": "Campaign 2", "spend": 7.5,
                        "impressions": 1000, "clicks": 10, "leads": 20}],
                     "stats": {"totalSpend": 20, "totalImpressions": 2000, "totalClicks": 20,
                               "totalConversions": 23, "averageCtr": 1, "averageCpc": 1},
                     "conversionMetrics": {"leads": 23},
                     "verification": {"trusted": true, "is_distributed": false, "reasons": [],
                                      "run_id": 1, "last_day": "2025-11-30"}}
                    """)));
    assertThat(
        rows("SELECT id, name FROM clients"), contains(row("belmonte", "The belmonte hotel")));
  }

  @Test
  void aCacheRowDeletedComesBackWithTheNextRunChangedOrNot() {
    Job job = cached(Cache.ALL);
    prepare(job);
    Content content = Content.of(job, NOVEMBER, campaign("1", "5", "3"));
    publish(job, content, Content.of(job, OCTOBER, campaign("1", "5", "3")));
    execute("DELETE FROM current_month_cache");
    publish(job, content.notWritten());
    assertThat(count("current_month_cache"), is(2L));
  }

  @Test
  void theCacheHoldsTheCurrentMonthOnlyAndDropsOursOfOthers() {
    String current =
        com.campaignconversions.clients.Period.containing(
                Granularity.MONTH, java.time.LocalDate.now(java.time.ZoneOffset.UTC))
            .id();
    Job all = cached(Cache.ALL);
    prepare(all);
    execute(
        "INSERT INTO current_month_cache (client_id, period_id, cache_data, last_updated)"
            + " VALUES ('belmonte', '2024-01', '{}', CURRENT_TIMESTAMP)");
    publish(
        all,
        Content.of(all, OCTOBER, campaign("1", "5", "3")),
        Content.of(all, clientPeriod("belmonte", current), campaign("1", "5", "3")));
    assertThat(count("current_month_cache"), is(3L));
    Job currentOnly = cached(Cache.CURRENT);
    publish(currentOnly, Content.of(currentOnly, OCTOBER, campaign("1", "5", "3")).notWritten());
    assertThat(
        rows("SELECT period_id FROM current_month_cache ORDER BY period_id"),
        contains(row("2024-01"), row(current)));
    Job none = cached(Cache.NONE);
    publish(none, Content.of(none, OCTOBER, campaign("1", "5", "3")).notWritten());
    assertThat(rows("SELECT period_id FROM current_month_cache"), contains(row("2024-01")));
  }
}

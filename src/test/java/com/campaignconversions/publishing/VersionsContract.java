package com.campaignconversions.publishing;

import static com.campaignconversions.publishing.Content.NOVEMBER_20;
import static com.campaignconversions.publishing.Content.campaign;
import static com.campaignconversions.publishing.Content.clientPeriod;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.database.Database;
import com.campaignconversions.forecast.ComparablePeriod;
import com.campaignconversions.forecast.Settling;
import com.campaignconversions.job.InsightSource;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.Output.Cache;
import com.campaignconversions.job.Retention;
import com.campaignconversions.job.metrics.Attribution;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.publishing.Content.Campaign;
import com.campaignconversions.publishing.forecasts.PublishedForecasts;
import com.campaignconversions.publishing.forecasts.SettlingHistory;
import com.campaignconversions.publishing.forecasts.SettlingHistory.MetricSettling;
import com.campaignconversions.publishing.removal.Forget;
import com.campaignconversions.publishing.removal.Prune;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.runs.RunState.Liveness;
import com.campaignconversions.publishing.runs.RunStore;
import com.campaignconversions.publishing.versions.CampaignChange;
import com.campaignconversions.publishing.versions.PublishedHistory;
import com.campaignconversions.publishing.versions.Rollback;
import com.campaignconversions.publishing.versions.VersionEvent;
import com.campaignconversions.publishing.versions.VersionHistory;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a client period's versions over time, on whatever database. */
abstract class VersionsContract extends DatabaseContract {
  private static final Instant DECEMBER_5 = Instant.parse("2025-12-05T12:00:00Z");
  private static final Instant JANUARY_5 = Instant.parse("2026-01-05T12:00:00Z");

  // ---- Less than is published

  @Test
  void anEndedPeriodThatLostAFifthIsPublished() {
    Job job = job(LEADS);
    prepare(job);
    publishOn(job, DECEMBER_5, campaigns(job, 10, "5"));

    Run run = publishOn(job, DECEMBER_5, campaigns(job, 8, "5"));

    assertThat(outcomes(run), contains(Outcome.PUBLISHED));
  }

  @Test
  void anEndedPeriodThatLostMoreIsWithheldUntilItIsAccepted() {
    Job job = job(LEADS);
    prepare(job);
    publishOn(job, DECEMBER_5, campaigns(job, 10, "5"));

    Run withheld = publishOn(job, DECEMBER_5, campaigns(job, 7, "8"));

    assertThat(outcomes(withheld), contains(Outcome.WITHHELD));
    assertThat(
        reason(withheld),
        allOf(
            containsString("campaigns from 10 to 7"),
            containsString("rows from 10 to 7"),
            not(containsString("spend")),
            containsString("--accept-shrink")));
    assertThat(exitCode(withheld), is(1));
    assertThat(count("campaign_conversions"), is(10L));
    Run accepted = startOn(job, DECEMBER_5);
    publishAccepting(job, accepted, campaigns(job, 7, "8"));
    assertThat(outcomes(accepted), contains(Outcome.PUBLISHED));
    assertThat(count("campaign_conversions"), is(7L));
  }

  @Test
  void spendThatFellOrIsUnknownIsLessToo() {
    Job job = job(LEADS);
    prepare(job);
    publishOn(job, DECEMBER_5, campaigns(job, 10, "5"));

    assertThat(
        reason(publishOn(job, DECEMBER_5, campaigns(job, 10, "3.99"))),
        containsString("spend from 50 to 39.9"));
    assertThat(
        reason(
            publishOn(
                job,
                DECEMBER_5,
                Content.of(
                    job,
                    NOVEMBER,
                    campaigns(10, "5").stream()
                        .map(one -> new Content.Campaign(one.id(), one.name(), null, one.values()))
                        .toArray(Content.Campaign[]::new)))),
        containsString("spend from 50 to unknown"));
  }

  @Test
  void aPeriodThatGoesOnMayFallButNoDayMayVanish() {
    Job job = job(LEADS);
    prepare(job);
    publishOn(job, NOVEMBER_20, campaigns(job, 10, "5"));

    Run fallen = publishOn(job, NOVEMBER_20, campaigns(job, 2, "5"));
    Run vanished = publishOn(job, NOVEMBER_20, campaigns(job, 3, "5").covering(0b1111_0011));

    assertThat(outcomes(fallen), contains(Outcome.PUBLISHED));
    assertThat(outcomes(vanished), contains(Outcome.WITHHELD));
    assertThat(
        reason(vanished), containsString("2025-11-03 to 2025-11-04, 2025-11-09 to 2025-11-30"));
  }

  @Test
  void aCatalogueThatCountsLessIsNoLoss() {
    Job job = job(List.of("leads", "calls"));
    prepare(job);
    publishOn(job, DECEMBER_5, Content.of(job, NOVEMBER, campaign("1", "5", "300", "400")));
    Job other = job(List.of("leads"));

    Run run = publishOn(other, DECEMBER_5, Content.of(other, NOVEMBER, campaign("1", "5", "1")));

    assertThat(outcomes(run), contains(Outcome.PUBLISHED));
  }

  @Test
  void aRepeatedStepKeepsWhatItDecidedThoughThePointerMoved() {
    Job job = job(LEADS);
    prepare(job);
    publishOn(job, DECEMBER_5, campaigns(job, 10, "5"));
    Content less = campaigns(job, 5, "5");
    Run first = publishOn(job, DECEMBER_5, less);
    Run accepted = startOn(job, DECEMBER_5);
    publishAccepting(job, accepted, less);

    publish(job, first, less);

    assertThat(outcomes(first), contains(Outcome.WITHHELD));
    assertThat(count("campaign_conversions"), is(5L));
  }

  // ---- A final period that changes

  @Test
  void aFinalPeriodThatChangesSaysWhatChanged() {
    Job job = job(List.of("leads", "calls"));
    prepare(job);
    publishOn(job, JANUARY_5, Content.of(job, NOVEMBER, campaign("1", "5", "3", "4")));

    Run run = publishOn(job, JANUARY_5, Content.of(job, NOVEMBER, campaign("1", "5.5", "3", "6")));

    ClientPeriodOutcome outcome = OutcomeStore.outcomes(Database.of(job), run.id()).get(0);
    assertThat(outcome.outcome(), is(Outcome.PUBLISHED));
    assertThat(outcome.restated(), is("spend 5 → 5.5, calls 4 → 6"));
    assertThat(exitCode(run), is(0));
    assertThat(
        rows("SELECT restated FROM run_outcomes WHERE run_id = " + run.id()),
        contains(row("spend 5 → 5.5, calls 4 → 6")));
  }

  @Test
  void aPeriodThatWasNotFinalChangesQuietly() {
    Job job = job(LEADS);
    prepare(job);
    publishOn(job, DECEMBER_5, Content.of(job, NOVEMBER, campaign("1", "5", "3")));

    Run run = publishOn(job, JANUARY_5, Content.of(job, NOVEMBER, campaign("1", "5", "4")));

    assertThat(
        OutcomeStore.outcomes(Database.of(job), run.id()).get(0).restated(), is(nullValue()));
  }

  @Test
  void whatIsWithheldLeavesNoVersion() {
    Job job = job(LEADS);
    prepare(job);
    publishOn(job, DECEMBER_5, campaigns(job, 10, "5"));

    publishOn(job, DECEMBER_5, campaigns(job, 5, "5"));

    assertThat(count("client_period_version"), is(1L));
  }

  // ---- What was restated, and back

  @Test
  void historyTellsAnotherSourceAndAnotherWindow() {
    Job job = job(LEADS);
    prepare(job);
    publishOn(job, DECEMBER_5, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    Job table = from(job, TABLE, job.attribution(), job.catalogue());
    publishOn(table, JANUARY_5, Content.of(table, NOVEMBER, campaign("1", "6", "4")));
    Job clicks = from(job, TABLE, new Attribution(List.of("7d_click")), job.catalogue());
    publishOn(clicks, JANUARY_5, Content.of(clicks, NOVEMBER, campaign("1", "6", "2")));

    assertThat(
        history(job).stream().map(VersionEvent::cause).toList(),
        contains("window", "source", null));
    assertThat(
        rows("SELECT timezone, attribution FROM publications"),
        contains(List.of("UTC", "7d_click")));
  }

  private static final JdbcInsights TABLE =
      new JdbcInsights(
          new Output("jdbc:h2:mem:landed", "sa", null, null, Cache.NONE),
          null,
          "insights",
          null,
          null,
          Map.of(),
          null);

  static Job from(Job job, InsightSource source, Attribution attribution, List<Metric> catalogue) {
    return new Job(
        job.name(),
        job.granularity(),
        source,
        job.fields(),
        job.clients(),
        catalogue,
        job.overrides(),
        attribution,
        job.output(),
        job.significance(),
        job.outliers(),
        job.acceptances(),
        job.losses(),
        job.audit(),
        job.reference(),
        job.retention(),
        job.reporting(),
        job.pipelineOptions());
  }

  @Test
  void historyTellsWhatWhenAndWhy() {
    Job job = job(LEADS);
    prepare(job);
    Run first = publishOn(job, DECEMBER_5, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    Run second = publishOn(job, JANUARY_5, Content.of(job, NOVEMBER, campaign("1", "6", "4")));
    Job counting = job(List.of("leads", "calls"));
    prepare(counting);
    Run third =
        publishOn(
            counting, JANUARY_5, Content.of(counting, NOVEMBER, campaign("1", "6", "4", "2")));

    List<VersionEvent> events = history(counting);

    assertThat(
        events.stream().map(VersionEvent::runId).toList(),
        contains(third.id(), second.id(), first.id()));
    assertThat(
        events.stream().map(VersionEvent::cause).toList(), contains("catalogue", "data", null));
    assertThat(
        events.stream().map(VersionEvent::changes).toList(),
        contains("calls unknown → 2", "spend 5 → 6, leads 3 → 4", null));
    assertThat(events.stream().map(VersionEvent::published).toList(), contains(true, false, false));
    assertThat(
        VersionHistory.changes(
            Database.of(job), events.get(2).fingerprint(), events.get(1).fingerprint()),
        contains(
            new CampaignChange(
                "1",
                "Campaign 1",
                "spend",
                new BigDecimal("5.0000000000"),
                new BigDecimal("6.0000000000")),
            new CampaignChange(
                "1",
                "Campaign 1",
                "leads",
                new BigDecimal("3.0000000000"),
                new BigDecimal("4.0000000000"))));
  }

  @Test
  void aRollbackMakesTheVersionBeforeVisibleWithAllThatBelongsToIt() throws Exception {
    Job job = cached(Cache.ALL);
    prepare(job);
    Content first = Content.of(job, NOVEMBER, campaign("1", "5", "3"));
    publishOn(job, DECEMBER_5, first);
    publishOn(job, JANUARY_5, Content.of(job, NOVEMBER, campaign("1", "6", "4")).notTrusted());

    Rollback.Done done = rollback(job, null);

    assertThat(done.to(), is(first.summary().fingerprint()));
    assertThat(done.changes(), is("spend 6 → 5, leads 4 → 3"));
    assertThat(
        rows("SELECT leads, run_id FROM campaign_conversions"),
        contains(row("3.0000000000", String.valueOf(done.runId()))));
    assertThat(rows("SELECT trusted, final FROM publications"), contains(row("true", "false")));
    assertThat(
        String.valueOf(rows("SELECT cache_data FROM current_month_cache").get(0).get(0))
            .replace(" ", ""),
        containsString("\"leads\":3"));
    assertThat(
        rows("SELECT kind, state, exit_code FROM runs WHERE run_id = " + done.runId()),
        contains(row("ROLLBACK", "ENDED", "0")));
    assertThat(history(job).get(0).kind(), is(VersionEvent.EventKind.ROLLED_BACK));
  }

  @Test
  void whatWasRolledBackStaysAwayUntilItChanges() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    Content good = Content.of(job, NOVEMBER, campaign("1", "5", "3"));
    Content bad = Content.of(job, NOVEMBER, campaign("1", "5", "4"));
    Content worse = Content.of(job, NOVEMBER, campaign("1", "5", "5"));
    publish(job, good);
    publish(job, bad);
    publish(job, worse);
    rollback(job, null);
    rollback(job, null);

    Run again = publish(job, bad);
    Run andAgain = publish(job, worse);
    Run same = publish(job, good);
    Run changed = publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "6")));

    assertThat(outcomes(again), contains(Outcome.HELD));
    assertThat(RunQueries.of(Database.of(job), again.id()).orElseThrow().exitCode(), is(0));
    assertThat(reason(again), containsString("rolled back"));
    assertThat(outcomes(andAgain), contains(Outcome.HELD));
    assertThat(outcomes(same), contains(Outcome.UNCHANGED));
    assertThat(outcomes(changed), contains(Outcome.PUBLISHED));
  }

  @Test
  void whatIsWithheldForALossIsWithheldAlsoWhereItWasRolledBack() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    publishOn(job, DECEMBER_5, campaigns(job, 10, "5"));
    Content less = campaigns(job, 5, "5");
    publishAccepting(job, startOn(job, DECEMBER_5), less);
    rollback(job, null);

    Run shrunk = publishOn(job, DECEMBER_5, less);
    Run accepted = startOn(job, DECEMBER_5);
    publishAccepting(job, accepted, less);

    assertThat(outcomes(shrunk), contains(Outcome.WITHHELD));
    assertThat(exitCode(shrunk), is(1));
    assertThat(reason(shrunk), containsString("--accept-shrink"));
    assertThat(outcomes(accepted), contains(Outcome.HELD));
    assertThat(count("campaign_conversions"), is(10L));
  }

  @Test
  void whatIsUnfinishedIsWithheldNowOrWasReachedByNoLaterRun() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    WantedPeriods both =
        new WantedPeriods(Map.of("belmonte", List.of(OCTOBER.period(), NOVEMBER.period())));
    publishOn(job, DECEMBER_5, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    Run failed = RunStore.start(Database.of(job), job, "1.0", DECEMBER_5, both);
    RunStore.fail(Database.of(job), failed.id(), "the disk is full");
    assertThat(OutcomeStore.unfinished(Database.of(job), job), contains(OCTOBER, NOVEMBER));

    publishOn(job, DECEMBER_5, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    assertThat(OutcomeStore.unfinished(Database.of(job), job), contains(OCTOBER));

    publishOn(job, DECEMBER_5, Content.of(job, OCTOBER, campaign("1", "5", "3")));
    assertThat(OutcomeStore.unfinished(Database.of(job), job), empty());

    publishOn(job, DECEMBER_5, Content.of(job, OCTOBER, campaign("1", "1", "3")));
    publishOn(job, DECEMBER_5, Content.of(job, NOVEMBER, campaign("1", "5", "4")));
    assertThat(OutcomeStore.unfinished(Database.of(job), job), contains(OCTOBER));
  }

  @Test
  void howItStoodBeforeARunIsWhatTheNewestRunSaysThatToldOfIt() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    Database database = Database.of(job);
    Content content = Content.of(job, NOVEMBER, campaign("1", "5", "3"));
    Run first = publish(job, content.notTrusted());
    assertThat(standingBefore(database, first), is(anEmptyMap()));

    Run second = publish(job, content, Content.withheld(OCTOBER, "two rows disagree"));
    assertThat(standingBefore(database, second), is(Map.of(NOVEMBER, "PUBLISHED false")));

    // None of these says how it stands, or nobody was told.
    Run superseded = start(job, NOVEMBER_20);
    Run third = publish(job, content);
    publish(job, superseded, Content.of(job, NOVEMBER, campaign("1", "5", "4")));
    publish(job, Content.missing(OCTOBER));
    Run stopped = start(job, NOVEMBER_20);
    OutcomeStore.withhold(database, stopped, List.of(NOVEMBER), "the disk is full");
    RunStore.fail(database, stopped.id(), RunStore.STOPPED);
    Run dead = start(job, NOVEMBER_20);
    OutcomeStore.withhold(database, dead, List.of(NOVEMBER), "the disk is full");
    Run last = start(job, NOVEMBER_20);

    assertThat(outcomes(superseded), contains(Outcome.SUPERSEDED));
    assertThat(third.id() < last.id(), is(true));
    assertThat(
        standingBefore(database, last),
        is(Map.of(OCTOBER, "WITHHELD null", NOVEMBER, "UNCHANGED true")));

    // One that failed by itself told what it did.
    Run failed = start(job, NOVEMBER_20);
    OutcomeStore.withhold(database, failed, List.of(NOVEMBER), "the disk is full");
    RunStore.fail(database, failed.id(), "the disk is full");
    assertThat(
        standingBefore(database, start(job, NOVEMBER_20)),
        is(Map.of(OCTOBER, "WITHHELD null", NOVEMBER, "WITHHELD null")));
  }

  private static Map<ClientPeriod, String> standingBefore(Database database, Run run) {
    return OutcomeStore.standingBefore(database, run.id(), List.of(OCTOBER, NOVEMBER))
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                one -> one.getValue().outcome() + " " + one.getValue().trusted()));
  }

  @Test
  void aSourceThatHasEndedIsHowItStood() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    Database database = Database.of(job);
    Run stale = publish(job, Content.missing(OCTOBER).suspecting("it has no data"));
    publish(job, Content.missing(OCTOBER));

    assertThat(OutcomeStore.outcomes(database, stale.id()).get(0).isStale(), is(true));
    assertThat(
        standingBefore(database, start(job, NOVEMBER_20)), is(Map.of(OCTOBER, "MISSING false")));
  }

  @Test
  void theRunBeforeIsTheNewestOfTheJobThatWasNotStoppedAndIsOver() {
    Job job = job(LEADS);
    prepare(job);
    Database database = Database.of(job);
    Run first = publish(job, Content.missing(NOVEMBER));
    assertThat(before(database, first), is(nullValue()));
    RunStore.fail(database, start(job, NOVEMBER_20).id(), RunStore.STOPPED);
    RunStore.start(database, job, "1.0", NOVEMBER_20, RunState.RunKind.AUDIT);
    start(job, NOVEMBER_20);

    Run second = start(job, NOVEMBER_20);
    assertThat(before(database, second), is(first.id()));
    RunStore.fail(database, second.id(), "the disk is full");
    assertThat(before(database, start(job, NOVEMBER_20)), is(second.id()));
  }

  private static @Nullable Long before(Database database, Run run) {
    return RunQueries.before(database, RunQueries.of(database, run.id()).orElseThrow())
        .map(RunState::id)
        .orElse(null);
  }

  @Test
  void theLastSuccessIsOfTheLastRunThatPublished() {
    Job job = job(LEADS);
    prepare(job);
    Database database = Database.of(job);
    assertThat(RunQueries.lastSuccess(database, job).isPresent(), is(false));

    publish(job, Content.of(job, OCTOBER, campaign("1", "5", "3")));
    Run notTrusted = publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")).notTrusted());
    publish(job, Content.withheld(NOVEMBER, "two rows disagree"));
    start(job, NOVEMBER_20);

    assertThat(RunQueries.lastSuccess(database, job).orElseThrow().id(), is(notTrusted.id()));
  }

  @Test
  void anotherSpendIsAnotherNumberToBeRolledBack() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    Content good = Content.of(job, NOVEMBER, campaign("1", "5", "3"));
    Content bad = Content.of(job, NOVEMBER, campaign("1", "6", "3"));
    publish(job, good);
    publish(job, bad);
    rollback(job, null);

    Run again = publish(job, bad);
    Run changed = publish(job, Content.of(job, NOVEMBER, campaign("1", "7", "3")));

    assertThat(outcomes(again), contains(Outcome.HELD));
    assertThat(outcomes(changed), contains(Outcome.PUBLISHED));
  }

  @Test
  void anotherNameDoesNotBringBackTheNumbersThatWereRolledBack() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    Campaign bad = campaign("1", "6", "4");
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    publish(job, Content.of(job, NOVEMBER, bad));
    rollback(job, null);

    Run renamed =
        publish(
            job,
            Content.of(job, NOVEMBER, new Campaign(bad.id(), "New", bad.spend(), bad.values())));

    assertThat(outcomes(renamed), contains(Outcome.HELD));
  }

  @Test
  void whereARunBroughtAnOldVersionBackTheOneBeforeIsTheOneItReplaced() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    Content old = Content.of(job, NOVEMBER, campaign("1", "5", "3"));
    publish(job, old);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "4")));
    Content replaced = Content.of(job, NOVEMBER, campaign("1", "5", "6"));
    publish(job, replaced);
    publish(job, old);
    Rollback.Done done = rollback(job, null);
    assertThat(done.to(), is(replaced.summary().fingerprint()));
    assertThat(rows("SELECT leads FROM campaign_conversions"), contains(row("6.0000000000")));
  }

  @Test
  void aRollbackGoesToANamedVersionAndForthAgain() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    Run first = publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "4")));
    Content last = Content.of(job, NOVEMBER, campaign("1", "5", "5"));
    publish(job, last);

    rollback(job, String.valueOf(first.id()));
    assertThat(rows("SELECT leads FROM campaign_conversions"), contains(row("3.0000000000")));
    rollback(job, last.summary().fingerprint().substring(0, 12));

    assertThat(rows("SELECT leads FROM campaign_conversions"), contains(row("5.0000000000")));
    assertThat(outcomes(publish(job, last)), contains(Outcome.UNCHANGED));
  }

  @Test
  void aRollbackThatCannotBeSaysWhy() {
    Job job = job(LEADS);
    prepare(job);
    assertThat(refusal(job, null), containsString("nothing of belmonte 2025-11 is published"));
    Content first = Content.of(job, NOVEMBER, campaign("1", "5", "3"));
    publish(job, first);
    assertThat(refusal(job, null), containsString("no earlier version"));
    assertThat(refusal(job, "77"), containsString("--to=77"));
    assertThat(refusal(job, first.summary().fingerprint()), containsString("is what is published"));
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "4")));
    RunStore.start(Database.of(job), job, "1.0", NOVEMBER_20, wantingOctober());
    Run running =
        RunStore.start(
            Database.of(job),
            job,
            "1.0",
            NOVEMBER_20,
            new WantedPeriods(Map.of("belmonte", List.of(NOVEMBER.period()))));
    assertThat(refusal(job, null), containsString("run " + running.id() + " is in progress"));
  }

  @Test
  void aRunThatStartedBeforeARollbackDoesNotUndoIt() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "3")));
    publish(job, Content.of(job, NOVEMBER, campaign("1", "5", "4")));
    Run early = start(job, NOVEMBER_20);
    execute(
        "UPDATE run SET heartbeat = heartbeat - INTERVAL '1' HOUR WHERE run_id = " + early.id());
    rollback(job, null);

    publish(job, early, Content.of(job, NOVEMBER, campaign("1", "5", "9")));

    assertThat(outcomes(early), contains(Outcome.SUPERSEDED));
    assertThat(rows("SELECT leads FROM campaign_conversions"), contains(row("3.0000000000")));
  }

  // ---- Retention

  @Test
  void withoutRetentionOnlyWhatWasNeverPublishedIsRemoved() {
    Job job = job(LEADS);
    prepare(job);
    for (int number = 1; number <= 3; number++) {
      publish(job, campaigns(job, number, "5"));
    }
    write(job, campaigns(job, 7, "5"));

    Prune.Removed would = Prune.of(Database.of(job), job, Instant.now(), true);
    assertThat(count("campaign_row"), is(13L));
    Prune.Removed removed = Prune.of(Database.of(job), job, Instant.now(), false);

    assertThat(removed, is(would));
    assertThat(removed.unpublished(), is(1L));
    assertThat(removed.versions(), is(0L));
    assertThat(removed.rows(), is(8L));
    assertThat(count("campaign_row"), is(6L));
    assertThat(count("variance_row"), is(3L));
    assertThat(count("client_period_version"), is(3L));
    assertThat(count("campaign_conversions"), is(3L));
  }

  @Test
  void soManyVersionsAreKeptAndAlwaysThePublishedOne() throws Exception {
    Job job = job(LEADS).keeping(new Retention(2, null));
    prepare(job);
    for (int number = 1; number <= 4; number++) {
      publish(job, campaigns(job, number, "5"));
    }
    rollback(job, "1");

    Prune.Removed would = Prune.of(Database.of(job), job, Instant.now(), true);
    Prune.Removed removed = Prune.of(Database.of(job), job, Instant.now(), false);

    assertThat(removed, is(would));
    assertThat(removed.versions(), is(2L));
    assertThat(
        rows("SELECT campaigns FROM client_period_version ORDER BY campaigns"),
        contains(row("1"), row("4")));
    assertThat(count("campaign_row"), is(5L));
    assertThat(count("campaign_conversions"), is(1L));
    assertThat(history(job).size(), is(5));
    assertThat(refusal(job, "2"), containsString("pruned"));
    assertThat(Prune.of(Database.of(job), job, Instant.now(), false).versions(), is(0L));
  }

  @Test
  void whatWasReplacedLongAgoGoesWithItsRunsAndRejections() {
    Job job = job(LEADS).keeping(new Retention(null, 400));
    prepare(job);
    Instant longAgo = Instant.now().minus(Duration.ofDays(500));
    Run first = publishOn(job, longAgo, campaigns(job, 1, "5"));
    reject(job, start(job, longAgo), rejected("1", "{"));
    Run second = publishOn(job, longAgo, campaigns(job, 2, "5"));
    publishOn(job, longAgo, campaigns(job, 3, "5"));
    execute(
        "UPDATE publication_history SET published_at = published_at - INTERVAL '500' DAY"
            + " WHERE run_id IN ("
            + first.id()
            + ", "
            + second.id()
            + ")");

    Prune.Removed would = Prune.of(Database.of(job), job, Instant.now(), true);
    Prune.Removed removed = Prune.of(Database.of(job), job, Instant.now(), false);

    assertThat(removed.versions(), is(1L));
    assertThat(removed.rejected(), is(1L));
    assertThat(removed.history(), is(1L));
    assertThat(removed.runs(), is(2L));
    assertThat(removed.outcomes(), is(would.outcomes()));
    assertThat(
        rows("SELECT campaigns FROM client_period_version ORDER BY campaigns"),
        contains(row("2"), row("3")));
    assertThat(count("rejected_insights"), is(0L));
    assertThat(count("campaign_conversions"), is(3L));
  }

  @Test
  void besideARunInProgressWhatItMayBeWritingStays() {
    Job job = job(LEADS);
    prepare(job);
    write(job, campaigns(job, 7, "5"));
    Run running = RunStore.start(Database.of(job), job, "1.0", NOVEMBER_20, wantingOctober());

    assertThat(
        Prune.of(Database.of(job), job, Instant.now(), false).inProgress(), is(running.id()));
    assertThat(count("campaign_row"), is(7L));
    RunStore.fail(Database.of(job), running.id());
    assertThat(Prune.of(Database.of(job), job, Instant.now(), false).unpublished(), is(1L));
    assertThat(count("campaign_row"), is(0L));
  }

  @Test
  void aRunWhoseProcessIsGoneIsDeadAtOnce() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    Run killed = start(job, DECEMBER_5);
    RunStore.livesHere(Database.of(job), killed.id());
    String here = rows("SELECT process FROM run").get(0).get(0);
    assumeTrue(here != null, "this machine tells no process from another");
    assertThat(RunQueries.of(Database.of(job), killed.id()).get().state(), is(Liveness.RUNNING));

    execute("UPDATE run SET process = '" + here + "0'");

    assertThat(RunQueries.of(Database.of(job), killed.id()).get().state(), is(Liveness.DEAD));
    assertThat(RunQueries.list(Database.of(job), 1).get(0).why(), startsWith("was killed or lost"));
    assertThat(RunQueries.last(Database.of(job), job).get().run().state(), is(Liveness.DEAD));
  }

  @Test
  void whatWasForgottenIsNotPublishedByARunThatOnlySeemedDead() throws Exception {
    Job job = Content.job(output, LEADS, clientIds(2));
    prepare(job);
    List<Content> contents = novembers(job);
    WantedPeriods both =
        new WantedPeriods(
            contents.stream()
                .map(content -> content.summary().clientPeriod())
                .collect(Collectors.toMap(ClientPeriod::clientId, one -> List.of(one.period()))));
    Run slow = RunStore.start(Database.of(job), job, "1.0", DECEMBER_5, both);
    write(job, contents.toArray(Content[]::new));
    execute("UPDATE run SET heartbeat = heartbeat - INTERVAL '1' HOUR");
    String forgotten = contents.get(0).summary().clientPeriod().clientId();
    Forget.of(Database.of(job), job, forgotten);

    publish(job, slow, contents.toArray(Content[]::new));

    assertThat(outcomes(slow), contains(Outcome.PUBLISHED));
    assertThat(
        rows("SELECT COUNT(*) FROM publication WHERE client_id = '" + forgotten + "'"),
        contains(row("0")));
    assertThat(count("campaign_conversions"), is(1L));
  }

  @Test
  void neverIsAVersionPublishedWhoseRowsAreBeingRemoved() throws Exception {
    Job job = Content.job(output, LEADS, clientIds(20));
    prepare(job);
    List<Content> contents = novembers(job);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < 5; round++) {
        write(job, contents.toArray(Content[]::new));
        Run slow = start(job, NOVEMBER_20);
        // As one that seems dead and is not.
        execute("UPDATE run SET heartbeat = heartbeat - INTERVAL '1' HOUR WHERE ended IS NULL");
        Future<Prune.Removed> pruned =
            thread.submit(() -> Prune.of(Database.of(job), job, Instant.now(), false));
        List<ClientPeriodOutcome> outcomes =
            Database.of(job)
                .transaction(
                    connection ->
                        new PublicationTransaction(
                                connection, Database.of(job), job, slow, true, Instant.now())
                            .publish(contents.stream().map(Content::summary).toList()));
        long removed = pruned.get().unpublished();
        assertThat(
            outcomes.stream().filter(one -> one.outcome() == Outcome.PUBLISHED).count(),
            is(20 - removed));
        assertThat(count("campaign_conversions"), is(20 - removed));
        RunStore.fail(Database.of(job), slow.id());
        for (Content content : contents) {
          Forget.of(Database.of(job), job, content.summary().clientPeriod().clientId());
        }
      }
    } finally {
      thread.shutdownNow();
    }
  }

  // ---- At the same time

  @Test
  void columnsAreAddedWhileAnotherJobPublishes() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<List<Outcome>> published =
          thread.submit(
              () ->
                  IntStream.rangeClosed(1, 4)
                      .mapToObj(number -> outcomes(publishAgain(job, campaigns(job, number, "5"))))
                      .flatMap(List::stream)
                      .toList());
      for (int number = 1; number <= 4; number++) {
        prepare(job(List.of("leads", "calls_" + number)));
      }
      assertThat(
          published.get(),
          contains(Outcome.PUBLISHED, Outcome.PUBLISHED, Outcome.PUBLISHED, Outcome.PUBLISHED));
    } finally {
      thread.shutdownNow();
    }
    assertThat(
        rows("SELECT COUNT(leads), COUNT(calls_1), COUNT(calls_4) FROM campaign_conversions"),
        contains(row("4", "0", "0")));
  }

  /** As a run does where H2 has no table for a moment, because a column is added to it. */
  private Run publishAgain(Job job, Content content) {
    try {
      return publish(job, content);
    } catch (PipelineExecutionException e) {
      assertThat(String.valueOf(e.getMessage()), containsString("\"CAMPAIGN_ROW\" not found"));
      return publish(job, content);
    }
  }

  // ---- Forgetting

  @Test
  void aForgottenClientLeavesNothing() {
    Job job =
        Content.job(
            new Output(
                output.jdbcUrl(), output.username(), output.password(), output.schema(), Cache.ALL),
            LEADS,
            "belmonte",
            "lakeside");
    prepare(job);
    Content other =
        Content.of(job, Content.clientPeriod("lakeside", "2025-11"), campaign("1", "5", "3"));
    publish(job, campaigns(job, 2, "5"), other);
    Run run = publish(job, campaigns(job, 3, "5").forecasting("9", "8", "10"), other);
    assertThat(count("forecast_row"), is(1L));
    reject(
        job,
        run,
        rejected("1", "{\"account_id\":\"42\"}"),
        rejected("2", "{\"client_id\":\"belmonte\"}"),
        rejected("3", "{\"account_id\":\"77\"}"));
    Run failed =
        RunStore.start(
            Database.of(job),
            job,
            "1.0",
            NOVEMBER_20,
            new WantedPeriods(
                Map.of(
                    "belmonte",
                    List.of(NOVEMBER.period()),
                    "lakeside",
                    List.of(NOVEMBER.period()))));
    assertThat(
        Forget.of(Database.of(job), job, "belmonte").refused(), containsString("in progress"));
    assertThat(count("publications"), is(2L));
    RunStore.fail(Database.of(job), failed.id());

    execute(
        "UPDATE run SET counts = '{\"rejections\":[{\"reason\":\"BAD_DATE\",\"client\":\"belmonte\"},"
            + "{\"reason\":\"BAD_DATE\",\"client\":\"lakeside\"}]}' WHERE run_id = "
            + failed.id());
    Forget.Forgotten forgotten = Forget.of(Database.of(job), job, "belmonte");

    assertThat(forgotten.clientPeriods(), is(1L));
    assertThat(forgotten.versions(), is(2L));
    assertThat(forgotten.rejected(), is(2L));
    assertThat(forgotten.clientsRowKept(), is(false));
    for (String table :
        List.of(
            "publication",
            "publication_history",
            "client_period_version",
            "forecast_row",
            "run_outcome",
            "cache_entry",
            "client_entry",
            "current_month_cache")) {
      assertThat(
          table, rows("SELECT 1 FROM " + table + " WHERE client_id = 'belmonte'"), is(empty()));
    }
    assertThat(
        rows("SELECT wanted FROM run WHERE run_id = " + failed.id()).toString(),
        allOf(containsString("lakeside"), not(containsString("belmonte"))));
    assertThat(rows("SELECT id FROM clients"), contains(row("lakeside")));
    assertThat(count("campaign_row"), is(1L));
    assertThat(count("variance_row"), is(1L));
    assertThat(rows("SELECT position FROM rejected_insights"), contains(row("3")));
    assertThat(
        rows("SELECT counts FROM run WHERE run_id = " + failed.id()).toString(),
        allOf(containsString("lakeside"), not(containsString("belmonte"))));
    assertThat(Forget.of(Database.of(job), job, "belmonte").nothing(), is(true));
  }

  // ---- Where what is provisional will end

  @Test
  void aForecastIsSeenWhileItsNumbersAreProvisionalAndVisible() throws Exception {
    Job job = job(LEADS);
    prepare(job);
    String seen =
        "SELECT metric, expected, low, high, based_on, run_id FROM conversion_forecast f"
            + " WHERE client_id = 'belmonte' AND period_id = '2025-11'";
    Content content = Content.of(job, NOVEMBER, campaign("1", "5", "10"));

    Run first = publishOn(job, DECEMBER_5, content.forecasting("12.5", "11", "14"));
    assertThat(
        rows(seen),
        contains(
            row(
                "leads",
                "12.5000000000",
                "11.0000000000",
                "14.0000000000",
                "9",
                String.valueOf(first.id()))));
    assertThat(
        String.valueOf(PublishedForecasts.of(Database.of(job), List.of(NOVEMBER))),
        containsString("leads=Forecast[value=10.0000000000, expected=12.5"));

    Run unchanged = publishOn(job, DECEMBER_5, content.forecasting("11", "10", "12"));
    assertThat(outcomes(unchanged), contains(Outcome.UNCHANGED));
    assertThat(
        rows("SELECT expected, run_id FROM conversion_forecast"),
        contains(row("11.0000000000", String.valueOf(unchanged.id()))));

    publishOn(job, DECEMBER_5, Content.of(job, NOVEMBER, campaign("1", "5", "11")));
    assertThat(rows(seen), is(empty()));
    rollback(job, null);
    assertThat(rows(seen), is(empty()));

    publishOn(job, DECEMBER_5, content.forecasting("11", "10", "12"));
    assertThat(count("conversion_forecast"), is(1L));
    publishOn(job, JANUARY_5, content.forecasting("11", "10", "12"));
    assertThat(count("forecast_row"), is(0L));
  }

  @Test
  void finalPeriodsAreComparedAsTheyWereWhenTheyWereAsOld() {
    Job job = Content.job(output, LEADS, "belmonte", "lakeside");
    prepare(job);
    for (int month = 1; month <= 9; month++) {
      String period = "2025-0" + month;
      Instant read = YearMonth.of(2025, month + 1).atDay(3).atTime(12, 0).toInstant(ZoneOffset.UTC);
      stored(period, "early" + month, "{\"leads\":\"lead\"}", 90 + month);
      stored(period, "last" + month, month == 9 ? "{\"leads\":\"other\"}" : null, 100 + month);
      Run early = start(job, read);
      execute(
          "INSERT INTO run_outcome (run_id, client_id, period_id, outcome, fingerprint, campaigns)"
              + " VALUES (%d, 'belmonte', '%s', '%s', 'early%d', 1)"
                  .formatted(early.id(), period, month == 1 ? "UNCHANGED" : "PUBLISHED", month));
      execute(
          "INSERT INTO publication (client_id, period_id, granularity, fingerprint, final,"
              + " catalogue) VALUES ('belmonte', '%s', 'MONTH', 'last%d', %s, '%s')"
                  .formatted(period, month, month != 5, early.catalogue()));
    }
    Instant now = Instant.parse("2025-11-03T20:00:00Z");
    ClientPeriod other = clientPeriod("lakeside", "2025-10");

    Map<ClientPeriod, List<ComparablePeriod>> comparable = comparable(job, now, OCTOBER, other);

    // Not May, which is not final, nor September, which took another action type at first.
    List<String> told = List.of("8 98 108", "7 97 107", "6 96 106", "4 94 104", "3 93 103");
    assertThat(told(comparable.get(OCTOBER)).subList(0, 5), is(told));
    assertThat(told(comparable.get(OCTOBER)), hasSize(7));
    assertThat(told(comparable.get(other)), is(told(comparable.get(OCTOBER))));
    assertThat(
        told(comparable(job, now.plus(Duration.ofDays(1)), OCTOBER).get(OCTOBER)), is(empty()));
    Job counting = Content.job(output, List.of("leads", "calls"), "belmonte", "lakeside");
    assertThat(told(comparable(counting, now, OCTOBER).get(OCTOBER)), is(empty()));

    execute("DELETE FROM client_period_version WHERE fingerprint = 'early8'");
    assertThat(told(comparable(job, now, OCTOBER).get(OCTOBER)).get(0), is("7 97 107"));
  }

  private void stored(String period, String fingerprint, @Nullable String basis, int leads) {
    execute(
        "INSERT INTO client_period_version (fingerprint, client_id, period_id, granularity,"
            + " period_start, period_end, campaigns, content_digest, catalogue, created, basis)"
            + " VALUES ('%1$s', 'belmonte', '%2$s', 'MONTH', '%2$s-01', '%2$s-28', 1, '', '',"
                .formatted(fingerprint, period)
            + " '2025-01-01 00:00:00', "
            + (basis == null ? "NULL" : "'" + basis + "'")
            + ")");
    execute(
        "INSERT INTO variance_row (fingerprint, metric, campaigns, reporting_campaigns,"
            + " distinct_values, total, verdict, evidence, reconciliation, trusted) VALUES"
            + " ('%s', 'leads', 1, 1, 1, %d, 'VARIANCE', '', 'MATCH', TRUE)"
                .formatted(fingerprint, leads));
  }

  private static Map<ClientPeriod, List<ComparablePeriod>> comparable(
      Job job, Instant readAt, ClientPeriod... provisional) {
    return PublishedHistory.of(Database.of(job), job).comparable(job, Set.of(provisional), readAt);
  }

  /** Month, known, total. */
  private static List<String> told(@Nullable List<ComparablePeriod> comparable) {
    return Objects.requireNonNull(comparable).stream()
        .filter(one -> one.totals().containsKey("leads"))
        .map(
            one ->
                "%d %.0f %.0f"
                    .formatted(
                        one.clientPeriod().period().start().getMonthValue(),
                        Objects.requireNonNull(one.totals().get("leads")).known(),
                        Objects.requireNonNull(one.totals().get("leads")).total()))
        .toList();
  }

  @Test
  void whatMovedAfterTheEndAndForHowLongIsRemembered() {
    Job job = job(LEADS);
    prepare(job);
    publishOn(job, DECEMBER_5, Content.of(job, NOVEMBER, campaign("1", "5", "90")));
    publishOn(
        job,
        DECEMBER_5.plus(Duration.ofDays(4)),
        Content.of(job, NOVEMBER, campaign("1", "5", "100")));
    publishOn(job, JANUARY_5, Content.of(job, NOVEMBER, campaign("1", "5", "101")));

    List<MetricSettling> settlings =
        SettlingHistory.of(Database.of(job), job.clients(), Granularity.MONTH, null);

    assertThat(settlings, hasSize(1));
    assertThat(settlings.get(0).metric(), is("leads"));
    assertThat(
        settlings.get(0).usual(),
        is(new Settling.Usual(1, new BigDecimal("10.9"), new BigDecimal("10.9"), 9, 9)));
  }

  // ---- How the tests do it

  /** A campaign of each client. */
  private static List<Content> novembers(Job job) {
    return job.clients().stream()
        .map(
            client ->
                Content.of(
                    job, Content.clientPeriod(client.id(), "2025-11"), campaign("1", "5", "3")))
        .toList();
  }

  private static WantedPeriods wantingOctober() {
    return new WantedPeriods(Map.of("belmonte", List.of(OCTOBER.period())));
  }

  private List<VersionEvent> history(Job job) {
    return VersionHistory.history(
        Database.of(job), List.of("belmonte"), Granularity.MONTH, null, false, 100);
  }

  private Rollback.Done rollback(Job job, @Nullable String to)
      throws Rollback.NotPossibleException {
    return Rollback.of(Database.of(job), job, NOVEMBER, to, "1.0", Instant.now());
  }

  private String refusal(Job job, @Nullable String to) {
    return String.valueOf(
        assertThrows(Rollback.NotPossibleException.class, () -> rollback(job, to)).getMessage());
  }

  private Run startOn(Job job, Instant started) {
    return start(job, started);
  }

  private Run publishOn(Job job, Instant started, Content... contents) {
    Run run = start(job, started);
    publish(job, run, contents);
    return run;
  }

  private String reason(Run run) {
    return Objects.requireNonNull(
        OutcomeStore.outcomes(Database.of(job(LEADS)), run.id()).get(0).reason());
  }

  private static Content campaigns(Job job, int number, String spend) {
    return Content.of(job, NOVEMBER, campaigns(number, spend).toArray(Content.Campaign[]::new));
  }

  private static List<Content.Campaign> campaigns(int number, String spend) {
    return IntStream.range(0, number).mapToObj(id -> campaign("c" + id, spend, "3")).toList();
  }
}

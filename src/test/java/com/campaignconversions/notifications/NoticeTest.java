package com.campaignconversions.notifications;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.insights.counts.RejectedCount;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.publishing.runs.ExitRules;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunStore;
import com.campaignconversions.publishing.schema.Schema;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.runs.RunResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of a run, by what stands in the database of those before. */
class NoticeTest {
  private static final Job JOB = SmallJob.ofBelmonte().client("lakeside", "PLN", "2").build();

  private final Database database = new Database(Database.inMemory(), JOB.metricNames());

  NoticeTest() {
    Schema.prepare(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Of client, outcome and trusted, with blanks between, in November. */
  private Run started(String... outcomes) {
    Run run = RunStore.start(database, JOB, "1.0", Instant.now());
    for (String outcome : outcomes) {
      String[] words = outcome.split(" ", -1);
      List<@Nullable Object> row = new ArrayList<>(List.of(run.id(), words[0], "2025-11"));
      row.add(words[1]);
      row.add(words.length == 2 ? null : Boolean.valueOf(words[2]));
      row.add("because of " + words[1]);
      database.transaction(
          connection ->
              Sql.update(
                  connection,
                  "INSERT INTO run_outcome (run_id, client_id, period_id, outcome, trusted, reason,"
                      + " campaigns) VALUES (?, ?, ?, ?, ?, ?, 0)",
                  row));
    }
    return run;
  }

  private Notice run(String... outcomes) throws CommandException {
    return run(RunCounts.NONE, ExitRules.STRICT, outcomes);
  }

  private Notice run(RunCounts counts, ExitRules rules, String... outcomes)
      throws CommandException {
    Run run = started(outcomes);
    RunStore.finish(database, run, counts, rules);
    return Notice.of(database, result(run));
  }

  private RunResult result(Run run) throws CommandException {
    return RunResult.of(database, JOB, run.id(), false, false);
  }

  private Notice failed(String sentence, String... outcomes) throws CommandException {
    Run run = started(outcomes);
    RunStore.fail(database, run.id(), sentence);
    return Notice.of(database, result(run), sentence);
  }

  /** {@code lakeside WELL>WITHHELD}. */
  private static List<String> transitions(Notice notice) {
    return notice.transitions().stream()
        .map(
            one ->
                one.result().clientPeriod().clientId()
                    + " "
                    + (one.from() == null ? "" : one.from())
                    + ">"
                    + one.to())
        .toList();
  }

  private void assertNoNews(Notice notice) {
    assertThat(transitions(notice), is(empty()));
    assertThat(notice.isNews(), is(false));
  }

  @Test
  void whatIsWellFromTheBeginningIsNoNews() throws CommandException {
    assertNoNews(run("belmonte PUBLISHED true", "lakeside MISSING"));
    assertNoNews(run("belmonte UNCHANGED true", "lakeside PUBLISHED true"));
  }

  @Test
  void whatTurnsBadIsToldOnceTheWorstFirst() throws CommandException {
    run("belmonte PUBLISHED true", "lakeside PUBLISHED true");

    Notice bad = run("belmonte PUBLISHED false", "lakeside WITHHELD");

    assertThat(transitions(bad), contains("lakeside WELL>WITHHELD", "belmonte WELL>NOT_TRUSTED"));
    assertThat(bad.transitions().get(0).reason(), is("because of WITHHELD"));
    assertThat(bad.isNews(), is(true));
    assertThat(bad.failure(), is(nullValue()));
    assertThat(
        bad.headline(),
        is("Run 2 of small: 1 published (1 not trusted), 1 withheld. Exit code 1."));
    assertNoNews(run("belmonte UNCHANGED false", "lakeside WITHHELD"));
  }

  @Test
  void whatIsBadFromTheBeginningIsTold() throws CommandException {
    assertThat(
        transitions(run("belmonte MISSING false", "lakeside PUBLISHED false")),
        contains("lakeside >NOT_TRUSTED", "belmonte >STALE"));
  }

  @Test
  void fromBadToWorseAndToBetterIsTold() throws CommandException {
    run("belmonte PUBLISHED false");

    assertThat(transitions(run("belmonte WITHHELD")), contains("belmonte NOT_TRUSTED>WITHHELD"));
    assertThat(
        transitions(run("belmonte PUBLISHED false")), contains("belmonte WITHHELD>NOT_TRUSTED"));
    assertThat(transitions(run("belmonte UNCHANGED true")), contains("belmonte NOT_TRUSTED>WELL"));
    assertNoNews(run("belmonte UNCHANGED true"));
  }

  @Test
  void whatLeavesAClientPeriodAsItWasChangesNothing() throws CommandException {
    run("belmonte WITHHELD");

    assertNoNews(run("belmonte HELD"));
    assertNoNews(run("belmonte SUPERSEDED"));
    assertNoNews(run("belmonte MISSING"));
    assertNoNews(run("lakeside PUBLISHED true"));
    assertThat(transitions(run("belmonte PUBLISHED true")), contains("belmonte WITHHELD>WELL"));
  }

  @Test
  void ofWhatARunDidThatWasStoppedNobodyWasTold() throws CommandException {
    run("belmonte PUBLISHED true");
    RunStore.fail(database, started("belmonte WITHHELD").id(), RunStore.STOPPED);

    assertThat(transitions(run("belmonte WITHHELD")), contains("belmonte WELL>WITHHELD"));
  }

  @Test
  void aRunThatFailedIsToldOnceAndThatItDoesNoMore() throws CommandException {
    run("belmonte PUBLISHED true");

    Notice failed = failed("The disk is full.");
    assertThat(failed.failure(), is("The disk is full."));
    assertThat(failed.isNews(), is(true));

    Notice again = failed("The disk is full.");
    assertThat(again.failure(), is("The disk is full."));
    assertNoNews(again);

    Notice well = run("belmonte UNCHANGED true");
    assertThat(well.failure(), is(nullValue()));
    assertThat(well.wellAgain(), is("Run 3 before it failed: The disk is full."));
    assertThat(well.isNews(), is(true));
    assertNoNews(run("belmonte UNCHANGED true"));
  }

  @Test
  void aRunThatFailsAgainTellsWhatItDid() throws CommandException {
    run("belmonte PUBLISHED true");
    failed("The disk is full.");

    Notice notice = failed("The disk is full.", "belmonte PUBLISHED false");

    assertThat(transitions(notice), contains("belmonte WELL>NOT_TRUSTED"));
    assertThat(notice.failure(), is("The disk is full."));
    assertThat(notice.isNews(), is(true));
    assertNoNews(failed("The disk is full.", "belmonte UNCHANGED false"));
  }

  @Test
  void aRunThatWasStoppedIsNeitherAFailureNorItsEnd() throws CommandException {
    failed("The disk is full.");
    RunStore.fail(database, started().id(), RunStore.STOPPED);

    assertNoNews(failed("The disk is full."));
    RunStore.fail(database, started().id(), RunStore.STOPPED);
    assertThat(run().wellAgain(), startsWith("Run 3 before it failed: "));
    RunStore.fail(database, started().id(), RunStore.STOPPED);
    assertNoNews(run());
    RunStore.fail(database, started().id(), RunStore.STOPPED);
    assertThat(failed("The disk is full.").isNews(), is(true));
  }

  @Test
  void aRunThatDiedToldNobody() throws CommandException {
    run();
    dead(started());
    assertThat(failed("The disk is full.").isNews(), is(true));

    dead(started());
    Notice well = run();
    assertThat(
        well.wellAgain(), startsWith("Run 4 before it was killed or lost: it has shown no sign"));
    assertThat(well.isNews(), is(true));
  }

  private void dead(Run run) {
    database.transaction(
        connection ->
            Sql.update(
                connection,
                "UPDATE run SET heartbeat = heartbeat - INTERVAL '1' HOUR WHERE run_id = ?",
                List.of(run.id())));
  }

  @Test
  void withheldClientPeriodsAreNoFailureOfTheRun() throws CommandException {
    assertThat(run("belmonte WITHHELD").failure(), is(nullValue()));
    // It was none of the run before either.
    assertThat(failed("The disk is full.").isNews(), is(true));
    assertThat(run("belmonte WITHHELD").wellAgain(), startsWith("Run 2 before it failed: "));
    assertNoNews(run("belmonte WITHHELD"));
  }

  @Test
  void rowsOfWhichNoneCouldBeUsedAreAFailure() throws CommandException {
    RunCounts unusable =
        new RunCounts(
            new RowCounts(1, 0, 1, 0, 0, 0, 0, 0),
            List.of(new RejectedCount(Reason.NOT_JSON, null, null, null, 1, "a", "0", "why")));

    Notice failed = run(unusable, ExitRules.STRICT, "belmonte MISSING");
    assertThat(failed.failure(), is("Rows were rejected and none could be used."));
    assertThat(failed.isNews(), is(true));
    assertNoNews(run(unusable, ExitRules.STRICT, "belmonte MISSING"));
    assertThat(run("belmonte MISSING").wellAgain(), is("Run 2 before it failed."));
  }

  @Test
  void whereMissingIsAFailureItIsOneOfTheRun() throws CommandException {
    ExitRules failing = new ExitRules(false, true);

    assertThat(
        run(RunCounts.NONE, failing, "belmonte MISSING").failure(),
        is("What was asked for has no rows."));
    assertNoNews(run(RunCounts.NONE, failing, "belmonte MISSING"));
  }

  @Test
  void rowsThatNobodyAccountsForAreAFailure() throws CommandException {
    RunCounts unbalanced = RunCounts.of(new RowCounts(5, 4, 0, 0, 0, 0, 0, 0));

    assertThat(
        run(unbalanced, ExitRules.STRICT, "belmonte PUBLISHED true").failure(),
        is("Not every row that it read is accounted for, as its log tells."));
  }

  @Test
  void anotherJobsRunsAreItsOwn() throws CommandException {
    Job other = SmallJob.ofBelmonte().named("other").build();
    RunStore.fail(
        database, RunStore.start(database, other, "1.0", Instant.now()).id(), "The disk is full.");

    assertThat(failed("The disk is full.").isNews(), is(true));
  }
}

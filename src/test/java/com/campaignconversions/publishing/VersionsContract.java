package com.campaignconversions.publishing;

import static com.campaignconversions.publishing.Content.NOVEMBER_20;
import static com.campaignconversions.publishing.Content.campaign;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.ClientPeriodOutcome.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
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

    ClientPeriodOutcome outcome = Runs.outcomes(Database.of(job), run.id()).get(0);
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

    assertThat(Runs.outcomes(Database.of(job), run.id()).get(0).restated(), is(nullValue()));
  }

  @Test
  void whatIsWithheldLeavesNoVersion() {
    Job job = job(LEADS);
    prepare(job);
    publishOn(job, DECEMBER_5, campaigns(job, 10, "5"));

    publishOn(job, DECEMBER_5, campaigns(job, 5, "5"));

    assertThat(count("client_period_version"), is(1L));
  }

  // ---- How the tests do it

  private Run startOn(Job job, Instant started) {
    return start(job, started);
  }

  private Run publishOn(Job job, Instant started, Content... contents) {
    Run run = start(job, started);
    publish(job, run, contents);
    return run;
  }

  private String reason(Run run) {
    return Objects.requireNonNull(Runs.outcomes(Database.of(job(LEADS)), run.id()).get(0).reason());
  }

  private static Content campaigns(Job job, int number, String spend) {
    return Content.of(job, NOVEMBER, campaigns(number, spend).toArray(Content.Campaign[]::new));
  }

  private static List<Content.Campaign> campaigns(int number, String spend) {
    return IntStream.range(0, number).mapToObj(id -> campaign("c" + id, spend, "3")).toList();
  }
}

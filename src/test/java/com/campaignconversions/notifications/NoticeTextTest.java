package com.campaignconversions.notifications;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.Reporting.Form;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.results.runs.ClientPeriodResult;
import com.campaignconversions.results.runs.SmallRun;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A notice as it is read, by people and by programs. */
class NoticeTextTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Job JOB = SmallJob.ofBelmonte().client("lakeside", "PLN", "2").build();

  private static Transition transition(
      String client, @Nullable Standing from, Standing to, @Nullable String reason) {
    ClientPeriodResult result =
        SmallRun.of(JOB)
            .outcome(client, "2025-11", Outcome.WITHHELD, null, reason)
            .results()
            .get(0);
    return new Transition(result, from, to);
  }

  private static Notice notice(
      List<Transition> transitions, @Nullable String failure, @Nullable String wellAgain) {
    return new Notice(
        "hotels", 42L, 1, "Run 42 of hotels: 1 withheld.", transitions, failure, wellAgain, true);
  }

  private static List<String> slack(Notice notice) throws JsonProcessingException {
    return JSON.readTree(NoticeText.of(notice, Form.SLACK)).path("text").asText().lines().toList();
  }

  private static List<String> slack(Transition... transitions) throws JsonProcessingException {
    return slack(notice(List.of(transitions), null, null));
  }

  @Test
  void slackGetsALineForTheRunAndForEachTransition() throws JsonProcessingException {
    assertThat(
        slack(
            transition("belmonte", Standing.WELL, Standing.WITHHELD, "two rows share days"),
            transition("lakeside", null, Standing.NOT_TRUSTED, "looks divided"),
            transition("lakeside", Standing.WELL, Standing.STALE, "it has no data"),
            transition("gone", Standing.NOT_TRUSTED, Standing.WELL, null)),
        contains(
            "Run 42 of hotels: 1 withheld.",
            "*WITHHELD* (was WELL) The belmonte hotel (belmonte) 2025-11: two rows share days",
            "*NOT TRUSTED* The lakeside hotel (lakeside) 2025-11: looks divided",
            "*STALE* (was WELL) The lakeside hotel (lakeside) 2025-11: it has no data",
            "*WELL AGAIN* (was NOT TRUSTED) gone 2025-11"));
  }

  @Test
  void whatSlackWouldObeyIsShown() throws JsonProcessingException {
    assertThat(
        slack(
                transition(
                    "belmonte", null, Standing.WITHHELD, "<!channel> &amp; <https://x|y>\n*b*"))
            .get(1),
        is(
            "*WITHHELD* The belmonte hotel (belmonte) 2025-11: &lt;!channel&gt; &amp;amp;"
                + " &lt;https://x|y&gt; *b*"));
  }

  @Test
  void aReasonIsCutBeforeItIsEscaped() throws JsonProcessingException {
    String line = slack(transition("gone", null, Standing.WITHHELD, "&".repeat(301))).get(1);

    assertThat(line, is("*WITHHELD* gone 2025-11: " + "&amp;".repeat(300) + "…"));
    assertThat(
        slack(transition("gone", null, Standing.WITHHELD, "\uD83D\uDE00".repeat(300))).get(1),
        not(containsString("…")));
  }

  @Test
  void ofVeryManyTheRestIsANumber() throws JsonProcessingException {
    List<Transition> many = new ArrayList<>();
    for (int i = 0; i < 27; i++) {
      many.add(transition("belmonte", null, Standing.WITHHELD, "reason " + i));
    }

    List<String> lines = slack(notice(many, null, null));

    assertThat(lines, hasSize(22));
    assertThat(lines.get(20), containsString("reason 19"));
    assertThat(lines.get(21), is("and 7 more"));
    assertThat(
        JSON.readTree(NoticeText.of(notice(many, null, null), Form.WEBHOOK))
            .path("transitions")
            .size(),
        is(27));
  }

  @Test
  void slackHearsOfTheRunBeforeItsClientPeriods() throws JsonProcessingException {
    Transition withheld = transition("gone", null, Standing.WITHHELD, "why");

    assertThat(
        slack(notice(List.of(withheld), "Run 42 failed: the disk is full", null)),
        contains(
            "Run 42 of hotels: 1 withheld.",
            "*FAILED* Run 42 failed: the disk is full",
            "*WITHHELD* gone 2025-11: why"));
    assertThat(
        slack(notice(List.of(), null, "Run 41 before it failed.")),
        contains("Run 42 of hotels: 1 withheld.", "*WELL AGAIN* Run 41 before it failed."));
  }

  @Test
  void aProgramGetsADocument() throws JsonProcessingException {
    Notice notice =
        notice(
            List.of(
                transition("belmonte", Standing.WELL, Standing.WITHHELD, "<two> rows"),
                transition("gone", null, Standing.STALE, null)),
            null,
            null);

    assertThat(
        JSON.readTree(NoticeText.of(notice, Form.WEBHOOK)),
        is(
            JSON.readTree(
                """
                {"format": "campaign-conversions/1", "event": "transitions", "job": "hotels",
                 "run": 42, "exit_code": 1,
                 "transitions": [
                   {"client": "belmonte", "name": "The belmonte hotel", "period": "2025-11",
                    "from": "WELL", "to": "WITHHELD", "reason": "<two> rows"},
                   {"client": "gone", "name": null, "period": "2025-11",
                    "from": null, "to": "STALE", "reason": null}],
                 "failure": null}
                """)));
  }

  @Test
  void aProgramHearsOfAFailureToo() throws JsonProcessingException {
    assertThat(
        JSON.readTree(
            NoticeText.of(Notice.ofFailure("hotels", null, "the database is gone"), Form.WEBHOOK)),
        is(
            JSON.readTree(
                """
                {"format": "campaign-conversions/1", "event": "transitions", "job": "hotels",
                 "run": null, "exit_code": 1, "transitions": [],
                 "failure": "the database is gone"}
                """)));
    assertThat(
        slack(Notice.ofFailure("hotels", 42L, "the database is gone")),
        contains("Run 42 of hotels failed.", "*FAILED* the database is gone"));
  }
}

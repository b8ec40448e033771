package com.campaignconversions.publishing.runs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.insights.counts.RejectedCount;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.marketingapi.AskingFacts;
import com.campaignconversions.marketingapi.AskingFacts.Waited;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunCountsJsonTest {
  private static final RowCounts ROWS = new RowCounts(36, 1, 2, 3, 4, 5, 21, 7);

  private static RejectedCount rejected(
      Reason reason, @Nullable String client, @Nullable String account, long rows) {
    return new RejectedCount(
        reason, client, client == null ? null : "2025-11", account, rows, "a.json", "0", "Why.");
  }

  private static final RunCounts COUNTS =
      new RunCounts(
          ROWS,
          List.of(
              rejected(Reason.UNKNOWN_CLIENT, null, "99", 1),
              rejected(Reason.BAD_DATE, "belmonte", "1", 2),
              rejected(Reason.BAD_DATE, "lakeside", "2", 4)));

  /** The text as other programs read it. */
  @Test
  void theStoredFormIsThis() {
    RunCounts counts = new RunCounts(ROWS, List.of(rejected(Reason.BAD_DATE, "belmonte", "1", 2)));

    assertThat(
        RunCountsJson.of(counts).toString(),
        is(
            "{\"rows\":{\"read\":36,\"used\":1,\"rejected\":2,\"duplicates\":3,"
                + "\"account_totals\":4,\"skipped\":5,\"withheld\":21,\"rejected_entries\":7},"
                + "\"rejected\":{\"BAD_DATE\":2},"
                + "\"rejections\":[{\"reason\":\"BAD_DATE\",\"client\":\"belmonte\","
                + "\"period\":\"2025-11\",\"account_id\":\"1\",\"rows\":2,"
                + "\"example\":{\"source\":\"a.json\",\"position\":\"0\",\"detail\":\"Why.\"}}]}"));
  }

  @Test
  void groupsOfOneReasonAreAddedUp() {
    assertThat(
        RunCountsJson.of(COUNTS).get("rejected").toString(),
        is("{\"BAD_DATE\":6,\"UNKNOWN_CLIENT\":1}"));
  }

  @Test
  void whatWasStoredIsReadAgain() {
    assertThat(RunCountsJson.parse(RunCountsJson.of(COUNTS).toString()), is(COUNTS));
  }

  @Test
  void whatAskingTookIsReadAgainToo() {
    RunCounts asked =
        new RunCounts(
            ROWS,
            List.of(),
            new AskingFacts(
                "v25.0",
                12,
                List.of("v25.0", "v26.0"),
                "It ends.",
                List.of(new Waited("the rate limit", 420))));

    String text = RunCountsJson.of(asked).toString();

    assertThat(RunCountsJson.parse(text), is(asked));
    assertThat(
        text,
        containsString(
            "\"asking\":{\"version\":\"v25.0\",\"answered_by\":[\"v25.0\",\"v26.0\"],"
                + "\"requests\":12,\"waited\":[{\"for\":\"the rate limit\",\"seconds\":420}],"
                + "\"warning\":\"It ends.\"}"));
  }

  @Test
  void aRunThatDidNotEndCountedNothing() {
    assertThat(RunCountsJson.parse(null), sameInstance(RunCounts.NONE));
  }

  @Test
  void whatAnEarlierFormDoesNotHaveIsZero() {
    assertThat(
        RunCountsJson.parse("{\"rows\":{\"read\":3,\"used\":3}}"),
        is(RunCounts.of(new RowCounts(3, 3, 0, 0, 0, 0, 0, 0))));
  }

  @Test
  void aTextThatIsNoJsonIsAFaultOfTheTable() {
    assertThrows(IllegalStateException.class, () -> RunCountsJson.parse("{"));
    assertThrows(
        IllegalStateException.class, () -> RunCountsJson.without("{", "belmonte", Set.of()));
  }

  @Test
  void aForgottenClientIsTakenOutAndTheNumbersStay() {
    String text = RunCountsJson.of(COUNTS).toString();

    String without = RunCountsJson.without(text, "belmonte", Set.of());

    RunCounts left = RunCountsJson.parse(without);
    assertThat(left.rows(), is(ROWS));
    assertThat(left.rejected(), is(List.of(COUNTS.rejected().get(0), COUNTS.rejected().get(2))));
    assertThat(
        without != null && without.contains("\"rejected\":{\"BAD_DATE\":6,\"UNKNOWN_CLIENT\":1}"),
        is(true));
  }

  @Test
  void theAdAccountsOfAForgottenClientAreTakenOutToo() {
    String text = RunCountsJson.of(COUNTS).toString();

    assertThat(
        RunCountsJson.parse(RunCountsJson.without(text, "belmonte", Set.of("1", "99"))).rejected(),
        is(List.of(COUNTS.rejected().get(2))));
  }

  @Test
  void whereNothingIsToldOfAClientNothingIsToBeStored() {
    String text = RunCountsJson.of(COUNTS).toString();

    assertThat(RunCountsJson.without(text, "seaside", Set.of("3")), is(nullValue()));
    assertThat(RunCountsJson.without("{}", "belmonte", Set.of("1")), is(nullValue()));
  }
}

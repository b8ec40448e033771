package com.campaignconversions.results;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.insights.counts.RejectedCount;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RejectedLinesTest {

  @Test
  void aRunThatCouldUseEverythingHasNone() {
    assertThat(lines(), is(empty()));
  }

  @Test
  void tellsReasonClientPeriodAccountAndAnExample() {
    assertThat(
        lines(
            new RejectedCount(
                Reason.BAD_NUMBER,
                "belmonte",
                "2025-11",
                "438600948208231",
                3,
                "insights/a.json",
                "2048",
                "spend is -1")),
        contains(
            "REJECTED 3 of 120 rows: BAD_NUMBER belmonte 2025-11 (ad account 438600948208231),"
                + " such as insights/a.json at 2048: spend is -1"));
  }

  @Test
  void leavesOutWhatIsUnknown() {
    assertThat(
        lines(rejected(Reason.NOT_JSON, null, 1)),
        contains("REJECTED 1 of 120 rows: NOT_JSON, such as a.json at 0: why"));
  }

  @Test
  void anEntryIsRejectedOfARowThatCanBeUsed() {
    assertThat(
        lines(
            rejected(Reason.ENTRY_NOT_AN_OBJECT, "belmonte", 2),
            rejected(Reason.ACTIONS_NOT_A_LIST, "belmonte", 1)),
        contains(
            "REJECTED 2 of 120 rows in part: ENTRY_NOT_AN_OBJECT belmonte, such as a.json at 0:"
                + " why",
            "REJECTED 1 of 120 rows: ACTIONS_NOT_A_LIST belmonte, such as a.json at 0: why"));
  }

  @Test
  void theMostFrequentComesFirstAndOfEquallyFrequentOnesTheReasonDecides() {
    assertThat(
        lines(
            rejected(Reason.BAD_DATE, "zamek", 1),
            rejected(Reason.NOT_JSON, null, 1),
            rejected(Reason.BAD_DATE, "belmonte", 1),
            rejected(Reason.TOO_LONG, null, 7)),
        contains(
            startsWith("REJECTED 7 of 120 rows: TOO_LONG,"),
            startsWith("REJECTED 1 of 120 rows: BAD_DATE belmonte,"),
            startsWith("REJECTED 1 of 120 rows: BAD_DATE zamek,"),
            startsWith("REJECTED 1 of 120 rows: NOT_JSON,")));
  }

  @Test
  void twelveAreToldAndTheOthersAddedUp() {
    List<RejectedCount> many = new ArrayList<>();
    for (int rows = 1; rows <= 14; rows++) {
      many.add(rejected(Reason.BAD_DATE, "client" + rows, rows));
    }

    List<String> lines = lines(many.toArray(RejectedCount[]::new));

    assertThat(lines, hasSize(13));
    assertThat(lines.get(11), startsWith("REJECTED 3 of 120 rows: BAD_DATE client3,"));
    assertThat(
        lines.get(12),
        is(
            "REJECTED 3 more for 2 other reasons, clients, periods and ad accounts: see"
                + " rejected_insights"));
    assertThat(lines(many.subList(0, 12).toArray(RejectedCount[]::new)), hasSize(12));
  }

  @Test
  void whatIsQuotedStaysInOneLine() {
    assertThat(
        lines(
            new RejectedCount(
                Reason.BAD_TEXT, null, null, null, 1, "a\nb.json", "0", "holds\r\na break")),
        contains("REJECTED 1 of 120 rows: BAD_TEXT, such as a b.json at 0: holds a break"));
  }

  private static RejectedCount rejected(Reason reason, @Nullable String client, long rows) {
    return new RejectedCount(reason, client, null, null, rows, "a.json", "0", "why");
  }

  /** Of a run that read 120 rows. */
  private static List<String> lines(RejectedCount... rejected) {
    return RejectedLines.of(
        new RunCounts(new RowCounts(120, 100, 20, 0, 0, 0, 0, 0), List.of(rejected)));
  }
}

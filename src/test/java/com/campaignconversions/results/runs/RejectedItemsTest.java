package com.campaignconversions.results.runs;

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
import com.campaignconversions.results.Screen.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RejectedItemsTest {

  @Test
  void aRunThatCouldUseEverythingHasNone() {
    assertThat(lines(), is(empty()));
  }

  @Test
  void countsByReasonThenTellsReasonClientPeriodAccountAndAnExample() {
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
            "3 BAD_NUMBER; rejected_insights has each.",
            "BAD_NUMBER belmonte 2025-11 (ad account 438600948208231): spend is -1; such as"
                + " insights/a.json at 2048."));
  }

  @Test
  void leavesOutWhatIsUnknown() {
    assertThat(
        lines(rejected(Reason.NOT_JSON, null, 1)),
        contains("1 NOT_JSON; rejected_insights has each.", "NOT_JSON: why; such as a.json at 0."));
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
            startsWith("7 TOO_LONG, 2 BAD_DATE, 1 NOT_JSON;"),
            startsWith("TOO_LONG:"),
            startsWith("BAD_DATE belmonte:"),
            startsWith("BAD_DATE zamek:"),
            startsWith("NOT_JSON:")));
  }

  @Test
  void whatIsSaidOfTheClientPeriodIsNotSaidAgain() {
    List<Item> said = List.of(new Item("WITHHELD", "belmonte 2025-11: BAD_DATE in a.json at 9"));

    assertThat(
        RejectedItems.of(
            counts(rejected(Reason.BAD_DATE, "belmonte", 2)), said, List.of("belmonte")),
        hasSize(1));
    assertThat(
        RejectedItems.of(counts(rejected(Reason.BAD_DATE, null, 2)), said, List.of()), hasSize(2));
  }

  @Test
  void ofClientsThatNobodyAskedForThereIsTheCountAlone() {
    RunCounts counted = counts(rejected(Reason.BAD_DATE, "aurora", 7));

    assertThat(RejectedItems.of(counted, List.of(), List.of("belmonte")), hasSize(1));
    assertThat(RejectedItems.of(counted, List.of(), List.of("aurora")), hasSize(2));
  }

  @Test
  void fourAreToldAndAllAreCounted() {
    List<RejectedCount> many = new ArrayList<>();
    for (int rows = 1; rows <= 14; rows++) {
      many.add(rejected(Reason.BAD_DATE, "client" + rows, rows));
    }

    List<String> lines = lines(many.toArray(RejectedCount[]::new));

    assertThat(lines, hasSize(5));
    assertThat(lines.get(0), startsWith("105 BAD_DATE;"));
    assertThat(lines.get(4), startsWith("BAD_DATE client11:"));
  }

  private static RejectedCount rejected(Reason reason, @Nullable String client, long rows) {
    return new RejectedCount(reason, client, null, null, rows, "a.json", "0", "why");
  }

  private static List<String> lines(RejectedCount... rejected) {
    return RejectedItems.of(
            counts(rejected),
            List.of(),
            Stream.of(rejected).map(RejectedCount::clientId).filter(Objects::nonNull).toList())
        .stream()
        .map(Item::text)
        .toList();
  }

  /** Of a run that read 120 rows. */
  private static RunCounts counts(RejectedCount... rejected) {
    return new RunCounts(new RowCounts(120, 100, 20, 0, 0, 0, 0, 0), List.of(rejected));
  }
}

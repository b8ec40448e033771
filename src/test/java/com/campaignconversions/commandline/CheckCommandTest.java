package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} sees in the insights before a run. */
class CheckCommandTest {
  private static final String NOTHING = "Nothing stands in the way of a run.";
  private static final String WITHHOLDS =
      "A run would fail or withhold something: see what is in the way.";
  private static final String NOT_TRUSTED =
      "A run would publish, but not all of it would be trusted: see what is doubtful.";

  private final Path folder;
  private String job =
      """
      job: hotel
      granularity: month
      insights:
        files: "*.json*"
      clients:
        - {id: belmonte, account_id: "438600948208231"}
        - {id: lakeside, account_id: "936330954171046"}
      metrics:
        booking_step_1: {first_of: [omni_search, search]}
        reservations: {first_of: [offsite_conversion.custom.1150356839010935, omni_purchase]}
      output:
        jdbc_url: jdbc:h2:file:db
        username: sa
      """;
  private int exitCode;

  CheckCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void bothClientsHaveRows() throws IOException {
    write("belmonte.jsonl", row("438600948208231", "2025-11-01", "omni_search"));
    write("lakeside.jsonl", row("936330954171046", "2025-11-01", "omni_search"));
  }

  @Test
  void findsNothingWhereNothingIsWrong() throws IOException {
    String printed = check();

    assertThat(exitCode, is(0));
    assertThat(
        printed,
        allOf(
            containsString("insights looked into 2 of 2 files, 2 rows."),
            containsString(NOTHING),
            not(containsString("IN THE WAY "))));
    assertThat(Files.exists(folder.resolve("db.mv.db")), is(false));
  }

  @Test
  void anAccountOfNobodyIsNamedAndStandsInNobodysWay() throws IOException {
    write("more.jsonl", row("555", "2025-11-01", "omni_search"));

    String printed = check();

    assertThat(exitCode, is(0));
    assertThat(
        printed,
        allOf(
            containsString("NOTED no client has ad account 555 (1 row, such as more.jsonl at 0)."),
            containsString(NOTHING)));
  }

  @Test
  void anAccountOneDigitOffIsInTheWay() throws IOException {
    job = job.replace("438600948208231", "438600948208213");

    String printed = check();

    assertThat(exitCode, is(1));
    assertThat(
        printed,
        allOf(
            containsString(
                "IN THE WAY no client has ad account 438600948208231 (1 row, such as"
                    + " belmonte.jsonl at 0); it is one slip away from 438600948208213 of"
                    + " belmonte: mend the id in the clients file"),
            containsString(WITHHOLDS)));
  }

  @Test
  void whatQuotesTheDataIsOneLine() throws IOException {
    write(
        "more\nin the way x.jsonl",
        row("555\\nin the way x", "2025-11-01", "omni_search"),
        row("438600948208231", "2025-11-01", "omni_search").replace("7.50", "1\\nin the way x"));

    String printed = check();

    assertThat(
        printed,
        allOf(
            containsString("IN THE WAY 1 of 4 rows cannot be used (BAD_NUMBER)"),
            containsString("account_id is 555 in the way x, which is no id of an ad account"),
            not(containsString("\nin the way x"))));
  }

  @Test
  void aClientWithoutRowsIsNamed() throws IOException {
    Files.delete(folder.resolve("belmonte.jsonl"));

    assertThat(check(), containsString("NOTED no row was found of belmonte."));
    assertThat(exitCode, is(0));
  }

  @Test
  void americanDatesAreInTheWay() throws IOException {
    write(
        "belmonte.jsonl",
        row("438600948208231", "11/01/2025", "omni_search"),
        row("438600948208231", "11/02/2025", "omni_search"));

    String printed = check();

    assertThat(exitCode, is(1));
    assertThat(
        printed,
        allOf(
            containsString(
                "IN THE WAY 2 of 3 rows cannot be used (BAD_DATE), such as belmonte.jsonl at 0:"
                    + " date_start and date_stop must be days such as 2025-11-30"),
            containsString("11/01/2025; belmonte would be withheld"),
            containsString(WITHHOLDS)));
  }

  @Test
  void noUsableRowAtAllIsInTheWay() throws IOException {
    Files.delete(folder.resolve("lakeside.jsonl"));
    write("belmonte.jsonl", "{\"kind\": \"something else\"}");

    String printed = check();

    assertThat(exitCode, is(1));
    assertThat(
        printed, containsString("IN THE WAY none of the rows that were read could be used."));
  }

  @Test
  void aMisspeltActionTypeIsToldWithTheOneThatOccurs() throws IOException {
    job = job.replace("[omni_search, search]", "[omni_serch]");

    String printed = check();

    assertThat(exitCode, is(0));
    assertThat(
        printed,
        allOf(
            containsString(
                "DOUBTFUL booking_step_1: omni_serch never occurs, and omni_search does, which no"
                    + " metric lists: mend the name in the catalogue, if it is meant; unknown, not"
                    + " 0, of belmonte, lakeside."),
            containsString(NOT_TRUSTED)));
  }

  @Test
  void aMisspeltActionTypeBesideOneThatOccursIsNoted() throws IOException {
    job = job.replace("[omni_search, search]", "[omni_search, search_2]");
    write("belmonte.jsonl", row("438600948208231", "2025-11-01", "omni_search", "searc_2"));

    String printed = check();

    assertThat(exitCode, is(0));
    assertThat(
        printed,
        allOf(
            containsString("NOTED booking_step_1: search_2 never occurs, and searc_2 does"),
            containsString(NOTHING)));
  }

  @Test
  void metricsOfWhichNothingOccursAreNoted() throws IOException {
    assertThat(
        check(),
        containsString(
            "NOTED none of the action types occurs of reservations (belmonte, lakeside): 0,"
                + " as far as was read."));
  }

  @Test
  void jsonLinesThatAreCutOffAreInTheWay() throws IOException {
    String row = row("438600948208231", "2025-11-01", "omni_search");
    Files.writeString(
        folder.resolve("belmonte.jsonl"), row + "\n" + row.substring(0, row.length() - 30));

    String printed = check();

    assertThat(exitCode, is(1));
    assertThat(
        printed,
        allOf(
            containsString("IN THE WAY belmonte.jsonl: its last line breaks off"),
            containsString("belmonte 2025-11 would be withheld")));
  }

  @Test
  void aFirstPageWithoutTheSecondIsInTheWay() throws IOException {
    write(
        "belmonte.jsonl",
        "{\"data\": ["
            + row("438600948208231", "2025-11-01", "omni_search")
            + "], \"paging\": {\"cursors\": {\"before\": \"a\", \"after\": \"b\"}, \"next\":"
            + " \"https://graph.example/next\"}}");

    String printed = check();

    assertThat(exitCode, is(1));
    assertThat(
        printed,
        allOf(
            containsString("belmonte.jsonl at 0 says that more pages follow, and none does"),
            containsString("belmonte 2025-11 would be withheld")));
  }

  @Test
  void aFileThatCannotBeReadIsInTheWay() throws IOException {
    write("other.json", "\u0001\u0002");

    String printed = check();

    assertThat(exitCode, is(1));
    assertThat(
        printed,
        containsString(
            "IN THE WAY other.json cannot be read: it is neither JSON nor lines of JSON."));
  }

  @Test
  void rowsThatContradictEachOtherAreInTheWay() throws IOException {
    write(
        "again.jsonl",
        row("438600948208231", "2025-11-01", "omni_search").replace("\"7.50\"", "\"8.50\""));

    String printed = check();

    assertThat(exitCode, is(1));
    assertThat(printed, containsString("belmonte 2025-11 would be withheld"));
  }

  @Test
  void rowsInAnEnvelopeAreNoted() throws IOException {
    write(
        "belmonte.jsonl",
        "{\"json\": " + row("438600948208231", "2025-11-01", "omni_search") + "}");

    String printed = check();

    assertThat(exitCode, is(0));
    assertThat(
        printed,
        allOf(
            containsString("NOTED rows stand in json, such as belmonte.jsonl at 0"),
            containsString(NOTHING)));
  }

  @Test
  void ofManyFilesSomeAreLookedAtAndItSaysSo() throws IOException {
    for (int i = 0; i < 1198; i++) {
      write("day-" + i + ".jsonl", row("438600948208231", "2025-11-01", "omni_search"));
    }

    String printed = check();

    assertThat(exitCode, is(0));
    assertThat(
        printed,
        allOf(
            containsString("insights looked into 40 of 1,200 files, 40 rows."),
            containsString(
                "Nothing stands in the way of a run, as far as its insights were looked at.")));
  }

  @Test
  void ofALargeFileTheBeginningIsLookedAt() throws IOException {
    String row = row("438600948208231", "2025-11-01", "omni_search") + "\n";
    Files.writeString(folder.resolve("belmonte.jsonl"), row.repeat((9 << 20) / row.length()));

    String printed = check();

    assertThat(exitCode, is(0));
    assertThat(
        printed,
        allOf(
            containsString("insights looked into 2 of 2 files, "),
            containsString("; of 1 file only the first megabytes."),
            containsString("as far as its insights were looked at")));
  }

  @Test
  void ofALargeArrayInOneLineTheBeginningIsLookedAt() throws IOException {
    String row = row("438600948208231", "2025-11-01", "omni_search");
    Files.writeString(
        folder.resolve("belmonte.jsonl"),
        "[" + (row + ",").repeat((9 << 20) / row.length()) + row + "]");

    String printed = check();

    assertThat(exitCode, is(0));
    assertThat(printed, not(containsString("looked into 2 of 2 files, 1 row")));
    assertThat(printed, containsString("; of 1 file only the first megabytes."));
  }

  @Test
  void staysShortWhateverIsWrong() throws IOException {
    for (int i = 0; i < 30; i++) {
      write("broken-" + i + ".json", "\u0001\u0002");
      write("stranger-" + i + ".jsonl", row("77" + i, "2025-11-01", "omni_search"));
    }
    write(
        "belmonte.jsonl",
        row("438600948208231", "11/01/2025", "omni_search"),
        row("438600948208231", "2025-11-01", "omni_search").replace("\"7.50\"", "\"much\""),
        row("438600948208231", "2025-10-01", "omni_search").replace("2025-10-30", "2025-11-05"),
        "no row",
        "[]",
        "7");

    String printed = check();

    assertThat(exitCode, is(1));
    assertThat(printed, (int) printed.lines().count(), lessThanOrEqualTo(25));
  }

  /** The test data is broken in places on purpose. */
  @Test
  void ofTheTestDataItTellsWhatARunWould() throws IOException {
    String printed = check(Story.copiedTo(folder, "conversions").jobFile("local.yaml"));

    assertThat(exitCode, is(1));
    assertThat(
        printed,
        allOf(
            containsString("insights looked into 17 of 17 files, "),
            containsString("(BAD_DATE), such as ../testdata/insights/aurora/2025-10-odd"),
            containsString("All 25 campaigns show exactly 20."),
            containsString("; belmonte-as-stored 2025-11 would not be trusted."),
            containsString("13 more than the campaigns"),
            containsString("no client has ad account 100000000000001 (1 row, such as")));
    assertThat(printed, (int) printed.lines().count(), lessThanOrEqualTo(25));
  }

  private static String row(String account, String day, String... types) {
    StringBuilder entries = new StringBuilder();
    for (String type : types) {
      entries.append(entries.isEmpty() ? "" : ", ");
      entries.append("{\"action_type\": \"%s\", \"value\": \"3\"}".formatted(type));
    }
    return """
    {"account_id": "%s", "campaign_id": "10", "date_start": "%s", "date_stop": "%s", \
    "spend": "7.50", "impressions": "100", "clicks": "5", "actions": [%s]}"""
        .formatted(account, day, day.replace("-01", "-30"), entries);
  }

  private void write(String file, String... lines) throws IOException {
    Files.writeString(folder.resolve(file), String.join("\n", List.of(lines)) + "\n");
  }

  private String check() throws IOException {
    Path file = folder.resolve("job.yaml");
    Files.writeString(file, job);
    return check(file.toString());
  }

  private String check(String file) {
    Answer answer = Answer.to("check", file, "--all");
    exitCode = answer.exitCode();
    return answer.out();
  }
}

package com.campaignconversions.commandline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job by month and one by week that publish the same client into the same tables. */
class MonthsAndWeeksTest {
  /** The days of all weeks that touch September 2025. */
  private static final LocalDate FIRST = LocalDate.of(2025, 9, 1);

  private static final LocalDate LAST = LocalDate.of(2025, 10, 5);

  private final Path folder;
  private final OldSystem database;

  MonthsAndWeeksTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.database = OldSystem.in(folder, "jdbc:h2:file:" + folder.resolve("conversions"), "sa");
    for (String length : List.of("month", "week")) {
      Files.createDirectories(folder.resolve(length));
      Files.writeString(
          folder.resolve(length + ".yaml"),
          """
          job: by-%1$s
          granularity: %1$s
          insights: {files: '%1$s/*.jsonl'}
          clients: [{id: belmonte, account_id: '1'}]
          metrics: {leads: {first_of: [lead, other]}}
          output: {jdbc_url: 'jdbc:h2:file:./conversions', username: sa}
          """
              .formatted(length));
    }
  }

  /** One campaign, day by day. */
  private void insights(String length, LocalDate first, LocalDate last, String type, int aDay)
      throws IOException {
    StringBuilder rows = new StringBuilder();
    for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
      rows.append(
          "{\"account_id\":\"1\",\"campaign_id\":\"7\",\"date_start\":\"%1$s\",\"date_stop\":\"%1$s\",\"spend\":\"5\",\"actions\":[{\"action_type\":\"%2$s\",\"value\":\"%3$d\"}]}\n"
              .formatted(day, type, aDay));
    }
    Files.writeString(folder.resolve(length).resolve("all.jsonl"), rows);
  }

  private int run(String length, String... periods) {
    String[] arguments = new String[periods.length + 2];
    arguments[0] = "run";
    arguments[1] = folder.resolve(length + ".yaml").toString();
    System.arraycopy(periods, 0, arguments, 2, periods.length);
    return Answer.to(arguments).exitCode();
  }

  private int months() {
    return run("month", "--period=2025-09");
  }

  private int weeks() {
    return run("week", "--from=2025-W36", "--to=2025-W40");
  }

  private List<String> judged() throws SQLException {
    return database.rows(
        "SELECT period_id, reconciliation FROM conversion_variance ORDER BY period_id");
  }

  @Test
  void aMonthThatItsWeeksContradictIsNotTrustedAndTheyAre() throws Exception {
    insights("week", FIRST, LAST, "lead", 1);
    insights("month", FIRST, LocalDate.of(2025, 9, 30), "lead", 3);

    assertThat(weeks(), is(0));
    assertThat(months(), is(3));
    // Nor do they turn when they are read again.
    assertThat(weeks(), is(0));
    assertThat(months(), is(3));

    assertThat(
        judged(),
        contains(
            "2025-09 HIGH",
            "2025-W36 NOT_CHECKED",
            "2025-W37 NOT_CHECKED",
            "2025-W38 NOT_CHECKED",
            "2025-W39 NOT_CHECKED",
            "2025-W40 NOT_CHECKED"));
    assertThat(
        database
            .rows("SELECT evidence FROM conversion_variance WHERE period_id = '2025-09'")
            .get(0),
        startsWith(
            "The period has 90, and all published weeks that touch it have 35 together, so that it was filled"));
    assertThat(
        Answer.to("verify", folder.resolve("month.yaml").toString(), "--sources").exitCode(),
        is(0));
  }

  @Test
  void weeksThatAMonthContradictsAreNotTrusted() throws Exception {
    insights("month", FIRST, LocalDate.of(2025, 9, 30), "lead", 1);
    insights("week", FIRST, LAST, "lead", 9);

    assertThat(months(), is(0));
    assertThat(weeks(), is(3));

    assertThat(
        judged(),
        contains(
            "2025-09 NOT_CHECKED",
            "2025-W36 HIGH",
            "2025-W37 HIGH",
            "2025-W38 HIGH",
            "2025-W39 HIGH",
            "2025-W40 NOT_CHECKED"));
    assertThat(
        database
            .rows("SELECT evidence FROM conversion_variance WHERE period_id = '2025-W37'")
            .get(0),
        containsString(
            "The published 2025-09 has 30, and the published weeks within it have 63 together, so"));
  }
}

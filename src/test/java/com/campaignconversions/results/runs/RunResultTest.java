package com.campaignconversions.results.runs;

import static com.campaignconversions.results.runs.Results.judgement;
import static com.campaignconversions.results.runs.Results.left;
import static com.campaignconversions.results.runs.Results.published;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.forecast.Forecast;
import com.campaignconversions.forecast.Settling;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.job.Job;
import com.campaignconversions.marketingapi.AskingFacts;
import com.campaignconversions.marketingapi.AskingFacts.Waited;
import com.campaignconversions.publishing.forecasts.SettlingHistory.MetricSettling;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.variance.numbers.Verdict;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

/** What a person sees of a run and of a status, however much there is. */
class RunResultTest {
  private static final String LONG =
      "7 rows of it cannot be used, such as REPEATED_FIELD in insights/aurora/2025-10.jsonl at 9509:"
          + " spend stands twice in the row (6 other reasons): mend the export, or publish the rest"
          + " with --accept-rejected";

  private final Path folder;
  private final Job job;

  RunResultTest(@TempDir Path folder) throws Exception {
    this.folder = folder;
    this.job = Results.job(folder, "current");
  }

  private static List<String> lines(CommandResult result, int columns, boolean all, boolean quiet) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    result.print(new Screen(out, columns, all, quiet, Ansi.OFF));
    out.flush();
    return text.toString().lines().toList();
  }

  private static List<String> lines(CommandResult result, int columns) {
    return lines(result, columns, false, false);
  }

  private static RunResult asked(Job job, AskingFacts asking) {
    return SmallRun.of(job).counts(new RunCounts(RowCounts.NONE, List.of(), asking)).build();
  }

  @Test
  void aWaitOfAMinuteOrMoreIsTold() {
    AskingFacts asking =
        new AskingFacts(
            "v24.0",
            1234,
            List.of("v24.0"),
            null,
            List.of(
                new Waited("Meta to recover", 59),
                new Waited("a report", 60),
                new Waited("the rate limit", 3700)));
    assertThat(
        String.join(" ", lines(asked(job, asking), 200)),
        containsString(
            "Meta's Marketing API (v24.0) was asked 1,234 times; its ad accounts waited, all"
                + " together, 1 minute for a report, 61 minutes for the rate limit."));
  }

  /** By the day of the run, which was in December 2025. */
  @Test
  void aVersionThatEndedIsToldByTheDayOfTheRunAlsoWhereAllIsWell() {
    AskingFacts ended = new AskingFacts("v21.0", 3, List.of("v21.0"), null, List.of());
    assertThat(lines(asked(job, ended), 200, false, true), is(not(List.of())));
    assertThat(
        String.join(" ", lines(asked(job, ended), 200)),
        containsString("v21.0 ended on 2025-09-09: write v27.0"));
    AskingFacts current = new AskingFacts("v24.0", 3, List.of("v24.0"), null, List.of());
    assertThat(lines(asked(job, current), 200, false, true), is(List.of()));
    AskingFacts newer = new AskingFacts("v99.0", 3, List.of("v99.0"), null, List.of());
    assertThat("no alarm", lines(asked(job, newer), 200, false, true), is(List.of()));
    assertThat(
        String.join(" ", lines(asked(job, newer), 200)), containsString("newer than this release"));
  }

  /** 200 clients and 12 months, of which 45 have something against them, each something else. */
  private static List<ClientPeriodResult> many() {
    List<ClientPeriodResult> results = new ArrayList<>();
    for (int client = 0; client < 200; client++) {
      for (int month = 1; month <= 12; month++) {
        String id = "client" + client;
        String period = "2025-%02d".formatted(month);
        boolean problem = month == 12 && client < 45;
        results.add(
            !problem
                ? published(id, period, judgement("leads", Verdict.VARIANCE, "It varies."))
                : client % 3 == 0
                    ? left(id, period, Outcome.WITHHELD, client + ": " + LONG)
                    : published(
                        id,
                        period,
                        judgement(
                            "leads",
                            Verdict.DISTRIBUTED,
                            "All 25 campaigns show exactly " + client + ". " + LONG)));
      }
    }
    return results;
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120, 200})
  void twoHundredClientsAndTwelveMonthsFitOnePage(int columns) {
    for (CommandResult result :
        List.of(
            JUnitReportTest.result(job, many().toArray(ClientPeriodResult[]::new)),
            new StatusResult(job, many(), null))) {
      List<String> lines = lines(result, columns);

      assertThat(lines.size(), is(lessThanOrEqualTo(40)));
      assertThat(
          lines.stream().mapToInt(String::length).max().orElse(0), is(lessThanOrEqualTo(columns)));
      assertThat(String.join("\n", lines).length(), is(lessThanOrEqualTo(6000)));
      assertThat(
          String.join("\n", lines), containsString("\n\nWITHHELD     client0 2025-12: 0: 7 rows"));
      assertThat(String.join(" ", lines), containsString("20 more problems"));
    }
  }

  @Test
  void theFirstLineSaysHowItEnded() {
    assertThat(
        lines(JUnitReportTest.result(job, many().toArray(ClientPeriodResult[]::new)), 120).get(0),
        is("Run 7 of hotel: 2,385 published (30 not trusted), 15 withheld."));
    assertThat(
        lines(new StatusResult(job, many(), null), 120).get(0),
        is(
            "2,400 client periods of 200 clients: 2,385 published, 30 of them not trusted, 2,385 of"
                + " them provisional, 15 withheld."));
  }

  @Test
  void withAllEveryProblemIsWhole() {
    List<String> lines =
        lines(
            JUnitReportTest.result(job, many().toArray(ClientPeriodResult[]::new)),
            120,
            true,
            false);

    assertThat(lines.size() > 2400, is(true));
    assertThat(lines, everyItem(not(endsWith("…"))));
  }

  @Test
  void whereAllIsWellQuietIsSilent() {
    RunResult well =
        new RunResult(
            job,
            JUnitReportTest.result(job).run(),
            false,
            0,
            List.of(
                published("belmonte", "2025-11", judgement("leads", Verdict.VARIANCE, "Fine."))),
            RunCounts.NONE);

    assertThat(lines(well, 120, false, true).size(), is(0));
    assertThat(String.join("\n", lines(well, 120)), containsString("Belmonte Hotel (belmonte)"));
    assertThat(String.join("\n", lines(well, 120)), containsString("varies as real traffic does"));
  }

  @Test
  void whereAProvisionalMonthWillEndIsSaid() {
    ClientPeriodResult november =
        published("belmonte", "2025-11", judgement("leads", Verdict.VARIANCE, "Fine."));
    ClientPeriodResult moving =
        new ClientPeriodResult(
            november.clientPeriod(),
            november.client(),
            november.outcome(),
            november.publication(),
            november.judgements(),
            Map.of("leads", forecast("42", "48.3", "45", "51")));
    ClientPeriodResult still =
        new ClientPeriodResult(
            november.clientPeriod(),
            november.client(),
            november.outcome(),
            november.publication(),
            november.judgements(),
            Map.of("leads", forecast("42", "42", "42", "42")));
    String sentence =
        "NOT FINAL    Belmonte Hotel (belmonte) 2025-11: leads 42 so far, months like this end at"
            + " 45 to 51.";

    assertThat(lines(JUnitReportTest.result(job, moving), 130), hasItem(sentence));
    assertThat(lines(new StatusResult(job, List.of(moving), null), 130), hasItem(sentence));
    assertThat(
        String.join(" ", lines(JUnitReportTest.result(job, still), 130)),
        not(containsString("NOT FINAL")));
    ArrayNode json = new ObjectMapper().createArrayNode();
    assertThat(
        moving.writeTo(json).at("/metrics/0/forecast").toString(),
        is("{\"expected\":\"48.3\",\"low\":\"45\",\"high\":\"51\",\"based_on\":9}"));
    assertThat(november.writeTo(json).at("/metrics/0/forecast").isNull(), is(true));
  }

  private static Forecast forecast(String value, String expected, String low, String high) {
    return new Forecast(
        new BigDecimal(value),
        new BigDecimal(expected),
        new BigDecimal(low),
        new BigDecimal(high),
        9);
  }

  @Test
  void whatMovesMostIsSaidFirst() {
    SettlingResult result =
        new SettlingResult(
            job,
            List.of(
                settling("leads", "0.5", "2", 1, 3),
                settling("sales", "12.3", "20", 6, 14),
                settling("calls", "0", "0", 0, 0)),
            2);

    List<String> lines = lines(result, 120);

    assertThat(
        lines.get(0),
        is(
            "sales of Belmonte Hotel moves most after the end of a month: by 12.3 % in the median of"
                + " 9 months, at worst by 20 %."));
    assertThat(
        lines.get(1),
        is(
            "A month can be called final, to 1 %, 14 days after its end at the latest (sales of"
                + " Belmonte Hotel)."));
    assertThat(String.join(" ", lines), not(containsString("| calls")));
    assertThat(lines, hasItem("1 more metric: --all lists them."));
  }

  private static MetricSettling settling(
      String metric, String median, String worst, long days, long worstDays) {
    return new MetricSettling(
        Results.client("belmonte"),
        metric,
        new Settling.Usual(9, new BigDecimal(median), new BigDecimal(worst), days, worstDays));
  }

  @Test
  void aDashboardThatStaysEmptyIsSaid() throws Exception {
    ClientPeriodResult past =
        published("belmonte", "2025-10", judgement("leads", Verdict.VARIANCE, "Fine."));
    ClientPeriodResult current =
        published("belmonte", "2025-12", judgement("leads", Verdict.VARIANCE, "Fine."));

    assertThat(
        String.join(" ", lines(JUnitReportTest.result(job, past), 200)),
        containsString("current_month_cache has nothing of it: output.cache is current"));
    assertThat(
        String.join(" ", lines(JUnitReportTest.result(job, past, current), 200)),
        not(containsString("current_month_cache")));
    assertThat(
        String.join(" ", lines(JUnitReportTest.result(Results.job(folder, "all"), past), 200)),
        not(containsString("current_month_cache")));
  }
}

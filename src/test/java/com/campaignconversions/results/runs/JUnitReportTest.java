package com.campaignconversions.results.runs;

import static com.campaignconversions.results.runs.Results.judgement;
import static com.campaignconversions.results.runs.Results.left;
import static com.campaignconversions.results.runs.Results.published;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasXPath;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.runs.RunState.Liveness;
import com.campaignconversions.publishing.runs.RunState.RunKind;
import com.campaignconversions.variance.numbers.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class JUnitReportTest {
  private final Path folder;

  JUnitReportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Document report(ClientPeriodResult... results) throws Exception {
    Path file = folder.resolve("report.xml");
    JUnitReport.write(result(Results.job(folder, "none"), results), file);
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
  }

  static RunResult result(Job job, ClientPeriodResult... results) {
    Instant started = Instant.parse("2025-12-01T03:00:00Z");
    RunState run =
        new RunState(
            7,
            "hotel",
            started,
            started,
            started,
            started,
            1,
            "1",
            "c",
            null,
            Liveness.ENDED,
            RunKind.RUN,
            null);
    return new RunResult(job, run, false, 1, List.of(results), RunCounts.NONE);
  }

  @Test
  void aClientPeriodAndEachOfItsMetricsIsACase() throws Exception {
    Document report =
        report(
            published(
                "belmonte",
                "2025-11",
                judgement("leads", Verdict.DISTRIBUTED, "All 25 campaigns <show> 20."),
                judgement("calls", Verdict.VARIANCE, "It varies.")),
            left("zatoka", "2025-11", Outcome.WITHHELD, "rows contradict each other"),
            left("aurora", "2025-11", Outcome.MISSING, null));

    assertThat(report, hasXPath("count(//testcase)", is("9")));
    assertThat(
        report,
        hasXPath(
            "//testcase[@classname='belmonte.2025-11'][@name='leads']/failure[@type='DISTRIBUTED']/@message",
            is("All 25 campaigns <show> 20.")));
    assertThat(report, hasXPath("count(//testcase[@name='calls']/failure)", is("0")));
    assertThat(
        report,
        hasXPath(
            "//testcase[@classname='zatoka.2025-11'][@name='client period']/error/@message",
            is("rows contradict each other")));
    assertThat(report, hasXPath("count(//testcase[@classname='aurora.2025-11']/skipped)", is("3")));
    assertThat(report, hasXPath("//failure", containsString("Do not show it by campaign")));
  }

  @Test
  void whatWasLostFailsTheClientPeriodAndNoMetric() throws Exception {
    Document report =
        report(
            published(
                "belmonte",
                "2025-11",
                "a file ends inside",
                judgement("leads", Verdict.VARIANCE, "It varies.")));

    assertThat(
        report,
        hasXPath("//testcase[@name='client period']/failure/@message", is("a file ends inside")));
    assertThat(report, hasXPath("count(//testcase/failure)", is("1")));
  }

  @Test
  void whatXmlCannotHoldIsReplaced() throws Exception {
    Document report = report(left("zatoka", "2025-11", Outcome.WITHHELD, "a\u0000b\uFFFFc"));

    assertThat(report, hasXPath("//error/@message", is("a\uFFFDb\uFFFDc")));
  }
}

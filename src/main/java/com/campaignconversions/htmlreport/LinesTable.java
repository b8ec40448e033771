package com.campaignconversions.htmlreport;

import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.records.Wording;
import com.campaignconversions.variance.MetricJudgement;
import java.util.ArrayList;
import java.util.List;

/**
 * Client periods of one client, a line each.
 *
 * @param periods the newest first
 * @param clients how many share the page
 */
record LinesTable(List<ReportedPeriod> periods, List<String> metrics, int clients) {
  private static final int MOST_LINES = 1_500;
  private static final int FEWEST_LINES = 3;
  private static final int MOST_METRICS = 8;

  void writeTo(HtmlWriter html) {
    List<String> shownMetrics = metrics.stream().limit(MOST_METRICS).toList();
    int room = Math.max(FEWEST_LINES, MOST_LINES / Math.max(1, clients));
    List<ReportedPeriod> shown = periods.subList(0, Math.min(room, periods.size()));
    List<String> headers = new ArrayList<>(List.of("Period", "Stands", "Campaigns", "Spend"));
    headers.addAll(shownMetrics);
    html.startTable("Periods", "Other periods", "class", "lines").headers(headers).start("tbody");
    shown.forEach(period -> line(html, period, shownMetrics));
    html.end().end();
    if (shownMetrics.size() < metrics.size()) {
      html.element(
          "p",
          Wording.counted(metrics.size() - (long) shownMetrics.size(), "more metric")
              + ": --client and --period show a client period whole.");
    }
    if (shown.size() < periods.size()) {
      html.element("p", earlier(periods.subList(shown.size(), periods.size())));
    }
    html.end();
  }

  private static String earlier(List<ReportedPeriod> periods) {
    return Wording.counted(periods.size(), "earlier period")
        + ": "
        + ReportedPeriod.countedByState(periods)
        + "; --from and --to choose.";
  }

  private static void line(HtmlWriter html, ReportedPeriod period, List<String> metrics) {
    PublicationState publication = period.result().publication();
    html.start("tr", period.attributes("id", period.anchor(), "data-state", period.state().word))
        .element("th", period.clientPeriod().period().id(), "scope", "row")
        .element("td", period.state().text() + why(period));
    if (publication == null) {
      html.start("td", "colspan", String.valueOf(2 + metrics.size())).end();
    } else {
      html.element("td", Wording.count(publication.campaigns()))
          .element("td", Wording.money(publication.spend(), period.result().currency()));
      for (String metric : metrics) {
        html.element("td", total(period, metric));
      }
    }
    html.end();
  }

  /** What is well needs no reason; what found no room for its details has it here. */
  private static String why(ReportedPeriod period) {
    ClientPeriodOutcome outcome = period.result().outcome();
    return period.state().isWell() || outcome == null || outcome.reason() == null
        ? ""
        : ": " + Wording.sentence(outcome.reason());
  }

  private static String total(ReportedPeriod period, String metric) {
    return period.result().judgements().stream()
        .filter(one -> one.metric().equals(metric))
        .findFirst()
        .map(MetricJudgement::total)
        .map(Wording::number)
        .orElse("unknown");
  }
}

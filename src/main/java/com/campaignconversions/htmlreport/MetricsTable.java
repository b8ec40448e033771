package com.campaignconversions.htmlreport;

import com.campaignconversions.forecast.Forecast;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.publishing.versions.PublishedCampaign;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.runs.Advice;
import com.campaignconversions.results.runs.ForecastLines;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.ReferenceTotal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The metrics of a client period: totals, the funnel, verdicts, and where each came from. */
record MetricsTable(ReportedPeriod period, List<PublishedCampaign> campaigns) {
  private static final int MOST_TYPES = 4;
  private static final List<String> HEADERS =
      List.of(
          "Metric",
          "Total",
          "Of the step before",
          "Verdict",
          "Why, and what to do",
          "Account total",
          "Reference total",
          "Action types taken");

  void writeTo(HtmlWriter html) {
    html.startTable("Metrics", "Metrics").headers(HEADERS).start("tbody");
    for (MetricJudgement judgement : period.result().judgements()) {
      row(html, judgement);
    }
    html.end().end().end();
  }

  private void row(HtmlWriter html, MetricJudgement judgement) {
    html.start(
            "tr",
            "data-client",
            period.clientPeriod().clientId(),
            "data-period",
            period.clientPeriod().period().id(),
            "data-metric",
            judgement.metric(),
            "data-verdict",
            judgement.verdict().name(),
            "data-trusted",
            String.valueOf(judgement.trusted()))
        .element("th", judgement.metric(), "scope", "row")
        .element("td", shown(judgement.total(), judgement.metric()) + inTheEnd(judgement.metric()))
        .element("td", funnel(judgement))
        .element("td", verdict(judgement))
        .element("td", Wording.sentence(judgement.evidence()) + " " + Advice.of(judgement))
        .element("td", account(judgement))
        .element("td", reference(judgement))
        .start("td");
    types(html, judgement.metric());
    html.end().end();
  }

  private String shown(@Nullable BigDecimal number, String metric) {
    if (number == null) {
      return "unknown";
    }
    return period.isMoney(metric)
        ? Wording.money(number, period.result().currency())
        : Wording.number(number);
  }

  /** {@code so far, 45 to 51 in the end}. */
  private String inTheEnd(String metric) {
    Forecast forecast = period.result().forecasts().get(metric);
    return ForecastLines.moves(forecast)
        ? " so far, " + ForecastLines.range(Objects.requireNonNull(forecast)) + " in the end"
        : "";
  }

  private static String verdict(MetricJudgement judgement) {
    return "%s %s: %s (%s)"
        .formatted(
            judgement.trusted() ? "✓" : "✗",
            judgement.trusted() ? "trusted" : "not trusted",
            Advice.words(judgement),
            judgement.verdict());
  }

  /** {@code 56.4 % of 431 booking_step_1}. */
  private String funnel(MetricJudgement judgement) {
    Metric metric = period.metric(judgement.metric());
    BigDecimal total = judgement.total();
    if (metric == null || metric.after() == null || total == null) {
      return "";
    }
    BigDecimal before =
        period.result().judgements().stream()
            .filter(one -> one.metric().equals(metric.after()))
            .findFirst()
            .map(MetricJudgement::total)
            .orElse(null);
    return before == null || before.signum() == 0
        ? ""
        : "%s %% of %s %s"
            .formatted(
                total
                    .multiply(BigDecimal.valueOf(100))
                    .divide(before, 1, RoundingMode.HALF_UP)
                    .toPlainString(),
                Wording.number(before),
                metric.after());
  }

  private String account(MetricJudgement judgement) {
    return judgement.accountTotal() == null
        ? "not compared"
        : compared(judgement.accountTotal(), judgement.reconciliation(), judgement.metric());
  }

  private String reference(MetricJudgement judgement) {
    ReferenceTotal reference = judgement.reference();
    return reference == null
        ? ""
        : compared(reference.total(), reference.reconciliation(), judgement.metric());
  }

  private String compared(BigDecimal other, Reconciliation reconciliation, String metric) {
    String total = shown(other, metric);
    return switch (reconciliation) {
      case MATCH -> total + ": the campaigns add up to it";
      case HIGH -> total + ": the campaigns have more";
      case LOW -> total + ": the campaigns have less";
      case CAMPAIGNS_DIFFER -> total + ": they add up to it, and differ one by one";
      case NOT_CHECKED -> total + ": not compared";
    };
  }

  /** {@code omni_search (24 campaigns), search (1 campaign)}. */
  private void types(HtmlWriter html, String metric) {
    Map<String, Long> byType =
        campaigns.stream()
            .map(campaign -> campaign.sources().get(metric))
            .filter(type -> type != null)
            .collect(Collectors.groupingBy(type -> type, TreeMap::new, Collectors.counting()));
    int shown = 0;
    for (Map.Entry<String, Long> type : byType.entrySet()) {
      if (shown == MOST_TYPES) {
        html.text(" and " + Wording.count(byType.size() - (long) shown) + " more");
        break;
      }
      html.text(shown == 0 ? "" : ", ")
          .element("code", HtmlWriter.inert(type.getKey()))
          .text(String.format(Locale.ROOT, " (%s)", Wording.counted(type.getValue(), "campaign")));
      shown++;
    }
  }
}

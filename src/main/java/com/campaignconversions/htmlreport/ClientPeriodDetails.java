package com.campaignconversions.htmlreport;

import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.publishing.versions.PublishedCampaign;
import com.campaignconversions.publishing.versions.VersionEvent;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.records.Wording;
import com.campaignconversions.variance.MetricJudgement;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One client period with its pictures and campaigns.
 *
 * @param campaigns that are published; none where nothing is
 * @param rejected rows of it that could not be used, by reason
 */
record ClientPeriodDetails(
    ReportedPeriod period,
    List<PublishedCampaign> campaigns,
    List<RejectedRows> rejected,
    Depth depth) {
  private static final int MOST_RESTATEMENTS = 5;

  /**
   * How much is shown of each.
   *
   * @param campaigns how many get a line of their own
   * @param pictures of how many metrics that are trusted there are pictures
   * @param whole whether over every allocation key, and with each campaign's action types
   */
  record Depth(int campaigns, int pictures, boolean whole) {
    static final Depth EVERYTHING = new Depth(Integer.MAX_VALUE, Integer.MAX_VALUE, true);

    /** The deepest first. */
    static final List<Depth> USUAL =
        List.of(
            new Depth(100, Integer.MAX_VALUE, false),
            new Depth(40, Integer.MAX_VALUE, false),
            new Depth(20, Integer.MAX_VALUE, false),
            new Depth(10, Integer.MAX_VALUE, false),
            new Depth(10, 3, false),
            new Depth(5, 1, false),
            new Depth(3, 0, false));
  }

  /** As an element that can be folded, and is not where nothing folds it. */
  private void writeTo(HtmlWriter html) {
    html.start(
            "details",
            period.attributes("open", "", "id", period.anchor(), "data-state", period.state().word))
        .start("summary")
        .element("b", period.clientPeriod().period().id())
        .text(" " + period.state().text())
        .end();
    facts(html);
    if (!campaigns.isEmpty()) {
      pictures(html);
      new MetricsTable(period, campaigns).writeTo(html);
      new CampaignTable(
              period,
              campaigns,
              period.result().judgements().stream().map(MetricJudgement::metric).toList(),
              depth.campaigns(),
              depth.whole())
          .writeTo(html);
    }
    html.end();
  }

  private void facts(HtmlWriter html) {
    html.start("ul");
    ClientPeriodOutcome outcome = period.result().outcome();
    // What speaks against metrics stands beside them.
    String reason =
        outcome == null ? null : outcome.isPublished() ? outcome.lost() : outcome.reason();
    if (reason != null) {
      html.start("li")
          .element("b", period.state().word)
          .text(": " + Wording.sentence(reason))
          .end();
    }
    PublicationState publication = period.result().publication();
    if (publication == null) {
      html.element("li", "Nothing of it is published.");
    } else {
      html.element("li", published(publication));
      html.element("li", upTo(publication));
      otherwise(html);
    }
    restatements(html);
    if (!rejected.isEmpty()) {
      html.element(
          "li",
          "Rows rejected: "
              + Wording.some(
                  rejected.stream()
                      .map(
                          one ->
                              "%s %s, such as in %s"
                                  .formatted(Wording.count(one.rows()), one.reason(), one.source()))
                      .toList(),
                  MOST_RESTATEMENTS)
              + "; rejected_insights has each.");
    }
    html.end();
  }

  private String published(PublicationState publication) {
    Set<String> windows = new LinkedHashSet<>();
    campaigns.stream()
        .map(PublishedCampaign::attribution)
        .filter(Objects::nonNull)
        .forEach(windows::add);
    return "%s, %s spent%s; published by run %d, %s."
        .formatted(
            Wording.counted(publication.campaigns(), "campaign"),
            Wording.money(publication.spend(), period.result().currency()),
            windows.isEmpty() ? "" : ", attribution " + Wording.some(windows, 2),
            publication.runId(),
            Wording.local(publication.publishedAt()));
  }

  /** A row that somebody changed by hand shows where campaigns are added up once more. */
  private void otherwise(HtmlWriter html) {
    for (MetricJudgement judgement : period.result().judgements()) {
      BigDecimal total = judgement.total();
      BigDecimal sum = CampaignTable.total(campaigns, judgement.metric());
      if (total != null && !Decimals.same(sum, total)) {
        html.start("li")
            .element("b", "changed")
            .text(
                ": the campaigns add up to %s %s now, and %s was published: somebody changed rows by hand; `verify` names them."
                    .formatted(
                        sum == null ? "an unknown" : Wording.number(sum),
                        judgement.metric(),
                        Wording.number(total)))
            .end();
      }
    }
  }

  private static String upTo(PublicationState publication) {
    return "Data up to %s, read last %s%s."
        .formatted(
            Objects.toString(publication.lastDay(), "no day"),
            Wording.local(publication.checkedAt()),
            publication.isFinal() ? "; final" : "; provisional, as Meta may restate it");
  }

  private void restatements(HtmlWriter html) {
    List<VersionEvent> events = period.restatements();
    for (VersionEvent event : events.subList(0, Math.min(MOST_RESTATEMENTS, events.size()))) {
      boolean rolledBack = event.kind() == VersionEvent.EventKind.ROLLED_BACK;
      html.element(
          "li",
          "%s %s by run %d%s%s."
              .formatted(
                  rolledBack ? "Rolled back" : "Restated",
                  Wording.local(event.publishedAt()),
                  event.runId(),
                  rolledBack || event.cause() == null ? "" : ", because of " + event.cause(),
                  event.changes() == null ? "" : ": " + event.changes()));
    }
    if (events.size() > MOST_RESTATEMENTS) {
      html.element(
          "li",
          Wording.counted(events.size() - (long) MOST_RESTATEMENTS, "more restatement")
              + ": `history` lists them.");
    }
  }

  private void pictures(HtmlWriter html) {
    html.start("div", "class", "pictures");
    int trusted = 0;
    int leftOut = 0;
    for (MetricJudgement judgement : period.result().judgements()) {
      List<AllocationPicture> pictures = pictures(judgement);
      if (judgement.trusted() && !pictures.isEmpty() && trusted++ >= depth.pictures()) {
        leftOut++;
      } else {
        pictures.forEach(picture -> picture.writeTo(html, judgement.trusted()));
      }
    }
    html.end();
    if (leftOut > 0) {
      html.element(
          "p",
          Wording.counted(leftOut, "more metric")
              + " found no room for a picture; --client and --period show it whole.");
    }
  }

  private List<AllocationPicture> pictures(MetricJudgement judgement) {
    return keys(judgement).stream()
        .map(
            key ->
                AllocationPicture.of(judgement.metric(), key, campaigns, CampaignTable.column(key)))
        .filter(AllocationPicture::tells)
        .toList();
  }

  /** Spend and the key that the verdict names; all of them where there is room. */
  private Set<String> keys(MetricJudgement judgement) {
    Set<String> keys = new LinkedHashSet<>(List.of(CampaignColumns.SPEND));
    String named = judgement.manufacture().allocationKey();
    if (named != null && !named.equals("equal") && !judgement.trusted()) {
      keys.add(named);
    }
    if (depth.whole()) {
      keys.addAll(CampaignColumns.DELIVERY);
      period.metrics().stream()
          .filter(metric -> metric.name().equals(judgement.metric()))
          .map(Metric::after)
          .filter(Objects::nonNull)
          .forEach(keys::add);
    }
    return keys;
  }

  /** Its bytes in a page. */
  String html() {
    HtmlWriter html = new HtmlWriter();
    writeTo(html);
    return html.html();
  }
}

package com.campaignconversions.htmlreport;

import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.publishing.versions.PublishedCampaign;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.records.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns of a client period, those that spent most first.
 *
 * @param most how many get a line; the others share one
 * @param withSources whether each campaign's action types are named
 */
record CampaignTable(
    ReportedPeriod period,
    List<PublishedCampaign> campaigns,
    List<String> metrics,
    int most,
    boolean withSources) {
  private static final Comparator<PublishedCampaign> BY_SPEND =
      Comparator.comparing(
              PublishedCampaign::spend,
              Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()))
          .reversed()
          .thenComparing(PublishedCampaign::campaignId);

  void writeTo(HtmlWriter html) {
    List<PublishedCampaign> sorted = campaigns.stream().sorted(BY_SPEND).toList();
    // One more line would be no longer than the line of the others.
    int shown = sorted.size() - 1 <= most ? sorted.size() : most;
    html.startTable("Campaigns", "Campaigns", "class", "campaigns")
        .headers(headers())
        .start("tbody");
    for (PublishedCampaign campaign : sorted.subList(0, shown)) {
      html.start("tr").start("th", "scope", "row");
      if (campaign.campaignName() != null) {
        html.name(campaign.campaignName()).text(" ");
      }
      html.element("small", campaign.campaignId()).end();
      numbers(html, List.of(campaign));
      if (withSources) {
        html.element("td", sources(campaign), "class", "types");
      }
      html.end();
    }
    html.end().start("tfoot");
    if (shown < sorted.size()) {
      List<PublishedCampaign> others = sorted.subList(shown, sorted.size());
      line(html, Wording.counted(others.size(), "more campaign") + " together", others);
    }
    line(html, "All", sorted);
    html.end().end().end();
  }

  private List<String> headers() {
    String currency = period.result().currency();
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Campaign",
                currency == null ? "Spend" : "Spend, " + currency,
                "Impressions",
                "Clicks"));
    headers.addAll(metrics);
    if (withSources) {
      headers.add("Action types taken");
    }
    return headers;
  }

  private void line(HtmlWriter html, String name, List<PublishedCampaign> some) {
    html.start("tr").element("th", name, "scope", "row");
    numbers(html, some);
    if (withSources) {
      html.element("td", "");
    }
    html.end();
  }

  private void numbers(HtmlWriter html, List<PublishedCampaign> some) {
    for (String column : CampaignColumns.DELIVERY) {
      BigDecimal sum = known(some, column(column)).reduce(BigDecimal::add).orElse(null);
      html.element("td", column.equals(CampaignColumns.SPEND) ? money(sum) : text(sum));
    }
    for (String metric : metrics) {
      BigDecimal sum = total(some, metric);
      html.element("td", period.isMoney(metric) ? money(sum) : text(sum));
    }
  }

  /** Of a metric; null where one campaign's is unknown, as a sum of some would be taken for it. */
  static @Nullable BigDecimal total(List<PublishedCampaign> some, String metric) {
    return known(some, column(metric)).count() == some.size()
        ? known(some, column(metric)).reduce(BigDecimal.ZERO, BigDecimal::add)
        : null;
  }

  private static Stream<BigDecimal> known(
      List<PublishedCampaign> some, Function<PublishedCampaign, @Nullable BigDecimal> number) {
    return some.stream().map(number).filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  private static String money(@Nullable BigDecimal amount) {
    return amount == null ? "unknown" : Wording.money(amount, null);
  }

  private static String text(@Nullable BigDecimal number) {
    return number == null ? "unknown" : Wording.number(number);
  }

  private String sources(PublishedCampaign campaign) {
    return metrics.stream()
        .filter(metric -> campaign.sources().containsKey(metric))
        .map(metric -> metric + ": " + campaign.sources().get(metric))
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
  }

  /** Of one number of each campaign by its name in the tables. */
  static Function<PublishedCampaign, @Nullable BigDecimal> column(String name) {
    return switch (name) {
      case CampaignColumns.SPEND -> PublishedCampaign::spend;
      case CampaignColumns.IMPRESSIONS -> campaign -> Decimals.of(campaign.impressions());
      case CampaignColumns.CLICKS -> campaign -> Decimals.of(campaign.clicks());
      default -> campaign -> campaign.conversions().get(name);
    };
  }
}

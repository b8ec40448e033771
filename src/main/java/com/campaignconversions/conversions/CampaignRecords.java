package com.campaignconversions.conversions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.conversions.metrics.CampaignSums;
import com.campaignconversions.conversions.metrics.MetricExtraction;
import com.campaignconversions.conversions.metrics.PeriodConversions;
import com.campaignconversions.job.metrics.Attribution;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.numbers.Verdict;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns of a client period as they are published, and the fingerprint of their content.
 *
 * @param fingerprint of the campaigns, their sources, and the metrics' names, verdicts and
 *     acceptances
 * @param campaigns in the order of their ids
 */
record CampaignRecords(String fingerprint, List<CampaignConversions> campaigns) {
  private static final JsonFactory JSON = new JsonFactory();

  static CampaignRecords of(
      ClientPeriod clientPeriod,
      PeriodConversions conversions,
      List<MetricJudgement> judgements,
      Acceptances acceptances,
      Attribution attribution) {
    Fingerprint content =
        new Fingerprint().add(clientPeriod.clientId()).add(clientPeriod.period().id());
    for (MetricJudgement judgement : judgements) {
      content
          .add(judgement.metric())
          .add(verdict(judgement))
          .add(judgement.accountTotal())
          .add(judgement.reconciliation())
          // Or what is published would stay trusted when its acceptance ends.
          .add(acceptances.said(judgement));
    }
    // Most campaigns of a client take the same types.
    Map<List<@Nullable String>, String> known = new HashMap<>();
    List<String> sources = new ArrayList<>(conversions.campaigns().size());
    List<List<@Nullable BigDecimal>> values = new ArrayList<>(conversions.campaigns().size());
    for (int i = 0; i < conversions.campaigns().size(); i++) {
      CampaignSums sums = conversions.campaigns().get(i);
      sources.add(
          known.computeIfAbsent(
              conversions.sourcesOf(i), types -> sources(conversions.metrics(), types)));
      values.add(conversions.valuesOf(i));
      List<@Nullable Object> row = new ArrayList<>();
      Collections.addAll(
          row,
          sums.campaignId(),
          sums.accountId(),
          sums.campaignName(),
          conversions.currency(),
          sums.spend(),
          sums.impressions(),
          sums.clicks(),
          sources.get(i),
          attribution(attribution, sums));
      row.addAll(values.get(i));
      content.addRow(row);
    }
    String fingerprint = content.hex();
    List<CampaignConversions> campaigns = new ArrayList<>(sources.size());
    for (int i = 0; i < sources.size(); i++) {
      CampaignSums sums = conversions.campaigns().get(i);
      campaigns.add(
          new CampaignConversions(
              fingerprint,
              clientPeriod,
              sums.campaignId(),
              sums.accountId(),
              sums.campaignName(),
              conversions.currency(),
              sums.spend(),
              sums.impressions(),
              sums.clicks(),
              values.get(i),
              sources.get(i),
              attribution(attribution, sums)));
    }
    return new CampaignRecords(fingerprint, campaigns);
  }

  /** A 0 is the same whether its action type was ever seen or not. */
  private static Verdict verdict(MetricJudgement judgement) {
    return judgement.verdict() == Verdict.NEVER_SEEN ? Verdict.ALL_ZERO : judgement.verdict();
  }

  private static String sources(List<MetricExtraction> metrics, List<@Nullable String> types) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (int i = 0; i < metrics.size(); i++) {
        String type = types.get(i);
        if (type != null) {
          json.writeStringField(metrics.get(i).metric().name(), type);
        }
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return text.toString();
  }

  private static String attribution(Attribution attribution, CampaignSums sums) {
    String windows = String.join("+", attribution.windows());
    String taken = windows.equals(Attribution.DEFAULT_WINDOW) ? "default" : windows;
    return sums.attributionSettings().isEmpty()
        ? taken
        : taken + " (attribution_setting " + sums.attributionSettings() + ")";
  }
}

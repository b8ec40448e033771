package com.campaignconversions.conversions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.conversions.content.VersionChecks;
import com.campaignconversions.conversions.content.VersionContent;
import com.campaignconversions.conversions.metrics.CampaignSums;
import com.campaignconversions.conversions.metrics.PeriodConversions;
import com.campaignconversions.forecast.Basis;
import com.campaignconversions.job.metrics.Attribution;
import com.campaignconversions.variance.MetricJudgement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The campaigns of a client period as they are published, and the fingerprint of their content.
 *
 * @param fingerprint of the campaigns, their sources, and the metrics' names, verdicts and
 *     acceptances
 * @param checks of each campaign's columns, as a JSON object by id
 * @param basis the action types and attributions of all campaigns
 * @param campaigns in the order of their ids
 */
record CampaignRecords(
    String fingerprint, String checks, Basis basis, List<CampaignConversions> campaigns) {

  private static final int MOST_ATTRIBUTIONS = 10;

  static CampaignRecords of(
      ClientPeriod clientPeriod,
      PeriodConversions conversions,
      List<MetricJudgement> judgements,
      Acceptances acceptances,
      Attribution attribution) {
    // Most campaigns of a client take the same types, by the same windows.
    Map<List<@Nullable String>, String> known = new HashMap<>();
    Map<String, String> windows = new HashMap<>();
    List<String> names = judgements.stream().map(MetricJudgement::metric).toList();
    List<List<@Nullable Object>> rows = new ArrayList<>(conversions.campaigns().size());
    List<String> sources = new ArrayList<>(conversions.campaigns().size());
    List<String> attributions = new ArrayList<>(conversions.campaigns().size());
    for (int i = 0; i < conversions.campaigns().size(); i++) {
      CampaignSums sums = conversions.campaigns().get(i);
      sources.add(known.computeIfAbsent(conversions.sourcesOf(i), types -> sources(names, types)));
      attributions.add(
          windows.computeIfAbsent(
              sums.attributionSettings(), settings -> attribution(attribution, settings)));
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
          attributions.get(i));
      row.addAll(conversions.valuesOf(i));
      rows.add(row);
    }
    String fingerprint =
        VersionContent.fingerprint(clientPeriod, judgements, acceptances::said, rows);
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
              conversions.valuesOf(i),
              sources.get(i),
              attributions.get(i),
              sums.reach()));
    }
    return new CampaignRecords(
        fingerprint,
        VersionChecks.ofCampaigns(rows),
        basis(names, known.keySet(), campaigns),
        campaigns);
  }

  private static Basis basis(
      List<String> metrics,
      Collection<List<@Nullable String>> types,
      List<CampaignConversions> campaigns) {
    Map<String, Set<String>> taken = new TreeMap<>();
    for (List<@Nullable String> some : types) {
      for (int i = 0; i < metrics.size(); i++) {
        String type = some.get(i);
        if (type != null) {
          taken.computeIfAbsent(metrics.get(i), none -> new TreeSet<>()).add(type);
        }
      }
    }
    for (CampaignConversions campaign : campaigns) {
      taken.computeIfAbsent(Basis.ATTRIBUTION, none -> new TreeSet<>()).add(campaign.attribution());
    }
    Map<String, String> joined = new TreeMap<>();
    taken.forEach((name, all) -> joined.put(name, String.join(", ", all)));
    return new Basis(joined);
  }

  /** What they were counted by, each once: {@code default; default (attribution_setting …)}. */
  String attribution() {
    return campaigns.stream()
        .map(CampaignConversions::attribution)
        .distinct()
        .sorted()
        .limit(MOST_ATTRIBUTIONS)
        .collect(Collectors.joining("; "));
  }

  private static String sources(List<String> metrics, List<@Nullable String> types) {
    Map<String, String> taken = new LinkedHashMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      String type = types.get(i);
      if (type != null) {
        taken.put(metrics.get(i), type);
      }
    }
    return VersionContent.flatJson(taken);
  }

  private static String attribution(Attribution attribution, String settings) {
    String windows = String.join("+", attribution.windows());
    String taken = windows.equals(Attribution.DEFAULT_WINDOW) ? "default" : windows;
    return settings.isEmpty() ? taken : taken + " (attribution_setting " + settings + ")";
  }
}

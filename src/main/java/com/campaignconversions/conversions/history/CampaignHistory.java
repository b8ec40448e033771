package com.campaignconversions.conversions.history;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.history.History.CampaignNumbers;
import com.campaignconversions.conversions.history.History.PublishedPeriod;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.records.Wording;
import com.campaignconversions.variance.detection.Expectation;
import com.campaignconversions.variance.detection.Expectation.CountAndSpend;
import com.campaignconversions.variance.detection.Expectation.FarOutside;
import com.campaignconversions.variance.numbers.DatedChanges;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the campaigns of one client did in its latest earlier periods that are final and trusted,
 * and which of them drop or spike by that. Read from the database when first needed; a run tells
 * one such campaign of a client, and counts the others.
 */
public final class CampaignHistory {
  static final CampaignHistory NOTHING =
      new CampaignHistory(History.NOTHING, List.of(), List.of(), List.of(), 0);

  private static final int MOST_PERIODS = 13;

  private final History history;
  private final List<PublishedPeriod> published;
  private final List<Metric> metrics;
  private final List<String> windows;
  private final double significance;
  private final TreeMap<Period, Map<String, CampaignNumbers>> known = new TreeMap<>();
  private boolean read;
  private boolean told;

  private CampaignHistory(
      History history,
      List<PublishedPeriod> published,
      List<Metric> metrics,
      List<String> windows,
      double significance) {
    this.history = history;
    this.windows = windows;
    this.published = published;
    this.metrics = metrics;
    this.significance = significance;
  }

  public static CampaignHistory of(
      History history, List<PublishedPeriod> published, Client client, Job job) {
    return new CampaignHistory(
        history,
        published,
        job.metricsOf(client.id()),
        job.attribution().windows(),
        job.significance().doubleValue());
  }

  /** Remembers what this run extracted. */
  public void add(EarlierPeriod numbers, List<Campaign> campaigns) {
    if (this != NOTHING && isWitness(numbers)) {
      Map<String, CampaignNumbers> ofPeriod = new HashMap<>();
      campaigns.forEach(campaign -> ofPeriod.put(campaign.id(), campaign.numbers()));
      known.put(numbers.period(), ofPeriod);
      while (known.size() > MOST_PERIODS) {
        known.pollFirstEntry();
      }
    }
  }

  private static boolean isWitness(EarlierPeriod numbers) {
    return numbers.trusted() && numbers.isFinal();
  }

  /** One campaign of the period in question. */
  public record Campaign(String id, @Nullable String name, CampaignNumbers numbers) {}

  private record Outlier(Campaign campaign, int metric, FarOutside far) {}

  /**
   * The campaigns of a period that is over whose numbers drop or spike, as a sentence without a
   * full stop: the first of a run in full.
   *
   * @return null where there are none
   */
  public @Nullable String outliers(Period period, List<Campaign> campaigns) {
    readBefore(period);
    List<Outlier> candidates = new ArrayList<>();
    for (Campaign campaign : campaigns) {
      for (int metric = 0; metric < metrics.size(); metric++) {
        if (metrics.get(metric).unit() == Metric.Unit.COUNT) {
          addOutlier(period, campaign, metric, candidates);
        }
      }
    }
    // Each of many campaigns and metrics may be far off by chance.
    double each = significance / Math.max(1, campaigns.size() * metrics.size());
    List<Outlier> outliers =
        candidates.stream()
            .filter(outlier -> outlier.far().pValue() < each)
            .sorted(Comparator.comparingDouble(outlier -> outlier.far().pValue()))
            .toList();
    if (outliers.isEmpty()) {
      return null;
    }
    if (told) {
      return Wording.counted(outliers.size(), "number")
          + " of its campaigns "
          + (outliers.size() == 1 ? "is" : "are")
          + " far from what their own earlier periods led to expect";
    }
    told = true;
    return sentence(period, outliers);
  }

  private void addOutlier(Period period, Campaign campaign, int metric, List<Outlier> outliers) {
    BigDecimal count = campaign.numbers().conversions().get(metric);
    BigDecimal spend = campaign.numbers().spend();
    if (count == null || spend == null) {
      return;
    }
    List<CountAndSpend> past = new ArrayList<>();
    for (Map<String, CampaignNumbers> earlier : known.headMap(period).values()) {
      CampaignNumbers numbers = earlier.get(campaign.id());
      BigDecimal before = numbers == null ? null : numbers.conversions().get(metric);
      if (numbers != null && before != null && numbers.spend() != null) {
        past.add(new CountAndSpend(before.doubleValue(), numbers.spend().doubleValue()));
      }
    }
    Expectation.dropOrSpike(count.doubleValue(), spend.doubleValue(), past, significance)
        .ifPresent(far -> outliers.add(new Outlier(campaign, metric, far)));
  }

  private String sentence(Period period, List<Outlier> outliers) {
    Outlier first = outliers.get(0);
    String name = first.campaign().name();
    String sentence =
        "campaign %s%s shows %s for %s, where its spend and its own %d earlier periods led to expect about %s"
            .formatted(
                first.campaign().id(),
                name == null ? "" : " (" + name + ")",
                Decimals.text(first.campaign().numbers().conversions().get(first.metric())),
                metrics.get(first.metric()).name(),
                first.far().periods(),
                BigDecimal.valueOf(first.far().expected())
                    .setScale(0, RoundingMode.HALF_UP)
                    .toPlainString());
    int others = outliers.size() - 1;
    return sentence
        + (others == 0
            ? ""
            : ", and %s of its campaigns %s as far from theirs"
                .formatted(Wording.counted(others, "more number"), others == 1 ? "is" : "are"))
        + changed(period, first);
  }

  /** What Meta changed that may let a campaign drop; nothing where it does not. */
  private String changed(Period period, Outlier outlier) {
    double count =
        Objects.requireNonNull(outlier.campaign().numbers().conversions().get(outlier.metric()))
            .doubleValue();
    Period before = known.lowerKey(period);
    if (count > outlier.far().expected() || before == null) {
      return "";
    }
    List<String> types = metrics.get(outlier.metric()).types();
    String change = DatedChanges.explaining(before, period, types, windows, count == 0);
    return change.isEmpty() ? "" : ". " + change.substring(0, change.length() - 1);
  }

  private void readBefore(Period period) {
    if (read) {
      return;
    }
    read = true;
    TreeMap<Period, String> fingerprints = new TreeMap<>();
    for (PublishedPeriod one : published) {
      if (isWitness(one.numbers()) && one.numbers().period().compareTo(period) < 0) {
        fingerprints.put(one.numbers().period(), one.fingerprint());
      }
    }
    while (fingerprints.size() > MOST_PERIODS) {
      fingerprints.pollFirstEntry();
    }
    if (!fingerprints.isEmpty()) {
      Map<String, Map<String, CampaignNumbers>> versions =
          history.campaigns(Set.copyOf(fingerprints.values()));
      fingerprints.forEach(
          (earlier, fingerprint) ->
              known.putIfAbsent(earlier, versions.getOrDefault(fingerprint, Map.of())));
    }
  }
}

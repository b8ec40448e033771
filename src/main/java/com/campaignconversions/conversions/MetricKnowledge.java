package com.campaignconversions.conversions;

import com.campaignconversions.conversions.MetricExtraction.Extracted;
import com.campaignconversions.job.OffMetaActions;
import com.campaignconversions.job.SimilarActionTypes;
import com.campaignconversions.job.SimilarActionTypes.Likeness;
import com.campaignconversions.variance.Preconception;
import com.campaignconversions.variance.Verdict;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a client period could have told of a metric: where they could not tell it, it is
 * unknown, and never 0.
 *
 * @param asked one bit for each array that the product itself asked for: what is absent is 0
 * @param sightings what the client's sources show beside
 * @param sources the action types that a metric was taken from in what is published of the client
 * @param arraysOfFiles one bit for each array that some row of the period's files has
 * @param start the period's first day
 * @param significance α
 */
record MetricKnowledge(
    long asked,
    ClientSightings sightings,
    Function<String, Set<String>> sources,
    long arraysOfFiles,
    LocalDate start,
    double significance) {

  /** What is known beforehand of a metric; null where its values say it. */
  @Nullable Preconception of(
      MetricExtraction metric, List<CampaignSums> campaigns, Extracted extracted) {
    if (campaigns.isEmpty()) {
      return null;
    }
    Preconception noData = noData(metric, campaigns, extracted);
    if (noData != null) {
      return noData;
    }
    if (isLost(metric, campaigns, extracted)) {
      return Preconception.incomplete(
          "Entries that it needs could not be used, and without them it would be too small: see"
              + " rejected_insights, and have them exported again.");
    }
    return metric
        .replaced(campaigns, extracted, start, significance)
        .map(
            replaced ->
                Preconception.incomplete(
                    "Until %s it stands under %s, from then on under %s, and only one of them is counted: write {sum: [%s, %s]} in the catalogue if they count the same."
                        .formatted(
                            replaced.from().minusDays(1),
                            replaced.old(),
                            replaced.other(),
                            replaced.old(),
                            replaced.other())))
        .orElseGet(() -> neverSeen(metric));
  }

  /** Whether a campaign's value is unknown, where others' are known. */
  static boolean isLost(
      MetricExtraction metric, List<CampaignSums> campaigns, Extracted extracted) {
    for (int i = 0; i < campaigns.size(); i++) {
      if (metric.isLostIn(campaigns.get(i), extracted, extracted.taken().get(i))) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Preconception noData(
      MetricExtraction metric, List<CampaignSums> campaigns, Extracted extracted) {
    long arraysPresent = 0;
    boolean actionsHidden = false;
    boolean offMetaHidden = false;
    boolean spent = false;
    BitSet seen = new BitSet();
    for (CampaignSums campaign : campaigns) {
      arraysPresent |= campaign.arraysPresent();
      actionsHidden |= campaign.gaps().actionsHidden();
      offMetaHidden |= campaign.gaps().offMetaHidden();
      spent |= campaign.spend() != null && campaign.spend().signum() > 0;
      seen.or(campaign.gaps().seriesSeen());
    }
    boolean none = extracted.choices().isEmpty();
    boolean carried = (arraysPresent & 1) != 0 || metric.isCarriedBy(arraysPresent);
    if (!carried && !metric.isCarriedBy(asked)) {
      return Preconception.noData(
          "No campaign row carries any actions, so the number is unknown, not 0: the export or query"
              + " left them out.");
    }
    if (metric.lacksWindows(campaigns, extracted)) {
      return Preconception.noData(
          "No entry has a value for the attribution windows that the job counts, so the number is"
              + " unknown, not 0: export them with these windows, or set attribution: default.");
    }
    if (none) {
      for (Map.Entry<Integer, List<Integer>> amounts : metric.countsOfAmounts().entrySet()) {
        boolean there = (arraysOfFiles >> amounts.getKey() & 1) != 0;
        boolean wasAsked = (asked >> amounts.getKey() & 1) != 0;
        if (!there && !wasAsked && isPositive(campaigns, amounts.getValue())) {
          return Preconception.noData(
              "The events are counted, and no row of the files carries their amounts, so the amount"
                  + " is unknown, not 0: have the field exported too.");
        }
      }
    }
    if (none && spent && !metric.isSeenIn(seen)) {
      if (offMetaHidden && metric.types().stream().anyMatch(OffMetaActions::isOne)) {
        return Preconception.noData(
            "Meta reports nothing that happens outside of it for rows by region, dma or hour, so the"
                + " number is unknown, not 0: export without this breakdown.");
      }
      if (actionsHidden && metric.types().stream().anyMatch(OffMetaActions::isInApp)) {
        return Preconception.noData(
            "The actions are split by destination, target or the like, and then Meta leaves out those"
                + " in apps, so the number is unknown, not 0: export by action_type alone.");
      }
    }
    return null;
  }

  private static boolean isPositive(List<CampaignSums> campaigns, List<Integer> series) {
    for (CampaignSums campaign : campaigns) {
      for (int one : series) {
        BigDecimal amount = campaign.bySeries().get(one);
        if (amount != null && amount.signum() > 0) {
          return true;
        }
      }
    }
    return false;
  }

  private @Nullable Preconception neverSeen(MetricExtraction metric) {
    if (metric.listsNothing() || metric.isSeenIn(sightings.series())) {
      return null;
    }
    List<String> listed = metric.types();
    Set<String> before = sources.apply(metric.metric().name());
    if (listed.stream().anyMatch(before::contains)) {
      return null;
    }
    String names = listed.size() == 1 ? listed.get(0) : "none of " + String.join(", ", listed);
    TreeSet<String> sameEvent = new TreeSet<>();
    for (String type : listed) {
      for (String found : sightings.similarTypes()) {
        Likeness likeness = SimilarActionTypes.between(type, found);
        if (likeness != null && likeness.isSlip()) {
          return new Preconception(
              Verdict.NEVER_SEEN,
              "%s never occurs in this client's insights, but %s does, and no metric counts it: mend the name in the catalogue. Until then the number is unknown, not 0."
                  .formatted(type, found),
              false);
        }
        if (likeness != null) {
          sameEvent.add(found);
        }
      }
    }
    return new Preconception(
        Verdict.NEVER_SEEN,
        (listed.size() == 1
                ? names + " never occurs"
                : "Of " + String.join(", ", listed) + " none ever occurs")
            + " in this client's insights, so that it is 0"
            + (sameEvent.isEmpty()
                ? "."
                : "; the same event occurs as "
                    + String.join(", ", sameEvent)
                    + ", which no metric counts: add it to the catalogue if it is meant."),
        true);
  }
}

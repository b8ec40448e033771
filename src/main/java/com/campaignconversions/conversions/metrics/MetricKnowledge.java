package com.campaignconversions.conversions.metrics;

import com.campaignconversions.conversions.losses.ClientSightings;
import com.campaignconversions.conversions.metrics.MetricExtraction.Extracted;
import com.campaignconversions.conversions.metrics.MetricExtraction.Replaced;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.OffMetaActions;
import com.campaignconversions.job.metrics.SimilarActionTypes;
import com.campaignconversions.job.metrics.SimilarActionTypes.Likeness;
import com.campaignconversions.variance.numbers.Preconception;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a client period could have told of a metric: where they could not tell it, it is
 * unknown, and never 0.
 *
 * @param asked one bit for each array that the product itself asked for: what is absent is 0
 * @param sightings what the client's sources show beside
 * @param unlisted action types that occur and that no metric of the client lists, as far as they
 *     may be meant by one that some metric lists
 * @param sources the action types that a metric was taken from in what is published of the client
 * @param arraysOfFiles one bit for each array that some row of the period's files has
 * @param files which of the period's files lack what others have
 * @param nameOfFile by its rank
 * @param start the period's first day
 * @param significance α
 * @param settling whether the period is not over, or was read less than a day after its end
 * @param fetched whether the run fetched the rows itself
 */
public record MetricKnowledge(
    long asked,
    ClientSightings sightings,
    SortedSet<String> unlisted,
    Function<String, Set<String>> sources,
    long arraysOfFiles,
    FileGaps files,
    IntFunction<String> nameOfFile,
    LocalDate start,
    double significance,
    boolean settling,
    boolean fetched) {
  /** How the evidence of a metric begins that has no action type for a client. */
  public static final String NOT_COUNTED =
      "The catalogue lists no action type of it for this client, so that nobody counts it.";

  private static final int MOST_FILES = 3;

  /**
   * What is known beforehand of a metric; null where its values say it.
   *
   * @param together what the campaigns have
   * @param lost the campaigns of which its value is unknown
   */
  @Nullable Preconception of(
      MetricExtraction metric,
      List<CampaignSums> campaigns,
      CampaignTotals together,
      Extracted extracted,
      BitSet lost) {
    if (campaigns.isEmpty()
        || (lost.isEmpty() && metric.isWhollyIn(asked) && isAbsent(metric, together))) {
      return null;
    }
    Preconception noData = noData(metric, campaigns, together, extracted);
    if (noData != null) {
      return noData;
    }
    if (!lost.isEmpty()) {
      return Preconception.incomplete(String.join(" ", whyLost(metric, campaigns, extracted)));
    }
    Optional<Replaced> replacement =
        together.anyOfOneDay()
            ? metric.replaced(campaigns, extracted, start, significance)
            : Optional.empty();
    return replacement
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

  /** Whether no row has any entry in the metric's arrays, nor hides one by how it is split. */
  private static boolean isAbsent(MetricExtraction metric, CampaignTotals together) {
    return !metric.isCarriedBy(together.windowsPresent())
        && !metric.isSeenIn(together.seriesSeen())
        && !together.actionsHidden()
        && !together.offMetaHidden();
  }

  /** What was lost of it, a sentence a cause, each with the way out. */
  private List<String> whyLost(
      MetricExtraction metric, List<CampaignSums> campaigns, Extracted extracted) {
    long used = metric.arraysUsed(extracted);
    boolean entries = false;
    boolean byConnector = false;
    boolean byFile = false;
    for (CampaignSums campaign : campaigns) {
      entries |= metric.isSeenIn(campaign.gaps().seriesLost());
      byConnector |= (campaign.gaps().arraysLost() & used) != 0;
      byFile |= (campaign.gaps().arraysLacking() & used) != 0;
    }
    List<String> why = new ArrayList<>();
    String goals = metric.whyNoGoals(campaigns);
    if (!goals.isEmpty()) {
      why.add(goals);
    }
    if (entries) {
      why.add(
          "Some of its entries cannot be used, and without them it would be too small: "
              + (fetched
                  ? "run it again; those in rejected_insights are as Meta sent them."
                  : "send those in rejected_insights to whoever makes the export, correct nothing by"
                      + " hand, and have them exported again."));
    }
    if (byConnector) {
      why.add(
          "The connector says that it lost the entries of some rows, and without them it would be"
              + " too small: have it extract them again.");
    }
    if (byFile) {
      why.add(
          "%s lacks a field, or its attribution windows, that the other files have, and without it the number would be too small: export all of them with the same fields and windows."
              .formatted(
                  files.lacking(used).stream()
                      .limit(MOST_FILES)
                      .map(nameOfFile::apply)
                      .collect(Collectors.joining(", "))));
    }
    return why;
  }

  private @Nullable Preconception noData(
      MetricExtraction metric,
      List<CampaignSums> campaigns,
      CampaignTotals together,
      Extracted extracted) {
    boolean none = extracted.choices().isEmpty();
    boolean carried =
        (together.arraysPresent() & 1) != 0 || metric.isCarriedBy(together.arraysPresent());
    if (!carried && !metric.isCarriedBy(asked)) {
      return Preconception.noData(
          "No campaign row carries any actions, so the number is unknown, not 0: the export or query"
              + " left them out.");
    }
    if (metric.lacksWindows(together, extracted, asked)) {
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
    if (none && together.spent() && !metric.isSeenIn(together.seriesSeen())) {
      if (together.offMetaHidden() && metric.types().stream().anyMatch(OffMetaActions::isOne)) {
        return Preconception.noData(
            "Meta reports nothing that happens outside of it for rows by region, dma or hour, so the"
                + " number is unknown, not 0: export without this breakdown.");
      }
      if (together.actionsHidden() && metric.types().stream().anyMatch(OffMetaActions::isInApp)) {
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
    if (metric.listsNothing()) {
      return new Preconception(Verdict.ALL_ZERO, NOT_COUNTED, true);
    }
    if (metric.isSeenIn(sightings.series())) {
      return null;
    }
    List<String> listed = metric.types();
    if (wasCounted(metric, listed)) {
      return null;
    }
    // Of an amount the type itself may well occur, as a count.
    String where =
        metric.metric().arrays().equals(List.of("actions"))
            ? "this client's insights"
            : String.join(" and ", metric.metric().arrays()) + " of this client's insights";
    TreeSet<String> sameEvent = new TreeSet<>();
    for (String type : listed) {
      for (String found : unlisted) {
        Likeness likeness = SimilarActionTypes.between(type, found);
        if (likeness != null && likeness.isSlip()) {
          return new Preconception(
              Verdict.NEVER_SEEN,
              "%s never occurs in %s, but %s does, and no metric counts it: mend the name in the catalogue. Until then the number is unknown, not 0."
                  .formatted(type, where, found),
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
                ? listed.get(0) + " never occurs in "
                : "Of " + String.join(", ", listed) + " none ever occurs in ")
            + where
            + ", so that it is 0"
            + (sameEvent.isEmpty()
                ? "."
                : "; the same event occurs as "
                    + String.join(", ", sameEvent)
                    + ", which no metric counts: add it to the catalogue if it is meant."),
        true);
  }

  /** Whether one of the types was ever taken for the metric, in whatever spelling. */
  private boolean wasCounted(MetricExtraction metric, List<String> listed) {
    Set<String> folded = listed.stream().map(ActionTypes::caseFolded).collect(Collectors.toSet());
    return sources.apply(metric.metric().name()).stream()
        .map(ActionTypes::caseFolded)
        .anyMatch(folded::contains);
  }
}

package com.campaignconversions.conversions;

import com.campaignconversions.insights.WantedActions;
import com.campaignconversions.job.ActionTypes;
import com.campaignconversions.job.Metric;
import com.campaignconversions.job.Metric.Scope;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rule of one metric, ready to be applied to the sums of campaigns: of the action types that it
 * lists, the first with a positive value counts. Types are never added unless the catalogue groups
 * them, because one event stands under up to nine of them.
 */
final class MetricExtraction {
  private final Metric metric;
  private final List<Integer> arrays = new ArrayList<>();

  /** By array, then in the order of the catalogue. */
  private final List<List<Choice>> choices = new ArrayList<>();

  /**
   * One action type, or several that are added: their series, and how the catalogue spells them.
   */
  private record Choice(List<Integer> series, List<String> types) {
    BigDecimal sum(CampaignSums sums) {
      BigDecimal sum = null;
      for (int i = 0; i < series.size(); i++) {
        BigDecimal amount = sums.bySeries().get(series.get(i));
        sum = sum == null ? amount : amount == null ? sum : sum.add(amount);
      }
      return sum == null ? BigDecimal.ZERO : sum;
    }

    String source(CampaignSums sums) {
      if (types.size() == 1) {
        return types.get(0);
      }
      List<String> positive = new ArrayList<>();
      for (int i = 0; i < series.size(); i++) {
        if (sums.bySeries().get(series.get(i)) != null) {
          positive.add(types.get(i));
        }
      }
      return String.join("+", positive);
    }
  }

  /**
   * The metric of each campaign.
   *
   * @param values one a campaign
   * @param sources one a campaign: the action type taken, null where the value is 0
   * @param choices which of the catalogue's choices some campaign took, of which array
   */
  record Extracted(
      List<BigDecimal> values,
      List<@Nullable String> sources,
      int arrayPosition,
      Set<Integer> choices) {}

  MetricExtraction(Metric metric, WantedActions wanted) {
    this.metric = metric;
    for (String array : metric.arrays()) {
      arrays.add(wanted.array(array));
      List<Choice> ofArray = new ArrayList<>();
      for (ActionTypes types : metric.firstOf()) {
        List<Integer> series =
            types.types().stream().map(type -> wanted.series(array, type)).toList();
        ofArray.add(new Choice(series, types.types()));
      }
      choices.add(ofArray);
    }
  }

  Metric metric() {
    return metric;
  }

  /** The series that this metric counts. */
  void addSeriesTo(BitSet used) {
    choices.forEach(ofArray -> ofArray.forEach(choice -> choice.series().forEach(used::set)));
  }

  /** Whether one of the metric's own arrays is among these. */
  boolean isCarriedBy(long arraysPresent) {
    return arrays.stream().anyMatch(array -> (arraysPresent >> array & 1) != 0);
  }

  /** The second array only where the first gives nothing positive in the whole client period. */
  Extracted extract(List<CampaignSums> campaigns) {
    for (int array = 0; array < choices.size(); array++) {
      Extracted extracted = extract(campaigns, array);
      if (!extracted.choices().isEmpty() || array == choices.size() - 1) {
        return extracted;
      }
    }
    throw new IllegalStateException("a metric has at least one array");
  }

  private Extracted extract(List<CampaignSums> campaigns, int array) {
    List<Choice> ofArray = choices.get(array);
    Map<String, Integer> byAccount =
        metric.scope() == Scope.ACCOUNT ? byAccount(campaigns, ofArray) : Map.of();
    List<BigDecimal> values = new ArrayList<>(campaigns.size());
    List<@Nullable String> sources = new ArrayList<>(campaigns.size());
    Set<Integer> taken = new HashSet<>();
    for (CampaignSums campaign : campaigns) {
      int position =
          metric.scope() == Scope.ACCOUNT
              ? byAccount.getOrDefault(account(campaign), -1)
              : firstPositive(campaign, ofArray);
      BigDecimal value = position < 0 ? BigDecimal.ZERO : ofArray.get(position).sum(campaign);
      values.add(value);
      if (value.signum() > 0) {
        taken.add(position);
        sources.add(ofArray.get(position).source(campaign));
      } else {
        sources.add(null);
      }
    }
    return new Extracted(values, Collections.unmodifiableList(sources), array, taken);
  }

  /** One choice an account: the first that is positive for any of its campaigns. */
  private static Map<String, Integer> byAccount(
      List<CampaignSums> campaigns, List<Choice> ofArray) {
    Map<String, List<CampaignSums>> grouped = new HashMap<>();
    for (CampaignSums campaign : campaigns) {
      grouped.computeIfAbsent(account(campaign), none -> new ArrayList<>()).add(campaign);
    }
    Map<String, Integer> chosen = new HashMap<>();
    grouped.forEach((account, theirs) -> chosen.put(account, firstPositive(theirs, ofArray)));
    return chosen;
  }

  private static String account(CampaignSums campaign) {
    return campaign.accountId() == null ? "" : campaign.accountId();
  }

  private static int firstPositive(List<CampaignSums> campaigns, List<Choice> ofArray) {
    int first = -1;
    for (CampaignSums campaign : campaigns) {
      int position = firstPositive(campaign, ofArray);
      if (position >= 0 && (first < 0 || position < first)) {
        first = position;
      }
    }
    return first;
  }

  private static int firstPositive(CampaignSums campaign, List<Choice> ofArray) {
    for (int i = 0; i < ofArray.size(); i++) {
      if (ofArray.get(i).sum(campaign).signum() > 0) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The account's own total, of the one choice that the campaigns took; where none took one, of the
   * total's own first positive choice; null where they took several.
   */
  @Nullable BigDecimal accountTotal(Extracted extracted, CampaignSums total) {
    if (extracted.choices().size() > 1) {
      return null;
    }
    if (extracted.choices().size() == 1) {
      int position = extracted.choices().iterator().next();
      return choices.get(extracted.arrayPosition()).get(position).sum(total);
    }
    for (List<Choice> ofArray : choices) {
      int position = firstPositive(total, ofArray);
      if (position >= 0) {
        return ofArray.get(position).sum(total);
      }
    }
    return BigDecimal.ZERO;
  }
}

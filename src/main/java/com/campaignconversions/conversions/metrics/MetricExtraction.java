package com.campaignconversions.conversions.metrics;

import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.Metric.Scope;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rule of one metric, ready to be applied to the sums of campaigns: of the action types that it
 * lists, the first with a positive value counts. Types are never added unless the catalogue groups
 * them, because one event stands under up to nine of them.
 */
public final class MetricExtraction {
  private static final int MOST_REASONS = 5;

  private final Metric metric;
  private final List<Integer> arrays = new ArrayList<>();

  private final Map<Integer, List<Integer>> countsOfAmounts = new TreeMap<>();

  /** By array, then in the order of the catalogue. */
  private final List<List<Choice>> choices = new ArrayList<>();

  /** By optimization goal: the positions of its choices among those of an array, best first. */
  private final Map<String, List<Integer>> positionsOfGoal = new HashMap<>();

  /** Of a metric that every campaign counts alike. */
  private final List<Integer> allPositions;

  /**
   * One action type, or several that are added: their series, and how the catalogue spells them.
   */
  private record Choice(List<Integer> series, List<String> types) {
    boolean isAnyOf(BitSet some) {
      for (int one : series) {
        if (some.get(one)) {
          return true;
        }
      }
      return false;
    }

    long days(CampaignSums sums) {
      long days = 0;
      if (sums.gaps().days().isEmpty()) {
        return days;
      }
      for (int one : series) {
        days |= sums.gaps().days().get(one);
      }
      return days;
    }

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
   * @param taken one a campaign: the position of the choice that it took; negative for none
   */
  record Extracted(
      List<BigDecimal> values,
      List<@Nullable String> sources,
      int arrayPosition,
      Set<Integer> choices,
      List<Integer> taken) {}

  public MetricExtraction(Metric metric, WantedActions wanted) {
    this.metric = metric;
    this.allPositions = IntStream.range(0, metric.firstOf().size()).boxed().toList();
    metric
        .byGoal()
        .forEach(
            (goal, ofGoal) ->
                positionsOfGoal.put(goal, ofGoal.stream().map(metric.firstOf()::indexOf).toList()));
    for (String array : metric.arrays()) {
      arrays.add(wanted.array(array));
      List<Choice> ofArray = new ArrayList<>();
      for (ActionTypes types : metric.firstOf()) {
        List<Integer> series =
            types.types().stream().map(type -> wanted.series(array, type)).toList();
        ofArray.add(new Choice(series, types.types()));
      }
      choices.add(ofArray);
      String counts = Metric.countsOf(array);
      if (counts != null) {
        countsOfAmounts.put(
            wanted.array(array),
            metric.types().stream().map(type -> wanted.series(counts, type)).toList());
      }
    }
  }

  public Metric metric() {
    return metric;
  }

  /**
   * The positions of the choices that count for a campaign, best first; null where its optimization
   * goal is unknown, none of the catalogue's, or one of several that count otherwise.
   */
  private @Nullable List<Integer> positions(CampaignSums campaign) {
    if (!metric.isByGoal()) {
      return allPositions;
    }
    List<Integer> one = null;
    for (String goal : campaign.goals()) {
      List<Integer> ofGoal = positionsOfGoal.get(goal);
      if (ofGoal == null || (one != null && !one.equals(ofGoal))) {
        return null;
      }
      one = ofGoal;
    }
    return one;
  }

  /** Why a campaign's optimization goal does not say what counts; null where it does. */
  private @Nullable String whyNoGoal(CampaignSums campaign) {
    if (positions(campaign) != null) {
      return null;
    }
    if (campaign.goals().contains("")) {
      return "has rows without optimization_goal: have the field exported";
    }
    List<String> unlisted =
        campaign.goals().stream().filter(goal -> !positionsOfGoal.containsKey(goal)).toList();
    return unlisted.isEmpty()
        ? "has ad sets with several goals ("
            + String.join(", ", campaign.goals())
            + "), whose results are of different kinds and have no sum"
        : "is optimized for "
            + String.join(", ", unlisted)
            + ", which first_of does not list: add it, with [] where nothing is to be counted";
  }

  /** Why the value of some campaigns is unknown for their goals; empty where it is not. */
  String whyNoGoals(List<CampaignSums> campaigns) {
    Map<String, List<String>> campaignsOf = new TreeMap<>();
    for (CampaignSums campaign : campaigns) {
      String why = whyNoGoal(campaign);
      if (why != null) {
        campaignsOf.computeIfAbsent(why, none -> new ArrayList<>()).add(campaign.campaignId());
      }
    }
    return campaignsOf.entrySet().stream()
        .limit(MOST_REASONS)
        .map(
            one ->
                "Campaign %s%s %s."
                    .formatted(
                        one.getValue().get(0),
                        one.getValue().size() == 1
                            ? ""
                            : " (and " + (one.getValue().size() - 1) + " more like it)",
                        one.getKey()))
        .collect(Collectors.joining(" "));
  }

  /** The numbers of the arrays that it looks in. */
  List<Integer> arrays() {
    return arrays;
  }

  /** Whether the catalogue leaves the choice to its clients, and this one names nothing. */
  boolean listsNothing() {
    return choices.stream().allMatch(List::isEmpty);
  }

  /** The action types, as the catalogue spells them. */
  List<String> types() {
    return metric.types();
  }

  /** Whether an entry of one of its types is among these. */
  boolean isSeenIn(BitSet series) {
    for (int array = 0; array < choices.size(); array++) {
      if (isSeenIn(series, array)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The campaigns of which the value is unknown, because what they lost may be of this metric: an
   * entry of the type that they took, or of one listed before it; of any listed one where they took
   * none. Where one type is taken for several campaigns, such an entry of a type listed before it
   * leaves the choice unknown, and with it all of them.
   */
  BitSet lostIn(List<CampaignSums> campaigns, Extracted extracted) {
    BitSet lost = new BitSet();
    for (int i = 0; i < campaigns.size(); i++) {
      CampaignSums campaign = campaigns.get(i);
      List<Integer> positions = positions(campaign);
      if (positions == null) {
        lost.set(i);
        continue;
      }
      if (!campaign.gaps().anyLost()) {
        continue;
      }
      int taken = extracted.taken().get(i);
      for (int array = 0; array <= extracted.arrayPosition(); array++) {
        boolean first = array < extracted.arrayPosition();
        if (campaign.gaps().lacks(arrays.get(array))) {
          lost.set(i);
        }
        List<Choice> ofArray = choices.get(array);
        int last = first || taken < 0 ? positions.size() - 1 : positions.indexOf(taken);
        for (int choice : positions.subList(0, last + 1)) {
          if (ofArray.get(choice).isAnyOf(campaign.gaps().seriesLost())) {
            lost.set(i);
            if (first && !extracted.choices().isEmpty()) {
              lost.set(0, campaigns.size());
            } else if (metric.scope() == Scope.ACCOUNT && choice < taken) {
              setAccount(lost, campaigns, account(campaign));
            }
          }
        }
      }
    }
    return lost;
  }

  private static void setAccount(BitSet some, List<CampaignSums> campaigns, String account) {
    for (int i = 0; i < campaigns.size(); i++) {
      if (account(campaigns.get(i)).equals(account)) {
        some.set(i);
      }
    }
  }

  /** Whether an account's own total lost entries that may be of this metric. */
  boolean isLostInTotal(CampaignSums total) {
    return arrays.stream().anyMatch(total.gaps()::lacks)
        || choices.stream()
            .flatMap(List::stream)
            .anyMatch(choice -> choice.isAnyOf(total.gaps().seriesLost()));
  }

  /** Its arrays, one bit each, up to the one that it was taken from. */
  long arraysUsed(Extracted extracted) {
    long used = 0;
    for (int array = 0; array <= extracted.arrayPosition(); array++) {
      used |= 1L << arrays.get(array);
    }
    return used;
  }

  /**
   * Whether its types have entries in an array of which no entry has a window that is counted.
   *
   * @param together what the campaigns have
   * @param asked one bit for each array that was asked for with these windows
   */
  boolean lacksWindows(CampaignTotals together, Extracted extracted, long asked) {
    for (int array = 0; array <= extracted.arrayPosition(); array++) {
      if (((asked | together.windowsPresent()) >> arrays.get(array) & 1) == 0
          && isSeenIn(together.seriesSeen(), array)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSeenIn(BitSet series, int array) {
    for (Choice choice : choices.get(array)) {
      if (choice.isAnyOf(series)) {
        return true;
      }
    }
    return false;
  }

  /** The arrays of amounts among its own, and for each the series that count the same types. */
  Map<Integer, List<Integer>> countsOfAmounts() {
    return countsOfAmounts;
  }

  /**
   * Whether the type that campaigns take was replaced in the midst of the period: on all days of
   * one part of it the one type, on all of the other part another, which chance does not explain.
   *
   * @param start the first day of the period
   * @param significance α
   */
  Optional<Replaced> replaced(
      List<CampaignSums> campaigns, Extracted extracted, LocalDate start, double significance) {
    if (metric.isByGoal()) {
      // Of another goal's types nothing is known to be the same event.
      return Optional.empty();
    }
    List<Choice> ofArray = choices.get(extracted.arrayPosition());
    for (int taken : new TreeSet<>(extracted.choices())) {
      long daysOfTaken = 0;
      long[] days = new long[ofArray.size()];
      for (int i = 0; i < campaigns.size(); i++) {
        if (extracted.taken().get(i) != taken) {
          continue;
        }
        daysOfTaken |= ofArray.get(taken).days(campaigns.get(i));
        for (int other = 0; other < days.length; other++) {
          days[other] |= ofArray.get(other).days(campaigns.get(i));
        }
      }
      for (int other = 0; other < days.length; other++) {
        long ofOther = days[other] & ~daysOfTaken;
        if (other == taken || ofOther == 0 || daysOfTaken == 0) {
          continue;
        }
        boolean before = lastBit(daysOfTaken) < firstBit(ofOther);
        boolean behind = lastBit(ofOther) < firstBit(daysOfTaken);
        if ((before || behind)
            && 2 / waysToOrder(Long.bitCount(daysOfTaken), Long.bitCount(ofOther)) < significance) {
          return Optional.of(
              new Replaced(
                  String.join("+", ofArray.get(before ? taken : other).types()),
                  String.join("+", ofArray.get(before ? other : taken).types()),
                  start.plusDays(before ? firstBit(ofOther) : firstBit(daysOfTaken))));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * One type in place of another.
   *
   * @param from the day on which the new one begins
   */
  record Replaced(String old, String other, LocalDate from) {}

  private static int firstBit(long bits) {
    return Long.numberOfTrailingZeros(bits);
  }

  private static int lastBit(long bits) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(bits);
  }

  /** In how many orders days of two kinds can come. */
  private static double waysToOrder(int one, int other) {
    double ways = 1;
    for (int i = 1; i <= one; i++) {
      ways = ways * (other + i) / i;
    }
    return ways;
  }

  /** The series that this metric counts. */
  public void addSeriesTo(BitSet used) {
    choices.forEach(ofArray -> ofArray.forEach(choice -> choice.series().forEach(used::set)));
  }

  /** Whether one of the metric's own arrays is among these. */
  boolean isCarriedBy(long arraysPresent) {
    return arrays.stream().anyMatch(array -> (arraysPresent >> array & 1) != 0);
  }

  /** Whether all of the metric's own arrays are among these. */
  boolean isWhollyIn(long someArrays) {
    return arrays.stream().allMatch(array -> (someArrays >> array & 1) != 0);
  }

  /**
   * Its action types, in the order in which it looks for them, with what a campaign has of each.
   */
  List<ListedType> listed(CampaignSums sums, Extracted extracted, int campaign) {
    List<ListedType> listed = new ArrayList<>();
    List<Integer> positions = positions(sums);
    for (int array = 0; array < choices.size(); array++) {
      for (int position = 0; position < choices.get(array).size(); position++) {
        Choice choice = choices.get(array).get(position);
        boolean taken =
            array == extracted.arrayPosition() && position == extracted.taken().get(campaign);
        for (int i = 0; i < choice.types().size(); i++) {
          BigDecimal sum = sums.bySeries().get(choice.series().get(i));
          listed.add(
              new ListedType(
                  metric.arrays().get(array),
                  array - extracted.arrayPosition(),
                  choice.types(),
                  choice.types().get(i),
                  sum == null ? BigDecimal.ZERO : sum,
                  positions != null && positions.contains(position),
                  taken));
        }
      }
    }
    return listed;
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
    List<Integer> positions = new ArrayList<>(campaigns.size());
    for (CampaignSums campaign : campaigns) {
      int position =
          metric.scope() == Scope.ACCOUNT
              ? byAccount.getOrDefault(account(campaign), -1)
              : firstPositive(campaign, ofArray, positions(campaign));
      BigDecimal value = position < 0 ? BigDecimal.ZERO : ofArray.get(position).sum(campaign);
      values.add(value);
      positions.add(position);
      if (value.signum() > 0) {
        taken.add(position);
        sources.add(ofArray.get(position).source(campaign));
      } else {
        sources.add(null);
      }
    }
    return new Extracted(values, Collections.unmodifiableList(sources), array, taken, positions);
  }

  /** One choice an account: the first that is positive for any of its campaigns. */
  private Map<String, Integer> byAccount(List<CampaignSums> campaigns, List<Choice> ofArray) {
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

  private int firstPositive(List<CampaignSums> campaigns, List<Choice> ofArray) {
    int first = -1;
    for (CampaignSums campaign : campaigns) {
      int position = firstPositive(campaign, ofArray);
      if (position >= 0 && (first < 0 || position < first)) {
        first = position;
      }
    }
    return first;
  }

  private int firstPositive(CampaignSums campaign, List<Choice> ofArray) {
    return firstPositive(campaign, ofArray, allPositions);
  }

  private static int firstPositive(
      CampaignSums campaign, List<Choice> ofArray, @Nullable List<Integer> positions) {
    if (positions != null) {
      for (int position : positions) {
        if (ofArray.get(position).sum(campaign).signum() > 0) {
          return position;
        }
      }
    }
    return -1;
  }

  /**
   * The account's own total, of the one choice that the campaigns took; where none took one, of the
   * total's own first positive choice; null where they took several, or each by its own goal.
   */
  @Nullable BigDecimal accountTotal(Extracted extracted, CampaignSums total) {
    if (metric.isByGoal() || extracted.choices().size() > 1) {
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

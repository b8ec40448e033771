package com.campaignconversions.results.runs;

import com.campaignconversions.insights.counts.RejectedCount;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.Screen.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run could not use: all of it counted, and an example of what is said nowhere else. */
public final class RejectedItems {
  private static final int MOST = 4;

  private RejectedItems() {}

  /**
   * {@code 2 NOT_JSON, 1 BAD_DATE …}, then what no other item tells of, the most frequent first.
   *
   * @param others what is said already
   * @param clientIds whose examples are of use; those of nobody are always
   */
  public static List<Item> of(
      RunCounts counts, Collection<Item> others, Collection<String> clientIds) {
    if (counts.rejected().isEmpty()) {
      return List.of();
    }
    List<RejectedCount> rejected = new ArrayList<>(counts.rejected());
    rejected.sort(
        Comparator.comparingLong(RejectedCount::rows)
            .reversed()
            .thenComparing(one -> one.reason() + " " + one.clientId() + " " + one.periodId()));
    List<Item> items = new ArrayList<>();
    items.add(new Item("REJECTED", byReason(rejected) + "; rejected_insights has each."));
    rejected.stream()
        .filter(one -> one.clientId() == null || clientIds.contains(one.clientId()))
        .filter(one -> others.stream().noneMatch(item -> tells(item, one)))
        .limit(MOST)
        .forEach(one -> items.add(new Item("REJECTED", line(one))));
    return items;
  }

  /** Whether it has the example, or says of the client's own rows that there are such. */
  private static boolean tells(Item item, RejectedCount one) {
    return item.text().contains(one.detail())
        || (one.clientId() != null && item.text().contains(one.reason().name()));
  }

  /** One kind, with an example. */
  private static String line(RejectedCount one) {
    return one.reason()
        + whose(one)
        + ": "
        + one.detail()
        + "; such as "
        + one.source()
        + " at "
        + one.position()
        + ".";
  }

  private static String byReason(List<RejectedCount> rejected) {
    Map<String, Long> byReason = new TreeMap<>();
    rejected.forEach(one -> byReason.merge(one.reason().name(), one.rows(), Long::sum));
    return Wording.some(
        byReason.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(entry -> Wording.count(entry.getValue()) + " " + entry.getKey())
            .toList(),
        12);
  }

  private static String whose(RejectedCount one) {
    StringBuilder whose = new StringBuilder();
    if (one.clientId() != null) {
      whose.append(' ').append(one.clientId());
    }
    if (one.periodId() != null) {
      whose.append(' ').append(one.periodId());
    }
    if (one.accountId() != null) {
      whose.append(" (ad account ").append(one.accountId()).append(')');
    }
    return whose.toString();
  }
}

package com.campaignconversions.insights.counts;

import com.campaignconversions.insights.counts.RejectedCount.Group;
import com.campaignconversions.marketingapi.AskingFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of all rows read, what was rejected, by reason, client, period and ad account, and
 * what it took to ask for the rows.
 *
 * @param rejected at most {@link #MOST_GROUPS} groups; beyond them those of a reason are one
 */
public record RunCounts(RowCounts rows, List<RejectedCount> rejected, AskingFacts asking) {
  static final int MOST_GROUPS = 1000;

  public static final RunCounts NONE = new RunCounts(RowCounts.NONE, List.of());

  /** Of rows that nobody had to be asked for. */
  public RunCounts(RowCounts rows, List<RejectedCount> rejected) {
    this(rows, rejected, AskingFacts.NONE);
  }

  /** Of rows none of which was rejected here. */
  public static RunCounts of(RowCounts rows) {
    return new RunCounts(rows, List.of());
  }

  public RunCounts plus(RunCounts other) {
    if (other.rejected.isEmpty()) {
      return new RunCounts(rows.plus(other.rows), rejected, asking.plus(other.asking));
    }
    Map<Group, RejectedCount> groups = new LinkedHashMap<>();
    rejected.forEach(one -> add(groups, one));
    other.rejected.forEach(one -> add(groups, one));
    return new RunCounts(
        rows.plus(other.rows), new ArrayList<>(groups.values()), asking.plus(other.asking));
  }

  /** Adds to a group, or to that of the reason alone where there are very many. */
  public static void add(Map<Group, RejectedCount> groups, RejectedCount one) {
    Group group = one.group();
    RejectedCount counted = one;
    if (groups.size() >= MOST_GROUPS && !groups.containsKey(group)) {
      group = new Group(one.reason(), null, null, null);
      counted =
          new RejectedCount(
              one.reason(),
              null,
              null,
              null,
              one.rows(),
              one.source(),
              one.position(),
              one.detail());
    }
    groups.merge(group, counted, RejectedCount::plus);
  }
}

package com.campaignconversions.results;

import com.campaignconversions.insights.counts.RejectedCount;
import com.campaignconversions.insights.counts.RunCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a run could not use: a line a reason, client, period and ad account, with an example. */
public final class RejectedLines {
  private static final int MOST = 12;

  private RejectedLines() {}

  /**
   * {@code REJECTED 3 of 120 rows: BAD_DATE belmonte (ad account 438600948208231), such as …}; the
   * most frequent first.
   */
  public static List<String> of(RunCounts counts) {
    List<RejectedCount> rejected = new ArrayList<>(counts.rejected());
    rejected.sort(
        Comparator.comparingLong(RejectedCount::rows)
            .reversed()
            .thenComparing(one -> one.reason() + " " + one.clientId() + " " + one.periodId()));
    List<String> lines = new ArrayList<>();
    for (RejectedCount one : rejected.subList(0, Math.min(MOST, rejected.size()))) {
      lines.add(
          "REJECTED "
              + one.rows()
              + " of "
              + counts.rows().read()
              + (one.reason().isOfEntry() ? " rows in part: " : " rows: ")
              + one.reason()
              + whose(one)
              + ", such as "
              + one.source()
              + " at "
              + one.position()
              + ": "
              + one.detail());
    }
    if (rejected.size() > MOST) {
      long others = rejected.stream().skip(MOST).mapToLong(RejectedCount::rows).sum();
      lines.add(
          "REJECTED "
              + others
              + " more for "
              + (rejected.size() - MOST)
              + " other reasons, clients, periods and ad accounts: see rejected_insights");
    }
    lines.replaceAll(PrintableWriter::line);
    return lines;
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

package com.campaignconversions.insights.counts;

import java.io.Serializable;

/**
 * What became of the rows read: {@code read = used + rejected + duplicates + accountTotals +
 * skipped + withheld}.
 *
 * @param skipped rows of a client or period that was not asked for
 * @param withheld rows of a withheld client period that are none of the others
 * @param rejectedEntries entries of an array of actions, and names that were shortened; their rows
 *     count as used
 */
public record RowCounts(
    long read,
    long used,
    long rejected,
    long duplicates,
    long accountTotals,
    long skipped,
    long withheld,
    long rejectedEntries)
    implements Serializable {
  public static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0, 0, 0, 0);

  public RowCounts plus(RowCounts other) {
    return new RowCounts(
        read + other.read,
        used + other.used,
        rejected + other.rejected,
        duplicates + other.duplicates,
        accountTotals + other.accountTotals,
        skipped + other.skipped,
        withheld + other.withheld,
        rejectedEntries + other.rejectedEntries);
  }

  /** Whether not one row read was of any use, not even to be left out as not asked for. */
  public boolean noneUsable() {
    return used + duplicates + accountTotals + skipped + withheld == 0;
  }

  /** Whether every row read is accounted for, exactly once. */
  public boolean balanced() {
    return read == used + rejected + duplicates + accountTotals + skipped + withheld;
  }
}

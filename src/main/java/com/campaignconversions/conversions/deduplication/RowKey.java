package com.campaignconversions.conversions.deduplication;

import com.campaignconversions.insights.rows.Insight;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What makes two rows of one campaign the same row. Of the ids the deepest: an ad is in one ad set,
 * whether the row says so or not.
 */
public record RowKey(
    @Nullable String account,
    int level,
    @Nullable String id,
    String breakdownFields,
    String breakdownValues,
    Days days) {

  /** The days that a row tells of. */
  public record Days(LocalDate first, LocalDate last) implements Comparable<Days> {
    static Days of(Insight row) {
      return new Days(row.firstDay(), row.lastDay());
    }

    /** All days that rows of one period tell of, counted from its first. */
    public static BitSet ofAll(List<Insight> rows) {
      BitSet days = new BitSet();
      if (!rows.isEmpty()) {
        long start = rows.get(0).clientPeriod().period().start().toEpochDay();
        for (Insight row : rows) {
          days.set(
              (int) (row.firstDay().toEpochDay() - start),
              (int) (row.lastDay().toEpochDay() - start) + 1);
        }
      }
      return days;
    }

    @Override
    public int compareTo(Days other) {
      int byFirst = first.compareTo(other.first);
      return byFirst != 0 ? byFirst : last.compareTo(other.last);
    }

    boolean overlaps(Days other) {
      return !first.isAfter(other.last) && !other.first.isAfter(last);
    }

    @Override
    public String toString() {
      return first.equals(last) ? "on " + first : "from " + first + " to " + last;
    }
  }

  public static RowKey of(Insight row) {
    return new RowKey(
        row.ids().accountId(),
        row.level(),
        row.ids().adId() != null ? row.ids().adId() : row.ids().adSetId(),
        row.breakdowns().fields(),
        row.breakdowns().values(),
        Days.of(row));
  }

  // By hand, because every row is looked up, and what Java makes for records takes twice as long.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RowKey key
        && level == key.level
        && days.first.equals(key.days.first)
        && days.last.equals(key.days.last)
        && Objects.equals(id, key.id)
        && Objects.equals(account, key.account)
        && breakdownValues.equals(key.breakdownValues)
        && breakdownFields.equals(key.breakdownFields);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Objects.hashCode(id) + breakdownValues.hashCode())
        + days.first.hashCode() * 31
        + days.last.hashCode();
  }

  /** Whether rows of the same days can be added up. */
  boolean isOfTheKindOf(RowKey other) {
    return level == other.level && breakdownFields.equals(other.breakdownFields);
  }
}

package com.campaignconversions.conversions;

import com.campaignconversions.insights.Insight;
import com.campaignconversions.job.InsightSource.Newest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one campaign, or of one ad account's own total, that count: each once, and none
 * beside another that tells of the same days.
 *
 * @param counted what is added up
 * @param described all rows that did not give way, repetitions included: they may differ in the
 *     campaign's name, and which of two equal rows is counted must not decide it
 * @param duplicates how many rows repeat another or gave way to a newer one
 * @param conflict why the rows have no sure sum, as a sentence; null where they have
 */
record CountedRows(
    List<Insight> counted, List<Insight> described, long duplicates, @Nullable String conflict) {

  private record Days(LocalDate first, LocalDate last) implements Comparable<Days> {
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

  /**
   * What makes two rows the same row. Of the ids the deepest: an ad is in one ad set, whether the
   * row says so or not.
   */
  private record RowKey(
      int level, @Nullable String id, String breakdownFields, String breakdownValues, Days days) {}

  /**
   * Sorts the rows of one campaign or account.
   *
   * @param what these are rows of, such as {@code campaign 120233116408990285}, for the sentence
   * @param used the series that the client's metrics count: other amounts are no difference
   */
  static CountedRows of(String what, List<Insight> rows, Newest newest, BitSet used) {
    if (rows.size() == 1) {
      return new CountedRows(rows, rows, 0, null);
    }
    List<Insight> described =
        switch (newest) {
          case NONE -> rows;
          case EXTRACTION -> lastExtracted(rows);
          case FILE, FIELD -> withoutOlder(rows, newest);
        };
    Map<RowKey, Insight> byKey = new HashMap<>();
    List<Insight> counted = new ArrayList<>(described.size());
    // Of several conflicts the earliest is told, in whatever order the rows come.
    Days disputed = null;
    for (Insight row : described) {
      Insight same = byKey.putIfAbsent(keyOf(row), row);
      if (same == null) {
        counted.add(row);
      } else if (!sameContent(same, row, used)
          && (disputed == null || days(row).compareTo(disputed) < 0)) {
        disputed = days(row);
      }
    }
    String conflict =
        disputed == null
            ? overlap(what, counted)
            : what + " has two rows " + disputed + " with different values";
    return new CountedRows(
        counted, described, (long) rows.size() - counted.size(), withAdvice(conflict, newest));
  }

  private static @Nullable String withAdvice(@Nullable String conflict, Newest newest) {
    if (conflict == null) {
      return null;
    }
    return conflict
        + (newest == Newest.NONE
            ? ": which of them is right would be a guess; if the newer export is, set"
                + " insights.newest to file or to a field of the rows that orders them"
            : ": insights.newest does not decide between them");
  }

  private static RowKey keyOf(Insight row) {
    String id = row.adId() != null ? row.adId() : row.adSetId();
    return new RowKey(row.level(), id, row.breakdownFields(), row.breakdownValues(), days(row));
  }

  private static Days days(Insight row) {
    return new Days(row.firstDay(), row.lastDay());
  }

  private static boolean sameContent(Insight one, Insight other, BitSet used) {
    return sameAmount(one.spend(), other.spend())
        && Objects.equals(one.impressions(), other.impressions())
        && Objects.equals(one.clicks(), other.clicks())
        && amounts(one, used).equals(amounts(other, used));
  }

  private static boolean sameAmount(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null ? other == null : other != null && one.compareTo(other) == 0;
  }

  private static Map<Integer, BigDecimal> amounts(Insight row, BitSet used) {
    Map<Integer, BigDecimal> amounts = new HashMap<>();
    for (int i = 0; i < row.series().size(); i++) {
      if (used.get(row.series().get(i))) {
        amounts.put(row.series().get(i), row.amounts().get(i).stripTrailingZeros());
      }
    }
    return amounts;
  }

  /** What rows of the same days must have in common to be added up. */
  private record Kind(int level, String breakdownFields) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      return level != other.level
          ? Integer.compare(level, other.level)
          : breakdownFields.compareTo(other.breakdownFields);
    }
  }

  /** Rows over overlapping days, or of another level or other breakdowns over the same days. */
  private static @Nullable String overlap(String what, List<Insight> rows) {
    TreeMap<Days, TreeSet<Kind>> kindsByDays = new TreeMap<>();
    for (Insight row : rows) {
      kindsByDays
          .computeIfAbsent(days(row), none -> new TreeSet<>())
          .add(new Kind(row.level(), row.breakdownFields()));
    }
    for (Map.Entry<Days, TreeSet<Kind>> entry : kindsByDays.entrySet()) {
      Kind one = entry.getValue().first();
      Kind other = entry.getValue().last();
      if (one.level() != other.level()) {
        return what + " has rows of two levels (campaign, ad set, ad) " + entry.getKey();
      }
      if (!one.equals(other)) {
        return what
            + " has rows with different breakdowns "
            + entry.getKey()
            + " ("
            + breakdowns(one)
            + " beside "
            + breakdowns(other)
            + ")";
      }
    }
    Days before = null;
    for (Days days : kindsByDays.keySet()) {
      if (before != null && before.overlaps(days)) {
        return what + " has rows " + before + " and " + days + ", which share days";
      }
      before = days;
    }
    return null;
  }

  private static String breakdowns(Kind kind) {
    return kind.breakdownFields().isEmpty() ? "none" : kind.breakdownFields();
  }

  /** Without each row that was extracted again later. */
  private static List<Insight> lastExtracted(List<Insight> rows) {
    Map<RowKey, Age> lastOfKey = new HashMap<>();
    for (Insight row : rows) {
      lastOfKey.merge(keyOf(row), Age.ofField(row), Age::newer);
    }
    List<Insight> kept = new ArrayList<>(rows.size());
    for (Insight row : rows) {
      Age last = lastOfKey.get(keyOf(row));
      if (last == null || Age.ofField(row).compareTo(last) >= 0) {
        kept.add(row);
      }
    }
    return kept;
  }

  /** Without each row that shares days with a newer one. */
  private static List<Insight> withoutOlder(List<Insight> rows, Newest newest) {
    List<Age> ages = rows.stream().map(newest == Newest.FILE ? Age::ofFile : Age::ofField).toList();
    Map<Days, Age> newestOfDays = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      newestOfDays.merge(days(rows.get(i)), ages.get(i), Age::newer);
    }
    Map<Days, Age> newestSharing = new HashMap<>();
    for (Days days : newestOfDays.keySet()) {
      newestOfDays.forEach(
          (other, age) -> {
            if (other.overlaps(days)) {
              newestSharing.merge(days, age, Age::newer);
            }
          });
    }
    List<Insight> kept = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      Age newestOne = newestSharing.get(days(rows.get(i)));
      if (newestOne == null || ages.get(i).compareTo(newestOne) >= 0) {
        kept.add(rows.get(i));
      }
    }
    return kept;
  }

  /**
   * How new a row is: numbers and instants by their size, other texts by the alphabet; a row
   * without the field is older than any with it.
   */
  private record Age(int kind, BigDecimal size, String text) implements Comparable<Age> {
    private static final int ABSENT = 0;
    private static final int TEXT = 1;
    private static final int SIZE = 2;

    static Age newer(Age one, Age other) {
      return one.compareTo(other) >= 0 ? one : other;
    }

    static Age ofFile(Insight row) {
      return new Age(SIZE, BigDecimal.valueOf(row.file()), "");
    }

    static Age ofField(Insight row) {
      String value = row.newest();
      if (value == null || value.isBlank()) {
        return new Age(ABSENT, BigDecimal.ZERO, "");
      }
      BigDecimal size = size(value.strip());
      return size == null ? new Age(TEXT, BigDecimal.ZERO, value.strip()) : new Age(SIZE, size, "");
    }

    private static @Nullable BigDecimal size(String value) {
      if (value.length() <= 40) {
        try {
          return new BigDecimal(value);
        } catch (NumberFormatException e) {
          // Not a number; perhaps a time.
        }
      }
      // As databases write a time, and as Meta does: 2025-11-30T10:00:00+0100.
      return seconds(
          value
              .replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T")
              .replace(" UTC", "Z")
              .replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2"));
    }

    private static @Nullable BigDecimal seconds(String value) {
      try {
        return seconds(OffsetDateTime.parse(value));
      } catch (DateTimeException e) {
        // No time zone in it, or no time.
      }
      try {
        return seconds(LocalDateTime.parse(value).atOffset(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        // Not even a time of day.
      }
      try {
        return seconds(LocalDate.parse(value).atStartOfDay().atOffset(ZoneOffset.UTC));
      } catch (DateTimeException e) {
        return null;
      }
    }

    private static BigDecimal seconds(OffsetDateTime time) {
      return BigDecimal.valueOf(time.toEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
    }

    @Override
    public int compareTo(Age other) {
      if (kind != other.kind) {
        return Integer.compare(kind, other.kind);
      }
      int bySize = size.compareTo(other.size);
      return bySize != 0 ? bySize : text.compareTo(other.text);
    }
  }
}

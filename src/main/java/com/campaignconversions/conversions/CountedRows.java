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
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
 * @param deleted how many rows their source marked as deleted
 * @param conflict why the rows have no sure sum, as a sentence; null where they have
 * @param less what gave way to newer files that hold less
 */
record CountedRows(
    List<Insight> counted,
    List<Insight> described,
    long duplicates,
    long deleted,
    @Nullable String conflict,
    List<HoldsLess> less) {

  /**
   * A newer file that lacks something that the older one has, and has less spend or fewer
   * impressions.
   *
   * @param older rank of the file whose rows gave way
   */
  record HoldsLess(int older, int newer, String lacks) {}

  /** Rows all of which count. */
  static CountedRows all(List<Insight> rows) {
    return new CountedRows(rows, rows, 0, 0, null, List.of());
  }

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
    if (rows.size() == 1 && !rows.get(0).deleted()) {
      return all(rows);
    }
    List<Insight> standing =
        switch (newest) {
          case NONE -> rows;
          case FIELD -> lastExtracted(rows);
          case FILE -> withoutOlder(rows);
        };
    List<Insight> described = new ArrayList<>(standing.size());
    Map<RowKey, Insight> byKey = new HashMap<>();
    List<Insight> counted = new ArrayList<>(standing.size());
    TreeSet<Days> disputed = new TreeSet<>();
    long deleted = 0;
    for (Insight row : standing) {
      Insight same = byKey.putIfAbsent(keyOf(row), row);
      if (same != null && (!sameContent(same, row, used) || mayBeAnother(same, row))) {
        // Of several conflicts the earliest is told, in whatever order the rows come.
        disputed.add(days(row));
      }
      if (row.deleted()) {
        deleted++;
      } else {
        described.add(row);
        if (same == null) {
          counted.add(row);
        }
      }
    }
    String conflict =
        disputed.isEmpty()
            ? advised(overlap(what, counted), rows, newest)
            : Dispute.of(what, standing, disputed.first(), used).sentence(newest);
    return new CountedRows(
        counted,
        described,
        (long) rows.size() - counted.size() - deleted,
        deleted,
        conflict,
        newest == Newest.FILE && standing.size() < rows.size()
            ? holdingLess(rows, standing)
            : List.of());
  }

  private static boolean mayBeAnother(Insight one, Insight other) {
    return one.deleted() != other.deleted()
        || (!one.otherFields().isEmpty()
            && !one.otherFields().equals(other.otherFields())
            && !OtherField.differing(List.of(one, other)).isEmpty());
  }

  private static @Nullable String advised(
      @Nullable String conflict, List<Insight> rows, Newest newest) {
    return conflict == null ? null : conflict + advice(rows, newest);
  }

  private static String advice(List<Insight> rows, Newest newest) {
    if (newest != Newest.NONE) {
      return ": insights.newest does not decide between them";
    }
    boolean severalFiles = rows.stream().mapToInt(Insight::file).distinct().count() > 1;
    return severalFiles
        ? ": which of them is right would be a guess; if the newer export is, set insights.newest to"
            + " file or to a field of the rows that orders them"
        : ": which of them is right would be a guess; if a field of the rows tells which is newer,"
            + " set insights.newest to it";
  }

  /** A field that nobody knows, with a value of it. */
  private record OtherField(String name, String value) {
    static List<OtherField> of(Insight row) {
      String[] parts = row.otherFields().split("\u001f", -1);
      List<OtherField> fields = new ArrayList<>();
      for (int i = 0; i + 1 < parts.length; i += 2) {
        fields.add(new OtherField(parts[i], parts[i + 1]));
      }
      return fields;
    }

    /** Those that several rows carry with different values: by name the values. */
    static TreeMap<String, TreeSet<String>> differing(List<Insight> rows) {
      TreeMap<String, TreeSet<String>> values = new TreeMap<>();
      for (Insight row : rows) {
        for (OtherField field : of(row)) {
          values.computeIfAbsent(field.name(), none -> new TreeSet<>()).add(field.value());
        }
      }
      values.values().removeIf(different -> different.size() < 2);
      return values;
    }
  }

  /**
   * Rows of the same key that are not the same.
   *
   * @param values what of their values differs
   * @param fields fields that nobody knows, and how they differ
   * @param deleted whether some are marked as deleted and others not
   */
  private record Dispute(
      String what,
      Days days,
      List<Insight> rows,
      TreeSet<String> values,
      TreeMap<String, TreeSet<String>> fields,
      boolean deleted) {
    static Dispute of(String what, List<Insight> standing, Days days, BitSet used) {
      Map<RowKey, List<Insight>> byKey = new HashMap<>();
      for (Insight row : standing) {
        if (CountedRows.days(row).equals(days)) {
          byKey.computeIfAbsent(keyOf(row), none -> new ArrayList<>()).add(row);
        }
      }
      TreeSet<String> values = new TreeSet<>();
      TreeMap<String, TreeSet<String>> fields = new TreeMap<>();
      boolean deleted = false;
      for (List<Insight> rows : byKey.values()) {
        Insight first = rows.get(0);
        for (Insight row : rows) {
          addDifferences(values, first, row, used);
          deleted |= first.deleted() != row.deleted();
        }
        fields.putAll(OtherField.differing(rows));
      }
      return new Dispute(what, days, standing, values, fields, deleted);
    }

    private static void addDifferences(
        TreeSet<String> names, Insight one, Insight other, BitSet used) {
      if (!sameAmount(one.spend(), other.spend())) {
        names.add("spend");
      }
      if (!Objects.equals(one.impressions(), other.impressions())) {
        names.add("impressions");
      }
      if (!Objects.equals(one.clicks(), other.clicks())) {
        names.add("clicks");
      }
      if (!amounts(one, used).equals(amounts(other, used))) {
        names.add("actions");
      }
    }

    String sentence(Newest newest) {
      if (!fields.isEmpty()) {
        Map.Entry<String, TreeSet<String>> field = fields.firstEntry();
        return "%s has rows %s that differ in %s (%s beside %s): if it splits the numbers, name it in insights.breakdowns; if it tells no two rows apart, in insights.ignore"
            .formatted(
                what, days, field.getKey(), field.getValue().first(), field.getValue().last());
      }
      if (values.isEmpty() && deleted) {
        return "%s has a row %s that its source marked as deleted, and the same without a mark: set insights.newest to the field that tells which is newer"
            .formatted(what, days);
      }
      return what
          + " has two rows "
          + days
          + " with different values ("
          + String.join(", ", values)
          + ")"
          + advice(rows, newest);
    }
  }

  /** Of each older file what a newer one lacks, where that also has less. */
  private static List<HoldsLess> holdingLess(List<Insight> rows, List<Insight> standing) {
    Set<Insight> stands = Collections.newSetFromMap(new IdentityHashMap<>());
    stands.addAll(standing);
    TreeMap<Integer, List<Insight>> gone = new TreeMap<>();
    for (Insight row : rows) {
      if (!stands.contains(row)) {
        gone.computeIfAbsent(row.file(), none -> new ArrayList<>()).add(row);
      }
    }
    List<HoldsLess> less = new ArrayList<>();
    gone.forEach(
        (file, older) -> {
          List<Insight> newer =
              standing.stream()
                  .filter(row -> row.file() > file)
                  .filter(row -> older.stream().anyMatch(old -> days(old).overlaps(days(row))))
                  .toList();
          String lacks = lacking(older, newer);
          if (lacks != null && !newer.isEmpty() && hasLess(older, newer)) {
            less.add(
                new HoldsLess(
                    file, newer.stream().mapToInt(Insight::file).max().getAsInt(), lacks));
          }
        });
    return less;
  }

  private static @Nullable String lacking(List<Insight> older, List<Insight> newer) {
    for (Part part : Part.values()) {
      Set<String> there = new HashSet<>();
      newer.forEach(row -> part.addTo(row, there));
      TreeSet<String> before = new TreeSet<>();
      older.forEach(row -> part.addTo(row, before));
      before.removeAll(there);
      // Rows of another level or without a breakdown tell of all of them together.
      if (!before.isEmpty() && !(there.isEmpty() && part != Part.DAY)) {
        return part.word + " " + before.first();
      }
    }
    return null;
  }

  /** What an export may have lost. */
  private enum Part {
    AD("ad") {
      @Override
      void addTo(Insight row, Set<String> values) {
        if (row.adId() != null) {
          values.add(row.adId());
        }
      }
    },
    AD_SET("ad set") {
      @Override
      void addTo(Insight row, Set<String> values) {
        if (row.adSetId() != null) {
          values.add(row.adSetId());
        }
      }
    },
    SEGMENT("segment") {
      @Override
      void addTo(Insight row, Set<String> values) {
        if (!row.breakdownValues().isEmpty()) {
          values.add(row.breakdownValues().replace('\u001f', '/'));
        }
      }
    },
    DAY("day") {
      @Override
      void addTo(Insight row, Set<String> values) {
        row.firstDay()
            .datesUntil(row.lastDay().plusDays(1))
            .forEach(day -> values.add(day.toString()));
      }
    };

    private final String word;

    Part(String word) {
      this.word = word;
    }

    abstract void addTo(Insight row, Set<String> values);
  }

  private static boolean hasLess(List<Insight> older, List<Insight> newer) {
    return spend(newer).compareTo(spend(older)) < 0 || impressions(newer) < impressions(older);
  }

  private static BigDecimal spend(List<Insight> rows) {
    return rows.stream()
        .map(Insight::spend)
        .filter(Objects::nonNull)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static double impressions(List<Insight> rows) {
    return rows.stream()
        .map(Insight::impressions)
        .filter(Objects::nonNull)
        .mapToDouble(Long::doubleValue)
        .sum();
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

  /** Without each row that shares days with one in a newer file. */
  private static List<Insight> withoutOlder(List<Insight> rows) {
    List<Age> ages = rows.stream().map(Age::ofFile).toList();
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

package com.campaignconversions.conversions.deduplication;

import com.campaignconversions.conversions.deduplication.RowKey.Days;
import com.campaignconversions.insights.rows.Insight;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
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
 * A newer file that lacks something of a campaign that an older one has, and has less spend or
 * fewer impressions: an export in parts, of which each takes the place of the one before.
 *
 * @param older rank of the file whose rows gave way
 * @param newer rank of the newest file that they gave way to
 * @param lacks what the newer rows lack, such as {@code ad 120210000000000001}
 */
public record PartialReplacement(int older, int newer, String lacks) {

  /** What an export may have lost. */
  private enum Part {
    AD("ad"),
    AD_SET("ad set"),
    SEGMENT("segment"),
    DAY("day");

    private final String word;

    Part(String word) {
      this.word = word;
    }

    Set<String> of(Collection<Insight> rows) {
      Set<String> values = new HashSet<>();
      for (Insight row : rows) {
        switch (this) {
          case AD -> add(values, row.ids().adId());
          case AD_SET -> add(values, row.ids().adSetId());
          case SEGMENT -> add(values, row.breakdowns().values().replace('\u001f', '/'));
          case DAY ->
              row.firstDay()
                  .datesUntil(row.lastDay().plusDays(1))
                  .forEach(day -> values.add(day.toString()));
        }
      }
      return values;
    }

    private static void add(Set<String> values, @Nullable String value) {
      if (value != null && !value.isEmpty()) {
        values.add(value);
      }
    }
  }

  /**
   * Of the rows of one campaign: each older file that a newer one holds less than.
   *
   * @param standing those that did not give way
   */
  static List<PartialReplacement> of(List<Insight> rows, List<Insight> standing) {
    Set<Insight> stands = Collections.newSetFromMap(new IdentityHashMap<>());
    stands.addAll(standing);
    TreeMap<Integer, List<Insight>> gone = new TreeMap<>();
    for (Insight row : rows) {
      if (!stands.contains(row)) {
        gone.computeIfAbsent(row.file(), none -> new ArrayList<>()).add(row);
      }
    }
    List<PartialReplacement> less = new ArrayList<>();
    gone.forEach(
        (file, older) -> {
          BitSet days = Days.ofAll(older);
          List<Insight> newer = sharingDays(days, file, standing);
          String lacks = lacking(older, newer);
          if (lacks != null && hasLess(older, newer)) {
            int newest =
                sharingDays(days, file, rows).stream()
                    .mapToInt(Insight::file)
                    .max()
                    .orElseThrow(() -> new IllegalStateException("rows gave way to none"));
            less.add(new PartialReplacement(file, newest, lacks));
          }
        });
    return less;
  }

  private static List<Insight> sharingDays(BitSet days, int file, List<Insight> rows) {
    return rows.stream()
        .filter(row -> row.file() > file && days.intersects(Days.ofAll(List.of(row))))
        .toList();
  }

  private static @Nullable String lacking(List<Insight> older, List<Insight> newer) {
    for (Part part : Part.values()) {
      Set<String> there = part.of(newer);
      TreeSet<String> before = new TreeSet<>(part.of(older));
      before.removeAll(there);
      // Rows of another level or without a breakdown tell of all of them together.
      if (!before.isEmpty() && !(there.isEmpty() && part != Part.DAY)) {
        return part.word + " " + before.first();
      }
    }
    return null;
  }

  private static boolean hasLess(List<Insight> older, List<Insight> newer) {
    Collection<Insight> before = once(older);
    Collection<Insight> after = once(newer);
    return spend(after).compareTo(spend(before)) < 0
        || impressions(after).compareTo(impressions(before)) < 0;
  }

  /** Each row once, and none that its source marked as deleted. */
  private static Collection<Insight> once(List<Insight> rows) {
    Map<RowKey, Insight> once = new HashMap<>();
    for (Insight row : rows) {
      if (!row.deleted()) {
        once.putIfAbsent(RowKey.of(row), row);
      }
    }
    return once.values();
  }

  private static BigDecimal spend(Collection<Insight> rows) {
    return rows.stream()
        .map(row -> row.delivery().spend())
        .filter(Objects::nonNull)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal impressions(Collection<Insight> rows) {
    return rows.stream()
        .map(row -> row.delivery().impressions())
        .filter(Objects::nonNull)
        .map(BigDecimal::valueOf)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}

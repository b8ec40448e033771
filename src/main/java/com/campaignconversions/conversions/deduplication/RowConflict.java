package com.campaignconversions.conversions.deduplication;

import com.campaignconversions.conversions.deduplication.RowKey.Days;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.records.Decimals;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one campaign or account that have no sure sum. Of several conflicts the earliest is told,
 * in whatever order the rows come.
 *
 * @param sentence what they are
 * @param kind what mends it
 */
record RowConflict(String sentence, ConflictKind kind) {

  /** What a conflict is about. */
  enum ConflictKind {
    /** The same row with other values, or with and without a mark that it was deleted. */
    SAME_ROW,
    /** The same row with other values, and a field that nobody knows differs too. */
    SAME_ROW_OR_PART,
    /** Rows that differ in nothing but a field that nobody knows: no order of them mends that. */
    PART,
    /** Rows that are not the same, and tell of the same days. */
    SHARED_DAYS
  }

  /** Whether a row repeats another in everything that is compared. */
  static boolean isRepetition(Insight one, Insight other, BitSet used) {
    return one.deleted() == other.deleted()
        && one.breakdowns().others().equals(other.breakdowns().others())
        && Decimals.same(one.delivery().spend(), other.delivery().spend())
        && Objects.equals(one.delivery().impressions(), other.delivery().impressions())
        && Objects.equals(one.delivery().clicks(), other.delivery().clicks())
        && sameAmounts(one, other, used);
  }

  private static boolean sameAmounts(Insight one, Insight other, BitSet used) {
    int at = 0;
    int otherAt = 0;
    while (true) {
      at = nextUsed(one, at, used);
      otherAt = nextUsed(other, otherAt, used);
      boolean ends = at == one.actions().series().size();
      if (ends || otherAt == other.actions().series().size()) {
        return ends && otherAt == other.actions().series().size();
      }
      if (!one.actions().series().get(at).equals(other.actions().series().get(otherAt))
          || one.actions().amounts().get(at).compareTo(other.actions().amounts().get(otherAt))
              != 0) {
        return false;
      }
      at++;
      otherAt++;
    }
  }

  private static int nextUsed(Insight row, int from, BitSet used) {
    int at = from;
    while (at < row.actions().series().size() && !used.get(row.actions().series().get(at))) {
      at++;
    }
    return at;
  }

  /**
   * Between rows of the same key.
   *
   * @param what these are rows of
   * @param groups rows of one key each that do not all repeat each other
   */
  static @Nullable RowConflict between(
      String what, Map<RowKey, List<Insight>> groups, BitSet used) {
    RowConflict first = null;
    Days days = null;
    for (Map.Entry<RowKey, List<Insight>> group : groups.entrySet()) {
      RowConflict conflict = within(what, group.getKey().days(), group.getValue(), used);
      if (conflict != null) {
        int earlier = days == null ? -1 : group.getKey().days().compareTo(days);
        if (first == null
            || earlier < 0
            || (earlier == 0 && conflict.sentence.compareTo(first.sentence) < 0)) {
          first = conflict;
          days = group.getKey().days();
        }
      }
    }
    return first;
  }

  private static @Nullable RowConflict within(
      String what, Days days, List<Insight> all, BitSet used) {
    List<Insight> rows = all.stream().filter(row -> !row.deleted()).toList();
    String values = differingValues(rows, used);
    String field = differingField(rows);
    String two = what + " has two rows " + days;
    if (!values.isEmpty()) {
      String sentence = two + " with different values (" + values + ")";
      return field == null
          ? new RowConflict(sentence, ConflictKind.SAME_ROW)
          : new RowConflict(
              sentence + " that differ in " + field + " too", ConflictKind.SAME_ROW_OR_PART);
    }
    if (field != null) {
      return new RowConflict(
          what + " has rows " + days + " that differ in " + field, ConflictKind.PART);
    }
    return !rows.isEmpty() && rows.size() < all.size()
        ? new RowConflict(
            two + ", one of which its source marked as deleted", ConflictKind.SAME_ROW)
        : null;
  }

  /** Such as {@code spend 10 beside 12}; empty where nothing differs. */
  private static String differingValues(List<Insight> rows, BitSet used) {
    TreeMap<String, TreeSet<@Nullable BigDecimal>> values = new TreeMap<>();
    for (Insight row : rows) {
      add(values, CampaignColumns.SPEND, row.delivery().spend());
      add(values, CampaignColumns.IMPRESSIONS, Decimals.of(row.delivery().impressions()));
      add(values, CampaignColumns.CLICKS, Decimals.of(row.delivery().clicks()));
    }
    for (int series = used.nextSetBit(0); series >= 0; series = used.nextSetBit(series + 1)) {
      TreeSet<@Nullable BigDecimal> amounts = amounts();
      for (Insight row : rows) {
        int at = row.actions().series().indexOf(series);
        amounts.add(at < 0 ? BigDecimal.ZERO : row.actions().amounts().get(at));
      }
      if (amounts.size() > 1) {
        // What an action type is called is not known here; one of them is enough.
        values.put("actions", amounts);
        break;
      }
    }
    values.values().removeIf(different -> different.size() < 2);
    return values.entrySet().stream()
        .map(
            entry ->
                entry.getKey()
                    + " "
                    + text(entry.getValue().first())
                    + " beside "
                    + text(entry.getValue().last()))
        .collect(Collectors.joining(", "));
  }

  private static void add(
      Map<String, TreeSet<@Nullable BigDecimal>> values, String name, @Nullable BigDecimal value) {
    values.computeIfAbsent(name, none -> amounts()).add(value);
  }

  /** By size, those that are not there first. */
  private static TreeSet<@Nullable BigDecimal> amounts() {
    return new TreeSet<>(Comparator.nullsFirst(Comparator.naturalOrder()));
  }

  private static String text(@Nullable BigDecimal value) {
    return value == null ? "none" : value.stripTrailingZeros().toPlainString();
  }

  /** Such as {@code zzz (a beside b)}; null where no field that two rows carry differs. */
  private static @Nullable String differingField(List<Insight> rows) {
    TreeMap<String, TreeSet<String>> values = new TreeMap<>();
    for (Insight row : rows) {
      String[] parts = row.breakdowns().others().split("\u001f", -1);
      for (int i = 0; i + 1 < parts.length; i += 2) {
        values.computeIfAbsent(parts[i], none -> new TreeSet<>()).add(parts[i + 1]);
      }
    }
    return values.entrySet().stream()
        .filter(field -> field.getValue().size() > 1)
        .map(
            field ->
                "%s (%s beside %s)"
                    .formatted(field.getKey(), field.getValue().first(), field.getValue().last()))
        .findFirst()
        .orElse(null);
  }

  /**
   * Between rows over overlapping days, or of another level or other breakdowns over the same days.
   */
  static @Nullable RowConflict sharedDays(String what, Collection<RowKey> keys) {
    TreeMap<Days, RowKey> byDays = new TreeMap<>();
    boolean mixed = false;
    for (RowKey key : keys) {
      RowKey other = byDays.putIfAbsent(key.days(), key);
      mixed |= other != null && !key.isOfTheKindOf(other);
    }
    if (mixed) {
      return new RowConflict(what + mixture(keys), ConflictKind.SHARED_DAYS);
    }
    Days before = null;
    for (Days days : byDays.keySet()) {
      if (before != null && before.overlaps(days)) {
        return new RowConflict(
            what + " has rows " + before + " and " + days + ", which share days",
            ConflictKind.SHARED_DAYS);
      }
      before = days;
    }
    return null;
  }

  private static String mixture(Collection<RowKey> keys) {
    Comparator<RowKey> byKind =
        Comparator.comparingInt(RowKey::level).thenComparing(RowKey::breakdownFields);
    TreeMap<Days, TreeSet<RowKey>> kinds = new TreeMap<>();
    for (RowKey key : keys) {
      kinds.computeIfAbsent(key.days(), none -> new TreeSet<>(byKind)).add(key);
    }
    kinds.values().removeIf(ofDays -> ofDays.size() < 2);
    RowKey one = kinds.firstEntry().getValue().first();
    RowKey other = kinds.firstEntry().getValue().last();
    return one.level() != other.level()
        ? " has rows of two levels (campaign, ad set, ad) " + one.days()
        : " has rows with different breakdowns %s (%s beside %s)"
            .formatted(one.days(), breakdowns(one), breakdowns(other));
  }

  private static String breakdowns(RowKey key) {
    return key.breakdownFields().isEmpty() ? "none" : key.breakdownFields();
  }
}

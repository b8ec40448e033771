package com.campaignconversions.conversions.deduplication;

import com.campaignconversions.conversions.deduplication.RowKey.Days;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.job.InsightSource.Newest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one campaign, or of one ad account's own total, that count: each once, and none
 * beside another that tells of the same days.
 *
 * @param counted what is added up
 * @param described all rows that did not give way, repetitions included: they may differ in the
 *     campaign's name, and which of two equal rows is counted must not decide it
 * @param standing those, and the rows that their source marked as deleted and that gave way to none
 * @param deleted how many of the standing rows are marked as deleted
 * @param conflict why the rows have no sure sum; null where they have
 * @param less what gave way to newer files that hold less
 */
public record DeduplicatedRows(
    List<Insight> counted,
    List<Insight> described,
    List<Insight> standing,
    long deleted,
    @Nullable Conflict conflict,
    List<PartialReplacement> less) {

  /**
   * Why rows have no sure sum.
   *
   * @param wayOut what to do about it, as the end of the sentence
   */
  public record Conflict(String sentence, String wayOut) {}

  /** Rows all of which count. */
  public static DeduplicatedRows all(List<Insight> rows) {
    return new DeduplicatedRows(rows, rows, rows, 0, null, List.of());
  }

  /**
   * Sorts the rows of one campaign or account.
   *
   * @param what these are rows of, such as {@code campaign 120233116408990285}, for the sentence
   * @param used the series that the client's metrics count: other amounts are no difference
   */
  public static DeduplicatedRows of(String what, List<Insight> rows, Newest newest, BitSet used) {
    if (rows.size() == 1 && !rows.get(0).deleted()) {
      return all(rows);
    }
    List<Insight> standing =
        switch (newest) {
          case NONE -> rows;
          case FIELD -> lastExtracted(rows);
          case FILE -> withoutOlder(rows);
        };
    Map<RowKey, Insight> byKey = new HashMap<>();
    Map<RowKey, List<Insight>> disputed = new HashMap<>();
    List<Insight> counted = new ArrayList<>(standing.size());
    long deleted = 0;
    for (Insight row : standing) {
      RowKey key = RowKey.of(row);
      Insight same = byKey.putIfAbsent(key, row);
      if (row.deleted()) {
        deleted++;
      } else if (same == null) {
        counted.add(row);
      }
      if (same != null && !RowConflict.isRepetition(same, row, used)) {
        disputed.computeIfAbsent(key, none -> new ArrayList<>(List.of(same))).add(row);
      }
    }
    List<Insight> described =
        deleted == 0 ? standing : standing.stream().filter(row -> !row.deleted()).toList();
    RowConflict conflict = RowConflict.between(what, disputed, used);
    if (conflict == null) {
      if (deleted > 0) {
        byKey.values().removeIf(Insight::deleted);
      }
      conflict = RowConflict.sharedDays(what, byKey.keySet());
    }
    return new DeduplicatedRows(
        counted,
        described,
        standing,
        deleted,
        conflict == null
            ? null
            : new Conflict(conflict.sentence(), wayOut(conflict.kind(), what, rows, newest, used)),
        newest == Newest.FILE && standing.size() < rows.size()
            ? PartialReplacement.of(rows, standing)
            : List.of());
  }

  /** What to do about a conflict; {@code insights.newest} only where it would decide. */
  private static String wayOut(
      RowConflict.ConflictKind kind, String what, List<Insight> rows, Newest newest, BitSet used) {
    boolean fileDecides =
        newest != Newest.FILE && of(what, rows, Newest.FILE, used).conflict() == null;
    String leaveOut = "leave one of them out of what is read";
    if (kind == RowConflict.ConflictKind.PART) {
      return "if it splits the numbers, name it in insights.breakdowns; if it tells no two rows"
          + " apart, in insights.ignore";
    }
    if (kind == RowConflict.ConflictKind.SAME_ROW_OR_PART) {
      return "if it splits the numbers, name it in insights.breakdowns; "
          + (fileDecides
              ? "if the newer export is right, set insights.newest to file"
              : newest == Newest.NONE
                  ? "if another field tells which row is newer, set insights.newest to it"
                  : leaveOut);
    }
    boolean sameRow = kind == RowConflict.ConflictKind.SAME_ROW;
    return switch (newest) {
      case NONE ->
          "which of them is right would be a guess; "
              + (fileDecides
                  ? "if the newer export is, set insights.newest to file"
                      + (sameRow ? " or to a field of the rows that orders them" : "")
                  : sameRow
                      ? "if a field of the rows tells which is newer, set insights.newest to it"
                      : leaveOut);
      case FILE ->
          "insights.newest does not decide between them, because they stand in one file; "
              + (sameRow
                  ? "if a field of the rows tells which is newer, set it to that field"
                  : leaveOut);
      case FIELD ->
          "insights.newest does not decide between them, because "
              + (sameRow
                  ? "it is the same in both, or less than a minute apart, as in rows of one extraction"
                  : "they are not the same row")
              + "; "
              + (fileDecides ? "if the newer export is right, set it to file" : leaveOut);
    };
  }

  /** Without each row that was extracted again later. */
  private static List<Insight> lastExtracted(List<Insight> rows) {
    List<RowAge> ages = rows.stream().map(RowAge::ofField).toList();
    List<RowKey> keys = rows.stream().map(RowKey::of).toList();
    Map<RowKey, RowAge> lastOfKey = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      lastOfKey.merge(keys.get(i), ages.get(i), RowAge::newer);
    }
    return notOlder(rows, ages, keys, lastOfKey);
  }

  /** Without each row that shares days with one in a newer file. */
  private static List<Insight> withoutOlder(List<Insight> rows) {
    List<RowAge> ages = rows.stream().map(RowAge::ofFile).toList();
    List<Days> daysOfRows = rows.stream().map(Days::of).toList();
    Map<Days, RowAge> newestOfDays = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      newestOfDays.merge(daysOfRows.get(i), ages.get(i), RowAge::newer);
    }
    Map<Days, RowAge> newestSharing = new HashMap<>();
    for (Days days : newestOfDays.keySet()) {
      newestOfDays.forEach(
          (other, age) -> {
            if (other.overlaps(days)) {
              newestSharing.merge(days, age, RowAge::newer);
            }
          });
    }
    return notOlder(rows, ages, daysOfRows, newestSharing);
  }

  private static <K> List<Insight> notOlder(
      List<Insight> rows, List<RowAge> ages, List<K> keys, Map<K, RowAge> newest) {
    List<Insight> kept = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      RowAge newestOne = newest.get(keys.get(i));
      if (newestOne == null
          || ages.get(i).compareTo(newestOne) >= 0
          || ages.get(i).isOfSameExtraction(newestOne)) {
        kept.add(rows.get(i));
      }
    }
    return kept;
  }
}

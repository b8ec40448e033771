package com.campaignconversions.conversions.losses;

import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.counts.Loss;
import com.campaignconversions.insights.counts.SourceFacts;
import com.campaignconversions.insights.rows.InsightBlock.Unreadable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the sources of a run say that concerns every client of a shard. */
public final class AllSources {
  private final TreeMap<Integer, SourceFacts> facts = new TreeMap<>();
  private final Map<Loss, Loss> losses = new LinkedHashMap<>();
  private final Set<Integer> emptyPagesBehind = new HashSet<>();
  private final Map<String, Set<List<LocalDate>>> unreadable = new TreeMap<>();

  void add(SourceFacts more) {
    facts.merge(more.file(), more, AllSources::merged);
  }

  /** Parts of one file are read on their own. */
  private static SourceFacts merged(SourceFacts one, SourceFacts other) {
    String nothingUsable =
        one.nothingUsable() == null || other.nothingUsable() == null ? null : one.nothingUsable();
    return new SourceFacts(
        one.file(),
        one.source(),
        one.modifiedMillis(),
        one.arrays() | other.arrays(),
        one.asked() | other.asked(),
        one.askedWhole() || other.askedWhole(),
        onlyPeriods(one, other),
        nothingUsable);
  }

  private static List<LocalDate> onlyPeriods(SourceFacts one, SourceFacts other) {
    if (one.onlyPeriods().equals(other.onlyPeriods())) {
      return one.onlyPeriods();
    }
    if (one.onlyPeriods().isEmpty() || other.onlyPeriods().isEmpty()) {
      return List.of();
    }
    TreeSet<LocalDate> both = new TreeSet<>(one.onlyPeriods());
    both.addAll(other.onlyPeriods());
    return List.copyOf(both);
  }

  void add(Loss loss) {
    loss.addTo(losses);
  }

  void addEmptyPage(int behindFile) {
    emptyPagesBehind.add(behindFile);
  }

  void add(Unreadable source) {
    unreadable.computeIfAbsent(source.reason(), none -> new HashSet<>()).add(source.onlyPeriods());
  }

  public @Nullable SourceFacts of(int file) {
    return facts.get(file);
  }

  public Collection<SourceFacts> facts() {
    return facts.values();
  }

  Collection<Loss> losses() {
    return losses.values();
  }

  boolean hasEmptyPageBehind(int file) {
    return emptyPagesBehind.contains(file);
  }

  /** The sources that could not be read and may hold rows of a period. */
  SortedSet<String> unreadable(Period period) {
    TreeSet<String> reasons = new TreeSet<>();
    unreadable.forEach(
        (reason, onlyPeriods) -> {
          if (onlyPeriods.stream()
              .anyMatch(only -> only.isEmpty() || only.contains(period.start()))) {
            reasons.add(reason);
          }
        });
    return reasons;
  }

  /** Its name for people. */
  public String name(int file) {
    SourceFacts known = facts.get(file);
    return known == null ? "a source" : known.source();
  }
}

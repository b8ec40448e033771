package com.campaignconversions.conversions.losses;

import com.campaignconversions.insights.counts.ClientSource;
import com.campaignconversions.insights.counts.Loss;
import com.campaignconversions.insights.counts.MistypedAccount;
import com.campaignconversions.insights.counts.PageSeen;
import com.campaignconversions.insights.counts.SourceFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the sources of a run say of one client, whatever was asked for. */
public final class ClientSources {
  private final AllSources all;
  private final Map<Loss, Loss> losses = new LinkedHashMap<>();
  private final Map<Integer, Set<LocalDate>> periodsByFile = new HashMap<>();
  private final Map<Integer, LocalDate> lastDayByFile = new HashMap<>();
  private long extractedMillis;
  private final BitSet series = new BitSet();
  private final TreeSet<String> similarTypes = new TreeSet<>();
  private final BitSet days = new BitSet();
  private final BitSet daysWithSpend = new BitSet();
  private final Map<String, MistypedAccount> strangers = new TreeMap<>();
  private final List<PageSeen> pages = new ArrayList<>();

  ClientSources(AllSources all) {
    this.all = all;
  }

  public AllSources all() {
    return all;
  }

  void add(Loss loss) {
    loss.addTo(losses);
  }

  void add(ClientSource sighting) {
    periodsByFile
        .computeIfAbsent(sighting.file(), none -> new HashSet<>())
        .addAll(sighting.periods());
    if (sighting.lastDay() != null) {
      lastDayByFile.merge(
          sighting.file(), sighting.lastDay(), (one, other) -> one.isAfter(other) ? one : other);
    }
    extractedMillis = Math.max(extractedMillis, sighting.extractedMillis());
    sighting.series().forEach(series::set);
    similarTypes.addAll(sighting.similarTypes());
    sighting.days().forEach(range -> range.addTo(days));
    sighting.daysWithSpend().forEach(range -> range.addTo(daysWithSpend));
  }

  void add(MistypedAccount stranger) {
    strangers.putIfAbsent(stranger.accountId(), stranger);
  }

  void add(PageSeen page) {
    pages.add(page);
  }

  /** What was lost of the client, and of nobody knows whom. */
  public List<Loss> losses() {
    List<Loss> together = new ArrayList<>(losses.values());
    together.addAll(all.losses());
    return together;
  }

  /** The first days of the periods of which a source has something of the client. */
  public Set<LocalDate> periods(int file) {
    return periodsByFile.getOrDefault(file, Set.of());
  }

  /** The first days of all periods of which some source has something of the client. */
  public Set<LocalDate> periods() {
    Set<LocalDate> all = new TreeSet<>();
    periodsByFile.values().forEach(all::addAll);
    return all;
  }

  /** The last day of the client's rows in a source; null where it has none. */
  public @Nullable LocalDate lastDay(int file) {
    return lastDayByFile.get(file);
  }

  /** Days with a row of that day alone, counted from 1970 on. */
  BitSet days() {
    return days;
  }

  /** Those of {@link #days()} on which money was spent. */
  BitSet daysWithSpend() {
    return daysWithSpend;
  }

  /** Accounts that nobody has and that are like one of the client's, by the client's. */
  public Map<String, MistypedAccount> strangers() {
    return strangers;
  }

  Collection<PageSeen> pages() {
    return pages;
  }

  /**
   * When the newest source with a row of the client was changed or asked, or its newest row was
   * extracted; null if unknown.
   */
  public @Nullable Instant newestSource() {
    long newest = extractedMillis;
    for (int file : lastDayByFile.keySet()) {
      SourceFacts facts = all.of(file);
      newest = Math.max(newest, facts == null ? 0 : facts.modifiedMillis());
    }
    return newest == 0 ? null : Instant.ofEpochMilli(newest);
  }

  /** What an action type's absence is judged by. */
  public ClientSightings sightings() {
    Map<Integer, Long> arrays = new HashMap<>();
    for (int file : periodsByFile.keySet()) {
      SourceFacts facts = all.of(file);
      arrays.put(file, facts == null ? 0 : facts.arrays());
    }
    return new ClientSightings(series, similarTypes, arrays);
  }
}

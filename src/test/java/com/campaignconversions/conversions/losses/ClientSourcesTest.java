package com.campaignconversions.conversions.losses;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.insights.counts.ClientSource;
import com.campaignconversions.insights.counts.DayRange;
import com.campaignconversions.insights.counts.SourceFacts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClientSourcesTest {
  private static final LocalDate OCTOBER = LocalDate.of(2025, 10, 1);
  private static final LocalDate NOVEMBER = LocalDate.of(2025, 11, 1);
  private static final LocalDate LAST = LocalDate.of(2025, 11, 30);

  private final AllSources all = new AllSources();
  private final ClientSources sources = new ClientSources(all);

  @Test
  void periodsAreThoseOfAFileAndOfAllOfThem() {
    sources.add(source(1, LAST, 0, OCTOBER));
    sources.add(source(1, LAST, 0, NOVEMBER));
    sources.add(source(2, LAST, 0, NOVEMBER));
    assertThat(sources.periods(1), containsInAnyOrder(OCTOBER, NOVEMBER));
    assertThat(sources.periods(2), contains(NOVEMBER));
    assertThat(sources.periods(3), is(empty()));
    assertThat(sources.periods(), contains(OCTOBER, NOVEMBER));
  }

  @Test
  void theLastDayOfAFileIsThatOfItsParts() {
    sources.add(source(1, LAST.minusDays(3), 0, NOVEMBER));
    sources.add(source(1, LAST, 0, NOVEMBER));
    sources.add(source(1, LAST.minusDays(9), 0, NOVEMBER));
    sources.add(source(2, null, 0, NOVEMBER));
    assertThat(sources.lastDay(1), is(LAST));
    assertThat(sources.lastDay(2), is(nullValue()));
  }

  @Test
  void daysAreCountedFrom1970On() {
    sources.add(
        new ClientSource(
            "belmonte",
            1,
            List.of(NOVEMBER),
            LAST,
            0,
            List.of(),
            List.of(),
            List.of(new DayRange(NOVEMBER, NOVEMBER.plusDays(2))),
            List.of(new DayRange(NOVEMBER, NOVEMBER))));
    BitSet days = new BitSet();
    days.set((int) NOVEMBER.toEpochDay(), (int) NOVEMBER.toEpochDay() + 3);
    assertThat(sources.days(), is(days));
    BitSet withSpend = new BitSet();
    withSpend.set((int) NOVEMBER.toEpochDay());
    assertThat(sources.daysWithSpend(), is(withSpend));
  }

  @Test
  void theNewestSourceIsTheOneChangedOrExtractedLast() {
    assertThat(sources.newestSource(), is(nullValue()));
    all.add(facts(1, 2_000));
    all.add(facts(2, 9_000));
    sources.add(source(1, LAST, 0, NOVEMBER));
    assertThat(sources.newestSource(), is(Instant.ofEpochMilli(2_000)));
    sources.add(source(1, LAST, 5_000, NOVEMBER));
    assertThat(sources.newestSource(), is(Instant.ofEpochMilli(5_000)));
    // Of a file without a usable row of the client its age says nothing.
    sources.add(source(2, null, 0, NOVEMBER));
    assertThat(sources.newestSource(), is(Instant.ofEpochMilli(5_000)));
  }

  private static ClientSource source(
      int file, @Nullable LocalDate lastDay, long extractedMillis, LocalDate period) {
    return new ClientSource(
        "belmonte",
        file,
        List.of(period),
        lastDay,
        extractedMillis,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static SourceFacts facts(int file, long modifiedMillis) {
    return new SourceFacts(file, "file " + file, modifiedMillis, 0, 0, false, List.of(), null);
  }
}

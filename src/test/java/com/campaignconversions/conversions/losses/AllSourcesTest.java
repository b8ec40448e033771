package com.campaignconversions.conversions.losses;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.counts.SourceFacts;
import com.campaignconversions.insights.rows.InsightBlock.Unreadable;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllSourcesTest {
  private static final LocalDate OCTOBER = LocalDate.of(2025, 10, 1);
  private static final LocalDate NOVEMBER = LocalDate.of(2025, 11, 1);

  private final AllSources sources = new AllSources();

  @Test
  void partsOfOneFileAreOneSource() {
    sources.add(facts(3, 0b001, 0b100, false, List.of(), null));
    sources.add(facts(3, 0b010, 0b100, true, List.of(), null));
    SourceFacts one = Objects.requireNonNull(sources.of(3));
    assertThat(one.arrays(), is(0b011L));
    assertThat(one.asked(), is(0b100L));
    assertThat(one.askedWhole(), is(true));
    assertThat(sources.facts().size(), is(1));
    sources.add(facts(3, 0, 0b001, false, List.of(), null));
    assertThat(Objects.requireNonNull(sources.of(3)).asked(), is(0b101L));
  }

  @Test
  void nothingIsUsableOnlyWhereNoPartHasAnything() {
    sources.add(facts(1, 0, 0, false, List.of(), "line 1"));
    assertThat(Objects.requireNonNull(sources.of(1)).nothingUsable(), is("line 1"));
    sources.add(facts(1, 0, 0, false, List.of(), "line 9"));
    assertThat(Objects.requireNonNull(sources.of(1)).nothingUsable(), is("line 1"));
    sources.add(facts(1, 0, 0, false, List.of(), null));
    assertThat(Objects.requireNonNull(sources.of(1)).nothingUsable(), is(nullValue()));
    sources.add(facts(1, 0, 0, false, List.of(), "line 20"));
    assertThat(Objects.requireNonNull(sources.of(1)).nothingUsable(), is(nullValue()));
  }

  @Test
  void periodsOfPartsAddUpAndOnePartOfAnyPeriodMakesItAny() {
    sources.add(facts(1, 0, 0, false, List.of(NOVEMBER), null));
    sources.add(facts(1, 0, 0, false, List.of(NOVEMBER), null));
    assertThat(Objects.requireNonNull(sources.of(1)).onlyPeriods(), contains(NOVEMBER));
    sources.add(facts(1, 0, 0, false, List.of(OCTOBER), null));
    assertThat(Objects.requireNonNull(sources.of(1)).onlyPeriods(), contains(OCTOBER, NOVEMBER));
    sources.add(facts(1, 0, 0, false, List.of(), null));
    assertThat(Objects.requireNonNull(sources.of(1)).onlyPeriods(), is(empty()));
    sources.add(facts(1, 0, 0, false, List.of(OCTOBER), null));
    assertThat(Objects.requireNonNull(sources.of(1)).onlyPeriods(), is(empty()));
  }

  @Test
  void aSourceThatCannotBeReadMayHoldItsOwnPeriodsOrAny() {
    sources.add(new Unreadable("october.json is empty", List.of(OCTOBER)));
    sources.add(new Unreadable("export.zip is cut off", List.of()));
    assertThat(
        sources.unreadable(Period.parse("2025-10")),
        contains("export.zip is cut off", "october.json is empty"));
    assertThat(sources.unreadable(Period.parse("2025-11")), contains("export.zip is cut off"));
  }

  @Test
  void aSourceHasItsNameOrNone() {
    sources.add(facts(1, 0, 0, false, List.of(), null));
    assertThat(sources.name(1), is("file 1"));
    assertThat(sources.name(2), is("a source"));
  }

  @Test
  void emptyPagesAreThoseBehindTheFile() {
    sources.addEmptyPage(4);
    assertThat(sources.hasEmptyPageBehind(4), is(true));
    assertThat(sources.hasEmptyPageBehind(5), is(false));
  }

  private static SourceFacts facts(
      int file,
      long arrays,
      long asked,
      boolean whole,
      List<LocalDate> onlyPeriods,
      @Nullable String nothingUsable) {
    return new SourceFacts(
        file, "file " + file, 0, arrays, asked, whole, onlyPeriods, nothingUsable);
  }
}

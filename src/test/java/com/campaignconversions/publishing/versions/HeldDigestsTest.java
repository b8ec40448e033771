package com.campaignconversions.publishing.versions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeldDigestsTest {
  private static String numbers(
      String content, @Nullable String spend, @Nullable Long impressions, @Nullable Long clicks) {
    return HeldDigests.ofNumbers(
        content, spend == null ? null : new BigDecimal(spend), impressions, clicks);
  }

  @Test
  void nothingIsHeldWhereNothingIsStored() {
    assertThat(HeldDigests.read(null), is(Set.of()));
    assertThat(HeldDigests.text(Set.of()), is(nullValue()));
  }

  @Test
  void digestsAreStoredInAlphabeticalOrderWithASpaceBetweenTwo() {
    assertThat(HeldDigests.text(Set.of("c", "a", "b")), is("a b c"));
  }

  @Test
  void whatWasStoredIsReadAgain() {
    assertThat(HeldDigests.read("a b c"), is(Set.of("a", "b", "c")));
    assertThat(HeldDigests.read("a"), is(Set.of("a")));
  }

  @Test
  void moreSpacesThanOneAreNoDigests() {
    assertThat(HeldDigests.read(" a  b "), is(Set.of("a", "b")));
  }

  @Test
  void spendIsComparedByItsValue() {
    assertThat(numbers("c", "20.00", 1L, 2L), is(numbers("c", "20", 1L, 2L)));
    assertThat(numbers("c", "20.00", 1L, 2L), is(numbers("c", "2E+1", 1L, 2L)));
  }

  @Test
  void everyNumberMatters() {
    String held = numbers("c", "20", 1L, 2L);

    assertThat(numbers("d", "20", 1L, 2L), is(not(held)));
    assertThat(numbers("c", "20.01", 1L, 2L), is(not(held)));
    assertThat(numbers("c", "20", 3L, 2L), is(not(held)));
    assertThat(numbers("c", "20", 1L, 3L), is(not(held)));
    assertThat(numbers("c", "20", 2L, 1L), is(not(held)));
  }

  @Test
  void unknownIsNotTheSameAsZero() {
    String zero = numbers("c", "0", 0L, 0L);

    assertThat(numbers("c", null, 0L, 0L), is(not(zero)));
    assertThat(numbers("c", "0", null, 0L), is(not(zero)));
    assertThat(numbers("c", "0", 0L, null), is(not(zero)));
  }
}

package com.campaignconversions.insights;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which files are looked into where they are many. */
class FirstRowsTest {
  @Test
  void looksAtTheNewestTheOldestAndSomeBetween() {
    List<Integer> ranks = IntStream.range(0, 101).boxed().toList();

    assertThat(FirstRows.spread(ranks, 5), contains(100, 0, 75, 50, 25));
  }

  @Test
  void looksAtAllOfFew() {
    assertThat(FirstRows.spread(List.of(), 5), empty());
    assertThat(FirstRows.spread(List.of(7), 5), contains(7));
    assertThat(FirstRows.spread(List.of(7, 8), 5), contains(8, 7));
    assertThat(FirstRows.spread(List.of(7, 8, 9), 5), contains(9, 7, 8));
  }
}

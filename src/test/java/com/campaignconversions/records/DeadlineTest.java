package com.campaignconversions.records;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private Instant now = Instant.parse("2025-11-01T00:00:00Z");
  private final InstantSource clock = () -> now;

  @Test
  void isOverAtItsEndAndNotBefore() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), clock);
    now = now.plusSeconds(9);
    assertThat(deadline.isOver(), is(false));
    now = now.plusSeconds(1);
    assertThat(deadline.isOver(), is(true));
  }

  @Test
  void leavesWhatEndsWithItAndNothingLonger() {
    Deadline deadline = Deadline.at(now.plusSeconds(10), clock);
    assertThat(deadline.leaves(Duration.ofSeconds(10)), is(true));
    assertThat(deadline.leaves(Duration.ofMillis(10_001)), is(false));
  }

  @Test
  void ofNoTimeAtAllIsOverAtOnce() {
    assertThat(Deadline.in(Duration.ZERO).isOver(), is(true));
    assertThat(Deadline.in(Duration.ofMinutes(1)).isOver(), is(false));
  }
}

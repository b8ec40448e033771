package com.campaignconversions.variance.detection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FilledTest {
  private static final double ALPHA = 0.001;

  /** 495 ways to choose eight of twelve, and (2π·20)^(−7/2) for seven that repeat the first. */
  @Test
  void eightOfTwelveAtTwenty() {
    Filled.Tie tie = find(3, 100, 250, 70, 20, 20, 20, 20, 20, 20, 20, 20).orElseThrow();
    assertThat(tie.campaigns(), is(8));
    assertThat(tie.of(), is(12));
    assertThat(tie.value(), is(20.0));
    assertThat(tie.pValue(), is(closeTo(495 * Math.pow(40 * Math.PI, -3.5), 1e-12)));
  }

  /** Campaigns paused at 20 leads have others at 19, 21 and 22; a fill has none. */
  @Test
  void aSpikeWithNeighboursIsNoFill() {
    assertThat(find(3, 100, 19, 21, 21, 22, 20, 20, 20, 20, 20, 20, 20, 20), is(Optional.empty()));
  }

  /** Of ten, eight at one value have a chance of 0.05 among their neighbours; of nine less. */
  @Test
  void twoNeighboursWithinTwoMakeItNone() {
    assertThat(find(3, 100, 18, 20, 20, 20, 20, 20, 20, 20, 20, 22), is(Optional.empty()));
    assertThat(find(3, 100, 17, 20, 20, 20, 20, 20, 20, 20, 20, 22).isPresent(), is(true));
  }

  @Test
  void fiveIsEnoughAndTheOrderDoesNotMatter() {
    assertThat(find(5, 5, 70, 5, 5, 5, 300, 5, 5, 5, 5, 5).orElseThrow().value(), is(5.0));
  }

  @Test
  void smallValuesTieByThemselves() {
    assertThat(find(100, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4), is(Optional.empty()));
  }

  @Test
  void twoThatTieAreNoFill() {
    assertThat(find(3, 100, 5000, 5000), is(Optional.empty()));
  }

  /** Of two spikes of one height the greater value is the rarer one. */
  @Test
  void theGreaterOfTwoSpikesIsTold() {
    assertThat(
        find(20, 20, 20, 20, 20, 20, 90, 90, 90, 90, 90, 90).orElseThrow().value(), is(90.0));
  }

  private static Optional<Filled.Tie> find(double... values) {
    return Filled.find(values, ALPHA);
  }
}

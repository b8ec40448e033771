package com.campaignconversions.clients;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigitSlipTest {
  private static final String ID = "438600948208231";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "438600948208232", // changed at the end
        "938600948208231", // changed at the beginning
        "43860094820823", // lost at the end
        "38600948208231", // lost at the beginning
        "43860948208231", // one of two equal ones lost
        "4438600948208231", // doubled at the beginning
        "4386009482082311", // doubled at the end
        "4386009482082319", // lost at the end of the right one
        "4386009748208231", // lost within the right one
        "438600498208231", // two swapped
        "438600948208213" // the last two swapped
      })
  void findsOneSlip(String written) {
    assertThat(written, DigitSlip.isBetween(ID, written), is(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ID, // the id itself
        "438600948208242", // two changed
        "4386009482082", // two lost
        "438600948208231438", // three added
        "834600948208231", // two that are no neighbours swapped
        ""
      })
  void findsNoneWhereThereAreMoreOrNone(String written) {
    assertThat(written, DigitSlip.isBetween(ID, written), is(false));
  }

  @Test
  void saysNothingOfShortIds() {
    assertThat(DigitSlip.isBetween("12", "13"), is(false));
  }
}

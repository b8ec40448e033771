package com.campaignconversions.variance.detection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.variance.Numbers;
import com.campaignconversions.variance.detection.AllocationKey.KeyKind;
import com.campaignconversions.variance.detection.Support.Member;
import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.numbers.ValueColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SupportTest {
  private static final AllocationKey EQUAL =
      new AllocationKey("equal", KeyKind.EQUAL, ValueColumn.of(Numbers.decimals(1, 1, 1)));

  @Test
  void fromThreeToSevenCampaignsMayJoin() {
    assertThat(Support.mayJoin(test(EQUAL, 2, true, 0.01)), is(false));
    assertThat(Support.mayJoin(test(EQUAL, 3, true, 0.01)), is(true));
    assertThat(Support.mayJoin(test(EQUAL, 7, true, 0.01)), is(true));
    assertThat(Support.mayJoin(test(EQUAL, 8, true, 0.01)), is(false));
  }

  @Test
  void whatIsSeldomOfOneRateAndNotAMetricsMayJoin() {
    assertThat(Support.mayJoin(test(EQUAL, 3, true, 0.05)), is(true));
    assertThat(Support.mayJoin(test(EQUAL, 3, true, 0.06)), is(false));
    assertThat(Support.mayJoin(test(EQUAL, 3, true, null)), is(false));
    assertThat(Support.mayJoin(test(EQUAL, 3, false, 0.01)), is(false));
    AllocationKey metric = new AllocationKey("leads", KeyKind.METRIC, EQUAL.weights());
    assertThat(Support.mayJoin(test(metric, 3, true, 0.01)), is(false));
  }

  /** Fisher: the chance that a product of two even numbers is below c = 0.0002 is c (1 − ln c). */
  @Test
  void twoMetricsAreCombinedByFisher() {
    double product = 0.01 * 0.02;
    assertThat(
        Support.combined(List.of(member(0.01, 9, 8, 10), member(0.02, 2, 20, 1))),
        is(closeTo(product * (1 - Math.log(product)), 1e-12)));
  }

  @Test
  void oneMetricHasNoSupport() {
    assertThat(Support.combined(List.of(member(0.01, 9, 8, 10))), is(nullValue()));
  }

  @Test
  void theSameNumbersTwiceSayNothingMore() {
    assertThat(
        Support.combined(List.of(member(0.01, 9, 8, 10), member(0.01, 9, 8, 10))), is(nullValue()));
  }

  /** Two of the nine that a larger metric has: drawn from them, (3, 3, 3) gives (1, 1, 0). */
  @Test
  void aPartIsJudgedWithinTheWhole() {
    double whole = 0.04;
    double part = 27.0 / 36; // of the 36 pairs of nine, those of two campaigns
    double product = whole * part;
    assertThat(
        Support.combined(List.of(member(whole, 3, 3, 3), member(0.02, 1, 1, 0))),
        is(closeTo(product * (1 - Math.log(product)), 1e-9)));
  }

  private static Member member(double pValue, double... counts) {
    Subject subject = Subject.known(Numbers.of(3).count("leads", counts).numbers()).get(0);
    return new Member(subject, test(EQUAL, 3, true, pValue));
  }

  private static AllocationHypothesis test(
      AllocationKey key, int campaigns, boolean oneRate, @Nullable Double pValue) {
    return new AllocationHypothesis(key, campaigns, oneRate, pValue, null, 0.00025);
  }
}

package com.campaignconversions.variance.detection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.variance.Numbers;
import com.campaignconversions.variance.detection.AllocationKey.KeyKind;
import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.numbers.ValueColumn;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationHypothesisTest {
  private static final double ALPHA = 0.001;

  @Test
  void twentyEachIsOneRateOfEqualShares() {
    AllocationHypothesis test = only(count(20, 20, 20, 20), key(KeyKind.EQUAL, 1, 1, 1, 1));
    assertThat(test.oneRate(), is(true));
    assertThat(test.campaigns(), is(4));
    assertThat(test.pValue(), is(lessThan(0.01)));
  }

  /** Equal shares, spend, impressions and clicks have a quarter each; metrics share theirs. */
  @Test
  void eachKeyHasItsShareOfTheSignificance() {
    List<AllocationHypothesis> tests =
        AllocationHypothesis.of(
            count(3, 9),
            List.of(
                key(KeyKind.EQUAL, 1, 1), key(KeyKind.METRIC, 30, 90), key(KeyKind.METRIC, 5, 9)),
            ALPHA);
    assertThat(tests.get(0).threshold(), is(closeTo(ALPHA / 4, 1e-15)));
    assertThat(tests.get(1).threshold(), is(closeTo(ALPHA / 8, 1e-15)));
    assertThat(tests.get(2).threshold(), is(closeTo(ALPHA / 8, 1e-15)));
  }

  @Test
  void significantIsWhatIsBelowItsThreshold() {
    AllocationKey equal = key(KeyKind.EQUAL, 1, 1);
    assertThat(
        new AllocationHypothesis(equal, 2, true, 0.0002, null, 0.00025).significant(), is(true));
    assertThat(
        new AllocationHypothesis(equal, 2, true, 0.00025, null, 0.00025).significant(), is(false));
    assertThat(
        new AllocationHypothesis(equal, 2, true, null, null, 0.00025).significant(), is(false));
  }

  @Test
  void moneyHasNoLawOfChance() {
    Subject revenue = Subject.known(Numbers.of(2).money("revenue", 50, 50).numbers()).get(0);
    AllocationHypothesis test = only(revenue, key(KeyKind.EQUAL, 1, 1));
    assertThat(test.oneRate(), is(true));
    assertThat(test.pValue(), is(nullValue()));
  }

  /** 500 / 24 is 20.8333 everywhere; credits that differ were not computed from one rate. */
  @Test
  void fractionsHaveOneOnlyWhereTheyKeepToARateToTheirLastDecimal() {
    AllocationKey equal = key(KeyKind.EQUAL, 1, 1, 1);
    assertThat(only(count(20.8333, 20.8333, 20.8334), equal).pValue(), is(notNullValue()));
    assertThat(only(count(20.3, 20.8, 21.1), equal).pValue(), is(nullValue()));
  }

  @Test
  void aConversionWithoutTheKeyRulesItOut() {
    assertThat(
        AllocationHypothesis.of(count(3, 9, 1), List.of(key(KeyKind.CLICKS, 30, 90, 0)), ALPHA),
        is(empty()));
  }

  @Test
  void aKeyOfOneCampaignIsNone() {
    assertThat(
        AllocationHypothesis.of(count(3, 0), List.of(key(KeyKind.CLICKS, 30, 0)), ALPHA),
        is(empty()));
  }

  /** Two of four clicks, one of each campaign: four of the six ways to draw them. */
  @Test
  void aPartOfTheClicksIsDrawnFromThem() {
    assertThat(only(count(1, 1), key(KeyKind.CLICKS, 2, 2)).pValue(), is(closeTo(4.0 / 6, 1e-12)));
    assertThat(only(count(2, 2), key(KeyKind.METRIC, 1, 1)).pValue(), is(closeTo(4.0 / 6, 1e-12)));
  }

  /**
   * 1,997 events are common to both names, 3 are only here and 7 only in the key: what is left to
   * chance is a part of 0.005 of a Poisson variance, by χ² with one degree of freedom.
   */
  @Test
  void twoNamesOfNearlyOneEventAreComparedByWhatTheyDoNotShare() {
    assertThat(
        only(count(1004, 996), key(KeyKind.METRIC, 1001, 1003)).pValue(),
        is(closeTo(0.9984447743648815, 1e-9)));
  }

  /** One event in common and the others apart is as good as independent: 255 of 256 ways. */
  @Test
  void namesThatHardlyOverlapAreIndependent() {
    assertThat(
        only(count(3, 1), key(KeyKind.METRIC, 1, 3)).pValue(), is(closeTo(255.0 / 256, 1e-9)));
  }

  /** Spend counts nothing that a conversion could be a part of. */
  @Test
  void amountsOfMoneyContainNoEvents() {
    assertThat(only(count(1, 1), key(KeyKind.SPEND, 2, 2)).pValue(), is(closeTo(0.5, 1e-12)));
  }

  private static AllocationHypothesis only(Subject subject, AllocationKey key) {
    return AllocationHypothesis.of(subject, List.of(key), ALPHA).get(0);
  }

  private static Subject count(double... values) {
    return Subject.known(Numbers.of(values.length).count("leads", values).numbers()).get(0);
  }

  private static AllocationKey key(KeyKind kind, double... weights) {
    return new AllocationKey(kind.name(), kind, ValueColumn.of(Numbers.decimals(weights)));
  }
}

package com.campaignconversions.variance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.Period;
import com.campaignconversions.variance.detection.AllocationHypothesis;
import com.campaignconversions.variance.detection.AllocationKey;
import com.campaignconversions.variance.detection.AllocationKey.KeyKind;
import com.campaignconversions.variance.detection.CommonDivisor;
import com.campaignconversions.variance.detection.Copied;
import com.campaignconversions.variance.detection.Expectation;
import com.campaignconversions.variance.detection.Filled;
import com.campaignconversions.variance.detection.Support;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.numbers.ValueColumn;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final double ALPHA = 0.001;

  @Test
  void chanceIsToldInPeriods() {
    assertThat(Evidence.once(0.6), is("in most periods"));
    assertThat(Evidence.once(0.5), is("about once in 2 periods"));
    assertThat(Evidence.once(0.00345), is("about once in 290 periods"));
    assertThat(Evidence.once(0.000_012_34), is("about once in 81,000 periods"));
    assertThat(Evidence.once(1e-6), is("about once in 10^6 periods"));
    assertThat(Evidence.once(3e-24), is("about once in 10^24 periods"));
    assertThat(Evidence.once(1e-300), is("less than once in 10^300 periods"));
  }

  @Test
  void anUnknownMetricSaysWhatTheAccountSays() {
    String unknown =
        "No campaign row carries any actions, so the number is unknown, not 0: the export or query"
            + " left them out.";
    assertThat(
        Evidence.noData(Numbers.of(2).unknownCount("leads").numbers().metrics().get(0)),
        is(unknown));
    assertThat(
        Evidence.noData(
            Numbers.of(2).reconciled("leads", false, 12, 1, 2).numbers().metrics().get(0)),
        is(unknown + " The ad account itself reports 12."));
  }

  @Test
  void aDropSaysWhatWasExpected() {
    assertThat(
        Evidence.dropped(new BigDecimal("1520.50"), 117.4),
        is(
            "Nothing was reported although 1520.5 was spent; earlier periods led to expect about"
                + " 117. The event, its name or the access to it was probably lost."));
    assertThat(
        Evidence.droppedWithItsCount("purchases"),
        is("Nothing was reported, as of its count purchases, which dropped to zero."));
  }

  @Test
  void zeroIsToldByTheNumberOfCampaigns() {
    assertThat(Evidence.allZero(count()), is("There is no campaign."));
    assertThat(Evidence.allZero(count(0)), is("The only campaign shows 0."));
    assertThat(Evidence.allZero(count(0, 0, 0)), is("All 3 campaigns show 0."));
  }

  @Test
  void oneCampaignHasNothingBesideIt() {
    assertThat(
        Evidence.singleCampaign(count(79)),
        is("There is only one campaign, with 79: nothing to compare it with."));
  }

  @Test
  void equalSharesAreShown() {
    assertThat(
        Evidence.distributed(count(20, 20, 20), test(KeyKind.EQUAL, "equal", 3, 1e-24)),
        is(
            "All 3 campaigns show exactly 20. Real traffic of this size would do so about once in"
                + " 10^24 periods; a total divided equally would."));
    assertThat(
        Evidence.distributed(count(20, 21), test(KeyKind.EQUAL, "equal", 2, 0.001)),
        is(
            "Both campaigns show 20 or 21. Real traffic of this size would do so about once in"
                + " 1,000 periods; a total divided equally would."));
  }

  @Test
  void otherKeysAreNamed() {
    assertThat(
        Evidence.distributed(count(20, 40), test(KeyKind.CLICKS, "clicks", 2, 0.001)),
        is(
            "Both campaigns show one and the same rate of clicks, up to rounding. Real traffic of"
                + " this size would do so about once in 1,000 periods; a total divided by clicks"
                + " would."));
    assertThat(
        Evidence.distributedWithItsCount(
            count(20, 40), test(KeyKind.METRIC, "booking_step_1", 2, null)),
        is(
            "Both campaigns show one and the same rate of booking_step_1, up to rounding. So does"
                + " a count of this period, beyond chance; a percentage of booking_step_1"
                + " would."));
  }

  @Test
  void metricsThatSupportEachOtherAreNamed() {
    Subject leads = count(20, 20, 20);
    Subject calls = Subject.known(Numbers.of(3).count("calls", 5, 5, 5).numbers()).get(0);
    AllocationHypothesis equal = test(KeyKind.EQUAL, "equal", 3, 0.02);
    assertThat(
        Evidence.distributedTogether(
            leads,
            equal,
            List.of(new Support.Member(leads, equal), new Support.Member(calls, equal)),
            0.0001),
        is(
            "All 3 campaigns show exactly 20. Alone that happens about once in 50 periods, but"
                + " together with calls about once in 10,000 periods; a total divided equally"
                + " would."));
  }

  @Test
  void fillsMultiplesAndCopiesAreTold() {
    assertThat(
        Evidence.filled(new Filled.Tie(8, 12, 20, 1e-9)),
        is(
            "8 of 12 campaigns show exactly 20, and hardly another is near it. Real traffic would"
                + " do so about once in 10^9 periods; campaigns without data that were filled with"
                + " one value would."));
    String several =
        "; one event added up under several names would, or pixel and server events without a"
            + " shared event id.";
    assertThat(
        Evidence.duplicated(new CommonDivisor.Shared(2, 15, 15, 0.0001)),
        is(
            "All 15 values above 0 are multiples of 2. Real counts would be so about once in"
                + " 10,000 periods"
                + several));
    assertThat(
        Evidence.duplicated(new CommonDivisor.Shared(4, 14, 15, 0.0001)),
        is(
            "14 of 15 values above 0 are multiples of 4. Real counts would be so about once in"
                + " 10,000 periods"
                + several));
    assertThat(
        Evidence.copied(
            count(20, 30, 40),
            new Copied.Original(
                new EarlierPeriod(Period.parse("2025-10"), "", true, true, 3, null, Map.of()),
                0.0001)),
        is(
            "All 3 campaigns show the same values in every metric as in 2025-10. Real traffic would"
                + " repeat itself about once in 10,000 periods; numbers carried over, or an export"
                + " of the wrong period, would."));
  }

  @Test
  void whatIsTooEvenHasAnHonestExplanation() {
    assertThat(
        Evidence.tooEven(test(KeyKind.SPEND, "spend", 9, 0.0001)),
        is(
            "The values follow spend more closely than chance allows (about once in 10,000"
                + " periods), but not at one rate: campaigns that are steered by cost do this."));
    assertThat(
        Evidence.tooEven(test(KeyKind.EQUAL, "equal", 9, 0.0001)),
        is(
            "The values follow equal shares more closely than chance allows (about once in 10,000"
                + " periods), but not at one rate: campaigns that are paused or capped at a number"
                + " of results do this."));
  }

  @Test
  void whatCannotBeToldSaysWhy() {
    String same = "Both campaigns show exactly 20.";
    assertThat(
        Evidence.inconclusive(count(20, 20), test(KeyKind.EQUAL, "equal", 2, 0.0001)),
        is(
            same
                + " So would results that are paid for one by one, so this cannot be told from real"
                + " numbers."));
    assertThat(
        Evidence.inconclusive(count(20, 20), test(KeyKind.EQUAL, "equal", 2, 0.13)),
        is(
            same
                + " But 2 campaigns with 40 in all are too few to tell: chance would do so about"
                + " once in 8 periods."));
    Subject money = Subject.known(Numbers.of(2).money("revenue", 20, 20).numbers()).get(0);
    assertThat(
        Evidence.inconclusive(money, test(KeyKind.EQUAL, "equal", 2, null)),
        is(same + " An amount alone cannot be told from a fixed price or credit."));
    assertThat(
        Evidence.inconclusive(count(20.5, 20.5), test(KeyKind.EQUAL, "equal", 2, null)),
        is(
            "Both campaigns show exactly 20.5. A fraction alone cannot be told from a fixed price"
                + " or credit."));
  }

  @Test
  void realTrafficShowsItsRange() {
    assertThat(
        Evidence.variance(count(0, 3, 3, 79)),
        is("4 campaigns show 3 different values from 0 to 79, as real traffic does."));
    assertThat(
        Evidence.farOutside(new BigDecimal("12"), new Expectation.FarOutside(1234, 8, 1e-5)),
        is(
            "The total, 12, is far from the 1,230 that this client's spend and 8 earlier periods led to"
                + " expect."));
  }

  @Test
  void aLaterStepThatIsLargerIsTold() {
    List<Subject> funnel =
        Subject.known(
            Numbers.of(3)
                .count("searches", 10, 5, 7)
                .after("searches", "leads", 9, 6, 8)
                .after("clicks", "calls", 1, 1, 1)
                .numbers());
    assertThat(
        Evidence.order(funnel.get(1), funnel),
        is("2 of 3 campaigns have more than at the earlier step searches."));
    assertThat(Evidence.order(funnel.get(0), funnel), is(""));
    assertThat(Evidence.order(funnel.get(2), funnel), is(""));
    List<Subject> narrowing =
        Subject.known(
            Numbers.of(2).count("searches", 10, 5).after("searches", "leads", 10, 4).numbers());
    assertThat(Evidence.order(narrowing.get(1), narrowing), is(""));
  }

  private static Subject count(double... values) {
    return Subject.known(Numbers.of(values.length).count("leads", values).numbers()).get(0);
  }

  private static AllocationHypothesis test(
      KeyKind kind, String name, int campaigns, @Nullable Double pValue) {
    AllocationKey key = new AllocationKey(name, kind, ValueColumn.of(List.of()));
    return new AllocationHypothesis(key, campaigns, true, pValue, null, ALPHA);
  }
}

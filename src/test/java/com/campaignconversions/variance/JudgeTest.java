package com.campaignconversions.variance;

import static com.campaignconversions.variance.Numbers.each;
import static com.campaignconversions.variance.Numbers.earlier;
import static com.campaignconversions.variance.Numbers.joined;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.clients.Period;
import com.campaignconversions.variance.numbers.ContentDigest;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final double[] REAL = {12, 31, 7, 55, 0, 18, 23, 4, 90, 41};
  private static final double[] REAL_SPEND = {
    310.5, 702.11, 150.4, 1200.9, 80.77, 505.3, 610.01, 95.6, 2100.4, 870.2
  };

  @Test
  void findsTheTotalThatWasDividedEqually() {
    MetricJudgement judgement = Numbers.of(25).count("leads", each(25, 20)).judgement();
    assertThat(judgement.verdict(), is(Verdict.DISTRIBUTED));
    assertThat(judgement.manufacture().allocationKey(), is("equal"));
    assertThat(judgement.manufacture().pValue(), is(lessThan(1e-20)));
    assertThat(judgement.trusted(), is(false));
    assertThat(
        judgement.evidence(), containsString("All 25 campaigns show exactly 20. Real traffic"));
    assertThat(judgement.evidence(), containsString("10^2"));
    assertThat(judgement.evidence(), containsString("a total divided equally would"));
  }

  @Test
  void findsTheDividedTotalThatLeftARemainder() {
    MetricJudgement judgement =
        Numbers.of(25).count("leads", joined(each(10, 2), each(15, 1))).judgement();
    assertThat(judgement.verdict(), is(Verdict.DISTRIBUTED));
    assertThat(judgement.evidence(), containsString("show 1 or 2"));
    assertThat(judgement.distribution().mean(), is(new BigDecimal("1.4000000000")));
    assertThat(judgement.distribution().stddev(), is(new BigDecimal("0.5000000000")));
  }

  @Test
  void findsTheTotalThatWasDividedWithDecimals() {
    MetricJudgement judgement = Numbers.of(24).count("leads", each(24, 20.83)).judgement();
    assertThat(judgement.verdict(), is(Verdict.DISTRIBUTED));
  }

  @Test
  void trustsZerosForWhichNothingSpeaks() {
    MetricJudgement judgement = Numbers.of(25).count("leads", each(25, 0)).judgement();
    assertThat(judgement.verdict(), is(Verdict.ALL_ZERO));
    assertThat(judgement.trusted(), is(true));
    assertThat(judgement.manufacture().pValue(), is(nullValue()));
    assertThat(judgement.evidence(), is("All 25 campaigns show 0."));
  }

  @Test
  void trustsASingleCampaign() {
    MetricJudgement judgement = Numbers.of(1).count("leads", 500).judgement();
    assertThat(judgement.verdict(), is(Verdict.SINGLE_CAMPAIGN));
    assertThat(judgement.distribution().stddev(), is(nullValue()));
    assertThat(judgement.distribution().mean(), is(new BigDecimal("500.0000000000")));
    assertThat(judgement.manufacture().allocationKey(), is(nullValue()));
  }

  @Test
  void leavesAnUnknownMetricUnknown() {
    MetricJudgement judgement = Numbers.of(4).unknownCount("leads").judgement();
    assertThat(judgement.verdict(), is(Verdict.NO_DATA));
    assertThat(judgement.total(), is(nullValue()));
    assertThat(judgement.distribution().mean(), is(nullValue()));
    assertThat(judgement.trusted(), is(false));
    assertThat(judgement.reconciliation(), is(Reconciliation.NOT_CHECKED));
  }

  @Test
  void aPeriodWithoutCampaignsIsNothingAndReconcilesStill() {
    MetricJudgement judgement = Numbers.of(0).reconciled("leads", false, 3).judgement();
    assertThat(judgement.verdict(), is(Verdict.ALL_ZERO));
    assertThat(judgement.total(), is(BigDecimal.ZERO));
    assertThat(judgement.distribution().min(), is(nullValue()));
    assertThat(judgement.reconciliation(), is(Reconciliation.LOW));
    assertThat(judgement.trusted(), is(false));
    assertThat(Numbers.of(0).unknownCount("leads").judgement().trusted(), is(true));
  }

  @Test
  void trustsValuesThatVaryAsRealOnesDo() {
    MetricJudgement judgement = Numbers.of(10).spend(REAL_SPEND).count("leads", REAL).judgement();
    assertThat(judgement.verdict(), is(Verdict.VARIANCE));
    assertThat(judgement.evidence(), containsString("10 different values from 0 to 90"));
    assertThat(judgement.distribution().reportingCampaigns(), is(9L));
    assertThat(judgement.trusted(), is(true));
  }

  @Test
  void countsEqualAmountsOnceHoweverTheyAreWritten() {
    MetricJudgement judgement =
        Numbers.of(2)
            .count("leads", List.of(new BigDecimal("20"), new BigDecimal("20.00")))
            .judgement();
    assertThat(judgement.distribution().distinctValues(), is(1L));
  }

  @Test
  void findsATotalThatWasDividedBySpendImpressionsOrClicks() {
    double[] weights = {310, 702, 150, 1200, 80, 505, 610, 95, 2100, 870};
    double[] split = new double[10];
    for (int i = 0; i < 10; i++) {
      split[i] = Math.round(weights[i] * 0.0793);
    }
    MetricJudgement bySpend = Numbers.of(10).spend(weights).count("leads", split).judgement();
    assertThat(bySpend.verdict(), is(Verdict.DISTRIBUTED));
    assertThat(bySpend.manufacture().allocationKey(), is("spend"));
    MetricJudgement byClicks = Numbers.of(10).clicks(weights).count("leads", split).judgement();
    assertThat(byClicks.verdict(), is(Verdict.DISTRIBUTED));
    assertThat(byClicks.manufacture().allocationKey(), is("clicks"));
    assertThat(byClicks.evidence(), containsString("a total divided by clicks would"));
    MetricJudgement byImpressions =
        Numbers.of(10).impressions(weights).count("leads", split).judgement();
    assertThat(byImpressions.manufacture().allocationKey(), is("impressions"));
  }

  @Test
  void findsAPercentageOfAnEarlierMetric() {
    double[] searches = {310, 702, 150, 1200, 80, 505, 610, 95, 2100, 870};
    double[] percentage = new double[10];
    for (int i = 0; i < 10; i++) {
      percentage[i] = Math.floor(searches[i] * 0.12);
    }
    MetricJudgement judgement =
        Numbers.of(10).count("searches", searches).count("leads", percentage).judgement("leads");
    assertThat(judgement.verdict(), is(Verdict.DISTRIBUTED));
    assertThat(judgement.manufacture().allocationKey(), is("searches"));
  }

  @Test
  void anIdenticalEarlierMetricIsNoKey() {
    MetricJudgement judgement =
        Numbers.of(10).count("searches", REAL).count("leads", REAL).judgement("leads");
    assertThat(judgement.verdict(), is(Verdict.VARIANCE));
    assertThat(judgement.manufacture().allocationKey(), is("equal"));
  }

  @Test
  void aLargePartOfTheClicksIsNoPercentageOfThem() {
    double[] clicks = {100, 200, 50, 400, 30, 160, 220, 40, 700, 300};
    double[] views = {97, 195, 49, 391, 29, 157, 216, 39, 682, 293};
    MetricJudgement judgement = Numbers.of(10).clicks(clicks).count("views", views).judgement();
    assertThat(judgement.trusted(), is(true));
  }

  @Test
  void aValueWithoutWeightPutsTheKeyOut() {
    double[] weights = {310, 702, 150, 1200, 80, 505, 610, 95, 2100, 0};
    double[] split = {31, 70, 15, 120, 8, 50, 61, 9, 210, 3};
    MetricJudgement judgement = Numbers.of(10).spend(weights).count("leads", split).judgement();
    assertThat(judgement.verdict(), is(not(Verdict.DISTRIBUTED)));
    double[] withoutValue = {31, 70, 15, 120, 8, 50, 61, 9, 210, 0};
    assertThat(
        Numbers.of(10)
            .spend(weights)
            .count("leads", withoutValue)
            .judgement()
            .manufacture()
            .allocationKey(),
        is("spend"));
  }

  @Test
  void resultsThatWereChargedForMayFollowSpend() {
    double[] spend = {310, 702, 150, 1200, 80, 505, 610, 95, 2100, 870};
    double[] results = {31, 70, 15, 120, 8, 50, 61, 9, 210, 87};
    MetricJudgement judgement =
        Numbers.of(10).spend(spend).chargedPerResult().count("leads", results).judgement();
    assertThat(judgement.verdict(), is(Verdict.VARIANCE));
  }

  @Test
  void fewSmallCountsAtOnePriceCannotBeTold() {
    double[] results = {1, 2, 1, 3, 2, 1, 4, 1, 2, 3, 2, 1};
    double[] spend = {10.3, 19.1, 9.8, 31.0, 20.4, 9.5, 38.9, 10.1, 20.2, 29.0, 19.7, 10.6};
    MetricJudgement judgement = Numbers.of(12).spend(spend).count("leads", results).judgement();
    assertThat(judgement.verdict(), is(Verdict.INCONCLUSIVE));
    assertThat(judgement.trusted(), is(true));
  }

  @Test
  void twoOrThreeCampaignsAloneAreTooFewToTell() {
    MetricJudgement two = Numbers.of(2).count("leads", 10, 10).judgement();
    assertThat(two.verdict(), is(Verdict.INCONCLUSIVE));
    assertThat(two.manufacture().pValue(), is(0.176197));
    MetricJudgement three = Numbers.of(3).count("leads", 10, 10, 10).judgement();
    assertThat(three.verdict(), is(Verdict.INCONCLUSIVE));
    assertThat(three.trusted(), is(true));
  }

  @Test
  void evenMetricsSupportEachOtherWhereCampaignsAreFew() {
    List<MetricJudgement> judged =
        Numbers.of(4)
            .count("searches", each(4, 50))
            .count("views", each(4, 25))
            .count("leads", each(4, 13))
            .judged();
    for (MetricJudgement judgement : judged) {
      assertThat(judgement.metric(), judgement.verdict(), is(Verdict.DISTRIBUTED));
    }
    assertThat(
        Numbers.of(4).count("leads", each(4, 13)).judgement().verdict(), is(Verdict.INCONCLUSIVE));
    assertThat(judged.get(2).evidence(), containsString("together with searches, views"));
  }

  @Test
  void aRealMetricBesideManufacturedOnesStaysReal() {
    MetricJudgement judgement =
        Numbers.of(4)
            .count("searches", each(4, 50))
            .count("views", each(4, 25))
            .count("leads", 14, 9, 12, 19)
            .judgement("leads");
    assertThat(judgement.verdict(), is(Verdict.VARIANCE));
  }

  @Test
  void theSameMetricTwiceIsNoSupport() {
    List<MetricJudgement> judged =
        Numbers.of(4).count("searches", each(4, 13)).count("leads", each(4, 13)).judged();
    for (MetricJudgement judgement : judged) {
      assertThat(judgement.verdict(), is(Verdict.INCONCLUSIVE));
    }
  }

  @Test
  void moneyAtOneRateIsANoteUnlessItsCountWasDivided() {
    MetricJudgement alone = Numbers.of(12).money("value", each(12, 99)).judgement();
    assertThat(alone.verdict(), is(Verdict.INCONCLUSIVE));
    assertThat(alone.trusted(), is(true));
    assertThat(alone.manufacture().pValue(), is(nullValue()));
    MetricJudgement besideItsCount =
        Numbers.of(12)
            .money("value", each(12, 99))
            .count("reservations", each(12, 30))
            .judgement("value");
    assertThat(besideItsCount.verdict(), is(Verdict.DISTRIBUTED));
    assertThat(besideItsCount.manufacture().allocationKey(), is("equal"));
  }

  @Test
  void aFixedPriceIsNoDividedMoney() {
    double[] value = new double[10];
    for (int i = 0; i < 10; i++) {
      value[i] = REAL[i] * 49.9;
    }
    assertThat(
        Numbers.of(10).count("sales", REAL).money("value", value).judgement("value").verdict(),
        is(Verdict.VARIANCE));
  }

  @Test
  void findsCampaignsThatWereFilledWithOneValue() {
    MetricJudgement judgement =
        Numbers.of(12).count("leads", joined(each(9, 20), new double[] {3, 41, 77})).judgement();
    assertThat(judgement.verdict(), is(Verdict.DISTRIBUTED));
    assertThat(judgement.manufacture().allocationKey(), is("equal"));
    assertThat(judgement.evidence(), containsString("9 of 12 campaigns show exactly 20"));
  }

  @Test
  void campaignsPausedAtANumberOfLeadsHaveNeighbours() {
    double[] leads = {20, 20, 20, 21, 20, 21, 22, 20, 20, 21, 23, 20, 20, 21, 22};
    MetricJudgement judgement = Numbers.of(15).count("leads", leads).judgement();
    assertThat(judgement.verdict(), is(Verdict.TOO_EVEN));
    assertThat(judgement.trusted(), is(true));
  }

  @Test
  void findsCountsThatWereAllDoubled() {
    double[] doubled = {2, 14, 6, 30, 8, 44, 12, 0, 10, 26, 4, 18, 62, 22, 16};
    MetricJudgement judgement = Numbers.of(15).count("leads", doubled).judgement();
    assertThat(judgement.verdict(), is(Verdict.DUPLICATED));
    assertThat(judgement.manufacture().commonDivisor(), is(2));
    assertThat(judgement.evidence(), containsString("All 14 values above 0 are multiples of 2"));
  }

  /** Seven values each: alone, once in 14 or 128 weeks. */
  @Test
  void metricsThatAreAllDoubledAreFoundTogether() {
    double[] searches = {20, 46, 12, 8, 34, 10, 28, 62, 14, 4};
    double[] leads = {6, 18, 4, 2, 12, 8, 10, 22, 8, 2};
    double[] calls = {9, 3, 5, 1, 7, 2, 4, 8, 3, 6};
    Numbers numbers = Numbers.of(10).count("searches", searches).count("leads", leads);
    assertThat(numbers.judgement("leads").verdict(), is(Verdict.DUPLICATED));
    assertThat(
        numbers.judgement("leads").evidence(),
        startsWith("All 10 values above 0 are multiples of 2, and so are those of searches."));
    assertThat(numbers.count("calls", calls).judgement("calls").verdict(), is(Verdict.VARIANCE));
    assertThat(Numbers.of(10).count("leads", leads).judgement().verdict(), is(Verdict.VARIANCE));
  }

  /** Every next step lost nobody, so that it says nothing that the first has not said. */
  @Test
  void stepsThatAreTheSameAsTheFirstAreNoWitnesses() {
    double[] leads = {6, 18, 4, 2, 12, 8, 10, 22, 8, 2};
    double[] nearly = {6, 18, 4, 2, 12, 8, 10, 22, 8, 0};
    Numbers numbers = Numbers.of(10).count("leads", leads).count("sales", nearly);
    assertThat(numbers.judgement("leads").verdict(), is(Verdict.VARIANCE));
  }

  @Test
  void weeksOfFewCampaignsAreFoundTogether() {
    int[] totals = {9, 14, 8, 22, 11, 17, 9, 25};
    List<EarlierPeriod> earlier = new ArrayList<>();
    MetricJudgement last = null;
    for (int total : totals) {
      double[] split = new double[4];
      for (int i = 0; i < 4; i++) {
        split[i] = total / 4 + (i < total % 4 ? 1 : 0);
      }
      PeriodNumbers week = Numbers.of(4).count("leads", split).numbers();
      last = Judge.judge(week, earlier, Numbers.ALPHA).get(0);
      earlier.add(
          new EarlierPeriod(
              Period.parse("2025-W%02d".formatted(earlier.size() + 1)),
              "",
              true,
              true,
              4,
              null,
              null,
              null,
              MetricJudgement.known(List.of(last))));
      if (earlier.size() == 6) {
        assertThat(last.verdict(), is(Verdict.INCONCLUSIVE));
        assertThat(
            last.evidence(),
            endsWith(
                "So it was in the last 6 periods that can tell. 2 periods more like them would"
                    + " tell."));
      }
    }
    assertThat(Objects.requireNonNull(last).verdict(), is(Verdict.DISTRIBUTED));
    assertThat(last.manufacture().allocationKey(), is("equal"));
    assertThat(
        last.evidence(),
        startsWith(
            "All 4 campaigns show 6 or 7. So it was in each of the last 8 periods that can tell,"
                + " since 2025-W01."));
  }

  @Test
  void aWeekOfHardlyAnyConversionsSaysWhatItLacks() {
    MetricJudgement judgement = Numbers.of(4).count("leads", 1, 1, 1, 0).judgement();
    assertThat(judgement.verdict(), is(Verdict.INCONCLUSIVE));
    assertThat(
        judgement.evidence(), endsWith("8 periods with at least 8 each could tell together."));
    assertThat(judgement.manufacture().chances().equal(), is(nullValue()));
  }

  @Test
  void weeksOfFewDoubledCountsAreFoundTogether() {
    double[][] weeks = {
      {2, 4, 0, 6},
      {4, 0, 2, 2},
      {8, 2, 0, 4},
      {2, 0, 0, 6},
      {4, 2, 6, 0},
      {2, 8, 0, 4},
      {0, 2, 4, 10},
      {6, 2, 0, 8}
    };
    List<EarlierPeriod> earlier = new ArrayList<>();
    MetricJudgement last = null;
    for (double[] week : weeks) {
      last =
          Judge.judge(Numbers.of(4).count("leads", week).numbers(), earlier, Numbers.ALPHA).get(0);
      earlier.add(
          new EarlierPeriod(
              Period.parse("2025-W%02d".formatted(earlier.size() + 1)),
              "",
              true,
              true,
              4,
              null,
              null,
              null,
              MetricJudgement.known(List.of(last))));
      if (earlier.size() == 4) {
        assertThat(last.verdict(), is(Verdict.INCONCLUSIVE));
        assertThat(last.evidence(), containsString("are multiples of 2, too few to tell"));
      }
    }
    assertThat(Objects.requireNonNull(last).verdict(), is(Verdict.DUPLICATED));
    assertThat(last.manufacture().commonDivisor(), is(2));
  }

  @Test
  void namesTheFactorThatIsLeastChance() {
    double[] quadrupled = {4, 28, 12, 60, 16, 88, 24, 20, 52, 8, 36, 124, 44, 32};
    assertThat(
        Numbers.of(14).count("leads", quadrupled).judgement().manufacture().commonDivisor(), is(4));
  }

  @Test
  void findsTheNumbersOfAnEarlierPeriod() {
    PeriodNumbers numbers = Numbers.of(10).count("leads", REAL).numbers();
    EarlierPeriod october = earlier(10, ContentDigest.of(numbers), 500, Map.of("leads", 281.0));
    MetricJudgement judgement = Numbers.of(10).count("leads", REAL).judgement(october);
    assertThat(judgement.verdict(), is(Verdict.COPIED));
    assertThat(judgement.evidence(), containsString("in every metric as in 2025-10"));
    EarlierPeriod other = earlier(10, "other", 500, Map.of("leads", 281.0));
    assertThat(
        Numbers.of(10).count("leads", REAL).judgement(other).verdict(), is(Verdict.VARIANCE));
  }

  @Test
  void fewConversionsMayRepeatThemselves() {
    Numbers few = Numbers.of(5).count("leads", 1, 0, 2, 0, 0);
    EarlierPeriod same = earlier(10, ContentDigest.of(few.numbers()), 500, Map.of("leads", 3.0));
    assertThat(few.judgement(same).verdict(), is(not(Verdict.COPIED)));
  }

  @Test
  void aMetricThatAlwaysHadConversionsDroppedToZero() {
    double[] spend = each(4, 100);
    Map<String, Double> twenty = Map.of("leads", 20.0);
    EarlierPeriod october = earlier(10, "x", 400, twenty);
    MetricJudgement judgement =
        Numbers.of(4).spend(spend).count("leads", each(4, 0)).judgement(october);
    assertThat(judgement.verdict(), is(Verdict.DROPPED_TO_ZERO));
    assertThat(judgement.trusted(), is(false));
    assertThat(judgement.evidence(), containsString("although 400 was spent"));
    assertThat(judgement.evidence(), containsString("about 20"));
  }

  @Test
  void anAmountIsToBeExpectedOnlyWhereItsCountIs() {
    EarlierPeriod october = earlier(10, "x", 400, Map.of("leads", 20.0, "value", 9000.0));
    List<MetricJudgement> dropped =
        Numbers.of(4)
            .spend(each(4, 100))
            .count("leads", each(4, 0))
            .amountOf("leads", "value", each(4, 0))
            .judged(october);
    assertThat(dropped.get(1).verdict(), is(Verdict.DROPPED_TO_ZERO));
    assertThat(dropped.get(1).evidence(), containsString("as of its count leads"));

    List<MetricJudgement> worthless =
        Numbers.of(4)
            .spend(each(4, 100))
            .count("leads", 3, 9, 2, 6)
            .amountOf("leads", "value", each(4, 0))
            .judged(october);
    assertThat(worthless.get(1).verdict(), is(Verdict.ALL_ZERO));
    assertThat(
        Numbers.of(4)
            .spend(each(4, 100))
            .money("value", each(4, 0))
            .judgement(earlier(10, "x", 400, Map.of("value", 9000.0)))
            .verdict(),
        is(Verdict.ALL_ZERO));
  }

  @Test
  void nothingIsNoDropWithoutSpendOrWhereLittleWasToBeExpected() {
    Map<String, Double> twenty = Map.of("leads", 20.0);
    assertThat(
        Numbers.of(4)
            .spend(each(4, 0))
            .count("leads", each(4, 0))
            .judgement(earlier(10, "x", 400, twenty))
            .verdict(),
        is(Verdict.ALL_ZERO));
    assertThat(
        Numbers.of(4)
            .spend(each(4, 30))
            .count("leads", each(4, 0))
            .judgement(earlier(10, "x", 400, twenty))
            .verdict(),
        is(Verdict.ALL_ZERO));
  }

  @Test
  void aMonthThatWasDroppedIsNoWitnessForTheNext() {
    MetricJudgement judgement =
        Numbers.of(4)
            .spend(each(4, 100))
            .count("leads", each(4, 0))
            .judgement(
                earlier(10, "x", false, 400, Map.of("leads", 0.0)),
                earlier(9, "y", 400, Map.of("leads", 22.0)));
    assertThat(judgement.verdict(), is(Verdict.DROPPED_TO_ZERO));
  }

  @Test
  void notesATotalFarFromWhatEarlierPeriodsPredict() {
    EarlierPeriod[] half = new EarlierPeriod[6];
    for (int i = 0; i < 6; i++) {
      half[i] = earlier(i + 1, "m" + i, 1000 + 10 * i, Map.of("leads", 50.0 + 3 * (i % 3)));
    }
    Numbers far = Numbers.of(10).spend(each(10, 100)).count("leads", REAL);
    assertThat(far.judgement(half).evidence(), containsString("far from the 5"));
    assertThat(far.judgement(half).trusted(), is(true));
    assertThat(far.judgement(half).verdict(), is(Verdict.OUTLIER));
    assertThat(far.judgement(half).isOfVerdict(), is(false));
    assertThat(far.judgement(half).saying("", false).whyNotTrusted(), is("OUTLIER"));
    assertThat(
        Numbers.of(3).spend(each(3, 300)).count("leads", 30, 8, 12).judgement(half).evidence(),
        not(containsString("far from")));
  }

  @Test
  void aLaterStepLargerThanAnEarlierOneIsNoted() {
    MetricJudgement judgement =
        Numbers.of(10)
            .count("searches", REAL)
            .after("searches", "views", 3, 12, 9, 20, 0, 4, 8, 1, 40, 11)
            .judgement("views");
    assertThat(
        judgement.evidence(),
        containsString("1 of 10 campaigns have more than at the earlier step searches"));
    assertThat(judgement.trusted(), is(true));
  }

  @Test
  void reconcilesCountsExactlyAndMoneyToTheCent() {
    assertThat(
        Numbers.of(2).reconciled("leads", false, 41, 30, 11).judgement().reconciliation(),
        is(Reconciliation.MATCH));
    assertThat(
        Numbers.of(2).reconciled("value", true, 40.98, 30, 11).judgement().reconciliation(),
        is(Reconciliation.MATCH));
    assertThat(
        Numbers.of(2).reconciled("value", true, 40.97, 30, 11).judgement().reconciliation(),
        is(Reconciliation.HIGH));
    assertThat(
        Numbers.of(2).count("leads", 30, 11).judgement().reconciliation(),
        is(Reconciliation.NOT_CHECKED));
  }

  @Test
  void moreThanTheAccountReportsIsNotTrustedAndNamesTheFactor() {
    MetricJudgement judgement = Numbers.of(3).reconciled("leads", false, 40, 80, 9, 31).judgement();
    assertThat(judgement.reconciliation(), is(Reconciliation.HIGH));
    assertThat(judgement.trusted(), is(false));
    assertThat(judgement.verdict().trusted(), is(true));
    assertThat(judgement.evidence(), containsString("everything was counted 3 times"));
  }

  @Test
  void lessThanTheAccountReportsIsTrustedUpToOnePerCent() {
    assertThat(
        Numbers.of(3).reconciled("leads", false, 1000, 600, 90, 300).judgement().trusted(),
        is(true));
    MetricJudgement judgement =
        Numbers.of(3).reconciled("leads", false, 1000, 600, 89, 300).judgement();
    assertThat(judgement.reconciliation(), is(Reconciliation.LOW));
    assertThat(judgement.trusted(), is(false));
    assertThat(judgement.evidence(), containsString("11 more than the campaigns"));
  }

  @Test
  void aSmallerSignificanceAccusesLess() {
    PeriodNumbers numbers = Numbers.of(8).count("leads", each(8, 7)).numbers();
    assertThat(
        Judge.judge(numbers, List.of(), new BigDecimal("0.001")).get(0).verdict(),
        is(Verdict.DISTRIBUTED));
    assertThat(
        Judge.judge(numbers, List.of(), new BigDecimal("0.000001")).get(0).verdict(),
        is(Verdict.INCONCLUSIVE));
  }

  @Test
  void theDigestKnowsUnknownFromZeroAndTwentyFromTwentyPointZero() {
    String twenty =
        ContentDigest.of(Numbers.of(1).count("leads", List.of(new BigDecimal("20"))).numbers());
    assertThat(
        ContentDigest.of(Numbers.of(1).count("leads", List.of(new BigDecimal("20.00"))).numbers()),
        is(twenty));
    assertThat(
        ContentDigest.of(Numbers.of(1).count("leads", 0).numbers()),
        is(not(ContentDigest.of(Numbers.of(1).unknownCount("leads").numbers()))));
    assertThat(twenty.length(), is(32));
  }
}

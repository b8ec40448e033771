package com.campaignconversions.variance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.variance.detection.AllocationHypothesis;
import com.campaignconversions.variance.detection.AllocationKey.KeyKind;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.numbers.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AllocationsTest {
  private static final double ALPHA = 0.001;

  @Test
  void countsAreHeldAgainstTheCommonKeysAndEarlierMetrics() {
    PeriodNumbers numbers =
        Numbers.of(3)
            .spend(10, 20, 30)
            .impressions(1000, 1500, 2500)
            .clicks(100, 150, 260)
            .count("searches", 30, 41, 77)
            .count("leads", 7, 9, 12)
            .numbers();
    List<Subject> subjects = Subject.known(numbers);
    Allocations allocations = Allocations.of(numbers, subjects, List.of(), ALPHA);
    assertThat(
        keys(allocations, subjects.get(0)), contains("equal", "spend", "impressions", "clicks"));
    assertThat(
        keys(allocations, subjects.get(1)),
        contains("equal", "spend", "impressions", "clicks", "searches"));
    assertThat(
        allocations.by("searches", subjects.get(1)).orElseThrow().key().kind(), is(KeyKind.METRIC));
    assertThat(allocations.by("calls", subjects.get(1)), is(Optional.empty()));
    assertThat(allocations.by(null, subjects.get(1)), is(Optional.empty()));
  }

  /** Impressions and clicks bring no money; earlier money may have been shared out again. */
  @Test
  void moneyIsHeldAgainstEqualSharesSpendAndEarlierMetrics() {
    PeriodNumbers numbers =
        Numbers.of(3)
            .spend(10, 20, 30)
            .impressions(1000, 1500, 2500)
            .clicks(100, 150, 260)
            .money("revenue", 30, 41, 77)
            .money("profit", 7, 9, 12)
            .numbers();
    List<Subject> subjects = Subject.known(numbers);
    Allocations allocations = Allocations.of(numbers, subjects, List.of(), ALPHA);
    assertThat(keys(allocations, subjects.get(1)), contains("equal", "spend", "revenue"));
    assertThat(
        allocations.by("revenue", subjects.get(1)).orElseThrow().key().kind(), is(KeyKind.MONEY));
  }

  @Test
  void whereMetaChargesPerResultSpendIsNoKey() {
    PeriodNumbers numbers =
        Numbers.of(2).spend(10, 20).clicks(5, 9).chargedPerResult().count("leads", 1, 2).numbers();
    List<Subject> subjects = Subject.known(numbers);
    assertThat(
        keys(Allocations.of(numbers, subjects, List.of(), ALPHA), subjects.get(0)),
        contains("equal", "clicks"));
  }

  @Test
  void oneCampaignAndNothingAtAllAreHeldAgainstNothing() {
    PeriodNumbers one = Numbers.of(1).spend(10).count("leads", 1).numbers();
    assertThat(
        keys(Allocations.of(one, Subject.known(one), List.of(), ALPHA), Subject.known(one).get(0)),
        is(empty()));
    PeriodNumbers zero = Numbers.of(2).spend(10, 20).count("leads", 0, 0).numbers();
    assertThat(
        keys(
            Allocations.of(zero, Subject.known(zero), List.of(), ALPHA),
            Subject.known(zero).get(0)),
        is(empty()));
  }

  /** 20 of 200, 40 of 400 and 60 of 600 clicks are rarer than three counts of equal shares. */
  @Test
  void theSmallestIsThatOfTheKeyWhichTheCountsFollow() {
    PeriodNumbers numbers =
        Numbers.of(3).clicks(200, 400, 600).count("leads", 20, 40, 60).numbers();
    List<Subject> subjects = Subject.known(numbers);
    assertThat(
        Allocations.of(numbers, subjects, List.of(), ALPHA)
            .smallest(subjects.get(0))
            .orElseThrow()
            .key()
            .name(),
        is("clicks"));
  }

  /** Money has no law of chance, and follows the count that was divided. */
  @Test
  void moneyIsDistributedWhereACountIsByTheSameKey() {
    double[] twenty = Numbers.each(25, 20);
    double[] fifty = Numbers.each(25, 50);
    PeriodNumbers divided = Numbers.of(25).count("leads", twenty).money("revenue", fifty).numbers();
    List<Subject> subjects = Subject.known(divided);
    RuleFinding revenue =
        Allocations.of(divided, subjects, List.of(), ALPHA)
            .distributed(subjects.get(1))
            .orElseThrow();
    assertThat(revenue.verdict(), is(Verdict.DISTRIBUTED));
    assertThat(revenue.key(), is("equal"));
    PeriodNumbers alone = Numbers.of(25).money("revenue", fifty).numbers();
    List<Subject> onlyMoney = Subject.known(alone);
    assertThat(
        Allocations.of(alone, onlyMoney, List.of(), ALPHA).distributed(onlyMoney.get(0)),
        is(Optional.empty()));
  }

  private static List<String> keys(Allocations allocations, Subject subject) {
    return allocations.tests(subject).stream()
        .map(AllocationHypothesis::key)
        .map(key -> key.name())
        .toList();
  }
}

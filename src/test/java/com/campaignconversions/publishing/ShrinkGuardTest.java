package com.campaignconversions.publishing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.Coverage;
import com.campaignconversions.conversions.VersionSummary;
import com.campaignconversions.conversions.VersionSums;
import com.campaignconversions.insights.counts.RowCounts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rule that a version which is more than 20 % smaller is not published unseen. */
class ShrinkGuardTest {
  private static final long NO_DAYS = 0;

  /** What is published: ten campaigns of a thousand rows that cost a hundred. */
  private static final ShrinkGuard PUBLISHED = published("100.00", null);

  private static ShrinkGuard published(@Nullable String spend, @Nullable Long days) {
    return new ShrinkGuard(10, 1000L, spend == null ? null : new BigDecimal(spend), days);
  }

  /** The new content of November 2025. */
  private static ClientPeriodSummary now(
      long campaigns, long rows, @Nullable String spend, long days) {
    return new ClientPeriodSummary(
        Content.clientPeriod("belmonte", "2025-11"),
        State.COMPLETE,
        null,
        new RowCounts(rows, rows, 0, 0, 0, 0, 0, 0),
        List.of(),
        new VersionSummary(
            "fingerprint",
            "digest",
            true,
            new Coverage(LocalDate.of(2025, 11, 1), LocalDate.of(2025, 11, 30), days, true),
            new VersionSums(
                campaigns,
                spend == null ? null : new BigDecimal(spend),
                null,
                null,
                List.of(),
                List.of()),
            true,
            false,
            "sample",
            "PLN",
            "default",
            null,
            null,
            List.of()));
  }

  /** Days of the month, as bits. */
  private static long days(int first, int last) {
    long bits = 0;
    for (int day = first; day <= last; day++) {
      bits |= 1L << (day - 1);
    }
    return bits;
  }

  @Test
  void exactlyAFifthLessIsNoLoss() {
    assertThat(PUBLISHED.loss(now(8, 800, "80", NO_DAYS), true), is(nullValue()));
  }

  @Test
  void moreIsNoLoss() {
    assertThat(PUBLISHED.loss(now(11, 1001, "100.01", NO_DAYS), true), is(nullValue()));
  }

  @Test
  void fewerCampaignsThanFourFifthsAreALoss() {
    assertThat(
        PUBLISHED.loss(now(7, 1000, "100", NO_DAYS), true),
        is("more than 20 % less than is published: campaigns from 10 to 7"));
  }

  @Test
  void oneRowBelowFourFifthsIsALoss() {
    assertThat(
        PUBLISHED.loss(now(10, 799, "100", NO_DAYS), true),
        is("more than 20 % less than is published: rows from 1000 to 799"));
  }

  @Test
  void oneCentBelowFourFifthsOfTheSpendIsALoss() {
    assertThat(
        PUBLISHED.loss(now(10, 1000, "79.99", NO_DAYS), true),
        is("more than 20 % less than is published: spend from 100 to 79.99"));
  }

  @Test
  void everythingThatShrankIsToldInOneSentence() {
    assertThat(
        PUBLISHED.loss(now(0, 0, "0.00", NO_DAYS), true),
        is(
            "more than 20 % less than is published: campaigns from 10 to 0, rows from 1000 to 0,"
                + " spend from 100 to 0"));
  }

  @Test
  void spendThatIsNotKnownAnyMoreIsALossUnlessThereWasNone() {
    assertThat(
        PUBLISHED.loss(now(10, 1000, null, NO_DAYS), true),
        is("more than 20 % less than is published: spend from 100 to unknown"));
    assertThat(published("0.00", null).loss(now(10, 1000, null, NO_DAYS), true), is(nullValue()));
  }

  @Test
  void whatTheEarlierVersionDoesNotTellIsNotCompared() {
    ShrinkGuard old = new ShrinkGuard(10, null, null, null);

    assertThat(old.loss(now(10, 0, null, NO_DAYS), true), is(nullValue()));
    assertThat(old.anyLess(now(10, 0, null, NO_DAYS)), is(nullValue()));
  }

  @Test
  void beforeThePeriodIsOverNumbersMayShrink() {
    assertThat(PUBLISHED.loss(now(0, 0, null, NO_DAYS), false), is(nullValue()));
  }

  @Test
  void beforeThePeriodIsOverDaysMayNotVanish() {
    assertThat(
        published("100", days(1, 5)).loss(now(0, 0, null, days(1, 4)), false),
        is("days without a row that had rows before: 2025-11-05"));
  }

  @Test
  void vanishedDaysThatFollowEachOtherAreToldAsOneRange() {
    assertThat(
        published("100", days(1, 30)).loss(now(10, 1000, "100", days(1, 2) | days(10, 29)), true),
        is("days without a row that had rows before: 2025-11-03 to 2025-11-09, 2025-11-30"));
  }

  @Test
  void daysThatHadNoRowsBeforeAreNotMissed() {
    assertThat(
        published("100", days(2, 3)).loss(now(10, 1000, "100", days(2, 30)), true),
        is(nullValue()));
  }

  @Test
  void shrunkNumbersAreToldBeforeVanishedDays() {
    assertThat(
        published("100", days(1, 1)).loss(now(7, 1000, "100", NO_DAYS), true),
        is(
            "more than 20 % less than is published: campaigns from 10 to 7; days without a row that"
                + " had rows before: 2025-11-01"));
  }

  @Test
  void anyLessTellsTheSmallestFall() {
    assertThat(
        PUBLISHED.anyLess(now(9, 999, "99.99", NO_DAYS)),
        is("campaigns from 10 to 9, rows from 1000 to 999, spend from 100 to 99.99"));
  }

  @Test
  void anyLessTellsOfSpendThatIsNotKnownAnyMore() {
    assertThat(PUBLISHED.anyLess(now(10, 1000, null, NO_DAYS)), is("spend from 100 to unknown"));
    assertThat(published("0", null).anyLess(now(10, 1000, null, NO_DAYS)), is(nullValue()));
  }

  @Test
  void anyLessHasNothingToSayOfTheSameOrMore() {
    assertThat(PUBLISHED.anyLess(now(10, 1000, "100", NO_DAYS)), is(nullValue()));
    assertThat(PUBLISHED.anyLess(now(11, 1001, "101", NO_DAYS)), is(nullValue()));
  }
}

package com.campaignconversions.reconciliation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import com.campaignconversions.reconciliation.OtherPeriods.Published;
import com.campaignconversions.variance.Judge;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OtherPeriodsTest {
  private static final BigDecimal ALPHA = new BigDecimal("0.0001");
  private static final Metric LEADS =
      SmallJob.metricOf(
          "leads", List.of("actions"), Scope.CAMPAIGN, Unit.COUNT, "lead", "form+call", "other");

  private static Published published(String period, int leads, String sources) {
    return new Published(
        Period.parse(period),
        "",
        Map.of("leads", BigDecimal.valueOf(leads)),
        sources.isEmpty() ? Set.of() : Set.of(sources));
  }

  private static OtherPeriods others(Published... published) {
    return OtherPeriods.of(List.of(published), fingerprints -> Set.of());
  }

  private static MetricJudgement judged(int leads, @Nullable BigDecimal account) {
    return Judge.judge(
            new PeriodNumbers(
                List.of("1"),
                Arrays.asList(new BigDecimal[] {null}),
                Arrays.asList(new BigDecimal[] {null}),
                Arrays.asList(new BigDecimal[] {null}),
                List.of(
                    new MetricNumbers(
                        "leads",
                        false,
                        null,
                        List.of(BigDecimal.valueOf(leads)),
                        account,
                        null,
                        null,
                        BigDecimal.ZERO,
                        null)),
                false),
            List.of(),
            ALPHA)
        .get(0);
  }

  private static MetricJudgement beside(
      OtherPeriods others, String period, int leads, String... types) {
    return others.beside(
        judged(leads, null), Period.parse(period), LEADS, ALPHA, () -> Set.of(types));
  }

  /** The days of June 2026 begin a week, and end on a Tuesday. */
  private static final Published[] JUNE = IntWeeks.of(23, 24, 25, 26, 27, 10, 10, 10, 10, 10);

  /** Weeks of 2026 and what they have. */
  private static final class IntWeeks {
    static Published[] of(int... weeksAndLeads) {
      int weeks = weeksAndLeads.length / 2;
      Published[] published = new Published[weeks];
      for (int i = 0; i < weeks; i++) {
        published[i] = published("2026-W" + weeksAndLeads[i], weeksAndLeads[weeks + i], "");
      }
      return published;
    }
  }

  @Test
  void aMonthHasAtLeastAndAtMostWhatItsWeeksHave() {
    assertThat(beside(others(JUNE), "2026-06", 40).trusted(), is(true));
    assertThat(beside(others(JUNE), "2026-06", 50).trusted(), is(true));
    assertThat(beside(others(JUNE), "2026-06", 90).reconciliation(), is(Reconciliation.HIGH));
    MetricJudgement low = beside(others(JUNE), "2026-06", 15);
    assertThat(low.reconciliation(), is(Reconciliation.LOW));
    assertThat(low.trusted(), is(false));
    assertThat(
        low.evidence(),
        startsWith("The period has 15, and the published weeks within it have 40 together, so"));
  }

  @Test
  void aWeekThatIsNotPublishedMayHaveHadAnything() {
    assertThat(
        beside(others(IntWeeks.of(23, 24, 25, 26, 10, 10, 10, 10)), "2026-06", 900).trusted(),
        is(true));
  }

  @Test
  void aWeekIsHeldAgainstItsMonthWithTheOtherWeeks() {
    OtherPeriods others =
        others(
            published("2026-06", 30, ""),
            published("2026-W23", 10, ""),
            published("2026-W24", 12, ""));
    assertThat(beside(others, "2026-W25", 8).trusted(), is(true));
    MetricJudgement high = beside(others, "2026-W25", 50);
    assertThat(high.reconciliation(), is(Reconciliation.HIGH));
    assertThat(
        high.evidence(),
        startsWith(
            "The published 2026-06 has 30, and the published weeks within it have 72 together, so"));
    // Of a week that straddles nobody knows how much is of June.
    assertThat(beside(others, "2026-W27", 50).trusted(), is(true));
  }

  @Test
  void theLastWeekIsTooLittleForAFilledMonth() {
    List<Published> published = new ArrayList<>(List.of(JUNE).subList(0, 4));
    published.add(published("2026-06", 120, ""));
    OtherPeriods others = OtherPeriods.of(published, fingerprints -> Set.of());
    assertThat(beside(others, "2026-W27", 10).reconciliation(), is(Reconciliation.LOW));
    // What was asked leaves nothing behind.
    assertThat(beside(others, "2026-W26", 10).trusted(), is(true));
  }

  @Test
  void daysAreHeldAgainstWeeksAndMonths() {
    OtherPeriods others = others(published("2026-W24", 4, ""));
    assertThat(beside(others, "2026-06-10", 4).trusted(), is(true));
    assertThat(beside(others, "2026-06-10", 40).reconciliation(), is(Reconciliation.HIGH));
    assertThat(
        beside(others(published("2026-06", 3, "")), "2026-06-10", 40).reconciliation(),
        is(Reconciliation.HIGH));
  }

  @Test
  void whatWasTakenFromAnotherChoiceIsNotCompared() {
    Published[] weeks = JUNE.clone();
    weeks[1] = published("2026-W24", 10, "{\"leads\":\"other\"}");
    assertThat(beside(others(weeks), "2026-06", 90, "lead").trusted(), is(true));
    assertThat(beside(others(weeks), "2026-06", 90, "other").trusted(), is(false));
    // Members of one group are one choice.
    weeks[1] = published("2026-W24", 10, "{\"leads\":\"call\",\"calls\":\"other\"}");
    assertThat(beside(others(weeks), "2026-06", 90, "form+call").trusted(), is(false));
  }

  @Test
  void whatTheAccountItselfAgreesWithIsNotDoubted() {
    MetricJudgement judged = judged(90, BigDecimal.valueOf(90));
    assertThat(
        others(JUNE).beside(judged, Period.parse("2026-06"), LEADS, ALPHA, Set::of), is(judged));
  }

  @Test
  void whatThisRunFoundTakesThePlaceOfWhatIsPublished() {
    OtherPeriods others = others(JUNE);
    others.settle(Period.parse("2026-W24"), published("2026-W24", 60, ""));
    assertThat(beside(others, "2026-06", 90).trusted(), is(true));
    others.settle(Period.parse("2026-W24"), null);
    assertThat(beside(others, "2026-06", 900).trusted(), is(true));
  }

  /** Thirteen weeks and three months of counts that late conversions changed in between. */
  @Test
  void honestNumbersAreNotAccused() {
    Random random = new Random(18);
    int accused = 0;
    for (int client = 0; client < 2_000; client++) {
      double aDay = Math.exp(random.nextGaussian() * 2 - 1);
      List<Published> weeks = new ArrayList<>();
      int[] months = new int[3];
      for (LocalDate monday = LocalDate.of(2025, 12, 29);
          monday.isBefore(LocalDate.of(2026, 4, 6));
          monday = monday.plusDays(7)) {
        int leads = 0;
        for (int day = 0; day < 7; day++) {
          int ofDay = poisson(aDay, random);
          leads += ofDay;
          LocalDate date = monday.plusDays(day);
          if (date.getYear() == 2026 && date.getMonthValue() <= 3) {
            // One in a hundred came after the week was read.
            months[date.getMonthValue() - 1] += ofDay + (random.nextInt(100) == 0 ? 1 : 0);
          }
        }
        weeks.add(published(Period.containing(Granularity.WEEK, monday).id(), leads, ""));
      }
      OtherPeriods others = OtherPeriods.of(weeks, fingerprints -> Set.of());
      for (int month = 1; month <= 3; month++) {
        accused += beside(others, "2026-0" + month, months[month - 1]).trusted() ? 0 : 1;
      }
    }
    assertThat(accused, is(lessThanOrEqualTo(1)));
  }

  private static int poisson(double mean, Random random) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }

  @Test
  void saysNothingWhereNothingElseIsPublished() {
    assertThat(OtherPeriods.none().isEmpty(), is(true));
    assertThat(beside(OtherPeriods.none(), "2026-06", 900).evidence(), containsString("900"));
  }
}

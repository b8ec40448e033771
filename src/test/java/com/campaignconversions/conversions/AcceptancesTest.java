package com.campaignconversions.conversions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import com.campaignconversions.clients.Granularity;
import com.campaignconversions.job.Acceptance;
import com.campaignconversions.job.Acceptance.AcceptedFinding;
import com.campaignconversions.job.InsightFields;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.InsightSource;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.LossKind;
import com.campaignconversions.job.LossRules;
import com.campaignconversions.job.LossRules.AcceptedLoss;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.Reporting;
import com.campaignconversions.job.Retention;
import com.campaignconversions.job.metrics.Attribution;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.MetricJudgement.Manufacture;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.numbers.Distribution;
import com.campaignconversions.variance.numbers.SplitChances;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AcceptancesTest {
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 3, 31);

  @Test
  void trustsUntilTheLastDayAndSaysSo() {
    MetricJudgement accepted =
        acceptances(LAST_DAY, accept("leads", AcceptedFinding.DISTRIBUTED)).applyTo(divided());
    assertThat(accepted.trusted(), is(true));
    assertThat(accepted.verdict(), is(Verdict.DISTRIBUTED));
    assertThat(
        accepted.evidence(),
        is("All 4 campaigns show 20. Accepted until 2026-03-31: equal-budget test."));
  }

  @ParameterizedTest
  @CsvSource({
    "lakeside, leads, DISTRIBUTED",
    "belmonte, calls, DISTRIBUTED",
    "belmonte, leads, COPIED"
  })
  void leavesWhatItDoesNotSpeakOf(String client, String metric, AcceptedFinding finding) {
    Acceptance other = new Acceptance(client, metric, finding, "known", LAST_DAY);
    MetricJudgement judgement = divided();
    assertThat(acceptances(LAST_DAY, other).applyTo(judgement), is(sameInstance(judgement)));
  }

  @Test
  void endsAfterTheLastDay() {
    MetricJudgement judgement = divided();
    assertThat(
        acceptances(LAST_DAY.plusDays(1), accept("leads", AcceptedFinding.DISTRIBUTED))
            .applyTo(judgement),
        is(sameInstance(judgement)));
  }

  @Test
  void speaksOfEveryMetric() {
    Acceptances all =
        acceptances(LAST_DAY, accept(Acceptance.EVERY_METRIC, AcceptedFinding.DISTRIBUTED));
    assertThat(all.applyTo(divided()).trusted(), is(true));
  }

  @Test
  void isNotTrustedUntilAllThatSpeaksAgainstItIsAccepted() {
    MetricJudgement twice = judgement(Verdict.DUPLICATED, Reconciliation.HIGH, 50, false);
    Acceptance duplicated = accept("leads", AcceptedFinding.DUPLICATED);
    assertThat(acceptances(LAST_DAY, duplicated).applyTo(twice), is(sameInstance(twice)));
    MetricJudgement accepted =
        acceptances(LAST_DAY, duplicated, accept("leads", AcceptedFinding.HIGH)).applyTo(twice);
    assertThat(accepted.trusted(), is(true));
  }

  @ParameterizedTest
  @CsvSource({"100, true", "101, true", "102, false"})
  void whatIsMissingByOnePercentNeedsNoAcceptance(int accountTotal, boolean trusted) {
    MetricJudgement low = judgement(Verdict.COPIED, Reconciliation.LOW, accountTotal, false);
    assertThat(
        acceptances(LAST_DAY, accept("leads", AcceptedFinding.COPIED)).applyTo(low).trusted(),
        is(trusted));
  }

  @Test
  void doesNotSpeakWhereTheNumberIsTrustedAnyway() {
    MetricJudgement real = judgement(Verdict.VARIANCE, Reconciliation.MATCH, 100, true);
    assertThat(
        acceptances(LAST_DAY, accept("leads", AcceptedFinding.HIGH)).applyTo(real),
        is(sameInstance(real)));
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void everyVerdictThatIsNotTrustedCanBeAccepted(Verdict verdict) {
    MetricJudgement judgement =
        judgement(verdict, Reconciliation.NOT_CHECKED, 100, verdict.trusted());
    Acceptance[] every =
        Arrays.stream(AcceptedFinding.values())
            .map(one -> accept("leads", one))
            .toArray(Acceptance[]::new);
    assertThat(acceptances(LAST_DAY, every).applyTo(judgement).trusted(), is(true));
  }

  @Test
  void endsItsSentenceOnce() {
    Acceptance ended =
        new Acceptance(
            "belmonte", "leads", AcceptedFinding.DISTRIBUTED, "Agreed with Ola.", LAST_DAY);
    assertThat(
        acceptances(LAST_DAY, ended).applyTo(divided()).evidence(), endsWith(": Agreed with Ola."));
  }

  @ParameterizedTest
  @CsvSource({
    "VARIANCE, MATCH, 100, true, false",
    "VARIANCE, LOW, 101, true, false",
    "VARIANCE, LOW, 102, true, true",
    "VARIANCE, HIGH, 50, true, true",
    "DISTRIBUTED, NOT_CHECKED, 100, true, true",
    "DISTRIBUTED, NOT_CHECKED, 100, false, false",
    "VARIANCE, HIGH, 50, false, false"
  })
  void whatIsTrustedThoughSomethingSpeaksAgainstItIsAccepted(
      Verdict verdict,
      Reconciliation reconciliation,
      int accountTotal,
      boolean trusted,
      boolean accepted) {
    assertThat(
        Acceptances.isAccepted(judgement(verdict, reconciliation, accountTotal, trusted)),
        is(accepted));
  }

  @Test
  void anAcceptedLossIsFoundInWhatIsTold() {
    AcceptedLoss loss =
        new AcceptedLoss("belmonte", LossKind.SPANS_PERIODS, "a one-off export", LAST_DAY);

    String told = "2 rows span periods" + Acceptances.remark(loss) + ".";

    assertThat(told, is("2 rows span periods (accepted until 2026-03-31: a one-off export)."));
    assertThat(Acceptances.isOfLoss(told), is(true));
    assertThat(Acceptances.isOfLoss("2 rows span periods."), is(false));
  }

  private static Acceptance accept(String metric, AcceptedFinding finding) {
    return new Acceptance("belmonte", metric, finding, "equal-budget test", LAST_DAY);
  }

  private static MetricJudgement divided() {
    return judgement(Verdict.DISTRIBUTED, Reconciliation.NOT_CHECKED, 100, false);
  }

  private static MetricJudgement judgement(
      Verdict verdict, Reconciliation reconciliation, int accountTotal, boolean trusted) {
    return new MetricJudgement(
        "leads",
        new Distribution(
            4,
            4,
            1,
            BigDecimal.valueOf(100),
            BigDecimal.valueOf(25),
            BigDecimal.valueOf(25),
            BigDecimal.valueOf(25),
            BigDecimal.ZERO),
        verdict,
        "All 4 campaigns show 20.",
        new Manufacture("equal", 1e-9, null, SplitChances.NONE),
        BigDecimal.valueOf(accountTotal),
        reconciliation,
        trusted);
  }

  private static Acceptances acceptances(LocalDate day, Acceptance... accepted) {
    Job job =
        new Job(
            "small",
            Granularity.MONTH,
            new InsightFiles(List.of(), "/", InsightSource.Newest.NONE, null),
            InsightFields.USUAL,
            List.of(),
            List.of(),
            Map.of(),
            new Attribution(List.of(Attribution.DEFAULT_WINDOW)),
            new Output("jdbc:h2:mem:x", null, null, null, Output.Cache.NONE),
            new BigDecimal("0.001"),
            Job.Outliers.NOTE,
            List.of(accepted),
            LossRules.STRICT,
            null,
            null,
            Retention.EVERYTHING,
            Reporting.NOBODY,
            Map.of());
    return new Acceptances(job, "belmonte", day);
  }
}

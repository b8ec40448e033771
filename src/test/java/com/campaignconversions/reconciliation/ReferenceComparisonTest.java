package com.campaignconversions.reconciliation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.reconciliation.ReferenceComparison.Stage;
import com.campaignconversions.reconciliation.ReferenceTotals.Sum;
import com.campaignconversions.variance.Judge;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.ReferenceTotal;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two campaigns, Summer and Winter, with 40 and 60 leads in September. */
class ReferenceComparisonTest {
  private static final ClientPeriod SEPTEMBER =
      new ClientPeriod("belmonte", Period.parse("2025-09"));
  private static final List<@Nullable BigDecimal> VALUES =
      List.of(BigDecimal.valueOf(40), BigDecimal.valueOf(60));

  private final Sum sum = new Sum();
  private @Nullable BigDecimal tolerance;
  private Stage stage = Stage.FINAL;

  private ReferenceComparisonTest has(@Nullable String campaign, String value) {
    sum.add(campaign, new BigDecimal(value));
    return this;
  }

  private MetricJudgement judged(boolean money) {
    List<@Nullable BigDecimal> unknown = Collections.nCopies(2, null);
    MetricJudgement judgement =
        Judge.judge(
                new PeriodNumbers(
                    List.of("7", "8"),
                    unknown,
                    unknown,
                    unknown,
                    List.of(
                        new MetricNumbers(
                            "leads", money, null, VALUES, null, null, null, BigDecimal.ZERO, null)),
                    false),
                List.of(),
                new BigDecimal("0.001"))
            .get(0);
    return new ReferenceComparison(
            new ReferenceTotals(
                Map.of(SEPTEMBER, Map.of("leads", sum)), tolerance, null, List.of(), true),
            SEPTEMBER,
            stage,
            List.of("7", "8"),
            Arrays.asList("Summer", "Winter"))
        .beside(judgement, money, VALUES);
  }

  private Reconciliation reconciliation(boolean money) {
    ReferenceTotal reference = Objects.requireNonNull(judged(money).reference());
    assertThat(
        judged(money).trusted(),
        is(
            reference.reconciliation() == Reconciliation.MATCH
                || reference.reconciliation() == Reconciliation.NOT_CHECKED));
    return reference.reconciliation();
  }

  @Test
  void aTotalIsComparedExactly() {
    has(null, "99");
    assertThat(reconciliation(false), is(Reconciliation.HIGH));
    has(null, "1");
    assertThat(reconciliation(false), is(Reconciliation.MATCH));
    has(null, "1");
    assertThat(reconciliation(false), is(Reconciliation.LOW));
    tolerance = new BigDecimal("0.02");
    assertThat(reconciliation(false), is(Reconciliation.MATCH));
  }

  @Test
  void amountsMayDifferByACentACampaign() {
    has(null, "100.02");
    assertThat(reconciliation(true), is(Reconciliation.MATCH));
    has(null, "0.01");
    assertThat(reconciliation(true), is(Reconciliation.LOW));
  }

  @Test
  void aTotalThatWasDividedIsFoundByItsCampaigns() {
    has("Summer", "90").has("8", "10");
    assertThat(reconciliation(false), is(Reconciliation.CAMPAIGNS_DIFFER));
    assertThat(judged(false).whyNotTrusted(), is("REFERENCE CAMPAIGNS_DIFFER"));
    assertThat(
        judged(false).evidence(),
        containsString(
            "By campaign: \"Summer\" (7) has 40 here and 90 there, \"Winter\" (8) has 60 here and 10 there."));
    tolerance = new BigDecimal("0.5");
    assertThat(reconciliation(false), is(Reconciliation.MATCH));
  }

  @Test
  void campaignsThatNobodyKnowsAreNamedWhereOthersAreKnown() {
    has("Summer", "40").has("Winter", "50").has("Autumn", "10");
    assertThat(judged(false).evidence(), containsString("\"Autumn\" has 0 here and 10 there"));
    assertThat(reconciliation(false), is(Reconciliation.CAMPAIGNS_DIFFER));
  }

  @Test
  void campaignsOfAnotherNamingSayNothing() {
    has("utm-1", "90").has("utm-2", "10");
    assertThat(reconciliation(false), is(Reconciliation.MATCH));
  }

  @Test
  void provisionalNumbersAreNotAccusedOfWhatIsStillToCome() {
    has(null, "120");
    stage = Stage.SETTLING;
    assertThat(reconciliation(false), is(Reconciliation.NOT_CHECKED));
    assertThat(
        judged(false).evidence(), containsString("Conversions of the period still come in."));
    has(null, "-70");
    assertThat(reconciliation(false), is(Reconciliation.HIGH));
    stage = Stage.RUNNING;
    assertThat(reconciliation(false), is(Reconciliation.NOT_CHECKED));
  }

  @Test
  void aValueThatIsNoNumberLeavesTheTotalOpen() {
    has(null, "20").sum.unreadable();
    assertThat(reconciliation(false), is(Reconciliation.NOT_CHECKED));
    assertThat(
        judged(false).evidence(), containsString("1 row of it of this metric has no number"));
  }
}

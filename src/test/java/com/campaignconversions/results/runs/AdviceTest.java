package com.campaignconversions.results.runs;

import static com.campaignconversions.results.runs.Results.judgement;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.numbers.Verdict;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {
  @ParameterizedTest
  @EnumSource(Verdict.class)
  void whatIsNotTrustedSaysWhetherItMayBeShown(Verdict verdict) {
    String advice =
        Advice.of(judgement("leads", verdict, "Why.", Reconciliation.NOT_CHECKED, false));

    assertThat(
        Advice.of(judgement("leads", verdict, "Why.", Reconciliation.NOT_CHECKED, true)),
        startsWith("It may be shown"));
    assertThat(advice, containsString("how"));
    assertThat(advice, endsWith("."));
    assertThat(Advice.words(verdict), not(containsString("_")));
  }

  @Test
  void everyVerdictHasWordsOfItsOwn() {
    assertThat(
        Arrays.stream(Verdict.values()).map(Advice::words).distinct().count(),
        is((long) Verdict.values().length));
  }

  @Test
  void anAccountThatDisagreesIsToldBeforeAVerdictThatDoesNotMind() {
    assertThat(
        Advice.words(judgement("leads", Verdict.VARIANCE, "Why.", Reconciliation.LOW, false)),
        is("less than the account's total"));
    assertThat(
        Advice.of(judgement("leads", Verdict.VARIANCE, "Why.", Reconciliation.HIGH, false)),
        containsString("rows count twice"));
    assertThat(
        Advice.words(judgement("leads", Verdict.DISTRIBUTED, "Why.", Reconciliation.LOW, false)),
        is("a total, divided"));
  }
}

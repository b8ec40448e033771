package com.campaignconversions.publishing.runs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExitRulesTest {
  private static final ExitRules ALLOW_UNTRUSTED = new ExitRules(true, false);
  private static final ExitRules FAIL_ON_MISSING = new ExitRules(false, true);

  private static final ClientPeriodOutcome PUBLISHED = outcome(Outcome.PUBLISHED, true);
  private static final ClientPeriodOutcome UNTRUSTED = outcome(Outcome.PUBLISHED, false);
  private static final ClientPeriodOutcome MISSING = outcome(Outcome.MISSING, null);
  private static final ClientPeriodOutcome WITHHELD = outcome(Outcome.WITHHELD, null);

  private static ClientPeriodOutcome outcome(Outcome outcome, @Nullable Boolean trusted) {
    return new ClientPeriodOutcome(
        new ClientPeriod("belmonte", Period.parse("2025-11")),
        outcome,
        trusted,
        null,
        null,
        1,
        null,
        null);
  }

  private static ExitCode strictly(ClientPeriodOutcome... outcomes) {
    return ExitRules.STRICT.exitCode(List.of(outcomes));
  }

  @Test
  void theNumbersThatSchedulersKnowStay() {
    assertThat(ExitCode.OK.number(), is(0));
    assertThat(ExitCode.FAILED.number(), is(1));
    assertThat(ExitCode.USAGE.number(), is(2));
    assertThat(ExitCode.NOT_TRUSTED.number(), is(3));
  }

  @Test
  void whatIsPublishedUnchangedHeldOrSupersededIsWell() {
    assertThat(
        strictly(
            PUBLISHED,
            outcome(Outcome.UNCHANGED, true),
            outcome(Outcome.HELD, null),
            outcome(Outcome.SUPERSEDED, null)),
        is(ExitCode.OK));
  }

  @Test
  void aRunOfNothingIsWell() {
    assertThat(strictly(), is(ExitCode.OK));
  }

  @Test
  void oneWithheldClientPeriodFailsTheRun() {
    assertThat(strictly(PUBLISHED, WITHHELD, PUBLISHED), is(ExitCode.FAILED));
  }

  @Test
  void oneUntrustedClientPeriodIsTold() {
    assertThat(strictly(PUBLISHED, UNTRUSTED, PUBLISHED), is(ExitCode.NOT_TRUSTED));
    assertThat(strictly(PUBLISHED, outcome(Outcome.UNCHANGED, false)), is(ExitCode.NOT_TRUSTED));
  }

  @Test
  void failureBeatsUntrustedNumbersInWhateverOrder() {
    assertThat(strictly(UNTRUSTED, WITHHELD), is(ExitCode.FAILED));
    assertThat(strictly(WITHHELD, UNTRUSTED), is(ExitCode.FAILED));
  }

  @Test
  void untrustedNumbersCanBeAllowedAndWithheldOnesCannot() {
    assertThat(ALLOW_UNTRUSTED.exitCode(List.of(PUBLISHED, UNTRUSTED)), is(ExitCode.OK));
    assertThat(ALLOW_UNTRUSTED.exitCode(List.of(UNTRUSTED, WITHHELD)), is(ExitCode.FAILED));
  }

  @Test
  void aMissingClientPeriodFailsTheRunOnlyWhereTheJobSaysSo() {
    assertThat(strictly(PUBLISHED, MISSING), is(ExitCode.OK));
    assertThat(FAIL_ON_MISSING.exitCode(List.of(PUBLISHED, MISSING)), is(ExitCode.FAILED));
    assertThat(FAIL_ON_MISSING.exitCode(List.of(UNTRUSTED, MISSING)), is(ExitCode.FAILED));
    assertThat(FAIL_ON_MISSING.exitCode(List.of(PUBLISHED)), is(ExitCode.OK));
  }
}

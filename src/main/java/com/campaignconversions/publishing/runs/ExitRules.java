package com.campaignconversions.publishing.runs;

import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import java.io.Serializable;
import java.util.List;

/**
 * What besides the rows makes a run's exit code.
 *
 * @param allowUntrusted whether numbers that are not trusted still end with 0
 * @param failOnMissing whether a missing client period ends with 1
 */
public record ExitRules(boolean allowUntrusted, boolean failOnMissing) implements Serializable {
  public static final ExitRules STRICT = new ExitRules(false, false);

  /** As the client periods ended. */
  ExitCode exitCode(List<ClientPeriodOutcome> outcomes) {
    boolean failed =
        outcomes.stream()
            .anyMatch(
                outcome ->
                    outcome.outcome() == Outcome.WITHHELD
                        || (outcome.outcome() == Outcome.MISSING && failOnMissing));
    boolean untrusted =
        outcomes.stream().anyMatch(outcome -> Boolean.FALSE.equals(outcome.trusted()));
    return failed
        ? ExitCode.FAILED
        : untrusted && !allowUntrusted ? ExitCode.NOT_TRUSTED : ExitCode.OK;
  }
}

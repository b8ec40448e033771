package com.campaignconversions.notifications;

import com.campaignconversions.database.Database;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.runs.RunState.Liveness;
import com.campaignconversions.results.runs.RunResult;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run failed as a whole. It did not where it withheld something: then its client periods
 * are told of, one by one.
 */
final class RunFailure {
  private RunFailure() {}

  /** Why a run failed that came to its end, in a sentence; null where it did not fail. */
  static @Nullable String of(RunResult result) {
    if (result.exitCode() != ExitCode.FAILED.number() || anyIs(result, Outcome.WITHHELD)) {
      return null;
    }
    if (result.counts().rows().noneUsable() && !result.counts().rejected().isEmpty()) {
      return "Rows were rejected and none could be used.";
    }
    return anyIs(result, Outcome.MISSING)
        ? "What was asked for has no rows."
        : "Not every row that it read is accounted for, as its log tells.";
  }

  private static boolean anyIs(RunResult result, Outcome outcome) {
    return result.clientPeriods().stream().anyMatch(one -> one.is(outcome));
  }

  /** Whether an earlier run did. */
  static boolean isOf(Database database, RunState run) {
    if (run.state() == Liveness.DEAD) {
      return true;
    }
    Integer exitCode = run.exitCode();
    return exitCode != null
        && exitCode == ExitCode.FAILED.number()
        && (run.reason() != null
            || OutcomeStore.outcomes(database, run.id()).stream()
                .noneMatch(one -> one.outcome() == Outcome.WITHHELD));
  }
}

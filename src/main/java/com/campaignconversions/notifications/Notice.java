package com.campaignconversions.notifications;

import com.campaignconversions.database.Database;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.runs.RunState.Liveness;
import com.campaignconversions.results.runs.RunResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a run.
 *
 * @param run its number; null where it got none
 * @param headline the run, its job and what it did, in a sentence
 * @param transitions the worst first
 * @param failure why the run failed, in a sentence; null where it did not
 * @param wellAgain that the run before had failed, in a sentence; null where it had not, or this
 *     one has too
 * @param isNews whether anything is otherwise than before
 */
record Notice(
    String job,
    @Nullable Long run,
    int exitCode,
    String headline,
    List<Transition> transitions,
    @Nullable String failure,
    @Nullable String wellAgain,
    boolean isNews) {
  Notice {
    transitions = List.copyOf(transitions);
  }

  /** Of a run that came to its end. */
  static Notice of(Database database, RunResult result) {
    return of(database, result, RunFailure.of(result));
  }

  /**
   * Of a run whose results are stored.
   *
   * @param failure why it failed; null where it did not
   */
  static Notice of(Database database, RunResult result, @Nullable String failure) {
    List<Transition> transitions = Transition.of(database, result);
    Optional<RunState> failedBefore =
        RunQueries.before(database, result.run())
            .filter(earlier -> RunFailure.isOf(database, earlier));
    // Nobody was told by one that died.
    boolean told = failedBefore.filter(earlier -> earlier.state() != Liveness.DEAD).isPresent();
    String wellAgain = failure == null ? failedBefore.map(Notice::wellAgain).orElse(null) : null;
    return new Notice(
        result.job().name(),
        result.run().id(),
        result.exitCode(),
        failure != null && result.clientPeriods().isEmpty()
            ? failed(result.job().name(), result.run().id())
            : result.headline() + " Exit code " + result.exitCode() + ".",
        transitions,
        failure,
        wellAgain,
        !transitions.isEmpty() || wellAgain != null || (failure != null && !told));
  }

  private static String wellAgain(RunState before) {
    String why = before.why();
    return "Run "
        + before.id()
        + " before it "
        + (before.state() == Liveness.DEAD ? why : "failed" + (why == null ? "." : ": " + why));
  }

  /** Of a run of which the database tells nothing, nor whether that is new. */
  static Notice ofFailure(String job, @Nullable Long run, String failure) {
    return new Notice(
        job, run, ExitCode.FAILED.number(), failed(job, run), List.of(), failure, null, true);
  }

  private static String failed(String job, @Nullable Long run) {
    return (run == null ? "A run" : "Run " + run) + " of " + job + " failed.";
  }
}

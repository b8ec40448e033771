package com.campaignconversions.results.runs;

import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.numbers.Verdict;

/** What verdicts say in words: what the numbers look like, and what to do about those. */
public final class Advice {
  private Advice() {}

  /** What the numbers look like, in a few words: {@code varies as real traffic does}. */
  public static String words(MetricJudgement judgement) {
    if (!judgement.trusted() && !judgement.isOfVerdict()) {
      return switch (judgement.reconciliation()) {
        case HIGH -> "more than the account's total";
        case LOW -> "less than the account's total";
        case MATCH, NOT_CHECKED -> "not trusted";
      };
    }
    return words(judgement.verdict());
  }

  /** As {@link #words(MetricJudgement)}, of the verdict alone. */
  public static String words(Verdict verdict) {
    return switch (verdict) {
      case NO_DATA -> "no data";
      case INCOMPLETE -> "incomplete";
      case NEVER_SEEN -> "never seen";
      case DROPPED_TO_ZERO -> "dropped to zero";
      case ALL_ZERO -> "all zero";
      case SINGLE_CAMPAIGN -> "one campaign";
      case DISTRIBUTED -> "a total, divided";
      case DUPLICATED -> "counted several times";
      case COPIED -> "copied";
      case TOO_EVEN -> "more even than most";
      case INCONCLUSIVE -> "too few to tell";
      case VARIANCE -> "varies as real traffic does";
    };
  }

  /** Whether the number may be shown, and what to do. */
  public static String of(MetricJudgement judgement) {
    if (judgement.trusted()) {
      return judgement.isOfVerdict() || judgement.reconciliation() == Reconciliation.HIGH
          ? "It may be shown, because the job file accepts it."
          : trusted(judgement.verdict());
    }
    if (judgement.isOfVerdict()) {
      return notTrusted(judgement.verdict());
    }
    return switch (judgement.reconciliation()) {
      case HIGH ->
          "Do not show it: some rows are counted twice; export each row once, then run again.";
      case LOW ->
          "Show it as \"at least\" only: export all pages, and deleted and archived campaigns too,"
              + " then run again.";
      case MATCH, NOT_CHECKED -> "Do not show it before somebody has looked.";
    };
  }

  private static String trusted(Verdict verdict) {
    return switch (verdict) {
      case ALL_ZERO -> "It may be shown, as 0.";
      case NEVER_SEEN ->
          "It may be shown, as 0; if there should be such events, mend the name in the metric"
              + " catalogue.";
      case SINGLE_CAMPAIGN -> "It may be shown.";
      case TOO_EVEN ->
          "It may be shown; if no bid strategy or cap explains it, have a look at where the numbers"
              + " come from.";
      case INCONCLUSIVE -> "It may be shown; a longer period will tell more.";
      default -> "It may be shown.";
    };
  }

  private static String notTrusted(Verdict verdict) {
    return switch (verdict) {
      case NO_DATA ->
          "Show no number, not 0 either: have the missing field or window exported, then run again.";
      case INCOMPLETE ->
          "Do not show a total: mend the entries that are named, or list both action types as a sum,"
              + " then run again.";
      case NEVER_SEEN -> "Show no number: mend the name in the metric catalogue, then run again.";
      case DROPPED_TO_ZERO ->
          "Do not show 0 yet: look whether the pixel or event still fires; if nothing was sold,"
              + " accept it in the job file.";
      case DISTRIBUTED ->
          "Do not show it by campaign: find who divides a total before the export, and read the"
              + " campaigns' own rows.";
      case DUPLICATED ->
          "Do not show it: find who counts one event under several names, and list one of them.";
      case COPIED -> "Do not show it: export the period again, it repeats an earlier one.";
      default -> "Do not show it before somebody has looked.";
    };
  }
}

package com.campaignconversions.results.runs;

import com.campaignconversions.conversions.metrics.MetricKnowledge;
import com.campaignconversions.records.Wording;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.ReferenceTotal;
import com.campaignconversions.variance.numbers.Verdict;

/** What verdicts say in words: what the numbers look like, and what to do about those. */
public final class Advice {
  private Advice() {}

  /** What the numbers look like, in a few words: {@code varies as real traffic does}. */
  public static String words(MetricJudgement judgement) {
    if (!judgement.trusted() && !judgement.isOfVerdict()) {
      ReferenceTotal reference = judgement.reference();
      if (reference != null && judgement.isOfReference()) {
        return switch (reference.reconciliation()) {
          case HIGH -> "more than the reference";
          case LOW -> "less than the reference";
          default -> "campaigns differ from reference";
        };
      }
      if (judgement.accountTotal() == null) {
        return "not what is stored beside it";
      }
      return switch (judgement.reconciliation()) {
        case HIGH -> "more than the account's total";
        case LOW -> "less than the account's total";
        case MATCH, NOT_CHECKED, CAMPAIGNS_DIFFER -> "not trusted";
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
      case OUTLIER -> "far from what was to be expected";
      case VARIANCE -> "varies as real traffic does";
    };
  }

  /** Whether the number may be shown, and what to do. */
  public static String of(MetricJudgement judgement) {
    if (judgement.trusted()) {
      return judgement.isOfVerdict() || judgement.reconciliation() == Reconciliation.HIGH
          ? "It may be shown, because the job file accepts it."
          : trusted(judgement);
    }
    if (judgement.isOfVerdict()) {
      return notTrusted(judgement);
    }
    if (judgement.accountTotal() == null || judgement.isOfReference()) {
      return "Do not show it before somebody has looked which of the two numbers is true, and where"
          + " the other one comes from.";
    }
    return switch (judgement.reconciliation()) {
      case HIGH ->
          "Do not show it: together the campaigns have too much, because rows count twice. Ask"
              + " whoever makes the export to leave out what stands in it twice, then run again"
              + account(judgement, "; until then the account's own %s may be shown")
              + ".";
      case LOW ->
          "Show it as \"at least "
              + Wording.number(judgement.total())
              + "\", its campaigns as \"at least\" too"
              + account(judgement, ", or the account's own %s, not split by campaign")
              + ". Have all pages exported, and deleted and archived campaigns too (of the Marketing API"
              + " look in Ads Manager which are missing), then run again.";
      case MATCH, NOT_CHECKED, CAMPAIGNS_DIFFER -> "Do not show it before somebody has looked.";
    };
  }

  private static String account(MetricJudgement judgement, String clause) {
    return judgement.accountTotal() == null
        ? ""
        : clause.formatted(Wording.number(judgement.accountTotal()));
  }

  private static String trusted(MetricJudgement judgement) {
    return switch (judgement.verdict()) {
      case ALL_ZERO ->
          judgement.evidence().startsWith(MetricKnowledge.NOT_COUNTED)
              ? "Show no number: name its action types for this client in the clients file, or leave"
                  + " it out."
              : "It may be shown, as 0; nothing speaks against it.";
      case NEVER_SEEN ->
          "It may be shown, as 0; if there should be such events, correct the name in the metric"
              + " catalogue.";
      case SINGLE_CAMPAIGN -> "It may be shown; nothing speaks against it.";
      case TOO_EVEN ->
          "It may be shown. If no campaign has a cost cap or bid cap, also ask whoever makes the"
              + " export whether the numbers were calculated; if they were, show it no more.";
      case INCONCLUSIVE ->
          "It may be shown: whether anything is wrong cannot be told from so few; a longer period"
              + " will tell more.";
      case OUTLIER ->
          "It may be shown; first ask what changed: a campaign, an offer, an event, or how Meta"
              + " counts.";
      default -> "It may be shown.";
    };
  }

  private static String notTrusted(MetricJudgement judgement) {
    return switch (judgement.verdict()) {
      case NO_DATA ->
          "Show no number, not 0 either. Ask whoever makes the export to include what is missing"
              + " (Meta calls results \"actions\"), then run again.";
      case INCOMPLETE ->
          "Show no total; the campaigns that have a number may be shown singly. Then run again.";
      case NEVER_SEEN ->
          "Show no number. Compare the name or id with Events Manager, correct it in the metric"
              + " catalogue, then run again.";
      case DROPPED_TO_ZERO ->
          "Do not show 0 yet. Look in Events Manager whether the event can come in, under this name,"
              + " and whether we have access. If not, have it mended and show \"not measured\"; if"
              + " so, and there truly was none, accept DROPPED_TO_ZERO in the job file and show 0;"
              + " else show no number.";
      case DISTRIBUTED ->
          "Do not show it by campaign, and the total only after a look at Ads Manager. Ask whoever"
              + " makes the export for each campaign's own results, not a share of a total.";
      case DUPLICATED ->
          "Do not show it, nor a share of it: one event probably counts "
              + (judgement.manufacture().commonDivisor() == null
                  ? "several times"
                  : judgement.manufacture().commonDivisor() + " times")
              + ". Look first in the metric catalogue: if one event stands there under several"
              + " names, leave one and run again. If not, look in Events Manager: if pixel and"
              + " server both send it, have the developer give both one event id; this period stays"
              + " unshown.";
      case COPIED ->
          "Do not show it: have this period exported again, with its own days; the earlier period is"
              + " not in doubt.";
      case OUTLIER ->
          "Do not show it before somebody has looked what changed; if it is right, accept OUTLIER in"
              + " the job file.";
      default -> "Do not show it before somebody has looked.";
    };
  }
}

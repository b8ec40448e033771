package com.campaignconversions.conversions;

import com.campaignconversions.job.Acceptance;
import com.campaignconversions.job.Acceptance.AcceptedFinding;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.LossRules.AcceptedLoss;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.ReferenceTotal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The job's known exceptions as they hold for one client on one day. */
public final class Acceptances {
  private static final String ACCEPTED = "Accepted until ";
  private static final String LOSS = " (accepted until ";

  private final Job job;
  private final String clientId;
  private final LocalDate day;

  /**
   * The exceptions that hold.
   *
   * @param day the day, in the client's time zone, on which the run started
   */
  public Acceptances(Job job, String clientId, LocalDate day) {
    this.job = job;
    this.clientId = clientId;
    this.day = day;
  }

  /** The judgement itself, or the same as trusted where all that speaks against it is accepted. */
  public MetricJudgement applyTo(MetricJudgement judgement) {
    String said = said(judgement);
    return said.isEmpty() ? judgement : judgement.saying(judgement.evidence() + " " + said, true);
  }

  /** What acceptance adds to the evidence; empty where it does not make the judgement trusted. */
  String said(MetricJudgement judgement) {
    List<String> sentences = new ArrayList<>();
    for (AcceptedFinding finding : findings(judgement)) {
      Optional<Acceptance> accepted =
          job.acceptances().stream()
              .filter(one -> one.finding() == finding)
              .filter(one -> one.holdsFor(clientId, judgement.metric(), day))
              .max(Comparator.comparing(Acceptance::until));
      if (accepted.isEmpty()) {
        return "";
      }
      String reason = accepted.get().reason();
      String sentence = ACCEPTED + accepted.get().until() + ": " + reason;
      sentences.add(sentence.endsWith(".") ? sentence : sentence + ".");
    }
    return String.join(" ", sentences);
  }

  /** What acceptance added to the evidence of a stored judgement; empty where nothing. */
  public static String saidIn(MetricJudgement judgement) {
    int added = judgement.evidence().indexOf(ACCEPTED);
    return added < 0 || !isAccepted(judgement) ? "" : judgement.evidence().substring(added);
  }

  /** Whether a judgement is trusted only because what speaks against it is accepted. */
  public static boolean isAccepted(MetricJudgement judgement) {
    return judgement.trusted() && !findings(judgement).isEmpty();
  }

  /** What acceptance adds to the sentence of a loss. */
  static String remark(AcceptedLoss loss) {
    return LOSS + loss.until() + ": " + loss.reason() + ")";
  }

  /** Whether a loss is accepted among those that were told of a client period. */
  public static boolean isOfLoss(String told) {
    return told.contains(LOSS);
  }

  private static List<AcceptedFinding> findings(MetricJudgement judgement) {
    List<AcceptedFinding> findings = new ArrayList<>();
    if (judgement.isOfVerdict()) {
      findings.add(AcceptedFinding.valueOf(judgement.verdict().name()));
    }
    if (judgement.reconciliation() == Reconciliation.HIGH) {
      findings.add(AcceptedFinding.HIGH);
    } else if (judgement.reconciliation() == Reconciliation.LOW && muchIsMissing(judgement)) {
      findings.add(AcceptedFinding.LOW);
    }
    ReferenceTotal reference = judgement.reference();
    if (reference != null) {
      AcceptedFinding finding =
          switch (reference.reconciliation()) {
            case HIGH -> AcceptedFinding.HIGH;
            case LOW -> AcceptedFinding.LOW;
            case CAMPAIGNS_DIFFER -> AcceptedFinding.CAMPAIGNS_DIFFER;
            case MATCH, NOT_CHECKED -> null;
          };
      if (finding != null && !findings.contains(finding)) {
        findings.add(finding);
      }
    }
    return findings;
  }

  private static boolean muchIsMissing(MetricJudgement judgement) {
    BigDecimal account = judgement.accountTotal();
    BigDecimal total = judgement.total();
    // Without an account's total it is other stored or published numbers that have more.
    return account == null
        || (total != null && Reconciliation.isMuchMissing(account, account.subtract(total)));
  }
}

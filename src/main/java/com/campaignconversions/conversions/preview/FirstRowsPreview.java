package com.campaignconversions.conversions.preview;

import com.campaignconversions.clients.Client;
import com.campaignconversions.conversions.losses.GatheredRows;
import com.campaignconversions.conversions.preview.Finding.Weight;
import com.campaignconversions.conversions.preview.PreviewedClientPeriods.Affected;
import com.campaignconversions.insights.FirstRows;
import com.campaignconversions.insights.FirstRows.Told;
import com.campaignconversions.insights.counts.MistypedAccount;
import com.campaignconversions.insights.counts.RejectedCount;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.LossKind;
import com.campaignconversions.variance.numbers.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run would say of the first rows of its sources: they are extracted and judged as in a run,
 * and what comes out is told by kind, with a number and an example each.
 */
public final class FirstRowsPreview {
  private static final int MOST_ACCOUNTS = 3;

  private final Job job;
  private final FirstRows first;
  private final GatheredRows gathered;
  private final List<Finding> findings = new ArrayList<>();
  private final PreviewedClientPeriods consequences;

  private FirstRowsPreview(Job job, FirstRows first, Instant now) {
    this.job = job;
    this.first = first;
    this.gathered = GatheredRows.of(first.blocks(), job.granularity());
    this.consequences = PreviewedClientPeriods.of(job, gathered, first, now);
  }

  /**
   * All that was found, the heaviest first.
   *
   * @param now when a run would start
   */
  public static List<Finding> of(Job job, FirstRows first, Instant now) {
    FirstRowsPreview outlook = new FirstRowsPreview(job, first, now);
    outlook.unreadable();
    outlook.rejected();
    outlook.accounts();
    outlook.incomplete();
    outlook.names();
    outlook.others();
    outlook.envelopes();
    outlook.nothing();
    outlook.findings.sort(Comparator.comparing(Finding::weight));
    return outlook.findings;
  }

  private void found(Weight weight, String kind, String message, @Nullable String source) {
    findings.add(new Finding(weight, kind, message, source));
  }

  private void unreadable() {
    if (!first.unreadable().isEmpty()) {
      Told one = first.unreadable().get(0);
      found(
          Weight.IN_THE_WAY,
          "UNREADABLE",
          one.source() + " cannot be read: " + one.what() + more(first.unreadable().size(), "file"),
          one.source());
    }
  }

  /** By reason; what is of nobody comes by ad account. */
  private void rejected() {
    Map<Reason, RejectedCount> byReason = new TreeMap<>();
    for (RejectedCount one : first.counts().rejected()) {
      if (!isOfNobody(one)) {
        byReason.merge(one.reason(), one, (known, more) -> more(known, more.rows()));
      }
    }
    byReason.forEach(
        (reason, one) -> {
          Affected theirs = consequences.take(reason.name());
          found(
              theirs == null ? Weight.NOTED : theirs.weight(),
              reason.name(),
              "%d of %d rows cannot be used%s (%s), such as %s at %s: %s%s"
                  .formatted(
                      one.rows(),
                      first.counts().rows().read(),
                      reason.isOfEntry() ? " in part" : "",
                      reason,
                      one.source(),
                      one.position(),
                      one.detail(),
                      theirs == null ? "" : theirs.consequence()),
              one.source());
        });
  }

  private static boolean isOfNobody(RejectedCount one) {
    return one.reason() == Reason.UNKNOWN_CLIENT && one.accountId() != null;
  }

  private static RejectedCount more(RejectedCount one, long rows) {
    return new RejectedCount(
        one.reason(),
        one.clientId(),
        one.periodId(),
        one.accountId(),
        one.rows() + rows,
        one.source(),
        one.position(),
        one.detail());
  }

  /** Ad accounts of nobody, those that are like one of a client first. */
  private void accounts() {
    Map<String, MistypedAccount> near = new TreeMap<>();
    for (Client client : job.clients()) {
      gathered
          .sources(client.id())
          .strangers()
          .values()
          .forEach(stranger -> near.putIfAbsent(stranger.strangerId(), stranger));
    }
    List<RejectedCount> unknown =
        first.counts().rejected().stream()
            .filter(FirstRowsPreview::isOfNobody)
            .sorted(
                Comparator.comparing((RejectedCount one) -> !near.containsKey(one.accountId()))
                    .thenComparing(Comparator.comparingLong(RejectedCount::rows).reversed()))
            .toList();
    for (RejectedCount one : unknown.subList(0, Math.min(MOST_ACCOUNTS, unknown.size()))) {
      MistypedAccount stranger = near.get(one.accountId());
      String message =
          "no client has ad account %s (%d row%s, such as %s at %s)"
              .formatted(
                  one.accountId(),
                  one.rows(),
                  one.rows() == 1 ? "" : "s",
                  one.source(),
                  one.position());
      if (stranger == null) {
        found(Weight.NOTED, one.reason().name(), message, one.source());
      } else {
        found(
            hasNoRows(stranger) ? Weight.IN_THE_WAY : Weight.NOTED,
            one.reason().name(),
            message
                + "; it is one slip away from %s of %s: mend the id in the clients file"
                    .formatted(stranger.accountId(), stranger.clientId()),
            one.source());
      }
    }
    if (unknown.size() > MOST_ACCOUNTS) {
      found(
          Weight.NOTED,
          Reason.UNKNOWN_CLIENT.name(),
          "no client has %d more ad accounts, of which rows were read"
              .formatted(unknown.size() - MOST_ACCOUNTS),
          null);
    }
  }

  /** Whether rows of a stranger may be those of a client that has none. */
  private boolean hasNoRows(MistypedAccount stranger) {
    return gathered.sources(stranger.clientId()).periods().isEmpty();
  }

  private void incomplete() {
    Affected theirs = consequences.take(LossKind.ENDS_INSIDE.name());
    if (!first.incomplete().isEmpty()) {
      Told one = first.incomplete().get(0);
      found(
          theirs == null ? Weight.NOTED : theirs.weight(),
          LossKind.ENDS_INSIDE.name(),
          one.source()
              + ": "
              + one.what()
              + more(first.incomplete().size(), "file")
              + (theirs == null ? "" : theirs.consequence()),
          one.source());
    }
  }

  private void others() {
    Affected without = consequences.take(PreviewedClientPeriods.CLIENT_WITHOUT_ROWS);
    if (without != null) {
      found(
          without.weight(),
          PreviewedClientPeriods.CLIENT_WITHOUT_ROWS,
          without.weight() == Weight.NOTED
              ? "no row was found of " + Finding.some(without.heaviest())
              : Finding.some(without.heaviest()) + ": " + without.sentence(),
          null);
    }
    consequences
        .left()
        .forEach(
            (kind, theirs) ->
                found(theirs.weight(), kind, theirs.sentence() + theirs.consequence(), null));
  }

  /** The verdict says the same without the way out, and knows what is accepted. */
  private void names() {
    Affected distrusted = consequences.take(Verdict.NEVER_SEEN.name());
    List<Finding> names =
        NamesNeverSeen.of(job, gathered, distrusted == null ? Weight.NOTED : Weight.DISTRUSTED);
    findings.addAll(names);
    if (distrusted != null
        && names.stream().noneMatch(finding -> finding.weight() == Weight.DISTRUSTED)) {
      found(
          distrusted.weight(),
          Verdict.NEVER_SEEN.name(),
          distrusted.sentence() + distrusted.consequence(),
          null);
    }
  }

  private void envelopes() {
    first
        .envelopes()
        .forEach(
            (path, one) ->
                found(
                    Weight.NOTED,
                    "ENVELOPE",
                    "rows stand in %s, such as %s at %s, and are read from there"
                        .formatted(path, one.source(), one.what()),
                    one.source()));
  }

  private void nothing() {
    RowCounts rows = first.counts().rows();
    if (rows.read() == 0) {
      found(Weight.NOTED, "NO_ROWS", "no row was found", null);
    } else if (rows.rejected() == rows.read()) {
      found(
          Weight.IN_THE_WAY,
          "NOTHING_USABLE",
          "none of the rows that were read could be used",
          null);
    }
  }

  private static String more(int count, String what) {
    return count == 1
        ? ""
        : " (and %d more %s%s)".formatted(count - 1, what, count == 2 ? "" : "s");
  }
}

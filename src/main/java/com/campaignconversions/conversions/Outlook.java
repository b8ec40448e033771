package com.campaignconversions.conversions;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.ClientPeriodExtraction.Result;
import com.campaignconversions.conversions.Finding.Weight;
import com.campaignconversions.insights.FirstRows;
import com.campaignconversions.insights.FirstRows.Told;
import com.campaignconversions.insights.Loss;
import com.campaignconversions.insights.RejectedCount;
import com.campaignconversions.insights.RejectedInsight.Reason;
import com.campaignconversions.insights.RowCounts;
import com.campaignconversions.insights.Stranger;
import com.campaignconversions.insights.WantedActions;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.LossKind;
import com.campaignconversions.variance.EarlierPeriod;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run would say of the first rows of its sources: they are extracted and judged as in a run,
 * and what comes out is told by kind, with a number and an example each.
 */
public final class Outlook {
  /** What only the whole source can tell: the end of a chain of pages may stand in another file. */
  private static final Set<LossKind> OF_THE_WHOLE =
      EnumSet.of(
          LossKind.MORE_FOLLOWS,
          LossKind.DAY_WITHOUT_ROWS,
          LossKind.ACCOUNT_WITHOUT_ROWS,
          LossKind.NEWER_HOLDS_LESS,
          LossKind.STALE);

  /** The verdicts that hold of a part of the source too. */
  private static final Set<Verdict> OF_A_PART =
      EnumSet.of(Verdict.NO_DATA, Verdict.INCOMPLETE, Verdict.NEVER_SEEN);

  private static final int MOST_ACCOUNTS = 3;
  private static final int MOST_NAMES = 3;

  private final Job job;
  private final FirstRows first;
  private final GatheredRows gathered;
  private final List<Finding> findings = new ArrayList<>();

  /** By kind of loss, {@code CONFLICT} or verdict. */
  private final Map<String, Affected> affected = new TreeMap<>();

  private Outlook(Job job, FirstRows first) {
    this.job = job;
    this.first = first;
    this.gathered = GatheredRows.of(first.blocks(), job.granularity());
  }

  /** The client periods that something would befall, and what is said of the first of them. */
  private static final class Affected {
    private final TreeMap<Weight, Set<String>> names = new TreeMap<>();
    private String sentence = "";

    void add(Weight weight, String name, String itsSentence) {
      if (names.isEmpty() || weight.compareTo(names.firstKey()) < 0) {
        sentence = itsSentence;
      }
      names.computeIfAbsent(weight, none -> new TreeSet<>()).add(name);
    }

    Weight weight() {
      return names.firstKey();
    }

    Collection<String> heaviest() {
      return names.firstEntry().getValue();
    }

    /** {@code ; belmonte 2025-11 would be withheld}; nothing where nothing follows. */
    String consequence() {
      return weight() == Weight.NOTED ? "" : "; " + some(heaviest()) + wouldBe(weight());
    }

    private static String wouldBe(Weight weight) {
      return weight == Weight.IN_THE_WAY ? " would be withheld" : " would not be trusted";
    }
  }

  /**
   * All that was found, the heaviest first.
   *
   * @param now when a run would start
   */
  public static List<Finding> of(Job job, FirstRows first, Instant now) {
    Outlook outlook = new Outlook(job, first);
    outlook.unreadable();
    outlook.extract(now);
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

  /** Client by client and period by period, as a run that nothing is published of. */
  private void extract(Instant now) {
    WantedActions actions = WantedActions.of(job);
    for (Client client : job.clients()) {
      ClientSources sources = gathered.sources(client.id());
      ClientPeriodExtraction extraction = new ClientPeriodExtraction(job, client, actions, now);
      List<EarlierPeriod> earlier = new ArrayList<>();
      Set<Period> periods = periods(client, sources);
      for (Period period : periods) {
        ClientPeriod clientPeriod = new ClientPeriod(client.id(), period);
        Result result =
            extraction.extract(
                period,
                gathered.take(clientPeriod),
                sources,
                new PublishedBefore(
                    List.copyOf(earlier), false, account -> false, metric -> Set.of()));
        if (result.numbers() != null) {
          earlier.add(result.numbers());
        }
        result(clientPeriod, result);
      }
      if (periods.isEmpty()) {
        withoutRows(client, sources);
      }
    }
  }

  private Set<Period> periods(Client client, ClientSources sources) {
    Set<Period> periods = new TreeSet<>();
    for (ClientPeriod one : gathered.clientPeriods()) {
      if (one.clientId().equals(client.id())) {
        periods.add(one.period());
      }
    }
    for (LocalDate day : sources.periods()) {
      periods.add(Period.containing(job.granularity(), day));
    }
    return periods;
  }

  private void result(ClientPeriod clientPeriod, Result result) {
    String name = clientPeriod.toString();
    for (String conflict : result.conflicts()) {
      affected("CONFLICT").add(Weight.IN_THE_WAY, name, conflict);
    }
    for (Doubt doubt : result.doubts()) {
      if (first.whole() || !OF_THE_WHOLE.contains(doubt.kind())) {
        affected(doubt.kind().name()).add(weight(doubt), name, doubt.sentence());
      }
    }
    for (MetricVariance variance : result.variances()) {
      MetricJudgement judgement = variance.judgement();
      Verdict verdict = judgement.verdict();
      if (!judgement.trusted() && (first.whole() || OF_A_PART.contains(verdict))) {
        boolean ofVerdict = !verdict.trusted() || verdict == Verdict.NEVER_SEEN;
        affected(ofVerdict ? verdict.name() : judgement.reconciliation().name())
            .add(
                Weight.DISTRUSTED,
                name,
                judgement.metric() + ": " + unstopped(judgement.evidence()));
      }
    }
  }

  private static String unstopped(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private Affected affected(String kind) {
    return affected.computeIfAbsent(kind, none -> new Affected());
  }

  private static Weight weight(Doubt doubt) {
    return switch (doubt.effect()) {
      case WITHHOLDS -> Weight.IN_THE_WAY;
      case DISTRUSTS -> Weight.DISTRUSTED;
      case TOLD -> Weight.NOTED;
    };
  }

  /** A client no row of which could be used, nor tells of a period. */
  private void withoutRows(Client client, ClientSources sources) {
    boolean lost = false;
    for (Loss loss : sources.losses()) {
      if (client.id().equals(loss.clientId())) {
        lost = true;
        affected(loss.kind().name())
            .add(
                loss.ownerKnown() ? Weight.IN_THE_WAY : Weight.DISTRUSTED,
                client.id(),
                loss.example());
      }
    }
    if (!lost
        && first.whole()
        && sources.strangers().isEmpty()
        && first.counts().rows().read() > 0) {
      affected("CLIENT_WITHOUT_ROWS").add(Weight.NOTED, client.id(), "");
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
          Affected theirs = affected.remove(reason.name());
          found(
              theirs == null ? Weight.NOTED : theirs.weight(),
              reason.name(),
              "%,d of %,d rows cannot be used%s (%s), such as %s at %s: %s%s"
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
    Map<String, Stranger> near = new TreeMap<>();
    for (Client client : job.clients()) {
      gathered
          .sources(client.id())
          .strangers()
          .values()
          .forEach(stranger -> near.putIfAbsent(stranger.strangerId(), stranger));
    }
    List<RejectedCount> unknown =
        first.counts().rejected().stream()
            .filter(Outlook::isOfNobody)
            .sorted(
                Comparator.comparing((RejectedCount one) -> !near.containsKey(one.accountId()))
                    .thenComparing(Comparator.comparingLong(RejectedCount::rows).reversed()))
            .toList();
    for (RejectedCount one : unknown.subList(0, Math.min(MOST_ACCOUNTS, unknown.size()))) {
      Stranger stranger = near.get(one.accountId());
      String message =
          "no client has ad account %s (%,d row%s, such as %s at %s)"
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
          "no client has %,d more ad accounts, of which rows were read"
              .formatted(unknown.size() - MOST_ACCOUNTS),
          null);
    }
  }

  /** Whether rows of a stranger may be those of a client that has none. */
  private boolean hasNoRows(Stranger stranger) {
    return gathered.sources(stranger.clientId()).periods().isEmpty();
  }

  private void incomplete() {
    Affected theirs = affected.remove(LossKind.ENDS_INSIDE.name());
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
    Affected without = affected.remove("CLIENT_WITHOUT_ROWS");
    if (without != null) {
      found(
          Weight.NOTED,
          "CLIENT_WITHOUT_ROWS",
          "no row was found of " + some(without.heaviest()),
          null);
    }
    affected.forEach(
        (kind, theirs) ->
            found(theirs.weight(), kind, theirs.sentence + theirs.consequence(), null));
  }

  /** The verdict says the same without the way out, and knows what is accepted. */
  private void names() {
    boolean distrusted = affected.remove(Verdict.NEVER_SEEN.name()) != null;
    findings.addAll(
        NamesNeverSeen.of(job, gathered, distrusted ? Weight.DISTRUSTED : Weight.NOTED));
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
        : " (and %,d more %s%s)".formatted(count - 1, what, count == 2 ? "" : "s");
  }

  /** {@code a, b, c and 12 more}. */
  static String some(Collection<String> names) {
    String some = String.join(", ", names.stream().limit(MOST_NAMES).toList());
    return names.size() > MOST_NAMES
        ? some + " and %,d more".formatted(names.size() - MOST_NAMES)
        : some;
  }
}

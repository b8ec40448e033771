package com.campaignconversions.conversions.preview;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.ClientPeriodExtraction;
import com.campaignconversions.conversions.ClientPeriodExtraction.Result;
import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.conversions.MetricVariance;
import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.conversions.losses.ClientPeriodLoss;
import com.campaignconversions.conversions.losses.ClientSources;
import com.campaignconversions.conversions.losses.GatheredRows;
import com.campaignconversions.conversions.preview.Finding.Weight;
import com.campaignconversions.insights.FirstRows;
import com.campaignconversions.insights.counts.Loss;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.LossKind;
import com.campaignconversions.records.Wording;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What would befall the client periods of the first rows, by kind of loss or verdict: they are
 * extracted and judged as in a run of a job of which nothing is published.
 */
final class PreviewedClientPeriods {
  static final String CLIENT_WITHOUT_ROWS = "CLIENT_WITHOUT_ROWS";
  private static final String CONFLICT = "CONFLICT";
  private static final int MOST_PERIODS = 50;

  /** What only the whole source can tell: the end of a chain of pages may stand in another file. */
  private static final Set<LossKind> OF_THE_WHOLE =
      EnumSet.of(
          LossKind.MORE_FOLLOWS,
          LossKind.DAY_WITHOUT_ROWS,
          LossKind.ACCOUNT_WITHOUT_ROWS,
          LossKind.TOTAL_DIFFERS,
          LossKind.NEWER_HOLDS_LESS,
          LossKind.STALE);

  /** The verdicts that hold of a part of the source too. */
  private static final Set<Verdict> OF_A_PART =
      EnumSet.of(Verdict.NO_DATA, Verdict.INCOMPLETE, Verdict.NEVER_SEEN);

  private final Job job;
  private final GatheredRows gathered;
  private final FirstRows first;
  private final Map<String, Affected> byKind = new TreeMap<>();

  private PreviewedClientPeriods(Job job, GatheredRows gathered, FirstRows first) {
    this.job = job;
    this.gathered = gathered;
    this.first = first;
  }

  static PreviewedClientPeriods of(Job job, GatheredRows gathered, FirstRows first, Instant now) {
    PreviewedClientPeriods consequences = new PreviewedClientPeriods(job, gathered, first);
    consequences.extract(now);
    return consequences;
  }

  /** Hands over those of a kind; null where there are none. */
  @Nullable Affected take(String kind) {
    return byKind.remove(kind);
  }

  /** Those that nobody took. */
  Map<String, Affected> left() {
    return byKind;
  }

  /** The client periods that something would befall, and what is said of the first of them. */
  static final class Affected {
    private final TreeMap<Weight, Set<String>> names = new TreeMap<>();
    private String sentence = "";

    void add(Weight weight, String name, String itsSentence) {
      if (names.isEmpty() || weight.compareTo(names.firstKey()) < 0) {
        sentence = itsSentence;
      }
      names.computeIfAbsent(weight, none -> new TreeSet<>()).add(name);
    }

    /** What is said of the first of the heaviest. */
    String sentence() {
      return sentence;
    }

    Weight weight() {
      return names.firstKey();
    }

    Collection<String> heaviest() {
      return names.firstEntry().getValue();
    }

    /** {@code ; belmonte 2025-11 would be withheld}; nothing where nothing follows. */
    String consequence() {
      return weight() == Weight.NOTED ? "" : "; " + Finding.some(heaviest()) + wouldBe(weight());
    }

    private static String wouldBe(Weight weight) {
      return weight == Weight.IN_THE_WAY ? " would be withheld" : " would not be trusted";
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
                period, gathered.take(clientPeriod), sources, PublishedBefore.after(earlier));
        if (result.numbers() != null) {
          earlier.add(result.numbers());
        }
        result(clientPeriod, result);
      }
      if (periods.isEmpty()) {
        withoutRows(client, sources, extraction, now);
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
      affected(CONFLICT).add(Weight.IN_THE_WAY, name, conflict);
    }
    for (ClientPeriodLoss doubt : result.reasons()) {
      if (first.whole() || !OF_THE_WHOLE.contains(doubt.kind())) {
        affected(doubt.kind().name()).add(weight(doubt), name, doubt.sentence());
      }
    }
    for (MetricVariance variance : result.variances()) {
      MetricJudgement judgement = variance.judgement();
      Verdict verdict = judgement.verdict();
      if (!judgement.trusted() && (first.whole() || OF_A_PART.contains(verdict))) {
        affected(judgement.whyNotTrusted())
            .add(
                Weight.DISTRUSTED,
                name,
                judgement.metric() + ": " + Wording.unstopped(judgement.evidence()));
      }
    }
  }

  private Affected affected(String kind) {
    return byKind.computeIfAbsent(kind, none -> new Affected());
  }

  private static Weight weight(ClientPeriodLoss doubt) {
    return switch (doubt.effect()) {
      case WITHHOLDS -> Weight.IN_THE_WAY;
      case DISTRUSTS -> Weight.DISTRUSTED;
      case TOLD -> Weight.NOTED;
    };
  }

  /** A client no row of which could be used, nor tells of a period. */
  private void withoutRows(
      Client client, ClientSources sources, ClientPeriodExtraction extraction, Instant now) {
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
    if (lost || !sources.strangers().isEmpty()) {
      return;
    }
    for (Period period : mayHold(client, sources, now)) {
      Result nothing =
          extraction.extract(
              period,
              gathered.take(new ClientPeriod(client.id(), period)),
              sources,
              PublishedBefore.NOTHING);
      if (nothing.summary().state() == ClientPeriodSummary.State.WITHHELD) {
        affected(CLIENT_WITHOUT_ROWS)
            .add(Weight.IN_THE_WAY, client.id(), String.valueOf(nothing.summary().reason()));
        return;
      }
    }
    if (first.whole() && first.counts().rows().read() > 0) {
      affected(CLIENT_WITHOUT_ROWS)
          .add(Weight.NOTED, client.id(), "no row was found of " + client.id());
    }
  }

  /** The period of today, and those that files say they hold. */
  private Set<Period> mayHold(Client client, ClientSources sources, Instant now) {
    Set<Period> periods = new TreeSet<>();
    periods.add(Period.containing(job.granularity(), LocalDate.ofInstant(now, client.timezone())));
    sources.all().facts().stream()
        .flatMap(facts -> facts.onlyPeriods().stream())
        .limit(MOST_PERIODS)
        .forEach(day -> periods.add(Period.containing(job.granularity(), day)));
    return periods;
  }
}

package com.campaignconversions.results.runs;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.Screen.Item;
import com.campaignconversions.variance.MetricJudgement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What needs a person, worst first: each cause once, with all whom it concerns, and what to do. */
public final class Problems {
  private static final int MOST_CLIENTS = 4;
  private static final int MOST_METRICS = 3;

  /** How bad it is, the worst first. */
  private enum Kind {
    WITHHELD("WITHHELD"),
    /** Numbers that were made of others. */
    DISTRIBUTED("NOT TRUSTED"),
    NOT_TRUSTED("NOT TRUSTED"),
    STALE("STALE"),
    RESTATED("RESTATED"),
    SUPERSEDED("SUPERSEDED"),
    HELD("HELD"),
    MISSING("MISSING"),
    NOTED("NOTED");

    private final String label;

    Kind(String label) {
      this.label = label;
    }
  }

  /**
   * A cause and all whom it concerns.
   *
   * @param label how bad it is, such as {@code WITHHELD}
   * @param who clients, periods and metrics
   * @param sentence what is wrong and what to do about it, in sentences
   */
  public record Problem(
      String label, String who, String sentence, List<ClientPeriod> clientPeriods) {
    public Problem {
      clientPeriods = List.copyOf(clientPeriods);
    }

    public Item item() {
      return new Item(label, who + ": " + sentence);
    }
  }

  /** What is said once, of whomever it is true. */
  private record Cause(Kind kind, String metrics, String sentence) {}

  /** Whose periods, by client as a person is told of it. */
  private final Map<Cause, Map<Whose, NavigableSet<Period>>> causes = new LinkedHashMap<>();

  private record Whose(String clientId, String name) {}

  private Problems() {}

  /** One item for each cause. */
  public static List<Item> of(Collection<ClientPeriodResult> clientPeriods) {
    return all(clientPeriods).stream().map(Problem::item).toList();
  }

  /** The same in parts. */
  public static List<Problem> all(Collection<ClientPeriodResult> clientPeriods) {
    Problems problems = new Problems();
    clientPeriods.forEach(problems::add);
    return problems.worstFirst();
  }

  private List<Problem> worstFirst() {
    Map<Kind, List<Problem>> byKind = new TreeMap<>();
    causes.forEach(
        (cause, periodsOf) ->
            byKind
                .computeIfAbsent(cause.kind(), none -> new ArrayList<>())
                .addAll(problems(cause, periodsOf)));
    return byKind.values().stream().flatMap(List::stream).toList();
  }

  /** Only what is said against metrics, in the order given. */
  public static List<Item> ofJudgements(Collection<ClientPeriodResult> clientPeriods) {
    Problems problems = new Problems();
    clientPeriods.forEach(problems::judgements);
    return problems.worstFirst().stream().map(Problem::item).toList();
  }

  private void add(ClientPeriodResult result) {
    ClientPeriodOutcome outcome = result.outcome();
    if (outcome != null) {
      add(result, outcome);
    } else if (result.publication() == null) {
      add(Kind.MISSING, "", "no run has looked for it yet", result);
    }
    // What a withheld client period shows is what was published before.
    judgements(result);
  }

  private void add(ClientPeriodResult result, ClientPeriodOutcome outcome) {
    boolean doubtful = Boolean.FALSE.equals(outcome.trusted());
    if (outcome.isPublished()) {
      if (outcome.lost() != null) {
        Kind kind = outcome.isStale() ? Kind.STALE : doubtful ? Kind.NOT_TRUSTED : Kind.NOTED;
        add(kind, "", outcome.lost(), result);
      }
      if (outcome.restated() != null) {
        add(Kind.RESTATED, "", "it was final, and changed: " + outcome.restated(), result);
      }
    } else if (outcome.reason() != null) {
      Kind kind =
          switch (outcome.outcome()) {
            case WITHHELD -> Kind.WITHHELD;
            case HELD -> Kind.HELD;
            case SUPERSEDED -> Kind.SUPERSEDED;
            default -> doubtful ? Kind.STALE : Kind.MISSING;
          };
      add(kind, "", outcome.reason(), result);
    }
  }

  /** Metrics of one client period that have the same against them are one item. */
  private void judgements(ClientPeriodResult result) {
    Map<String, List<MetricJudgement>> byWhy = new LinkedHashMap<>();
    for (MetricJudgement judgement : result.judgements()) {
      if (!judgement.trusted()) {
        byWhy.computeIfAbsent(judgement.whyNotTrusted(), none -> new ArrayList<>()).add(judgement);
      }
    }
    for (List<MetricJudgement> alike : byWhy.values()) {
      MetricJudgement first = alike.get(0);
      List<String> same =
          alike.stream()
              .filter(one -> one.evidence().equals(first.evidence()))
              .map(MetricJudgement::metric)
              .toList();
      List<String> others =
          alike.stream()
              .map(MetricJudgement::metric)
              .filter(metric -> !same.contains(metric))
              .toList();
      add(
          Boolean.TRUE.equals(first.verdict().distributed()) ? Kind.DISTRIBUTED : Kind.NOT_TRUSTED,
          Wording.some(same, MOST_METRICS) + " (" + first.whyNotTrusted() + ")",
          Wording.sentence(first.evidence())
              + " "
              + Advice.of(first)
              + (others.isEmpty() ? "" : " So also " + Wording.some(others, MOST_METRICS) + "."),
          result);
    }
  }

  private void add(Kind kind, String metrics, String text, ClientPeriodResult result) {
    causes
        .computeIfAbsent(
            new Cause(kind, metrics, Wording.sentence(text)), none -> new LinkedHashMap<>())
        .computeIfAbsent(
            new Whose(result.clientPeriod().clientId(), result.whose()), none -> new TreeSet<>())
        .add(result.clientPeriod().period());
  }

  /** {@code Belmonte Hotel (belmonte), Lakeside Spa (lakeside) 2025-10 to 2025-11: …}. */
  private static List<Problem> problems(Cause cause, Map<Whose, NavigableSet<Period>> periodsOf) {
    Map<String, Map<Whose, NavigableSet<Period>>> bySpans = new LinkedHashMap<>();
    periodsOf.forEach(
        (whose, periods) ->
            bySpans
                .computeIfAbsent(spans(periods), none -> new LinkedHashMap<>())
                .put(whose, periods));
    List<Problem> problems = new ArrayList<>();
    bySpans.forEach(
        (spans, whose) ->
            problems.add(
                new Problem(
                    cause.kind().label,
                    Wording.some(whose.keySet().stream().map(Whose::name).toList(), MOST_CLIENTS)
                        + " "
                        + spans
                        + (cause.metrics().isEmpty() ? "" : " " + cause.metrics()),
                    cause.sentence(),
                    whose.entrySet().stream()
                        .flatMap(
                            one ->
                                one.getValue().stream()
                                    .map(
                                        period ->
                                            new ClientPeriod(one.getKey().clientId(), period)))
                        .toList())));
    return problems;
  }

  /** {@code 2025-01 to 2025-03, 2025-05}. */
  static String spans(NavigableSet<Period> periods) {
    List<String> spans = new ArrayList<>();
    Period first = periods.first();
    Period last = first;
    for (Period period : periods.tailSet(first, false)) {
      if (!last.next().equals(period)) {
        spans.add(span(first, last));
        first = period;
      }
      last = period;
    }
    spans.add(span(first, last));
    return Wording.some(spans, MOST_CLIENTS);
  }

  private static String span(Period first, Period last) {
    return first.equals(last) ? first.id() : first + " to " + last;
  }
}

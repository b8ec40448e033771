package com.campaignconversions.publishing.runs;

import com.campaignconversions.clients.Period;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** What was not published and why, in a line for each reason and not for each client period. */
public final class OutcomeLines {
  private static final int MOST_CLIENTS = 5;

  private OutcomeLines() {}

  private record Why(Outcome outcome, String reason) {}

  /** {@code MISSING belmonte, lakeside 2025-10 to 2025-11: no row of it was found.} */
  public static List<String> of(Collection<ClientPeriodOutcome> outcomes) {
    Map<Why, Map<String, TreeSet<Period>>> byReason = new LinkedHashMap<>();
    for (ClientPeriodOutcome outcome : outcomes) {
      if (outcome.reason() != null && outcome.trusted() == null) {
        byReason
            .computeIfAbsent(
                new Why(outcome.outcome(), outcome.reason()), none -> new LinkedHashMap<>())
            .computeIfAbsent(outcome.clientPeriod().clientId(), none -> new TreeSet<>())
            .add(outcome.clientPeriod().period());
      }
    }
    List<String> lines = new ArrayList<>();
    byReason.forEach(
        (why, periodsOf) -> {
          Map<String, List<String>> clientsOf = new LinkedHashMap<>();
          periodsOf.forEach(
              (client, periods) ->
                  clientsOf.computeIfAbsent(spans(periods), none -> new ArrayList<>()).add(client));
          clientsOf.forEach(
              (spans, clients) ->
                  lines.add(
                      why.outcome()
                          + " "
                          + some(clients)
                          + " "
                          + spans
                          + ": "
                          + why.reason()
                          + "."));
        });
    return lines;
  }

  private static String some(List<String> clients) {
    return clients.size() <= MOST_CLIENTS
        ? String.join(", ", clients)
        : String.join(", ", clients.subList(0, MOST_CLIENTS))
            + " and "
            + (clients.size() - MOST_CLIENTS)
            + " other clients";
  }

  /** {@code 2025-01 to 2025-03, 2025-05}. */
  private static String spans(NavigableSet<Period> periods) {
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
    return String.join(", ", spans);
  }

  private static String span(Period first, Period last) {
    return first.equals(last) ? first.id() : first + " to " + last;
  }
}

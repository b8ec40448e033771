package com.campaignconversions.notifications;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.conversions.Acceptances;
import com.campaignconversions.database.Database;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.results.runs.ClientPeriodResult;
import com.campaignconversions.results.runs.RunResult;
import com.campaignconversions.variance.MetricJudgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A client period that stands otherwise than before a run.
 *
 * @param from null where nothing was known of it
 */
record Transition(ClientPeriodResult result, @Nullable Standing from, Standing to) {

  /** Those of a run, the worst first: what turned bad, or from bad to worse or better, or well. */
  static List<Transition> of(Database database, RunResult run) {
    Map<ClientPeriod, ClientPeriodOutcome> before =
        OutcomeStore.standingBefore(
            database,
            run.run().id(),
            run.clientPeriods().stream().map(ClientPeriodResult::clientPeriod).toList());
    List<Transition> transitions = new ArrayList<>();
    for (ClientPeriodResult result : run.clientPeriods()) {
      Standing from = Standing.of(before.get(result.clientPeriod()));
      Standing to = Standing.of(result.outcome());
      if (to != null && to != from && (to.isBad() || from != null)) {
        transitions.add(new Transition(result, from, to));
      }
    }
    Set<ClientPeriod> accepted = accepted(database, transitions);
    transitions.removeIf(one -> accepted.contains(one.result().clientPeriod()));
    transitions.sort(Comparator.comparing(Transition::to));
    return transitions;
  }

  /** What is trusted only because somebody accepted what speaks against it: he knows. */
  private static Set<ClientPeriod> accepted(Database database, List<Transition> transitions) {
    Map<ClientPeriod, ClientPeriodResult> well = new TreeMap<>();
    transitions.stream()
        .filter(one -> !one.to().isBad())
        .forEach(one -> well.put(one.result().clientPeriod(), one.result()));
    Map<ClientPeriod, List<MetricJudgement>> judgements =
        PublicationQueries.judgements(database, well.keySet());
    Set<ClientPeriod> accepted = new TreeSet<>();
    well.forEach(
        (clientPeriod, result) -> {
          if (isOfAcceptedLoss(result.outcome())
              || judgements.getOrDefault(clientPeriod, List.of()).stream()
                  .anyMatch(Acceptances::isAccepted)) {
            accepted.add(clientPeriod);
          }
        });
    return accepted;
  }

  private static boolean isOfAcceptedLoss(@Nullable ClientPeriodOutcome outcome) {
    return outcome != null && outcome.lost() != null && Acceptances.isOfLoss(outcome.lost());
  }

  /** Why it stands as it does; null where there is nothing to say. */
  @Nullable String reason() {
    ClientPeriodOutcome outcome = result.outcome();
    return outcome == null ? null : outcome.reason();
  }
}

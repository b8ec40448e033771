package com.campaignconversions.clients;

import java.io.Serializable;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The client periods that a run was asked for.
 *
 * @param byClient by client id, each list ascending and without repetition
 */
public record WantedPeriods(Map<String, List<Period>> byClient) implements Serializable {
  public WantedPeriods {
    byClient = Map.copyOf(byClient);
  }

  public boolean wantsClient(String clientId) {
    return byClient.containsKey(clientId);
  }

  public boolean wants(String clientId, Period period) {
    return Collections.binarySearch(of(clientId), period) >= 0;
  }

  /** Ascending; empty for a client that was not asked for. */
  public List<Period> of(String clientId) {
    return byClient.getOrDefault(clientId, List.of());
  }

  /** All of them, by client and period. */
  public List<ClientPeriod> clientPeriods() {
    return byClient.entrySet().stream()
        .flatMap(
            entry -> entry.getValue().stream().map(one -> new ClientPeriod(entry.getKey(), one)))
        .sorted()
        .toList();
  }

  /** The periods that some client is wanted of, ascending. */
  public List<Period> periods() {
    return byClient.values().stream().flatMap(List::stream).distinct().sorted().toList();
  }

  /** What is wanted of these periods only. */
  public WantedPeriods only(Set<Period> periods) {
    return keeping(clientPeriod -> periods.contains(clientPeriod.period()));
  }

  /** What is wanted of these client periods only. */
  public WantedPeriods among(Collection<ClientPeriod> clientPeriods) {
    return keeping(Set.copyOf(clientPeriods)::contains);
  }

  /** What is wanted besides some client periods. */
  public WantedPeriods without(Set<ClientPeriod> clientPeriods) {
    return keeping(clientPeriod -> !clientPeriods.contains(clientPeriod));
  }

  private WantedPeriods keeping(Predicate<ClientPeriod> which) {
    Map<String, List<Period>> kept = new HashMap<>();
    byClient.forEach(
        (client, periods) -> {
          List<Period> some =
              periods.stream()
                  .filter(period -> which.test(new ClientPeriod(client, period)))
                  .toList();
          if (!some.isEmpty()) {
            kept.put(client, some);
          }
        });
    return new WantedPeriods(kept);
  }

  /** What is wanted of all other clients. */
  public WantedPeriods without(String clientId) {
    Map<String, List<Period>> others = new HashMap<>(byClient);
    others.remove(clientId);
    return new WantedPeriods(others);
  }

  public long size() {
    return byClient.values().stream().mapToLong(List::size).sum();
  }
}

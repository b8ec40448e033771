package com.campaignconversions.clients;

import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  /** The same for all other clients. */
  public WantedPeriods without(String clientId) {
    Map<String, List<Period>> others = new HashMap<>(byClient);
    others.remove(clientId);
    return new WantedPeriods(others);
  }

  public long size() {
    return byClient.values().stream().mapToLong(List::size).sum();
  }
}

package com.campaignconversions.explanation.actions;

import com.campaignconversions.clients.Client;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.SimilarActionTypes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An action type that a metric lists for some client, and that no row of such a client has in the
 * metric's arrays.
 *
 * @param similar types that occur there, that the metric does not list, and that may be meant
 */
record NeverSeen(String metric, String actionType, List<String> similar) {

  private record Listed(String metric, String actionType) {}

  /**
   * In the order of the catalogue.
   *
   * @param clients those that were asked for; one of which no row was read says nothing
   */
  static List<NeverSeen> of(Job job, Collection<Client> clients, SeenTypes seen) {
    Map<Listed, Boolean> occurs = new LinkedHashMap<>();
    Map<Listed, Set<String>> arrays = new LinkedHashMap<>();
    for (Client client : clients.stream().filter(seen::isSeen).toList()) {
      for (Metric metric : job.metricsOf(client.id())) {
        for (ActionTypes choice : metric.firstOf()) {
          for (String type : choice.types()) {
            Listed listed = new Listed(metric.name(), type);
            occurs.merge(listed, occurs(metric, type, client, seen), Boolean::logicalOr);
            arrays.computeIfAbsent(listed, none -> new LinkedHashSet<>()).addAll(metric.arrays());
          }
        }
      }
    }
    List<NeverSeen> never = new ArrayList<>();
    occurs.forEach(
        (listed, there) -> {
          if (!there) {
            never.add(
                new NeverSeen(
                    listed.metric(),
                    listed.actionType(),
                    similar(
                        catalogues(job, clients),
                        listed,
                        arrays.getOrDefault(listed, Set.of()),
                        seen)));
          }
        });
    return never;
  }

  private static boolean occurs(Metric metric, String type, Client client, SeenTypes seen) {
    for (String array : metric.arrays()) {
      SeenType found = seen.get(array, type);
      if (found != null && seen.isOf(found, client)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> similar(
      List<List<Metric>> catalogues, Listed listed, Set<String> arrays, SeenTypes seen) {
    TreeSet<String> similar = new TreeSet<>();
    for (SeenType type : seen.types()) {
      if (arrays.contains(type.array)
          && SimilarActionTypes.between(listed.actionType(), type.actionType) != null
          && !takers(catalogues, type).contains(listed.metric())) {
        similar.add(type.actionType);
      }
    }
    return List.copyOf(similar);
  }

  /** What some clients count, each catalogue once. */
  static List<List<Metric>> catalogues(Job job, Collection<Client> clients) {
    return clients.stream().map(client -> job.metricsOf(client.id())).distinct().toList();
  }

  /** The metrics of some catalogues that list a type in its array. */
  static List<String> takers(List<List<Metric>> catalogues, SeenType type) {
    Set<String> metrics = new LinkedHashSet<>();
    catalogues.forEach(catalogue -> addTakers(catalogue, type, metrics));
    return List.copyOf(metrics);
  }

  private static void addTakers(List<Metric> catalogue, SeenType type, Set<String> metrics) {
    String folded = ActionTypes.caseFolded(type.actionType);
    for (Metric metric : catalogue) {
      if (metric.arrays().contains(type.array)
          && metric.types().stream().anyMatch(one -> ActionTypes.caseFolded(one).equals(folded))) {
        metrics.add(metric.name());
      }
    }
  }
}

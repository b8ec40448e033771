package com.campaignconversions.conversions.preview;

import com.campaignconversions.clients.Client;
import com.campaignconversions.conversions.losses.ClientSightings;
import com.campaignconversions.conversions.losses.GatheredRows;
import com.campaignconversions.conversions.metrics.MetricExtraction;
import com.campaignconversions.conversions.preview.Finding.Weight;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.SimilarActionTypes;
import com.campaignconversions.job.metrics.SimilarActionTypes.Likeness;
import com.campaignconversions.variance.numbers.Verdict;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The catalogue's action types that never occur, and those that were perhaps meant by them. */
final class NamesNeverSeen {
  private static final String KIND = Verdict.NEVER_SEEN.name();
  private static final int MOST = 3;

  private final WantedActions actions;

  /** Which clients have what, by the sentence that says it. */
  private final Map<String, Set<String>> slips = new TreeMap<>();

  private final Map<String, Set<String>> otherNames = new TreeMap<>();
  private final Map<String, Set<String>> oddNames = new TreeMap<>();
  private final Map<String, Set<String>> nothing = new TreeMap<>();

  private NamesNeverSeen(Job job) {
    this.actions = WantedActions.of(job);
  }

  /**
   * At most a few of each sort, and how many more there are.
   *
   * @param ofSlips what follows where another name was surely meant
   */
  static List<Finding> of(Job job, GatheredRows gathered, Weight ofSlips) {
    NamesNeverSeen names = new NamesNeverSeen(job);
    for (Client client : job.clients()) {
      ClientSightings sightings = gathered.sources(client.id()).sightings();
      List<Metric> metrics = job.metricsOf(client.id());
      SortedSet<String> unlisted = sightings.unlisted(names.listed(metrics), names.actions);
      for (Metric metric : metrics) {
        names.metric(client, metric, sightings, unlisted);
      }
    }
    List<Finding> findings = new ArrayList<>();
    tell(names.slips, ofSlips, "; unknown, not 0, of ", findings);
    tell(names.otherNames, Weight.NOTED, "; 0 of ", findings);
    tell(names.oddNames, Weight.NOTED, ", in rows of ", findings);
    if (!names.nothing.isEmpty()) {
      findings.add(
          new Finding(
              Weight.NOTED,
              KIND,
              "none of the action types occurs of "
                  + Finding.some(
                      names.nothing.entrySet().stream()
                          .map(one -> one.getKey() + " (" + Finding.some(one.getValue()) + ")")
                          .toList())
                  + ": 0, as far as was read",
              null));
    }
    return findings;
  }

  private static void tell(
      Map<String, Set<String>> clients, Weight weight, String whose, List<Finding> findings) {
    clients.entrySet().stream()
        .limit(MOST)
        .map(
            one ->
                new Finding(
                    weight, KIND, one.getKey() + whose + Finding.some(one.getValue()), null))
        .forEach(findings::add);
    if (clients.size() > MOST) {
      findings.add(
          new Finding(
              weight, KIND, "the same of " + (clients.size() - MOST) + " names more", null));
    }
  }

  private BitSet listed(List<Metric> metrics) {
    BitSet listed = new BitSet();
    metrics.forEach(metric -> new MetricExtraction(metric, actions).addSeriesTo(listed));
    return listed;
  }

  private void metric(
      Client client, Metric metric, ClientSightings sightings, SortedSet<String> unlisted) {
    if (metric.firstOf().isEmpty() || !hasArray(metric, sightings)) {
      return;
    }
    boolean occurs = false;
    String slip = null;
    String otherName = null;
    for (String type : metric.types()) {
      if (occurs(metric, type, sightings.series())) {
        occurs = true;
        continue;
      }
      for (String similar : unlisted) {
        Likeness likeness = SimilarActionTypes.between(type, similar);
        if (likeness != null && likeness.isSlip()) {
          slip = slip == null ? meant(metric, type, similar) : slip;
        } else if (likeness != null) {
          otherName = otherName == null ? similar : otherName;
        }
      }
    }
    if (slip != null) {
      add(occurs ? oddNames : slips, slip, client);
    } else if (!occurs && otherName != null) {
      add(
          otherNames,
          "%s: none of its action types occurs, but %s does, another name of the same event: list it, if it is meant"
              .formatted(metric.name(), otherName),
          client);
    } else if (!occurs) {
      add(nothing, metric.name(), client);
    }
  }

  private static String meant(Metric metric, String type, String similar) {
    return "%s: %s never occurs, and %s does, which no metric lists: mend the name in the catalogue, if it is meant"
        .formatted(metric.name(), type, similar);
  }

  private static void add(Map<String, Set<String>> to, String sentence, Client client) {
    to.computeIfAbsent(sentence, none -> new TreeSet<>()).add(client.id());
  }

  private boolean occurs(Metric metric, String type, BitSet series) {
    return metric.arrays().stream().anyMatch(array -> series.get(actions.series(array, type)));
  }

  /** Where no row has the array, it is not the names that are wrong. */
  private boolean hasArray(Metric metric, ClientSightings sightings) {
    long wanted = 0;
    for (String array : metric.arrays()) {
      wanted |= 1L << actions.array(array);
    }
    long any = wanted;
    return sightings.arraysOfFiles().values().stream().anyMatch(arrays -> (arrays & any) != 0);
  }
}

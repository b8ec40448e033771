package com.campaignconversions.insights.fields;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Attribution;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.SimilarActionTypes;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The action types that some metric of a job, for some client, counts: each pair of array and type
 * is a <em>series</em> with a number of its own, by which amounts travel.
 *
 * <p>Arrays have numbers too; {@code actions} is 0 and always there, because whether a row has the
 * key decides between zero and unknown.
 */
public final class WantedActions implements Serializable {
  /** One bit each says whether a row has it; an insight has a dozen. */
  private static final int MOST_ARRAYS = 60;

  private final Map<String, Integer> arrays = new LinkedHashMap<>();
  private final List<Map<String, Integer>> seriesByArray = new ArrayList<>();
  private final List<String> typesBySeries = new ArrayList<>();
  private final List<String> windows;
  private int seriesCount;
  private boolean byGoal;

  private WantedActions(Attribution attribution) {
    this.windows = attribution.windows();
    addArray("actions");
  }

  /** Of the catalogue and of every client's overrides. */
  public static WantedActions of(Job job) {
    WantedActions wanted = new WantedActions(job.attribution());
    wanted.addAll(job.catalogue());
    job.overrides().values().forEach(wanted::addAll);
    return wanted;
  }

  /**
   * The number of a type in an array.
   *
   * @param type in any case; it must be one that the job names
   */
  public int series(String array, String type) {
    Integer series = seriesByArray.get(array(array)).get(ActionTypes.caseFolded(type));
    if (series == null) {
      throw new IllegalArgumentException("the job counts no " + type + " in " + array);
    }
    return series;
  }

  /** The number of an array that the job reads. */
  public int array(String name) {
    Integer array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException("the job reads no " + name);
    }
    return array;
  }

  /** The action type of a series, as the first metric that lists it spells it. */
  public String type(int series) {
    return typesBySeries.get(series);
  }

  /** Whether some metric is counted by a campaign's optimization goal. */
  public boolean areByGoal() {
    return byGoal;
  }

  /** How many series there are. */
  public int seriesCount() {
    return seriesCount;
  }

  /** Whether a type that no metric lists is like one that some metric lists. */
  boolean isSimilar(String type) {
    String folded = ActionTypes.caseFolded(type);
    return seriesByArray.stream()
        .flatMap(series -> series.keySet().stream())
        .anyMatch(listed -> SimilarActionTypes.between(listed, folded) != null);
  }

  int arrayCount() {
    return seriesByArray.size();
  }

  /** The number of an array, or null if the job does not read it. */
  @Nullable Integer arrayOrNull(String name) {
    return arrays.get(name);
  }

  /** Series by folded type. */
  Map<String, Integer> seriesOfArray(int array) {
    return seriesByArray.get(array);
  }

  /**
   * By key of an entry: the position of the attribution window. Some connectors spell {@code
   * 7d_click} as {@code _7_d_click}, because columns cannot begin with a digit.
   */
  Map<String, Integer> windowsByKey() {
    Map<String, Integer> byKey = new HashMap<>();
    for (int i = 0; i < windows.size(); i++) {
      String window = windows.get(i);
      byKey.put(window, i);
      int day = window.indexOf("d_");
      if (day > 0 && Character.isDigit(window.charAt(0))) {
        byKey.put("_" + window.substring(0, day) + "_" + window.substring(day), i);
      }
    }
    return byKey;
  }

  /** Arrays by name. */
  public Set<String> arrayNames() {
    return Collections.unmodifiableSet(arrays.keySet());
  }

  /** Attribution windows, or {@code value}, as entries spell them. */
  public List<String> windows() {
    return windows;
  }

  public int windowCount() {
    return windows.size();
  }

  private void addAll(Collection<Metric> metrics) {
    for (Metric metric : metrics) {
      byGoal |= metric.isByGoal();
      List<String> arraysOfMetric = new ArrayList<>(metric.arrays());
      metric.arrays().stream()
          .map(Metric::countsOf)
          .filter(counts -> counts != null && !arraysOfMetric.contains(counts))
          .forEach(arraysOfMetric::add);
      for (String array : arraysOfMetric) {
        Map<String, Integer> types = seriesByArray.get(addArray(array));
        for (ActionTypes choice : metric.firstOf()) {
          for (String type : choice.types()) {
            if (types.putIfAbsent(ActionTypes.caseFolded(type), seriesCount) == null) {
              typesBySeries.add(type);
              seriesCount++;
            }
          }
        }
      }
    }
  }

  private int addArray(String name) {
    Integer cached = arrays.get(name);
    if (cached != null) {
      return cached;
    }
    if (arrays.size() == MOST_ARRAYS) {
      throw new IllegalArgumentException("metrics name more than " + MOST_ARRAYS + " arrays");
    }
    arrays.put(name, seriesByArray.size());
    seriesByArray.add(new HashMap<>());
    return seriesByArray.size() - 1;
  }
}

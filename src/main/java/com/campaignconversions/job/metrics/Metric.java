package com.campaignconversions.job.metrics;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One column of the result and the rule that fills it.
 *
 * @param name lower-case letters, digits and underscores; a column name
 * @param arrays the fields of an insight to look in, such as {@code actions}; the second only where
 *     the first gives nothing positive in the whole client period
 * @param firstOf the choices, best first: the first with a positive value is taken; empty where the
 *     catalogue leaves the choice to its clients, then the value is 0
 * @param after the metric that stands before this one in the funnel
 * @param byGoal the choices of a campaign by its optimization goal, in capitals, where the metric
 *     is counted so; {@code firstOf} has them all then. Empty for most metrics
 */
public record Metric(
    String name,
    List<String> arrays,
    Scope scope,
    List<ActionTypes> firstOf,
    Unit unit,
    @Nullable String after,
    Map<String, List<ActionTypes>> byGoal)
    implements Serializable {

  /** A metric that is counted in the same way whatever a campaign was optimized for. */
  public Metric(
      String name,
      List<String> arrays,
      Scope scope,
      List<ActionTypes> firstOf,
      Unit unit,
      @Nullable String after) {
    this(name, arrays, scope, firstOf, unit, after, Map.of());
  }

  public Metric {
    arrays = List.copyOf(arrays);
    firstOf = List.copyOf(firstOf);
    byGoal = Collections.unmodifiableMap(new LinkedHashMap<>(byGoal));
  }

  /** Whether a campaign's optimization goal decides which action types count. */
  public boolean isByGoal() {
    return !byGoal.isEmpty();
  }

  /**
   * The array that counts what another one holds the amounts of; null if none does. Beside a count
   * an amount that stands nowhere was not asked for.
   */
  public static @Nullable String countsOf(String amounts) {
    return switch (amounts) {
      case "action_values" -> "actions";
      case "conversion_values" -> "conversions";
      default -> null;
    };
  }

  /** Whether it counts the events of which another metric holds the amounts. */
  public boolean isCountOf(Metric amounts) {
    return unit == Unit.COUNT
        && amounts.unit == Unit.MONEY
        && amounts.arrays.stream()
            .map(Metric::countsOf)
            .anyMatch(counts -> counts != null && arrays.contains(counts))
        && !Collections.disjoint(foldedTypes(), amounts.foldedTypes());
  }

  /** The action types that it lists, best first, as the catalogue spells them. */
  public List<String> types() {
    return firstOf.stream().flatMap(choice -> choice.types().stream()).toList();
  }

  private Set<String> foldedTypes() {
    return types().stream().map(ActionTypes::caseFolded).collect(Collectors.toSet());
  }

  /** For whom one action type is chosen. */
  public enum Scope {
    /** Each campaign takes its own first positive type. */
    CAMPAIGN,
    /** All campaigns of an ad account take the same type. */
    ACCOUNT
  }

  /** What a value counts. */
  public enum Unit {
    COUNT,
    /** Major units of the account's currency. */
    MONEY
  }
}

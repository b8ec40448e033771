package com.campaignconversions.job;

import java.io.Serializable;
import java.util.List;
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
 */
public record Metric(
    String name,
    List<String> arrays,
    Scope scope,
    List<ActionTypes> firstOf,
    Unit unit,
    @Nullable String after)
    implements Serializable {

  public Metric {
    arrays = List.copyOf(arrays);
    firstOf = List.copyOf(firstOf);
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

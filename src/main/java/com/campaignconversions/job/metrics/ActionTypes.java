package com.campaignconversions.job.metrics;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * One choice of a metric: an action type, or several disjoint ones that are added.
 *
 * @param types as the catalogue spells them; one, or the members of a {@code sum} group
 */
public record ActionTypes(List<String> types) implements Serializable {
  public ActionTypes {
    types = List.copyOf(types);
  }

  /** The form in which types are compared: upper and lower case are one. */
  public static String caseFolded(String type) {
    // By way of upper case, so that ß and SS, and both small sigmas, are one too.
    return type.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}

package com.campaignconversions.job;

import java.io.Serializable;
import java.util.List;

/**
 * One choice of a metric: an action type, or several disjoint ones that are added.
 *
 * @param types as the catalogue spells them; one, or the members of a {@code sum} group
 */
public record ActionTypes(List<String> types) implements Serializable {
  public ActionTypes {
    types = List.copyOf(types);
  }
}

package com.campaignconversions.job;

import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * What a job says of the fields of its insights.
 *
 * @param breakdowns fields that split the numbers, beside those that Meta documents
 * @param ignored fields that tell no two rows apart
 * @param path of the row in an envelope, a member's name each; empty where rows stand in none
 * @param decimalComma whether columns have a comma before the decimals
 */
public record InsightFields(
    Set<String> breakdowns, Set<String> ignored, List<String> path, boolean decimalComma)
    implements Serializable {
  public static final InsightFields USUAL = new InsightFields(Set.of(), Set.of(), List.of(), false);

  public InsightFields {
    breakdowns = Set.copyOf(breakdowns);
    ignored = Set.copyOf(ignored);
    path = List.copyOf(path);
  }
}

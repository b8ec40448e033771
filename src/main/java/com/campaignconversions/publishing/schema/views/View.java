package com.campaignconversions.publishing.schema.views;

import java.util.Map;

/**
 * What readers see.
 *
 * @param columns name to expression, in the order that a new view has
 * @param namesMetrics whether it names metrics in other places than its columns
 */
public record View(String name, Map<String, String> columns, String from, boolean namesMetrics) {
  public View(String name, Map<String, String> columns, String from) {
    this(name, columns, from, false);
  }
}

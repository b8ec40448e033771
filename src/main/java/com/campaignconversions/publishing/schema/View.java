package com.campaignconversions.publishing.schema;

import java.util.Map;

/**
 * What readers see.
 *
 * @param columns name to expression, in the order that a new view has
 * @param namesMetrics whether it names metrics in other places than its columns
 */
record View(String name, Map<String, String> columns, String from, boolean namesMetrics) {
  View(String name, Map<String, String> columns, String from) {
    this(name, columns, from, false);
  }
}

package com.campaignconversions.job.metrics;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An insight that stands beside a catalogue, and what the catalogue is to make of it.
 *
 * @param file of the catalogue
 * @param line where it begins
 * @param key such as {@code examples[0]}
 * @param insight a row as Meta gives it, as a JSON object whose scalars are text
 */
public record CatalogueExample(
    String file, int line, String key, String insight, List<Expected> expected) {
  public CatalogueExample {
    expected = List.copyOf(expected);
  }

  /**
   * What is expected of one metric.
   *
   * @param value null where it is to be unknown
   */
  public record Expected(int line, String metric, @Nullable BigDecimal value) {}
}

package com.campaignconversions.forecast;

import com.campaignconversions.clients.ClientPeriod;
import java.util.Map;

/**
 * A final client period beside one that is as old now as this was when it was read.
 *
 * @param totals by metric; those only that were counted by the same rules both times
 * @param basis of its final numbers
 */
public record ComparablePeriod(
    ClientPeriod clientPeriod, Map<String, EarlierTotal> totals, Basis basis) {
  boolean isComparable(String metric, Basis now) {
    return totals.containsKey(metric) && basis.agrees(now, metric);
  }
}

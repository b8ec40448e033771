package com.campaignconversions.job;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * A known exception: numbers of a client that look manufactured for a reason that somebody knows.
 *
 * @param metric the name of a metric, or {@link #EVERY_METRIC}
 * @param reason the end of a sentence, such as {@code equal-budget test}
 * @param until the last day on which it holds, in the client's time zone
 */
public record Acceptance(
    String clientId, String metric, AcceptedFinding finding, String reason, LocalDate until)
    implements Serializable {
  public static final String EVERY_METRIC = "*";

  /** What can be accepted: every verdict and reconciliation that is not trusted. */
  public enum AcceptedFinding {
    NO_DATA,
    INCOMPLETE,
    NEVER_SEEN,
    DROPPED_TO_ZERO,
    DISTRIBUTED,
    DUPLICATED,
    COPIED,
    OUTLIER,
    HIGH,
    LOW,
    CAMPAIGNS_DIFFER
  }

  /** Whether it speaks of this metric of the client, on this day. */
  public boolean holdsFor(String client, String metricName, LocalDate day) {
    return clientId.equals(client)
        && (metric.equals(EVERY_METRIC) || metric.equals(metricName))
        && !day.isAfter(until);
  }
}

package com.campaignconversions.conversions;

import com.campaignconversions.forecast.MetricForecast;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version of a client period that is complete and may become visible.
 *
 * @param fingerprint of the whole content: campaigns, sources, metric names and verdicts; no run,
 *     no time
 * @param contentDigest of the campaigns and their values without the period
 * @param written whether the rows were sent to be written; not, where the same fingerprint is
 *     published already
 * @param sums what the database must hold
 * @param trusted whether every metric is trusted and reconciles, and nothing is known to be lost
 * @param lost whether something is known to have been lost: then less than is published is withheld
 * @param sample what the largest campaign shows and whether the numbers look divided, as the end of
 *     the log's line
 * @param currency of every amount; null where neither the client nor a row names one
 * @param attribution which windows and settings its campaigns were counted by, at most ten of them
 *     with a semicolon between two
 * @param checks of its campaigns, as a JSON object by id; null where no row was sent
 * @param basis as {@link com.campaignconversions.forecast.Basis} writes it; null where it is not
 *     told
 * @param forecasts of counts that may still be restated; none where there is too little to compare
 */
public record VersionSummary(
    String fingerprint,
    String contentDigest,
    boolean written,
    Coverage coverage,
    VersionSums sums,
    boolean trusted,
    boolean lost,
    String sample,
    @Nullable String currency,
    String attribution,
    @Nullable String checks,
    @Nullable String basis,
    List<MetricForecast> forecasts)
    implements Serializable {

  /** This version, marked as one whose rows are in the database already. */
  VersionSummary withoutRows() {
    return with(false, null, forecasts);
  }

  /** This version, with where its counts will end. */
  VersionSummary forecasting(List<MetricForecast> others) {
    return with(written, checks, others);
  }

  private VersionSummary with(
      boolean isWritten, @Nullable String itsChecks, List<MetricForecast> itsForecasts) {
    return new VersionSummary(
        fingerprint,
        contentDigest,
        isWritten,
        coverage,
        sums,
        trusted,
        lost,
        sample,
        currency,
        attribution,
        itsChecks,
        basis,
        itsForecasts);
  }
}

package com.campaignconversions.conversions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.forecast.MetricForecast;
import com.campaignconversions.insights.counts.RowCounts;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What publication needs to know of one wanted client period: what the database must hold before it
 * becomes visible, or why it must not.
 *
 * @param reason for {@code WITHHELD} and {@code MISSING}, a sentence that says why and what to do;
 *     for {@code COMPLETE}, what was lost; null where there is nothing to say
 * @param rows what became of this client period's rows; skipped is 0
 * @param suspicions one sentence for each metric that is not trusted; of a missing client period
 *     that it is stale
 * @param version what is to be published; null but for {@code COMPLETE}
 */
public record ClientPeriodSummary(
    ClientPeriod clientPeriod,
    State state,
    @Nullable String reason,
    RowCounts rows,
    List<String> suspicions,
    @Nullable VersionSummary version)
    implements Serializable {
  private static final Pattern LINE_BREAK = Pattern.compile("[\\r\\n\\u0085\\u2028\\u2029]+");

  /** Sentences quote the data, and each of them is one line. */
  public ClientPeriodSummary {
    reason = reason == null ? null : inOneLine(reason);
    suspicions = suspicions.stream().map(ClientPeriodSummary::inOneLine).toList();
    if ((state == State.COMPLETE) != (version != null)) {
      throw new IllegalArgumentException(clientPeriod + " is " + state);
    }
  }

  private static String inOneLine(String sentence) {
    return LINE_BREAK.matcher(sentence).replaceAll(" ");
  }

  /**
   * What is to be published.
   *
   * @throws IllegalStateException unless the client period is complete
   */
  public VersionSummary complete() {
    if (version == null) {
      throw new IllegalStateException(clientPeriod + " is " + state);
    }
    return version;
  }

  /** Of what is to be published; empty where nothing is. */
  public String fingerprint() {
    return version == null ? "" : version.fingerprint();
  }

  /** How many are to be published. */
  public long campaigns() {
    return version == null ? 0 : version.sums().campaigns();
  }

  /** Whether it is complete and every number of it is trusted. */
  public boolean trusted() {
    return version != null && version.trusted();
  }

  /** This summary, marked as one whose rows are in the database already. */
  ClientPeriodSummary withoutRows() {
    return new ClientPeriodSummary(
        clientPeriod, state, reason, rows, suspicions, complete().withoutRows());
  }

  /** This summary of a complete client period, with where its counts will end. */
  ClientPeriodSummary forecasting(List<MetricForecast> forecasts) {
    return new ClientPeriodSummary(
        clientPeriod, state, reason, rows, suspicions, complete().forecasting(forecasts));
  }

  /** What the rows allow. */
  public enum State {
    /** Complete and unambiguous: to be published. */
    COMPLETE,
    /** An answer would be a guess: not to be published. */
    WITHHELD,
    /** Asked for, and no row of it was found. */
    MISSING
  }
}

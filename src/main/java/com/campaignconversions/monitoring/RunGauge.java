package com.campaignconversions.monitoring;

import java.util.Locale;

/**
 * A number that is told of the last run of a job; the names are documented, and alerts use them.
 * All have the label {@code pipeline}, the name of the job: {@code job} is Prometheus' own.
 */
public enum RunGauge {
  LAST_RUN_TIMESTAMP_SECONDS("When the last run ended."),
  LAST_RUN_EXIT_CODE(
      "How the last run ended: 0 trusted, 1 failed or withheld, 3 published and not trusted."),
  LAST_RUN_DURATION_SECONDS("How long the last run took."),
  /** Not there where no run ever did. */
  LAST_SUCCESS_TIMESTAMP_SECONDS("When the last run ended that had exit code 0 or 3."),
  /** With the label {@code outcome}. */
  CLIENT_PERIODS("What the last run did with client periods."),
  CLIENT_PERIODS_NOT_TRUSTED("Client periods of the last run that are visible and not trusted."),
  CLIENT_PERIODS_STALE(
      "Client periods of the last run without a row, of clients that no newer source has either."),
  /** With the label {@code kind}. */
  ROWS("What became of the rows that the last run read."),
  /** With the label {@code reason}; of reasons that occurred. */
  REJECTED_ROWS("Rows, lines and entries of rows that the last run could not use."),
  /** With the label {@code client}. */
  DATA_UP_TO_TIMESTAMP_SECONDS(
      "Begin of the day after the last day that a published row covers, in the client's time"
          + " zone.");

  private final String help;

  RunGauge(String help) {
    this.help = help;
  }

  /** {@code campaign_conversions_last_run_timestamp_seconds}. */
  public String metric() {
    return "campaign_conversions_" + name().toLowerCase(Locale.ROOT);
  }

  /** What it counts, in a sentence. */
  String help() {
    return help;
  }
}

package com.campaignconversions.marketingapi;

import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import com.campaignconversions.records.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Until when a run may ask, and what the time went into while it asked about one account. */
public final class TimeLimit {
  private final Time time;
  private final Instant end;
  private final Deadline deadline;
  private final Map<String, Duration> waited = new LinkedHashMap<>();

  /**
   * Begins.
   *
   * @param end when asking must be over
   */
  public TimeLimit(Time time, Instant end) {
    this.time = time;
    this.end = end;
    this.deadline = Deadline.at(end, time);
  }

  /** By the same clock. */
  Deadline in(Duration duration) {
    return Deadline.in(duration, time);
  }

  /** Whether there is time for another request. */
  void check() throws MarketingApiException {
    if (deadline.isOver()) {
      throw outOfTime("");
    }
  }

  /**
   * Waits, unless the time that is left is shorter.
   *
   * @param reason what for, as "the rate limit"
   */
  void pass(Duration duration, String reason) throws MarketingApiException {
    if (!deadline.leaves(duration)) {
      throw outOfTime(", and " + minutes(duration) + " more were to be waited for " + reason);
    }
    waited.merge(reason, duration, Duration::plus);
    try {
      time.pass(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The run was stopped while it waited for " + reason);
    }
  }

  private MarketingApiException outOfTime(String more) {
    StringBuilder message =
        new StringBuilder("the time limit for asking the Marketing API ends at ").append(end);
    String separator = "; waited ";
    for (Map.Entry<String, Duration> one : waited.entrySet()) {
      message.append(separator).append(minutes(one.getValue())).append(" for ");
      message.append(one.getKey());
      separator = ", ";
    }
    return new MarketingApiException(ErrorKind.OUT_OF_TIME, message + more);
  }

  private static String minutes(Duration duration) {
    long seconds = duration.toSeconds();
    return seconds < 120 ? seconds + " seconds" : seconds / 60 + " minutes";
  }
}

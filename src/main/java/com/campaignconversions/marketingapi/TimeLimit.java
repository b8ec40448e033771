package com.campaignconversions.marketingapi;

import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import com.campaignconversions.records.Deadline;
import com.campaignconversions.records.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Until when a run may ask, and what the time went into while it asked about one account. */
public final class TimeLimit {
  private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

  /** A longer wait is told, so that nobody takes it for a standstill. */
  private static final Duration SHORT = Duration.ofMinutes(1);

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

  /** How long for what; without what was said at the single times. */
  List<AskingFacts.Waited> waited() {
    Map<String, Duration> byKind = new TreeMap<>();
    waited.forEach(
        (reason, duration) ->
            byKind.merge(reason.replaceFirst(" \\(.*", ""), duration, Duration::plus));
    return byKind.entrySet().stream()
        .map(one -> new AskingFacts.Waited(one.getKey(), one.getValue().toSeconds()))
        .toList();
  }

  Instant now() {
    return time.now();
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

  /** How long one thing has been waited for, in however many pieces. */
  static final class Patience {
    private Duration passed = Duration.ZERO;
    private Duration untold = SHORT;

    /** Whether to tell of another piece: of a long one, and whenever the sum has doubled. */
    private boolean isToBeTold(Duration duration) {
      boolean told = duration.compareTo(SHORT) > 0 || passed.plus(duration).compareTo(untold) > 0;
      if (told) {
        untold = passed.plus(duration).multipliedBy(2);
      }
      return told;
    }
  }

  /** Waits once for something, as {@link #pass(Duration, String, Patience)} does. */
  void pass(Duration duration, String reason) throws MarketingApiException {
    pass(duration, reason, new Patience());
  }

  /**
   * Waits, unless the time that is left is shorter.
   *
   * @param reason what for, as "the rate limit"
   * @param patience with which the same is waited for
   */
  void pass(Duration duration, String reason, Patience patience) throws MarketingApiException {
    if (!deadline.leaves(duration)) {
      throw outOfTime(", and " + minutes(duration) + " more were to be waited for " + reason);
    }
    if (patience.isToBeTold(duration)) {
      LOG.info(
          "Waits {}{} for {}, until {}{}",
          minutes(duration),
          patience.passed.isZero() ? "" : " more",
          reason,
          LocalTime.ofInstant(time.now().plus(duration), ZoneId.systemDefault())
              .truncatedTo(ChronoUnit.SECONDS),
          patience.passed.isZero() ? "" : ", after " + minutes(patience.passed));
    }
    patience.passed = patience.passed.plus(duration);
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
        new StringBuilder("the time limit for asking the Marketing API ends at ")
            .append(Wording.local(end));
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

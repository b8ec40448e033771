package com.campaignconversions.marketingapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

/**
 * How much of its limits an account has used up, as the headers of an answer tell.
 *
 * @param percent of the limit that is nearest; 100 means that requests are refused
 * @param untilRegained how long they are refused from now on, where it is told; else zero
 * @param untilReset when the count of the nearest limit begins anew, where it is told; else zero
 */
record Usage(double percent, Duration untilRegained, Duration untilReset) {
  static final Usage NONE = new Usage(0, Duration.ZERO, Duration.ZERO);

  private static final List<String> HEADERS =
      List.of(
          "X-Business-Use-Case-Usage",
          "X-FB-Ads-Insights-Throttle",
          "X-App-Usage",
          "X-Ad-Account-Usage");

  /** Of reach by breakdowns: at its limit Meta leaves reach out, and refuses nothing. */
  private static final String OF_REACH = "X-FB-Ads-Insights-Reach-Throttle";

  private static final double MOST_OF_REACH = 75;
  private static final Set<String> PERCENTAGES =
      Set.of(
          "call_count",
          "total_cputime",
          "total_time",
          "app_id_util_pct",
          "acc_id_util_pct",
          "reach_throttle_pct");

  /** From here on requests slow down, and at 100 % they wait for as long as is told. */
  private static final double BUSY = 50;

  private static final Duration UNTIL_IT_FALLS = Duration.ofMinutes(5);
  private static final double MOST = 86_400;

  /** The worst of what the headers say. Whatever is not understood there says nothing. */
  static Usage of(HttpHeaders headers) {
    Usage usage = NONE;
    for (String header : HEADERS) {
      for (String json : headers.allValues(header)) {
        usage = usage.and(parsed(json));
      }
    }
    for (String json : headers.allValues(OF_REACH)) {
      usage =
          usage.and(
              new Usage(
                  Math.min(parsed(json).percent, MOST_OF_REACH), Duration.ZERO, Duration.ZERO));
    }
    return usage;
  }

  /**
   * How long to wait before the next request: the nearer the limit, the longer. 9 seconds at 75 %,
   * a minute and a half at 90 %, 5 minutes at 100 %; never beyond the moment at which the count
   * begins anew.
   */
  Duration pause() {
    if (!untilRegained.isZero()) {
      return untilRegained;
    }
    if (percent >= 100) {
      return untilReset.isZero() ? UNTIL_IT_FALLS : untilReset;
    }
    double nearness = Math.max(0, percent - BUSY) / (100 - BUSY);
    Duration pause =
        Duration.ofSeconds((long) (UNTIL_IT_FALLS.toSeconds() * Math.pow(nearness, 5)));
    return untilReset.isZero() || pause.compareTo(untilReset) < 0 ? pause : untilReset;
  }

  /** How long requests are refused, where that is told; else zero. */
  Duration refused() {
    return untilRegained.isZero() && percent >= 100 ? untilReset : untilRegained;
  }

  /**
   * What {@code Retry-After} says, in seconds or as a date; zero where it says nothing, or nothing
   * that can be read.
   */
  static Duration retryAfter(HttpHeaders headers, Instant now) {
    String told = headers.firstValue("Retry-After").orElse("").strip();
    try {
      Duration after =
          told.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(told))
              : Duration.between(
                  now, DateTimeFormatter.RFC_1123_DATE_TIME.parse(told, Instant::from));
      return after.isNegative() ? Duration.ZERO : after;
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  private Usage and(Usage other) {
    return new Usage(
        Math.max(percent, other.percent),
        longer(untilRegained, other.untilRegained),
        longer(untilReset, other.untilReset));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Usage parsed(String json) {
    Usage usage = NONE;
    try (JsonParser parser = Envelope.JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (!token.isNumeric() || parser.currentName() == null) {
          continue;
        }
        double number = Math.max(0, Math.min(parser.getDoubleValue(), MOST));
        String name = parser.currentName();
        if (PERCENTAGES.contains(name)) {
          usage = usage.and(new Usage(number, Duration.ZERO, Duration.ZERO));
        } else if (name.equals("estimated_time_to_regain_access")) {
          Duration regained = Duration.ofSeconds((long) Math.min(number * 60, MOST));
          usage = usage.and(new Usage(0, regained, Duration.ZERO));
        } else if (name.equals("reset_time_duration")) {
          usage = usage.and(new Usage(0, Duration.ZERO, Duration.ofSeconds((long) number)));
        }
      }
    } catch (IOException e) {
      return usage;
    }
    return usage;
  }
}

package com.campaignconversions.marketingapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How much of its limits an account has used up, as the headers of an answer tell.
 *
 * @param percent of the limit that is nearest; 100 means that requests are refused
 * @param untilRegained how long they will be, where it is told; else zero
 */
record Usage(double percent, Duration untilRegained) {
  static final Usage NONE = new Usage(0, Duration.ZERO);

  private static final List<String> HEADERS =
      List.of(
          "X-Business-Use-Case-Usage",
          "X-FB-Ads-Insights-Throttle",
          "X-App-Usage",
          "X-Ad-Account-Usage");
  private static final Set<String> PERCENTAGES =
      Set.of("call_count", "total_cputime", "total_time", "app_id_util_pct", "acc_id_util_pct");
  private static final double BUSY = 75;
  private static final double FULL = 95;
  private static final int SECONDS_A_PERCENT = 3;
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
    return usage;
  }

  /** How long to wait before the next request: longer, the nearer the limit. */
  Duration pause() {
    if (percent >= FULL) {
      return untilRegained.isZero() ? UNTIL_IT_FALLS : untilRegained;
    }
    return percent < BUSY
        ? Duration.ZERO
        : Duration.ofSeconds(1 + (long) ((percent - BUSY) * SECONDS_A_PERCENT));
  }

  private Usage and(Usage other) {
    return new Usage(
        Math.max(percent, other.percent),
        untilRegained.compareTo(other.untilRegained) >= 0 ? untilRegained : other.untilRegained);
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
          usage = usage.and(new Usage(number, Duration.ZERO));
        } else if (name.equals("estimated_time_to_regain_access")) {
          usage = usage.and(new Usage(0, Duration.ofSeconds((long) Math.min(number * 60, MOST))));
        } else if (name.equals("reset_time_duration")) {
          usage = usage.and(new Usage(0, Duration.ofSeconds((long) number)));
        }
      }
    } catch (IOException e) {
      return usage;
    }
    return usage;
  }
}

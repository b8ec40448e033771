package com.campaignconversions.marketingapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UsageTest {
  private static final String BUSINESS = "X-Business-Use-Case-Usage";
  private static final String THROTTLE = "X-FB-Ads-Insights-Throttle";

  private static Usage of(Map<String, String> headers) {
    Map<String, List<String>> values =
        headers.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
    return Usage.of(HttpHeaders.of(values, (name, value) -> true));
  }

  private static Duration pause(double percent, Duration untilRegained, Duration untilReset) {
    return new Usage(percent, untilRegained, untilReset).pause();
  }

  private static Duration pause(double percent) {
    return pause(percent, Duration.ZERO, Duration.ZERO);
  }

  @Test
  void withoutHeadersNothingIsUsedUp() {
    assertThat(of(Map.of("Content-Type", "{\"call_count\":90}")), is(Usage.NONE));
  }

  @Test
  void theNearestLimitOfAHeaderCounts() {
    assertThat(
        of(
            Map.of(
                BUSINESS,
                "{\"1002\":[{\"type\":\"ads_insights\",\"call_count\":28,\"total_cputime\":25,"
                    + "\"total_time\":80,\"estimated_time_to_regain_access\":0}]}")),
        is(new Usage(80, Duration.ZERO, Duration.ZERO)));
  }

  @Test
  void theNearestLimitOfAllHeadersCounts() {
    assertThat(
        of(
            Map.of(
                "X-App-Usage",
                "{\"call_count\":10}",
                THROTTLE,
                "{\"app_id_util_pct\":96.5,\"acc_id_util_pct\":10}",
                "X-Ad-Account-Usage",
                "{\"acc_id_util_pct\":9.67}")),
        is(new Usage(96.5, Duration.ZERO, Duration.ZERO)));
  }

  @Test
  void accessIsRegainedAfterMinutes() {
    assertThat(
        of(
            Map.of(
                BUSINESS, "{\"1\":[{\"call_count\":100,\"estimated_time_to_regain_access\":19}]}")),
        is(new Usage(100, Duration.ofMinutes(19), Duration.ZERO)));
  }

  @Test
  void anAccountIsResetAfterSeconds() {
    assertThat(
        of(Map.of("X-Ad-Account-Usage", "{\"acc_id_util_pct\":100,\"reset_time_duration\":90}")),
        is(new Usage(100, Duration.ZERO, Duration.ofSeconds(90))));
  }

  @Test
  void theLongestTimeUntilAccessIsRegainedCounts() {
    assertThat(
        of(
            Map.of(
                BUSINESS,
                "{\"1\":[{\"estimated_time_to_regain_access\":2}],"
                    + "\"2\":[{\"estimated_time_to_regain_access\":1}]}",
                "X-Ad-Account-Usage",
                "{\"reset_time_duration\":90}")),
        is(new Usage(0, Duration.ofMinutes(2), Duration.ofSeconds(90))));
  }

  @Test
  void whatIsNotUnderstoodSaysNothing() {
    assertThat(of(Map.of(BUSINESS, "no JSON")), is(Usage.NONE));
    assertThat(of(Map.of(BUSINESS, "")), is(Usage.NONE));
    assertThat(of(Map.of(BUSINESS, "80")), is(Usage.NONE));
    assertThat(of(Map.of(BUSINESS, "{\"call_count\":\"80\"}")), is(Usage.NONE));
    assertThat(of(Map.of(BUSINESS, "{\"another_count\":80}")), is(Usage.NONE));
    assertThat(of(Map.of(BUSINESS, "{\"call_count\":-5}")), is(Usage.NONE));
  }

  @Test
  void whatStandsBeforeTheTroubleCounts() {
    assertThat(
        of(Map.of(BUSINESS, "{\"call_count\":80,\"total_time\":")),
        is(new Usage(80, Duration.ZERO, Duration.ZERO)));
  }

  @Test
  void nobodyWaitsLongerThanADayForWhatIsTold() {
    assertThat(
        of(Map.of(BUSINESS, "{\"estimated_time_to_regain_access\":1e9}")),
        is(new Usage(0, Duration.ofDays(1), Duration.ZERO)));
  }

  @Test
  void reachByBreakdownsSlowsDownAndStopsNothing() {
    assertThat(
        of(Map.of("x-Fb-Ads-Insights-Reach-Throttle", "{\"acc_id_util_pct\":60}")),
        is(new Usage(60, Duration.ZERO, Duration.ZERO)));
    assertThat(
        of(Map.of("x-Fb-Ads-Insights-Reach-Throttle", "{\"reach_throttle_pct\":100}")).pause(),
        is(Duration.ofSeconds(9)));
  }

  @Test
  void belowHalfNobodyWaits() {
    assertThat(pause(0), is(Duration.ZERO));
    assertThat(pause(65), is(Duration.ZERO));
    assertThat(Usage.NONE.pause(), is(Duration.ZERO));
  }

  @Test
  void theNearerTheLimitTheLongerOneWaits() {
    assertThat(pause(75), is(Duration.ofSeconds(9)));
    assertThat(pause(80), is(Duration.ofSeconds(23)));
    assertThat(pause(90), is(Duration.ofSeconds(98)));
    assertThat(pause(95), is(Duration.ofSeconds(177)));
    assertThat(pause(99.99).compareTo(Duration.ofMinutes(5)) < 0, is(true));
    for (int percent = 1; percent <= 130; percent++) {
      assertThat(pause(percent).compareTo(pause(percent - 1)) >= 0, is(true));
    }
  }

  @Test
  void atTheLimitOneWaitsForAsLongAsIsTold() {
    assertThat(
        pause(100, Duration.ofMinutes(19), Duration.ofMinutes(60)), is(Duration.ofMinutes(19)));
    assertThat(pause(100, Duration.ZERO, Duration.ofSeconds(90)), is(Duration.ofSeconds(90)));
  }

  @Test
  void whereRequestsAreRefusedOneWaitsWhateverThePercentages() {
    assertThat(pause(28, Duration.ofMinutes(3), Duration.ZERO), is(Duration.ofMinutes(3)));
  }

  @Test
  void nobodyWaitsBeyondTheReset() {
    assertThat(pause(95, Duration.ZERO, Duration.ofSeconds(40)), is(Duration.ofSeconds(40)));
    assertThat(pause(75, Duration.ZERO, Duration.ofHours(1)), is(Duration.ofSeconds(9)));
    assertThat(pause(9.67, Duration.ZERO, Duration.ofHours(1)), is(Duration.ZERO));
  }

  @Test
  void atTheLimitOneWaitsFiveMinutesWhereNothingIsTold() {
    assertThat(pause(100), is(Duration.ofMinutes(5)));
    assertThat(pause(130), is(Duration.ofMinutes(5)));
  }

  private static Duration retryAfter(String told) {
    return Usage.retryAfter(
        HttpHeaders.of(Map.of("retry-after", List.of(told)), (name, value) -> true),
        QuickTime.START);
  }

  @Test
  void retryAfterIsToldInSecondsOrAsADate() {
    assertThat(retryAfter("120"), is(Duration.ofMinutes(2)));
    assertThat(retryAfter(" 0 "), is(Duration.ZERO));
    assertThat(retryAfter("Fri, 05 Dec 2025 06:10:00 GMT"), is(Duration.ofMinutes(10)));
    assertThat(retryAfter("Fri, 05 Dec 2025 05:10:00 GMT"), is(Duration.ZERO));
  }

  @Test
  void retryAfterThatCannotBeReadSaysNothing() {
    for (String told : List.of("", "soon", "-5", "1.5", "99999999999999", "Fri, 5 Dec")) {
      assertThat(told, retryAfter(told), is(Duration.ZERO));
    }
    assertThat(
        Usage.retryAfter(HttpHeaders.of(Map.of(), (name, value) -> true), QuickTime.START),
        is(Duration.ZERO));
  }
}

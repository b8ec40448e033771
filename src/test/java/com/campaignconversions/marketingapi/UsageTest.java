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

  private static Duration pause(double percent, Duration untilRegained) {
    return new Usage(percent, untilRegained).pause();
  }

  private static Duration pause(double percent) {
    return pause(percent, Duration.ZERO);
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
        is(new Usage(80, Duration.ZERO)));
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
        is(new Usage(96.5, Duration.ZERO)));
  }

  @Test
  void accessIsRegainedAfterMinutes() {
    assertThat(
        of(
            Map.of(
                BUSINESS, "{\"1\":[{\"call_count\":100,\"estimated_time_to_regain_access\":19}]}")),
        is(new Usage(100, Duration.ofMinutes(19))));
  }

  @Test
  void anAccountIsResetAfterSeconds() {
    assertThat(
        of(Map.of("X-Ad-Account-Usage", "{\"acc_id_util_pct\":100,\"reset_time_duration\":90}")),
        is(new Usage(100, Duration.ofSeconds(90))));
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
        is(new Usage(0, Duration.ofMinutes(2))));
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
        is(new Usage(80, Duration.ZERO)));
  }

  @Test
  void nobodyWaitsLongerThanADayForWhatIsTold() {
    assertThat(
        of(Map.of(BUSINESS, "{\"estimated_time_to_regain_access\":1e9}")),
        is(new Usage(0, Duration.ofDays(1))));
  }

  @Test
  void belowThreeQuartersNobodyWaits() {
    assertThat(pause(0), is(Duration.ZERO));
    assertThat(pause(74.9), is(Duration.ZERO));
    assertThat(Usage.NONE.pause(), is(Duration.ZERO));
  }

  @Test
  void fromThreeQuartersOnEachPercentTakesThreeSecondsMore() {
    assertThat(pause(75), is(Duration.ofSeconds(1)));
    assertThat(pause(76), is(Duration.ofSeconds(4)));
    assertThat(pause(80), is(Duration.ofSeconds(16)));
    assertThat(pause(94), is(Duration.ofSeconds(58)));
  }

  @Test
  void nearTheLimitOneWaitsForAsLongAsIsTold() {
    assertThat(pause(95, Duration.ofMinutes(19)), is(Duration.ofMinutes(19)));
    assertThat(pause(100, Duration.ofSeconds(90)), is(Duration.ofSeconds(90)));
  }

  @Test
  void nearTheLimitOneWaitsFiveMinutesWhereNothingIsTold() {
    assertThat(pause(95), is(Duration.ofMinutes(5)));
    assertThat(pause(130), is(Duration.ofMinutes(5)));
  }
}

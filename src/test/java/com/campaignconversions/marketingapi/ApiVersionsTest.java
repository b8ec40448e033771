package com.campaignconversions.marketingapi;

import static com.campaignconversions.marketingapi.FakeGraph.Trouble.BUSY;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.ENDED_VERSION;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.NONE;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.RATE_LIMIT_TOLD;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.UPGRADED;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.marketingapi.ApiVersions.ApiVersion;
import com.campaignconversions.marketingapi.ApiVersions.Remark;
import com.campaignconversions.marketingapi.AskingFacts.Waited;
import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions of the API have an end, and say so. */
class ApiVersionsTest {
  private static final FakeGraph GRAPH = new FakeGraph();

  @BeforeEach
  void beginAfresh() {
    GRAPH.afresh();
  }

  @AfterAll
  static void stop() {
    GRAPH.close();
  }

  @Test
  void standInOneTableTheNewestFirst() {
    List<ApiVersion> all = ApiVersions.all();
    assertThat(all.get(0).name(), is(ApiVersions.newest()));
    for (int i = 1; i < all.size(); i++) {
      ApiVersion newer = all.get(i - 1);
      ApiVersion older = all.get(i);
      assertThat(older.name(), older.first().isBefore(newer.first()), is(true));
      LocalDate end = older.end();
      LocalDate newerEnd = newer.end();
      if (newerEnd != null && end != null) {
        assertThat(older.name(), end.isBefore(newerEnd), is(true));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v27.0 | 2026-11-28 |",
        "v26.0 | 2026-11-28 |",
        "v25.0 | 2026-12-24 |",
        "v25.0 | 2026-12-25 | v25.0 ends on 2027-02-23, in 60 days: write v27.0",
        "v25.0 | 2027-02-23 | v25.0 ends on 2027-02-23, in 0 days: write v27.0",
        "v25.0 | 2027-02-24 | v25.0 ended on 2027-02-23: write v27.0",
        "v24.0 | 2026-11-28 | v24.0 ended on 2026-11-10: write v27.0",
        "v23.0 | 2026-11-28 | v23.0 ended on 2026-06-09: write v27.0",
        "v12.0 | 2026-11-28 | v12.0 is no version that this release knows: write v27.0",
        "v26.5 | 2026-11-28 | v26.5 is no version that this release knows: write v27.0",
      })
  void warnFromSixtyDaysBeforeTheirEnd(String version, LocalDate today, @Nullable String told) {
    assertThat(
        ApiVersions.of(version, today),
        is(told == null ? null : new Remark(true, "insights.graph.version: " + told)));
  }

  @Test
  void aNewerOneThanTheReleaseIsNoAlarm() {
    assertThat(
        ApiVersions.of("v28.0", LocalDate.parse("2027-06-01")),
        is(
            new Remark(
                false,
                "insights.graph.version: v28.0 is newer than this release, which knows versions up"
                    + " to v27.0")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v27.0 | v27.0 | |",
        "v25.0 | v26.0 | | v25.0 was asked for, and v26.0 answered: write v27.0",
        "v25.0 | v26.0 | was upgraded | v25.0 was asked for, and v26.0 answered (“was upgraded”):"
            + " write v27.0",
        "v24.0 | v25.0 | was upgraded | v24.0 ended on 2026-11-10, and v25.0 answered (“was"
            + " upgraded”): write v27.0",
        "v27.0 | v27.0 | will end | v27.0 was asked for, and Meta says: “will end”: write a newer"
            + " one",
      })
  void whatMetaSaidOfThemIsTold(
      String version, String answered, @Nullable String warning, @Nullable String told) {
    AskingFacts asked = new AskingFacts(version, 1, List.of(answered), warning, List.of());
    Remark remark = ApiVersions.of(asked, LocalDate.parse("2026-11-28"));
    assertThat(
        remark == null ? null : remark.sentence(),
        is(told == null ? null : "insights.graph.version: " + told));
  }

  @Test
  void nothingIsSaidOfWhatWasNotAsked() {
    assertThat(ApiVersions.of(AskingFacts.NONE, LocalDate.parse("2026-11-28")), is(nullValue()));
  }

  private static MarketingApi asking(String version, QuickTime time) {
    return new MarketingApi(
        Asking.with(Map.of()).version(version).of(GRAPH),
        AccessToken.of(FakeGraph.TOKEN),
        new TimeLimit(time, QuickTime.START.plus(Duration.ofHours(2))));
  }

  private static MarketingApiException refused(MarketingApi api, String account) {
    return assertThrows(MarketingApiException.class, () -> api.account(account));
  }

  @Test
  void oneThatIsRefusedIsNotAskedAgain() throws Exception {
    GRAPH.troubled(link -> link.contains("/v23.0/") ? ENDED_VERSION : NONE);
    QuickTime time = new QuickTime();

    MarketingApiException first = refused(asking("v23.0", time), "1");

    assertThat(first.problem(), is(ErrorKind.VERSION_ENDED));
    assertThat(
        first.getMessage(),
        is(
            "insights.graph.version: Meta no longer serves v23.0, which ended on 2026-06-09 (error"
                + " 2635): write v27.0"));
    assertThat(first.endsAccount() && first.endsRun(), is(true));
    assertThat(GRAPH.asked(), hasSize(1));
  }

  /** When even the newest that the release knows has ended, the release is old. */
  @Test
  void ofANewOneThatIsRefusedMetasOwnAdviceIsTold() {
    GRAPH.troubled(link -> ENDED_VERSION);
    assertThat(
        refused(asking("v28.0", new QuickTime()), "1").getMessage(),
        containsString(
            "Meta no longer serves v28.0 (error 2635): write the version that Meta names: (#2635)"
                + " You are calling a deprecated version"));
  }

  @Test
  void whatAskingTookIsKept() throws Exception {
    GRAPH.troubled(RATE_LIMIT_TOLD, UPGRADED, BUSY);
    MarketingApi api = asking("v24.0", new QuickTime());
    api.account("1");
    api.account("1");

    assertThat(api.answeredBy(), contains("v24.0", "v27.0"));
    assertThat(
        api.facts(),
        is(
            new AskingFacts(
                "v24.0",
                3,
                List.of("v24.0", "v27.0"),
                "The call has been auto-upgraded to v27.0 as v24.0 has been deprecated",
                List.of(new Waited("the rate limit", 420)))));
  }

  @Test
  void whatAccountsTookIsAddedUp() {
    AskingFacts one =
        new AskingFacts(
            "v25.0", 2, List.of("v26.0"), null, List.of(new Waited("the rate limit", 60)));
    AskingFacts other =
        new AskingFacts(
            "v25.0",
            3,
            List.of("v25.0", "v26.0"),
            "ends",
            List.of(new Waited("Meta to recover", 9), new Waited("the rate limit", 5)));
    AskingFacts both =
        new AskingFacts(
            "v25.0",
            5,
            List.of("v25.0", "v26.0"),
            "ends",
            List.of(new Waited("Meta to recover", 9), new Waited("the rate limit", 65)));
    assertThat(one.plus(other), is(both));
    assertThat(AskingFacts.NONE.plus(one).plus(other).plus(AskingFacts.NONE), is(both));
    assertThat(both.apiVersion(), is("v25.0, v26.0"));
    assertThat(AskingFacts.NONE.apiVersion(), is(nullValue()));
  }
}

package com.campaignconversions.marketingapi;

import static com.campaignconversions.marketingapi.FakeGraph.Trouble.*;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.campaignconversions.job.GraphInsights.Reports;
import com.campaignconversions.marketingapi.FakeGraph.Trouble;
import com.campaignconversions.marketingapi.InsightsQuery.QueryLevel;
import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import com.campaignconversions.records.Wording;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class MarketingApiTest {
  private static final FakeGraph GRAPH = new FakeGraph();
  private static final InsightsQuery NOVEMBER =
      new InsightsQuery(
          "1",
          QueryLevel.CAMPAIGN,
          List.of("account_id", "campaign_id", "spend", "actions"),
          List.of(),
          LocalDate.parse("2025-11-01"),
          LocalDate.parse("2025-11-30"),
          null);

  private final QuickTime time = new QuickTime();
  private final Asking asking = Asking.with(Map.of());
  private final Received received = new Received();

  /** Rows, as they were added and not taken back. */
  private static final class Received implements MarketingApi.Pages {
    final List<JsonNode> rows = new ArrayList<>();

    @Override
    public void add(ByteBuffer data) throws IOException {
      byte[] json = new byte[data.remaining()];
      data.get(json);
      new ObjectMapper().readTree(json).forEach(rows::add);
    }

    @Override
    public long place() {
      return rows.size();
    }

    @Override
    public void backTo(long place) {
      rows.subList((int) place, rows.size()).clear();
    }

    List<String> campaigns() {
      return rows.stream().map(row -> row.get("campaign_id").asText()).toList();
    }
  }

  @BeforeEach
  void beginAfresh() {
    GRAPH.afresh().account("1", 7);
  }

  @AfterAll
  static void stop() {
    GRAPH.close();
  }

  private MarketingApi api() {
    return new MarketingApi(
        asking.of(GRAPH),
        AccessToken.of(FakeGraph.TOKEN),
        new TimeLimit(time, QuickTime.START.plus(Duration.ofHours(2))));
  }

  private void fetch() throws Exception {
    api().insights(NOVEMBER, received);
  }

  private MarketingApiException refusal() {
    return assertThrows(MarketingApiException.class, this::fetch);
  }

  private static String campaign(int number) {
    return FakeGraph.campaignId("1", number);
  }

  private static List<String> allSeven() {
    return IntStream.range(0, 7).mapToObj(MarketingApiTest::campaign).toList();
  }

  @Test
  void followsPagesToTheirEnd() throws Exception {
    asking.pageSize(3);
    fetch();
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(GRAPH.asked(), hasSize(3));
    assertThat(time.waits(), empty());
  }

  @Test
  void asksForWhatWasDeletedOrArchivedToo() throws Exception {
    fetch();
    assertThat(received.campaigns().get(0), is(campaign(0)));
    assertThat(GRAPH.asked().get(0), containsString("%22DELETED%22%2C%22ARCHIVED%22"));
  }

  @Test
  void neverPutsTheTokenIntoALink() throws Exception {
    asking.pageSize(2);
    fetch();
    assertThat(GRAPH.asked(), hasSize(4));
    assertThat(GRAPH.asked(), everyItem(not(containsString(FakeGraph.TOKEN))));
    assertThat(GRAPH.asked(), everyItem(not(containsString("access_token"))));
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "CODE_2",
        "DECLARED_TRANSIENT",
        "INTERMITTENT",
        "HTTP_502",
        "HTTP_503",
        "EMPTY_BODY",
        "GZIP_CUT",
        "GZIP_BROKEN",
        "OTHER_PACKING",
        "REPORT_WITHOUT_FIELDS",
        "GARBAGE",
        "TRUNCATED",
        "ERROR_BEHIND_ROWS",
        "NO_ROWS",
        "TWICE_ROWS"
      })
  void asksAgainAfterTroubleThatPasses(Trouble trouble) throws Exception {
    asking.pageSize(3);
    GRAPH.troubled(NONE, trouble, trouble);
    fetch();
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(GRAPH.asked(), hasSize(5));
    assertThat(time.waits(), hasSize(2));
    assertThat(time.waits().get(1), greaterThan(time.waits().get(0)));
  }

  /** The JDK's client does so by itself where it used a connection that was open. */
  @ParameterizedTest
  @EnumSource(names = {"RESET", "NO_ANSWER"})
  void asksAgainWhereTheConnectionBreaks(Trouble trouble) throws Exception {
    asking.pageSize(3);
    GRAPH.troubled(trouble, NONE, trouble, trouble);
    fetch();
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(GRAPH.asked(), hasSize(6));
  }

  @ParameterizedTest
  @EnumSource(names = {"CODE_2", "HTTP_502", "RESET", "TRUNCATED", "ERROR_BEHIND_ROWS", "NO_ROWS"})
  void givesUpWhereTroubleDoesNotPass(Trouble trouble) {
    GRAPH.troubled(link -> trouble);
    MarketingApiException refusal = refusal();
    assertThat(refusal.problem(), is(ErrorKind.TRANSIENT));
    assertThat(refusal.getMessage(), containsString("asked 6 times"));
    assertThat(refusal.endsAccount(), is(false));
  }

  @Test
  void givesUpOnAnAnswerThatIsTooSlow() throws Exception {
    asking.requestLimit(Duration.ofMillis(300));
    GRAPH.troubled(SLOW);
    fetch();
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(GRAPH.asked(), hasSize(2));
  }

  @Test
  void waitsAsLongAsMetaSaysThatItRefuses() throws Exception {
    GRAPH.troubled(RATE_LIMIT_TOLD);
    fetch();
    assertThat(time.waits(), contains(Duration.ofMinutes(7)));
    assertThat(received.campaigns(), is(allSeven()));
  }

  @Test
  void waitsLongerAndLongerWhereMetaDoesNotSay() throws Exception {
    GRAPH.troubled(RATE_LIMIT, RATE_LIMIT, RATE_LIMIT);
    fetch();
    assertThat(time.waits(), hasSize(3));
    assertThat(time.waits(), everyItem(greaterThanOrEqualTo(Duration.ofSeconds(40))));
    assertThat(time.waits().get(2), greaterThan(time.waits().get(0)));
    assertThat(received.campaigns(), is(allSeven()));
  }

  @Test
  void saysWhatItWaitedForWhenTheTimeIsOver() {
    GRAPH.troubled(link -> RATE_LIMIT_TOLD);
    MarketingApiException refusal = refusal();
    assertThat(refusal.problem(), is(ErrorKind.OUT_OF_TIME));
    assertThat(refusal.endsAccount(), is(true));
    assertThat(
        refusal.getMessage(),
        is(
            "the time limit for asking the Marketing API ends at "
                + Wording.local(Instant.parse("2025-12-05T08:00:00Z"))
                + "; waited 119"
                + " minutes for the rate limit, and 7 minutes more were to be waited for the rate"
                + " limit"));
    assertThat(time.now(), lessThan(QuickTime.START.plus(Duration.ofHours(2))));
  }

  @Test
  void slowsDownBeforeTheLimitIsReached() throws Exception {
    asking.pageSize(3);
    GRAPH.troubled(BUSY, NEARLY_FULL);
    fetch();
    assertThat(time.waits(), contains(Duration.ofSeconds(25), Duration.ofSeconds(197)));
    assertThat(GRAPH.asked(), hasSize(3));
  }

  @ParameterizedTest
  @CsvSource({
    "TOKEN_EXPIRED,TOKEN,true",
    "PERMISSION,PERMISSION,true",
    "NO_SUCH_ACCOUNT,PERMISSION,true",
    "RETENTION,RETENTION,false",
    "UNKNOWN_FIELD,REFUSED,false",
    "REDIRECT,REFUSED,false",
    "NEXT_REPEATS,REFUSED,false",
    "NEXT_REPEATS_UNDER_ANOTHER_CURSOR,REFUSED,false",
    "NEXT_ON_ANOTHER_SERVER,REFUSED,false",
    "NEXT_OF_ANOTHER_ACCOUNT,REFUSED,false",
    "NEXT_IS_NO_LINK,REFUSED,false",
  })
  void doesNotAskAgainWhereThatWouldChangeNothing(
      Trouble trouble, ErrorKind problem, boolean endsAccount) {
    asking.pageSize(3);
    GRAPH.troubled(
        link ->
            trouble == NEXT_REPEATS_UNDER_ANOTHER_CURSOR && !link.contains("after=")
                ? NONE
                : trouble);
    MarketingApiException refusal = refusal();
    assertThat(refusal.problem(), is(problem));
    assertThat(refusal.endsAccount(), is(endsAccount));
    assertThat(refusal.getMessage(), not(containsString(FakeGraph.TOKEN)));
    assertThat(time.waits(), empty());
  }

  @Test
  void asksForSmallerPagesWhereMetaFindsThemTooLarge() throws Exception {
    GRAPH.troubled(link -> link.contains("limit=500") ? TOO_MUCH_DATA : NONE);
    fetch();
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(GRAPH.asked().get(1), containsString("limit=125"));
  }

  @Test
  void beginsAgainWhereALaterPageIsTooLarge() throws Exception {
    asking.pageSize(100);
    GRAPH.account("1", 120);
    GRAPH.troubled(NONE, TOO_MUCH_DATA);
    fetch();
    assertThat(received.rows, hasSize(120));
  }

  @Test
  void letsMetaMakeAReportWhereEvenSmallPagesAreTooMuch() throws Exception {
    GRAPH
        .troubled(link -> link.contains("act_1/insights?") ? TOO_MUCH_DATA : NONE)
        .reporting(
            report ->
                List.of(
                    "Job Not Started 0",
                    "Job Started 3",
                    "Job Running 60",
                    "Job Completed 98",
                    "Job Completed 100"));
    fetch();
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(time.waits(), hasSize(5));
  }

  @Test
  void tellsOfAReportThatTakesMinutesAndOfSlowingDownForMinutes() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(TimeLimit.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    logger.setLevel(Level.INFO);
    try {
      asking.reports(Reports.ALWAYS);
      GRAPH.reporting(
          report ->
              IntStream.rangeClosed(1, 10)
                  .mapToObj(part -> (part < 10 ? "Job Running " : "Job Completed ") + 10 * part)
                  .toList());
      api().insights(NOVEMBER, received);
      asking.reports(Reports.NEVER).pageSize(1);
      GRAPH.troubled(BUSY, BUSY, BUSY, BUSY, BUSY);
      api().insights(NOVEMBER, received);
    } finally {
      logger.detachAppender(logged);
      logger.setLevel(null);
    }
    assertThat(
        logged.list.stream()
            .map(ILoggingEvent::getFormattedMessage)
            .map(line -> line.replaceAll(", until [0-9:]+", ""))
            .toList(),
        contains(
            "Waits 25 seconds more for a report of Meta's, after 40 seconds",
            "Waits 56 seconds more for a report of Meta's, after 103 seconds",
            "Waits 60 seconds more for a report of Meta's, after 4 minutes",
            "Waits 25 seconds more for the use of the rate limit to fall, after 50 seconds"));
  }

  @ParameterizedTest
  @CsvSource({"Job Failed 40", "Job Skipped 0", "Job Running 12"})
  void ordersAnotherReportWhereOneFailsOrComesToAStandstill(String end) throws Exception {
    asking.reports(Reports.ALWAYS);
    GRAPH.reporting(report -> List.of(report == 0 ? end : "Job Completed 100"));
    fetch();
    assertThat(received.campaigns(), is(allSeven()));
  }

  @Test
  void saysThatAQuestionIsTooLargeWhereAReportFailsToo() {
    GRAPH
        .troubled(link -> link.contains("act_1/insights?") ? TOO_MUCH_DATA : NONE)
        .reporting(report -> List.of("Job Failed 10"));
    MarketingApiException refusal = refusal();
    assertThat(refusal.problem(), is(ErrorKind.TOO_MUCH_DATA));
    assertThat(
        refusal.getMessage(), endsWith("; and as a report: Meta's report ended with: Job Failed"));
    assertThat(received.rows, empty());
  }

  /** The sizes of page of the first pages that were asked for. */
  private static List<String> sizes() {
    return GRAPH.asked().stream()
        .filter(request -> !request.contains("after="))
        .map(request -> request.replaceAll(".*limit=(\\d+).*", "$1"))
        .toList();
  }

  private static void forget() {
    GRAPH.afresh().account("1", 7);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "CODE_1_UNKNOWN",
        "CODE_1_SUBCODE_99",
        "TOO_SLOW_A_QUERY",
        "TOO_SLOW_AS_100",
        "TOO_SLOW_1504038",
        "UNKNOWN_1504044",
        "REQUEST_ABORTED",
        "HTTP_500",
        "HTTP_504"
      })
  void asksTwiceAndThenForLessWhereItIsTroubleOrTooMuch(Trouble trouble) throws Exception {
    GRAPH.troubled(link -> link.contains("limit=500") ? trouble : NONE);
    MarketingApi api = api();
    api.insights(NOVEMBER, received);
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(sizes(), contains("500", "500", "125"));
    forget();
    api.insights(NOVEMBER, received);
    assertThat(sizes(), contains("125"));
  }

  @Test
  void remembersWhatMetaFoundTooLargeForTheQuestionsThatFollow() throws Exception {
    MarketingApi api = api();
    GRAPH.troubled(link -> link.matches(".*limit=(500|125).*") ? CODE_1_REDUCE : NONE);
    api.insights(NOVEMBER, received);
    assertThat(sizes(), contains("500", "125", "25"));
    forget();
    api.insights(NOVEMBER, received);
    assertThat(sizes(), contains("25"));
  }

  @Test
  void troubleThatPassesMakesPagesSmallerByOneStepOnly() throws Exception {
    MarketingApi api = api();
    GRAPH.troubled(HTTP_504, HTTP_504, HTTP_504, HTTP_504);
    api.insights(NOVEMBER, received);
    assertThat(sizes(), contains("500", "500", "125", "125", "25"));
    forget();
    api.insights(NOVEMBER, received);
    assertThat(sizes(), contains("125"));
  }

  @Test
  void remembersThatOnlyReportsCameAndForWhichLevel() throws Exception {
    MarketingApi api = api();
    GRAPH.troubled(link -> link.contains("act_1/insights?") ? HTTP_504 : NONE);
    api.insights(NOVEMBER, received);
    assertThat(received.campaigns(), is(allSeven()));
    forget();
    api.insights(NOVEMBER, received);
    assertThat(GRAPH.asked().get(0), is("POST /v27.0/act_1/insights"));
    forget();
    api.insights(
        new InsightsQuery(
            "1",
            QueryLevel.ACCOUNT,
            List.of("account_id", "spend"),
            List.of(),
            NOVEMBER.since(),
            NOVEMBER.until(),
            null),
        received);
    assertThat(GRAPH.asked(), hasSize(1));
    assertThat(GRAPH.asked().get(0), containsString("GET /v27.0/act_1/insights?level=account"));
  }

  @ParameterizedTest
  @EnumSource(
      names = {"CODE_1_UNKNOWN", "CODE_1_REDUCE", "CODE_2", "HTTP_500", "HTTP_503", "RESET"})
  void anOutageIsNotHundredsOfRequests(Trouble trouble) throws Exception {
    MarketingApi api = api();
    GRAPH.troubled(link -> trouble);
    List<MarketingApiException> refusals = new ArrayList<>();
    for (int month = 0; month < 24; month++) {
      refusals.add(
          assertThrows(MarketingApiException.class, () -> api.insights(NOVEMBER, received)));
    }
    assertThat(refusals.get(23).problem(), is(ErrorKind.TRANSIENT));
    assertThat(refusals.get(23).endsAccount(), is(false));
    assertThat(GRAPH.asked().size(), lessThan(100));
    assertThat(time.now(), lessThan(QuickTime.START.plus(Duration.ofMinutes(45))));
    forget();
    api.insights(NOVEMBER, received);
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(GRAPH.asked(), hasSize(1));
  }

  @Test
  void reportsThatAlwaysFailAreNotHundredsOfRequests() {
    asking.reports(Reports.ALWAYS);
    MarketingApi api = api();
    GRAPH.reporting(report -> List.of("Job Failed 10"));
    for (int month = 0; month < 12; month++) {
      assertThrows(MarketingApiException.class, () -> api.insights(NOVEMBER, received));
    }
    assertThat(GRAPH.asked().size(), lessThan(100));
  }

  @Test
  void tellsWhatIsCertainlyTooMuchFromWhatPerhapsIs() {
    asking.reports(Reports.NEVER).pageSize(25);
    GRAPH.troubled(link -> CODE_1_REDUCE);
    MarketingApiException certain = refusal();
    assertThat(certain.problem(), is(ErrorKind.TOO_MUCH_DATA));
    assertThat(certain.mayBeTooMuch(), is(true));
    GRAPH.troubled(link -> CODE_1_UNKNOWN);
    MarketingApiException perhaps = refusal();
    assertThat(perhaps.problem(), is(ErrorKind.PERHAPS_TOO_MUCH));
    assertThat(perhaps.mayBeTooMuch(), is(true));
    assertThat(
        perhaps.getMessage(),
        is(
            "Meta has trouble of its own, or the request is too large: An unknown error occurred"
                + " (code 1, trace AbCdEf); asked 2 times; insights.graph.reports: by_need would order a"
                + " report of it"));
    assertThat(received.rows, empty());
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "REPORT_NOT_THERE_YET",
        "REPORT_NOT_LOADED",
        "REPORT_WITHOUT_FIELDS",
        "REPORT_WITHOUT_FIELDS_CODE_1"
      })
  void asksAgainForAReportThatIsThereAMomentLater(Trouble trouble) throws Exception {
    asking.reports(Reports.ALWAYS).pageSize(3);
    GRAPH.troubled(NONE, trouble, NONE, trouble, trouble, NONE, trouble);
    fetch();
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(GRAPH.asked(), hasSize(1 + 1 + 3 + 4));
    assertThat(GRAPH.questions(), is(1L));
  }

  @Test
  void ordersAnotherReportWhereOneIsNeverThereAndThenGivesUp() {
    asking.reports(Reports.ALWAYS);
    GRAPH.troubled(link -> link.contains("act_1") ? NONE : REPORT_NOT_THERE_YET);
    MarketingApiException refusal =
        assertThrows(MarketingApiException.class, () -> api().insights(NOVEMBER, received));
    assertThat(refusal.problem(), is(ErrorKind.REPORT_FAILED));
    assertThat(GRAPH.questions(), is(2L));
    assertThat(GRAPH.asked(), hasSize(2 + 2 * 6));
  }

  @Test
  void asksForSmallerPagesOfAReportToo() throws Exception {
    asking.reports(Reports.ALWAYS);
    GRAPH.troubled(link -> link.contains("limit=500") ? CODE_1_REDUCE : NONE);
    fetch();
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(GRAPH.questions(), is(1L));
  }

  @ParameterizedTest
  @CsvSource({
    "-3/1504045, TOO_MUCH_DATA, 1",
    "100/3191001, PERMISSION, 1",
    "2/1504041, REFUSED, 1",
    "-2/2490547, REPORT_FAILED, 2",
    "4/1504022, REPORT_FAILED, 2"
  })
  void believesWhatAReportSaysOfItsEnd(String error, ErrorKind problem, long orders) {
    asking.reports(Reports.ALWAYS);
    GRAPH.reporting(report -> List.of("Job Failed 0 because " + error));
    MarketingApiException refusal =
        assertThrows(MarketingApiException.class, () -> api().insights(NOVEMBER, received));
    assertThat(refusal.problem(), is(problem));
    assertThat(GRAPH.questions(), is(orders));
    assertThat(refusal.getMessage(), containsString("ended with: Job Failed, It failed for ***"));
  }

  @ParameterizedTest
  @EnumSource(names = {"CURSOR_PAST_LIMIT", "CURSOR_INVALID"})
  void beginsAnewOnceWhereMetaLosesThePlace(Trouble trouble) throws Exception {
    asking.pageSize(3);
    GRAPH.troubled(NONE, NONE, trouble);
    fetch();
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(GRAPH.questions(), is(2L));
    assertThat(GRAPH.asked(), hasSize(6));

    forget();
    received.backTo(0);
    GRAPH.troubled(link -> link.contains("after=6") ? trouble : NONE);
    MarketingApiException refusal = refusal();
    assertThat(refusal.problem(), is(ErrorKind.CURSOR_LOST));
    assertThat(refusal.getMessage(), endsWith("; the question was begun anew, with the same end"));
    assertThat(GRAPH.asked(), hasSize(6));
    assertThat(received.rows, empty());
  }

  @Test
  void waitsAsRetryAfterSays() throws Exception {
    GRAPH.troubled(STATUS_429_RETRY_AFTER, STATUS_429_RETRY_AFTER_DATE, RATE_LIMIT_RETRY_AFTER);
    fetch();
    assertThat(
        time.waits(),
        contains(Duration.ofSeconds(90), Duration.ofSeconds(310), Duration.ofSeconds(200)));
  }

  @Test
  void waitsAsRetryAfterSaysWhereMetaIsDown() throws Exception {
    GRAPH.troubled(STATUS_503_RETRY_AFTER, STATUS_503_RETRY_AFTER);
    fetch();
    assertThat(time.waits(), contains(Duration.ofSeconds(90), Duration.ofSeconds(90)));
  }

  @Test
  void doesNotWaitForADay() {
    GRAPH.troubled(RETRY_AFTER_A_DAY);
    MarketingApiException refusal = refusal();
    assertThat(refusal.problem(), is(ErrorKind.OUT_OF_TIME));
    assertThat(refusal.getMessage(), containsString("1440 minutes more were to be waited"));
    assertThat(time.waits(), empty());
  }

  @Test
  void waitsWhereMetaTellsWithRowsThatItWillRefuse() throws Exception {
    asking.pageSize(6);
    GRAPH.troubled(REGAIN_TOLD_WITH_ROWS);
    fetch();
    assertThat(time.waits(), contains(Duration.ofMinutes(7)));
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "GZIP_UNTOLD", "GZIP_ONLY_TOLD"})
  void readsPackedAnswersWhateverTheirHeaderSays(Trouble trouble) throws Exception {
    asking.pageSize(3);
    GRAPH.troubled(link -> trouble);
    fetch();
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(GRAPH.asked(), hasSize(3));
  }

  @Test
  void anAnswerThatIsTooLargeWhenUnpackedIsTooLarge() throws Exception {
    GRAPH.troubled(GZIP_BOMB);
    fetch();
    assertThat(received.campaigns(), is(allSeven()));
    assertThat(sizes(), contains("500", "125"));
  }

  @Test
  void aWholeAndEmptyAnswerIsNoFailure() throws Exception {
    GRAPH.account("1", 0);
    fetch();
    assertThat(received.rows, empty());
    assertThat(GRAPH.asked(), hasSize(1));
  }

  @Test
  void emptyPagesWithoutEndAreNotFollowedForEver() {
    GRAPH.account("1", 0).troubled(link -> EMPTY_PAGES_WITHOUT_END);
    assertThat(
        refusal().getMessage(),
        is("the link to the next page cannot be followed: the last 20 pages had no rows"));
    assertThat(GRAPH.asked(), hasSize(20));
  }

  @Test
  void readsAnAccountsName() throws Exception {
    assertThat(api().account("1"), is(new MarketingApi.Account("Hotel", "PLN", "Europe/Warsaw")));
  }

  @Test
  void masksTheTokenInWhatMetaSays() {
    GRAPH.troubled(link -> TOKEN_EXPIRED);
    assertThat(
        refusal().getMessage(),
        allOf(containsString("code 190, subcode 463, trace AbCdEf"), containsString("token: ***")));
  }

  @Test
  void refusesWhatIsNoToken() {
    for (String text : List.of("", "short", "two words here", "line\nbreak in it")) {
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> AccessToken.of(text))
                  .getMessage());
      assertThat(message, containsString("is no access token"));
    }
    assertThat(AccessToken.of(FakeGraph.TOKEN + "\n").toString(), is("an access token"));
  }
}

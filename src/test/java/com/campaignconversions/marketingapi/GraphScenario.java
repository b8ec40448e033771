package com.campaignconversions.marketingapi;

import static com.campaignconversions.marketingapi.FakeGraph.Trouble.*;

import com.campaignconversions.job.GraphInsights.Reports;
import com.campaignconversions.marketingapi.FakeGraph.Trouble;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the API misbehaves for account 1, which has 40 campaigns and is asked for pages of 100 rows,
 * while it serves the others well; and what must come of that. Where each trouble is told of in
 * public stands beside it in {@link Trouble}; where a scenario adds to that, here.
 */
public enum GraphScenario {
  // Too often: it is waited for, and then all is there.
  LIMIT_WITH_TIME_TO_WAIT(first(RATE_LIMIT_TOLD)),
  LIMIT_WITHOUT_TIME(first(RATE_LIMIT, RATE_LIMIT, RATE_LIMIT)),
  LIMIT_OF_THE_AD_ACCOUNT(first(NONE, RATE_LIMIT_613, RATE_LIMIT_613)),
  LIMIT_OF_THE_APP(first(RATE_LIMIT_OF_APP, RATE_LIMIT_OF_APP)),
  RETRY_AFTER_SECONDS(first(STATUS_429_RETRY_AFTER, STATUS_429_RETRY_AFTER)),
  RETRY_AFTER_DATE(first(STATUS_429_RETRY_AFTER_DATE)),
  RETRY_AFTER_WITH_A_LIMIT(first(RATE_LIMIT_RETRY_AFTER)),
  RETRY_AFTER_WHILE_DOWN(first(STATUS_503_RETRY_AFTER, STATUS_503_RETRY_AFTER)),
  RETRY_AFTER_NONSENSE(first(RETRY_AFTER_GARBAGE)),
  LIMIT_NEAR(always(BUSY)),
  LIMIT_VERY_NEAR(first(NEARLY_FULL, NEARLY_FULL)),
  LIMIT_REACHED_WITH_ROWS(first(REGAIN_TOLD_WITH_ROWS)),
  LIMIT_OF_REACH(always(REACH_BUSY)),
  USAGE_NONSENSE(always(Trouble.USAGE_GARBAGE)),
  LIMIT_IN_THE_MIDDLE_OF_PAGES(
      inSmallPages(GraphScenario::isFollowing, RATE_LIMIT_TOLD, RATE_LIMIT)),
  A_DAYS_BLOCK(withheld("1440 minutes more were to be waited"), always(RETRY_AFTER_A_DAY)),

  // Trouble that passes.
  CODE_2_PASSES(first(CODE_2, CODE_2, CODE_2)),
  DECLARED_TRANSIENT_PASSES(first(DECLARED_TRANSIENT, DECLARED_TRANSIENT)),
  INTERMITTENT_PASSES(first(INTERMITTENT, NONE, INTERMITTENT)),
  STATUS_500_PASSES(first(HTTP_500)),
  STATUS_502_PASSES(first(HTTP_502, HTTP_502, HTTP_502, HTTP_502)),
  STATUS_503_PASSES(first(HTTP_503, HTTP_503, HTTP_503, HTTP_503, HTTP_503)),
  CONNECTION_RESET(first(RESET, RESET)),
  CONNECTION_CLOSED(first(NO_ANSWER, NO_ANSWER)),
  CHUNKS_OF_GARBAGE(first(GARBAGE, GARBAGE)),
  ANSWER_CUT_OFF(first(TRUNCATED, TRUNCATED)),
  ANSWER_EMPTY(first(EMPTY_BODY, EMPTY_BODY)),
  ANSWER_FOR_PEOPLE(first(PAGE_FOR_PEOPLE, PAGE_FOR_PEOPLE)),
  ANSWER_WITH_AN_ERROR_BEHIND_ROWS(first(ERROR_BEHIND_ROWS, ERROR_BEHIND_ROWS)),
  ANSWER_WITHOUT_ROWS(first(Trouble.NO_ROWS, Trouble.NO_ROWS)),
  ANSWER_WITH_ROWS_TWICE(first(TWICE_ROWS)),
  TROUBLE_OF_EVERY_KIND(first(CODE_2, RATE_LIMIT, TRUNCATED, HTTP_504, GZIP_CUT, BUSY)),

  // Too large, or perhaps: smaller pages, a report, fewer days.
  LARGE_PAGES_TOO_MUCH(largePages(TOO_MUCH_DATA)),
  LARGE_PAGES_REDUCE(largePages(CODE_1_REDUCE)),
  LARGE_PAGES_UNKNOWN(largePages(CODE_1_UNKNOWN)),
  LARGE_PAGES_SUBCODE_99(largePages(CODE_1_SUBCODE_99)),
  LARGE_PAGES_TIME_OUT(largePages(TOO_SLOW_1504038)),
  LARGE_PAGES_1504044(largePages(UNKNOWN_1504044)),
  LARGE_PAGES_ABORTED(largePages(REQUEST_ABORTED)),
  LARGE_PAGES_GATEWAY(largePages(HTTP_504)),
  LARGE_PAGES_STATUS_500(largePages(HTTP_500)),
  LARGE_PAGES_SLOW(
      (graph, asking) -> {
        asking.requestLimit(Duration.ofMillis(400));
        strike(graph, link -> link.contains("campaign") && isLarge(link), SLOW);
      }),
  LARGE_PAGES_BEYOND_ALL_BOUNDS(first(GZIP_BOMB)),
  /**
   * Keboola's connector, issue thread: one answer after the other, now in these words, now those.
   */
  LARGE_PAGES_IN_CHANGING_WORDS(
      first(CODE_1_SUBCODE_99, CODE_1_SUBCODE_99, CODE_1_REDUCE, CODE_1_REDUCE)),
  ONLY_REPORTS_TOO_SLOW_AS_2(onlyReports(TOO_SLOW_A_QUERY)),
  ONLY_REPORTS_TOO_SLOW_AS_100(onlyReports(TOO_SLOW_AS_100)),
  ONLY_REPORTS_REDUCE(onlyReports(CODE_1_REDUCE)),
  /** tap-facebook, issue threads: rows of a finished report, with a limit that is too large. */
  LARGE_PAGES_OF_A_REPORT(byReport(link -> isOfReport(link) && isLarge(link), CODE_1_REDUCE)),
  /** R client and Airbyte, issue threads: a shorter period. */
  MANY_DAYS_REDUCE(manyDays(CODE_1_REDUCE)),
  MANY_DAYS_UNKNOWN(manyDays(CODE_1_UNKNOWN)),
  MANY_DAYS_GATEWAY(manyDays(HTTP_504)),

  // Reports that Meta makes in its own time.
  REPORT_IS_THERE_LATER(
      byReport(GraphScenario::isOfReport, REPORT_NOT_THERE_YET, REPORT_NOT_THERE_YET)),
  REPORT_IS_GONE_BETWEEN_PAGES(
      bySmallReport(link -> isOfReport(link) && isFollowing(link), REPORT_NOT_THERE_YET)),
  REPORT_CAN_BE_READ_LATER(
      byReport(
          GraphScenario::isOfReport,
          NONE,
          REPORT_NOT_LOADED,
          REPORT_NOT_LOADED,
          REPORT_NOT_LOADED)),
  REPORT_HAS_FIELDS_LATER(byReport(GraphScenario::isOfReport, NONE, REPORT_WITHOUT_FIELDS)),
  REPORT_HAS_FIELDS_LATER_AS_CODE_1(
      byReport(GraphScenario::isOfReport, NONE, REPORT_WITHOUT_FIELDS_CODE_1)),
  FIELDS_OF_A_REPORT_NOBODY_ORDERED(first(REPORT_WITHOUT_FIELDS, REPORT_WITHOUT_FIELDS)),
  REPORT_LOSES_ITS_PLACE(
      bySmallReport(link -> isOfReport(link) && isFollowing(link), CURSOR_INVALID)),
  /** Meta's documentation of asynchronous jobs: their states. */
  REPORT_GOES_THROUGH_ALL_STATES(
      reports(report -> List.of("Job Not Started 0", "Job Started 0", "Job Running 40"))),
  REPORT_FAILS_ONCE(reports(report -> report > 0 ? List.of() : List.of("Job Failed 30"))),
  REPORT_IS_SKIPPED_ONCE(reports(report -> report > 0 ? List.of() : List.of("Job Skipped 0"))),
  /** Airbyte and other connectors, issue threads: a report that never begins, or never ends. */
  REPORT_STANDS_STILL_ONCE(
      reports(report -> report > 0 ? List.of() : Collections.nCopies(99, "Job Not Started 0"))),
  /** PHP and Python SDK, issue threads: at 100 % and still running. */
  REPORT_AT_100_AND_RUNNING(reports(report -> List.of("Job Running 100", "Job Running 100"))),
  /** tap-facebook, issue threads: completed, and not at 100 %. */
  REPORT_COMPLETED_AT_70(reports(report -> List.of("Job Completed 0", "Job Completed 70"))),
  /** Meta's blog, January 2026, and its table of Insights error codes: why a report failed. */
  REPORT_BROKE_ONCE(
      reports(report -> report > 0 ? List.of() : List.of("Job Failed 0 because -2/2490547"))),
  REPORT_HIT_THE_LIMIT_ONCE(
      reports(report -> report > 0 ? List.of() : List.of("Job Failed 0 because 4/1504022"))),
  REPORT_OF_MANY_DAYS_TOO_LARGE(
      reports(report -> report > 0 ? List.of() : List.of("Job Failed 0 because -3/1504045"))),
  REPORT_ALWAYS_FAILS(
      withheld("Meta's report ended with: Job Failed"), reports(report -> List.of("Job Failed 9"))),
  REPORT_ALWAYS_SKIPPED(
      withheld("Meta's report ended with: Job Skipped"),
      reports(report -> List.of("Job Skipped 0"))),
  REPORT_MAY_NOT_BE_READ(
      withheld("Job Failed, It failed for ***"),
      reports(report -> List.of("Job Failed 0 because 100/3191001"))),
  REPORT_OF_INVALID_METRICS(
      withheld("subcode 1504042"), reports(report -> List.of("Job Failed 0 because 2/1504042"))),
  REPORT_IS_NEVER_THERE(
      withheld("Meta's report cannot be read: Unsupported get request"),
      byReport(GraphScenario::isOfReport, Collections.nCopies(10_000, REPORT_NOT_THERE_YET))),
  REPORT_ALWAYS_BREAKS(
      withheld("Generating the report failed"),
      byReport(GraphScenario::isOfReport, Collections.nCopies(10_000, REPORT_BROKE))),

  // Pages.
  PLACE_BEYOND_A_LIMIT_ONCE(inSmallPages(GraphScenario::isFollowing, CURSOR_PAST_LIMIT)),
  PLACE_UNKNOWN_ONCE(inSmallPages(GraphScenario::isFollowing, CURSOR_INVALID)),
  PLACE_BEYOND_A_LIMIT(
      withheld("begun anew, with the same end"),
      inSmallPages(GraphScenario::isFollowing, Collections.nCopies(10_000, CURSOR_PAST_LIMIT))),
  PAGES_SHORTER_THAN_ASKED(always(Trouble.SHORT_PAGES)),
  LAST_PAGE_EMPTY(always(Trouble.EMPTY_LAST_PAGE)),
  NEXT_PAGE_NULL(always(NEXT_IS_NULL)),
  PAGES_EMPTY_FOR_EVER(
      withheld("the last 20 pages had no rows"), always(Trouble.EMPTY_PAGES_WITHOUT_END)),
  NEXT_PAGE_IS_THE_SAME(withheld("the same rows again"), always(NEXT_REPEATS)),
  NEXT_PAGE_HAS_THE_SAME_ROWS(
      withheld("the same rows again"),
      inSmallPages(
          GraphScenario::isFollowing, Collections.nCopies(99, NEXT_REPEATS_UNDER_ANOTHER_CURSOR))),
  NEXT_PAGE_ELSEWHERE(withheld("another server"), always(NEXT_ON_ANOTHER_SERVER)),
  NEXT_PAGE_OF_ANOTHER_ACCOUNT(withheld("something else"), always(NEXT_OF_ANOTHER_ACCOUNT)),
  NEXT_PAGE_IS_NO_LINK(withheld("it is no link"), always(NEXT_IS_NO_LINK)),
  ACCOUNT_CHANGES_BETWEEN_PAGES(inSmallPages(GraphScenario::isFollowing, CHANGED_BETWEEN_PAGES)),
  ROWS_THAT_KEEP_CHANGING(
      withheld("the account's numbers changed while they were fetched"),
      inSmallPages(GraphScenario::isFollowing, Collections.nCopies(99, CHANGED_BETWEEN_PAGES))),
  CAMPAIGN_SLIPS_BETWEEN_PAGES(first(Trouble.ROW_LEFT_OUT)),
  ANSWER_WITHOUT_ROWS_ONCE(first(Trouble.NO_ROWS_OF_CAMPAIGNS)),
  ANSWER_WITHOUT_ROWS_BESIDE_A_TOTAL(
      withheld("twice gave no row of it"), always(Trouble.NO_ROWS_OF_CAMPAIGNS)),
  ROWS_OF_ANOTHER(withheld("and 1 was asked for: fetch it again"), always(ROWS_OF_ANOTHER_ACCOUNT)),
  ROWS_OF_ANOTHER_CURRENCY(
      withheld("correct the currency there"), always(ROWS_IN_ANOTHER_CURRENCY)),
  ROWS_THAT_CANNOT_BE_READ(withheld("run it again"), always(ROWS_WITH_GARBAGE)),
  ACCOUNT_IS_EMPTY(End.MISSING, null, (graph, asking) -> graph.account("1", 0)),

  // Packed.
  PACKED_AND_CUT_OFF(first(GZIP_CUT, GZIP_CUT)),
  PACKED_AND_BROKEN(first(GZIP_BROKEN, GZIP_BROKEN)),
  PACKED_AND_NOT_TOLD(always(GZIP_UNTOLD)),
  TOLD_AND_NOT_PACKED(always(GZIP_ONLY_TOLD)),
  PACKED_OTHERWISE(first(OTHER_PACKING, OTHER_PACKING)),

  // What does not pass.
  TOKEN_IS_OVER(withheld("the access token is not valid"), always(TOKEN_EXPIRED)),
  TOKEN_IS_REVOKED(withheld("the access token is not valid"), always(Trouble.TOKEN_REVOKED)),
  TOKENS_SESSION_IS_OVER(withheld("the access token is not valid"), always(SESSION_OVER)),
  TOKEN_ENDS_BETWEEN_PAGES(
      withheld("the access token is not valid"),
      inSmallPages(GraphScenario::isFollowing, TOKEN_EXPIRED)),
  NOT_GRANTED(withheld("does not open this account"), always(PERMISSION)),
  NOT_GRANTED_TO_INSIGHTS(withheld("does not open this account"), always(PERMISSION_OF_INSIGHTS)),
  NO_SUCH_AD_ACCOUNT(withheld("does not open this account"), always(NO_SUCH_ACCOUNT)),
  TOO_OLD(withheld("37 months"), always(RETENTION)),
  FIELD_IS_UNKNOWN(withheld("Meta refuses the request"), always(UNKNOWN_FIELD)),
  BREAKDOWNS_ARE_INVALID(withheld("subcode 1504041"), always(INVALID_BREAKDOWNS)),
  METRICS_ARE_INVALID(withheld("subcode 1504042"), always(INVALID_METRICS)),
  ACCOUNT_IS_BLOCKED(withheld("Temporarily blocked"), always(BLOCKED)),
  REDIRECTED(withheld("a redirect"), always(REDIRECT)),

  // Everything fails.
  OUTAGE_UNKNOWN(withheld("An unknown error occurred"), always(CODE_1_UNKNOWN)),
  OUTAGE_REDUCE(withheld("reduce the amount of data"), always(CODE_1_REDUCE)),
  OUTAGE_CODE_2(withheld("An unexpected error"), always(CODE_2)),
  OUTAGE_STATUS_500(withheld("HTTP status 500"), always(HTTP_500)),
  OUTAGE_STATUS_503(withheld("HTTP status 503"), always(HTTP_503)),
  OUTAGE_CONNECTIONS(withheld("the connection broke"), always(RESET)),
  OUTAGE_CUT_OFF(withheld("cut off"), always(GZIP_CUT)),

  // The token in what Meta says.
  TOKEN_IN_A_REDIRECT(withheld("a redirect"), always(REDIRECT_WITH_TOKEN)),
  TOKEN_IN_AN_ERROR_AND_HEADERS(withheld("access_token=***"), always(TOKEN_IN_HEADERS)),
  TOKEN_IN_LINKS(inSmallPages(link -> true, Collections.nCopies(99, TOKEN_TWICE_IN_NEXT))),
  TOKEN_IN_WHAT_PASSES(first(PAGE_FOR_PEOPLE, DECLARED_TRANSIENT, TOKEN_TWICE_IN_NEXT));

  /** What must come of account 1's client periods. */
  public enum End {
    TRUTH,
    MISSING,
    WITHHELD
  }

  private static final Pattern RANGE =
      Pattern.compile("\"since\":\"([0-9-]+)\",\"until\":\"([0-9-]+)\"");

  private final End end;
  private final @Nullable String reason;

  @SuppressWarnings("ImmutableEnumChecker") // Each is a lambda, and keeps nothing.
  private final BiConsumer<FakeGraph, Asking> begin;

  GraphScenario(BiConsumer<FakeGraph, Asking> begin) {
    this(End.TRUTH, null, begin);
  }

  GraphScenario(String reason, BiConsumer<FakeGraph, Asking> begin) {
    this(End.WITHHELD, reason, begin);
  }

  GraphScenario(End end, @Nullable String reason, BiConsumer<FakeGraph, Asking> begin) {
    this.end = end;
    this.reason = reason;
    this.begin = begin;
  }

  public End end() {
    return end;
  }

  /** A part of the reason; null where nothing is withheld. */
  public @Nullable String reason() {
    return reason;
  }

  /** Makes the API misbehave, and asks as makes sense. */
  public void begin(FakeGraph graph, Asking asking) {
    begin.accept(graph, asking);
  }

  private static String withheld(String reason) {
    return reason;
  }

  /** The troubles of the first answers about account 1 that a condition holds for. */
  private static void strike(FakeGraph graph, Predicate<String> where, List<Trouble> troubles) {
    List<Trouble> left = Collections.synchronizedList(new ArrayList<>(troubles));
    struck(graph, where, () -> left.isEmpty() ? NONE : left.remove(0));
  }

  private static void strike(FakeGraph graph, Predicate<String> where, Trouble trouble) {
    struck(graph, where, () -> trouble);
  }

  private static void struck(FakeGraph graph, Predicate<String> where, Supplier<Trouble> trouble) {
    graph.troubled(
        link -> graph.accountOf(link).equals("1") && where.test(link) ? trouble.get() : NONE);
  }

  private static BiConsumer<FakeGraph, Asking> first(Trouble... troubles) {
    return (graph, asking) -> strike(graph, link -> true, Arrays.asList(troubles));
  }

  private static BiConsumer<FakeGraph, Asking> always(Trouble trouble) {
    return (graph, asking) -> strike(graph, link -> true, trouble);
  }

  private static BiConsumer<FakeGraph, Asking> largePages(Trouble trouble) {
    return (graph, asking) -> strike(graph, GraphScenario::isLarge, trouble);
  }

  private static BiConsumer<FakeGraph, Asking> onlyReports(Trouble trouble) {
    return (graph, asking) ->
        strike(graph, link -> !isOfReport(link) && link.contains("insights?"), trouble);
  }

  private static BiConsumer<FakeGraph, Asking> manyDays(Trouble trouble) {
    return (graph, asking) -> {
      asking.reports(Reports.NEVER);
      strike(graph, link -> days(link) > 10, trouble);
    };
  }

  private static BiConsumer<FakeGraph, Asking> inSmallPages(
      Predicate<String> where, Trouble... troubles) {
    return inSmallPages(where, Arrays.asList(troubles));
  }

  private static BiConsumer<FakeGraph, Asking> inSmallPages(
      Predicate<String> where, List<Trouble> troubles) {
    return (graph, asking) -> {
      asking.pageSize(25);
      strike(graph, where, troubles);
    };
  }

  private static BiConsumer<FakeGraph, Asking> byReport(
      Predicate<String> where, Trouble... troubles) {
    return byReport(where, Arrays.asList(troubles));
  }

  private static BiConsumer<FakeGraph, Asking> byReport(
      Predicate<String> where, List<Trouble> troubles) {
    return (graph, asking) -> {
      asking.reports(Reports.ALWAYS);
      strike(graph, where, troubles);
    };
  }

  private static BiConsumer<FakeGraph, Asking> bySmallReport(
      Predicate<String> where, Trouble trouble) {
    return byReport(where, trouble).andThen((graph, asking) -> asking.pageSize(25));
  }

  /** What polls tell before a report of account 1 is there. */
  private static BiConsumer<FakeGraph, Asking> reports(Function<Integer, List<String>> told) {
    return (graph, asking) -> {
      asking.reports(Reports.ALWAYS);
      graph.reporting(
          "1",
          report -> {
            List<String> all = new ArrayList<>(told.apply(report));
            all.add("Job Completed 100");
            return all;
          });
    };
  }

  private static boolean isOfReport(String link) {
    return !link.contains("/act_");
  }

  private static boolean isFollowing(String link) {
    return link.contains("after=");
  }

  private static boolean isLarge(String link) {
    return link.matches(".*limit=100(&.*)?");
  }

  private static long days(String link) {
    Matcher range = RANGE.matcher(URLDecoder.decode(link, StandardCharsets.UTF_8));
    return range.find()
        ? 1
            + ChronoUnit.DAYS.between(
                LocalDate.parse(range.group(1)), LocalDate.parse(range.group(2)))
        : 0;
  }
}

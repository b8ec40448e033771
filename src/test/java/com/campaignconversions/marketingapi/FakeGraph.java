package com.campaignconversions.marketingapi;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A Graph API with ad accounts that deliver every day, and with troubles. What a campaign did on a
 * day follows from its name and the day.
 */
public final class FakeGraph implements AutoCloseable {
  public static final String TOKEN = "EAABsbCS1iHgBAKlZCq7QwXoneSecretToken";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FOR_PEOPLE = "<html>Sorry, something went wrong.</html>";

  /** An answer of 65 MB, for whom asks for it. */
  private static final class Bomb {
    static final byte[] PACKED =
        gzip(
            new SequenceInputStream(
                new ByteArrayInputStream("{\"data\":[".getBytes(StandardCharsets.UTF_8)),
                new ByteArrayInputStream(new byte[65 << 20])));
  }

  private final WireMockServer server;
  private final Map<String, Integer> campaignsOfAccount = new HashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Report> reports = Collections.synchronizedMap(new HashMap<>());
  private final ThreadLocal<Trouble> lastTrouble = ThreadLocal.withInitial(() -> Trouble.NONE);
  private Function<String, Trouble> troubles = link -> Trouble.NONE;
  private Function<Integer, List<String>> statuses = report -> List.of("Job Completed 100");
  private @Nullable String accountOfReports;

  /**
   * What can go wrong with one answer. Each as a public source tells of it: Meta's documentation,
   * its SDKs' issue threads, or the code and threads of connectors, looked up in November 2026.
   */
  public enum Trouble {
    NONE,
    /** Meta's documentation of rate limits: X-Business-Use-Case-Usage says for how long. */
    RATE_LIMIT_TOLD(400, 80000, 2446079, "There have been too many calls"),
    /** Meta's documentation of rate limits: 17, User request limit reached. */
    RATE_LIMIT(400, 17, 2446079, "User request limit reached"),
    /** Meta's documentation of rate limits: of the ad account, by another code. */
    RATE_LIMIT_613(400, 613, 1487742, "There have been too many calls from this ad-account."),
    /** Meta's table of Insights error codes, May 2026: 4 with 1504022 or 1504039. */
    RATE_LIMIT_OF_APP(400, 4, 1504022, "Application request limit reached"),
    /** RFC 9110 and several connectors' code: status 429 alone, with Retry-After in seconds. */
    STATUS_429_RETRY_AFTER,
    /** RFC 9110: Retry-After as a date. */
    STATUS_429_RETRY_AFTER_DATE,
    /** RFC 9110: an outage that says how long. */
    STATUS_503_RETRY_AFTER,
    /** Connectors' code that honours Retry-After with Meta's own rate limit codes. */
    RATE_LIMIT_RETRY_AFTER(400, 80004, 2446079, "There have been too many calls"),
    /** A proxy on the way: Retry-After that is neither seconds nor a date. */
    RETRY_AFTER_GARBAGE,
    /** Meta's documentation: a block of a day; longer than a run has. */
    RETRY_AFTER_A_DAY,
    /** Meta's best practices: X-FB-Ads-Insights-Throttle. */
    BUSY,
    /** Meta's documentation of rate limits: X-Ad-Account-Usage. */
    NEARLY_FULL,
    /** Airbyte's source-facebook-marketing, code: the time to wait comes with a good answer. */
    REGAIN_TOLD_WITH_ROWS,
    /** Meta's best practices, May 2026: x-Fb-Ads-Insights-Reach-Throttle. */
    REACH_BUSY,
    /** PHP SDK, issue threads: usage headers that say nothing useful. */
    USAGE_GARBAGE,
    /** SDKs' issue threads: (#2) Service temporarily unavailable. */
    CODE_2(500, 2, 0, "An unexpected error has occurred"),
    /** Meta's documentation of errors: is_transient. */
    DECLARED_TRANSIENT(400, 99, 0, "Please retry your request later", true),
    /** Meta's table of Insights error codes, May 2026. */
    INTERMITTENT(500, 2, 1504043, "Your request encountered an intermittent error"),
    /** Google Apps Script connectors, issue threads: a page for people with status 500. */
    HTTP_500,
    HTTP_502,
    HTTP_503,
    /** Best practices: synchronous requests that run out of time at a gateway. */
    HTTP_504,
    /** Airbyte's code: 960, the entire request timed out. */
    REQUEST_ABORTED(400, 960, 0, "Request aborted. The entire request timed out"),
    /** Meta's best practices: 100 with 1487534. */
    TOO_MUCH_DATA(400, 100, 1487534, "Please reduce the amount of data you're asking for"),
    /** Airbyte, tap-facebook and Python SDK, issue threads: the same as code 1. */
    CODE_1_REDUCE(
        500, 1, 0, "Please reduce the amount of data you're asking for, then retry your request"),
    /** Meta's error reference: code 1; Airbyte's code halves the page there. */
    CODE_1_UNKNOWN(500, 1, 0, "An unknown error occurred"),
    /** Keboola's connector, issue thread: code 1 with 99, until pages are small enough. */
    CODE_1_SUBCODE_99(500, 1, 99, "An unknown error occurred"),
    /** Python SDK, issue threads: 2 with 1504018, Your request timed out. */
    TOO_SLOW_A_QUERY(400, 2, 1504018, "Your request timed out"),
    /** Meta's table of Insights error codes, May 2026: the same as code 100. */
    TOO_SLOW_AS_100(400, 100, 1504018, "Invalid parameter"),
    /** Meta's table of Insights error codes, May 2026: 2 with 1504038. */
    TOO_SLOW_1504038(500, 2, 1504038, "Service temporarily unavailable"),
    /** Meta's table of Insights error codes, May 2026: 2 with 1504044. */
    UNKNOWN_1504044(500, 2, 1504044, "An unexpected error occurred"),
    /** Meta's documentation of errors: 190 with 463, expired. */
    TOKEN_EXPIRED(401, 190, 463, "Error validating access token: " + TOKEN),
    /** Meta's documentation of errors: 190 with 460, the password was changed. */
    TOKEN_REVOKED(400, 190, 460, "The session has been invalidated because of a new password"),
    /** Meta's documentation of errors: 102, and a flag that says otherwise. */
    SESSION_OVER(400, 102, 0, "Session key invalid or no longer valid", true),
    /** Meta's documentation of errors: 200 to 299. */
    PERMISSION(403, 200, 0, "Ad account owner has NOT granted ads_read permission"),
    /** Meta's table of Insights error codes, May 2026: 100 with 3191001. */
    PERMISSION_OF_INSIGHTS(400, 100, 3191001, "The request was denied: " + TOKEN),
    /** SDKs' issue threads: 100 with 33 of an account. */
    NO_SUCH_ACCOUNT(400, 100, 33, "Unsupported get request. Object does not exist"),
    /** Meta's reference of insights: 3018. */
    RETENTION(400, 3018, 0, "The start date is beyond 37 months"),
    /** Meta's versioning guide: 2635, after the end of a version. */
    ENDED_VERSION(
        400,
        2635,
        0,
        "(#2635) You are calling a deprecated version of the Ads API. Please update to the latest"
            + " version: v27.0."),
    /** Meta's versioning guide: the next version answers, and a header says so. */
    UPGRADED,
    /** SDKs' issue threads: a field that a version no longer knows. */
    UNKNOWN_FIELD(400, 100, 0, "Tried accessing nonexisting field"),
    /** Meta's table of Insights error codes, May 2026: 2 with 1504041, which never passes. */
    INVALID_BREAKDOWNS(400, 2, 1504041, "No data is available for the requested breakdowns"),
    /** Meta's table of Insights error codes, May 2026: 2 with 1504042, which never passes. */
    INVALID_METRICS(400, 2, 1504042, "You are querying invalid custom metrics"),
    /** Meta's documentation of errors: 368, blocked for policies. */
    BLOCKED(400, 368, 0, "Temporarily blocked for policies violations"),
    /** Airbyte, issue threads, 2024: 100 with 33 of a report that exists. */
    REPORT_NOT_THERE_YET(400, 100, 33, "Unsupported get request. Object with ID does not exist"),
    /** PHP and Python SDK and tap-facebook, issue threads: 2601 of a finished report. */
    REPORT_NOT_LOADED(400, 2601, 1815107, "Error accessing adreport job.", true),
    /** Python SDK, issue threads, and tap-facebook's code, 2024. */
    REPORT_WITHOUT_FIELDS(
        400,
        100,
        0,
        "(#100) Cannot include clicks, spend in summary param because they weren't there while"
            + " creating the report run. All available values are: "),
    /** Keboola's connector, tests: the same as code 1. */
    REPORT_WITHOUT_FIELDS_CODE_1(
        400,
        1,
        0,
        "(#100) Cannot include reach in summary param because they weren't there while creating the"
            + " report run. All available values are:"),
    /** Meta's table of Insights error codes, May 2026: -2 with 2490547. */
    REPORT_BROKE(400, -2, 2490547, "Generating the report failed. Try again later."),
    /** Meta's table of Insights error codes, May 2026: -3 with 1504045. */
    REPORT_TOO_LARGE(400, -3, 1504045, "Your report was too large"),
    /** Meta's documentation of paging: a cursor that is too far behind. */
    CURSOR_PAST_LIMIT(
        400, 100, 0, "(#100) The After Cursor specified exceeds the max limit supported by this"),
    /** Java SDK, issue threads, and Meta's reference of insights: 2642. */
    CURSOR_INVALID(400, 2642, 0, "(#2642) Invalid cursors values"),
    /** Connectors' issue threads: connections that are reset, closed, or break in the middle. */
    RESET,
    NO_ANSWER,
    GARBAGE,
    /** Connectors' issue threads: IncompleteRead. */
    TRUNCATED,
    SLOW,
    /** Facebook SDK of Python, issue threads: no JSON at all. */
    EMPTY_BODY,
    /** PHP SDK, issue threads: when the API is down, a page for people with status 200. */
    PAGE_FOR_PEOPLE,
    /** HTTP: a connection that ends inside a packed answer. */
    GZIP_CUT,
    /** HTTP: a packed answer with a changed byte. */
    GZIP_BROKEN,
    /** Facebook SDK of Python, issue threads: packed, and no header says so. */
    GZIP_UNTOLD,
    /** HTTP proxies that unpack, and leave the header. */
    GZIP_ONLY_TOLD,
    /** HTTP: small on the way, and larger than anything when unpacked. */
    GZIP_BOMB,
    /** HTTP: a packing that nobody asked for. */
    OTHER_PACKING,
    REDIRECT,
    /** C# and Go clients' issue threads, 2026: the token in links that are logged. */
    REDIRECT_WITH_TOKEN,
    /** R client's issue threads: WWW-Authenticate repeats the message, with the token. */
    TOKEN_IN_HEADERS(400, 100, 0, "Invalid parameter: access_token=" + TOKEN),
    /** Meta's documentation of errors: an error in an answer that has rows. */
    ERROR_BEHIND_ROWS,
    NO_ROWS,
    TWICE_ROWS,
    /** Meta's documentation of paging: a page may have fewer rows than asked for. */
    SHORT_PAGES,
    /** Meta's documentation of paging: the last page may be empty. */
    EMPTY_LAST_PAGE,
    NEXT_IS_NULL,
    /** PHP SDK, issue threads: a report without rows that always has a next page. */
    EMPTY_PAGES_WITHOUT_END,
    /** Python SDK, issue threads, 2023: each page adds the token to its link once more. */
    TOKEN_TWICE_IN_NEXT,
    /** Several clients' issue threads: pages that never end. */
    NEXT_REPEATS,
    NEXT_REPEATS_UNDER_ANOTHER_CURSOR,
    NEXT_ON_ANOTHER_SERVER,
    NEXT_OF_ANOTHER_ACCOUNT,
    NEXT_IS_NO_LINK,
    /** Meta's documentation of paging: objects added meanwhile change what pages hold. */
    CHANGED_BETWEEN_PAGES,
    /** Meta's documentation of paging: an object that moves forward meanwhile is in no page. */
    ROW_LEFT_OUT,
    /** Meta's changelog of 3 August 2026: without an opt-in an answer may be empty. */
    NO_ROWS_OF_CAMPAIGNS,
    ROWS_OF_ANOTHER_ACCOUNT,
    /** Connectors' issue threads: an account whose currency was changed. */
    ROWS_IN_ANOTHER_CURRENCY,
    /** Connectors' issue threads: a number that is none. */
    ROWS_WITH_GARBAGE,
    WITHOUT_ACTIONS;

    private final int status;
    private final int code;
    private final int subcode;
    private final String message;
    private final boolean declaredTransient;

    Trouble() {
      this(0, 0, 0, "");
    }

    Trouble(int status, int code, int subcode, String message) {
      this(status, code, subcode, message, false);
    }

    Trouble(int status, int code, int subcode, String message, boolean declaredTransient) {
      this.status = status;
      this.code = code;
      this.subcode = subcode;
      this.message = message;
      this.declaredTransient = declaredTransient;
    }

    /** As the Graph API refuses; null where it does not. */
    private @Nullable ResponseDefinitionBuilder refusal() {
      return code == 0 ? null : error(status, code, subcode, message, declaredTransient);
    }
  }

  private static final class Report {
    final Map<String, String> parameters;
    final String account;
    final List<String> statuses;
    int polls;

    Report(String account, Map<String, String> parameters, List<String> statuses) {
      this.account = account;
      this.parameters = parameters;
      this.statuses = statuses;
    }
  }

  public FakeGraph() {
    server =
        new WireMockServer(
            options()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .disableRequestJournal()
                .gzipDisabled(true)
                .extensions(new Answers()));
    server.start();
    server.stubFor(any(anyUrl()).willReturn(aResponse()));
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.port();
  }

  /** An account that delivers campaigns 0 to n-1; the first of them has been deleted since. */
  public FakeGraph account(String id, int campaigns) {
    campaignsOfAccount.put(id, campaigns);
    return this;
  }

  /** Forgets everything but its address. */
  public FakeGraph afresh() {
    campaignsOfAccount.clear();
    asked.clear();
    reports.clear();
    troubles = link -> Trouble.NONE;
    return reporting(report -> List.of("Job Completed 100"));
  }

  /** The trouble with the answer to a link. */
  public FakeGraph troubled(Function<String, Trouble> withLink) {
    troubles = withLink;
    return this;
  }

  /** The first answers have these troubles, one after the other; then all is well. */
  public FakeGraph troubled(Trouble... first) {
    List<Trouble> left = Collections.synchronizedList(new ArrayList<>(Arrays.asList(first)));
    return troubled(link -> left.isEmpty() ? Trouble.NONE : left.remove(0));
  }

  /**
   * What polling tells, of the first, second, … report, such as {@code Job Running 40}, {@code Job
   * Failed 0 because -3/1504045}; the last is repeated.
   */
  public FakeGraph reporting(Function<Integer, List<String>> told) {
    statuses = told;
    accountOfReports = null;
    return this;
  }

  /** Of one account's first, second, … report; those of the others are there at once. */
  public FakeGraph reporting(String account, Function<Integer, List<String>> told) {
    statuses = told;
    accountOfReports = account;
    return this;
  }

  /** Method and link of every request, without the server. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Questions that were asked: without their following pages, and the polls of reports. */
  public long questions() {
    return asked().stream()
        .filter(request -> request.contains("/act_") && request.contains("/insights"))
        .filter(request -> !request.contains("after="))
        .count();
  }

  /** The ad account that a link, or a report's, is about. */
  public String accountOf(String link) {
    List<String> path = Arrays.asList(URI.create(link).getPath().substring(1).split("/", -1));
    String node = path.get(1);
    Report report = reports.get(node);
    return report == null ? node.replace("act_", "") : report.account;
  }

  /** What a campaign did on a day: a small number that nothing else has. */
  public static int purchases(String account, int campaign, LocalDate day) {
    return Math.floorMod(Objects.hash(account, campaign, day.toEpochDay()) * 31, 7);
  }

  public static BigDecimal spend(String account, int campaign, LocalDate day) {
    return BigDecimal.valueOf(100 + Math.floorMod(Objects.hash(account, campaign, day), 977), 2);
  }

  public static String campaignId(String account, int campaign) {
    return account + "00" + campaign;
  }

  @Override
  public void close() {
    server.stop();
  }

  private final class Answers implements ResponseDefinitionTransformerV2 {
    @Override
    public String getName() {
      return "graph";
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
      Request request = event.getRequest();
      asked.add(request.getMethod() + " " + request.getUrl());
      try {
        return sent(request, answer(request).build());
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Packed, as Meta does it for whoever can unpack. */
  private ResponseDefinition sent(Request request, ResponseDefinition answer) {
    Trouble trouble = lastTrouble.get();
    byte[] body = answer.getByteBody();
    String accepted = request.getHeader("Accept-Encoding");
    if (answer.getFault() != null
        || body == null
        || body.length == 0
        || trouble == Trouble.OTHER_PACKING
        || trouble == Trouble.GZIP_BOMB
        || accepted == null
        || !accepted.contains("gzip")) {
      return answer;
    }
    byte[] packed = gzip(new ByteArrayInputStream(body));
    ResponseDefinitionBuilder sent = ResponseDefinitionBuilder.like(answer);
    switch (trouble) {
      case GZIP_ONLY_TOLD -> sent.withBody(body);
      case GZIP_CUT -> sent.withBody(Arrays.copyOf(packed, packed.length / 2));
      case GZIP_BROKEN -> {
        packed[packed.length / 2] ^= 0x55;
        sent.withBody(packed);
      }
      default -> sent.withBody(packed);
    }
    return (trouble == Trouble.GZIP_UNTOLD ? sent : sent.withHeader("Content-Encoding", "gzip"))
        .build();
  }

  private static byte[] gzip(InputStream plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      plain.transferTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static ResponseDefinitionBuilder packed(byte[] body) {
    return aResponse().withStatus(200).withHeader("Content-Encoding", "gzip").withBody(body);
  }

  private ResponseDefinitionBuilder answer(Request request) throws JsonProcessingException {
    if (!("Bearer " + TOKEN).equals(request.getHeader("Authorization"))) {
      lastTrouble.set(Trouble.NONE);
      return error(400, 190, 0, "Invalid OAuth access token " + TOKEN, false);
    }
    Trouble trouble = troubles.apply(request.getUrl());
    lastTrouble.set(trouble);
    ResponseDefinitionBuilder refusal = trouble.refusal();
    if (refusal == null) {
      refusal = unlikeTheApi(trouble);
    }
    if (refusal == null) {
      refusal = wellAnswered(request, trouble);
      if (trouble != Trouble.UPGRADED) {
        refusal.withHeader("facebook-api-version", request.getUrl().split("/", -1)[1]);
      }
    }
    return withHeaders(refusal, trouble);
  }

  /** What is no answer of the API; null where it is one. */
  private @Nullable ResponseDefinitionBuilder unlikeTheApi(Trouble trouble) {
    return switch (trouble) {
      case STATUS_429_RETRY_AFTER, RETRY_AFTER_GARBAGE, RETRY_AFTER_A_DAY ->
          aResponse().withStatus(429);
      case STATUS_429_RETRY_AFTER_DATE -> aResponse().withStatus(429).withBody("Too Many Requests");
      case STATUS_503_RETRY_AFTER, HTTP_503 -> aResponse().withStatus(503);
      case HTTP_500 -> aResponse().withStatus(500).withBody(FOR_PEOPLE);
      case HTTP_502 -> aResponse().withStatus(502).withBody(FOR_PEOPLE);
      case HTTP_504 -> aResponse().withStatus(504).withBody(FOR_PEOPLE);
      case PAGE_FOR_PEOPLE -> aResponse().withStatus(200).withBody(FOR_PEOPLE);
      case EMPTY_BODY -> aResponse().withStatus(200);
      case OTHER_PACKING ->
          aResponse().withStatus(200).withHeader("Content-Encoding", "br").withBody("\u000b\u0002");
      case GZIP_BOMB -> packed(Bomb.PACKED);
      case RESET -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
      case NO_ANSWER -> aResponse().withFault(Fault.EMPTY_RESPONSE);
      case GARBAGE -> aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK);
      case REDIRECT ->
          aResponse().withStatus(302).withHeader("Location", endpoint() + "/elsewhere");
      case REDIRECT_WITH_TOKEN ->
          aResponse()
              .withStatus(302)
              .withHeader("Location", endpoint() + "/login?access_token=" + TOKEN)
              .withBody("Moved to /login?access_token=" + TOKEN);
      default -> null;
    };
  }

  private static ResponseDefinitionBuilder withHeaders(
      ResponseDefinitionBuilder answer, Trouble trouble) {
    return switch (trouble) {
      case SLOW -> answer.withFixedDelay(1500);
      case UPGRADED ->
          answer
              .withHeader("facebook-api-version", "v27.0")
              .withHeader(
                  "X-Ad-Api-Version-Warning",
                  "The call has been auto-upgraded to v27.0 as v24.0 has been deprecated");
      case STATUS_429_RETRY_AFTER, STATUS_503_RETRY_AFTER -> answer.withHeader("Retry-After", "90");
      case RATE_LIMIT_RETRY_AFTER -> answer.withHeader("Retry-After", "200");
      case STATUS_429_RETRY_AFTER_DATE ->
          answer.withHeader(
              "Retry-After",
              DateTimeFormatter.RFC_1123_DATE_TIME.format(
                  QuickTime.START.plusSeconds(400).atOffset(ZoneOffset.UTC)));
      case RETRY_AFTER_GARBAGE -> answer.withHeader("Retry-After", "soon");
      case RETRY_AFTER_A_DAY -> answer.withHeader("Retry-After", "86400");
      case RATE_LIMIT_TOLD, REGAIN_TOLD_WITH_ROWS ->
          answer.withHeader(
              "X-Business-Use-Case-Usage",
              "{\"1\":[{\"type\":\"ads_insights\",\"call_count\":100,\"total_cputime\":25,"
                  + "\"total_time\":25,\"estimated_time_to_regain_access\":7}]}");
      case BUSY ->
          answer.withHeader(
              "X-FB-Ads-Insights-Throttle", "{\"app_id_util_pct\":80.5,\"acc_id_util_pct\":10}");
      case NEARLY_FULL ->
          answer.withHeader("X-Ad-Account-Usage", "{\"acc_id_util_pct\":96,\"ads_api\":\"x\"}");
      case REACH_BUSY ->
          answer.withHeader("x-Fb-Ads-Insights-Reach-Throttle", "{\"acc_id_util_pct\":100}");
      case USAGE_GARBAGE ->
          answer
              .withHeader("X-App-Usage", "[[{\"call_count\":")
              .withHeader("X-Ad-Account-Usage", "{\"acc_id_util_pct\":\"" + TOKEN + "\"}")
              .withHeader("X-FB-Ads-Insights-Throttle", "NaN");
      case TOKEN_IN_HEADERS ->
          answer
              .withHeader("WWW-Authenticate", "OAuth \"invalid_request\" \"" + TOKEN + "\"")
              .withHeader("x-fb-debug", TOKEN);
      default -> answer;
    };
  }

  private ResponseDefinitionBuilder wellAnswered(Request request, Trouble trouble)
      throws JsonProcessingException {
    Map<String, String> parameters = parameters(URI.create(request.getUrl()).getRawQuery());
    List<String> path =
        Arrays.asList(URI.create(request.getUrl()).getPath().substring(1).split("/", -1));
    String node = path.get(1);
    boolean insights = path.size() == 3 && path.get(2).equals("insights");
    if (insights && request.getMethod().getName().equals("POST")) {
      String id = order(node.substring(4), parameters(request.getBodyAsString()));
      return json("{\"report_run_id\":\"" + id + "\"}");
    }
    if (!insights && node.startsWith("act_")) {
      return json(
          "{\"id\":\"%s\",\"account_id\":\"%s\",\"name\":\"Hotel\",\"currency\":\"PLN\",\"timezone_name\":\"Europe/Warsaw\"}"
              .formatted(node, node.substring(4)));
    }
    Report report = reports.get(node);
    if (!insights) {
      Report known = Objects.requireNonNull(report);
      String told = known.statuses.get(Math.min(known.polls++, known.statuses.size() - 1));
      String[] status = told.split(" (?=[0-9.]+( |$))| because ", 3);
      ObjectNode run = JSON.createObjectNode().put("id", node);
      run.put("async_status", status[0])
          .put("async_percent_completion", Integer.parseInt(status[1]));
      if (status.length == 3) {
        String[] error = status[2].split("/", 2);
        run.put("error_code", Integer.parseInt(error[0]));
        run.put("error_subcode", Integer.parseInt(error[1]));
        run.put("error_message", "It failed for " + TOKEN);
      }
      return json(run.toString());
    }
    return page(request, node, report, parameters, trouble);
  }

  private String order(String account, Map<String, String> parameters) {
    synchronized (reports) {
      String id = String.valueOf(9000 + reports.size());
      int before =
          (int)
              reports.values().stream()
                  .filter(report -> accountOfReports == null || report.account.equals(account))
                  .count();
      List<String> told =
          accountOfReports == null || accountOfReports.equals(account)
              ? statuses.apply(before)
              : List.of("Job Completed 100");
      reports.put(id, new Report(account, parameters, told));
      return id;
    }
  }

  private ResponseDefinitionBuilder page(
      Request request,
      String node,
      @Nullable Report report,
      Map<String, String> parameters,
      Trouble trouble)
      throws JsonProcessingException {
    String account = report == null ? node.substring(4) : report.account;
    List<ObjectNode> rows = rows(account, report == null ? parameters : report.parameters);
    int limit = Integer.parseInt(parameters.getOrDefault("limit", "25"));
    limit = trouble == Trouble.SHORT_PAGES ? Math.max(1, limit / 3) : limit;
    String after = parameters.getOrDefault("after", "0");
    int from = Math.min(rows.size(), Integer.parseInt(after.replaceAll("x.*", "")));
    int to = Math.min(rows.size(), from + limit);
    ObjectNode page = JSON.createObjectNode();
    ArrayNode data = page.putArray("data");
    rows.subList(from, to).forEach(data::add);
    boolean ofCampaigns = !"account".equals(parameters.get("level"));
    if (trouble == Trouble.ROW_LEFT_OUT && ofCampaigns && !data.isEmpty()) {
      data.remove(0);
    }
    if (trouble == Trouble.NO_ROWS_OF_CAMPAIGNS && ofCampaigns) {
      data.removeAll();
    }
    if (trouble == Trouble.CHANGED_BETWEEN_PAGES && from > 0) {
      JsonNode first = rows.get(0).path("campaign_id");
      rows.stream()
          .filter(row -> row.path("campaign_id").equals(first))
          .forEach(row -> data.add(row.deepCopy().put("spend", "12345.67")));
    }
    if (trouble == Trouble.ROWS_OF_ANOTHER_ACCOUNT) {
      rows.forEach(row -> row.put("account_id", account.equals("1") ? "21" : "1"));
    }
    if (trouble == Trouble.ROWS_IN_ANOTHER_CURRENCY) {
      rows.forEach(row -> row.put("account_currency", "USD"));
    }
    if (trouble == Trouble.ROWS_WITH_GARBAGE) {
      rows.forEach(row -> row.put("spend", "n/a"));
    }
    if (trouble == Trouble.WITHOUT_ACTIONS) {
      rows.forEach(row -> row.remove("actions"));
    }
    if (trouble == Trouble.TWICE_ROWS) {
      page.set("again", data);
      return json(page.toString().replace("\"again\"", "\"data\""));
    }
    if (trouble == Trouble.NO_ROWS) {
      return json("{}");
    }
    String next = to < rows.size() ? link(request, parameters, Integer.toString(to)) : null;
    next =
        switch (trouble) {
          case NEXT_REPEATS -> link(request, parameters, after);
          case NEXT_REPEATS_UNDER_ANOTHER_CURSOR -> link(request, parameters, from + "x" + to);
          case NEXT_ON_ANOTHER_SERVER -> "https://graph.example.com" + request.getUrl();
          case NEXT_OF_ANOTHER_ACCOUNT ->
              link(request, parameters, "0").replace(node + "/", "act_666/");
          case NEXT_IS_NO_LINK -> "::\\no link";
          case EMPTY_LAST_PAGE ->
              next == null && from < rows.size()
                  ? link(request, parameters, Integer.toString(to))
                  : next;
          case EMPTY_PAGES_WITHOUT_END ->
              link(
                  request,
                  parameters,
                  Integer.toString(Integer.parseInt(after.replaceAll("x.*", "")) + limit));
          case TOKEN_TWICE_IN_NEXT ->
              next == null ? null : next + "&access_token=" + TOKEN + "&access_token=" + TOKEN;
          default -> next;
        };
    ObjectNode paging = page.putObject("paging");
    paging.putObject("cursors").put("before", after).put("after", Integer.toString(to));
    if (next != null || trouble == Trouble.NEXT_IS_NULL) {
      paging.put("next", next);
    }
    if (trouble == Trouble.ERROR_BEHIND_ROWS) {
      page.putObject("error").put("message", "Service unavailable").put("code", 2);
    }
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(page);
    return json(trouble == Trouble.TRUNCATED ? text.substring(0, text.length() / 2) : text);
  }

  /** As Meta does, with the token in it. */
  private String link(Request request, Map<String, String> parameters, String after) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("access_token", TOKEN);
    all.put("pretty", "0");
    all.putAll(parameters);
    all.put("after", after);
    StringBuilder query = new StringBuilder();
    all.forEach(
        (name, value) ->
            query
                .append(query.isEmpty() ? "?" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return endpoint() + URI.create(request.getUrl()).getPath() + query;
  }

  private List<ObjectNode> rows(String account, Map<String, String> parameters)
      throws JsonProcessingException {
    JsonNode range = JSON.readTree(parameters.getOrDefault("time_range", ""));
    LocalDate since = LocalDate.parse(range.get("since").asText());
    LocalDate until = LocalDate.parse(range.get("until").asText());
    List<String> fields = Arrays.asList(parameters.getOrDefault("fields", "").split(",", -1));
    boolean total = "account".equals(parameters.get("level"));
    boolean deleted = parameters.getOrDefault("filtering", "").contains("\"DELETED\"");
    String increment = parameters.getOrDefault("time_increment", "all_days");
    List<ObjectNode> rows = new ArrayList<>();
    int campaigns = campaignsOfAccount.getOrDefault(account, 0);
    if (campaigns == 0) {
      return rows;
    }
    for (LocalDate first = since; !first.isAfter(until); ) {
      LocalDate last = lastOfIncrement(first, until, increment);
      if (total) {
        rows.add(row(account, 0, campaigns - 1, first, last, fields));
      } else {
        for (int campaign = deleted ? 0 : 1; campaign < campaigns; campaign++) {
          rows.add(row(account, campaign, campaign, first, last, fields));
        }
      }
      first = last.plusDays(1);
    }
    return rows;
  }

  /** Pieces of so many days from the first day on, or of calendar months; the last may be cut. */
  private static LocalDate lastOfIncrement(LocalDate first, LocalDate until, String increment) {
    LocalDate last =
        switch (increment) {
          case "all_days" -> until;
          case "monthly" -> first.with(TemporalAdjusters.lastDayOfMonth());
          default -> first.plusDays(Integer.parseInt(increment) - 1L);
        };
    return last.isBefore(until) ? last : until;
  }

  private static ObjectNode row(
      String account,
      int firstCampaign,
      int lastCampaign,
      LocalDate first,
      LocalDate last,
      List<String> fields) {
    long purchases = 0;
    BigDecimal spend = BigDecimal.ZERO;
    for (int campaign = firstCampaign; campaign <= lastCampaign; campaign++) {
      for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
        purchases += purchases(account, campaign, day);
        spend = spend.add(spend(account, campaign, day));
      }
    }
    int campaigns = lastCampaign - firstCampaign + 1;
    ObjectNode row = JSON.createObjectNode();
    row.put("account_id", account);
    row.put("account_currency", "PLN");
    row.put("campaign_id", campaignId(account, firstCampaign));
    row.put("campaign_name", "Kampania \n\"" + firstCampaign + "\" ńł");
    row.put("spend", spend.toPlainString());
    row.put("impressions", Long.toString(1000L * campaigns + purchases));
    row.put("clicks", Long.toString(100L * campaigns + purchases));
    ArrayNode actions = row.putArray("actions");
    actions.addObject().put("action_type", "link_click").put("value", "99");
    actions.addObject().put("action_type", "omni_purchase").put("value", purchases + "");
    row.put("date_start", first.toString());
    row.put("date_stop", last.toString());
    row.retain(
        row.properties().stream()
            .map(Map.Entry::getKey)
            .filter(name -> fields.contains(name) || name.startsWith("date_"))
            .toList());
    return row;
  }

  private static ResponseDefinitionBuilder json(String body) {
    return aResponse()
        .withStatus(200)
        .withHeader("Content-Type", "application/json; charset=UTF-8")
        .withBody(body);
  }

  private static ResponseDefinitionBuilder error(
      int status, int code, int subcode, String message, boolean declaredTransient) {
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode error = answer.putObject("error");
    error.put("message", message).put("type", "OAuthException").put("code", code);
    if (subcode != 0) {
      error.put("error_subcode", subcode);
    }
    error.put("is_transient", declaredTransient).put("fbtrace_id", "AbCdEf");
    return json(answer.toString()).withStatus(status);
  }

  private static Map<String, String> parameters(@Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : query == null ? new String[0] : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(
            parameter.substring(0, equals),
            URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }
}

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
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
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
import org.jspecify.annotations.Nullable;

/**
 * A Graph API with ad accounts that deliver every day, and with troubles. What a campaign did on a
 * day follows from its name and the day.
 */
public final class FakeGraph implements AutoCloseable {
  public static final String TOKEN = "EAABsbCS1iHgBAKlZCq7QwXoneSecretToken";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final WireMockServer server;
  private final Map<String, Integer> campaignsOfAccount = new HashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Report> reports = Collections.synchronizedMap(new HashMap<>());
  private Function<String, Trouble> troubles = link -> Trouble.NONE;
  private Function<Integer, List<String>> statuses = report -> List.of("Job Completed 100");

  /** What can go wrong with one answer. */
  public enum Trouble {
    NONE,
    RATE_LIMIT_TOLD,
    RATE_LIMIT,
    BUSY,
    NEARLY_FULL,
    CODE_2,
    DECLARED_TRANSIENT,
    HTTP_500,
    HTTP_503,
    TOO_MUCH_DATA,
    TOO_SLOW_A_QUERY,
    TOKEN_EXPIRED,
    PERMISSION,
    NO_SUCH_ACCOUNT,
    RETENTION,
    ENDED_VERSION,
    UPGRADED,
    UNKNOWN_FIELD,
    RESET,
    NO_ANSWER,
    GARBAGE,
    TRUNCATED,
    SLOW,
    REDIRECT,
    ERROR_BEHIND_ROWS,
    NO_ROWS,
    TWICE_ROWS,
    NEXT_REPEATS,
    NEXT_REPEATS_UNDER_ANOTHER_CURSOR,
    NEXT_ON_ANOTHER_SERVER,
    NEXT_OF_ANOTHER_ACCOUNT,
    NEXT_IS_NO_LINK,
    ROWS_OF_ANOTHER_ACCOUNT,
    WITHOUT_ACTIONS
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
    statuses = report -> List.of("Job Completed 100");
    return this;
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

  /** What polling tells, of the first, second, … report; the last is repeated. */
  public FakeGraph reporting(Function<Integer, List<String>> told) {
    statuses = told;
    return this;
  }

  /** Method and link of every request, without the server. */
  public List<String> asked() {
    return List.copyOf(asked);
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
        return answer(request).build();
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private ResponseDefinitionBuilder answer(Request request) throws JsonProcessingException {
    if (!("Bearer " + TOKEN).equals(request.getHeader("Authorization"))) {
      return error(400, 190, 0, "Invalid OAuth access token " + TOKEN, false);
    }
    Trouble trouble = troubles.apply(request.getUrl());
    ResponseDefinitionBuilder refusal =
        switch (trouble) {
          case RATE_LIMIT_TOLD ->
              error(400, 80000, 2446079, "There have been too many calls", false)
                  .withHeader(
                      "X-Business-Use-Case-Usage",
                      "{\"1\":[{\"type\":\"ads_insights\",\"call_count\":100,\"total_cputime\":25,"
                          + "\"total_time\":25,\"estimated_time_to_regain_access\":7}]}");
          case RATE_LIMIT -> error(400, 17, 2446079, "User request limit reached", false);
          case CODE_2 -> error(500, 2, 0, "An unexpected error has occurred", false);
          case DECLARED_TRANSIENT -> error(400, 99, 0, "Please retry your request later", true);
          case HTTP_500 ->
              aResponse().withStatus(500).withBody("<html>Sorry, something went wrong.</html>");
          case HTTP_503 -> aResponse().withStatus(503);
          case TOO_MUCH_DATA ->
              error(400, 100, 1487534, "Please reduce the amount of data you're asking for", false);
          case TOO_SLOW_A_QUERY -> error(400, 2, 1504018, "Your request timed out", false);
          case TOKEN_EXPIRED ->
              error(401, 190, 463, "Error validating access token: " + TOKEN, false);
          case PERMISSION ->
              error(403, 200, 0, "Ad account owner has NOT granted ads_read permission", false);
          case NO_SUCH_ACCOUNT ->
              error(400, 100, 33, "Unsupported get request. Object does not exist", false);
          case RETENTION -> error(400, 3018, 0, "The start date is beyond 37 months", false);
          case ENDED_VERSION ->
              error(
                  400,
                  2635,
                  0,
                  "(#2635) You are calling a deprecated version of the Ads API. Please update to"
                      + " the latest version: v27.0.",
                  false);
          case UNKNOWN_FIELD -> error(400, 100, 0, "Tried accessing nonexisting field", false);
          case RESET -> aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER);
          case NO_ANSWER -> aResponse().withFault(Fault.EMPTY_RESPONSE);
          case GARBAGE -> aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK);
          case REDIRECT ->
              aResponse().withStatus(302).withHeader("Location", endpoint() + "/elsewhere");
          default -> null;
        };
    if (refusal != null) {
      return refusal;
    }
    ResponseDefinitionBuilder answer = wellAnswered(request, trouble);
    if (trouble != Trouble.UPGRADED) {
      answer.withHeader("facebook-api-version", request.getUrl().split("/", -1)[1]);
    }
    return switch (trouble) {
      case UPGRADED ->
          answer
              .withHeader("facebook-api-version", "v27.0")
              .withHeader(
                  "X-Ad-Api-Version-Warning",
                  "The call has been auto-upgraded to v27.0 as v24.0 has been deprecated");
      case SLOW -> answer.withFixedDelay(1500);
      case BUSY ->
          answer.withHeader(
              "X-FB-Ads-Insights-Throttle", "{\"app_id_util_pct\":80.5,\"acc_id_util_pct\":10}");
      case NEARLY_FULL ->
          answer.withHeader("X-Ad-Account-Usage", "{\"acc_id_util_pct\":96,\"ads_api\":\"x\"}");
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
      String id = String.valueOf(9000 + reports.size());
      reports.put(
          id,
          new Report(
              node.substring(4),
              parameters(request.getBodyAsString()),
              statuses.apply(reports.size())));
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
      String status = known.statuses.get(Math.min(known.polls++, known.statuses.size() - 1));
      int space = status.lastIndexOf(' ');
      return json(
          "{\"id\":\"%s\",\"async_status\":\"%s\",\"async_percent_completion\":%s}"
              .formatted(node, status.substring(0, space), status.substring(space + 1)));
    }
    return page(request, node, report, parameters, trouble);
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
    String after = parameters.getOrDefault("after", "0");
    int from = Integer.parseInt(after.replaceAll("x.*", ""));
    int to = Math.min(rows.size(), from + limit);
    ObjectNode page = JSON.createObjectNode();
    ArrayNode data = page.putArray("data");
    rows.subList(from, to).forEach(data::add);
    if (trouble == Trouble.ROWS_OF_ANOTHER_ACCOUNT) {
      rows.forEach(row -> row.put("account_id", account.equals("1") ? "21" : "1"));
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
          default -> next;
        };
    ObjectNode paging = page.putObject("paging");
    paging.putObject("cursors").put("before", after).put("after", Integer.toString(to));
    if (next != null) {
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

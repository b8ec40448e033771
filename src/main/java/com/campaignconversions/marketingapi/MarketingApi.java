package com.campaignconversions.marketingapi;

import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.GraphInsights.Reports;
import com.campaignconversions.marketingapi.Envelope.GraphError;
import com.campaignconversions.marketingapi.InsightsQuery.QueryLevel;
import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import com.campaignconversions.marketingapi.TimeLimit.Patience;
import com.campaignconversions.records.Deadline;
import com.campaignconversions.records.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Asks about one ad account, one request at a time. */
public final class MarketingApi {
  private static final int SMALLEST_PAGE = 25;
  private static final int MOST_PAGES = 20_000;
  private static final Duration FIRST_POLL = Duration.ofSeconds(5);
  private static final Duration LONGEST_POLL = Duration.ofMinutes(1);
  private static final Duration STANDSTILL = Duration.ofMinutes(15);

  /** A report without rows has been seen to have a next page for ever. */
  private static final int MOST_EMPTY_PAGES = 20;

  /** Of an account that was asked for too many reports at once. */
  private static final Duration UNTIL_LIMIT_FALLS = Duration.ofMinutes(5);

  private final String base;
  private final String version;
  private final String authority;
  private final Reports reports;
  private final GraphRequests requests;
  private final Attempts attempts;
  private final TimeLimit limit;

  /** Levels of which only reports came: the account is asked for those at once. */
  private final Set<QueryLevel> byReportOnly = EnumSet.noneOf(QueryLevel.class);

  /** The size of page that worked last. */
  private int pageSize;

  /** Begins with one account. */
  public MarketingApi(GraphInsights source, AccessToken token, TimeLimit limit) {
    this.base = source.endpoint() + "/" + source.version() + "/";
    this.version = source.version();
    this.authority = authority(URI.create(base));
    this.reports = source.reports();
    this.pageSize = source.pageSize();
    this.requests = new GraphRequests(token, source.requestLimit(), limit::now);
    this.attempts = new Attempts(version, requests, limit);
    this.limit = limit;
  }

  /** Takes pages as they come; a page that came may be taken back. */
  public interface Pages {
    /**
     * A page.
     *
     * @param data its rows as JSON, {@code […]}
     */
    void add(ByteBuffer data) throws IOException;

    /** The place behind the last page. */
    long place() throws IOException;

    /** Forgets the pages behind a place. */
    void backTo(long place) throws IOException;
  }

  /** An ad account as the token sees it. */
  public record Account(String name, String currency, String timezone) {}

  /** What asking took up to now. */
  public AskingFacts facts() {
    return new AskingFacts(
        version, requests.count(), answeredBy(), requests.version().warning(), limit.waited());
  }

  /** The versions that answered up to now, which may be others than the one that was asked. */
  public List<String> answeredBy() {
    return requests.version().names();
  }

  /** Asks for an account's name: the cheapest way to learn whether the token opens it. */
  public Account account(String accountId) throws MarketingApiException {
    Map<String, String> values =
        attempts
            .patiently(
                () ->
                    requests.get(
                        uri(
                            "act_" + accountId,
                            Map.of("fields", "account_id,name,currency,timezone_name"))))
            .values();
    return new Account(
        values.getOrDefault("name", ""),
        values.getOrDefault("currency", ""),
        values.getOrDefault("timezone_name", ""));
  }

  /**
   * Fetches all pages of an answer.
   *
   * @param pages has all of them afterwards; where this throws, what was added is a part of them
   */
  public void insights(InsightsQuery query, Pages pages) throws MarketingApiException, IOException {
    MarketingApiException tooMuch = question(query, pages, pages.place());
    if (tooMuch != null) {
      throw reports == Reports.NEVER
          ? tooMuch.and("; insights.graph.reports: by_need would order a report of it")
          : tooMuch;
    }
  }

  /**
   * Asks as it is asked. After many questions without an answer it is not size any more that is
   * wrong, and asking for less would only be more requests.
   *
   * @return what is wrong, where fewer days at once may help
   */
  private @Nullable MarketingApiException question(InsightsQuery query, Pages pages, long place)
      throws MarketingApiException, IOException {
    try {
      MarketingApiException tooMuch = asked(query, pages, place);
      if (tooMuch != null) {
        attempts.unanswered(tooMuch);
        if (attempts.isOutage()) {
          throw tooMuch.as(
              ErrorKind.TRANSIENT, "; nothing else that was asked of the account was answered");
        }
      }
      return tooMuch;
    } catch (MarketingApiException e) {
      pages.backTo(place);
      if (e.problem() == ErrorKind.TRANSIENT) {
        attempts.unanswered(e);
      }
      throw e;
    }
  }

  private @Nullable MarketingApiException asked(InsightsQuery query, Pages pages, long place)
      throws MarketingApiException, IOException {
    boolean byNeed = reports == Reports.BY_NEED;
    if (reports == Reports.ALWAYS
        || (byNeed && (query.level() == QueryLevel.AD || byReportOnly.contains(query.level())))) {
      return byReport(query, pages, place);
    }
    MarketingApiException tooMuch = inPages(query.node(), query::parameters, pages, place);
    if (tooMuch == null || !byNeed || attempts.isOutage()) {
      return tooMuch;
    }
    MarketingApiException failed = byReport(query, pages, place);
    if (failed == null) {
      byReportOnly.add(query.level());
      return null;
    }
    ErrorKind kind =
        tooMuch.problem() == ErrorKind.TOO_MUCH_DATA ? ErrorKind.TOO_MUCH_DATA : failed.problem();
    boolean same = String.valueOf(failed.getMessage()).equals(tooMuch.getMessage());
    return tooMuch.as(
        kind, same ? "; and as a report too" : "; and as a report: " + failed.getMessage());
  }

  /** With smaller and smaller pages; what is wrong, if even the smallest is too much. */
  private @Nullable MarketingApiException inPages(
      String node, IntFunction<Map<String, String>> parameters, Pages pages, long place)
      throws MarketingApiException, IOException {
    boolean certain = !attempts.isStruggling();
    int size = certain ? pageSize : Math.min(pageSize, SMALLEST_PAGE);
    while (true) {
      try {
        fromTheFirst(node, parameters.apply(size), pages, place);
        // Where Meta only had trouble, one step a question is enough.
        pageSize = certain ? size : Math.max(size, smaller(pageSize));
        return null;
      } catch (MarketingApiException e) {
        pages.backTo(place);
        if (!e.isOfSize()) {
          throw e;
        }
        certain &= e.problem() == ErrorKind.TOO_MUCH_DATA;
        if (size <= SMALLEST_PAGE) {
          return e;
        }
        size = smaller(size);
      }
    }
  }

  /** A quarter, but nothing between the smallest and twice that. */
  private static int smaller(int size) {
    return size / 4 < 2 * SMALLEST_PAGE ? Math.min(size, SMALLEST_PAGE) : size / 4;
  }

  /** All pages; and all of them once more, where Meta loses the place between two. */
  private void fromTheFirst(String node, Map<String, String> parameters, Pages pages, long place)
      throws MarketingApiException, IOException {
    try {
      pages(node, parameters, pages);
    } catch (MarketingApiException e) {
      if (e.problem() != ErrorKind.CURSOR_LOST) {
        throw e;
      }
      pages.backTo(place);
      try {
        pages(node, parameters, pages);
      } catch (MarketingApiException again) {
        throw again.problem() == ErrorKind.CURSOR_LOST
            ? again.and("; the question was begun anew, with the same end")
            : again;
      }
    }
  }

  /** By a report that Meta makes in its own time, twice if it must be; what is wrong with it. */
  private @Nullable MarketingApiException byReport(InsightsQuery query, Pages pages, long place)
      throws MarketingApiException, IOException {
    MarketingApiException failed = null;
    int most = attempts.isStruggling() ? 1 : 2;
    for (int order = 0; failed == null || order < most; order++) {
      try {
        return inPages(
            report(query), size -> Map.of("limit", Integer.toString(size)), pages, place);
      } catch (MarketingApiException e) {
        if (e.isOfSize()) {
          return e;
        }
        if (e.problem() != ErrorKind.REPORT_FAILED && e.problem() != ErrorKind.REPORT_LAGS) {
          throw e;
        }
        failed = e.as(ErrorKind.REPORT_FAILED, "");
      }
    }
    return failed;
  }

  /** Orders a report and waits until it is there; its id. */
  private String report(InsightsQuery query) throws MarketingApiException {
    Map<String, String> parameters = query.parameters(pageSize);
    parameters.remove("limit");
    String id =
        attempts
            .toOrder(() -> requests.post(uri(query.node() + "/insights", Map.of()), parameters))
            .values()
            .getOrDefault("report_run_id", "");
    if (!id.matches("\\d{1,30}")) {
      throw new MarketingApiException(
          ErrorKind.REPORT_FAILED, "Meta ordered a report without an id");
    }
    Duration wait = FIRST_POLL;
    String lastSeen = "";
    Patience withReport = new Patience();
    Deadline standstill = limit.in(STANDSTILL);
    while (true) {
      limit.pass(wait, "a report of Meta's", withReport);
      wait = longer(wait);
      // Without naming fields: why one failed is told since v25.0, and not known before.
      Map<String, String> values =
          attempts.patiently(() -> requests.get(uri(id, Map.of()))).values();
      String status = values.getOrDefault("async_status", "no status");
      String percent = values.getOrDefault("async_percent_completion", "0");
      if (status.equals("Job Completed") && percent.matches("100(\\.0*)?")) {
        return id;
      }
      if (status.equals("Job Failed") || status.equals("Job Skipped")) {
        throw ended(status, values);
      }
      String seen = status + " at " + percent + " %";
      if (!seen.equals(lastSeen)) {
        lastSeen = seen;
        standstill = limit.in(STANDSTILL);
      } else if (standstill.isOver()) {
        throw new MarketingApiException(
            ErrorKind.REPORT_FAILED,
            "Meta's report has stood at " + seen + " for " + STANDSTILL.toMinutes() + " minutes");
      }
    }
  }

  /** A report that did not come, and why, where Meta says so. */
  private MarketingApiException ended(String status, Map<String, String> values)
      throws MarketingApiException {
    String ended = "Meta's report ended with: " + status;
    GraphError fault = GraphError.ofReport(values);
    if (fault == null) {
      return new MarketingApiException(ErrorKind.REPORT_FAILED, ended);
    }
    ErrorKind kind = ErrorCodes.ofReport(fault);
    if (kind == ErrorKind.RATE_LIMIT) {
      limit.pass(UNTIL_LIMIT_FALLS, "the rate limit");
      kind = ErrorKind.REPORT_FAILED;
    }
    return new MarketingApiException(kind, ended + ", " + fault);
  }

  private static Duration longer(Duration wait) {
    Duration longer = wait.multipliedBy(3).dividedBy(2);
    return longer.compareTo(LONGEST_POLL) < 0 ? longer : LONGEST_POLL;
  }

  /** Follows the links from page to page, as far as they can be believed. */
  private void pages(String node, Map<String, String> parameters, Pages pages)
      throws MarketingApiException, IOException {
    Set<String> asked = new HashSet<>();
    Set<ByteBuffer> seen = new HashSet<>();
    int empty = 0;
    URI link = uri(node + "/insights", parameters);
    while (true) {
      if (!asked.add(place(link))) {
        throw untrue("it leads back to a page that was read already");
      }
      if (asked.size() > MOST_PAGES) {
        throw untrue("there are more than " + MOST_PAGES + " pages");
      }
      URI asking = link;
      Envelope page = attempts.ofRows(() -> withRows(requests.get(asking)));
      ByteBuffer data = page.data();
      if (data != null && page.rows() > 0) {
        if (!seen.add(digest(data))) {
          throw untrue("it leads to the same rows again");
        }
        pages.add(data.duplicate());
      }
      if (page.next() == null) {
        return;
      }
      empty = page.rows() > 0 ? 0 : empty + 1;
      if (empty >= MOST_EMPTY_PAGES) {
        throw untrue("the last " + MOST_EMPTY_PAGES + " pages had no rows");
      }
      link = following(page.next(), node + "/insights");
    }
  }

  private static ByteBuffer digest(ByteBuffer data) {
    MessageDigest digest = Sha256.digest();
    digest.update(data.duplicate());
    return ByteBuffer.wrap(digest.digest());
  }

  private static Envelope withRows(Envelope page) throws MarketingApiException {
    if (page.data() == null) {
      throw new MarketingApiException(ErrorKind.TRANSIENT, "an answer has no rows, nor says so");
    }
    return page;
  }

  /** Two links lead to the same page where they carry the same cursor. */
  private static String place(URI link) {
    for (String parameter : parameters(link)) {
      if (parameter.startsWith("after=")) {
        return parameter;
      }
    }
    return String.valueOf(link.getRawQuery());
  }

  /** The link as it is followed: to the same node of the same server, and without the token. */
  private URI following(String next, String path) throws MarketingApiException {
    URI link;
    try {
      link = URI.create(withoutToken(next).replace("[", "%5B").replace("]", "%5D"));
    } catch (IllegalArgumentException e) {
      throw untrue("it is no link");
    }
    if (!authority(link).equals(authority)) {
      throw untrue("it leads to another server");
    }
    String wanted = "/(v\\d+\\.\\d+/)?" + path;
    if (link.getRawPath() == null || !link.getRawPath().matches(wanted)) {
      throw untrue("it leads to something else");
    }
    return link;
  }

  private static String withoutToken(String link) {
    return link.replaceAll("(?i)([?&])access_token=[^&#]*&?", "$1");
  }

  private static List<String> parameters(URI link) {
    String query = link.getRawQuery();
    return query == null ? List.of() : List.of(query.split("&", -1));
  }

  private static String authority(URI link) {
    return link.getScheme() + "://" + link.getRawAuthority();
  }

  private static MarketingApiException untrue(String how) {
    return new MarketingApiException(
        ErrorKind.REFUSED, "the link to the next page cannot be followed: " + how);
  }

  private URI uri(String path, Map<String, String> parameters) {
    String query = GraphRequests.encoded(parameters);
    return URI.create(base + path + (query.isEmpty() ? "" : "?" + query));
  }
}

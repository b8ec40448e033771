package com.campaignconversions.marketingapi;

import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.GraphInsights.Reports;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.FluentBackoff;
import org.jspecify.annotations.Nullable;

/** Asks about one ad account, one request at a time. */
public final class MarketingApi {
  private static final int SMALLEST_PAGE = 25;
  private static final int MOST_PAGES = 20_000;
  private static final Duration FIRST_POLL = Duration.ofSeconds(5);
  private static final Duration LONGEST_POLL = Duration.ofMinutes(1);
  private static final Duration STANDSTILL = Duration.ofMinutes(15);

  /** Of what passes by itself. */
  private static final int ATTEMPTS = 6;

  /** Each pause is scattered by half, and yet no longer than the next one. */
  private static final FluentBackoff TRANSIENT =
      FluentBackoff.DEFAULT
          .withInitialBackoff(org.joda.time.Duration.standardSeconds(1))
          .withExponent(3)
          .withMaxBackoff(org.joda.time.Duration.standardMinutes(2))
          .withMaxRetries(ATTEMPTS - 1);

  /** Ended by the time limit, not by a number. */
  private static final FluentBackoff RATE_LIMIT =
      FluentBackoff.DEFAULT
          .withInitialBackoff(org.joda.time.Duration.standardSeconds(80))
          .withExponent(2)
          .withMaxBackoff(org.joda.time.Duration.standardMinutes(20));

  private final String base;
  private final String version;
  private final String authority;
  private final Reports reports;
  private final int pageSize;
  private final GraphRequests requests;
  private final TimeLimit limit;

  /** With what keeps requests slow while the limit is near. */
  private final Patience withUse = new Patience();

  /** Begins with one account. */
  public MarketingApi(GraphInsights source, AccessToken token, TimeLimit limit) {
    this.base = source.endpoint() + "/" + source.version() + "/";
    this.version = source.version();
    this.authority = authority(URI.create(base));
    this.reports = source.reports();
    this.pageSize = source.pageSize();
    this.requests = new GraphRequests(token, source.requestLimit());
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
        patiently(
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
    long place = pages.place();
    boolean atOnce =
        reports == Reports.NEVER || (reports == Reports.BY_NEED && query.level() != QueryLevel.AD);
    MarketingApiException tooMuch =
        atOnce ? directly(query, pages, place) : byReport(query, pages, place);
    if (tooMuch != null && atOnce && reports == Reports.BY_NEED) {
      tooMuch = byReport(query, pages, place);
    }
    if (tooMuch != null) {
      throw tooMuch;
    }
  }

  /** With smaller and smaller pages; what is wrong, if even the smallest is too much. */
  private @Nullable MarketingApiException directly(InsightsQuery query, Pages pages, long place)
      throws MarketingApiException, IOException {
    for (int size = pageSize; ; size = Math.max(SMALLEST_PAGE, size / 4)) {
      try {
        pages(query.node(), query.parameters(size), pages);
        return null;
      } catch (MarketingApiException e) {
        pages.backTo(place);
        if (e.problem() != ErrorKind.TOO_MUCH_DATA) {
          throw e;
        }
        if (size <= SMALLEST_PAGE) {
          return e;
        }
      }
    }
  }

  /** By a report that Meta makes in its own time, twice if it must be; what is wrong with it. */
  private @Nullable MarketingApiException byReport(InsightsQuery query, Pages pages, long place)
      throws MarketingApiException, IOException {
    MarketingApiException failed = null;
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        String report = report(query);
        pages(report, Map.of("limit", Integer.toString(pageSize)), pages);
        return null;
      } catch (MarketingApiException e) {
        pages.backTo(place);
        if (e.problem() == ErrorKind.TOO_MUCH_DATA) {
          return e;
        }
        if (e.problem() != ErrorKind.REPORT_FAILED) {
          throw e;
        }
        failed = e;
      }
    }
    return failed;
  }

  /** Orders a report and waits until it is there; its id. */
  private String report(InsightsQuery query) throws MarketingApiException {
    Map<String, String> parameters = query.parameters(pageSize);
    parameters.remove("limit");
    String id =
        patiently(() -> requests.post(uri(query.node() + "/insights", Map.of()), parameters))
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
      Map<String, String> values =
          patiently(
                  () ->
                      requests.get(
                          uri(id, Map.of("fields", "async_status,async_percent_completion"))))
              .values();
      String status = values.getOrDefault("async_status", "no status");
      String percent = values.getOrDefault("async_percent_completion", "0");
      if (status.equals("Job Completed") && percent.matches("100(\\.0*)?")) {
        return id;
      }
      if (status.equals("Job Failed") || status.equals("Job Skipped")) {
        throw new MarketingApiException(
            ErrorKind.REPORT_FAILED, "Meta's report ended with: " + status);
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

  private static Duration longer(Duration wait) {
    Duration longer = wait.multipliedBy(3).dividedBy(2);
    return longer.compareTo(LONGEST_POLL) < 0 ? longer : LONGEST_POLL;
  }

  /** Follows the links from page to page, as far as they can be believed. */
  private void pages(String node, Map<String, String> parameters, Pages pages)
      throws MarketingApiException, IOException {
    Set<String> asked = new HashSet<>();
    Set<ByteBuffer> seen = new HashSet<>();
    URI link = uri(node + "/insights", parameters);
    while (true) {
      if (!asked.add(place(link))) {
        throw untrue("it leads back to a page that was read already");
      }
      if (asked.size() > MOST_PAGES) {
        throw untrue("there are more than " + MOST_PAGES + " pages");
      }
      URI asking = link;
      Envelope page = patiently(() -> withRows(requests.get(asking)));
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

  /** One request, as often as it takes. */
  private interface Request {
    Envelope send() throws MarketingApiException;
  }

  private Envelope patiently(Request request) throws MarketingApiException {
    BackOff transientPauses = TRANSIENT.backoff();
    BackOff limitPauses = RATE_LIMIT.backoff();
    Patience withLimit = new Patience();
    Patience withTrouble = new Patience();
    while (true) {
      Duration pause = requests.usage().pause();
      if (!pause.isZero()) {
        limit.pass(pause, "the use of the rate limit to fall", withUse);
        requests.forgetUsage();
      }
      limit.check();
      try {
        return request.send();
      } catch (MarketingApiException e) {
        if (e.problem() == ErrorKind.VERSION_ENDED) {
          throw new MarketingApiException(
              ErrorKind.VERSION_ENDED,
              ApiVersions.refusal(version, String.valueOf(e.getMessage())));
        }
        if (e.problem() == ErrorKind.RATE_LIMIT) {
          waitAfter(e, limitPauses, withLimit);
        } else {
          waitAfter(e, transientPauses, withTrouble);
        }
      }
    }
  }

  /** Waits before another attempt, or throws where there is none. */
  private void waitAfter(MarketingApiException problem, BackOff pauses, Patience patience)
      throws MarketingApiException {
    boolean limited = problem.problem() == ErrorKind.RATE_LIMIT;
    if (!limited && problem.problem() != ErrorKind.TRANSIENT) {
      throw problem;
    }
    long millis = pauses.nextBackOffMillis();
    if (millis == BackOff.STOP) {
      throw new MarketingApiException(
          problem.problem(), problem.getMessage() + "; asked " + ATTEMPTS + " times");
    }
    Duration askedToWait = limited ? problem.toldToWait() : null;
    limit.pass(
        askedToWait == null ? Duration.ofMillis(millis) : askedToWait,
        limited ? "the rate limit" : "Meta to recover (" + problem.getMessage() + ")",
        patience);
    requests.forgetUsage();
  }
}

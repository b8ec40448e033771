package com.campaignconversions.insights.graph;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.InsightFileReader;
import com.campaignconversions.insights.files.LocalFiles;
import com.campaignconversions.insights.files.MatchedFiles;
import com.campaignconversions.insights.files.WorkList;
import com.campaignconversions.insights.json.FetchHeading;
import com.campaignconversions.insights.rows.InsightParser;
import com.campaignconversions.insights.rows.Origin;
import com.campaignconversions.insights.rows.RowSink;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.Attribution;
import com.campaignconversions.marketingapi.AccessToken;
import com.campaignconversions.marketingapi.AskingFacts;
import com.campaignconversions.marketingapi.InsightsQuery;
import com.campaignconversions.marketingapi.InsightsQuery.QueryLevel;
import com.campaignconversions.marketingapi.MarketingApi;
import com.campaignconversions.marketingapi.MarketingApiException;
import com.campaignconversions.marketingapi.Time;
import com.campaignconversions.marketingapi.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads ad accounts through Meta's Marketing API. A period is fetched into a file first, and its
 * rows are read only when all of them are there; of a fetch that did not finish nothing is used.
 */
public final class GraphReader {
  private static final List<String> ALWAYS =
      List.of("account_id", "account_currency", "spend", "impressions", "clicks");

  private final GraphInsights source;
  private final List<String> windows;
  private final Set<String> arrays;
  private final boolean byGoal;
  private final InsightFileReader files;
  private final Time time;
  private final Instant started;

  /**
   * For a run.
   *
   * @param started the run's start, which its time limit is counted from
   */
  public GraphReader(Job job, GraphInsights source, Time time, Instant started) {
    this.source = source;
    this.windows =
        job.attribution().windows().contains(Attribution.DEFAULT_WINDOW)
            ? List.of()
            : job.attribution().windows();
    WantedActions wanted = WantedActions.of(job);
    this.byGoal = wanted.areByGoal();
    this.arrays = new LinkedHashSet<>(wanted.arrayNames());
    if (source.keep() != null) {
      arrays.addAll(FetchHeading.KEPT_ARRAYS);
    }
    this.files = new InsightFileReader(InsightParser.of(job));
    this.time = time;
    this.started = started;
  }

  /**
   * Reads an account's periods.
   *
   * @return what it took to ask
   * @throws IOException if pages cannot be written to this machine's disk, or kept
   */
  public AskingFacts read(GraphAccount account, RowSink rows) throws IOException {
    MarketingApi api = null;
    String error = null;
    boolean ofAll = false;
    try {
      api =
          new MarketingApi(
              source,
              AccessToken.of(source, account.clientId()),
              new TimeLimit(time, started.plus(source.timeLimit())));
    } catch (IOException e) {
      error = "the access token of " + account.clientId() + ": " + e.getMessage();
    }
    for (int i = 0; i < account.periods().size(); i++) {
      Period period = account.periods().get(i);
      if (period.start().isAfter(account.today())) {
        continue;
      }
      Fetch fetch = new Fetch(account.firstRank() + i, name(account, period));
      if (api == null || error != null) {
        unread(rows, fetch, new ClientPeriod(account.clientId(), period), error, ofAll);
        continue;
      }
      try {
        read(api, account, period, fetch, rows);
      } catch (MarketingApiException e) {
        ofAll = e.isAlikeForAll();
        unread(rows, fetch, new ClientPeriod(account.clientId(), period), e.getMessage(), ofAll);
        error = e.endsAccount() ? e.getMessage() : null;
      }
    }
    return api == null ? AskingFacts.NONE : api.facts();
  }

  private static void unread(
      RowSink rows, Fetch fetch, ClientPeriod clientPeriod, @Nullable String error, boolean ofAll) {
    if (ofAll) {
      rows.refused(fetch, clientPeriod, String.valueOf(error));
    } else {
      rows.unfinished(fetch, clientPeriod, String.valueOf(error));
    }
  }

  /** The fetch of a period, as rows name where they come from. */
  private record Fetch(int rank, String source) implements Origin {}

  private void read(
      MarketingApi api, GraphAccount account, Period period, Fetch fetch, RowSink rows)
      throws MarketingApiException, IOException {
    LocalDate until = period.end().isAfter(account.today()) ? account.today() : period.end();
    String heading =
        FetchHeading.line(
            started,
            account.accountId(),
            period.start(),
            until,
            source.version(),
            fields(QueryLevel.valueOf(source.level().name())),
            windows);
    Path fetched = Files.createTempFile("insights-", ".jsonl");
    try {
      String kept = kept(account, period);
      if (kept == null || !KeptPages.take(kept, heading, fetched)) {
        try (GraphPages pages = new GraphPages(fetched, heading)) {
          fetch(api, account, period.start(), until, pages);
        }
        if (kept != null) {
          KeptPages.put(fetched, kept);
        }
      }
      InsightFile file =
          new InsightFile(
              fetch.rank(),
              LocalFiles.name(fetched),
              fetch.source(),
              Files.size(fetched),
              Files.getLastModifiedTime(fetched).toMillis());
      files.read(new WorkList.Part(file, 0, file.size()), rows);
    } finally {
      Files.delete(fetched);
    }
  }

  private void fetch(
      MarketingApi api, GraphAccount account, LocalDate since, LocalDate until, GraphPages pages)
      throws MarketingApiException, IOException {
    QueryLevel level = QueryLevel.valueOf(source.level().name());
    api.insights(query(account, level, since, until), pages);
    if (source.accountTotals()) {
      api.insights(query(account, QueryLevel.ACCOUNT, since, until), pages);
    }
  }

  private InsightsQuery query(
      GraphAccount account, QueryLevel level, LocalDate since, LocalDate until) {
    return new InsightsQuery(
        account.accountId(), level, fields(level), windows, since, until, source.daily());
  }

  private List<String> fields(QueryLevel level) {
    List<String> fields = new ArrayList<>(ALWAYS);
    if (level != QueryLevel.ACCOUNT) {
      fields.addAll(List.of("campaign_id", "campaign_name", "attribution_setting"));
      if (byGoal) {
        fields.add("optimization_goal");
      }
    }
    if (level == QueryLevel.CAMPAIGN && source.reach() && !source.daily()) {
      // Of days or ad sets it cannot be added up.
      fields.add("reach");
    }
    if (level == QueryLevel.ADSET || level == QueryLevel.AD) {
      fields.add("adset_id");
    }
    if (level == QueryLevel.AD) {
      fields.add("ad_id");
    }
    fields.addAll(arrays);
    return fields;
  }

  private @Nullable String kept(GraphAccount account, Period period) {
    String keep = source.keep();
    return keep == null ? null : new KeptPages(keep).path(account, period.id());
  }

  /** Of a kept file its own name, so that reading it again names the same rows in the same way. */
  private String name(GraphAccount account, Period period) {
    String kept = kept(account, period);
    return kept == null
        ? "act_" + account.accountId() + "/insights/" + period.id()
        : MatchedFiles.source(source.folder(), kept);
  }
}

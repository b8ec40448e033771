package com.campaignconversions.job;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Insights that are asked of Meta's Marketing API.
 *
 * @param endpoint such as {@code https://graph.facebook.com}, without a slash at its end
 * @param version such as {@code v27.0}
 * @param level how deep the rows go
 * @param accountTotals whether each ad account's own totals are asked for too, to reconcile
 * @param reach whether each campaign's reach over the whole period is asked for
 * @param daily whether rows are asked for day by day and not by period
 * @param reports when Meta is to make a report in its own time
 * @param pageSize most rows that are asked for at once
 * @param requestLimit how long one request may take
 * @param timeLimit how long all asking of a run may take
 * @param keep the folder into which fetched pages are written, absolute or a URI; null if they are
 *     not kept
 * @param folder the job file's folder, absolute: sources are named relative to it
 * @param tokens the name of each client's access token, by client id
 */
public record GraphInsights(
    String endpoint,
    String version,
    Level level,
    boolean accountTotals,
    boolean reach,
    boolean daily,
    Reports reports,
    int pageSize,
    Duration requestLimit,
    Duration timeLimit,
    @Nullable String keep,
    String folder,
    Map<String, Secret> tokens)
    implements InsightSource {

  public GraphInsights {
    tokens = Map.copyOf(tokens);
  }

  /** What a row is of. */
  public enum Level {
    CAMPAIGN,
    ADSET,
    AD
  }

  /** When Meta is asked for an asynchronous report, and not for the rows at once. */
  public enum Reports {
    /** Where Meta finds the request too large, and for rows of ads. */
    BY_NEED,
    ALWAYS,
    NEVER
  }

  @Override
  public String origin() {
    return "Marketing API";
  }

  @Override
  public Newest newest() {
    return Newest.NONE;
  }

  @Override
  public @Nullable String newestField() {
    return null;
  }

  @Override
  public boolean isAskedPerPeriod() {
    return true;
  }

  @Override
  public boolean isFetched() {
    return true;
  }
}

package com.campaignconversions.job;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The {@code reference:} of a job file: numbers from elsewhere (a shop, a CRM, an invoice, Ads
 * Manager) that the campaigns' own should agree with.
 *
 * @param database where the query is asked; it is only read
 * @param section the part of the job file that names the database: {@code reference} or {@code
 *     output}
 * @param query the user's own {@code SELECT}; null where files are read
 * @param files null where a query is asked
 * @param adsManager whether the files are what Ads Manager exports
 * @param decimalComma whether numbers in files have a comma before the decimals, where both could
 *     be meant
 * @param columns the names of columns, in small letters, by what they hold: {@link #CLIENT}, {@link
 *     #PERIOD}, {@link #CAMPAIGN}, {@link #METRIC}, {@link #VALUE}
 * @param metrics metrics of the catalogue, {@code spend}, {@code impressions} or {@code clicks}, by
 *     what the reference calls them, in small letters: its columns where there is none of values,
 *     else what stands in its column of metrics
 * @param tolerance how far two totals may be apart, as a part of the reference's; null where the
 *     job says nothing
 */
public record Reference(
    Output database,
    String section,
    @Nullable String query,
    @Nullable InsightFiles files,
    boolean adsManager,
    boolean decimalComma,
    Map<String, String> columns,
    Map<String, String> metrics,
    @Nullable BigDecimal tolerance)
    implements Serializable {
  public static final String CLIENT = "client";
  public static final String PERIOD = "period";
  public static final String CAMPAIGN = "campaign";
  public static final String METRIC = "metric";
  public static final String VALUE = "value";

  public Reference {
    columns = Map.copyOf(columns);
    metrics = Map.copyOf(metrics);
  }

  /** The key of the job file that a person mends where it cannot be read. */
  public String source() {
    return query != null ? "reference.query" : "reference.files";
  }

  /** The column that holds something. */
  public String column(String what) {
    return columns.getOrDefault(what, what);
  }

  /** The columns that the job file names: each has to be there. */
  public Set<String> namedColumns() {
    Set<String> named = new TreeSet<>(columns.values());
    if (isWide() && !adsManager) {
      named.addAll(metrics.keySet());
    }
    return named;
  }

  /** Whether each of its metrics is a column, and not a row. */
  public boolean isWide() {
    return adsManager || (!columns.containsKey(VALUE) && !metrics.isEmpty());
  }
}

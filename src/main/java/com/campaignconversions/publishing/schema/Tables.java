package com.campaignconversions.publishing.schema;

import static com.campaignconversions.database.ColumnType.COUNT;
import static com.campaignconversions.database.ColumnType.DATE;
import static com.campaignconversions.database.ColumnType.DECIMAL;
import static com.campaignconversions.database.ColumnType.DOCUMENT;
import static com.campaignconversions.database.ColumnType.FLAG;
import static com.campaignconversions.database.ColumnType.GROWING_NUMBER;
import static com.campaignconversions.database.ColumnType.HASH;
import static com.campaignconversions.database.ColumnType.ID;
import static com.campaignconversions.database.ColumnType.INSTANT;
import static com.campaignconversions.database.ColumnType.INTEGER;
import static com.campaignconversions.database.ColumnType.JSON;
import static com.campaignconversions.database.ColumnType.PLACE;
import static com.campaignconversions.database.ColumnType.PROBABILITY;
import static com.campaignconversions.database.ColumnType.TEXT;

import com.campaignconversions.database.ColumnType;
import com.campaignconversions.database.Dialect;
import com.campaignconversions.job.Output.Cache;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.publishing.schema.views.Ratios;
import com.campaignconversions.publishing.schema.views.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is stored, as values: versions of client periods that never change, and pointers to those
 * that readers see through the views.
 */
public final class Tables {
  private Tables() {}

  /**
   * Raised when a stored table or view changes its meaning, or a view how it finds its rows; new
   * columns and indexes need no raise.
   */
  static final int VERSION = 4;

  /** One row: the version of the stored form, and the sign that the tables are this product's. */
  static final String VERSION_TABLE = "campaign_conversions_schema";

  /** The key of a version in campaign_row: no metric can begin with an underscore. */
  public static final String FINGERPRINT = "_fingerprint";

  /** What a view shows as {@link #REACH}, unless a metric is called so. */
  private static final String STORED_REACH = "_reach";

  private static final String REACH = "reach";

  /** The column of a version with the checks of its columns; null in one that was made without. */
  public static final String CHECKS = "checks";

  /** A column; one that is not required may be null. */
  public record TableColumn(String name, ColumnType type, boolean required) {}

  /** A table and the names of the columns that are its primary key. */
  public record TableDefinition(String name, List<TableColumn> columns, List<String> key) {}

  /**
   * Besides the primary key.
   *
   * @param columns as they stand in SQL
   */
  record Index(String name, String table, String columns) {}

  /**
   * Of pointers, which are few. A campaign is found by its client's periods: an index by its id
   * would cost every row that is written. By period and client, so that a database without
   * statistics that takes it for one client period reads no other.
   */
  static final List<Index> INDEXES =
      List.of(
          new Index("publication_period", "publication", "period_id, client_id"),
          new Index("publication_trusted", "publication", "trusted"));

  public static final TableDefinition CAMPAIGN_ROW =
      table(
          "campaign_row",
          List.of(FINGERPRINT, "campaign_id"),
          required(FINGERPRINT, HASH),
          required("campaign_id", ID),
          optional("account_id", TEXT),
          optional("campaign_name", TEXT),
          optional("currency", TEXT),
          optional(CampaignColumns.SPEND, DECIMAL),
          optional(CampaignColumns.IMPRESSIONS, COUNT),
          optional(CampaignColumns.CLICKS, COUNT),
          optional("sources", JSON),
          optional("attribution", TEXT),
          optional(STORED_REACH, COUNT));

  /** What stands behind the key of a campaign's row, before its metrics; reach is no content. */
  public static final List<TableColumn> CAMPAIGN_CONTENT =
      CAMPAIGN_ROW.columns().subList(2, CAMPAIGN_ROW.columns().size() - 1);

  public static final TableDefinition VARIANCE_ROW =
      table(
          "variance_row",
          List.of("fingerprint", "metric"),
          required("fingerprint", HASH),
          required("metric", ID),
          required("campaigns", COUNT),
          required("reporting_campaigns", COUNT),
          required("distinct_values", COUNT),
          optional("total", DECIMAL),
          optional("min_value", DECIMAL),
          optional("max_value", DECIMAL),
          optional("mean", DECIMAL),
          optional("stddev", DECIMAL),
          required("verdict", TEXT),
          required("evidence", TEXT),
          optional("allocation_key", TEXT),
          optional("p_value", PROBABILITY),
          optional("common_divisor", INTEGER),
          optional("account_total", DECIMAL),
          required("reconciliation", TEXT),
          required("trusted", FLAG),
          optional("reference_total", DECIMAL),
          optional("reference_reconciliation", TEXT),
          optional("equal_chance", PROBABILITY),
          optional("spend_chance", PROBABILITY),
          optional("impressions_chance", PROBABILITY),
          optional("clicks_chance", PROBABILITY),
          optional("greatest_divisor", COUNT));

  /** What a job without a reference leaves null. */
  private static final List<String> REFERENCE =
      List.of("reference_total", "reference_reconciliation");

  /**
   * What stands behind the key of a judgement, without the last columns, which are for the
   * judgement of later periods.
   */
  public static final List<TableColumn> VARIANCE_CONTENT = VARIANCE_ROW.columns().subList(2, 20);

  public static final TableDefinition REJECTED_ROW =
      table(
          "rejected_row",
          List.of("source", "position"),
          required("source", PLACE),
          required("position", ID),
          optional("client_id", ID),
          optional("period_id", ID),
          required("reason", TEXT),
          required("detail", TEXT),
          required("payload", TEXT),
          required("run_id", COUNT));

  public static final TableDefinition CLIENT_PERIOD_VERSION =
      table(
          "client_period_version",
          List.of("fingerprint"),
          required("fingerprint", HASH),
          required("client_id", ID),
          required("period_id", ID),
          required("granularity", ID),
          required("period_start", DATE),
          required("period_end", DATE),
          required("campaigns", COUNT),
          optional(CampaignColumns.SPEND, DECIMAL),
          optional(CampaignColumns.IMPRESSIONS, COUNT),
          optional(CampaignColumns.CLICKS, COUNT),
          required("content_digest", HASH),
          required("catalogue", HASH),
          required("created", INSTANT),
          optional(CHECKS, DOCUMENT),
          optional("basis", TEXT));

  /** What a version says of itself, and what stays the same whoever makes it. */
  public static final List<TableColumn> VERSION_CONTENT =
      CLIENT_PERIOD_VERSION.columns().subList(1, 11);

  /**
   * The pointer: with a null fingerprint nothing is published, the row is only there to lock.
   * {@code covered_days} has a bit for each day of the period; {@code held_digests} the versions
   * that were rolled back, and their numbers, with a space between two; {@code money_metrics} the
   * metrics that are amounts, with a comma on both sides of each.
   */
  private static final TableDefinition PUBLICATION =
      table(
          "publication",
          List.of("client_id", "period_id"),
          required("client_id", ID),
          required("period_id", ID),
          required("granularity", ID),
          optional("fingerprint", HASH),
          optional("run_id", COUNT),
          optional("published_at", INSTANT),
          optional("checked_at", INSTANT),
          optional("checked_run_id", COUNT),
          optional("first_day", DATE),
          optional("last_day", DATE),
          optional("days_covered", COUNT),
          optional("covered_days", COUNT),
          optional("rows_used", COUNT),
          optional("rows_read", COUNT),
          optional("rows_rejected", COUNT),
          optional("trusted", FLAG),
          optional("final", FLAG),
          optional("catalogue", HASH),
          optional("held_digests", TEXT),
          optional("metrics_digest", HASH),
          optional("source", TEXT),
          optional("timezone", TEXT),
          optional("attribution", TEXT),
          optional("currency", TEXT),
          optional("money_metrics", TEXT));

  private static final TableDefinition PUBLICATION_HISTORY =
      table(
          "publication_history",
          List.of("client_id", "period_id", "run_id", "fingerprint"),
          required("client_id", ID),
          required("period_id", ID),
          required("run_id", COUNT),
          required("fingerprint", HASH),
          optional("previous_fingerprint", HASH),
          required("published_at", INSTANT),
          optional("first_day", DATE),
          optional("last_day", DATE),
          optional("days_covered", COUNT),
          optional("covered_days", COUNT),
          optional("rows_used", COUNT),
          optional("rows_read", COUNT),
          optional("rows_rejected", COUNT),
          optional("trusted", FLAG),
          optional("final", FLAG),
          optional("catalogue", HASH),
          optional("event", TEXT),
          optional("metrics_digest", HASH),
          optional("source", TEXT),
          optional("timezone", TEXT),
          optional("attribution", TEXT),
          optional("currency", TEXT),
          optional("money_metrics", TEXT));

  /** Of a version at one check: with the next check it is another one, though the version stays. */
  public static final TableDefinition FORECAST_ROW =
      table(
          "forecast_row",
          List.of("client_id", "period_id", "metric"),
          required("client_id", ID),
          required("period_id", ID),
          required("metric", ID),
          required("fingerprint", HASH),
          required("run_id", COUNT),
          required("known", DECIMAL),
          required("expected", DECIMAL),
          required("low", DECIMAL),
          required("high", DECIMAL),
          required("based_on", COUNT));

  private static final TableDefinition RUN =
      table(
          "run",
          List.of("run_id"),
          required("run_id", GROWING_NUMBER),
          required("job", TEXT),
          required("started", INSTANT),
          required("heartbeat", INSTANT),
          optional("moved", INSTANT),
          optional("ended", INSTANT),
          optional("exit_code", INTEGER),
          required("version", TEXT),
          required("catalogue", HASH),
          optional("counts", JSON),
          optional("kind", TEXT),
          optional("wanted", DOCUMENT),
          optional("reason", TEXT),
          optional("process", TEXT),
          optional("api_version", TEXT));

  /** Of an audit, which publishes nothing: its run, and what each metric was judged. */
  public static final TableDefinition AUDIT_VARIANCE =
      table(
          "audit_variance",
          List.of("run_id", "client_id", "period_id", "metric"),
          Stream.concat(
                  Stream.of(
                      required("run_id", COUNT),
                      required("client_id", ID),
                      required("period_id", ID)),
                  VARIANCE_ROW.columns().stream()
                      .filter(column -> !column.name().equals("fingerprint")))
              .toArray(TableColumn[]::new));

  private static final TableDefinition RUN_OUTCOME =
      table(
          "run_outcome",
          List.of("run_id", "client_id", "period_id"),
          required("run_id", COUNT),
          required("client_id", ID),
          required("period_id", ID),
          required("outcome", TEXT),
          optional("trusted", FLAG),
          optional("reason", TEXT),
          optional("restated", TEXT),
          optional("fingerprint", HASH),
          required("campaigns", COUNT),
          optional("lost", TEXT),
          optional("sample", TEXT));

  /** Which rows of {@code current_month_cache} are ours, and what they were made of. */
  private static final TableDefinition CACHE_ENTRY =
      table(
          "cache_entry",
          List.of("client_id", "period_id"),
          required("client_id", ID),
          required("period_id", ID),
          required("granularity", ID),
          required("content", HASH));

  /** Which rows of {@code clients} this product added: only they are ever removed. */
  private static final TableDefinition CLIENT_ENTRY =
      table("client_entry", List.of("client_id"), required("client_id", ID));

  /** The tables that dashboards know: made where missing, never altered. */
  private static final List<TableDefinition> DASHBOARD =
      List.of(
          table("clients", List.of("id"), required("id", ID), required("name", TEXT)),
          table(
              "current_month_cache",
              List.of("client_id", "period_id"),
              required("client_id", ID),
              required("period_id", ID),
              required("cache_data", DOCUMENT),
              required("last_updated", INSTANT)));

  /** The tables that dashboards know, if they are kept. */
  static List<TableDefinition> dashboard(Cache cache) {
    return cache == Cache.NONE ? List.of() : DASHBOARD;
  }

  /** Our own tables, with a column a metric in {@code campaign_row}. */
  static List<TableDefinition> all(List<String> metricColumns) {
    List<TableColumn> campaignColumns = new ArrayList<>(CAMPAIGN_ROW.columns());
    metricColumns.forEach(metric -> campaignColumns.add(optional(metric, DECIMAL)));
    return List.of(
        new TableDefinition(CAMPAIGN_ROW.name(), campaignColumns, CAMPAIGN_ROW.key()),
        VARIANCE_ROW,
        REJECTED_ROW,
        CLIENT_PERIOD_VERSION,
        PUBLICATION,
        PUBLICATION_HISTORY,
        FORECAST_ROW,
        RUN,
        RUN_OUTCOME,
        AUDIT_VARIANCE,
        CACHE_ENTRY,
        CLIENT_ENTRY);
  }

  /**
   * The views of the contract.
   *
   * @param dialect whose clock tells a dead run
   * @param metrics quoted column by metric, of this catalogue and of every earlier one
   */
  static List<View> views(Dialect dialect, Map<String, String> metrics) {
    Map<String, String> campaigns = new LinkedHashMap<>();
    // By the pointer's own key: by the version's a point query would read all rows.
    campaigns.putAll(columns("p", "client_id", "period_id"));
    campaigns.putAll(columns("v", "period_start", "period_end"));
    campaigns.putAll(
        columns(
            "r",
            "campaign_id",
            "account_id",
            "campaign_name",
            "currency",
            CampaignColumns.SPEND,
            CampaignColumns.IMPRESSIONS,
            CampaignColumns.CLICKS,
            "sources",
            "attribution"));
    campaigns.putAll(columns("p", "run_id", "published_at"));
    metrics.forEach((metric, column) -> campaigns.put(metric, "r." + column));
    campaigns.putIfAbsent(REACH, "r." + STORED_REACH);

    Map<String, String> variance = new LinkedHashMap<>();
    variance.putAll(columns("p", "client_id", "period_id"));
    variance.put("metric", "r.metric");
    VARIANCE_CONTENT.stream()
        .map(TableColumn::name)
        .filter(name -> !name.equals("trusted") && !REFERENCE.contains(name))
        .forEach(name -> variance.put(name, "r." + name));
    variance.putAll(columns("p", "run_id"));
    // Readers may count columns: new ones stand at the end.
    REFERENCE.forEach(name -> variance.put(name, "r." + name));

    Map<String, String> forecast = new LinkedHashMap<>();
    forecast.putAll(columns("p", "client_id", "period_id"));
    forecast.putAll(columns("r", "metric"));
    forecast.put("value", "r.known");
    forecast.putAll(columns("r", "expected", "low", "high", "based_on", "run_id"));

    Map<String, String> publications = new LinkedHashMap<>();
    publications.putAll(
        columns("p", "client_id", "period_id", "run_id", "published_at", "checked_at"));
    publications.putAll(columns("v", "campaigns"));
    publications.putAll(
        columns(
            "p",
            "first_day",
            "last_day",
            "days_covered",
            "rows_read",
            "rows_rejected",
            "trusted",
            "final",
            "fingerprint",
            "catalogue",
            "timezone",
            "attribution",
            "currency"));

    Map<String, String> runs = new LinkedHashMap<>();
    runs.putAll(
        columns(
            "r",
            "run_id",
            "job",
            "started",
            "heartbeat",
            "ended",
            "exit_code",
            "version",
            "catalogue",
            "counts"));
    runs.put("state", state(dialect));
    runs.put("kind", "COALESCE(r.kind, 'RUN')");
    runs.put("moved", "COALESCE(r.moved, r.heartbeat)");
    runs.put("reason", "r.reason");
    runs.put("api_version", "r.api_version");

    String published =
        "publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint";
    return List.of(
        new View(
            "campaign_conversions",
            campaigns,
            published + " JOIN campaign_row r ON r." + FINGERPRINT + " = v.fingerprint",
            true),
        new View(
            "conversion_variance",
            variance,
            "publication p JOIN variance_row r ON r.fingerprint = p.fingerprint"),
        new View(
            "conversion_forecast",
            forecast,
            "publication p"
                + " JOIN forecast_row r ON r.client_id = p.client_id AND r.period_id = p.period_id"
                + " AND r.fingerprint = p.fingerprint AND r.run_id = p.checked_run_id"
                + " WHERE p.final = FALSE"),
        new View("publications", publications, published),
        new View(
            "rejected_insights",
            columns(
                "r", REJECTED_ROW.columns().stream().map(TableColumn::name).toArray(String[]::new)),
            "rejected_row r"),
        new View("runs", runs, "run r"),
        new View(
            "run_outcomes",
            columns(
                "r",
                "run_id",
                "client_id",
                "period_id",
                "outcome",
                "trusted",
                "reason",
                "restated"),
            "run_outcome r"),
        Ratios.ofClientPeriods(false),
        Ratios.ofClientPeriods(true),
        Ratios.ofCampaigns(false, metrics),
        Ratios.ofCampaigns(true, metrics));
  }

  /** The column {@code state} of the view {@code runs}; by the database's own clock. */
  private static String state(Dialect dialect) {
    return "CASE WHEN r.ended IS NOT NULL THEN 'ENDED'"
        + " WHEN r.heartbeat < %s - INTERVAL '1' MINUTE THEN 'DEAD'".formatted(dialect.now())
        + " ELSE 'RUNNING' END";
  }

  private static Map<String, String> columns(String from, String... names) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String name : names) {
      columns.put(name, from + "." + name);
    }
    return columns;
  }

  private static TableDefinition table(String name, List<String> key, TableColumn... columns) {
    return new TableDefinition(name, List.of(columns), key);
  }

  private static TableColumn required(String name, ColumnType type) {
    return new TableColumn(name, type, true);
  }

  private static TableColumn optional(String name, ColumnType type) {
    return new TableColumn(name, type, false);
  }
}

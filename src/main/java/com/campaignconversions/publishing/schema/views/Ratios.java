package com.campaignconversions.publishing.schema.views;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The views of what a result costs and of what a unit of spend returns: ratios of published sums,
 * never means of ratios; null where the sum below the line is 0 or one of both is unknown.
 *
 * <p>By the key of a client period they read its rows alone: all begins at the pointer, and goes on
 * by fingerprint.
 */
public final class Ratios {
  private static final String PUBLISHED =
      "publication p JOIN variance_row r ON r.fingerprint = p.fingerprint";

  private Ratios() {}

  /**
   * Of each client period and metric.
   *
   * @param money {@code return_on_ad_spend} of the metrics that are amounts, and not {@code
   *     cost_per_result} of those that are counts
   */
  public static View ofClientPeriods(boolean money) {
    return view(
        "",
        money,
        Map.of(),
        "v.spend",
        "r.total",
        PUBLISHED + "\n  JOIN client_period_version v ON v.fingerprint = p.fingerprint");
  }

  /**
   * Of each campaign and metric.
   *
   * @param metrics quoted column by metric
   */
  public static View ofCampaigns(boolean money, Map<String, String> metrics) {
    StringBuilder value = new StringBuilder("CASE r.metric");
    // A name is of small letters, digits and underscores.
    metrics.forEach(
        (metric, column) -> value.append(" WHEN '%s' THEN c.%s".formatted(metric, column)));
    return view(
        "campaign_",
        money,
        Map.of("campaign_id", "c.campaign_id"),
        "c.spend",
        metrics.isEmpty() ? "NULL" : value + " END",
        PUBLISHED + "\n  JOIN campaign_row c ON c._fingerprint = p.fingerprint");
  }

  private static View view(
      String prefix,
      boolean money,
      Map<String, String> key,
      String spend,
      String value,
      String from) {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("client_id", "p.client_id");
    columns.put("period_id", "p.period_id");
    columns.putAll(key);
    columns.put("metric", "r.metric");
    columns.put("currency", "p.currency");
    columns.put("spend", spend);
    columns.put(money ? "amount" : "results", value);
    String name = money ? "return_on_ad_spend" : "cost_per_result";
    columns.put(name, money ? ratio(value, spend) : ratio(spend, value));
    columns.put("verdict", "r.verdict");
    // Also for the spend: of what is lost nobody knows where it is missing.
    columns.put("trusted", "p.trusted");
    return new View(
        prefix + name,
        columns,
        from
            + "\nWHERE POSITION(CONCAT(',', r.metric, ',') IN p.money_metrics) "
            + (money ? "> 0" : "= 0"),
        !key.isEmpty());
  }

  private static String ratio(String above, String below) {
    return "ROUND(%s / NULLIF(%s, 0), 10)".formatted(above, below);
  }
}

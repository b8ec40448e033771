package com.campaignconversions.publishing;

import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.conversions.VersionSums;
import com.campaignconversions.conversions.content.VersionChecks;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.publishing.schema.CanonicalText;
import com.campaignconversions.publishing.schema.Tables;
import com.campaignconversions.records.Decimals;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the database holds of some versions: the number of rows and the sum of every column, to be
 * compared with what the pipeline counted on its way.
 */
record StoredSums(
    List<String> metrics, Map<String, Sums> sums, Map<String, Map<String, Total>> judged) {

  /** Of the campaign rows of one version: spend, impressions, clicks, then each metric. */
  record Sums(long campaigns, List<@Nullable BigDecimal> columns) {}

  /**
   * Of one variance row; null where the metric is unknown.
   *
   * @param checks of its columns
   */
  record Total(@Nullable BigDecimal value, String checks) {}

  static StoredSums read(Connection connection, Database database, List<String> fingerprints)
      throws SQLException {
    List<String> metrics = database.metricNames();
    Map<String, Sums> sums = new HashMap<>();
    Map<String, Map<String, Total>> judged = new HashMap<>();
    if (!fingerprints.isEmpty()) {
      StringBuilder columns = new StringBuilder("SUM(spend), SUM(impressions), SUM(clicks)");
      metrics.forEach(
          metric -> columns.append(", SUM(").append(database.column(metric)).append(')'));
      String places = Sql.placeholders(fingerprints.size());
      Sql.query(
          connection,
          """
          -- Rows lost, doubled or changed on their way show here
          SELECT _fingerprint, COUNT(*), %s
          FROM campaign_row WHERE _fingerprint IN (%s) GROUP BY _fingerprint
          """
              .formatted(columns, places),
          fingerprints,
          row -> sums.put(row.getString(1), sums(row, metrics.size())));
      Sql.query(
          connection,
          """
          -- The judgements of the same versions
          SELECT r.* FROM variance_row r WHERE fingerprint IN (%s)
          """
              .formatted(places),
          fingerprints,
          row ->
              judged
                  .computeIfAbsent(row.getString("fingerprint"), fingerprint -> new HashMap<>())
                  .put(
                      row.getString("metric"),
                      new Total(
                          row.getBigDecimal("total"),
                          VersionChecks.ofAll(
                              CanonicalText.of(row, Tables.VARIANCE_CONTENT),
                              VersionChecks.WIDTH))));
    }
    return new StoredSums(metrics, sums, judged);
  }

  private static Sums sums(ResultSet row, int metrics) throws SQLException {
    List<@Nullable BigDecimal> columns = new ArrayList<>();
    for (int column = 0; column < 3 + metrics; column++) {
      columns.add(row.getBigDecimal(3 + column));
    }
    return new Sums(row.getLong(2), columns);
  }

  /** The checks of a version's judgements as they are stored, by metric. */
  Map<String, String> checks(String fingerprint) {
    Map<String, String> checks = new TreeMap<>();
    judged
        .getOrDefault(fingerprint, Map.of())
        .forEach((metric, total) -> checks.put(metric, total.checks()));
    return checks;
  }

  /** What is not as it should be, as a part of a sentence; null where all is. */
  @Nullable String difference(ClientPeriodSummary summary) {
    Sums found = sums.get(summary.fingerprint());
    long campaigns = found == null ? 0 : found.campaigns();
    if (campaigns != summary.campaigns()) {
      return campaigns + " campaign rows instead of " + summary.campaigns();
    }
    if (found != null) {
      VersionSums expectedSums = summary.complete().sums();
      List<String> names = new ArrayList<>(CampaignColumns.DELIVERY);
      names.addAll(metrics);
      List<@Nullable BigDecimal> expected = new ArrayList<>();
      expected.add(expectedSums.spend());
      expected.add(Decimals.of(expectedSums.impressions()));
      expected.add(Decimals.of(expectedSums.clicks()));
      expected.addAll(expectedSums.metrics());
      if (expected.size() != found.columns().size()) {
        return expectedSums.metrics().size() + " sums for " + metrics.size() + " metrics";
      }
      for (int column = 0; column < expected.size(); column++) {
        if (!Decimals.same(expected.get(column), found.columns().get(column))) {
          return names.get(column)
              + " adds up to "
              + found.columns().get(column)
              + " instead of "
              + expected.get(column);
        }
      }
    }
    return judgements(summary);
  }

  private @Nullable String judgements(ClientPeriodSummary summary) {
    VersionSums expectedSums = summary.complete().sums();
    Map<String, Total> found = judged.getOrDefault(summary.fingerprint(), Map.of());
    if (found.isEmpty() && summary.campaigns() == 0) {
      return null;
    }
    if (found.size() != metrics.size()) {
      return found.size() + " judgements for " + metrics.size() + " metrics";
    }
    for (int metric = 0; metric < metrics.size(); metric++) {
      Total total = found.get(metrics.get(metric));
      if (total == null) {
        return "no judgement of " + metrics.get(metric);
      }
      if (!Decimals.same(expectedSums.totals().get(metric), total.value())) {
        return metrics.get(metric)
            + " is judged with a total of "
            + total.value()
            + " instead of "
            + expectedSums.totals().get(metric);
      }
    }
    return null;
  }
}

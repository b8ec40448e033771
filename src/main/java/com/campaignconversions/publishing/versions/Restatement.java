package com.campaignconversions.publishing.versions;

import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.records.Decimals;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one version of a client period adds up to: campaigns, spend, impressions, clicks and then
 * every metric by name; null where unknown.
 *
 * @param contentDigest of every campaign's numbers
 */
public record Restatement(String contentDigest, Map<String, @Nullable BigDecimal> totals) {

  /** Of stored versions, by fingerprint. */
  public static Map<String, Restatement> read(
      Connection connection, Collection<String> fingerprints) throws SQLException {
    Map<String, Restatement> versions = new HashMap<>();
    for (List<String> some : Sql.chunks(fingerprints)) {
      String places = Sql.placeholders(some.size());
      Sql.query(
          connection,
          """
          -- What every version has
          SELECT fingerprint, content_digest, campaigns, spend, impressions, clicks
          FROM client_period_version WHERE fingerprint IN (%s)
          """
              .formatted(places),
          some,
          row -> {
            Map<String, @Nullable BigDecimal> totals = new LinkedHashMap<>();
            totals.put("campaigns", row.getBigDecimal("campaigns"));
            totals.put(CampaignColumns.SPEND, row.getBigDecimal(CampaignColumns.SPEND));
            totals.put(CampaignColumns.IMPRESSIONS, row.getBigDecimal(CampaignColumns.IMPRESSIONS));
            totals.put(CampaignColumns.CLICKS, row.getBigDecimal(CampaignColumns.CLICKS));
            return versions.put(
                row.getString("fingerprint"),
                new Restatement(row.getString("content_digest"), totals));
          });
      Sql.query(
          connection,
          """
          -- And its metrics, in one order
          SELECT fingerprint, metric, total FROM variance_row WHERE fingerprint IN (%s)
          ORDER BY metric
          """
              .formatted(places),
          some,
          row -> {
            Restatement version = versions.get(row.getString("fingerprint"));
            if (version != null) {
              version.totals().put(row.getString("metric"), row.getBigDecimal("total"));
            }
            return true;
          });
    }
    return versions;
  }

  public static Restatement of(ClientPeriodSummary summary, List<String> metrics) {
    Map<String, @Nullable BigDecimal> totals = new LinkedHashMap<>();
    totals.put("campaigns", BigDecimal.valueOf(summary.campaigns()));
    totals.put(CampaignColumns.SPEND, summary.complete().sums().spend());
    totals.put(CampaignColumns.IMPRESSIONS, Decimals.of(summary.complete().sums().impressions()));
    totals.put(CampaignColumns.CLICKS, Decimals.of(summary.complete().sums().clicks()));
    for (int metric = 0; metric < metrics.size(); metric++) {
      totals.put(metrics.get(metric), summary.complete().sums().totals().get(metric));
    }
    return new Restatement(summary.complete().contentDigest(), totals);
  }

  /** {@code spend 100 → 90, leads 7 → 9}; a sentence's part also where no total changed. */
  public String changedTo(Restatement after) {
    List<String> changes = new ArrayList<>();
    Map<String, @Nullable BigDecimal> names = new LinkedHashMap<>(totals);
    names.putAll(after.totals);
    for (String name : names.keySet()) {
      BigDecimal old = totals.get(name);
      BigDecimal now = after.totals.get(name);
      if (!Decimals.same(old, now)) {
        changes.add(name + " " + shown(old) + " → " + shown(now));
      }
    }
    return changes.isEmpty()
        ? "no total, but single campaigns, action types or verdicts"
        : String.join(", ", changes);
  }

  /** Whether all that does not depend on a catalogue is the same. */
  boolean sameBasis(Restatement other) {
    return Stream.of(
            "campaigns", CampaignColumns.SPEND, CampaignColumns.IMPRESSIONS, CampaignColumns.CLICKS)
        .allMatch(name -> Decimals.same(totals.get(name), other.totals.get(name)));
  }

  private static String shown(@Nullable BigDecimal value) {
    return value == null ? "unknown" : Decimals.text(value);
  }
}

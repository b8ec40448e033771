package com.campaignconversions.publishing.versions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.conversions.history.History;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.forecast.ComparablePeriod;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.publishing.forecasts.PeriodsAsOld;
import com.campaignconversions.publishing.runs.CatalogueDigest;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.reconciliation.OtherPeriods;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.EarlierPeriod.EarlierMetric;
import com.campaignconversions.variance.numbers.SplitChances;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The history of clients as the database has it.
 *
 * @param catalogue a hash of that by which the job counts
 */
public record PublishedHistory(Database database, Granularity granularity, String catalogue)
    implements History {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CHANCES =
      ", r.equal_chance, r.spend_chance, r.impressions_chance, r.clicks_chance, r.greatest_divisor";

  /** Of a job, wherever it is published. */
  public static PublishedHistory of(Database database, Job job) {
    return new PublishedHistory(database, job.granularity(), CatalogueDigest.of(job));
  }

  @Override
  public Map<String, List<PublishedPeriod>> of(Set<String> clientIds) {
    Map<ClientPeriod, PublishedPeriod> periods = new TreeMap<>();
    Map<String, Map<String, EarlierMetric>> metrics = new HashMap<>();
    database.transaction(
        connection -> {
          periods.clear();
          metrics.clear();
          boolean withChances = Sql.hasColumn(connection, "variance_row", "equal_chance");
          for (List<String> ids : Sql.chunks(new TreeSet<>(clientIds))) {
            List<Object> parameters = new ArrayList<>(ids);
            parameters.add(granularity.name());
            Sql.query(
                connection,
                """
                -- By version: between the two statements another one may be published
                SELECT r.fingerprint, r.metric, r.total, r.campaigns, r.reporting_campaigns,
                       r.distinct_values%s
                FROM publication p JOIN variance_row r ON r.fingerprint = p.fingerprint
                WHERE p.client_id IN (%s) AND p.granularity = ? AND r.total IS NOT NULL
                """
                    .formatted(withChances ? CHANCES : "", Sql.placeholders(ids.size())),
                parameters,
                row ->
                    metrics
                        .computeIfAbsent(row.getString("fingerprint"), version -> new HashMap<>())
                        .put(
                            row.getString("metric"),
                            new EarlierMetric(
                                row.getBigDecimal("total"),
                                withChances ? chances(row) : SplitChances.NONE)));
            Sql.query(
                connection,
                """
                -- What a new period is compared with
                SELECT p.client_id, p.period_id, p.fingerprint, p.trusted, p.final,
                       v.content_digest, v.campaigns, v.spend, v.impressions, v.clicks
                FROM publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint
                WHERE p.client_id IN (%s) AND p.granularity = ?
                """
                    .formatted(Sql.placeholders(ids.size())),
                parameters,
                row -> {
                  ClientPeriod clientPeriod = KeyCondition.clientPeriod(row);
                  return periods.put(
                      clientPeriod,
                      new PublishedPeriod(
                          new EarlierPeriod(
                              clientPeriod.period(),
                              row.getString("content_digest"),
                              row.getBoolean("trusted"),
                              row.getBoolean("final"),
                              row.getLong("campaigns"),
                              row.getBigDecimal(CampaignColumns.SPEND),
                              row.getBigDecimal(CampaignColumns.IMPRESSIONS),
                              row.getBigDecimal(CampaignColumns.CLICKS),
                              metrics.getOrDefault(row.getString("fingerprint"), Map.of())),
                          row.getString("fingerprint"),
                          true));
                });
          }
          return periods;
        });
    Map<String, List<PublishedPeriod>> byClient = new HashMap<>();
    periods.forEach(
        (clientPeriod, published) ->
            byClient
                .computeIfAbsent(clientPeriod.clientId(), client -> new ArrayList<>())
                .add(published));
    return byClient;
  }

  private static SplitChances chances(ResultSet row) throws SQLException {
    return new SplitChances(
        row.getObject("equal_chance", Double.class),
        row.getObject("spend_chance", Double.class),
        row.getObject("impressions_chance", Double.class),
        row.getObject("clicks_chance", Double.class),
        row.getLong("distinct_values")
            - (row.getLong("reporting_campaigns") < row.getLong("campaigns") ? 1 : 0),
        row.getObject("greatest_divisor", Long.class));
  }

  @Override
  public Set<String> accounts(String fingerprint) {
    return database.transaction(
        connection ->
            new TreeSet<>(
                Sql.query(
                    connection,
                    """
                    -- An account that had rows and has none any more may have been forgotten
                    SELECT DISTINCT account_id FROM campaign_row
                    WHERE _fingerprint = ? AND account_id IS NOT NULL
                    """,
                    List.of(fingerprint),
                    row -> row.getString(1))));
  }

  @Override
  public Map<String, Map<String, CampaignNumbers>> campaigns(Set<String> fingerprints) {
    StringBuilder metrics = new StringBuilder();
    database.metricNames().forEach(name -> metrics.append(", ").append(database.column(name)));
    Map<String, Map<String, CampaignNumbers>> campaigns = new HashMap<>();
    database.transaction(
        connection -> {
          campaigns.clear();
          for (List<String> versions : Sql.chunks(new TreeSet<>(fingerprints))) {
            Sql.query(
                connection,
                """
                -- What each campaign of a few periods had
                SELECT _fingerprint, campaign_id, spend%s FROM campaign_row
                WHERE _fingerprint IN (%s)
                """
                    .formatted(metrics, Sql.placeholders(versions.size())),
                versions,
                row ->
                    campaigns
                        .computeIfAbsent(row.getString(1), version -> new HashMap<>())
                        .put(row.getString(2), numbers(row, database.metricNames().size())));
          }
          return campaigns;
        });
    return campaigns;
  }

  private static CampaignNumbers numbers(ResultSet row, int metrics) throws SQLException {
    List<@Nullable BigDecimal> conversions = new ArrayList<>(metrics);
    for (int i = 0; i < metrics; i++) {
      conversions.add(row.getBigDecimal(4 + i));
    }
    return new CampaignNumbers(row.getBigDecimal(3), conversions);
  }

  @Override
  public Map<String, Set<String>> sources(String clientId) {
    List<String> texts =
        database.transaction(
            connection ->
                Sql.query(
                    connection,
                    """
                    -- An action type that counted once may be gone for a while
                    SELECT DISTINCT r.sources FROM publication p
                    JOIN campaign_row r ON r._fingerprint = p.fingerprint
                    WHERE p.client_id = ? AND p.granularity = ? AND r.sources IS NOT NULL
                    """,
                    List.of(clientId, granularity.name()),
                    row -> row.getString(1)));
    Map<String, Set<String>> sources = new HashMap<>();
    for (String text : texts) {
      try {
        for (Map.Entry<String, JsonNode> source : JSON.readTree(text).properties()) {
          sources
              .computeIfAbsent(source.getKey(), none -> new TreeSet<>())
              .addAll(List.of(source.getValue().asText().split("\\+", -1)));
        }
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the column sources holds no JSON", e);
      }
    }
    return sources;
  }

  @Override
  public Map<String, List<OtherPeriods.Published>> ofOtherLengths(
      Set<String> clientIds, LocalDate from, LocalDate to) {
    return PublishedLengths.of(database, granularity, catalogue, clientIds, from, to);
  }

  @Override
  public Set<String> sourcesOf(Set<String> fingerprints) {
    return PublishedLengths.sources(database, fingerprints);
  }

  @Override
  public Map<ClientPeriod, List<ComparablePeriod>> comparable(
      Job job, Set<ClientPeriod> provisional, Instant readAt) {
    return database.transaction(
        connection -> new PeriodsAsOld(connection, job, readAt).beside(provisional));
  }
}

package com.campaignconversions.publishing.versions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.conversions.History;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.forecast.ComparablePeriod;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.publishing.forecasts.PeriodsAsOld;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The history of clients as the database has it. */
public record PublishedHistory(Database database, Granularity granularity) implements History {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Map<String, List<PublishedPeriod>> of(Set<String> clientIds) {
    Map<ClientPeriod, PublishedPeriod> periods = new TreeMap<>();
    Map<String, Map<String, BigDecimal>> totals = new HashMap<>();
    database.transaction(
        connection -> {
          periods.clear();
          totals.clear();
          for (List<String> ids : Sql.chunks(new TreeSet<>(clientIds))) {
            List<Object> parameters = new ArrayList<>(ids);
            parameters.add(granularity.name());
            Sql.query(
                connection,
                """
                -- By version: between the two statements another one may be published
                SELECT r.fingerprint, r.metric, r.total
                FROM publication p JOIN variance_row r ON r.fingerprint = p.fingerprint
                WHERE p.client_id IN (%s) AND p.granularity = ? AND r.total IS NOT NULL
                """
                    .formatted(Sql.placeholders(ids.size())),
                parameters,
                row ->
                    totals
                        .computeIfAbsent(row.getString("fingerprint"), version -> new HashMap<>())
                        .put(row.getString("metric"), row.getBigDecimal("total")));
            Sql.query(
                connection,
                """
                -- What a new period is compared with
                SELECT p.client_id, p.period_id, p.fingerprint, p.trusted, p.final,
                       v.content_digest, v.campaigns, v.spend
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
                              totals.getOrDefault(row.getString("fingerprint"), Map.of())),
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
  public Map<ClientPeriod, List<ComparablePeriod>> comparable(
      Job job, Set<ClientPeriod> provisional, Instant readAt) {
    return database.transaction(
        connection -> new PeriodsAsOld(connection, job, readAt).beside(provisional));
  }
}

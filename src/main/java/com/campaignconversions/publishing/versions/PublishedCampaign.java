package com.campaignconversions.publishing.versions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as readers see it.
 *
 * @param spend in major units of the currency; null where no row carried it, as {@code impressions}
 *     and {@code clicks}
 * @param attribution the windows taken, and the account's own setting where it was reported
 * @param conversions by metric, in the order of the catalogue; null where unknown
 * @param sources the action type taken, by metric; none where the value is 0
 */
public record PublishedCampaign(
    String campaignId,
    @Nullable String campaignName,
    @Nullable String currency,
    @Nullable BigDecimal spend,
    @Nullable Long impressions,
    @Nullable Long clicks,
    @Nullable String attribution,
    Map<String, @Nullable BigDecimal> conversions,
    Map<String, String> sources) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> SOURCES = new TypeReference<>() {};

  /** All of a client period, in the order of their ids. */
  public static List<PublishedCampaign> of(Database database, ClientPeriod clientPeriod) {
    StringBuilder metrics = new StringBuilder();
    database.metricNames().forEach(name -> metrics.append(", r.").append(database.column(name)));
    return database.transaction(
        connection ->
            Sql.query(
                connection,
                """
                -- A client period whole
                SELECT r.campaign_id, r.campaign_name, r.currency, r.spend, r.impressions,
                       r.clicks, r.attribution, r.sources%s
                FROM publication p JOIN campaign_row r ON r._fingerprint = p.fingerprint
                WHERE p.client_id = ? AND p.period_id = ?
                ORDER BY r.campaign_id
                """
                    .formatted(metrics),
                KeyCondition.key(clientPeriod),
                row -> {
                  Map<String, @Nullable BigDecimal> conversions = new LinkedHashMap<>();
                  for (int i = 0; i < database.metricNames().size(); i++) {
                    conversions.put(database.metricNames().get(i), row.getBigDecimal(9 + i));
                  }
                  return new PublishedCampaign(
                      row.getString("campaign_id"),
                      row.getString("campaign_name"),
                      row.getString("currency"),
                      row.getBigDecimal(CampaignColumns.SPEND),
                      Sql.count(row, CampaignColumns.IMPRESSIONS),
                      Sql.count(row, CampaignColumns.CLICKS),
                      row.getString("attribution"),
                      Collections.unmodifiableMap(conversions),
                      sources(row.getString("sources")));
                }));
  }

  static Map<String, String> sources(@Nullable String json) {
    try {
      return json == null ? Map.of() : JSON.readValue(json, SOURCES);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the column sources holds no JSON object of texts", e);
    }
  }
}

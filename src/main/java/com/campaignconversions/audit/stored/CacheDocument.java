package com.campaignconversions.audit.stored;

import com.campaignconversions.job.metrics.CampaignColumns;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a row of {@code current_month_cache}: {@code campaigns} are objects with {@code
 * campaign_id}, {@code spend}, {@code impressions}, {@code clicks} and metrics. A metric is what
 * {@code conversionMetrics} names, or the job's catalogue: other numbers of a campaign are rates.
 * What {@code conversionMetrics} has as a number is the document's own total of a metric; {@code
 * stats} has those of spend, impressions, clicks and conversions.
 */
final class CacheDocument {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  /** Totals of {@code stats}, by what they are totals of. */
  private static final Map<String, String> STATS =
      Map.of(
          "totalSpend",
          CampaignColumns.SPEND,
          "totalImpressions",
          CampaignColumns.IMPRESSIONS,
          "totalClicks",
          CampaignColumns.CLICKS,
          StoredPeriod.CONVERSIONS,
          StoredPeriod.CONVERSIONS);

  private final List<String> catalogue;
  private final Numbers numbers;
  private final Consumer<String> refuse;

  /** Reads the text of a value; null, and told, where it is no number. */
  interface Numbers {
    @Nullable BigDecimal of(String column, String text);
  }

  /**
   * Reads documents.
   *
   * @param refuse is told what cannot be used
   */
  CacheDocument(List<String> catalogue, Numbers numbers, Consumer<String> refuse) {
    this.catalogue = catalogue;
    this.numbers = numbers;
    this.refuse = refuse;
  }

  /**
   * Reads one.
   *
   * @param into asked for only where the document can be used
   */
  void read(@Nullable String json, Supplier<StoredPeriod> into) {
    JsonNode document = parse(json);
    JsonNode campaigns = document == null ? null : document.get("campaigns");
    if (document == null || campaigns == null || !campaigns.isArray()) {
      refuse.accept("documents that are no JSON object with campaigns");
      return;
    }
    Set<String> metrics = metrics(document, campaigns);
    if (metrics.isEmpty()) {
      refuse.accept("documents without a metric of conversionMetrics or of the catalogue");
      return;
    }
    StoredPeriod period = into.get();
    metrics.forEach(period::column);
    totals(document, period);
    metrics.addAll(StoredPeriod.NO_METRICS);
    for (JsonNode campaign : campaigns) {
      String id = campaign.path("campaign_id").asText("").strip();
      if (id.isEmpty()) {
        refuse.accept("campaigns without campaign_id");
        continue;
      }
      int position = period.row(id);
      for (String column : metrics) {
        JsonNode value = campaign.get(column);
        BigDecimal number =
            value == null || value.isNull() ? null : numbers.of(column, value.asText());
        if (number != null) {
          period.add(position, column, number);
        }
      }
    }
  }

  /** Those that stand in the document itself; an object or a text is something else. */
  private void totals(JsonNode document, StoredPeriod period) {
    for (Map.Entry<String, JsonNode> total : document.path("conversionMetrics").properties()) {
      // What has the name of a delivery column is no metric.
      if (!StoredPeriod.NO_METRICS.contains(total.getKey())) {
        state(total.getKey(), total.getKey(), total.getValue(), period);
      }
    }
    for (Map.Entry<String, JsonNode> total : document.path("stats").properties()) {
      String column = STATS.get(total.getKey());
      if (column != null) {
        state("stats." + total.getKey(), column, total.getValue(), period);
      }
    }
  }

  private void state(String place, String column, JsonNode total, StoredPeriod period) {
    BigDecimal number = total.isNumber() ? numbers.of(place, total.asText()) : null;
    if (number != null) {
      period.state(column, number);
    }
  }

  private Set<String> metrics(JsonNode document, JsonNode campaigns) {
    Set<String> metrics = new LinkedHashSet<>();
    for (String metric : catalogue) {
      for (JsonNode campaign : campaigns) {
        if (campaign.has(metric)) {
          metrics.add(metric);
          break;
        }
      }
    }
    document.path("conversionMetrics").fieldNames().forEachRemaining(metrics::add);
    metrics.removeAll(StoredPeriod.NO_METRICS);
    return metrics;
  }

  private static @Nullable JsonNode parse(@Nullable String json) {
    try {
      return json == null ? null : JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}

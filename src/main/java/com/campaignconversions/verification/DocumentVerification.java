package com.campaignconversions.verification;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output.Cache;
import com.campaignconversions.publishing.dashboard.DashboardCache;
import com.campaignconversions.publishing.dashboard.DashboardCache.Documents;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.verification.Differences.Difference;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The document that dashboards read, held against the rows that it was made of. */
final class DocumentVerification {
  private static final String TABLE = "current_month_cache";
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private DocumentVerification() {}

  static void of(
      Database database, Job job, ClientPeriod clientPeriod, Instant now, Differences differences) {
    if (job.output().cache() == Cache.NONE) {
      return;
    }
    List<@Nullable Documents> read =
        database.transaction(
            connection ->
                Arrays.asList(
                    new DashboardCache(connection, database, job, now).documents(clientPeriod)));
    Documents documents = read.get(0);
    if (documents == null) {
      return;
    }
    String stored = documents.stored();
    if (stored == null) {
      differences.ofVersion(TABLE, null, "a document");
      return;
    }
    try {
      compare(
          values(JSON.readTree(stored)), values(JSON.readTree(documents.expected())), differences);
    } catch (JsonProcessingException e) {
      differences.ofVersion(TABLE, "no JSON", "a document");
    }
  }

  /** Where a value stands. */
  private record Place(String campaign, String path) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byCampaign = campaign.compareTo(other.campaign);
      return byCampaign == 0 ? path.compareTo(other.path) : byCampaign;
    }
  }

  private static void compare(
      Map<Place, String> stored, Map<Place, String> expected, Differences differences) {
    TreeSet<Place> places = new TreeSet<>(stored.keySet());
    places.addAll(expected.keySet());
    for (Place place : places) {
      String is = stored.get(place);
      String shouldBe = expected.get(place);
      if (!Objects.equals(is, shouldBe)) {
        differences.add(
            new Difference(
                place.campaign().isEmpty() ? null : place.campaign(),
                null,
                TABLE + place.path(),
                is,
                shouldBe));
      }
    }
  }

  private static Map<Place, String> values(JsonNode document) {
    Map<Place, String> values = new TreeMap<>();
    document
        .properties()
        .forEach(
            one -> {
              if (!one.getKey().equals("campaigns")) {
                add(values, "", "." + one.getKey(), one.getValue());
              }
            });
    for (JsonNode campaign : document.path("campaigns")) {
      String id = campaign.path("campaign_id").asText();
      campaign.properties().forEach(one -> add(values, id, "." + one.getKey(), one.getValue()));
    }
    return values;
  }

  private static void add(Map<Place, String> values, String campaign, String path, JsonNode value) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(one -> add(values, campaign, path + "." + one.getKey(), one.getValue()));
    } else if (!value.isNull()) {
      values.put(
          new Place(campaign, path),
          value.isNumber()
              ? Decimals.text(value.decimalValue())
              : value.isTextual() ? value.asText() : value.toString());
    }
  }
}

package com.campaignconversions.conversions.content;

import com.campaignconversions.records.Decimals;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A short check of every column of a version, kept beside it: the fingerprint tells that something
 * was changed, the checks tell where. A changed cell has the old check by a chance of 1 in 4,096 in
 * a campaign's row, where the fingerprint still tells, and of 1 in 16,777,216 elsewhere.
 *
 * @param metrics in the order in which the version was made
 * @param campaigns by id, the checks of a row's columns behind its id, in the order of {@link
 *     VersionContent#fingerprint}
 * @param variance by metric, those of a judgement's columns behind its metric
 * @param version those of the version's own columns
 */
public record VersionChecks(
    List<String> metrics,
    Map<String, String> campaigns,
    Map<String, String> variance,
    String version) {
  /** Characters of a check in a campaign's row. */
  public static final int CAMPAIGN_WIDTH = 2;

  /** Characters of any other check. */
  public static final int WIDTH = 4;

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int BITS_OF_DIGIT = 6;

  /** Where the JSON stands among the columns behind the id. */
  private static final int SOURCES = 6;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonFactory FACTORY = new JsonFactory();

  /** A check of one value as text. */
  public static String of(@Nullable String text, int width) {
    CRC32C digest = new CRC32C();
    if (text != null) {
      // So that empty is not null.
      digest.update(1);
      digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
    int bits = (int) digest.getValue();
    StringBuilder check = new StringBuilder(width);
    for (int i = 0; i < width; i++) {
      check.append(DIGITS.charAt(bits & (DIGITS.length() - 1)));
      bits >>>= BITS_OF_DIGIT;
    }
    return check.toString();
  }

  /** The checks of some values, one behind the other. */
  public static String ofAll(Iterable<? extends @Nullable Object> values, int width) {
    StringBuilder checks = new StringBuilder();
    for (Object value : values) {
      checks.append(of(text(value), width));
    }
    return checks.toString();
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof BigDecimal decimal
        ? Decimals.text(decimal)
        : value == null ? null : value.toString();
  }

  /**
   * The checks of the campaigns, as a JSON object by id.
   *
   * @param rows as {@link VersionContent#fingerprint} has them
   */
  public static String ofCampaigns(Iterable<? extends List<? extends @Nullable Object>> rows) {
    Map<String, String> checks = new LinkedHashMap<>();
    // Most campaigns of a client take the same types, and have the same currency.
    Map<Object, String> known = new HashMap<>();
    for (List<? extends @Nullable Object> row : rows) {
      StringBuilder ofRow = new StringBuilder(CAMPAIGN_WIDTH * row.size());
      for (int column = 1; column < row.size(); column++) {
        Object value = row.get(column);
        ofRow.append(
            column == SOURCES + 1
                ? known.computeIfAbsent(
                    String.valueOf(value),
                    json -> of(canonicalJson(json.toString()), CAMPAIGN_WIDTH))
                : of(text(value), CAMPAIGN_WIDTH));
      }
      checks.put(String.valueOf(row.get(0)), ofRow.toString());
    }
    return VersionContent.flatJson(checks);
  }

  /**
   * A JSON object with its keys in order, as any database gives it back; what is no JSON object
   * stays as it is.
   */
  public static String canonicalJson(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      Map<String, Object> ordered = new TreeMap<>();
      if (json == null || !json.isObject()) {
        return text;
      }
      json.properties().forEach(one -> ordered.put(one.getKey(), one.getValue()));
      return JSON.writeValueAsString(ordered);
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  /**
   * A document of checks, as JSON.
   *
   * @param campaigns as {@link #ofCampaigns} makes them
   */
  public static String document(
      List<String> metrics, String campaigns, Map<String, String> variance, String version) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("version", version);
      json.writeArrayFieldStart("metrics");
      for (String metric : metrics) {
        json.writeString(metric);
      }
      json.writeEndArray();
      json.writeFieldName("variance");
      json.writeRawValue(VersionContent.flatJson(variance));
      json.writeFieldName("campaigns");
      json.writeRawValue(campaigns);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return text.toString();
  }

  /**
   * Reads what {@link #document} made.
   *
   * @return null where it is something else
   */
  public static @Nullable VersionChecks read(String document) {
    try {
      JsonNode json = JSON.readTree(document);
      JsonNode metrics = json.path("metrics");
      if (!metrics.isArray() || !json.path("version").isTextual()) {
        return null;
      }
      List<String> names = new ArrayList<>();
      metrics.forEach(metric -> names.add(metric.asText()));
      return new VersionChecks(
          List.copyOf(names),
          texts(json.path("campaigns")),
          texts(json.path("variance")),
          json.path("version").asText());
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
    return texts;
  }
}

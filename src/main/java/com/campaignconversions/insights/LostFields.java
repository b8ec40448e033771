package com.campaignconversions.insights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The fields that Airbyte says it could not land: {@code _airbyte_meta} has a list {@code changes}
 * with a {@code field} each (Airbyte, "Airbyte metadata fields", 2026).
 */
final class LostFields {
  private static final int MOST = 100;
  private static final ObjectMapper MAPPER = new ObjectMapper(InsightParser.JSON);

  private LostFields() {}

  /** None where the text says nothing of the kind. */
  static List<String> of(String meta) {
    List<String> fields = new ArrayList<>();
    if (!meta.contains("field")) {
      return fields;
    }
    try {
      JsonNode changes = MAPPER.readTree(meta).path("changes");
      for (int i = 0; i < Math.min(MOST, changes.size()); i++) {
        String field = changes.get(i).path("field").asText("").toLowerCase(Locale.ROOT);
        // A part of a list is named with its place: actions.3.value.
        int end = field.indexOf('.');
        fields.add(end < 0 ? field : field.substring(0, end));
      }
    } catch (JsonProcessingException e) {
      // What cannot be read says nothing; the row itself could be.
      return List.of();
    }
    return fields;
  }
}

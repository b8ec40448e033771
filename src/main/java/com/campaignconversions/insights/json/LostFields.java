package com.campaignconversions.insights.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields that Airbyte says it could not land: {@code _airbyte_meta} has a list {@code changes}
 * with a {@code field} each (Airbyte, "Airbyte metadata fields", 2026); before its version 2 of
 * destinations, a list {@code errors} of texts such as "Problem with `actions`".
 */
public final class LostFields {
  private static final int MOST = 100;
  private static final Pattern PROBLEM = Pattern.compile("`([A-Za-z_]{1,100})");
  private static final ObjectMapper MAPPER = new ObjectMapper(Json.FACTORY);

  private LostFields() {}

  /** None where the text says nothing of the kind. */
  public static List<String> of(String meta) {
    List<String> fields = new ArrayList<>();
    if (!meta.contains("field") && !meta.contains("errors")) {
      return fields;
    }
    try {
      JsonNode said = MAPPER.readTree(meta);
      JsonNode errors = said.path("errors");
      for (int i = 0; i < Math.min(MOST, listed(errors)); i++) {
        Matcher problem = PROBLEM.matcher(errors.path(i).asText(""));
        if (problem.find()) {
          fields.add(problem.group(1).toLowerCase(Locale.ROOT));
        }
      }
      JsonNode changes = said.path("changes");
      for (int i = 0; i < Math.min(MOST, listed(changes)); i++) {
        String field = changes.path(i).path("field").asText("").toLowerCase(Locale.ROOT);
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

  private static int listed(JsonNode said) {
    return said.isArray() ? said.size() : 0;
  }
}

package com.campaignconversions.forecast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * By what a version was counted besides its catalogue: only numbers of one basis can be compared.
 *
 * @param taken the action types taken in any campaign, by metric, and under {@link #ATTRIBUTION}
 *     the attribution; nothing of what took none, or of a version that did not tell it
 */
public record Basis(Map<String, String> taken) {
  /** No metric can have this name. */
  public static final String ATTRIBUTION = "attribution";

  public static final Basis UNKNOWN = new Basis(Map.of());

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

  public Basis {
    taken = new TreeMap<>(taken);
  }

  /** As {@link #json} wrote it; unknown where there is nothing. */
  public static Basis read(@Nullable String json) {
    try {
      return json == null ? UNKNOWN : new Basis(JSON.readValue(json, TEXTS));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the column basis holds no JSON object of texts", e);
    }
  }

  public String json() {
    try {
      return JSON.writeValueAsString(taken);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts cannot be written", e);
    }
  }

  /** Whether nothing is known that makes a metric of both incomparable. */
  public boolean agrees(Basis other, String metric) {
    return agreesOn(other, ATTRIBUTION) && agreesOn(other, metric);
  }

  private boolean agreesOn(Basis other, String key) {
    String here = taken.get(key);
    String there = other.taken.get(key);
    return here == null || there == null || here.equals(there);
  }
}

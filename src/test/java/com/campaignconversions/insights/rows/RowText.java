package com.campaignconversions.insights.rows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One row of insights as JSON, for tests; what is not said is as in November 2025, account 1. */
public final class RowText {
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, StringBuilder> arrays = new LinkedHashMap<>();

  private RowText() {}

  public static RowText ofCampaign(String campaignId) {
    return new RowText()
        .field("account_id", "1")
        .field("campaign_id", campaignId)
        .days("2025-11-01", "2025-11-30");
  }

  public static RowText ofAccount(String accountId) {
    return new RowText().field("account_id", accountId).days("2025-11-01", "2025-11-30");
  }

  /** A text field; null leaves it out. */
  public RowText field(String name, @Nullable String text) {
    return text == null ? without(name) : raw(name, '"' + text + '"');
  }

  /** A field with any JSON. */
  public RowText raw(String name, String json) {
    fields.put(name, json);
    return this;
  }

  public RowText without(String name) {
    fields.remove(name);
    return this;
  }

  public RowText days(String first, String last) {
    return field("date_start", first).field("date_stop", last);
  }

  public RowText on(String day) {
    return days(day, day);
  }

  public RowText action(String type, String value) {
    return entry("actions", "{\"action_type\":\"" + type + "\",\"value\":\"" + value + "\"}");
  }

  public RowText entry(String array, String json) {
    StringBuilder entries = arrays.computeIfAbsent(array, none -> new StringBuilder());
    entries.append(entries.isEmpty() ? "" : ",").append(json);
    return this;
  }

  public String json() {
    Map<String, String> all = new LinkedHashMap<>(fields);
    arrays.forEach((name, entries) -> all.put(name, "[" + entries + "]"));
    return all.entrySet().stream()
        .map(field -> '"' + field.getKey() + "\":" + field.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}

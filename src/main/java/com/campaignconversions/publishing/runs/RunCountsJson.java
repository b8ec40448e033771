package com.campaignconversions.publishing.runs;

import com.campaignconversions.insights.counts.RejectedCount;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.marketingapi.AskingFacts;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run counted, as the column {@code counts} of {@code runs} has it: {@code rows}, {@code
 * rejected} by reason, {@code rejections}, a list of each reason, client, period and ad account
 * with an example, and {@code asking} where an API was asked.
 */
public final class RunCountsJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RunCountsJson() {}

  static ObjectNode of(RunCounts counts) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("rows", rows(counts.rows()));
    json.set("rejected", byReason(counts));
    rejections(json.putArray("rejections"), counts);
    if (!counts.asking().equals(AskingFacts.NONE)) {
      json.set("asking", asking(counts.asking()));
    }
    return json;
  }

  /** Adds {@code rows} and {@code rejected}, the list, as the documents of commands have them. */
  public static void writeTo(ObjectNode json, RunCounts counts) {
    json.set("rows", rows(counts.rows()));
    rejections(json.putArray("rejected"), counts);
  }

  /** What asking the API took. */
  public static ObjectNode asking(AskingFacts asking) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("version", asking.version());
    ArrayNode answeredBy = json.putArray("answered_by");
    asking.answeredBy().forEach(answeredBy::add);
    json.put("requests", asking.requests());
    ArrayNode waited = json.putArray("waited");
    asking
        .waited()
        .forEach(one -> waited.addObject().put("for", one.reason()).put("seconds", one.seconds()));
    return json.put("warning", asking.warning());
  }

  private static AskingFacts asking(JsonNode json) {
    if (!json.isObject()) {
      return AskingFacts.NONE;
    }
    List<String> answeredBy = new ArrayList<>();
    json.path("answered_by").forEach(one -> answeredBy.add(one.asText()));
    List<AskingFacts.Waited> waited = new ArrayList<>();
    json.path("waited")
        .forEach(
            one ->
                waited.add(
                    new AskingFacts.Waited(
                        one.path("for").asText(), one.path("seconds").asLong())));
    return new AskingFacts(
        text(json.path("version")),
        json.path("requests").asLong(),
        answeredBy,
        text(json.path("warning")),
        waited);
  }

  private static ObjectNode byReason(RunCounts counts) {
    TreeMap<String, Long> byReason = new TreeMap<>();
    counts.rejected().forEach(one -> byReason.merge(one.reason().name(), one.rows(), Long::sum));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    byReason.forEach(json::put);
    return json;
  }

  private static void rejections(ArrayNode list, RunCounts counts) {
    for (RejectedCount one : counts.rejected()) {
      ObjectNode group = list.addObject().put("reason", one.reason().name());
      group.put("client", one.clientId());
      group.put("period", one.periodId());
      group.put("account_id", one.accountId());
      group.put("rows", one.rows());
      group
          .putObject("example")
          .put("source", one.source())
          .put("position", one.position())
          .put("detail", one.detail());
    }
  }

  /**
   * Takes out what is told of a client or its ad accounts; the numbers stay.
   *
   * @return null where nothing is told of it
   */
  public static @Nullable String without(String counts, String clientId, Set<String> accounts) {
    try {
      JsonNode json = JSON.readTree(counts);
      if (!(json.path("rejections") instanceof ArrayNode rejections)) {
        return null;
      }
      boolean any = false;
      for (int i = rejections.size() - 1; i >= 0; i--) {
        JsonNode one = rejections.get(i);
        if (clientId.equals(one.path("client").asText())
            || accounts.contains(one.path("account_id").asText())) {
          rejections.remove(i);
          any = true;
        }
      }
      return any ? json.toString() : null;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the column counts of the table run holds no JSON", e);
    }
  }

  /** Of a run that ended; nothing of one that did not. */
  static RunCounts parse(@Nullable String text) {
    try {
      return text == null ? RunCounts.NONE : read(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the column counts of the table run holds no JSON", e);
    }
  }

  static RunCounts read(JsonNode json) {
    JsonNode rows = json.path("rows");
    List<RejectedCount> rejected = new ArrayList<>();
    for (JsonNode group : json.path("rejections")) {
      JsonNode example = group.path("example");
      rejected.add(
          new RejectedCount(
              Reason.valueOf(group.path("reason").asText()),
              text(group.path("client")),
              text(group.path("period")),
              text(group.path("account_id")),
              group.path("rows").asLong(),
              example.path("source").asText(),
              example.path("position").asText(),
              example.path("detail").asText()));
    }
    return new RunCounts(
        new RowCounts(
            rows.path("read").asLong(),
            rows.path("used").asLong(),
            rows.path("rejected").asLong(),
            rows.path("duplicates").asLong(),
            rows.path("account_totals").asLong(),
            rows.path("skipped").asLong(),
            rows.path("withheld").asLong(),
            rows.path("rejected_entries").asLong()),
        rejected,
        asking(json.path("asking")));
  }

  private static @Nullable String text(JsonNode value) {
    return value.isTextual() ? value.asText() : null;
  }

  /** How many rows became what. */
  public static ObjectNode rows(RowCounts rows) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("read", rows.read())
        .put("used", rows.used())
        .put("rejected", rows.rejected())
        .put("duplicates", rows.duplicates())
        .put("account_totals", rows.accountTotals())
        .put("skipped", rows.skipped())
        .put("withheld", rows.withheld())
        .put("rejected_entries", rows.rejectedEntries());
  }
}

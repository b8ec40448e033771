package com.campaignconversions.publishing.runs;

import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Wanted client periods as text, for the list of runs: clients that want the same periods together,
 * as nearly all do. The same client periods give the same text.
 */
public final class WantedText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static volatile @Nullable Clients last;

  private record Clients(String text, Set<String> ids) {}

  private WantedText() {}

  public static String of(WantedPeriods wanted) {
    Map<List<String>, TreeSet<String>> clients = new HashMap<>();
    new TreeMap<>(wanted.byClient())
        .forEach(
            (client, periods) ->
                clients
                    .computeIfAbsent(
                        periods.stream().map(Period::id).toList(), same -> new TreeSet<>())
                    .add(client));
    TreeMap<String, ObjectNode> byFirstClient = new TreeMap<>();
    clients.forEach(
        (periods, ids) -> {
          ObjectNode group = JsonNodeFactory.instance.objectNode();
          ids.forEach(group.putArray("clients")::add);
          periods.forEach(group.putArray("periods")::add);
          byFirstClient.put(ids.first(), group);
        });
    ArrayNode groups = JsonNodeFactory.instance.arrayNode();
    byFirstClient.values().forEach(groups::add);
    return groups.toString();
  }

  /** The clients among them; of the text that was asked for last, as each transaction asks. */
  static Set<String> clients(String text) {
    Clients known = last;
    if (known == null || !known.text().equals(text)) {
      known = new Clients(text, Set.copyOf(read(text).byClient().keySet()));
      last = known;
    }
    return known.ids();
  }

  public static WantedPeriods read(String text) {
    Map<String, List<Period>> byClient = new HashMap<>();
    try {
      for (JsonNode group : JSON.readTree(text)) {
        List<Period> periods = new java.util.ArrayList<>();
        group.path("periods").forEach(period -> periods.add(Period.parse(period.asText())));
        group.path("clients").forEach(client -> byClient.put(client.asText(), periods));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the column wanted of the table run holds no JSON", e);
    }
    return new WantedPeriods(byClient);
  }
}

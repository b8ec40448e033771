package com.campaignconversions.explanation;

import com.campaignconversions.insights.json.Json;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Every list of actions that a row carries, whoever counts them, as the row spells them. */
public final class ActionLists {
  private static final String TYPE = "action_type";
  private static final int MOST_MEMBERS = 60;

  private ActionLists() {}

  /**
   * One entry of a list.
   *
   * @param array the row's field that holds the list
   * @param index its place in the list, from 0
   * @param members everything else that it has, as text; without nulls, lists and objects
   */
  public record ActionEntry(
      String array, int index, String actionType, Map<String, String> members) {}

  /**
   * Reads the entries of a row that have an action type.
   *
   * @param row as JSON, perhaps cut
   * @return whether all of it was read
   */
  public static boolean read(String row, Consumer<ActionEntry> sink) {
    try (JsonParser json = Json.FACTORY.createParser(row)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        switch (json.nextToken()) {
          case START_ARRAY -> list(name, json, sink);
          case VALUE_STRING -> text(name, json.getText(), sink);
          default -> json.skipChildren();
        }
      }
      return true;
    } catch (JsonProcessingException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /** Connectors land a list as JSON text inside a column. */
  private static void text(String array, String text, Consumer<ActionEntry> sink)
      throws IOException {
    if (!text.stripLeading().startsWith("[") || !text.contains(TYPE)) {
      return;
    }
    try (JsonParser json = Json.FACTORY.createParser(text)) {
      json.nextToken();
      list(array, json, sink);
    }
  }

  private static void list(String array, JsonParser json, Consumer<ActionEntry> sink)
      throws IOException {
    JsonToken token = json.nextToken();
    for (int index = 0; token != null && token != JsonToken.END_ARRAY; index++) {
      if (token == JsonToken.START_OBJECT) {
        entry(array, index, json, sink);
      } else {
        json.skipChildren();
      }
      token = json.nextToken();
    }
  }

  private static void entry(String array, int index, JsonParser json, Consumer<ActionEntry> sink)
      throws IOException {
    String type = null;
    Map<String, String> members = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if (name.equals(TYPE) && token == JsonToken.VALUE_STRING) {
        type = json.getText();
      } else if (token.isScalarValue()
          && token != JsonToken.VALUE_NULL
          && members.size() < MOST_MEMBERS) {
        members.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    if (type != null && !type.isBlank()) {
      sink.accept(new ActionEntry(array, index, type, members));
    }
  }
}

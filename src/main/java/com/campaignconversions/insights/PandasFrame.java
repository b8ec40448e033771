package com.campaignconversions.insights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole table in one JSON object, as pandas writes it where nobody says {@code orient='records'}:
 * {@code {"campaign_id": {"0": …}}} by column, {@code {"0": {"campaign_id": …}}} by row, or {@code
 * {"columns": […], "data": [[…]]}}.
 */
final class PandasFrame {
  /** A table is held whole; a larger one had better be lines. */
  private static final int LONGEST = 64 << 20;

  private static final int LOOKED_AT = 300;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(InsightParser.JSON)
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private PandasFrame() {}

  /** Whether a value looks like a table: its first member is an object or a list of names. */
  static boolean isLike(byte[] buffer, int start, int length) {
    int end = start + Math.min(length, LOOKED_AT);
    int at = skipSpace(buffer, start, end);
    if (at >= end || buffer[at] != '{') {
      return false;
    }
    int name = skipSpace(buffer, at + 1, end);
    int behind = textEnd(buffer, name, end);
    int colon = skipSpace(buffer, behind, end);
    int value = skipSpace(buffer, colon + 1, end);
    if (behind < 0 || value >= end || (buffer[value] != '{' && buffer[value] != '[')) {
      return false;
    }
    String first = new String(buffer, name + 1, behind - name - 2, StandardCharsets.UTF_8);
    if (buffer[value] == '[') {
      return first.equals("columns");
    }
    int inner = skipSpace(buffer, value + 1, end);
    int innerBehind = textEnd(buffer, inner, end);
    if (innerBehind < 0) {
      return false;
    }
    String second = new String(buffer, inner + 1, innerBehind - inner - 2, StandardCharsets.UTF_8);
    return isNumber(first) || isNumber(second);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  private static int skipSpace(byte[] buffer, int from, int end) {
    int at = Math.max(0, from);
    while (at < end
        && (buffer[at] == ' ' || buffer[at] == '\t' || buffer[at] == '\r' || buffer[at] == '\n')) {
      at++;
    }
    return at;
  }

  /** The place behind a text without escapes that begins here; -1 if none does. */
  private static int textEnd(byte[] buffer, int from, int end) {
    if (from < 0 || from >= end || buffer[from] != '"') {
      return -1;
    }
    for (int at = from + 1; at < end; at++) {
      if (buffer[at] == '\\') {
        return -1;
      }
      if (buffer[at] == '"') {
        return at + 1;
      }
    }
    return -1;
  }

  /** The rows, each as JSON. */
  static List<byte[]> records(byte[] buffer, int start, int length) throws IOException {
    if (length > LONGEST) {
      throw new com.fasterxml.jackson.core.JsonParseException(
          null, "a table in one object may have 64 MB; write it as lines");
    }
    JsonNode whole = MAPPER.readTree(buffer, start, length);
    List<ObjectNode> records = new ArrayList<>();
    if (whole.path("columns").isArray() && whole.path("data").isArray()) {
      for (JsonNode cells : whole.path("data")) {
        ObjectNode record = MAPPER.createObjectNode();
        for (int i = 0; i < whole.path("columns").size() && i < cells.size(); i++) {
          record.set(whole.path("columns").get(i).asText(), cells.get(i));
        }
        records.add(record);
      }
    } else if (isNumber(whole.fieldNames().next())) {
      for (JsonNode row : whole) {
        if (row instanceof ObjectNode record) {
          records.add(record);
        } else {
          records.add(MAPPER.createObjectNode().set("value", row));
        }
      }
    } else {
      Map<String, ObjectNode> byRow = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> column : whole.properties()) {
        for (Map.Entry<String, JsonNode> cell : column.getValue().properties()) {
          byRow
              .computeIfAbsent(cell.getKey(), none -> MAPPER.createObjectNode())
              .set(column.getKey(), cell.getValue());
        }
      }
      records.addAll(byRow.values());
    }
    List<byte[]> rows = new ArrayList<>(records.size());
    for (ObjectNode record : records) {
      rows.add(MAPPER.writeValueAsBytes(record));
    }
    return rows;
  }
}

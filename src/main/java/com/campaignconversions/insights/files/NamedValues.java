package com.campaignconversions.insights.files;

import com.campaignconversions.insights.bytes.Lines;
import com.campaignconversions.insights.fields.StorableText;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rows of a file that holds no insights: of a {@code .csv} under the names of its first line,
 * of any other file as JSON objects, line by line or in an array. What is empty or null is absent.
 */
public final class NamedValues {
  private static final ObjectReader JSON =
      JsonMapper.builder(
              new com.fasterxml.jackson.core.JsonFactoryBuilder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Lines.LONGEST).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class);

  private NamedValues() {}

  /**
   * Reads a file to its end.
   *
   * @param row is given the values of each row by their names in small letters
   * @throws IOException if it cannot be read to its end; the message is the end of a sentence
   */
  public static void each(InsightFile file, Consumer<Map<String, String>> row) throws IOException {
    if (file.error() != null) {
      throw new IOException(file.error());
    }
    try (InputStream in = InsightFileReader.open(file, 0)) {
      if (CsvRows.isCsv(file)) {
        lines(in, row);
      } else {
        objects(in, row);
      }
    } catch (JsonProcessingException e) {
      // Without the text around it, which may hold what is nobody's business.
      throw new IOException(
          "it breaks in line %d: it is neither a .csv nor JSON objects"
              .formatted(e.getLocation() == null ? 0 : e.getLocation().getLineNr()),
          e);
    } catch (IOException e) {
      throw new IOException(StorableText.shortened(LocalFiles.reason(e)), e);
    }
  }

  private static void lines(InputStream in, Consumer<Map<String, String>> row) throws IOException {
    try (CsvCells csv = new CsvCells(in)) {
      List<String> names = csv.names();
      if (!names.isEmpty() && names.get(0).startsWith("sep=")) {
        names = csv.names();
      }
      for (List<String> cells = csv.next(); !cells.isEmpty(); cells = csv.next()) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < cells.size() && i < names.size(); i++) {
          if (!cells.get(i).isBlank()) {
            values.put(names.get(i), cells.get(i).strip());
          }
        }
        if (!values.isEmpty()) {
          row.accept(values);
        }
      }
    }
  }

  private static void objects(InputStream in, Consumer<Map<String, String>> row)
      throws IOException {
    try (MappingIterator<JsonNode> objects = JSON.readValues(in)) {
      while (objects.hasNextValue()) {
        Map<String, String> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> field : objects.nextValue().properties()) {
          JsonNode value = field.getValue();
          if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
            String text =
                value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
            values.put(field.getKey().toLowerCase(Locale.ROOT), text.strip());
          }
        }
        row.accept(values);
      }
    }
  }
}

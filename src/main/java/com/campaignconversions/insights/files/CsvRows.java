package com.campaignconversions.insights.files;

import com.campaignconversions.insights.bytes.RejectedBytes;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.fields.StorableText;
import com.campaignconversions.insights.json.Json;
import com.campaignconversions.insights.rows.InsightParser;
import com.campaignconversions.insights.rows.RowSink;
import com.campaignconversions.insights.rows.SingleValueReader;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads comma-separated values, as databases export them: the first line names the fields, a list
 * of actions is JSON in a cell, an empty cell is null. Each line becomes the JSON that Meta would
 * have sent, so that the same rules decide about it.
 */
final class CsvRows {
  private static final Pattern CSV = Pattern.compile("(?i).*\\.csv(\\.[a-z0-9]+)?");

  private static final Set<String> NUMBERS = Set.copyOf(CampaignColumns.DELIVERY);
  private static final Pattern GROUPED =
      Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?");

  private final SingleValueReader line;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final boolean decimalComma;
  private boolean anyRow;

  /**
   * Reads with a parser.
   *
   * @param decimalComma whether numbers have a comma before the decimals
   */
  CsvRows(InsightParser parser, boolean decimalComma) {
    this.line = new SingleValueReader(parser, "the line");
    this.decimalComma = decimalComma;
  }

  static boolean isCsv(InsightFile file) {
    return CSV.matcher(file.resource()).matches();
  }

  /** Whether the last file had a row. */
  boolean anyRow() {
    return anyRow;
  }

  /**
   * Reads a file to its end.
   *
   * @return why it could not be read to its end; null if it was
   */
  @Nullable String read(InputStream in, InsightFile file, RowSink sink) throws IOException {
    anyRow = false;
    LastByte counted = new LastByte(in);
    try (CsvCells csv = new CsvCells(counted)) {
      List<String> names = csv.names();
      if (names.isEmpty()) {
        return null;
      }
      if (!names.contains("date_start") && !names.contains("_airbyte_data")) {
        String first = names.get(0);
        return "its first line names no column date_start"
            + (first.startsWith("sep=")
                ? ", it is \"sep=\", which Excel writes: delete that line"
                : ": export it with a line of column names, date_start among them");
      }
      String error = lines(csv, names, file, sink);
      return error == null && counted.last != '\n' && counted.last != '\r'
          ? "its last line has no line break, so that it may be cut off; if it is whole, add one"
          : error;
    } catch (JsonProcessingException e) {
      return "it breaks in line %d: %s"
          .formatted(
              e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
              StorableText.shortened(e.getOriginalMessage()));
    }
  }

  /** Half a number is a number too: only a line break tells that the last line is whole. */
  private static final class LastByte extends FilterInputStream {
    private int last = '\n';

    LastByte(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int letter = super.read();
      last = letter < 0 ? last : letter;
      return letter;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
      int count = super.read(into, offset, most);
      last = count <= 0 ? last : into[offset + count - 1];
      return count;
    }
  }

  private @Nullable String lines(CsvCells csv, List<String> names, InsightFile file, RowSink sink)
      throws IOException {
    List<String> cells = csv.next();
    for (long record = 2; !cells.isEmpty(); record++) {
      if (isNothing(names, cells)) {
        cells = csv.next();
        continue;
      }
      String position = "row " + record;
      byte[] row = json(names, cells);
      int count = cells.size();
      boolean isText = cells.stream().noneMatch(cell -> cell.contains(CsvCells.NOT_UTF_8));
      if (!isText) {
        sink.rejected(
            file,
            position,
            Reason.NOT_JSON,
            "the row is not UTF-8",
            RejectedBytes.text(row, 0, row.length).replace(CsvCells.NOT_UTF_8, "\uFFFD"));
      } else if (count == names.size()) {
        anyRow |= line.read(file, position, row, 0, row.length, sink);
      }
      cells = csv.next();
      if (count < names.size() && cells.isEmpty()) {
        return "it ends inside " + position;
      }
      if (isText && count != names.size()) {
        sink.rejected(
            file,
            position,
            Reason.NOT_AN_OBJECT,
            "the row has %d cells where the first line has %d".formatted(count, names.size()),
            RejectedBytes.text(row, 0, row.length));
      }
    }
    return null;
  }

  /** A line of empty cells, or the first line once more. */
  private static boolean isNothing(List<String> names, List<String> cells) {
    if (cells.stream().allMatch(String::isBlank)) {
      return true;
    }
    if (cells.size() != names.size()) {
      return false;
    }
    for (int i = 0; i < names.size(); i++) {
      // Files with a mark, one behind the other, have one in their midst.
      if (!cells.get(i).replace("\uFEFF", "").strip().equalsIgnoreCase(names.get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * A number as JSON has it: with a comma before the decimals a point may only group by three.
   *
   * @return what is no number then, so that it is told
   */
  private static String withPoint(String cell) {
    String number = cell.strip();
    if (number.indexOf('.') < 0 && number.indexOf(',') < 0) {
      return cell;
    }
    return GROUPED.matcher(number).matches()
        ? number.replace(".", "").replace(',', '.')
        : number + " (not a number with a decimal comma)";
  }

  private byte[] json(List<String> names, List<String> cells) throws IOException {
    bytes.reset();
    try (JsonGenerator row = Json.FACTORY.createGenerator(bytes)) {
      row.writeStartObject();
      for (int i = 0; i < cells.size(); i++) {
        if (!cells.get(i).isEmpty()) {
          String name = i < names.size() ? names.get(i) : "";
          row.writeStringField(
              name,
              decimalComma && NUMBERS.contains(name) ? withPoint(cells.get(i)) : cells.get(i));
        }
      }
      row.writeEndObject();
    }
    return bytes.toByteArray();
  }
}

package com.campaignconversions.insights.files;

import com.campaignconversions.insights.bytes.Lines;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The cells of comma-separated values, line by line; semicolons and tabs separate them too. */
final class CsvCells implements Closeable {
  /** In the place of a byte that is no UTF-8: what no text has (Unicode: noncharacter). */
  static final String NOT_UTF_8 = "\uFFFF";

  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** A first line that is longer names no fields. */
  private static final int LONGEST_HEADER = 64 << 10;

  private static final CsvFactory FACTORY =
      CsvFactory.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Lines.LONGEST).build())
          .build();

  private final CsvParser csv;

  CsvCells(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, LONGEST_HEADER);
    passOverMark(buffered);
    char separator = separator(buffered);
    csv = FACTORY.createParser(decoded(buffered));
    csv.setSchema(CsvSchema.emptySchema().withColumnSeparator(separator));
  }

  /** The next line as names, in small letters; none at the end. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : next()) {
      names.add(name.strip().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  /** Of the next line; none at the end. */
  List<String> next() throws IOException {
    List<String> cells = new ArrayList<>();
    if (csv.nextToken() != JsonToken.START_ARRAY) {
      return cells;
    }
    while (csv.nextToken() != JsonToken.END_ARRAY) {
      cells.add(csv.getText());
    }
    return cells;
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  private static void passOverMark(BufferedInputStream in) throws IOException {
    in.mark(MARK.length);
    if (!Arrays.equals(in.readNBytes(MARK.length), MARK)) {
      in.reset();
    }
  }

  /** A byte that is no UTF-8 costs its row and not the file. */
  private static Reader decoded(InputStream in) {
    return new InputStreamReader(
        in,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .replaceWith(NOT_UTF_8));
  }

  /** Of comma, semicolon and tab the one that the first line has most of. */
  private static char separator(BufferedInputStream in) throws IOException {
    in.mark(LONGEST_HEADER);
    int[] counts = new int[128];
    int letter = in.read();
    for (int i = 1; letter >= 0 && letter != '\n' && i < LONGEST_HEADER; i++) {
      if (letter < counts.length) {
        counts[letter]++;
      }
      letter = in.read();
    }
    in.reset();
    char most = ',';
    for (char separator : new char[] {';', '\t'}) {
      most = counts[separator] > counts[most] ? separator : most;
    }
    return most;
  }
}

package com.campaignconversions.results;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes what a terminal shows, and nothing that it obeys: file names, arguments and data come from
 * outside, and a control character among them could move the cursor or turn the text around.
 */
public final class PrintableWriter extends FilterWriter {
  private static final char REPLACEMENT = '\uFFFD';

  public PrintableWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    super.write(printable((char) character));
  }

  @Override
  public void write(char[] characters, int from, int length) throws IOException {
    write(String.valueOf(characters, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    out.write(printable(text.substring(from, from + length)));
  }

  /** The text without what a terminal obeys. */
  static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      shown.append(printable(text.charAt(i)));
    }
    return shown.toString();
  }

  /** What quotes the data, in one line. */
  public static String line(String text) {
    return text.replaceAll("\\R", " ");
  }

  private static char printable(char character) {
    boolean control = Character.isISOControl(character) && character != '\n' && character != '\t';
    boolean turnsText =
        (character >= '\u202A' && character <= '\u202E')
            || (character >= '\u2066' && character <= '\u2069');
    return control || turnsText ? REPLACEMENT : character;
  }
}

package com.campaignconversions.running;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Clears a progress bar before each line that is written where it stands; the bar comes again below
 * the line.
 */
final class LinesAboveBar extends FilterOutputStream {
  private static final byte[] CLEAR = "\r\u001b[2K".getBytes(StandardCharsets.US_ASCII);

  private boolean lineBegins = true;

  LinesAboveBar(OutputStream terminal) {
    super(terminal);
  }

  /** A stream for {@link System#setErr}. */
  static PrintStream over(PrintStream terminal) {
    return new PrintStream(new LinesAboveBar(terminal), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return;
    }
    byte[] whole = bytes;
    int first = from;
    int all = length;
    if (lineBegins) {
      // In one piece, so that the bar cannot come between.
      whole = new byte[CLEAR.length + length];
      System.arraycopy(CLEAR, 0, whole, 0, CLEAR.length);
      System.arraycopy(bytes, from, whole, CLEAR.length, length);
      first = 0;
      all = whole.length;
    }
    out.write(whole, first, all);
    lineBegins = bytes[from + length - 1] == '\n';
  }

  @Override
  public void write(int character) throws IOException {
    write(new byte[] {(byte) character}, 0, 1);
  }
}

package com.campaignconversions.insights.bytes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * The lines of a stream as slices of one buffer, without a copy or a string for each.
 *
 * <p>A line longer than {@link #LONGEST} is passed over: it is shown as {@link #tooLong()} with its
 * beginning.
 */
public final class Lines {
  /** In bytes. A page of 500 campaigns with 45 actions each has about 4 MB. */
  public static final int LONGEST = 256 << 20;

  private static final int KEPT_OF_TOO_LONG = 1 << 12;

  private final InputStream in;
  private final int longest;
  private byte[] buffer;
  private int start;
  private int length;
  private int next;
  private int limit;
  private long limitOffset;
  private long offset;
  private boolean terminated;
  private boolean tooLong;

  /**
   * Begins before the first line.
   *
   * @param offset of the stream's first byte in its file
   */
  public Lines(InputStream in, long offset) {
    this(in, offset, LONGEST);
  }

  /**
   * Begins before the first line.
   *
   * @param longest in bytes: longer lines are shown as too long
   */
  public Lines(InputStream in, long offset, int longest) {
    this(in, offset, 1 << 16, longest);
  }

  public Lines(InputStream in, long offset, int bufferSize, int longest) {
    this.in = in;
    this.limitOffset = offset;
    this.buffer = new byte[bufferSize];
    this.longest = longest;
  }

  /** Moves to the next line; false at the end. */
  public boolean next() throws IOException {
    start = next;
    offset = limitOffset - (limit - start);
    tooLong = false;
    int searched = start;
    while (true) {
      int newline = indexOfNewline(searched);
      if (newline >= 0) {
        tooLong |= newline - start > longest;
        length = (tooLong ? start + KEPT_OF_TOO_LONG : newline) - start;
        next = newline + 1;
        terminated = true;
        return true;
      }
      tooLong |= limit - start > longest;
      if (tooLong) {
        limit = start + KEPT_OF_TOO_LONG;
      }
      searched = limit - start;
      if (!fill()) {
        length = limit - start;
        next = limit;
        terminated = false;
        return length > 0;
      }
      searched += start;
    }
  }

  /** The bytes that the current line is a slice of; they change with the next line. */
  public byte[] buffer() {
    return buffer;
  }

  public int start() {
    return start;
  }

  /** Without the line break. */
  public int length() {
    return length;
  }

  /** Of the line's first byte in its file. */
  public long offset() {
    return offset;
  }

  /** Whether a line break ends the line, and not the end of the file. */
  public boolean terminated() {
    return terminated;
  }

  public boolean tooLong() {
    return tooLong;
  }

  /** How many bytes of byte-order mark the line begins with: 3 or none. */
  public int mark() {
    return length >= 3
            && buffer[start] == (byte) 0xEF
            && buffer[start + 1] == (byte) 0xBB
            && buffer[start + 2] == (byte) 0xBF
        ? 3
        : 0;
  }

  /** Whether the line has nothing but white space, behind a byte-order mark perhaps. */
  public boolean blank() {
    for (int i = start + mark(); i < start + length; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\r' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Everything from the beginning of the current line on; the lines end with this call. */
  public InputStream rest() {
    return new SequenceInputStream(new ByteArrayInputStream(buffer, start, limit - start), in);
  }

  private int indexOfNewline(int from) {
    // Fields would be read anew for every byte.
    byte[] in = buffer;
    int end = limit;
    int i = from;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      long newlines = EightBytes.newlines(EightBytes.at(in, i));
      if (newlines != 0) {
        return i + EightBytes.before(newlines);
      }
    }
    for (; i < end; i++) {
      if (in[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    if (limit == buffer.length) {
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, limit - start);
        limit -= start;
        start = 0;
      } else {
        buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, longest + (1L << 16)));
      }
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    if (read < 0) {
      return false;
    }
    limit += read;
    limitOffset += read;
    return true;
  }
}

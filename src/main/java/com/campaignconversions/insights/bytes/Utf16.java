package com.campaignconversions.insights.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text in UTF-16 as the UTF-8 that insights are read as. What is no character there, half a pair
 * or half a unit at the end, becomes bytes that are no UTF-8, so that it costs what it would cost
 * in a file of UTF-8.
 */
public final class Utf16 extends InputStream {
  private static final int UNITS = 1 << 13;

  /** Of a character in UTF-8; a pair of units has fewer bytes than its halves together. */
  private static final int MOST_BYTES_A_UNIT = 3;

  private static final byte NO_UTF_8 = (byte) 0xFF;

  private static final byte[] UTF_32_LE = {(byte) 0xFF, (byte) 0xFE, 0, 0};
  private static final byte[] UTF_32_BE = {0, 0, (byte) 0xFE, (byte) 0xFF};
  private static final int LONGEST_MARK = UTF_32_LE.length;

  private final InputStream in;
  private final boolean littleEndian;
  private final byte[] units = new byte[UNITS * Character.BYTES];

  /** With room for half a pair of the units before, and for what is left of a unit. */
  private final byte[] encoded = new byte[UNITS * MOST_BYTES_A_UNIT + MOST_BYTES_A_UNIT + 1];

  private int next;
  private int limit;

  /** The first half of a pair whose second has not been read; 0 for none. */
  private char firstOfPair;

  private Utf16(InputStream in, boolean littleEndian) {
    this.in = in;
    this.littleEndian = littleEndian;
  }

  /**
   * The text of a file as UTF-8 where a byte-order mark says that it is UTF-16, else as it is.
   *
   * @param in the file from its first byte on
   * @throws IOException also where it is evidently UTF-16 without a mark, or UTF-32; the message is
   *     the end of a sentence about the file
   */
  public static InputStream asUtf8(InputStream in) throws IOException {
    PushbackInputStream whole = new PushbackInputStream(in, LONGEST_MARK);
    byte[] first = whole.readNBytes(LONGEST_MARK);
    if (Arrays.equals(first, UTF_32_LE) || Arrays.equals(first, UTF_32_BE)) {
      throw new IOException(
          "it is UTF-32, and insights are read as UTF-8: save it as UTF-8, as `iconv -f UTF-32 -t"
              + " UTF-8` does");
    }
    String order = orderWithoutMark(first);
    if (order != null) {
      throw new IOException(
          "it is UTF-16 without a byte-order mark, and insights are read as UTF-8: save it as UTF-8,"
              + " as `iconv -f UTF-16%s -t UTF-8` does".formatted(order));
    }
    int mark = first.length < Character.BYTES ? 0 : unit(first, 0);
    if (mark != 0xFEFF && mark != 0xFFFE) {
      whole.unread(first);
      return whole;
    }
    whole.unread(first, Character.BYTES, first.length - Character.BYTES);
    return new Utf16(whole, mark == 0xFFFE);
  }

  /** The order of the bytes of two characters that are ASCII; null where they are none. */
  private static @Nullable String orderWithoutMark(byte[] first) {
    if (first.length < 2 * Character.BYTES) {
      return null;
    }
    if (first[0] > 0 && first[1] == 0 && first[2] > 0 && first[3] == 0) {
      return "LE";
    }
    return first[0] == 0 && first[1] > 0 && first[2] == 0 && first[3] > 0 ? "BE" : null;
  }

  private static int unit(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << Byte.SIZE | (bytes[at + 1] & 0xFF);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int most) throws IOException {
    while (next == limit) {
      if (!encodeMore()) {
        return -1;
      }
    }
    int count = Math.min(most, limit - next);
    System.arraycopy(encoded, next, into, offset, count);
    next += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private boolean encodeMore() throws IOException {
    int read = in.readNBytes(units, 0, units.length);
    next = 0;
    limit = 0;
    for (int i = 0; i + 1 < read; i += Character.BYTES) {
      int unit = unit(units, i);
      encode((char) (littleEndian ? Short.toUnsignedInt(Short.reverseBytes((short) unit)) : unit));
    }
    if (read < units.length) {
      endPair();
    }
    if (read % Character.BYTES != 0) {
      encoded[limit++] = NO_UTF_8;
    }
    return limit > 0 || read > 0;
  }

  private void encode(char unit) {
    if (firstOfPair != 0 && Character.isLowSurrogate(unit)) {
      int character = Character.toCodePoint(firstOfPair, unit);
      firstOfPair = 0;
      encoded[limit++] = (byte) (0xF0 | character >> 18);
      encoded[limit++] = (byte) (0x80 | (character >> 12 & 0x3F));
      encoded[limit++] = (byte) (0x80 | (character >> 6 & 0x3F));
      encoded[limit++] = (byte) (0x80 | (character & 0x3F));
      return;
    }
    endPair();
    if (Character.isHighSurrogate(unit)) {
      firstOfPair = unit;
    } else {
      encodeAlone(unit);
    }
  }

  private void endPair() {
    if (firstOfPair != 0) {
      encodeAlone(firstOfPair);
      firstOfPair = 0;
    }
  }

  /** Half a pair becomes three bytes that no character has. */
  private void encodeAlone(char unit) {
    if (unit < 0x80) {
      encoded[limit++] = (byte) unit;
      return;
    }
    if (unit < 0x800) {
      encoded[limit++] = (byte) (0xC0 | unit >> 6);
    } else {
      encoded[limit++] = (byte) (0xE0 | unit >> 12);
      encoded[limit++] = (byte) (0x80 | (unit >> 6 & 0x3F));
    }
    encoded[limit++] = (byte) (0x80 | (unit & 0x3F));
  }
}

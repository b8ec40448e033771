package com.campaignconversions.insights.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bytes looked at eight at once. Java's quick compiler makes a loop over single bytes take three
 * times as long.
 *
 * <p>In a mask of bytes each byte of a word that was looked for has its highest bit set; only the
 * first of them is sure, which is the lowest.
 */
public final class EightBytes {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHEST = 0x8080808080808080L;
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';
  private static final long SPACES = ONES * ' ';
  private static final long NEWLINES = ONES * '\n';

  private EightBytes() {}

  /** The eight bytes from a place on, the first of them lowest. */
  public static long at(byte[] bytes, int position) {
    return (long) WORD.get(bytes, position);
  }

  /** At most eight bytes, as {@link #at} and with zeros behind them. */
  public static long head(byte[] bytes, int from, int length) {
    if (from + Long.BYTES <= bytes.length) {
      return at(bytes, from) & mask(length);
    }
    long word = 0;
    for (int i = Math.min(length, Long.BYTES) - 1; i >= 0; i--) {
      word = (word << Byte.SIZE) | (bytes[from + i] & 0xFF);
    }
    return word;
  }

  /** All bits of as many bytes of a word. */
  public static long mask(int length) {
    return length >= Long.BYTES ? -1 : (1L << (length * Byte.SIZE)) - 1;
  }

  /** A mask of the line breaks. */
  static long newlines(long word) {
    long lines = word ^ NEWLINES;
    return (lines - ONES) & ~lines & HIGHEST;
  }

  /**
   * A mask of what a text in JSON does not simply hold: quotes, backslashes, control characters,
   * and whatever is not ASCII.
   */
  public static long unusual(long word) {
    long quotes = word ^ QUOTES;
    long backslashes = word ^ BACKSLASHES;
    return (word
            | ((word - SPACES) & ~word)
            | ((quotes - ONES) & ~quotes)
            | ((backslashes - ONES) & ~backslashes))
        & HIGHEST;
  }

  /** Whether all bytes are ASCII. */
  static boolean ascii(long word) {
    return (word & HIGHEST) == 0;
  }

  /** How many bytes stand before the first one of a mask, which has one. */
  public static int before(long mask) {
    // All bits below the mark, one in each byte of theirs, and their sum in the highest byte.
    long below = ((mask & -mask) - 1) >>> (Byte.SIZE - 1);
    return (int) (((below & ONES) * ONES) >>> (Long.SIZE - Byte.SIZE));
  }

  /** Whether as many bytes are the same, from 8 on. */
  public static boolean same(byte[] one, byte[] other, int from, int length) {
    int last = length - Long.BYTES;
    for (int i = 0; i < last; i += Long.BYTES) {
      if (at(one, i) != at(other, from + i)) {
        return false;
      }
    }
    return at(one, last) == at(other, from + last);
  }
}

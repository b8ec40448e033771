package com.campaignconversions.insights.bytes;

/**
 * Whether bytes are UTF-8 to the letter (Unicode 16, table 3-7): Jackson takes those in names, and
 * in what it passes over, as they come.
 */
public final class Utf8 {
  /** How many bytes of the current character are missing, and where the next one may lie. */
  private int missing;

  private int least;
  private int most;

  public static boolean isValid(byte[] bytes, int start, int length) {
    Utf8 text = new Utf8();
    return text.wrong(bytes, start, start + length) < 0 && text.missing == 0;
  }

  /** The place of the next byte that has no place there; -1 if there is none. */
  int wrong(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (missing == 0 && i + Long.BYTES <= to && EightBytes.ascii(EightBytes.at(bytes, i))) {
        i += Long.BYTES - 1;
        continue;
      }
      int letter = bytes[i] & 0xFF;
      if (missing == 0) {
        if (!begins(letter)) {
          return i;
        }
      } else if (letter < least || letter > most) {
        return i;
      } else {
        missing--;
        least = 0x80;
        most = 0xBF;
      }
    }
    return -1;
  }

  /** Whether a character may begin so, which is then begun. */
  private boolean begins(int lead) {
    if (lead < 0x80) {
      return true;
    }
    if (lead < 0xC2 || lead > 0xF4) {
      return false;
    }
    missing = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    // Neither longer than need be, nor half a character of UTF-16, nor behind the last one.
    least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    return true;
  }
}

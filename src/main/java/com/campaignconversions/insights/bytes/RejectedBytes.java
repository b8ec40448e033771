package com.campaignconversions.insights.bytes;

import java.nio.charset.StandardCharsets;

/** What was rejected, as text that every database takes. */
public final class RejectedBytes {
  /** In bytes; a row of 45 actions has about 8 KB. */
  private static final int LONGEST = 64 << 10;

  private RejectedBytes() {}

  /** Cut where it is very long; what is not UTF-8, and NUL, is replaced. */
  public static String text(byte[] bytes, int start, int length) {
    boolean cut = length > LONGEST;
    String text =
        new String(bytes, start, cut ? LONGEST : length, StandardCharsets.UTF_8)
            .replace('\0', '\uFFFD');
    return cut ? text + "… (" + length + " bytes)" : text;
  }
}

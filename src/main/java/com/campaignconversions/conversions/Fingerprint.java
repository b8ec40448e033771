package com.campaignconversions.conversions;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest of content, part by part, in which no two sequences of parts look the same: null is not
 * empty, and 20.00 is 20.
 */
final class Fingerprint {
  private static final int BYTES = 16;

  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Fingerprint add(@Nullable Object part) {
    if (part == null) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(-1).flip());
      return this;
    }
    String text =
        part instanceof BigDecimal decimal
            ? decimal.stripTrailingZeros().toPlainString()
            : part.toString();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
    return this;
  }

  /** 32 hexadecimal digits. */
  String hex() {
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
  }
}

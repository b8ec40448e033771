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

  /** Digests in larger pieces: a part has a few bytes. */
  private final ByteBuffer gathered = ByteBuffer.allocate(1 << 12);

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Fingerprint add(@Nullable Object part) {
    if (part == null) {
      room(Integer.BYTES).putInt(-1);
      return this;
    }
    byte[] bytes = text(part).getBytes(StandardCharsets.UTF_8);
    room(Integer.BYTES).putInt(bytes.length);
    if (bytes.length <= gathered.capacity()) {
      room(bytes.length).put(bytes);
    } else {
      flush();
      digest.update(bytes);
    }
    return this;
  }

  private static String text(Object part) {
    if (part instanceof BigDecimal decimal) {
      return (decimal.scale() == 0 ? decimal : decimal.stripTrailingZeros()).toPlainString();
    }
    return part.toString();
  }

  private ByteBuffer room(int bytes) {
    if (gathered.remaining() < bytes) {
      flush();
    }
    return gathered;
  }

  private void flush() {
    digest.update(gathered.flip());
    gathered.clear();
  }

  /** 32 hexadecimal digits. */
  String hex() {
    flush();
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), BYTES));
  }
}

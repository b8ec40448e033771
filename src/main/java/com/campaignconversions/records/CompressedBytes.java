package com.campaignconversions.records;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Packed bytes as they wait for the next step: deflated, to a third or so, where the heap has grown
 * large. There the time that takes comes back from the collector of garbage, which has less to look
 * at; in a smaller run it would be 5 % of the CPU.
 */
public final class CompressedBytes {
  private static final long LARGE_HEAP = 192 << 20;
  private static final int PLAIN = 0;
  private static final int DEFLATED = 1;
  private static final int BUFFER = 1 << 14;

  private CompressedBytes() {}

  public static byte[] of(ByteArrayOutputStream bytes) {
    return of(bytes, Runtime.getRuntime().totalMemory() >= LARGE_HEAP);
  }

  static byte[] of(ByteArrayOutputStream bytes, boolean deflated) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(1 + bytes.size());
    packed.write(deflated ? DEFLATED : PLAIN);
    try {
      if (deflated) {
        deflate(bytes, packed);
      } else {
        bytes.writeTo(packed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return packed.toByteArray();
  }

  private static void deflate(ByteArrayOutputStream bytes, ByteArrayOutputStream packed)
      throws IOException {
    // It holds memory outside the heap, which closing the stream does not free.
    Deflater quick = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, quick, BUFFER)) {
      bytes.writeTo(out);
    } finally {
      quick.end();
    }
  }

  /**
   * The bytes that were packed.
   *
   * @throws UncheckedIOException if these are no packed bytes, or not all of them
   */
  public static byte[] open(byte[] packed) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(packed);
    if (bytes.read() == PLAIN) {
      return bytes.readAllBytes();
    }
    Inflater inflater = new Inflater();
    try (InflaterInputStream in = new InflaterInputStream(bytes, inflater, BUFFER)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("no packed bytes, or not all of them", e);
    } finally {
      inflater.end();
    }
  }
}

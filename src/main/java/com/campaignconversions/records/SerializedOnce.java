package com.campaignconversions.records;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.jspecify.annotations.Nullable;

/**
 * A value that a step carries with it, such as a job with thousands of clients.
 *
 * <p>DirectRunner serializes and reads a step several times for every bundle. Wrapped, the value is
 * serialized once and read once in a JVM; what is copied is an array of bytes.
 */
public final class SerializedOnce<T extends Serializable> implements Serializable {
  private static final int MOST_KNOWN = 16;

  /** What was read last, by its bytes. */
  private static final Map<ByteBuffer, Serializable> KNOWN =
      Collections.synchronizedMap(
          new LinkedHashMap<>(MOST_KNOWN, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Serializable> eldest) {
              return size() > MOST_KNOWN;
            }
          });

  private final byte[] bytes;
  private transient @Nullable T value;

  private SerializedOnce(byte[] bytes, T value) {
    this.bytes = bytes;
    this.value = value;
  }

  public static <T extends Serializable> SerializedOnce<T> of(T value) {
    return new SerializedOnce<>(SerializableUtils.serializeToByteArray(value), value);
  }

  public T get() {
    T cached = value;
    if (cached == null) {
      cached = read();
      value = cached;
    }
    return cached;
  }

  @SuppressWarnings("unchecked") // The bytes are those of a T.
  private T read() {
    return (T)
        KNOWN.computeIfAbsent(
            ByteBuffer.wrap(bytes),
            wrapped ->
                (Serializable) SerializableUtils.deserializeFromByteArray(bytes, "carried value"));
  }
}

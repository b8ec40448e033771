package com.campaignconversions.records;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.jspecify.annotations.Nullable;

/**
 * Packs records of one type and unpacks them: as {@link RecordCoder} encodes them, but a text that
 * came before is only the number of its place. The campaigns of a client period share most of their
 * texts.
 *
 * <p>An instance is used by one thread at a time.
 */
public final class RecordBatchFormat<T extends Record> implements Serializable {
  private static final long serialVersionUID = 1;

  private final Class<T> type;
  private transient @Nullable Texts texts;
  private transient @Nullable RecordCoder<T> coder;

  private RecordBatchFormat(Class<T> type) {
    this.type = type;
  }

  /**
   * For records of a type.
   *
   * @throws IllegalArgumentException if {@link RecordCoder} does not serve it
   */
  public static <T extends Record> RecordBatchFormat<T> of(Class<T> type) {
    RecordBatchFormat<T> packing = new RecordBatchFormat<>(type);
    packing.begin();
    return packing;
  }

  public RecordBatch<T> pack(List<T> records) {
    RecordCoder<T> each = begin();
    ByteArrayOutputStream out = new ByteArrayOutputStream(128 * (1 + records.size()));
    try {
      for (T record : records) {
        each.encode(record, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing into memory failed", e);
    }
    return new RecordBatch<>(records.size(), CompressedBytes.of(out));
  }

  /** The records in the order in which they were packed. */
  public List<T> unpack(RecordBatch<T> packed) {
    RecordCoder<T> each = begin();
    InputStream in = new ByteArrayInputStream(CompressedBytes.open(packed.bytes()));
    List<T> records = new ArrayList<>(packed.count());
    try {
      for (int i = 0; i < packed.count(); i++) {
        records.add(each.decode(in));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
    return records;
  }

  private RecordCoder<T> begin() {
    RecordCoder<T> each = coder;
    if (each == null || texts == null) {
      texts = new Texts();
      each = new RecordCoder<>(type, texts);
      coder = each;
    }
    texts.forget();
    return each;
  }

  /** 0 before a text that is new to the block, else the place of the text, from 1 on. */
  private static final class Texts extends CustomCoder<String> {
    private static final long serialVersionUID = 1;

    private final transient Map<String, Integer> places = new HashMap<>();
    private final transient List<String> texts = new ArrayList<>();

    void forget() {
      places.clear();
      texts.clear();
    }

    @Override
    public void encode(String text, OutputStream out) throws IOException {
      Integer position = places.putIfAbsent(text, places.size() + 1);
      VarIntCoder.of().encode(position == null ? 0 : position, out);
      if (position == null) {
        StringUtf8Coder.of().encode(text, out);
      }
    }

    @Override
    public String decode(InputStream in) throws IOException {
      int position = VarIntCoder.of().decode(in);
      if (position > 0) {
        return texts.get(position - 1);
      }
      String text = StringUtf8Coder.of().decode(in);
      texts.add(text);
      return text;
    }
  }
}

package com.campaignconversions.database.rows;

import com.campaignconversions.records.RecordBatch;
import com.campaignconversions.records.RecordBatchFormat;
import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.jspecify.annotations.Nullable;

/** What goes into one transaction. */
record RowBlock<T extends Record>(
    RecordBatchFormat<T> packing, SerializableFunction<T, List<String>> key, Cells<T> cells)
    implements Serializable {
  private static final Comparator<List<String>> BY_KEY =
      (one, other) -> {
        for (int i = 0; i < one.size(); i++) {
          int order = one.get(i).compareTo(other.get(i));
          if (order != 0) {
            return order;
          }
        }
        return 0;
      };

  /** The values of a row, in the order of the columns: texts, decimals, integers, truth values. */
  public interface Cells<T> extends Serializable {
    List<@Nullable Object> of(T row);
  }

  /**
   * The rows in the order of their keys: two equal runs then take their locks in the same order and
   * cannot wait for each other. A key that comes twice stays once.
   */
  Collection<T> sorted(List<RecordBatch<T>> packed) {
    TreeMap<List<String>, T> rows = new TreeMap<>(BY_KEY);
    for (RecordBatch<T> part : packed) {
      packing.unpack(part).forEach(row -> rows.put(key.apply(row), row));
    }
    return rows.values();
  }
}

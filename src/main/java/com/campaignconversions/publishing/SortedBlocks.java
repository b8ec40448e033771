package com.campaignconversions.publishing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;

/**
 * Puts rows together for one database transaction, ordered by key: two equal runs then take their
 * locks in the same order and cannot wait for each other. A key that comes twice stays once.
 */
final class SortedBlocks<T> extends PTransform<PCollection<T>, PCollection<List<T>>> {
  private static final long serialVersionUID = 1;

  private final SerializableFunction<T, List<String>> key;
  private final int rows;

  private SortedBlocks(SerializableFunction<T, List<String>> key, int rows) {
    this.key = key;
    this.rows = rows;
  }

  static <T> SortedBlocks<T> of(int rows, SerializableFunction<T, List<String>> key) {
    return new SortedBlocks<>(key, rows);
  }

  @Override
  public PCollection<List<T>> expand(PCollection<T> input) {
    return input
        .apply("Sort into blocks", ParDo.of(new Collect<>(key, rows)))
        .setCoder(ListCoder.of(input.getCoder()));
  }

  private static final class Collect<T> extends DoFn<T, List<T>> {
    private static final long serialVersionUID = 1;
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

    private final SerializableFunction<T, List<String>> key;
    private final int rows;
    private transient TreeMap<List<String>, T> block = new TreeMap<>(BY_KEY);

    Collect(SerializableFunction<T, List<String>> key, int rows) {
      this.key = key;
      this.rows = rows;
    }

    @StartBundle
    public void start() {
      block = new TreeMap<>(BY_KEY);
    }

    @ProcessElement
    public void add(@Element T row, OutputReceiver<List<T>> out) {
      block.put(key.apply(row), row);
      if (block.size() >= rows) {
        out.output(new ArrayList<>(block.values()));
        block = new TreeMap<>(BY_KEY);
      }
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      if (!block.isEmpty()) {
        context.output(
            new ArrayList<>(block.values()),
            BoundedWindow.TIMESTAMP_MIN_VALUE,
            GlobalWindow.INSTANCE);
        block = new TreeMap<>(BY_KEY);
      }
    }
  }
}

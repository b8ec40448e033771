package com.campaignconversions.records;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers records and hands them on packed, some hundreds together. */
public final class RecordBatcher<T extends Record> {
  private static final int TOGETHER = 500;

  private final RecordBatchFormat<T> packing;
  private final Consumer<RecordBatch<T>> out;
  private final List<T> gathered = new ArrayList<>();

  public RecordBatcher(RecordBatchFormat<T> packing, Consumer<RecordBatch<T>> out) {
    this.packing = packing;
    this.out = out;
  }

  public void add(T record) {
    gathered.add(record);
    if (gathered.size() == TOGETHER) {
      finish();
    }
  }

  /** Hands on what is left. */
  public void finish() {
    if (!gathered.isEmpty()) {
      out.accept(packing.pack(gathered));
      gathered.clear();
    }
  }
}

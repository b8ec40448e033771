package com.campaignconversions.insights.rows;

import java.io.Serializable;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.BoundedSource;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * What is known when the pipeline is built, for workers to read: whoever is free takes the next
 * portion. Elements of {@code Create} would have to be shuffled to get to all workers, and a
 * shuffle deals them out before it is known who is slow.
 */
public final class WorkSource<T extends Serializable> extends BoundedSource<T> {
  private static final long serialVersionUID = 1;

  private final List<T> portions;
  private final Class<T> type;

  private WorkSource(List<T> portions, Class<T> type) {
    this.portions = portions;
    this.type = type;
  }

  /** The earlier ones are taken first. */
  static <T extends Serializable> WorkSource<T> of(List<T> portions, Class<T> type) {
    return new WorkSource<>(List.copyOf(portions), type);
  }

  /**
   * Has workers read what they are given, each element on its own.
   *
   * @param what the elements are, and {@code verb} what is done with them: names of steps
   */
  public static <T extends Serializable> PCollectionTuple inParallel(
      PBegin begin,
      String what,
      List<T> elements,
      Class<T> type,
      String verb,
      DoFn<T, KV<Integer, byte[]>> reading) {
    return begin
        .apply(what, Read.from(of(elements, type)))
        .apply(
            verb,
            ParDo.of(reading)
                .withOutputTags(
                    InsightOutputs.ROWS,
                    TupleTagList.of(InsightOutputs.REJECTED).and(InsightOutputs.COUNTS)));
  }

  /** Into single portions, however large the runner wants them. */
  @Override
  public List<WorkSource<T>> split(long desiredBundleSizeBytes, PipelineOptions options) {
    return portions.size() < 2
        ? List.of(this)
        : portions.stream().map(portion -> of(List.of(portion), type)).toList();
  }

  /** Of no use to a runner, as what it gets is always a portion. */
  @Override
  public long getEstimatedSizeBytes(PipelineOptions options) {
    return portions.size();
  }

  @Override
  public Coder<T> getOutputCoder() {
    return SerializableCoder.of(type);
  }

  @Override
  public BoundedReader<T> createReader(PipelineOptions options) {
    return new Reader<>(this);
  }

  private static final class Reader<T extends Serializable> extends BoundedReader<T> {
    private final WorkSource<T> source;
    private int current = -1;

    Reader(WorkSource<T> source) {
      this.source = source;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      return ++current < source.portions.size();
    }

    @Override
    public T getCurrent() {
      if (current < 0 || current >= source.portions.size()) {
        throw new NoSuchElementException();
      }
      return source.portions.get(current);
    }

    @Override
    public WorkSource<T> getCurrentSource() {
      return source;
    }

    @Override
    public void close() {}
  }
}

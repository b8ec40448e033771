package com.campaignconversions.publishing;

import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Hands elements on, in groups, when other steps have done all they had to: a group is whole only
 * when everything that could add to it has ended. {@code Wait.on} says the same by side inputs,
 * which on Flink become eight steps for each that is waited for, under names that tell nothing.
 */
final class WaitForSteps<T>
    extends PTransform<PCollectionList<T>, PCollection<KV<Integer, Iterable<T>>>> {
  private static final long serialVersionUID = 1;

  private final SerializableFunction<T, Integer> group;
  private final transient List<PCollection<?>> steps;

  private WaitForSteps(SerializableFunction<T, Integer> group, List<PCollection<?>> steps) {
    this.group = group;
    this.steps = steps;
  }

  /**
   * Waits for steps.
   *
   * @param group the number of an element's group
   * @param steps what they hold is not read
   */
  static <T> WaitForSteps<T> of(
      SerializableFunction<T, Integer> group, List<PCollection<?>> steps) {
    return new WaitForSteps<>(group, steps);
  }

  @Override
  public PCollection<KV<Integer, Iterable<T>>> expand(PCollectionList<T> elements) {
    PCollectionList<T> all = elements;
    for (PCollection<?> step : steps) {
      all = all.and(nothing(step, elements.get(0)));
    }
    return all.apply("All", Flatten.pCollections())
        .apply("In groups", WithKeys.of(group).withKeyType(TypeDescriptors.integers()))
        .apply("When done", GroupByKey.create());
  }

  private static <S, T> PCollection<T> nothing(PCollection<S> step, PCollection<T> like) {
    String name = step.getName().split("/", 2)[0];
    return step.apply("Done with " + name, ParDo.of(new Nothing<S, T>())).setCoder(like.getCoder());
  }

  private static final class Nothing<S, T> extends DoFn<S, T> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void drop() {}
  }
}

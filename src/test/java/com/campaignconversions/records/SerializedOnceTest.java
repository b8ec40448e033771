package com.campaignconversions.records;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class SerializedOnceTest {

  /** What steps carry. */
  private record Carried(String text) implements Serializable {}

  @Test
  void givesTheValueItselfWhereItWasNeverSent() {
    Carried value = new Carried("here");

    assertThat(SerializedOnce.of(value).get(), is(sameInstance(value)));
  }

  @Test
  void givesAnEqualValueWhereItArrives() {
    assertThat(sent(SerializedOnce.of(new Carried("there"))).get(), is(new Carried("there")));
  }

  @Test
  void readsTheSameBytesOnceForAllCopies() {
    SerializedOnce<Carried> carried = SerializedOnce.of(new Carried("thousands of clients"));

    assertThat(sent(carried).get(), is(sameInstance(sent(carried).get())));
  }

  @Test
  void carriesTheValueAsItWasWhenItWasGiven() {
    AtomicInteger value = new AtomicInteger(1);
    SerializedOnce<AtomicInteger> carried = SerializedOnce.of(value);
    value.set(2);

    assertThat(sent(carried).get().get(), is(1));
  }

  @Test
  void canBeSentOnFromWhereItArrived() {
    assertThat(sent(sent(SerializedOnce.of(new Carried("far")))).get(), is(new Carried("far")));
  }

  /** Kept for good, the jobs of a long-lived JVM would fill it. */
  @Test
  void forgetsWhatWasReadSixteenValuesAgo() {
    SerializedOnce<Carried> first = SerializedOnce.of(new Carried("first"));
    Carried read = sent(first).get();
    readOthers(15);
    assertThat("behind 15 others", sent(first).get(), is(sameInstance(read)));
    readOthers(16);
    assertThat("behind 16 others", sent(first).get(), is(not(sameInstance(read))));
    assertThat(sent(first).get(), is(read));
  }

  private static void readOthers(int count) {
    for (int i = 0; i < count; i++) {
      Carried other = new Carried("other " + i + " of " + count);
      assertThat(sent(SerializedOnce.of(other)).get(), is(other));
    }
  }

  private static <T extends Serializable> SerializedOnce<T> sent(SerializedOnce<T> value) {
    return SerializableUtils.clone(value);
  }
}

package com.campaignconversions.records;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.beam.sdk.util.SerializableUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordBatchFormatTest {
  record Inner(String text) {}

  record Campaign(
      String id, @Nullable String name, Inner inner, List<@Nullable BigDecimal> values) {}

  private final RecordBatchFormat<Campaign> packing = RecordBatchFormat.of(Campaign.class);

  private static Campaign campaign(String id, @Nullable String name, String text) {
    return new Campaign(id, name, new Inner(text), Arrays.asList(BigDecimal.TEN, null));
  }

  @Test
  void bringsBackWhatWasPackedInItsOrder() {
    List<Campaign> campaigns =
        List.of(
            campaign("1", "Last minute", "same"),
            campaign("2", null, "same"),
            campaign("same", "Last minute", ""));

    assertThat(packing.unpack(packing.pack(campaigns)), is(campaigns));
    assertThat(packing.pack(campaigns).count(), is(3));
  }

  @Test
  void beginsEveryBlockAnew() {
    RecordBatch<Campaign> first = packing.pack(List.of(campaign("1", "a", "b")));
    RecordBatch<Campaign> second = packing.pack(List.of(campaign("1", "c", "a")));

    assertThat(packing.unpack(second), contains(campaign("1", "c", "a")));
    assertThat(packing.unpack(first), contains(campaign("1", "a", "b")));
  }

  @Test
  void writesATextThatComesAgainOnce() {
    String source = "{\"reservations\":\"omni_purchase\"}".repeat(10);
    int once = packing.pack(List.of(campaign("1", "a", source))).bytes().length;
    List<Campaign> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(campaign("1", "a", source));
    }

    assertThat(packing.pack(many).bytes().length, lessThan(once + 100 * 30));
  }

  @Property(tries = 100)
  void bringsBackAnyTexts(@ForAll List<String> texts) {
    List<Campaign> campaigns =
        texts.stream().map(text -> campaign(text, text.isEmpty() ? null : text, "x")).toList();

    assertThat(packing.unpack(packing.pack(campaigns)), is(campaigns));
  }

  @Test
  void packsAfterAJourneyToo() {
    RecordBatchFormat<Campaign> there = SerializableUtils.clone(packing);
    List<Campaign> campaigns = List.of(campaign("1", "a", "b"));

    assertThat(packing.unpack(there.pack(campaigns)), is(campaigns));
  }

  @Test
  void handsOnWhatIsGatheredInBlocksAndTheRestAtTheEnd() {
    List<Integer> counts = new ArrayList<>();
    RecordBatcher<Campaign> packer =
        new RecordBatcher<>(packing, packed -> counts.add(packed.count()));
    for (int i = 0; i < 1_001; i++) {
      packer.add(campaign("" + i, null, ""));
    }
    packer.finish();
    packer.finish();

    assertThat(counts, contains(500, 500, 1));
  }
}

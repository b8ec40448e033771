package com.campaignconversions.database.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.records.RecordBatchFormat;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowBlockTest {
  record Campaign(String client, String id, String name) {}

  private static final RecordBatchFormat<Campaign> PACKING = RecordBatchFormat.of(Campaign.class);

  private static final RowBlock<Campaign> BLOCK =
      new RowBlock<>(
          PACKING,
          campaign -> List.of(campaign.client(), campaign.id()),
          campaign -> List.of(campaign.client(), campaign.id(), campaign.name()));

  private static Campaign campaign(String client, String id) {
    return new Campaign(client, id, "A campaign");
  }

  private static Collection<Campaign> sorted(List<List<Campaign>> parts) {
    return BLOCK.sorted(parts.stream().map(PACKING::pack).toList());
  }

  @Test
  void rowsOfAllPartsComeInTheOrderOfTheirKeys() {
    assertThat(
        sorted(
            List.of(
                List.of(campaign("b", "1"), campaign("a", "2")),
                List.of(campaign("a", "10"), campaign("a", "1")))),
        contains(campaign("a", "1"), campaign("a", "10"), campaign("a", "2"), campaign("b", "1")));
  }

  @Test
  void theFirstPartOfAKeyComesFirst() {
    assertThat(
        sorted(List.of(List.of(campaign("ab", "1"), campaign("a", "b2")))),
        contains(campaign("a", "b2"), campaign("ab", "1")));
  }

  @Test
  void aKeyThatComesTwiceStaysOnce() {
    assertThat(
        sorted(
            List.of(List.of(campaign("a", "1"), campaign("a", "1")), List.of(campaign("a", "1")))),
        contains(campaign("a", "1")));
  }

  @Test
  void ofRowsWithOneKeyTheLastStays() {
    assertThat(
        sorted(
            List.of(
                List.of(new Campaign("a", "1", "Old name")),
                List.of(new Campaign("a", "1", "New name")))),
        contains(new Campaign("a", "1", "New name")));
  }

  @Test
  void noPartsAreNoRows() {
    assertThat(sorted(List.of()), is(empty()));
  }
}

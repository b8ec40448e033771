package com.campaignconversions.insights.files;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.campaignconversions.insights.files.WorkList.Part;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WorkListTest {
  private static final long MEGABYTE = 1L << 20;

  private static InsightFile file(int rank, String name, long size) {
    return new InsightFile(rank, "/insights/" + name, name, size, 0);
  }

  private static List<WorkList> lists(int parallelism, InsightFile... files) {
    return WorkList.of(List.of(files), parallelism, file -> file.resource().endsWith(".jsonl"));
  }

  @Test
  void makesNothingOfNothing() {
    assertThat(lists(2), is(empty()));
  }

  @Test
  void readsManySmallFilesTogether() {
    InsightFile[] files = new InsightFile[2400];
    for (int i = 0; i < files.length; i++) {
      files[i] = file(i, i + ".json", 900);
    }

    List<WorkList> lists = lists(2, files);

    assertThat(lists, hasSize(5));
    assertThat(
        lists.stream().map(list -> list.parts().size()).toList(),
        everyItem(lessThanOrEqualTo(500)));
  }

  @Test
  void readsALargeFileOfLinesInParts() {
    List<WorkList> lists = lists(2, file(0, "large.jsonl", 1000 * MEGABYTE));

    assertThat(lists, hasSize(16));
    assertThat(
        lists.stream().map(WorkList::bytes).toList(), everyItem(lessThanOrEqualTo(63 * MEGABYTE)));
  }

  @Test
  void makesNoPartThatTakesMinutes() {
    assertThat(
        lists(2, file(0, "huge.jsonl", 100_000 * MEGABYTE)).stream().map(WorkList::bytes).toList(),
        everyItem(lessThanOrEqualTo(1024 * MEGABYTE)));
  }

  @Test
  void keepsBothCoresBusyWithOneFileOfSomeMegabytes() {
    assertThat(lists(2, file(0, "some.jsonl", 10 * MEGABYTE)).size(), is(greaterThan(4)));
  }

  @Test
  void readsAsAWholeWhatCannotBeReadInParts() {
    assertThat(lists(2, file(0, "large.json", 1000 * MEGABYTE)), hasSize(1));
    assertThat(lists(2, file(0, "large.jsonl.gz", 1000 * MEGABYTE)), hasSize(1));
    assertThat(lists(2, file(0, "small.jsonl", 1000)).get(0).parts().get(0).whole(), is(true));
  }

  @Test
  void leavesOutNothingAndReadsNothingTwice() {
    Random random = new Random(4);
    for (int i = 0; i < 200; i++) {
      List<InsightFile> files = new ArrayList<>();
      for (int rank = random.nextInt(40); rank >= 0; rank--) {
        String name = rank + List.of(".json", ".jsonl", ".jsonl.zst").get(random.nextInt(3));
        files.add(
            file(
                rank,
                name,
                random.nextInt(5) == 0 ? 0 : random.nextLong(1L << random.nextInt(1, 34))));
      }
      List<WorkList> lists =
          WorkList.of(files, 1 + random.nextInt(8), file -> file.resource().endsWith(".jsonl"));
      Map<InsightFile, Long> readUpTo = new HashMap<>();
      lists.stream()
          .flatMap(list -> list.parts().stream())
          .sorted(Comparator.comparingLong(Part::start))
          .forEach(
              part -> {
                assertThat(part.start(), is(readUpTo.getOrDefault(part.file(), 0L)));
                readUpTo.put(part.file(), part.end());
              });
      assertThat(readUpTo.size(), is(files.size()));
      readUpTo.forEach((file, end) -> assertThat(end, is(file.size())));
      assertThat(
          lists.stream().map(WorkList::bytes).toList(),
          is(lists.stream().map(WorkList::bytes).sorted(Comparator.reverseOrder()).toList()));
    }
  }
}

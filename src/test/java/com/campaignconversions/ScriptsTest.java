package com.campaignconversions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no compiler sees: scripts, settings, schedules. */
class ScriptsTest {
  @ParameterizedTest
  @CsvSource({"src, src/benchmark/generate.py", "pipelines, pipelines/local.yaml"})
  void noFileHoldsTheMarksOfAMergeThatNobodyFinished(Path folder, Path one) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertThat(files, hasItem(one));
    assertThat(files.stream().filter(ScriptsTest::isHalfMerged).toList(), is(empty()));
  }

  private static boolean isHalfMerged(Path file) {
    try {
      // As bytes: not everything is text.
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return content.lines().anyMatch(line -> line.startsWith("<".repeat(7) + " "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

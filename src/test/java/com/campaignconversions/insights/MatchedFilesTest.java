package com.campaignconversions.insights;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.SmallJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatchedFilesTest {
  private final Path folder;

  MatchedFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private void file(String name, long modified) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, name);
    Files.setLastModifiedTime(path, FileTime.fromMillis(modified));
  }

  private MatchedFiles match(String... patterns) throws IOException {
    return MatchedFiles.of(
        (InsightFiles)
            SmallJob.ofBelmonte()
                .files(
                    folder.resolve("pipelines").toString(),
                    Arrays.stream(patterns)
                        .map(pattern -> folder + "/" + pattern)
                        .toArray(String[]::new))
                .build()
                .insights());
  }

  private static List<String> sources(MatchedFiles matched) {
    return matched.files().stream().map(InsightFile::source).toList();
  }

  @Test
  void findsFilesInAllFoldersAndInNone() throws IOException {
    file("insights/a.json", 1);
    file("insights/belmonte/b.json", 2);
    file("insights/belmonte/2025/c.json", 3);
    file("other/d.json", 4);

    assertThat(
        sources(match("insights/**/*")),
        contains(
            "../insights/a.json",
            "../insights/belmonte/b.json",
            "../insights/belmonte/2025/c.json"));
    assertThat(sources(match("**/2025/**/*.json")), contains("../insights/belmonte/2025/c.json"));
    assertThat(sources(match("insights/*")), contains("../insights/a.json"));
  }

  @Test
  void leavesOutNamesThatBeginWithADotOrAnUnderscore() throws IOException {
    file("insights/a.json", 1);
    file("insights/.a.json.crc", 1);
    file("insights/_SUCCESS", 1);
    file("insights/_temporary/b.json", 1);
    file("insights/.hidden/b.json", 1);

    assertThat(sources(match("insights/**/*")), contains("../insights/a.json"));
  }

  @Test
  void takesAHiddenNameThatIsSpelledOut() throws IOException {
    file("_insights/a.json", 1);
    file("_insights/_b.json", 2);

    assertThat(sources(match("_insights/*")), contains("../_insights/a.json"));
    assertThat(sources(match("_insights/_b.json")), contains("../_insights/_b.json"));
  }

  @Test
  void namesPatternsThatMatchNothing() throws IOException {
    file("insights/a.json", 1);
    Files.createDirectories(folder.resolve("insights/folder"));

    MatchedFiles matched =
        match("insights/*.json", "insights/*.csv", "nowhere/b.json", "insights/fold*");

    assertThat(sources(matched), contains("../insights/a.json"));
    assertThat(
        matched.unmatched(),
        contains(
            folder + "/insights/*.csv", folder + "/nowhere/b.json", folder + "/insights/fold*"));
  }

  @Test
  void takesAFileOnceThatTwoPatternsMatch() throws IOException {
    file("insights/a.json", 1);
    file("insights/b.json", 1);

    MatchedFiles matched = match("insights/a*", "insights/*.json");

    assertThat(sources(matched), containsInAnyOrder("../insights/a.json", "../insights/b.json"));
    assertThat(matched.unmatched(), is(empty()));
  }

  @Test
  void ranksFilesByTheirAgeThenByTheirName() throws IOException {
    file("insights/a.json", 3000);
    file("insights/c.json", 2000);
    file("insights/b.json", 2000);
    file("insights/d.json", 1000);

    MatchedFiles matched = match("insights/*");

    assertThat(
        sources(matched),
        contains(
            "../insights/d.json",
            "../insights/b.json",
            "../insights/c.json",
            "../insights/a.json"));
    assertThat(matched.files().stream().map(InsightFile::rank).toList(), contains(0, 1, 2, 3));
    assertThat(matched.files().get(3).size(), is((long) "insights/a.json".length()));
    assertThat(matched.files().get(3).modifiedMillis(), is(3000L));
  }

  @Test
  void takesANameWithSpacesAndBracketsAsItIs() throws IOException {
    file("insights/export [1] żółw.json", 1);

    assertThat(sources(match("insights/*")), contains("../insights/export [1] żółw.json"));
    assertThat(
        sources(match("insights/export [1] żółw.json")),
        contains("../insights/export [1] żółw.json"));
  }
}

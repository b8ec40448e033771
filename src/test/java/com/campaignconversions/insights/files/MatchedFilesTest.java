package com.campaignconversions.insights.files;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.campaignconversions.clients.Period;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.InsightSource;
import com.campaignconversions.job.file.SmallJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
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

  private MatchedFiles matchExcept(String except, String... patterns) throws IOException {
    return MatchedFiles.of(
        new InsightFiles(
            Arrays.stream(patterns).map(pattern -> folder + "/" + pattern).toList(),
            List.of(folder + "/" + except),
            "insights.files",
            folder.resolve("pipelines").toString(),
            InsightSource.Newest.NONE,
            null));
  }

  private static List<String> troubles(MatchedFiles matched) {
    return matched.files().stream()
        .filter(file -> file.error() != null)
        .map(file -> file.source() + ": " + file.error())
        .toList();
  }

  @Test
  void leavesOutWhatAPatternWithAnExclamationMarkMatches() throws IOException {
    file("insights/a.json", 1);
    file("insights/draft-b.json", 2);
    file("insights/old/c.json", 3);
    file("insights/old/2024/d.json", 4);

    assertThat(
        sources(matchExcept("insights/old/**/*", "insights/**/*")),
        contains("../insights/a.json", "../insights/draft-b.json"));
    assertThat(
        sources(matchExcept("**/draft-*", "insights/*", "insights/old/*.json")),
        contains("../insights/a.json", "../insights/old/c.json"));
    assertThat(
        sources(matchExcept("insights/a.json", "insights/*.json")),
        contains("../insights/draft-b.json"));
    assertThat(sources(matchExcept("nowhere/*", "insights/*")).size(), is(2));
  }

  @Test
  void leavesOutThePeriodsOwnFiles() throws IOException {
    file("insights/2025-10/a.json", 1);
    file("insights/2025-11/a.json", 2);
    file("insights/2025-11/draft-2025-11.json", 3);
    file("insights/2025-11/draft-2025-10.json", 4);
    InsightFiles insights =
        new InsightFiles(
            List.of(folder + "/insights/{period}/*"),
            List.of(folder + "/insights/*/draft-{period}.json"),
            "insights.files",
            folder.toString(),
            InsightSource.Newest.NONE,
            null);

    MatchedFiles matched = MatchedFiles.of(insights, List.of(Period.parse("2025-11")));

    assertThat(
        sources(matched),
        contains("insights/2025-11/a.json", "insights/2025-11/draft-2025-10.json"));
  }

  @Test
  void findsNamesInBytesThatAreNoUtf8() throws IOException {
    file("insights/a.json", 1);
    Path path = Path.of(URI.create("file://" + folder + "/insights/%FF%C3.json"));
    Files.writeString(path, "{}");
    Files.setLastModifiedTime(path, FileTime.fromMillis(2));

    MatchedFiles matched = match("insights/**/*.json");

    assertThat(
        sources(matched),
        contains("../insights/a.json", "file://" + folder + "/insights/%FF%C3.json"));
    InsightFile odd = matched.files().get(1);
    assertThat(odd.size(), is(2L));
    assertThat(LocalFiles.path(odd.resource()), is(path));
    assertThat(odd.folder(), is(matched.files().get(0).folder()));
    assertThat(troubles(matched), is(empty()));
  }

  @Test
  void tellsOfALinkThatLeadsNowhere() throws IOException {
    file("insights/a.json", 1);
    link("insights/b.json", "gone.json");
    link("insights/c.csv", "gone.csv");
    link("insights/d", "/nowhere/at/all");
    link("insights/.hidden.json", "gone");

    MatchedFiles matched = match("insights/*.json");

    assertThat(sources(matched), contains("../insights/a.json", "../insights/b.json"));
    assertThat(
        troubles(matched),
        contains(
            startsWith("../insights/b.json: it is a link to gone.json, which is not there; mend")));
    assertThat(matched.files().get(1).rank(), is(1));
    assertThat(troubles(match("insights/b.json")), contains(containsString("which is not there")));
    assertThat(
        "it might be a folder",
        troubles(match("insights/*/*.json")),
        hasItem(startsWith("../insights/d: it is a link to /nowhere/at/all")));
    assertThat(troubles(matchExcept("insights/b.*", "insights/*.json")), is(empty()));
    assertThat(
        troubles(match("insights/d/x/*.json")),
        contains(startsWith("../insights/d/x: of its folder " + folder + "/insights/d, it is")));
    assertThat(match("insights/e/x/*.json").files(), is(empty()));
  }

  @Test
  void linksThatLeadInACircleEnd() throws IOException {
    file("insights/a/a.json", 1);
    link("insights/a/up", "..");
    link("insights/a/self", ".");
    link("insights/other", "a");

    MatchedFiles matched = match("insights/**/*");

    assertThat(sources(matched), contains("../insights/a/a.json", "../insights/other/a.json"));
    assertThat(troubles(matched), is(empty()));
  }

  @Test
  void tellsOfALinkToItself() throws IOException {
    file("insights/a.json", 1);
    link("insights/b.json", "b.json");

    assertThat(
        troubles(match("insights/*")),
        contains(startsWith("../insights/b.json: it is a link to b.json, which leads to no file")));
  }

  @Test
  void aPipeIsNoFileAndIsTold() throws Exception {
    file("insights/a.json", 1);
    assertThat(new ProcessBuilder("mkfifo", folder + "/insights/b.json").start().waitFor(), is(0));

    assertThat(
        troubles(match("insights/*")), contains(startsWith("../insights/b.json: it is a pipe")));
    assertThat(troubles(match("insights/b.json")), contains(containsString("it is a pipe")));
    assertThat(troubles(match("insights/*.csv")), is(empty()));
  }

  /** Not as root, whom no permission stops. */
  @Test
  void tellsOfAFolderThatThisUserMayNotList() throws IOException {
    file("insights/a.json", 1);
    file("insights/closed/b.json", 2);
    Path closed = folder.resolve("insights/closed");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("-wx------"));
    try {
      assumeFalse(Files.isReadable(closed));
      assertThat(
          troubles(match("insights/**/*")),
          contains(startsWith("../insights/closed: this user may not look into it")));
      assertThat(troubles(match("insights/*")), is(empty()));
      assertThat(troubles(matchExcept("insights/closed/**/*", "insights/**/*")), is(empty()));
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void tellsWhatCannotBeListedOnlyWhereThePatternReaches() throws IOException {
    file("insights/closed/b.json", 1);
    file("insights/lost+found/b.json", 1);
    file("insights/.closed/b.json", 1);
    String closed = folder + "/insights/closed";

    assertThat(failed("insights/**/*", "", closed), hasSize(1));
    assertThat(failed("insights/*/*.json", "", closed), hasSize(1));
    assertThat(failed("insights/*", "", closed), is(empty()));
    assertThat(failed("insights/open/**/*", "", closed), is(empty()));
    assertThat(failed("insights/**/*", "insights/closed/**/*", closed), is(empty()));
    assertThat(failed("insights/**/*", "insights/closed/*.csv", closed), hasSize(1));
    assertThat(failed("insights/**/*", "", folder + "/insights/lost+found"), is(empty()));
    assertThat(failed("insights/**/*", "", folder + "/insights/.closed"), is(empty()));
    assertThat(failed("insights/*.json", "", folder + "/insights/gone.json"), hasSize(1));
    assertThat(failed("insights/*.json", "", folder + "/insights/gone.csv"), is(empty()));
  }

  /** What a listing tells where the file system refuses a path. */
  private List<FoundFile> failed(String pattern, String except, String path) {
    LocalListing listing =
        new LocalListing(
            folder + "/" + pattern,
            except.isEmpty() ? List.of() : List.of(new FilePattern(folder + "/" + except)));
    listing.visitFileFailed(Path.of(path), new AccessDeniedException(path));
    return listing.found();
  }

  @Test
  void tellsOfAHundredThingsAndCountsTheOthers() {
    LocalListing listing = new LocalListing("/insights/*", List.of());
    for (int i = 0; i < 1000; i++) {
      String path = "/insights/" + i + ".json";
      listing.visitFileFailed(Path.of(path), new AccessDeniedException(path));
    }

    List<FoundFile> found = listing.found();
    assertThat(found, hasSize(100));
    assertThat(found.get(99).error(), containsString("; 900 more cannot be looked at"));
  }

  @Test
  void leavesOutWhatACheckOfTheFileSystemSalvaged() throws IOException {
    file("insights/a.json", 1);
    file("insights/lost+found/b.json", 1);

    assertThat(sources(match("insights/**/*")), contains("../insights/a.json"));
    assertThat(sources(match("insights/lost+found/*")), contains("../insights/lost+found/b.json"));
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(folder.resolve(name), Path.of(target));
  }
}

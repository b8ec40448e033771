package com.campaignconversions.insights.files;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePatternTest {
  private static final List<String> PATHS =
      List.of(
          "/a",
          "/a/b.json",
          "/a/b.jsonl",
          "/a/bc.json",
          "/a/c/b.json",
          "/a/c/d/b.json",
          "/a/b-.json",
          "/a/b].json",
          "/a/żółw.json",
          "/a/\uD83D\uDC22.json",
          "/a/^.json",
          "/a/&&.json",
          "/a/{b}.json",
          "/a/b,c.json",
          "/a/b*.json",
          "/ab/b.json");

  /** All but the two stars between slashes is as Java has it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/*",
        "/a/**",
        "/a*/*.json",
        "/a/b?.json",
        "/a/?.json",
        "/a/[bc]*.json",
        "/a/[!b]*.json",
        "/a/[a-c]?.json",
        "/a/[b-]*",
        "/a/b[-c].json",
        "/a/[^&]*",
        "/a/{b,bc}.json",
        "/a/{b*,c/*}.json",
        "/a/\\{b\\}.json",
        "/a/b\\*.json",
        "/a/b,c.json",
        "/a/ż*w.json",
        "/a/[ź-ż]ółw.json",
        "/a/b.json",
        "/**.json",
        "/{a,ab}/**",
        "/a/(b|c).json",
      })
  void matchesAsJavaDoes(String glob) {
    FilePattern pattern = new FilePattern(glob);
    var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    for (String path : PATHS) {
      assertThat(path, pattern.matches(path), is(matcher.matches(Path.of(path))));
    }
  }

  @Test
  void twoStarsAlsoMatchNoFolder() {
    FilePattern pattern = new FilePattern("/a/**/b/**/*.json");
    assertThat(pattern.matches("/a/b/x.json"), is(true));
    assertThat(pattern.matches("/a/1/2/b/3/x.json"), is(true));
    assertThat(pattern.matches("/a/bb/x.json"), is(false));
    assertThat(new FilePattern("/a/{b/**/x,c}").matches("/a/b/x"), is(true));
  }

  @Test
  void matchesALineBreakInAName() {
    assertThat(new FilePattern("/a/**/*").matches("/a/b\nc/d\ne.json"), is(true));
  }

  @Test
  void aNameThatLooksLikeThePatternIsMatched() {
    assertThat(new FilePattern("/a/b[1].json").matches("/a/b[1].json"), is(true));
    assertThat(new FilePattern("/a/b[1].json").matches("/a/b1.json"), is(true));
  }

  @Test
  void knowsTheFoldersThatItReachesInto() {
    FilePattern pattern = new FilePattern("/a/*/2025-*/{x,y/z}.json");
    for (String reached : List.of("/a", "/a/b", "/a/b/2025-11", "/a/b/2025-11/y")) {
      assertThat(reached, pattern.reachesInto(reached), is(true));
    }
    for (String other : List.of("/b", "/a/b/2024-11", "/a/b/2025-11/x", "/a/b/2025-11/y/z")) {
      assertThat(other, pattern.reachesInto(other), is(false));
    }
    assertThat(new FilePattern("/a/**/x").reachesInto("/a/b/c/d"), is(true));
    assertThat(new FilePattern("/a/b").reachesInto("/a/b"), is(false));
  }

  @Test
  void knowsTheFoldersThatItCoversWholly() {
    assertThat(new FilePattern("/a/**/*").coversAllIn("/a/b"), is(true));
    assertThat(new FilePattern("/a/**").coversAllIn("/a"), is(true));
    assertThat(new FilePattern("/a/*").coversAllIn("/a"), is(false));
    assertThat(new FilePattern("/a/**/*.json").coversAllIn("/a"), is(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/[b", "/a/{b,c", "/a/{b,{c}}", "/a/b\\"})
  void refusesWhatIsNotClosed(String glob) {
    assertThrows(PatternSyntaxException.class, () -> new FilePattern(glob));
  }
}

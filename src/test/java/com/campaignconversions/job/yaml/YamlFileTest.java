package com.campaignconversions.job.yaml;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {
  private final Path folder;

  YamlFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void givesTheValueOfTheWholeFileAndItsFirstLine() {
    YamlText text = YamlText.in(folder, "# a remark\n\njob: hotel\n");

    assertThat(text.value().isMap(), is(true));
    assertThat(text.value().place(), is(text.file() + ":3"));
    assertThat(text.problems().none(), is(true));
  }

  @Test
  void skipsAByteOrderMark() {
    YamlText text = YamlText.in(folder, "\uFEFFjob: hotel\n");

    assertThat(text.value("job").text("a name", 100), is("hotel"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "# only a remark\n"})
  void aFileWithoutContentIsEmpty(String content) {
    YamlText text = YamlText.in(folder, content);

    assertThat(text.isRead(), is(false));
    assertThat(text.told(), contains("is empty"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "job:\\n\\ta: b | 2: is indented with a tab; YAML wants spaces",
        "job: a: b | 1: has a second colon in one line (",
        "job: a\\nname\\n | a line without a colon; every line of a map is 'key: value'",
        "job: *there | 1: an alias (*name) without its anchor (&name) above it;",
        "job: @a | 1: text cannot begin with this character unless it stands in quotes",
        "job: a\\n---\\njob: b | 2: a second document begins here (---); one file holds one",
        "job: [a, b | 1: a comma or the closing bracket is missing before this",
        "job: \"a | 1: the file ends inside quotes or brackets that are never closed",
        "job: \"\\q\" | 1: a backslash inside double quotes begins an escape; use single quotes",
        "job:\\n  - a\\n b: c | 3: does not fit what stands above it; check the indentation",
      })
  void tellsInItsOwnWordsWhatIsNotYaml(String content, String problem) {
    YamlText text = YamlText.in(folder, content.replace("\\n", "\n").replace("\\t", "\t"));

    assertThat(text.isRead(), is(false));
    assertThat(text.told(), contains(containsString(problem)));
  }

  @Test
  void doesNotRepeatTheTextOfTheFileWhichMayBeASecret() {
    assertThat(
        YamlText.in(folder, "token: *hunter2\n").told().toString(), not(containsString("hunter2")));
    assertThat(
        YamlText.in(folder, "token: hunter2: 3\n").told().toString(),
        not(containsString("hunter2")));
  }

  @Test
  void namesTheLineOfACharacterThatIsNotUtf8() throws Exception {
    Path file = folder.resolve("latin.yaml");
    Files.write(file, "job: a\nname: café\n".getBytes(StandardCharsets.ISO_8859_1));
    Problems problems = new Problems();

    assertThat(YamlFile.read(file, problems), is(nullValue()));
    assertThat(
        problems.asException().getMessage(),
        is(file + ":2: is not UTF-8 here; save the file as UTF-8"));
  }

  /** A wine glass is two characters in Java and one in YAML's positions. */
  @Test
  void namesTheLineOfAControlCharacter() {
    assertThat(
        YamlText.in(folder, "job: 🍷🍷🍷\na: \u0001\nb: c\n").told(),
        contains("2: holds a control character, which YAML does not allow"));
  }

  @Test
  void boundsTheSize() {
    String kilobyte = "#" + "x".repeat(1022) + "\n";
    String fourMegabytes = "a: b #" + "x".repeat(1017) + "\n" + kilobyte.repeat(4095);

    assertThat(YamlText.in(folder, fourMegabytes).isRead(), is(true));
    assertThat(
        YamlText.in(folder, fourMegabytes + "\n").told(),
        contains("is larger than 4 MB; is it really the file that is meant?"));
  }

  @Test
  void boundsTheDepth() {
    assertThat(YamlText.in(folder, "[".repeat(30) + "x" + "]".repeat(30)).isRead(), is(true));
    assertThat(
        YamlText.in(folder, "[".repeat(31) + "x" + "]".repeat(31)).told(),
        contains("1: is nested more than 30 levels deep"));
  }

  @Test
  void boundsHowOftenListsAreRepeated() {
    assertThat(
        YamlText.in(folder, "a: &a [x]\nb: [" + "*a, ".repeat(100) + "]").isRead(), is(true));
    assertThat(
        YamlText.in(folder, "a: &a [x]\nb: [" + "*a, ".repeat(101) + "]").told(),
        contains("2: uses more than 100 aliases (*name) of lists and maps"));
  }

  @Test
  void tellsWhyAFileCannotBeOpened() {
    Problems problems = new Problems();

    assertThat(YamlFile.read(folder.resolve("none.yaml"), problems), is(nullValue()));
    assertThat(YamlFile.read(folder, problems), is(nullValue()));
    assertThat(
        problems.asException().getMessage(),
        is(folder + "/none.yaml: does not exist\n" + folder + ": is a folder; name a file in it"));
  }

  @Test
  void readsAFileThatTheJobFileNamesRelativeToIt() throws Exception {
    Files.writeString(folder.resolve("clients.yaml"), "\n[a, b]\n");
    YamlText text = YamlText.in(folder, "clients: ./x/../clients.yaml\n");

    YamlValue read = YamlFile.readNamedBy(text.value("clients"), text.file(), text.problems());

    assertThat(Objects.requireNonNull(read).place(), is(folder.resolve("clients.yaml") + ":2"));
  }

  @Test
  void tellsOfANamedFileThatIsNotThereInTheLineThatNamesIt() {
    YamlText text = YamlText.in(folder, "job: hotel\nclients: none.yaml\n");

    assertThat(
        YamlFile.readNamedBy(text.value("clients"), text.file(), text.problems()), is(nullValue()));
    String path = folder.resolve("none.yaml").toString();
    String shown = path.length() > 80 ? path.substring(0, 80) + "…" : path;
    assertThat(
        text.told(),
        contains(
            "2: clients: the file "
                + shown
                + " does not exist; paths in a job file are relative to it"));
  }

  @Test
  void tellsOfWhatIsWrongInANamedFileThere() throws Exception {
    Files.writeString(folder.resolve("clients.yaml"), "a\nb: c: d\n");
    YamlText text = YamlText.in(folder, "clients: clients.yaml\n");

    YamlFile.readNamedBy(text.value("clients"), text.file(), text.problems());

    assertThat(
        text.problems().asException().getMessage(),
        containsString(folder.resolve("clients.yaml") + ":2: has a second colon"));
  }

  @Test
  void theNameOfAFileIsText() {
    YamlText text = YamlText.in(folder, "clients: 5\n");

    assertThat(
        YamlFile.readNamedBy(text.value("clients"), text.file(), text.problems()), is(nullValue()));
    assertThat(
        text.told(),
        contains("1: clients: wants text, but YAML reads this as a number; put it in quotes"));
  }
}

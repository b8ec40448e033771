package com.campaignconversions.job.yaml;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlMapTest {
  private static final List<String> KNOWN = List.of("name", "days", "color");

  private enum Color {
    RED,
    GREEN
  }

  private final Path folder;

  YamlMapTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private YamlText text(String text) {
    return YamlText.in(folder, text);
  }

  private static YamlMap known(YamlText text) {
    return Objects.requireNonNull(YamlMap.of(text.value(), "a map", KNOWN));
  }

  @Test
  void givesTheValueOfAKeyAndItsLine() {
    YamlMap map = known(text("name: a\ndays: 3\n"));

    assertThat(Objects.requireNonNull(map.get("days")).written("days", 10), is("3"));
    assertThat(Objects.requireNonNull(map.get("days")).line(), is(2));
    assertThat(map.get("color"), is(nullValue()));
  }

  @Test
  void keepsTheOrderOfNamesThatTheUserChooses() {
    YamlText text = text("zamek: 1\nbelmonte: 2\n");

    YamlMap map = Objects.requireNonNull(YamlMap.ofNames(text.value(), "a map"));

    assertThat(map.entries().keySet(), contains("zamek", "belmonte"));
    assertThat(text.problems().none(), is(true));
  }

  @Test
  void tellsAnUnknownKeyWithTheOneThatIsNear() {
    YamlText text = text("name: a\ndyas: 3\n");

    assertThat(known(text).entries().keySet(), contains("name"));
    assertThat(
        text.told(),
        contains("2: dyas: is not a known key; did you mean days?; known here: name, days, color"));
  }

  @Test
  void doesNotRepeatAnUnknownKeyWhereItMayBeASecret() {
    YamlText text = text("name: a\nhunter2: x\n");

    assertThat(YamlMap.withSecrets(text.value(), "a map", KNOWN), is(notNullValue()));
    assertThat(
        text.told(),
        contains(
            "2: holds a key that is not known (not repeated: it may be a secret); known here:"
                + " name, days, color"));
  }

  @Test
  void keepsTheFirstOfAKeyThatStandsTwice() {
    YamlText text = text("name: first\ndays: 1\nname: second\n");

    assertThat(Objects.requireNonNull(known(text).get("name")).text("a name", 100), is("first"));
    assertThat(text.told(), contains("3: name: stands twice, first in line 1; keep one of them"));
  }

  @Test
  void refusesMergesAndKeysThatAreNoWords() {
    YamlText text = text("<<: {days: 1}\n[a]: b\n{c: d}: e\nname: x\n");

    assertThat(known(text).entries().keySet(), contains("name"));
    assertThat(
        text.told(),
        contains(
            "1: merges (<<) are not supported; write the keys out",
            "2: holds a key that is a list or a map; keys are plain words",
            "3: holds a key that is a list or a map; keys are plain words"));
  }

  @Test
  void aKeyOfAKeyIsNamedByItsPath() {
    YamlText text = text("outer:\n  dyas: 3\n");

    assertThat(YamlMap.of(text.value("outer"), "a map", KNOWN), is(notNullValue()));
    assertThat(text.told(), contains(containsString("2: outer.dyas: is not a known key")));
  }

  @Test
  void aRequiredKeyThatIsMissingIsTold() {
    YamlText text = text("days: 3\n");

    assertThat(known(text).required("name", "name: NAME"), is(nullValue()));
    assertThat(text.told(), contains("1: name: is missing; write name: NAME"));
  }

  @Test
  void aRequiredKeyThatIsThereIsGiven() {
    YamlText text = text("name: a\n");

    assertThat(
        Objects.requireNonNull(known(text).required("name", "name: NAME")).text("a name", 9),
        is("a"));
    assertThat(text.problems().none(), is(true));
  }

  @Test
  void aRequiredKeyThatIsMisspeltIsToldOnce() {
    YamlText text = text("nmae: a\n");

    assertThat(known(text).required("name", "name: NAME"), is(nullValue()));
    assertThat(text.told(), contains(containsString("1: nmae: is not a known key")));
  }

  @Test
  void aChoiceThatIsMissingOrWrongIsTheDefault() {
    YamlText missing = text("name: a\n");
    assertThat(known(missing).choice("color", Color.class, Color.RED), is(Color.RED));
    assertThat(missing.problems().none(), is(true));

    assertThat(
        known(text("color: green\n")).choice("color", Color.class, Color.RED), is(Color.GREEN));

    YamlText wrong = text("color: blue\n");
    assertThat(known(wrong).choice("color", Color.class, Color.RED), is(Color.RED));
    assertThat(wrong.told(), contains("1: color: \"blue\" is not known; write one of red, green"));
  }

  @Test
  void whatIsNoMapIsTold() {
    for (String noMap : List.of("[a]", "a", "5")) {
      YamlText text = text("outer: " + noMap + "\n");
      assertThat(YamlMap.of(text.value("outer"), "a map of x", KNOWN), is(nullValue()));
      assertThat(text.told(), contains(containsString("1: outer: wants a map of x, not ")));
    }
    YamlText nothing = text("outer:\n");
    assertThat(YamlMap.ofNames(nothing.value("outer"), "a map of x"), is(nullValue()));
    assertThat(nothing.told(), contains("1: outer: has no value; write a map of x"));
  }

  @Test
  void aSecretThatIsNoMapIsNotRepeated() {
    YamlText text = text("outer: hunter2\n");

    assertThat(YamlMap.withSecrets(text.value("outer"), "a map", KNOWN), is(nullValue()));
    assertThat(text.told().toString(), not(containsString("hunter2")));
  }

  @Test
  void anEmptyMapHasNoEntries() {
    assertThat(known(text("{}\n")).entries().keySet(), is(empty()));
  }
}

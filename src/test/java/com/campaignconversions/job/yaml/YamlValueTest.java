package com.campaignconversions.job.yaml;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlValueTest {
  private enum Length {
    MONTH,
    WEEK
  }

  private final Path folder;

  YamlValueTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Of {@code key: …} in the first line. */
  private YamlText text(String value) {
    return YamlText.in(folder, "key: " + value + "\n");
  }

  private <T> void assertRead(String value, Function<YamlValue, T> read, Matcher<T> expected) {
    YamlText text = text(value);

    assertThat(value, read.apply(text.value("key")), expected);
    assertThat(text.problems().none(), is(true));
  }

  private void assertTold(
      String value, Function<YamlValue, @Nullable Object> read, String sentence) {
    YamlText text = text(value);

    assertThat(value, read.apply(text.value("key")), is(nullValue()));
    assertThat(text.told(), contains("1: key: " + sentence));
  }

  @Test
  void knowsWhetherItIsAScalarAListOrAMap() {
    assertRead("a", YamlValue::isScalar, is(true));
    assertRead("[a]", YamlValue::isScalar, is(false));
    assertRead("[a]", YamlValue::isList, is(true));
    assertRead("{a: b}", YamlValue::isList, is(false));
    assertRead("{a: b}", YamlValue::isMap, is(true));
    assertRead("a", YamlValue::isMap, is(false));
  }

  @Test
  void knowsWhatIsWrittenWithoutQuotes() {
    assertRead("0.001", YamlValue::isPlain, is(true));
    assertRead("'0.001'", YamlValue::isPlain, is(false));
    assertRead("[a]", YamlValue::isPlain, is(false));
    assertRead("yes", YamlValue::isBoolean, is(true));
    assertRead("'yes'", YamlValue::isBoolean, is(false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5 | a number",
        "0.5 | a number",
        "yes | true or false",
        "off | true or false",
        "2025-11-14 | a date"
      })
  void whatYamlTakesForSomethingElseIsNoText(String written, String taken) {
    assertTold(
        written,
        value -> value.text("a name", 100),
        "wants text, but YAML reads this as " + taken + "; put it in quotes");
    assertRead("'" + written + "'", value -> value.text("a name", 100), is(written));
  }

  @Test
  void aTagIsNotUsed() {
    assertTold(
        "!env NAME",
        value -> value.text("a name", 100),
        "has a YAML tag (!…), which is not used here; remove it, or put the whole text in quotes");
  }

  @Test
  void textIsBounded() {
    assertRead("abcde", value -> value.text("a name", 5), is("abcde"));
    assertTold("abcdef", value -> value.text("a name", 5), "is longer than 5 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "''", "'  '"})
  void nothingIsNoValue(String written) {
    assertTold(written, value -> value.text("a name", 100), "has no value; write a name");
    assertTold(written, value -> value.written("a name", 100), "has no value; write a name");
    assertTold(written, value -> value.lines("a name", 100), "has no value; write a name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "' a' | begins or ends with white space; remove it",
        "'a ' | begins or ends with white space; remove it",
        "\"a\\nb\" | holds a line break or another character that does not print; remove it",
        "\"a\\u202Eb\" | holds a line break or another character that does not print; remove it",
        "[a] | wants a name, not a list",
        "{a: b} | wants a name, not a map",
      })
  void textOfOneLineIsCleanAndAScalar(String written, String sentence) {
    assertTold(written, value -> value.text("a name", 100), sentence);
  }

  @Test
  void whatIsWrittenIsKeptLetterByLetter() {
    for (String letters : List.of("1.10", "yes", "0x1F", "2025-11-14", "1e-6", "a b")) {
      assertRead(letters, value -> value.written("anything", 100), is(letters));
    }
  }

  @Test
  void linesMayBreakAndBeginWithSpaces() {
    assertRead(
        "\" SELECT 1\\nFROM x \"", value -> value.lines("a query", 100), is(" SELECT 1\nFROM x "));
    assertTold("abcdef", value -> value.lines("a query", 5), "is longer than 5 characters");
    assertTold("[a]", value -> value.lines("a query", 5), "wants a query, not a list");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "10, 10", "'''7''', 7", "007, 7"})
  void aWholeNumberIsDigitsWithinItsBounds(String written, int number) {
    assertRead(written, value -> value.whole("a number of days", 1, 10), is(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "-1", "+1", "1.0", "1_0", "0x1", "ten", "1000000000"})
  void noOtherNumberIsWhole(String written) {
    assertTold(
        written,
        value -> value.whole("a number of days", 1, 10),
        '"' + written + "\" is not a number of days, from 1 to 10");
  }

  @Test
  void truthIsTrueOrFalseInSmallLetters() {
    assertRead("true", YamlValue::truth, is(true));
    assertRead("false", YamlValue::truth, is(false));
    for (String other : List.of("yes", "off", "True", "1")) {
      assertTold(other, YamlValue::truth, '"' + other + "\" is neither true nor false");
    }
    assertTold("[true]", YamlValue::truth, "wants true or false, not a list");
  }

  @Test
  void aChoiceIsAConstantInSmallLetters() {
    assertRead("week", value -> value.choice(Length.class), is(Length.WEEK));
    assertTold(
        "Week",
        value -> value.choice(Length.class),
        "\"Week\" is not known; write one of month, week; did you mean week?");
    assertTold(
        "year",
        value -> value.choice(Length.class),
        "\"year\" is not known; write one of month, week");
    assertTold("", value -> value.choice(Length.class), "has no value; write one of month, week");
  }

  @Test
  void aPathIsRelativeToTheFolder() {
    Path jobs = Path.of("/jobs");
    assertRead("a", value -> value.path(jobs, "x/../a.yaml"), is(Path.of("/jobs/a.yaml")));
    assertRead("a", value -> value.path(jobs, "/etc/a.yaml"), is(Path.of("/etc/a.yaml")));
    assertTold(
        "a",
        value -> value.path(jobs, "a\0b"),
        "holds a character that paths cannot have here; is the locale of this system UTF-8?");
  }

  @Test
  void itemsAreNamedByTheirPlaceAndLine() {
    YamlText text = YamlText.in(folder, "key:\n  - a\n  - [b]\n");

    List<YamlValue> items = Objects.requireNonNull(text.value("key").items("a list of names"));
    items.forEach(item -> item.text("a name", 100));

    assertThat(items.stream().map(YamlValue::line).toList(), contains(2, 3));
    assertThat(text.told(), contains("3: key[1]: wants a name, not a list"));
  }

  @Test
  void onlyAListHasItems() {
    assertTold("a", value -> value.items("a list of names"), "wants a list of names, not text");
    assertTold("5", value -> value.items("a list of names"), "wants a list of names, not a number");
    assertTold("", value -> value.items("a list of names"), "has no value; write a list of names");
  }

  @Test
  void aSingleValueMayStandForAListOfItself() {
    assertRead(
        "a",
        value -> Objects.requireNonNull(value.itemsOrSelf("names")).get(0).text("a name", 9),
        is("a"));
    assertRead("[a, b]", value -> Objects.requireNonNull(value.itemsOrSelf("names")).size(), is(2));
    assertTold("", value -> value.itemsOrSelf("names"), "has no value; write names");
    assertTold("{a: b}", value -> value.itemsOrSelf("names"), "wants names, not a map");
  }
}

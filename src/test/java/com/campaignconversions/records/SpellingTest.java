package com.campaignconversions.records;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @Test
  void quotesANameAsItIs() {
    assertThat(Spelling.quoted("Wzgórze 🍷"), is("\"Wzgórze 🍷\""));
    assertThat(Spelling.shown("Wzgórze 🍷"), is("Wzgórze 🍷"));
  }

  @Test
  void showsNoCharacterThatMovesACursorOrTurnsText() {
    assertThat(Spelling.shown("a\u001B[2Jb"), is("a?[2Jb"));
    assertThat("line breaks and tabs", Spelling.shown("a\r\n\tb"), is("a???b"));
    assertThat("right to left", Spelling.shown("a\u202Eb"), is("a?b"));
    assertThat("separators", Spelling.shown("a\u2028b\u2029c"), is("a?b?c"));
    assertThat("half a character", Spelling.shown("a\uD83Cb"), is("a?b"));
  }

  @Test
  void cutsANameBehindEightyCharactersAndNeverInsideOne() {
    assertThat(Spelling.shown("🍷".repeat(80)), is("🍷".repeat(80)));
    assertThat(Spelling.shown("🍷".repeat(81)), is("🍷".repeat(80) + "…"));
    assertThat(Spelling.quoted("x".repeat(81)), is('"' + "x".repeat(80) + "…\""));
  }

  @Test
  void listsThirtyNamesAndCountsTheOthers() {
    assertThat(Spelling.list(List.of("a", "b")), is("a, b"));
    assertThat(Spelling.list(List.of()), is(""));
    String thirty = "a" + ", a".repeat(29);
    assertThat(Spelling.list(Collections.nCopies(30, "a")), is(thirty));
    assertThat(Spelling.list(Collections.nCopies(32, "a")), is(thirty + " and 2 more"));
  }

  @ParameterizedTest
  @CsvSource({
    "month, month, 0",
    "month, months, 1",
    "month, mont, 1",
    "month, mouth, 1",
    "month, motnh, 1",
    "month, day, 5",
    "kitten, sitting, 3",
    "'', abc, 3",
    "abc, '', 3",
  })
  void countsLettersThatAreChangedAddedLeftOutOrSwapped(String from, String to, int edits) {
    assertThat(Spelling.edits(from, to), is(edits));
  }

  @ParameterizedTest
  @CsvSource({"monht, month", "MONTH, month", "mnoth, month", "fresh-wihtin, fresh_within"})
  void suggestsTheNameThatWasProbablyMeant(String written, String meant) {
    List<String> known = List.of("week", "month", "day", "fresh_within");

    assertThat(Spelling.nearest(written, known), is(meant));
    assertThat(Spelling.suggestion(written, known), is("; did you mean " + meant + "?"));
  }

  @Test
  void suggestsNothingWhereNoNameIsNear() {
    assertThat(Spelling.nearest("year", List.of("month", "week")), is(nullValue()));
    assertThat(Spelling.suggestion("year", List.of("month", "week")), is(""));
    assertThat(Spelling.suggestion("year", List.of()), is(""));
  }

  /** Four letters may hold two slips, three only one. */
  @Test
  void allowsOneSlipAndOneMoreForEveryFourLetters() {
    assertThat(Spelling.nearest("abxy", List.of("abcd")), is("abcd"));
    assertThat(Spelling.nearest("axyz", List.of("abcd")), is(nullValue()));
    assertThat(Spelling.nearest("abx", List.of("abc")), is("abc"));
    assertThat(Spelling.nearest("axy", List.of("abc")), is(nullValue()));
  }

  @Test
  void takesTheNearestAndOfEquallyNearOnesTheFirst() {
    assertThat(Spelling.nearest("purchase", List.of("purchaser2", "purchases")), is("purchases"));
    assertThat(Spelling.nearest("cart", List.of("card", "cast")), is("card"));
  }

  @Test
  void guessesNothingForAVeryLongName() {
    assertThat(Spelling.nearest("x".repeat(80), List.of("x".repeat(80))), is("x".repeat(80)));
    assertThat(Spelling.nearest("x".repeat(81), List.of("x".repeat(81))), is(nullValue()));
  }
}

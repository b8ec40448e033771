package com.campaignconversions.insights.fields;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "Wzgórze Zamkowe", "🍷🍷", "two\nlines", "\u0001", "\uFFFF"})
  void whatDatabasesTakeIsNoError(String text) {
    assertThat(StorableText.error(text, 100), is(nullValue()));
  }

  @Test
  void countsCharactersUpToTheLongest() {
    assertThat(StorableText.error("12345", 5), is(nullValue()));
    assertThat(StorableText.error("123456", 5), is("is longer than 5 characters"));
  }

  @Test
  void findsANulCharacterWhereverItStands() {
    assertThat(StorableText.error("\0", 5), is("holds a NUL character"));
    assertThat(StorableText.error("🍷a\0", 5), is("holds a NUL character"));
  }

  /** {@code \uD83C\uDF77} is a glass of wine. */
  @ParameterizedTest
  @ValueSource(
      strings = {"\uD83C", "\uDF77", "a\uD83Cb", "\uDF77\uD83C", "\uD83C\uD83C\uDF77", "🍷\uDF77"})
  void findsHalfACharacter(String text) {
    assertThat(StorableText.error(text, 5), is("holds half a character"));
  }

  @Test
  void shortensWhatIsLongerThanThreeHundredCharactersToHalfOfThat() {
    assertThat(StorableText.shortened("x".repeat(300)), is("x".repeat(300)));
    assertThat(StorableText.shortened("x".repeat(301)), is("x".repeat(150) + "…"));
  }

  @Test
  void neverCutsACharacterInTwo() {
    assertThat(StorableText.shortened("🍷".repeat(151)), is("🍷".repeat(150) + "…"));
  }

  @Test
  void showsSpacesForControlCharactersAndHalves() {
    assertThat(StorableText.shortened("a\r\n\0b\uD83Cc"), is("a   b c"));
    assertThat(StorableText.shortened("🍷"), is("🍷"));
  }

  @Test
  void showsThatThereIsNoText() {
    assertThat(StorableText.shortened(null), is("null"));
  }
}

package com.campaignconversions.insights.fields;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "438600948208231",
        "120210000000000001",
        "007",
        "0",
        "",
        "act_438600948208231",
        "belmonte",
        "1a",
        "a1",
        "spring-2025",
        "1-2",
      })
  void anIdIsKeptAsItIs(String id) {
    assertThat(Ids.plain(id), is(id));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "438600948208231.0 | 438600948208231",
        "438600948208231. | 438600948208231",
        "438600948208231,00 | 438600948208231",
        "act_438600948208231.0 | act_438600948208231",
      })
  void aFloatOfFifteenDigitsHasLostNone(String written, String id) {
    assertThat(Ids.plain(written), is(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2021E+17",
        "1.2021e17",
        "12021E13",
        "1202100000000000.0",
        "438600948208231.5",
        "438,600,948,208,231",
        "438 600 948 208 231",
        "438'600'948'208'231",
        "438\u2019600\u2019948\u2019208\u2019231",
        "438\u00A0600\u00A0948\u00A0208\u00A0231",
        "+438600948208231",
        "-5",
        "act_4.386E+14",
      })
  void aNumberInAnotherDressMayHaveLostDigits(String written) {
    assertThat(Ids.plain(written), is(nullValue()));
  }

  @ParameterizedTest
  @CsvSource({
    "438600948208231, 438600948208231",
    "act_438600948208231, 438600948208231",
    "ACT_438600948208231, 438600948208231",
    "Act_438600948208231.0, 438600948208231",
    "0012, 0012",
  })
  void anAdAccountIsItsDigits(String written, String digits) {
    assertThat(Ids.account(written), is(digits));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "000",
        "0.0",
        "act_",
        "act_0",
        "act_act_1",
        "act 1",
        "belmonte",
        "4.386E+14",
        "act_4.386E+14",
        " 1",
      })
  void nothingElseIsAnAdAccount(String written) {
    assertThat(Ids.account(written), is(nullValue()));
  }

  /** As a spreadsheet groups digits; a float of an id has more than three before its point. */
  @Test
  void threeZerosBehindASeparatorAreThousands() {
    assertThat(Ids.plain("438,000"), is(nullValue()));
    assertThat(Ids.plain("1.000"), is(nullValue()));
    assertThat(Ids.plain("4386.000"), is("4386"));
    assertThat(Ids.plain("438.00"), is("438"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "007", "-5", "+5", "4.386E+14", "438 600", "438'600", "1,5", "1."})
  void aNumberInWhateverDressIsLikeOne(String text) {
    assertThat(Ids.isLikeANumber(text), is(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "00", "0.0", "0,", "act_1", "1a", "E5", ".5", "--1", "1E", "none"})
  void textAndZeroAreNotLikeANumber(String text) {
    assertThat(Ids.isLikeANumber(text), is(false));
  }
}

package com.campaignconversions.insights.fields;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedIdTest {
  private static final String ID = "438600948208231";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4.386E+14",
        "4.386e14",
        "4.3860E+14",
        "4.38601E+14",
        "438600948208231",
        "438600948208231.0",
        "4E+14",
      })
  void agreesWithTheDigitsThatAreLeft(String written) {
    assertThat(DamagedId.agrees(written, ID), is(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "438,600,948,208,231",
        "438'600'948'208'231",
        "438_600_948_208_231",
        "438 600 948 208 231",
        "438\u00A0600\u00A0948\u00A0208\u00A0231",
        "438\u202F600\u202F948\u202F208\u202F231",
      })
  void agreesInWhateverGroupsTheDigitsStand(String written) {
    assertThat(DamagedId.agrees(written, ID), is(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4.385E+14",
        "4.387E+14",
        "4.38602E+14",
        "4.386E+13",
        "4.386E+15",
        "438600948208232",
        "438600948208231.5",
        "-438600948208231",
        "",
        " ",
        "none",
        "NaN",
        "4.386E+",
      })
  void disagreesWithAnyOther(String written) {
    assertThat(DamagedId.agrees(written, ID), is(false));
  }

  /** 4E+1 may be 35 that was rounded up, or 45 that was rounded to even. */
  @ParameterizedTest
  @CsvSource({"34, false", "35, true", "40, true", "45, true", "46, false"})
  void allowsHalfAUnitOfTheLastDigitThatIsLeft(String id, boolean agrees) {
    assertThat(DamagedId.agrees("4E+1", id), is(agrees));
  }

  @Test
  void anIdThatIsNoNumberAgreesWithItselfOnly() {
    assertThat(DamagedId.agrees("belmonte", "belmonte"), is(true));
    assertThat(DamagedId.agrees("1E+1", "belmonte"), is(false));
  }

  @Test
  void aNumberThatNoIdCanBeAgreesWithNone() {
    assertThat(DamagedId.agrees("1E+999999999", ID), is(false));
    assertThat(DamagedId.agrees("1E-999999999", ID), is(false));
    assertThat(DamagedId.agrees("100E2147483647", ID), is(false));
    assertThat(DamagedId.agrees("10E2147483647", ID), is(false));
    assertThat(DamagedId.agrees("1".repeat(61), ID), is(false));
  }
}

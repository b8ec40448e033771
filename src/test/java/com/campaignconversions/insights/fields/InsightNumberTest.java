package com.campaignconversions.insights.fields;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InsightNumberTest {

  @ParameterizedTest
  @CsvSource({
    "144, 144",
    "144., 144",
    "2.0, 2",
    ".5, 0.5",
    "007, 7",
    "29324.84, 29324.84",
    "0, 0",
    "-0, 0",
    "0.000, 0",
    "0e999999999, 0",
    "1e3, 1000",
    "1.5E2, 150",
    "1E-10, 0.0000000001",
    "1.00000000000000000000, 1",
    "' 7 ', 7",
    "999999999999999999, 999999999999999999",
    "1000000000000000000, 1000000000000000000",
    "9999999999999999999999999999.9999999999, 9999999999999999999999999999.9999999999"
  })
  void readsANumberHoweverItIsSpelled(String text, BigDecimal number) {
    assertThat(InsightNumber.parse(text), is(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "-0.01",
        "abc",
        "1,5",
        "1_000",
        "NaN",
        "Infinity",
        "0x1p3",
        "5f",
        "1 2",
        "--1",
        "٣",
        "1٣",
        "1e",
        "e5",
        ".",
        "true",
        "null",
        "1e99999999999999999999",
        "10000000000000000000000000000",
        "1e28",
        "1e999999999",
        "0.00000000001",
        "1e-11",
        "1e-999999999"
      })
  void refusesWhatIsNoAmountOrCannotBeKeptExactly(String text) {
    assertThat(InsightNumber.parse(text), is(nullValue()));
  }

  @Test
  void refusesATextLongerThanAnyNumber() {
    assertThat(InsightNumber.parse("1." + "0".repeat(500)), is(nullValue()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "361324, 361324",
    "2.0, 2",
    "1e3, 1000",
    "9223372036854775807, 9223372036854775807"
  })
  void readsAWholeNumber(String text, long number) {
    assertThat(InsightNumber.parseWhole(text), is(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.5", "9223372036854775808", "1e20", "-1", "", "many"})
  void refusesWhatIsNoWholeNumberOf63Bits(String text) {
    assertThat(InsightNumber.parseWhole(text), is(nullValue()));
  }

  @Property
  void readsBackEveryDecimalThatDatabasesKeep(
      @ForAll @BigRange(min = "0", max = "9999999999999999999999999999") @Scale(10)
          BigDecimal number) {
    BigDecimal read = InsightNumber.parse(number.toPlainString());

    assertThat(read == null ? -1 : read.compareTo(number), is(0));
    assertThat(
        read == null ? -1 : read.scale(),
        is(number.signum() == 0 ? 0 : Math.max(0, number.stripTrailingZeros().scale())));
  }

  @Property
  void knowsAWholeNumberFromItsDigits(
      @ForAll @BigRange(min = "0", max = "99999999999999999999") BigInteger number) {
    assertThat(
        InsightNumber.parseWhole(number.toString()),
        is(number.bitLength() < 64 ? number.longValue() : null));
  }
}

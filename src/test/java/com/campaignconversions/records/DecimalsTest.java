package com.campaignconversions.records;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

  @Test
  void twentyIsTheSameWithAndWithoutZerosAtItsEnd() {
    assertThat(Decimals.same(new BigDecimal("20"), new BigDecimal("20.00")), is(true));
    assertThat(Decimals.same(new BigDecimal("20"), new BigDecimal("2E+1")), is(true));
    assertThat(Decimals.same(new BigDecimal("20"), new BigDecimal("20.01")), is(false));
  }

  @Test
  void whatIsUnknownIsTheSameAsUnknownOnly() {
    assertThat(Decimals.same(null, null), is(true));
    assertThat(Decimals.same(null, BigDecimal.ZERO), is(false));
    assertThat(Decimals.same(BigDecimal.ZERO, null), is(false));
  }

  @ParameterizedTest
  @CsvSource({
    "20.00, 20, 0",
    "20.50, 20.5, 1",
    "2E+3, 2000, 0",
    "2000, 2000, 0",
    "1E-7, 0.0000001, 7",
    "0.000, 0, 0",
    "-1.10, -1.1, 1",
  })
  void writesANumberWithoutIdleZerosAndWithoutAnExponent(
      BigDecimal value, String text, int fractionDigits) {
    assertThat(Decimals.text(value), is(text));
    assertThat(Decimals.plain(value), is(new BigDecimal(text)));
    assertThat(Decimals.plain(value).scale(), is(fractionDigits));
  }
}

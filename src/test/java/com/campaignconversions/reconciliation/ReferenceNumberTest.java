package com.campaignconversions.reconciliation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceNumberTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1204.75|1204.75",
        "1204,75|1204.75",
        "1,204.75|1204.75",
        "1.204,75|1204.75",
        "1 204,75|1204.75",
        "1'204.75|1204.75",
        "1.204.500|1204500",
        "1,204,500|1204500",
        "-12,50|-12.5",
        "0,5|0.5",
        "12|12"
      })
  void bothDecimalFormsAreTold(String text, BigDecimal number) {
    assertThat(ReferenceNumber.parse(text, true, false), comparesEqualTo(number));
    assertThat(ReferenceNumber.parse(text, true, true), comparesEqualTo(number));
  }

  @Test
  void whatMayBeEitherIsForTheJobToSay() {
    assertThat(ReferenceNumber.parse("1,204", true, false), comparesEqualTo(new BigDecimal(1204)));
    assertThat(
        ReferenceNumber.parse("1,204", true, true), comparesEqualTo(new BigDecimal("1.204")));
    assertThat(
        ReferenceNumber.parse("1.204", true, false), comparesEqualTo(new BigDecimal("1.204")));
    assertThat(ReferenceNumber.parse("1.204", true, true), comparesEqualTo(new BigDecimal(1204)));
    // A database groups nothing.
    assertThat(
        ReferenceNumber.parse("1.204", false, true), comparesEqualTo(new BigDecimal("1.204")));
  }

  @Test
  void adsManagerGroupsByThree() {
    for (boolean comma : new boolean[] {true, false}) {
      assertThat(
          ReferenceNumber.ofAdsManager("337.549", comma), comparesEqualTo(new BigDecimal(337549)));
      assertThat(
          ReferenceNumber.ofAdsManager("4,036", comma), comparesEqualTo(new BigDecimal(4036)));
      assertThat(
          ReferenceNumber.ofAdsManager("2.961,67", comma),
          comparesEqualTo(new BigDecimal("2961.67")));
    }
  }

  @Test
  void whatIsNoNumberIsNull() {
    for (String text : new String[] {"many", "", "-", "12 EUR", "€12", "1e999", "--1"}) {
      assertThat(text, ReferenceNumber.parse(text, true, false), is(nullValue()));
    }
  }
}

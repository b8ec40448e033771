package com.campaignconversions.job.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.job.metrics.SimilarActionTypes.Likeness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarActionTypesTest {

  @ParameterizedTest
  @CsvSource({
    "purchase, omni_purchase",
    "omni_purchase, offsite_conversion.fb_pixel_purchase",
    "OMNI_PURCHASE, Purchase",
    "lead, leadgen_grouped",
    "mobile_app_install, omni_app_install",
    "search, onsite_web_search",
  })
  void namesOfOneEventMayStandForEachOther(String listed, String occurring) {
    assertThat(SimilarActionTypes.between(listed, occurring), is(Likeness.EVENT));
    assertThat(SimilarActionTypes.between(occurring, listed), is(Likeness.EVENT));
  }

  @ParameterizedTest
  @CsvSource({
    "purchase, search",
    "lead, link_click",
    "schedule_total, schedule_website",
    "landing_page_view, omni_landing_page_view",
    "my_event, your_event",
  })
  void othersAreNotAlike(String listed, String occurring) {
    assertThat(SimilarActionTypes.between(listed, occurring), is(nullValue()));
  }

  @ParameterizedTest
  @CsvSource({"purchase, purchase", "purchase, PURCHASE", "my_event, My_Event"})
  void aTypeIsNotLikeItself(String listed, String occurring) {
    assertThat(SimilarActionTypes.between(listed, occurring), is(nullValue()));
  }

  @ParameterizedTest
  @CsvSource({
    "purchas, purchase",
    "puchase, purchase",
    "pruchase, purchase",
    "Porchase, purchase",
    "omni_purchases, omni_purchase",
    "my_event, my_evennt",
  })
  void aNameThatIsNoneOfMetasMayBeOneSlipAway(String listed, String occurring) {
    assertThat(SimilarActionTypes.between(listed, occurring), is(Likeness.SPELLING));
  }

  @Test
  void twoSlipsAreTooMany() {
    assertThat(SimilarActionTypes.between("puchas", "purchase"), is(nullValue()));
    assertThat(SimilarActionTypes.between("prucahse", "purchase"), is(nullValue()));
  }

  @ParameterizedTest
  @CsvSource({
    "fb_pixel.reserve, fb_pixel_reserve",
    "reserve, offsite_conversion.fb_pixel_reserve",
    "onsite_conversion.reserve, omni_reserve",
    "reserves, offsite_conversion.fb_pixel_reserve",
    "reserve, onsite_conversion.reserves",
  })
  void aNameMayHaveAnotherPrefixMarkOrPlural(String listed, String occurring) {
    assertThat(SimilarActionTypes.between(listed, occurring), is(Likeness.SPELLING));
  }

  /** {@code like} is one letter from {@code bike}, but whoever lists it means likes. */
  @ParameterizedTest
  @CsvSource({
    "like, bike",
    "post, posts",
    "purchase, purchases",
    "onsite_conversion.post_save, omni_post_save",
    "subscribe_total, subscribe_totals",
  })
  void aNameOfMetasIsNoMisspelling(String listed, String occurring) {
    assertThat(SimilarActionTypes.between(listed, occurring), is(nullValue()));
  }

  @ParameterizedTest
  @CsvSource({"1234567, 1234568", "1234567, 123457", "1234567, 12344567", "1234567, 1243567"})
  void numbersOfCustomConversionsMayBeOneSlipApart(String listed, String occurring) {
    assertThat(
        SimilarActionTypes.between(
            "offsite_conversion.custom." + listed, "offsite_conversion.custom." + occurring),
        is(Likeness.NUMBER));
  }

  @ParameterizedTest
  @CsvSource({
    "offsite_conversion.custom.1234567, offsite_conversion.custom.7654321",
    // Too short to be told from the number of another conversion.
    "offsite_conversion.custom.12345, offsite_conversion.custom.12346",
    "offsite_conversion.custom.1234567, offsite_conversion.custom.x234567",
    "offsite_conversion.customs.1234567, offsite_conversion.custom.1234567",
  })
  void customConversionsAreOnlyAlikeByTheirNumber(String listed, String occurring) {
    assertThat(SimilarActionTypes.between(listed, occurring), is(nullValue()));
  }

  @Test
  void onlyAnotherNameOfTheEventLeavesTheNumberAtZero() {
    assertThat(Likeness.SPELLING.isSlip(), is(true));
    assertThat(Likeness.NUMBER.isSlip(), is(true));
    assertThat(Likeness.EVENT.isSlip(), is(false));
  }
}

package com.campaignconversions.job.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffMetaActionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "region",
        "dma",
        "hourly_stats_aggregated_by_audience_time_zone",
        "hourly_stats_aggregated_by_advertiser_time_zone",
        "age,region",
        "dma,impression_device",
      })
  void aBreakdownByPlaceOrHourHidesThem(String breakdowns) {
    assertThat(OffMetaActions.areHiddenBy(breakdowns), is(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "age", "age,gender", "country", "user_region", "regions", ","})
  void noOtherBreakdownHidesThem(String breakdowns) {
    assertThat(OffMetaActions.areHiddenBy(breakdowns), is(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "purchase",
        "omni_purchase",
        "offsite_conversion.fb_pixel_purchase",
        "app_custom_event.fb_mobile_purchase",
        "lead",
        "landing_page_view",
        "web_in_store_purchase",
        "schedule_total",
      })
  void whatMayHappenOutsideOfMetaIsOne(String type) {
    assertThat(OffMetaActions.isOne(type), is(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "onsite_conversion.purchase",
        "onsite_web_purchase",
        "leadgen.other",
        "leadgen_grouped",
        "post",
        "post_engagement",
        "page_engagement",
        "video_view",
        "click_to_call_call_confirm",
        "link_click",
        "inline_link_click",
        "like",
        "comment",
      })
  void whatHappensOnMetaIsNone(String type) {
    assertThat(OffMetaActions.isOne(type), is(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONSITE_CONVERSION.PURCHASE", "Link_Click", "LIKE"})
  void upperAndLowerCaseAreOne(String type) {
    assertThat(OffMetaActions.isOne(type), is(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "omni_purchase",
        "OMNI_Purchase",
        "app_install",
        "app_custom_event.fb_mobile_purchase",
        "mobile_app_install",
        "purchase",
      })
  void aTypeOfAppsOrOfEveryChannelMayCountInApps(String type) {
    assertThat(OffMetaActions.isInApp(type), is(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "offsite_conversion.fb_pixel_purchase",
        "onsite_conversion.purchase",
        "onsite_web_purchase",
        "link_click",
        "like",
      })
  void aTypeOfTheWebOrOfMetaItselfCountsNothingInApps(String type) {
    assertThat(OffMetaActions.isInApp(type), is(false));
  }
}

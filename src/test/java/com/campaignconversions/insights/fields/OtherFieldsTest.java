package com.campaignconversions.insights.fields;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields that nobody knows may tell two rows apart. */
class OtherFieldsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_airbyte_extracted_at",
        "exported_at",
        "sync_time",
        "load_date",
        "adset_name",
        "objective",
        "campaign_objective",
        "adset_status",
        "account_timezone_name",
        "quality_ranking",
        "reach",
        "product_name",
        "opportunity_score",
        " "
      })
  void aFieldThatIsDocumentedOrToldByItsNameMayNot(String name) {
    assertThat(OtherFields.isNameOfSegment(name), is(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zzz", "type", "placement", "customer_type", "campaign_kind", "batch"})
  void anyOtherMay(String name) {
    assertThat(OtherFields.isNameOfSegment(name), is(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.5",
        "-1.25",
        ".5",
        "3,75",
        "12.5%",
        "1.5e-7",
        "2E-3",
        "2025-11-30",
        "2025/11/30",
        "30.11.2025",
        "11/30/2025 10:00",
        "2025-11-30T10:00:00+0100",
        "2025-11-30 10:00:00",
        "https://a.example/b",
        "HTTP://a.example",
        "NaN",
        "[]",
        "[{\"a\": 1}]",
        "{\"a\": 1}",
        "",
        "  "
      })
  void valuesThatSplitNothingDoNot(String value) {
    assertThat(OtherFields.mayTellApart(value), is(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "5", "-3", "true", "new customers", "1.2.3", "1-2", "[beta] feed"})
  void anyOtherValueDoes(String value) {
    assertThat(OtherFields.mayTellApart(value), is(true));
  }

  @Test
  void keepsLongValuesShortAndApart() {
    String long1 = "x".repeat(5000) + "a";
    String long2 = "x".repeat(5000) + "b";

    assertThat(OtherFields.kept(long1).length(), is(lessThan(250)));
    assertThat(OtherFields.kept(long1), is(not(OtherFields.kept(long2))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_segment_key",
        "media_type",
        "media_format",
        "landing_destination",
        "mmm",
        "is_conversion_id_modeled",
        "fidelity_type",
        "hsid",
        "postback_sequence_index",
        "standard_event_content_type",
        "signal_source_bucket",
        "marketing_messages_btn_name",
        "product_brand_breakdown",
        "comscore_market",
        "place_page_id",
        "app_id",
        "skan_version",
        "gen_ai_asset_type",
        "conversion_destination",
        "reels_trending_topic",
        "creative_automation_asset_id",
        "ad_extension_url",
        "media_asset",
        "hourly_stats_aggregated_by_audience_time_zone"
      })
  void knowsWhatMetaSplitsBy(String breakdown) {
    assertThat(MetaFields.isBreakdown(breakdown), is(true));
    assertThat(MetaFields.isDocumented(breakdown), is(false));
  }
}

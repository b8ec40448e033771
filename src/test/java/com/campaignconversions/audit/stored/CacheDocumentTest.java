package com.campaignconversions.audit.stored;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CacheDocumentTest {
  private static final String NO_CAMPAIGNS = "documents that are no JSON object with campaigns";
  private static final String NO_METRIC =
      "documents without a metric of conversionMetrics or of the catalogue";

  private final List<String> refused = new ArrayList<>();
  private final List<StoredPeriod> periods = new ArrayList<>();
  private final CacheDocument documents =
      new CacheDocument(List.of("leads", "calls"), CacheDocumentTest::number, refused::add);

  private static @Nullable BigDecimal number(String column, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private StoredPeriod period() {
    StoredPeriod period = new StoredPeriod();
    periods.add(period);
    return period;
  }

  /** Reads a document that can be used. */
  private StoredPeriod read(String json) {
    documents.read(json, this::period);
    assertThat(periods.size(), is(1));
    return periods.get(0);
  }

  private void isRefused(@Nullable String json, String because) {
    refused.clear();
    documents.read(json, this::period);
    assertThat(refused, contains(because));
    assertThat(periods, is(empty()));
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  @Test
  void campaignsAndTheirNumbersAreRead() {
    StoredPeriod stored =
        read(
            "{\"campaigns\":["
                + "{\"campaign_id\":\"10\",\"spend\":12.50,\"impressions\":1000,\"clicks\":7,"
                + "\"leads\":3},"
                + "{\"campaign_id\":\"11\",\"spend\":\"1\",\"leads\":0}]}");

    assertThat(stored.campaignIds(), contains("10", "11"));
    assertThat(
        stored.values("spend"),
        contains(comparesEqualTo(decimal("12.5")), comparesEqualTo(decimal("1"))));
    assertThat(stored.values("clicks"), contains(comparesEqualTo(decimal("7")), nullValue()));
    assertThat(
        stored.values("leads"),
        contains(comparesEqualTo(decimal("3")), comparesEqualTo(decimal("0"))));
    assertThat(refused, is(empty()));
  }

  @Test
  void decimalsAreReadToTheirLastDigit() {
    StoredPeriod stored =
        read("{\"campaigns\":[{\"campaign_id\":\"10\",\"leads\":0.12345678901234567890123}]}");

    assertThat(
        stored.values("leads"), contains(comparesEqualTo(decimal("0.12345678901234567890123"))));
  }

  @Test
  void metricsAreThoseOfTheCatalogueThatSomeCampaignHasAndThoseThatTheDocumentNames() {
    StoredPeriod stored =
        read(
            "{\"campaigns\":["
                + "{\"campaign_id\":\"10\",\"ctr\":0.5,\"bookings\":2},"
                + "{\"campaign_id\":\"11\",\"calls\":1}],"
                + "\"conversionMetrics\":{\"bookings\":{},\"visits\":{}}}");

    assertThat(stored.metrics(), contains("calls", "bookings", "visits"));
    assertThat(stored.values("visits"), contains(nullValue(), nullValue()));
    assertThat(stored.values("ctr"), contains(nullValue(), nullValue()));
  }

  @Test
  void anIdMayBeANumberAndBlanksAroundItAreNoPart() {
    StoredPeriod stored =
        read(
            "{\"campaigns\":[{\"campaign_id\":10,\"leads\":1},"
                + "{\"campaign_id\":\" 10 \",\"leads\":2}]}");

    assertThat(stored.campaignIds(), contains("10"));
    assertThat(stored.values("leads"), contains(comparesEqualTo(decimal("3"))));
  }

  @Test
  void aCampaignWithoutAnIdIsRefusedAndTheOthersAreRead() {
    StoredPeriod stored =
        read(
            "{\"campaigns\":[{\"leads\":1},{\"campaign_id\":\" \",\"leads\":1},7,"
                + "{\"campaign_id\":\"10\",\"leads\":1}]}");

    assertThat(stored.campaignIds(), contains("10"));
    assertThat(
        refused,
        contains(
            "campaigns without campaign_id",
            "campaigns without campaign_id",
            "campaigns without campaign_id"));
  }

  @Test
  void whatIsNullOrNoNumberIsUnknown() {
    StoredPeriod stored =
        read("{\"campaigns\":[{\"campaign_id\":\"10\",\"leads\":null,\"calls\":\"many\"}]}");

    assertThat(stored.metrics(), contains("leads", "calls"));
    assertThat(stored.values("leads"), contains(nullValue()));
    assertThat(stored.values("calls"), contains(nullValue()));
  }

  @Test
  void aDocumentWithoutCampaignsIsRefused() {
    isRefused(null, NO_CAMPAIGNS);
    isRefused("", NO_CAMPAIGNS);
    isRefused("{", NO_CAMPAIGNS);
    isRefused("null", NO_CAMPAIGNS);
    isRefused("[]", NO_CAMPAIGNS);
    isRefused("{}", NO_CAMPAIGNS);
    isRefused("{\"campaigns\":{\"10\":{\"leads\":1}}}", NO_CAMPAIGNS);
  }

  @Test
  void aDocumentWithoutAMetricIsRefused() {
    isRefused("{\"campaigns\":[]}", NO_METRIC);
    isRefused("{\"campaigns\":[{\"campaign_id\":\"10\",\"spend\":1,\"ctr\":2}]}", NO_METRIC);
    isRefused(
        "{\"campaigns\":[{\"campaign_id\":\"10\",\"spend\":1}],"
            + "\"conversionMetrics\":{\"spend\":{}}}",
        NO_METRIC);
  }

  @Test
  void aDocumentOfNoCampaignsThatNamesItsMetricsIsRead() {
    StoredPeriod stored = read("{\"campaigns\":[],\"conversionMetrics\":{\"leads\":{}}}");

    assertThat(stored.campaignIds(), is(empty()));
    assertThat(stored.metrics(), contains("leads"));
  }
}

package com.campaignconversions.insights.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.clients.Granularity;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken from a row that can be used. */
class InsightValuesTest {
  private final Path folder;

  InsightValuesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static RowText row() {
    return RowText.ofCampaign("10");
  }

  private Insight insight(SmallJob small, RowText row) {
    Job job = small.build();
    Reading reading = new Reading(job, SmallJob.wanted(job, "2025-11")).text(folder, row.json());
    assertThat(reading.rejected(), is(empty()));
    assertThat(reading.insights(), hasSize(1));
    return reading.insights().get(0);
  }

  private Insight insight(RowText row) {
    return insight(SmallJob.ofBelmonte(), row);
  }

  /** Amounts by action type, of a job that counts these in {@code actions}. */
  private Map<String, BigDecimal> amounts(SmallJob small, RowText row, String... types) {
    Insight insight = insight(small.metric("counted", types), row);
    WantedActions wanted = WantedActions.of(small.build());
    Map<String, BigDecimal> amounts = new LinkedHashMap<>();
    for (String type : types) {
      int place = insight.actions().series().indexOf(wanted.series("actions", type));
      if (place >= 0) {
        amounts.put(type, insight.actions().amounts().get(place));
      }
    }
    return amounts;
  }

  private static SmallJob job() {
    return SmallJob.monthly().client("belmonte", "PLN", "1");
  }

  @Test
  void takesTheRowAsMetaWritesIt() {
    Insight insight =
        insight(
            row()
                .field("account_currency", "PLN")
                .field("campaign_name", "Jesień w górach")
                .field("attribution_setting", "7d_click_1d_view")
                .field("spend", "1127.56")
                .field("impressions", "361324")
                .field("clicks", "1223"));

    assertThat(insight.clientPeriod().toString(), is("belmonte 2025-11"));
    assertThat(insight.ids().accountId(), is("1"));
    assertThat(insight.ids().campaignId(), is("10"));
    assertThat(insight.campaignName(), is("Jesień w górach"));
    assertThat(insight.currency(), is("PLN"));
    assertThat(insight.attributionSetting(), is("7d_click_1d_view"));
    assertThat(insight.delivery().spend(), is(new BigDecimal("1127.56")));
    assertThat(insight.delivery().impressions(), is(361324L));
    assertThat(insight.delivery().clicks(), is(1223L));
    assertThat(insight.isAccountTotal(), is(false));
    assertThat(insight.level(), is(0));
  }

  @Test
  void takesNumbersWhereConnectorsMadeNumbersOfThem() {
    Insight insight =
        insight(
            row()
                .raw("account_id", "1")
                .raw("spend", "1127.560")
                .raw("impressions", "361324.0")
                .field("clicks", "144.")
                .entry("actions", "{\"action_type\":\"purchase\",\"value\":2.0}"));

    assertThat(insight.delivery().spend(), is(new BigDecimal("1127.56")));
    assertThat(insight.delivery().impressions(), is(361324L));
    assertThat(insight.delivery().clicks(), is(144L));
    assertThat(insight.actions().amounts().toString(), is("[2]"));
  }

  @Test
  void doesNotConfuseMissingWithZero() {
    Insight nothing = insight(row().raw("spend", "null").raw("actions", "null"));
    Insight zero = insight(row().field("spend", "0").field("clicks", "0").raw("actions", "[]"));

    assertThat(nothing.delivery().spend(), is(nullValue()));
    assertThat(nothing.delivery().impressions(), is(nullValue()));
    assertThat(nothing.delivery().clicks(), is(nullValue()));
    assertThat(nothing.actions().arraysPresent(), is(0L));
    assertThat(zero.delivery().spend(), is(BigDecimal.ZERO));
    assertThat(zero.delivery().clicks(), is(0L));
    assertThat(zero.actions().arraysPresent(), is(1L));
  }

  @Test
  void takesAnAccountWithAndWithoutItsPrefix() {
    assertThat(insight(row().field("account_id", "act_1")).ids().accountId(), is("1"));
    assertThat(insight(row().field("account_id", " 1 ")).ids().accountId(), is("1"));
  }

  @Test
  void goesByTheClientIdWhereThereIsNoAccount() {
    RowText row = row().without("account_id").field("client_id", "belmonte");

    assertThat(insight(row).ids().accountId(), is("1"));
    assertThat(
        insight(SmallJob.monthly().client("belmonte", "PLN", "1", "2").metric("m", "x"), row)
            .ids()
            .accountId(),
        is(nullValue()));
  }

  @Test
  void knowsTheAccountsOwnTotal() {
    assertThat(insight(RowText.ofAccount("1")).isAccountTotal(), is(true));
    assertThat(insight(RowText.ofAccount("1").field("campaign_id", "")).isAccountTotal(), is(true));
  }

  @Test
  void knowsTheLevelOfARow() {
    assertThat(insight(row().field("adset_id", "20")).level(), is(1));
    assertThat(insight(row().field("adset_id", "20").field("ad_id", "30")).level(), is(2));
    assertThat(insight(row().field("ad_id", "30")).level(), is(2));
  }

  @Test
  void knowsTheBreakdownsOfARow() {
    Insight insight =
        insight(
            row()
                .field("gender", "female")
                .field("age", "18-24")
                .field("hourly_stats_aggregated_by_advertiser_time_zone", "00:00:00 - 00:59:59")
                .raw("image_asset", "{\"id\":\"5\"}")
                .raw("country", "null"));

    assertThat(
        insight.breakdowns().fields(),
        is("age,gender,hourly_stats_aggregated_by_advertiser_time_zone,image_asset"));
    assertThat(
        List.of(insight.breakdowns().values().split("\u001f", -1)),
        contains("18-24", "female", "00:00:00 - 00:59:59", "{\"id\":\"5\"}"));
    assertThat(insight(row()).breakdowns().fields(), is(""));
  }

  @Test
  void findsThePeriodThatHoldsBothDays() {
    RowText week = row().days("2025-11-10", "2025-11-16");
    Job job = SmallJob.ofBelmonte().every(Granularity.WEEK).build();

    assertThat(
        new Reading(job, SmallJob.wanted(job, "2025-W46"))
            .text(folder, week.json())
            .insights()
            .get(0)
            .clientPeriod()
            .toString(),
        is("belmonte 2025-W46"));
  }

  @Test
  void addsFragmentsOfOneActionTypeUp() {
    assertThat(
        amounts(job(), row().action("lead", "1.5").action("LEAD", "2").action("like", "9"), "lead"),
        is(Map.of("lead", new BigDecimal("3.5"))));
  }

  @Test
  void comparesActionTypesWithoutCase() {
    String type = "offsite_conversion.fb_pixel_custom.Wysłano Zapytanie";

    assertThat(
        amounts(job(), row().action(type.toUpperCase(java.util.Locale.ROOT), "3"), type),
        is(Map.of(type, BigDecimal.valueOf(3))));
  }

  @Test
  void comparesWholeNames() {
    assertThat(
        amounts(
            job(), row().action("purchase_add_20_s_calls", "3").action("purchas", "2"), "purchase"),
        is(Map.of()));
  }

  @Test
  void takesZeroForAbsent() {
    assertThat(insight(row().action("purchase", "0")).actions().series(), is(empty()));
  }

  @Test
  void listsAmountsInTheOrderOfTheirSeries() {
    Insight one =
        insight(
            job().metric("m", "a", "b", "c"),
            row().action("c", "3").action("a", "1").action("b", "2"));

    assertThat(one.actions().series(), contains(0, 1, 2));
    assertThat(one.actions().amounts().toString(), is("[1, 2, 3]"));
  }

  @Test
  void countsMoreThanSixteenActionTypes() {
    SmallJob small = job();
    RowText row = row();
    for (int i = 40; i > 0; i--) {
      small.metric("m" + i, "type_" + i);
      row.action("type_" + i, String.valueOf(i));
    }

    Insight insight = insight(small, row);

    assertThat(insight.actions().series(), hasSize(40));
    assertThat(insight.actions().amounts().get(0), is(BigDecimal.valueOf(40)));
  }

  @Test
  void readsAnArrayThatIsJsonText() {
    assertThat(
        amounts(
            job(),
            row()
                .raw(
                    "actions",
                    "\" [{\\\"action_type\\\":\\\"lead\\\",\\\"value\\\":\\\"3\\\"}] \""),
            "lead"),
        is(Map.of("lead", BigDecimal.valueOf(3))));
  }

  @Test
  void takesTheWantedAttributionWindow() {
    RowText row =
        row()
            .entry(
                "actions",
                "{\"action_type\":\"lead\",\"value\":\"9\",\"7d_click\":\"3\",\"1d_view\":\"2\"}")
            .entry("actions", "{\"action_type\":\"purchase\",\"value\":\"9\",\"1d_click\":\"1\"}");

    assertThat(
        amounts(job().windows("7d_click"), row, "lead", "purchase"),
        is(Map.of("lead", BigDecimal.valueOf(3))));
  }

  @Test
  void addsAClickAndAViewWindow() {
    RowText row =
        row()
            .entry("actions", "{\"action_type\":\"lead\",\"7d_click\":\"3\",\"1d_view\":\"2\"}")
            .entry("actions", "{\"action_type\":\"purchase\",\"_1_d_view\":\"4\"}");

    assertThat(
        amounts(job().windows("7d_click", "1d_view"), row, "lead", "purchase"),
        is(Map.of("lead", BigDecimal.valueOf(5), "purchase", BigDecimal.valueOf(4))));
  }

  @Test
  void doesNotMindABadValueInAWindowThatIsNotWanted() {
    RowText row =
        row().entry("actions", "{\"action_type\":\"lead\",\"value\":\"x\",\"7d_click\":\"3\"}");

    assertThat(
        amounts(job().windows("7d_click"), row, "lead"), is(Map.of("lead", BigDecimal.valueOf(3))));
  }

  @Test
  void keepsArraysApart() {
    SmallJob small =
        job()
            .metric("reservations", "purchase")
            .metric("value", List.of("action_values"), Scope.CAMPAIGN, Unit.MONEY, "purchase");
    Insight insight =
        insight(
            small,
            row()
                .action("purchase", "3")
                .entry("action_values", "{\"action_type\":\"purchase\",\"value\":\"99.5\"}"));

    assertThat(insight.actions().amounts().toString(), is("[3, 99.5]"));
    assertThat(insight.actions().arraysPresent(), is(3L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"COST_CAP", "LOWEST_COST_WITH_BID_CAP"})
  void knowsABidStrategyThatCapsTheCostOfAResult(String strategy) {
    assertThat(insight(row().field("bid_strategy", strategy)).chargedPerResult(), is(true));
  }

  @Test
  void knowsABillingEventOtherThanImpressions() {
    assertThat(insight(row().field("billing_event", "LINK_CLICKS")).chargedPerResult(), is(true));
    assertThat(insight(row().field("billing_event", "IMPRESSIONS")).chargedPerResult(), is(false));
    assertThat(
        insight(row().field("bid_strategy", "LOWEST_COST_WITHOUT_CAP")).chargedPerResult(),
        is(false));
  }

  @Test
  void keepsTheFieldThatOrdersRows() {
    assertThat(
        insight(
                SmallJob.ofBelmonte().newest(Newest.FIELD, "updated_time"),
                row().raw("updated_time", "17"))
            .newest(),
        is("17"));
    assertThat(
        insight(
                SmallJob.ofBelmonte().newest(Newest.FIELD, "date_stop"),
                row().raw("updated_time", "17"))
            .newest(),
        is("2025-11-30"));
    assertThat(insight(row().raw("updated_time", "17")).newest(), is(not("17")));
  }
}

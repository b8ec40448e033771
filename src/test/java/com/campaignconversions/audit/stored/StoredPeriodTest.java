package com.campaignconversions.audit.stored;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class StoredPeriodTest {
  private static final BigDecimal TWO = new BigDecimal(2);
  private static final BigDecimal THREE = new BigDecimal(3);

  private final StoredPeriod period = new StoredPeriod();

  private void add(String campaign, String column, BigDecimal value) {
    period.add(period.row(campaign), column, value);
  }

  @Test
  void rowsOfOneCampaignAddUp() {
    add("10", "leads", TWO);
    add("11", "leads", TWO);
    add("10", "leads", THREE);

    assertThat(period.campaignIds(), contains("10", "11"));
    assertThat(period.values("leads"), contains(new BigDecimal(5), TWO));
    assertThat(period.rows(), is(3L));
  }

  @Test
  void campaignsStayInTheOrderInWhichTheyCame() {
    period.row("9");
    period.row("10");
    assertThat(period.row("9"), is(0));
    assertThat(period.row("1"), is(2));

    assertThat(period.campaignIds(), contains("9", "10", "1"));
  }

  @Test
  void whatNoRowKnowsIsNullAndNotZero() {
    period.row("10");
    add("11", "leads", BigDecimal.ZERO);
    period.row("12");

    assertThat(period.values("leads"), contains(nullValue(), is(BigDecimal.ZERO), nullValue()));
  }

  @Test
  void aValueThatIsKnownInSomeRowsOfACampaignIsKnown() {
    period.row("10");
    add("10", "leads", TWO);
    period.row("10");

    assertThat(period.values("leads"), contains(TWO));
  }

  @Test
  void aColumnThatIsNotStoredIsUnknownForEachCampaign() {
    period.row("10");

    assertThat(period.values("leads"), contains(nullValue()));
    assertThat(period.metrics(), is(empty()));
  }

  @Test
  void aColumnWithoutAnyValueIsStoredAllTheSame() {
    period.row("10");
    period.column("leads");

    assertThat(period.metrics(), contains("leads"));
    assertThat(period.values("leads"), contains(nullValue()));
  }

  @Test
  void spendImpressionsAndClicksAreNoMetrics() {
    for (String column : new String[] {"spend", "leads", "impressions", "clicks", "calls"}) {
      add("10", column, TWO);
    }

    assertThat(period.metrics(), contains("leads", "calls"));
    assertThat(period.values("spend"), contains(TWO));
  }
}

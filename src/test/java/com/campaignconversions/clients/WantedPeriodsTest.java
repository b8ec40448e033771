package com.campaignconversions.clients;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WantedPeriodsTest {
  private static final Period SEPTEMBER = Period.parse("2025-09");
  private static final Period OCTOBER = Period.parse("2025-10");
  private static final Period NOVEMBER = Period.parse("2025-11");

  private final WantedPeriods wanted =
      new WantedPeriods(
          Map.of("belmonte", List.of(SEPTEMBER, NOVEMBER), "lakeside", List.of(OCTOBER)));

  @Test
  void wantsWhatWasAskedForOfEachClient() {
    assertThat(wanted.wants("belmonte", SEPTEMBER), is(true));
    assertThat(wanted.wants("belmonte", NOVEMBER), is(true));
    assertThat(wanted.wants("lakeside", OCTOBER), is(true));
  }

  @Test
  void wantsNothingElse() {
    assertThat(wanted.wants("belmonte", OCTOBER), is(false));
    assertThat(wanted.wants("lakeside", NOVEMBER), is(false));
    assertThat(wanted.wants("aurora", NOVEMBER), is(false));
    assertThat(wanted.wantsClient("aurora"), is(false));
    assertThat(wanted.of("aurora"), is(empty()));
  }

  @Test
  void listsAndCountsThem() {
    assertThat(wanted.of("belmonte"), contains(SEPTEMBER, NOVEMBER));
    assertThat(wanted.size(), is(3L));
  }

  @Test
  void ordersClientPeriodsByClientThenPeriod() {
    ClientPeriod one = new ClientPeriod("belmonte", NOVEMBER);

    assertThat(one.compareTo(new ClientPeriod("lakeside", SEPTEMBER)) < 0, is(true));
    assertThat(one.compareTo(new ClientPeriod("belmonte", OCTOBER)) > 0, is(true));
    assertThat(one.toString(), is("belmonte 2025-11"));
  }
}

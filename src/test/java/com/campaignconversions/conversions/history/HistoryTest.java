package com.campaignconversions.conversions.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.history.History.PublishedPeriod;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final PublishedPeriod OCTOBER =
      new PublishedPeriod(
          new EarlierPeriod(Period.parse("2025-10"), "", true, true, 3, BigDecimal.TEN, Map.of()),
          "fingerprint",
          true);

  private static final History PUBLISHED =
      new History() {
        @Override
        public Map<String, List<PublishedPeriod>> of(Set<String> clientIds) {
          return Map.of("belmonte", List.of(OCTOBER));
        }

        @Override
        public Set<String> accounts(String fingerprint) {
          return Set.of("account of " + fingerprint);
        }

        @Override
        public Map<String, Set<String>> sources(String clientId) {
          return Map.of("leads", Set.of("lead of " + clientId));
        }
      };

  @Test
  void nothingIsPublishedOfAnybody() {
    assertThat(History.NOTHING.of(Set.of("belmonte")), is(Map.of()));
    assertThat(History.NOTHING.accounts("fingerprint"), is(Set.of()));
    assertThat(History.NOTHING.sources("belmonte"), is(Map.of()));
  }

  @Test
  void aDryRunWritesAllAgainAndKnowsTheRest() {
    History again = PUBLISHED.toBeWrittenAgain();
    PublishedPeriod october =
        again.of(Set.of("belmonte")).getOrDefault("belmonte", List.of()).get(0);
    assertThat(OCTOBER.written(), is(true));
    assertThat(october.written(), is(false));
    assertThat(october.numbers(), is(OCTOBER.numbers()));
    assertThat(again.accounts("x"), is(Set.of("account of x")));
    assertThat(again.sources("belmonte"), is(Map.of("leads", Set.of("lead of belmonte"))));
  }
}

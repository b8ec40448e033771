package com.campaignconversions.conversions.history;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.history.History.CampaignNumbers;
import com.campaignconversions.conversions.history.History.PublishedPeriod;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CampaignHistoryTest {
  private final Job job =
      SmallJob.monthly().client("belmonte", "EUR", "42").metric("leads", "lead").build();
  private final Client client = job.clients().get(0);

  @Test
  void tellsTheFirstInFullAndCountsTheOthers() {
    CampaignHistory history = published(6, true);

    assertThat(
        history.outliers(Period.parse("2025-07"), List.of(campaign("1", 0), campaign("2", 90))),
        is(
            "campaign 2 (Spa) shows 90 for leads, where its spend and its own 6 earlier periods led"
                + " to expect about 31, and 1 more number of its campaigns is as far from theirs"));
    assertThat(
        history.outliers(Period.parse("2025-08"), List.of(campaign("1", 0))),
        is("1 number of its campaigns is far from what their own earlier periods led to expect"));
  }

  @Test
  void isSilentWhereNumbersAreAsUsual() {
    assertThat(
        published(6, true).outliers(Period.parse("2025-07"), List.of(campaign("1", 25))),
        is(nullValue()));
  }

  @Test
  void asksOnlyPeriodsThatAreFinalAndTrusted() {
    assertThat(
        published(6, false).outliers(Period.parse("2025-07"), List.of(campaign("1", 0))),
        is(nullValue()));
    assertThat(
        published(5, true).outliers(Period.parse("2025-07"), List.of(campaign("1", 0))),
        is(nullValue()));
  }

  @Test
  void learnsFromWhatTheRunExtracts() {
    CampaignHistory history = published(5, true);
    // Read before it learns, as a run does.
    assertThat(
        history.outliers(Period.parse("2025-06"), List.of(campaign("1", 31))), is(nullValue()));
    history.add(earlier("2025-06", true), List.of(campaign("1", 31)));

    assertThat(
        String.valueOf(history.outliers(Period.parse("2025-07"), List.of(campaign("1", 0))))
            .startsWith("campaign"),
        is(true));
  }

  /** Windows of views were removed on 2026-01-12; nothing of it concerns a spike. */
  @Test
  void namesWhatMetaChangedWhereACampaignDrops() {
    CampaignHistory history = published(6, true, "28d_view");
    String told =
        String.valueOf(history.outliers(Period.parse("2026-01"), List.of(campaign("1", 0))));
    assertThat(told, containsString(". Meta may be the cause: on 2026-01-12"));
    assertThat(told.endsWith("."), is(false));
    assertThat(
        published(6, true, "28d_view")
            .outliers(Period.parse("2026-01"), List.of(campaign("2", 90))),
        not(containsString("Meta")));
  }

  /** Months from January, of two campaigns with about 30 leads each. */
  private CampaignHistory published(int months, boolean trusted) {
    return published(months, trusted, "value");
  }

  private CampaignHistory published(int months, boolean trusted, String window) {
    List<PublishedPeriod> published = new ArrayList<>();
    Map<String, Map<String, CampaignNumbers>> versions = new HashMap<>();
    for (int month = 1; month <= months; month++) {
      String period = "2025-%02d".formatted(month);
      published.add(new PublishedPeriod(earlier(period, trusted), "version " + month, true));
      versions.put(
          "version " + month, Map.of("1", numbers(29 + month % 3), "2", numbers(30 + month % 2)));
    }
    History history =
        new History() {
          @Override
          public Map<String, List<PublishedPeriod>> of(Set<String> clientIds) {
            return Map.of(client.id(), published);
          }

          @Override
          public Map<String, Map<String, CampaignNumbers>> campaigns(Set<String> fingerprints) {
            Map<String, Map<String, CampaignNumbers>> found = new HashMap<>(versions);
            found.keySet().retainAll(fingerprints);
            return found;
          }
        };
    Job counting =
        SmallJob.monthly()
            .client("belmonte", "EUR", "42")
            .metric("leads", "lead")
            .windows(window)
            .build();
    return CampaignHistory.of(history, published, client, counting);
  }

  private static EarlierPeriod earlier(String period, boolean trusted) {
    return new EarlierPeriod(
        Period.parse(period), "", trusted, true, 2, BigDecimal.valueOf(200), Map.of());
  }

  private static CampaignNumbers numbers(long leads) {
    return new CampaignNumbers(BigDecimal.valueOf(100), List.of(BigDecimal.valueOf(leads)));
  }

  private static CampaignHistory.Campaign campaign(String id, long leads) {
    return new CampaignHistory.Campaign(id, "Spa", numbers(leads));
  }
}

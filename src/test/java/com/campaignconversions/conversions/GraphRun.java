package com.campaignconversions.conversions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.conversions.ClientPeriodExtraction.Result;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.conversions.losses.GatheredRows;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.rows.Reading;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.marketingapi.Asking;
import com.campaignconversions.marketingapi.FakeGraph;
import com.campaignconversions.marketingapi.QuickTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two clients and some months, from a fake Graph API to what would be published: belmonte with
 * account 1, lakeside with 21 and 22. What would be published is the truth.
 */
final class GraphRun {
  private final FakeGraph graph;
  private final Map<String, Integer> campaigns;
  private final List<ClientPeriodSummary> summaries = new ArrayList<>();

  /**
   * Asks, extracts and compares.
   *
   * @param campaigns how many each account has
   * @param which names the run where it fails
   */
  GraphRun(
      FakeGraph graph,
      Asking asking,
      Map<String, Integer> campaigns,
      String which,
      String... months) {
    this.graph = graph;
    this.campaigns = campaigns;
    Job job =
        SmallJob.ofBelmonte()
            .client("lakeside", "PLN", "21", "22")
            .insights(asking.of(graph))
            .build();
    WantedPeriods wanted = SmallJob.wanted(job, months);
    Reading reading = new Reading(job, wanted).graph(job, wanted, new QuickTime(), QuickTime.START);
    assertThat(which, graph.asked(), everyItem(not(containsString(FakeGraph.TOKEN))));
    GatheredRows gathered = GatheredRows.of(reading.blocks(), job.granularity());
    for (Client client : job.clients()) {
      for (Period period : wanted.of(client.id())) {
        ClientPeriod clientPeriod = new ClientPeriod(client.id(), period);
        GatheredRows.OfClientPeriod found = gathered.take(clientPeriod);
        Result result =
            new ClientPeriodExtraction(job, client, WantedActions.of(job), QuickTime.START)
                .extract(period, found, gathered.sources(client.id()), PublishedBefore.NOTHING);
        boolean unfinished = reading.unfinished().containsKey(clientPeriod);
        check(which + ", " + clientPeriod, unfinished, client, result);
        summaries.add(result.summary());
      }
    }
  }

  List<ClientPeriodSummary> of(String client) {
    return summaries.stream().filter(one -> one.clientPeriod().clientId().equals(client)).toList();
  }

  List<ClientPeriodSummary> all() {
    return summaries;
  }

  /** How many requests were about an account. */
  long requests(String account) {
    return graph.asked().stream()
        .map(request -> request.substring(request.indexOf(' ') + 1))
        .filter(link -> graph.accountOf(link).equals(account))
        .count();
  }

  private void check(String which, boolean unfinished, Client client, Result result) {
    ClientPeriodSummary summary = result.summary();
    if (summary.state() == State.WITHHELD) {
      assertThat(which, String.valueOf(summary.reason()), not(containsString(FakeGraph.TOKEN)));
      return;
    }
    assertThat(which, unfinished, is(false));
    Map<String, String> numbers = new TreeMap<>();
    for (CampaignConversions campaign : result.campaigns()) {
      numbers.put(
          campaign.campaignId(),
          plain(campaign.conversions().get(0)) + " " + plain(campaign.spend()));
    }
    assertThat(which, numbers, is(truth(client, summary.clientPeriod().period())));
    assertThat(which, summary.state() == State.MISSING, is(numbers.isEmpty()));
  }

  private Map<String, String> truth(Client client, Period period) {
    Map<String, String> truth = new TreeMap<>();
    for (String account : client.accountIds()) {
      for (int campaign = 0; campaign < campaigns.getOrDefault(account, 0); campaign++) {
        long purchases = 0;
        BigDecimal spend = BigDecimal.ZERO;
        for (LocalDate day = period.start(); !day.isAfter(period.end()); day = day.plusDays(1)) {
          purchases += FakeGraph.purchases(account, campaign, day);
          spend = spend.add(FakeGraph.spend(account, campaign, day));
        }
        truth.put(FakeGraph.campaignId(account, campaign), purchases + " " + plain(spend));
      }
    }
    return truth;
  }

  private static String plain(@Nullable BigDecimal number) {
    return number == null ? "null" : number.stripTrailingZeros().toPlainString();
  }
}

package com.campaignconversions.insights.landed;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.JdbcInsights.Connector;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.file.SmallJob;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LandedRangeTest {
  private static final JdbcInsights INSIGHTS =
      new JdbcInsights(
          new Output("jdbc:h2:mem:", null, null, null, Output.Cache.NONE),
          null,
          "ads_insights",
          Connector.AIRBYTE,
          null,
          Map.of(),
          null);

  private static Job job(int clients) {
    SmallJob job = SmallJob.ofBelmonte();
    for (int i = 1; i < clients; i++) {
      job.client("client" + i, "PLN", "77" + i);
    }
    return job.build();
  }

  private static List<List<String>> clients(List<LandedRange> ranges) {
    return ranges.stream().map(range -> range.clients().stream().map(Client::id).toList()).toList();
  }

  /** A table without an index is read whole for each range. */
  @Test
  void asksForManyClientsInFewQueries() {
    Job job = job(1000);
    WantedPeriods wanted = SmallJob.wanted(job, "2025-11");

    List<LandedRange> ranges = LandedRange.of(job, INSIGHTS, 0, wanted, 2);

    assertThat(ranges, hasSize(8));
    assertThat(
        ranges.stream().flatMap(range -> range.clientPeriods().stream()).sorted().toList(),
        is(wanted.clientPeriods()));
  }

  @Test
  void asksForFewClientsOneByOne() {
    Job job = job(3);

    assertThat(
        clients(LandedRange.of(job, INSIGHTS, 0, SmallJob.wanted(job, "2025-11"), 2)),
        contains(List.of("belmonte"), List.of("client1"), List.of("client2")));
  }

  @Test
  void neverAsksForMoreThanAHundredDaysAtOnce() {
    Job job = job(1);

    List<LandedRange> ranges =
        LandedRange.of(
            job, INSIGHTS, 0, SmallJob.wanted(job, "2025-01", "2025-02", "2025-03", "2025-04"), 2);

    assertThat(
        ranges.stream()
            .map(range -> ChronoUnit.DAYS.between(range.firstDay(), range.dayAfter()))
            .toList(),
        everyItem(lessThanOrEqualTo(100L)));
  }

  @Test
  void asksForNoPeriodThatIsNotWantedOfEachOfItsClients() {
    Job job = job(40);
    Period october = Period.parse("2025-10");
    WantedPeriods wanted =
        SmallJob.wanted(job, "2025-09", "2025-10", "2025-11")
            .without(Set.of(new ClientPeriod("belmonte", october)));

    List<LandedRange> ranges = LandedRange.of(job, INSIGHTS, 0, wanted, 2);

    assertThat(
        ranges.stream().flatMap(range -> range.clientPeriods().stream()).sorted().toList(),
        is(wanted.clientPeriods()));
  }
}

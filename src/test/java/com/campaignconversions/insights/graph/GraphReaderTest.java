package com.campaignconversions.insights.graph;

import static com.campaignconversions.marketingapi.FakeGraph.Trouble.NONE;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.PERMISSION;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.RATE_LIMIT_TOLD;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.RETENTION;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.TOKEN_EXPIRED;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.counts.SourceFacts;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.insights.files.MatchedFiles;
import com.campaignconversions.insights.files.WorkList;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.rows.InsightBlockTest;
import com.campaignconversions.insights.rows.Reading;
import com.campaignconversions.job.GraphInsights.Level;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import com.campaignconversions.marketingapi.Asking;
import com.campaignconversions.marketingapi.FakeGraph;
import com.campaignconversions.marketingapi.QuickTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphReaderTest {
  private static final FakeGraph GRAPH = new FakeGraph();

  private final Path folder;
  private final Asking asking;
  private final QuickTime time = new QuickTime();

  GraphReaderTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Path token = folder.resolve("token");
    Files.writeString(token, FakeGraph.TOKEN + "\n");
    Secret secret = new Secret(Secret.SecretSource.FILE, token.toString());
    asking = Asking.with(Map.of("belmonte", secret, "lakeside", secret));
  }

  @BeforeEach
  void beginAfresh() {
    GRAPH.afresh().account("1", 3).account("21", 2).account("22", 1);
  }

  @AfterAll
  static void stop() {
    GRAPH.close();
  }

  private static SmallJob twoClients() {
    return SmallJob.ofBelmonte().client("lakeside", "PLN", "21", "22");
  }

  private Job job() {
    return twoClients().insights(asking.of(GRAPH)).build();
  }

  private Reading read(Job job, String... periods) {
    return read(job, QuickTime.START, periods);
  }

  private Reading read(Job job, Instant started, String... periods) {
    WantedPeriods wanted = SmallJob.wanted(job, periods);
    return new Reading(job, wanted).graph(job, wanted, time, started);
  }

  private static List<String> campaigns(Reading reading, String client) {
    return reading.insights().stream()
        .filter(row -> row.clientPeriod().clientId().equals(client))
        .map(row -> row.ids().campaignId() == null ? "total" : row.ids().campaignId())
        .toList();
  }

  private static ClientPeriod clientPeriod(String client, String period) {
    return new ClientPeriod(client, Period.parse(period));
  }

  private List<String> kept() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("pages"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void readsEveryAccountOfEveryClientWithItsTotal() {
    Reading reading = read(job(), "2025-11");
    assertThat(reading.unfinished(), anEmptyMap());
    assertThat(campaigns(reading, "belmonte"), contains("1000", "1001", "1002", "total"));
    assertThat(
        campaigns(reading, "lakeside"), contains("21000", "21001", "total", "22000", "total"));
    assertThat(GRAPH.asked(), hasSize(6));
  }

  @Test
  void asksForTheTotalsOnlyWhereTheyAreWanted() {
    asking.withoutTotals();
    assertThat(campaigns(read(job(), "2025-11"), "belmonte"), not(hasItem("total")));
    assertThat(GRAPH.asked(), hasSize(3));
  }

  @Test
  void asksForAPeriodThatIsNotOverUpToToday() {
    Reading reading = read(job(), "2025-12", "2026-01");
    assertThat(GRAPH.asked(), hasSize(6));
    assertThat(
        reading.insights().stream().map(Insight::lastDay).toList(),
        everyItem(is(LocalDate.parse("2025-12-05"))));
  }

  @Test
  void asksForTheFieldsThatTheCatalogueCounts() {
    Job job =
        SmallJob.ofBelmonte()
            .windows("7d_click", "1d_view")
            .insights(asking.level(Level.AD).daily().withoutTotals().of(GRAPH))
            .build();
    read(job, "2025-11");
    assertThat(GRAPH.asked().get(0), is("POST /v27.0/act_1/insights"));
    assertThat(read(job, "2025-11").insights(), hasSize(90));

    asking.level(Level.ADSET);
    read(SmallJob.ofBelmonte().insights(asking.of(GRAPH)).build(), "2025-11");
    String link = GRAPH.asked().get(GRAPH.asked().size() - 1);
    assertThat(
        link,
        containsString(
            "fields=account_id%2Caccount_currency%2Cspend%2Cimpressions%2Cclicks%2Ccampaign_id"
                + "%2Ccampaign_name%2Cattribution_setting%2Cadset_id%2Cactions&"));
    assertThat(link, containsString("time_increment=1"));
    assertThat(link, containsString("use_unified_attribution_setting=true"));
  }

  @Test
  void asksForReachOnlyOfCampaignsOverWholePeriods() {
    read(SmallJob.ofBelmonte().insights(asking.reach().of(GRAPH)).build(), "2025-11");
    assertThat(GRAPH.asked().get(0), containsString("attribution_setting%2Creach%2Cactions&"));
    // People who saw it on two days are not two people.
    read(SmallJob.ofBelmonte().insights(asking.daily().of(GRAPH)).build(), "2025-11");
    assertThat(GRAPH.asked().get(GRAPH.asked().size() - 1), not(containsString("reach")));
  }

  @Test
  void asksForTheWantedAttributionWindows() {
    asking.withoutTotals();
    Job job =
        SmallJob.ofBelmonte().windows("7d_click", "1d_view").insights(asking.of(GRAPH)).build();
    read(job, "2025-11");
    assertThat(
        GRAPH.asked().get(0),
        allOf(
            containsString("action_attribution_windows=%5B%227d_click%22%2C%221d_view%22%5D"),
            not(containsString("unified"))));
  }

  @Test
  void asksForWeeksAndDaysAsPeriods() {
    Job job = twoClients().every(Granularity.WEEK).insights(asking.of(GRAPH)).build();
    read(job, "2025-W46");
    assertThat(
        GRAPH.asked().get(0),
        containsString("since%22%3A%222025-11-10%22%2C%22until%22%3A%222025-11-16"));
  }

  @Test
  void anExpiredTokenWithholdsItsClientAndNoOther() {
    GRAPH.troubled(link -> link.contains("act_1/") ? TOKEN_EXPIRED : NONE);
    Reading reading = read(job(), "2025-10", "2025-11");
    assertThat(campaigns(reading, "belmonte"), empty());
    assertThat(campaigns(reading, "lakeside"), hasSize(10));
    assertThat(
        reading.unfinished().keySet(),
        is(
            java.util.Set.of(
                clientPeriod("belmonte", "2025-10"), clientPeriod("belmonte", "2025-11"))));
    assertThat(reading.unfinished().toString(), containsString("the access token is not valid"));
    assertThat(GRAPH.asked().stream().filter(link -> link.contains("act_1/")).toList(), hasSize(1));
  }

  @Test
  void oneAccountWithoutPermissionWithholdsItsClient() {
    GRAPH.troubled(link -> link.contains("act_22/") ? PERMISSION : NONE);
    Reading reading = read(job(), "2025-11");
    assertThat(
        reading.unfinished(),
        is(
            Map.of(
                clientPeriod("lakeside", "2025-11"),
                "the access token does not open this account: Ad account owner has NOT granted"
                    + " ads_read permission (code 200, trace AbCdEf)")));
  }

  @Test
  void aPeriodOutOfReachIsWithheldAndTheOthersAreRead() {
    GRAPH.troubled(link -> link.contains("2022-01-01") ? RETENTION : NONE);
    Reading reading = read(job(), "2022-01", "2025-11");
    assertThat(reading.unfinished(), aMapWithSize(2));
    assertThat(
        reading.unfinished().get(clientPeriod("belmonte", "2022-01")),
        startsWith("Meta keeps insights for 37 months, and this is older"));
    assertThat(campaigns(reading, "belmonte"), hasSize(4));
  }

  @Test
  void aFetchThatEndsInItsMidstUsesNothing() {
    asking.pageSize(1);
    GRAPH.troubled(link -> link.contains("act_1/") && link.contains("after=2") ? PERMISSION : NONE);
    Reading reading = read(job(), "2025-11");
    assertThat(campaigns(reading, "belmonte"), empty());
    assertThat(reading.unfinished(), aMapWithSize(1));
  }

  @Test
  void aTokenThatIsNotThereWithholdsItsClient() throws IOException {
    Files.delete(folder.resolve("token"));
    Reading reading = read(job(), "2025-11");
    assertThat(reading.unfinished(), aMapWithSize(2));
    assertThat(
        reading.unfinished().get(clientPeriod("belmonte", "2025-11")),
        is("the access token of belmonte: there is no file " + folder.resolve("token")));
    assertThat(GRAPH.asked(), empty());
  }

  @Test
  void whatWasFetchedBeforeTheTimeWasOverIsUsed() {
    GRAPH.troubled(link -> link.contains("2025-09-01") ? RATE_LIMIT_TOLD : NONE);
    Reading reading = read(job(), "2025-09", "2025-10", "2025-11");
    assertThat(campaigns(reading, "belmonte"), hasSize(4));
    assertThat(
        reading.unfinished(),
        hasEntry(is(clientPeriod("belmonte", "2025-09")), containsString("for the rate limit")));
  }

  @Test
  void keepsPagesAsFilesThatGiveTheSameRows() throws IOException {
    asking.pageSize(2).keep(folder.resolve("pages").toString());
    Reading live = read(job(), "2025-10", "2025-11");
    assertThat(
        kept(),
        contains(
            "pages/belmonte/act_1_2025-10.jsonl",
            "pages/belmonte/act_1_2025-11.jsonl",
            "pages/lakeside/act_21_2025-10.jsonl",
            "pages/lakeside/act_21_2025-11.jsonl",
            "pages/lakeside/act_22_2025-10.jsonl",
            "pages/lakeside/act_22_2025-11.jsonl"));
    for (String file : kept()) {
      String text = Files.readString(folder.resolve(file));
      assertThat(text, not(containsString(FakeGraph.TOKEN)));
      assertThat(text, not(containsString("paging")));
    }

    InsightFiles source =
        new InsightFiles(List.of(folder + "/pages/**/*"), folder.toString(), Newest.NONE, null);
    Job again = twoClients().insights(source).build();
    Reading files = new Reading(again, SmallJob.wanted(again, "2025-10", "2025-11"));
    for (InsightFile file : MatchedFiles.of(source).files()) {
      files.part(new WorkList.Part(file, 0, file.size()));
    }
    assertThat(
        files.insights().stream().map(GraphReaderTest::withoutRank).sorted().toList(),
        is(live.insights().stream().map(GraphReaderTest::withoutRank).sorted().toList()));
    assertThat(files.counts(), is(live.counts()));
  }

  private static String withoutRank(Insight row) {
    return row.toString().replaceAll("file=\\d+", "");
  }

  @Test
  void asksForEveryArrayWherePagesAreKept() {
    asking.keep(folder.resolve("pages").toString()).withoutTotals();
    read(job(), "2025-11");
    assertThat(
        GRAPH.asked().get(0),
        containsString("actions%2Caction_values%2Cconversions%2Cconversion_values&"));
  }

  @Test
  void aRunGoesOnBehindWhatItHasFetchedAndKept() {
    asking.keep(folder.resolve("pages").toString());
    GRAPH.troubled(link -> link.contains("2025-10-01") ? PERMISSION : NONE);
    read(job(), "2025-10", "2025-11");
    int first = GRAPH.asked().size();
    GRAPH.troubled(link -> NONE);
    Reading reading = read(job(), "2025-10", "2025-11");
    assertThat(reading.unfinished(), anEmptyMap());
    assertThat(campaigns(reading, "belmonte"), hasSize(8));
    assertThat(GRAPH.asked(), hasSize(first + 6));
  }

  @Test
  void anotherRunFetchesAnewAndReplacesWhatWasKept() throws IOException {
    asking.keep(folder.resolve("pages").toString());
    read(job(), "2025-11");
    GRAPH.afresh().account("1", 5).account("21", 2).account("22", 1);
    Reading reading = read(job(), QuickTime.START.plusSeconds(1), "2025-11");
    assertThat(campaigns(reading, "belmonte"), hasSize(6));
    assertThat(kept(), hasSize(3));
    assertThat(
        Files.readString(folder.resolve("pages/belmonte/act_1_2025-11.jsonl")),
        containsString("1004"));
  }

  private static List<SourceFacts> facts(Reading reading) {
    return reading.blocks().stream()
        .flatMap(block -> InsightBlockTest.heard(block, Granularity.MONTH).stream())
        .filter(SourceFacts.class::isInstance)
        .map(SourceFacts.class::cast)
        .toList();
  }

  private Reading kept(SmallJob as) throws IOException {
    InsightFiles source =
        new InsightFiles(List.of(folder + "/pages/**/*"), folder.toString(), Newest.NONE, null);
    Job again = as.insights(source).build();
    Reading files = new Reading(again, SmallJob.wanted(again, "2025-11", "2025-12"));
    for (InsightFile file : MatchedFiles.of(source).files()) {
      files.part(new WorkList.Part(file, 0, file.size()));
    }
    return files;
  }

  @Test
  void pagesSayForWhatTheyWereAskedAlsoWhereTheyAreReadAgain() throws IOException {
    asking.keep(folder.resolve("pages").toString());
    Job job = SmallJob.ofBelmonte().insights(asking.of(GRAPH)).build();
    List<SourceFacts> live = facts(read(job, "2025-11", "2025-12"));
    // November is over, December is not.
    assertThat(live.stream().map(SourceFacts::askedWhole).toList(), contains(false, true));
    assertThat(live.stream().map(SourceFacts::asked).toList(), contains(1L, 1L));

    List<SourceFacts> again = facts(kept(SmallJob.ofBelmonte()));
    assertThat(
        again.stream().map(SourceFacts::askedWhole).toList(), containsInAnyOrder(true, false));
    assertThat(again.stream().map(SourceFacts::asked).toList(), contains(1L, 1L));
  }

  @Test
  void windowsThatPagesWereNotAskedForAreNotZero() throws IOException {
    asking.keep(folder.resolve("pages").toString());
    read(SmallJob.ofBelmonte().insights(asking.of(GRAPH)).build(), "2025-11");

    assertThat(
        facts(kept(SmallJob.ofBelmonte().windows("7d_click"))).stream()
            .map(SourceFacts::asked)
            .toList(),
        contains(0L));
  }

  @Test
  void aHeadingWithoutFieldsWasAskedForWhatWasAlwaysKept() {
    Job job =
        SmallJob.ofBelmonte()
            .metric("leads", List.of("mobile_app_actions"), Scope.CAMPAIGN, Unit.COUNT, "lead")
            .build();
    Reading reading =
        new Reading(job, SmallJob.wanted(job, "2025-11"))
            .text(
                folder,
                "{\"data\":[],\"fetch\":{\"account\":\"act_1\"}}",
                "{\"data\":[{\"account_id\":\"1\",\"campaign_id\":\"7\","
                    + "\"date_start\":\"2025-11-01\",\"date_stop\":\"2025-11-30\"}]}");

    assertThat(facts(reading).get(0).asked(), is(1L));
    assertThat(facts(reading).get(0).askedWhole(), is(false));
  }

  @Test
  void aFetchThatDidNotFinishKeepsNothing() throws IOException {
    asking.keep(folder.resolve("pages").toString());
    GRAPH.troubled(link -> link.contains("level=account") ? PERMISSION : NONE);
    read(job(), "2025-11");
    assertThat(Files.exists(folder.resolve("pages")), is(false));
  }

  @Test
  void failsWherePagesCannotBeKept() throws IOException {
    Files.writeString(folder.resolve("pages"), "a file");
    asking.keep(folder.resolve("pages").toString());
    PagesException failure = assertThrows(PagesException.class, () -> read(job(), "2025-11"));
    assertThat(
        failure.getMessage(),
        startsWith("insights.graph.keep: fetched pages cannot be written: Unable to create"));
  }
}

package com.campaignconversions.insights.graph;

import static com.campaignconversions.marketingapi.FakeGraph.Trouble.ENDED_VERSION;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.NONE;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.RETENTION;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.SLOW;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.TOO_MUCH_DATA;
import static com.campaignconversions.marketingapi.FakeGraph.Trouble.UNKNOWN_FIELD;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.graph.FetchedPeriods.Batching;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.rows.Reading;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.GraphInsights.Reports;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Secret;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.marketingapi.Asking;
import com.campaignconversions.marketingapi.FakeGraph;
import com.campaignconversions.marketingapi.FakeGraph.Trouble;
import com.campaignconversions.marketingapi.QuickTime;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many questions an account is asked, and what a failing one costs. */
class FetchedPeriodsTest {
  private static final FakeGraph GRAPH = new FakeGraph();
  private static final Batching ALL = new Batching(Duration.ofDays(1), Long.MAX_VALUE);

  private final Path folder;
  private final Asking asking;

  FetchedPeriodsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Path token = Files.writeString(folder.resolve("token"), FakeGraph.TOKEN);
    Secret secret = new Secret(Secret.SecretSource.FILE, token.toString());
    asking = Asking.with(Map.of("belmonte", secret, "lakeside", secret));
  }

  @BeforeEach
  void beginAfresh() {
    GRAPH.afresh().account("1", 3);
  }

  @AfterAll
  static void stop() {
    GRAPH.close();
  }

  private Job job(Granularity granularity) {
    return SmallJob.ofBelmonte().every(granularity).insights(asking.of(GRAPH)).build();
  }

  private static String[] periods(Granularity granularity, String first, int count) {
    List<String> periods = new ArrayList<>();
    Period period = Period.containing(granularity, LocalDate.parse(first));
    for (int i = 0; i < count; i++) {
      periods.add(period.id());
      period = period.next();
    }
    return periods.toArray(String[]::new);
  }

  private Reading read(Job job, String... periods) {
    WantedPeriods wanted = SmallJob.wanted(job, periods);
    return new Reading(job, wanted).graph(job, wanted, new QuickTime(), QuickTime.START);
  }

  /** Each campaign and total of each period is what the account did in its days. */
  private static void assertTrue(Reading reading, int periods) {
    List<Insight> rows = reading.insights();
    assertThat(rows, hasSize(4 * periods));
    for (Insight row : rows) {
      BigDecimal spend = BigDecimal.ZERO;
      for (int campaign = 0; campaign < 3; campaign++) {
        String id = row.ids().campaignId();
        if (id == null || id.equals(FakeGraph.campaignId("1", campaign))) {
          for (LocalDate day = row.firstDay(); !day.isAfter(row.lastDay()); day = day.plusDays(1)) {
            spend = spend.add(FakeGraph.spend("1", campaign, day));
          }
        }
      }
      assertThat(row.toString(), row.delivery().spend(), comparesEqualTo(spend));
    }
  }

  private static List<String> questions() {
    return GRAPH.asked().stream().filter(link -> !link.contains("&after=")).toList();
  }

  @Test
  void aMonthOfDaysTakesTwoQuestions() {
    assertTrue(read(job(Granularity.DAY), periods(Granularity.DAY, "2025-11-01", 30)), 30);
    assertThat(questions(), hasSize(2));
    assertThat(questions(), everyItem(containsString("time_increment=1&")));
  }

  @Test
  void rowsThatDifferInOneDigitAreNotTakenForTheSame() {
    GRAPH.account("1", 9);
    asking.daily().pageSize(3);
    read(job(Granularity.MONTH), "2025-11");
    assertThat(questions(), hasSize(2));
  }

  @Test
  void aNightlyJobOfDaysTakesFour() {
    assertTrue(read(job(Granularity.DAY), periods(Granularity.DAY, "2025-10-06", 61)), 61);
    assertThat(questions(), hasSize(4));
  }

  @Test
  void thirtyFourMonthsTakeFour() {
    asking.pageSize(20);
    assertTrue(read(job(Granularity.MONTH), periods(Granularity.MONTH, "2023-02-01", 34)), 34);
    assertThat(questions(), hasSize(4));
    assertThat(
        questions().get(2),
        allOf(
            containsString("time_increment=monthly"), containsString("since%22%3A%222023-02-01")));
  }

  @Test
  void aYearOfWeeksTakesFour() {
    assertTrue(read(job(Granularity.WEEK), periods(Granularity.WEEK, "2024-12-30", 48)), 48);
    assertThat(questions(), hasSize(4));
    assertThat(
        questions().get(2),
        allOf(containsString("time_increment=7&"), containsString("since%22%3A%222024-12-30")));
  }

  @Test
  void periodsThatDoNotFollowEachOtherAreAskedForApart() {
    assertTrue(read(job(Granularity.DAY), "2025-11-01", "2025-11-02", "2025-11-20"), 3);
    assertThat(questions(), hasSize(4));
  }

  @Test
  void whatTheAccountGaveLastSizesTheFirstQuestion() {
    asking.keep(folder.resolve("pages").toString());
    read(job(Granularity.MONTH), "2025-11");
    int before = questions().size();
    assertTrue(read(job(Granularity.MONTH), periods(Granularity.MONTH, "2025-01-01", 11)), 11);
    // November is kept by the same run, and tells how little there is.
    assertThat(questions().subList(before, questions().size()), hasSize(2));
  }

  @Test
  void aQuestionThatIsTooLargeIsAskedInHalves() {
    asking.reports(Reports.NEVER);
    GRAPH.troubled(link -> range(link) > 70 ? TOO_MUCH_DATA : NONE);
    assertTrue(read(job(Granularity.MONTH), periods(Granularity.MONTH, "2025-01-01", 11)), 11);
    assertThat(questions().size(), is(lessThanOrEqualTo(30)));
  }

  @Test
  void daysOfAPeriodThatIsTooLargeAreAddedUp() {
    asking.reports(Reports.NEVER).withoutTotals();
    GRAPH.troubled(link -> range(link) > 8 ? TOO_MUCH_DATA : NONE);
    Reading reading = read(job(Granularity.MONTH), "2025-11", "2025-10");
    assertThat(reading.unfinished(), anEmptyMap());
    // Four pieces of each month: November was learned from.
    assertThat(reading.insights(), hasSize(3 * 8));
    assertThat(sum(reading), comparesEqualTo(sumOfDays("2025-10-01", "2025-11-30")));
  }

  private static BigDecimal sum(Reading reading) {
    return reading.insights().stream()
        .map(row -> row.delivery().spend())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal sumOfDays(String first, String last) {
    BigDecimal sum = BigDecimal.ZERO;
    for (LocalDate day = LocalDate.parse(first);
        !day.isAfter(LocalDate.parse(last));
        day = day.plusDays(1)) {
      for (int campaign = 0; campaign < 3; campaign++) {
        sum = sum.add(FakeGraph.spend("1", campaign, day));
      }
    }
    return sum;
  }

  private static long range(String link) {
    String days = link.replaceAll("%22", "").replaceAll("%3A", ":").replaceAll("%2C", ",");
    String since = days.replaceAll(".*since:(\\d{4}-\\d\\d-\\d\\d).*", "$1");
    String until = days.replaceAll(".*until:(\\d{4}-\\d\\d-\\d\\d).*", "$1");
    return LocalDate.parse(until).toEpochDay() - LocalDate.parse(since).toEpochDay() + 1;
  }

  private static Predicate<String> with(String day) {
    LocalDate of = LocalDate.parse(day);
    return link -> {
      String text = link.replaceAll("%22|%3A", "");
      LocalDate since = LocalDate.parse(text.replaceAll(".*since(.{10}).*", "$1"));
      LocalDate until = LocalDate.parse(text.replaceAll(".*until(.{10}).*", "$1"));
      return !since.isAfter(of) && !until.isBefore(of);
    };
  }

  @Test
  void aPeriodThatFailsCostsNoOther() {
    Predicate<String> bad = with("2025-06-15");
    GRAPH.troubled(link -> bad.test(link) ? UNKNOWN_FIELD : NONE);
    Reading reading = read(job(Granularity.MONTH), periods(Granularity.MONTH, "2025-01-01", 11));
    assertThat(
        reading.unfinished().keySet(),
        is(Set.of(new ClientPeriod("belmonte", Period.parse("2025-06")))));
    assertTrue(reading, 10);
  }

  @Test
  void anAccountOfWhichEverythingFailsIsNotAskedForEachPeriod() {
    GRAPH.troubled(link -> UNKNOWN_FIELD);
    Reading reading = read(job(Granularity.MONTH), periods(Granularity.MONTH, "2023-02-01", 34));
    assertThat(reading.unfinished().size(), is(34));
    assertThat(GRAPH.asked().size(), is(lessThanOrEqualTo(10)));
  }

  @Test
  void thatAVersionHasEndedIsHeardByOneAccountForAll() {
    GRAPH.troubled(link -> ENDED_VERSION);
    SmallJob clients = SmallJob.ofBelmonte();
    String[] accounts =
        Stream.iterate(100, id -> id + 1).limit(40).map(String::valueOf).toArray(String[]::new);
    Job job = clients.client("lakeside", "PLN", accounts).insights(asking.of(GRAPH)).build();
    Reading reading = read(job, "2025-10", "2025-11");
    assertThat(reading.unfinished().keySet(), hasSize(4));
    assertThat(Set.copyOf(reading.unfinished().values()), hasSize(1));
    assertThat("those in flight", GRAPH.asked().size(), is(lessThanOrEqualTo(16)));
  }

  @Test
  void whatIsOlderThanWhatIsOutOfReachIsNotAskedFor() {
    Predicate<String> old = with("2022-10-31");
    GRAPH.troubled(link -> old.test(link) || with("2022-01-15").test(link) ? RETENTION : NONE);
    Reading reading = read(job(Granularity.MONTH), periods(Granularity.MONTH, "2021-12-01", 48));
    assertTrue(reading, 37);
    assertThat(reading.unfinished().size(), is(11));
    assertThat(GRAPH.asked().size(), is(lessThanOrEqualTo(24)));
  }

  private FetchedPeriods ask(
      Job job, Instant started, Set<Instant> behind, Batching batching, String... periods) {
    return FetchedPeriods.ask(
        job,
        (GraphInsights) job.insights(),
        GraphAccount.of(job, SmallJob.wanted(job, periods), started),
        new QuickTime(),
        started,
        behind,
        batching,
        () -> {});
  }

  @Test
  void whatIsWholeIsHandedOutWhileASlowAccountIsWaitedFor() {
    GRAPH.account("21", 2).account("22", 1);
    GRAPH.troubled(link -> link.contains("act_22/") ? SLOW : NONE);
    Job job =
        SmallJob.ofBelmonte()
            .client("lakeside", "PLN", "21", "22")
            .insights(asking.withoutTotals().of(GRAPH))
            .build();
    try (FetchedPeriods fetched =
        ask(job, QuickTime.START, Set.of(), new Batching(Duration.ofMillis(1), 200), "2025-11")) {
      List<FetchedPeriod> first = fetched.next().periods();
      assertThat(
          first.stream().map(FetchedPeriod::source).toList(), contains("act_1/insights/2025-11"));
      assertThat(fetched.isDone(), is(false));
      Path pages = pages(first);
      assertThat(Files.exists(pages), is(true));
      assertThat(
          fetched.next().periods().stream().map(FetchedPeriod::source).toList(),
          contains("act_21/insights/2025-11", "act_22/insights/2025-11"));
      assertThat("is read and gone", Files.exists(pages), is(false));
      assertThat(fetched.next().periods(), empty());
      assertThat(fetched.isDone(), is(true));
    }
  }

  @Test
  void whatIsWholeIsHandedOutWhereItIsStopped() {
    GRAPH.account("21", 2);
    GRAPH.troubled(link -> link.contains("act_21/") ? SLOW : NONE);
    Job job =
        SmallJob.ofBelmonte().client("lakeside", "PLN", "21").insights(asking.of(GRAPH)).build();
    try (FetchedPeriods fetched =
        ask(job, QuickTime.START, Set.of(), new Batching(Duration.ofMillis(1), 200), "2025-11")) {
      assertThat(fetched.next().periods(), hasSize(1));
      fetched.stop();
      assertThat(fetched.next().periods(), empty());
      assertThat(fetched.isStopped(), is(true));
      assertThat(fetched.isDone(), is(false));
    }
  }

  private static Path pages(List<FetchedPeriod> fetched) {
    return fetched.stream()
        .flatMap(one -> Stream.ofNullable(one.pages()))
        .map(file -> Path.of(file.resource()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void pagesThatAreNotKeptAreGoneInTheEnd() {
    Path pages;
    try (FetchedPeriods fetched =
        ask(job(Granularity.MONTH), QuickTime.START, Set.of(), ALL, "2025-11")) {
      pages = pages(fetched.next().periods());
    }
    assertThat(Files.exists(pages), is(false));
    assertThat(Files.exists(pages.getParent()), is(false));
  }

  @Test
  void goesOnBehindWhatAStoppedRunHasKept() throws IOException {
    asking.keep(folder.resolve("pages").toString());
    Job job = job(Granularity.MONTH);
    Trouble[] trouble = {UNKNOWN_FIELD};
    GRAPH.troubled(link -> link.contains("2025-10-01") ? trouble[0] : NONE);
    try (FetchedPeriods stopped = ask(job, QuickTime.START, Set.of(), ALL, "2025-10", "2025-11")) {
      stopped.next().periods();
    }
    trouble[0] = NONE;
    Instant later = QuickTime.START.plusSeconds(3600);
    int before = questions().size();
    try (FetchedPeriods next =
        ask(job, later, Set.of(QuickTime.START), ALL, "2025-10", "2025-11")) {
      assertThat(next.next().periods(), hasSize(2));
    }
    List<String> again = questions().subList(before, questions().size());
    assertThat(again, hasSize(2));
    assertThat(again, everyItem(not(containsString("2025-11-30"))));
  }

  @Test
  void whatAStoppedRunKeptLongAgoIsAskedForAgain() throws IOException {
    asking.keep(folder.resolve("pages").toString());
    Job job = job(Granularity.MONTH);
    try (FetchedPeriods stopped = ask(job, QuickTime.START, Set.of(), ALL, "2025-11")) {
      Files.setLastModifiedTime(
          pages(stopped.next().periods()),
          FileTime.from(QuickTime.START.minus(Duration.ofHours(7))));
    }
    int before = questions().size();
    try (FetchedPeriods next =
        ask(job, QuickTime.START.plusSeconds(1), Set.of(QuickTime.START), ALL, "2025-11")) {
      assertThat(next.next().periods(), hasSize(1));
    }
    assertThat(questions(), hasSize(before + 2));
  }
}

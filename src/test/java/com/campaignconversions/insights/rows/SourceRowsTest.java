package com.campaignconversions.insights.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.insights.counts.ClientSource;
import com.campaignconversions.insights.counts.DayRange;
import com.campaignconversions.insights.counts.Loss;
import com.campaignconversions.insights.counts.MistypedAccount;
import com.campaignconversions.insights.counts.PageSeen;
import com.campaignconversions.insights.counts.SourceFacts;
import com.campaignconversions.insights.json.Page;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.LossKind;
import com.campaignconversions.job.file.SmallJob;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceRowsTest {
  private static final ClientPeriod NOVEMBER =
      new ClientPeriod("belmonte", Period.parse("2025-11"));

  /** A file of the rank 3, behind that of the rank 2. */
  private record File(Set<String> onlyAccounts) implements Origin {
    @Override
    public int rank() {
      return 3;
    }

    @Override
    public String source() {
      return "a.json";
    }

    @Override
    public int behind() {
      return 2;
    }
  }

  /** A block a client. */
  private static final class EachClient implements SourceRows.Blocks {
    private final Map<String, InsightBlock.Writer> blocks =
        new TreeMap<>(
            Map.of("belmonte", new InsightBlock.Writer(), "zamek", new InsightBlock.Writer()));

    @Override
    public InsightBlock.Writer of(String clientId) {
      return Objects.requireNonNull(blocks.get(clientId));
    }

    @Override
    public Collection<InsightBlock.Writer> all() {
      return blocks.values();
    }
  }

  private final SourceRows source = source(Newest.NONE, Set.of());

  private static SourceRows source(Newest newest, Set<String> onlyAccounts) {
    return new SourceRows(
        new File(onlyAccounts),
        Admission.ofEverything(
            SmallJob.monthly()
                .newest(newest, newest == Newest.FIELD ? "updated" : null)
                .client("belmonte", "PLN", "438600948208231")
                .client("zamek", "PLN", "777000111222333")
                .metric("reservations", "purchase")
                .build()));
  }

  private static InsightRow row(@Nullable String accountId) {
    InsightRow row = new InsightRow("0", (from, to) -> "", 0);
    row.accountId = accountId;
    return row;
  }

  /** A row of November that was read and not asked for. */
  private void skipped(InsightRow row, String first, String last) {
    source.skipped(
        row, new Admission.Skipped(NOVEMBER, LocalDate.parse(first), LocalDate.parse(last)));
  }

  private static <T> List<T> told(SourceRows source, String clientId, Class<T> kind) {
    EachClient blocks = new EachClient();
    source.tell(blocks);
    return InsightBlockTest.heard(blocks.of(clientId).take(), Granularity.MONTH).stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  @Test
  void tellsNothingOfAnEmptySource() {
    assertThat(told(source, "belmonte", Object.class), is(empty()));
  }

  @Test
  void showsTheDaysOfAClientAndThoseWithSpend() {
    InsightRow spent = row("438600948208231");
    spent.spend = BigDecimal.ONE;
    InsightRow idle = row("438600948208231");
    idle.spend = BigDecimal.ZERO;
    skipped(spent, "2025-11-01", "2025-11-01");
    skipped(idle, "2025-11-02", "2025-11-02");
    // Which of these two days had spend is not told.
    skipped(spent, "2025-11-03", "2025-11-04");

    LocalDate first = LocalDate.parse("2025-11-01");
    assertThat(
        told(source, "belmonte", ClientSource.class),
        contains(
            new ClientSource(
                "belmonte",
                3,
                List.of(first),
                LocalDate.parse("2025-11-04"),
                0,
                List.of(),
                List.of(),
                List.of(new DayRange(first, LocalDate.parse("2025-11-02"))),
                List.of(new DayRange(first, first)))));
    assertThat(told(source, "zamek", Object.class), is(empty()));
  }

  @Test
  void isAsNewAsTheNewestOfItsRows() {
    for (String newest : List.of("2025-12-01T10:00:00Z", "2025-12-02T10:00:00Z", "2025-11-30")) {
      InsightRow row = row("438600948208231");
      row.newest = newest;
      skipped(row, "2025-11-01", "2025-11-01");
    }

    assertThat(
        told(source, "belmonte", ClientSource.class).get(0).extractedMillis(),
        is(Instant.parse("2025-12-02T10:00:00Z").toEpochMilli()));
  }

  private static void lose(SourceRows source, LossKind kind, String first, String last) {
    source.lost(
        kind,
        true,
        "belmonte",
        "77",
        LocalDate.parse(first),
        LocalDate.parse(last),
        "a.json at " + first);
  }

  private static Loss loss(
      LossKind kind, @Nullable String campaign, String first, String last, int count, String at) {
    return new Loss(
        kind,
        true,
        "belmonte",
        3,
        campaign,
        LocalDate.parse(first),
        LocalDate.parse(last),
        count,
        "a.json at " + at);
  }

  @Test
  void countsWhatWasLostByPeriodWithTheFirstExample() {
    lose(source, LossKind.BAD_NUMBER, "2025-11-02", "2025-11-02");
    lose(source, LossKind.BAD_NUMBER, "2025-11-07", "2025-11-08");
    lose(source, LossKind.BAD_NUMBER, "2025-12-01", "2025-12-01");

    assertThat(
        told(source, "belmonte", Loss.class),
        contains(
            loss(LossKind.BAD_NUMBER, null, "2025-11-01", "2025-11-30", 2, "2025-11-02"),
            loss(LossKind.BAD_NUMBER, null, "2025-12-01", "2025-12-31", 1, "2025-12-01")));
    assertThat(told(source, "zamek", Loss.class), is(empty()));
  }

  @Test
  void keepsCampaignAndDaysWhereTheyMayStandInANewerFile() {
    SourceRows newer = source(Newest.FIELD, Set.of());
    lose(newer, LossKind.BAD_NUMBER, "2025-11-02", "2025-11-03");
    assertThat(
        told(newer, "belmonte", Loss.class),
        contains(loss(LossKind.BAD_NUMBER, "77", "2025-11-02", "2025-11-03", 1, "2025-11-02")));

    lose(source, LossKind.SPANS_PERIODS, "2025-11-30", "2025-12-01");
    assertThat(
        told(source, "belmonte", Loss.class),
        contains(loss(LossKind.SPANS_PERIODS, "77", "2025-11-30", "2025-12-01", 1, "2025-11-30")));
  }

  @Test
  void daysInTheWrongOrderArePutRight() {
    lose(source, LossKind.BAD_DATE, "2025-12-05", "2025-11-05");

    assertThat(
        told(source, "belmonte", Loss.class),
        contains(loss(LossKind.BAD_DATE, null, "2025-11-01", "2025-12-31", 1, "2025-12-05")));
  }

  @Test
  void whatMayBeAnybodysIsToldToAll() {
    source.lost(LossKind.NOT_JSON, false, null, null, null, null, "a.json at 5");

    Loss anybodys = new Loss(LossKind.NOT_JSON, false, null, 3, null, null, null, 1, "a.json at 5");
    assertThat(told(source, "belmonte", Loss.class), contains(anybodys));
    assertThat(told(source, "zamek", Loss.class), contains(anybodys));
  }

  @Test
  void tellsAllThatNothingInItCouldBeUsed() {
    source.unusable("5", "no JSON");
    source.unusable("9", "no JSON either");

    for (String client : List.of("belmonte", "zamek")) {
      assertThat(
          told(source, client, SourceFacts.class).get(0).nothingUsable(),
          is("a.json at 5: no JSON"));
    }
  }

  @Test
  void oneRowThatCouldBeUsedMakesItUsable() {
    source.unusable("5", "no JSON");
    skipped(row("438600948208231"), "2025-11-01", "2025-11-01");

    assertThat(told(source, "belmonte", SourceFacts.class).get(0).nothingUsable(), is(nullValue()));
    assertThat(told(source, "zamek", SourceFacts.class), is(empty()));
  }

  @Test
  void tellsAClientOfAnAccountThatIsOneSlipFromItsOwn() {
    source.stranger("438600948208232", "7");
    source.stranger("438600948208232", "8");
    source.stranger("555000111222333", "9");

    assertThat(
        told(source, "belmonte", MistypedAccount.class),
        contains(
            new MistypedAccount("belmonte", "438600948208231", "438600948208232", "a.json at 7")));
    assertThat(told(source, "zamek", MistypedAccount.class), is(empty()));
  }

  @Test
  void knowsRowsOfAnotherAccountThanItWasAskedFor() {
    SourceRows asked = source(Newest.NONE, Set.of("1"));

    assertThat(asked.isOfOtherAccount(row("2")), is(true));
    assertThat(asked.isOfOtherAccount(row("1")), is(false));
    assertThat("which tells none", asked.isOfOtherAccount(row(null)), is(false));
    assertThat("asked for any", source.isOfOtherAccount(row("2")), is(false));
    assertThat(asked.isFirstOfOtherAccount(), is(true));
    assertThat(asked.isFirstOfOtherAccount(), is(false));
  }

  /** A page with rows of November, of campaigns. */
  private void page(long place, boolean hasNext, @Nullable Long limit) {
    InsightRow row = row("438600948208231");
    row.campaignId = "77";
    row.inPage = true;
    skipped(row, "2025-11-01", "2025-11-30");
    source.page(new Page(place, 2, hasNext, limit, null, null));
  }

  private static PageSeen seen(long place, boolean lastOfFile) {
    return new PageSeen(
        "belmonte",
        3,
        "",
        0,
        place,
        lastOfFile,
        true,
        null,
        List.of(LocalDate.parse("2025-11-01")),
        List.of("438600948208231/1"));
  }

  @Test
  void tellsOfPagesThatSayThatMoreFollows() {
    page(0, true, 2L);
    page(500, true, 2L);

    assertThat(told(source, "belmonte", PageSeen.class), contains(seen(0, false), seen(500, true)));
  }

  @Test
  void aPageThatWasPutTogetherFromAllOfThemLacksNothing() {
    page(0, true, 1L);

    assertThat(told(source, "belmonte", PageSeen.class), is(empty()));
  }

  @Test
  void aPageThatBeginsAFileWithoutRowsMayEndTheFileBefore() {
    source.page(new Page(0, 0, false, null, null, null));

    assertThat(told(source, "zamek", String.class), contains("empty page behind 2"));
  }
}

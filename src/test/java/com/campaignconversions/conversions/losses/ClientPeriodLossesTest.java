package com.campaignconversions.conversions.losses;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.ClientPeriodExtraction;
import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.history.PublishedBefore;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.rows.Reading;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.LossKind;
import com.campaignconversions.job.LossRules;
import com.campaignconversions.job.LossRules.AcceptedLoss;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was lost, and what follows for each client period. */
class ClientPeriodLossesTest {
  private static final String BELMONTE = "438600948208231";
  private static final String LAKESIDE = "936330954171046";
  private static final String LAKESIDE_TOO = "936330954171047";
  private static final String LAKESIDE_THREE = "555000111222333";
  private static final Period OCTOBER = Period.parse("2025-10");
  private static final Period NOVEMBER = Period.parse("2025-11");
  private static final Instant DECEMBER_1 = Instant.parse("2025-12-01T06:00:00Z");

  private final Path folder;
  private final List<Path> files = new ArrayList<>();
  private LossRules rules = LossRules.STRICT;
  private PublishedBefore published = PublishedBefore.NOTHING;
  private Instant readAt = DECEMBER_1;

  ClientPeriodLossesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private ClientPeriodLossesTest file(String name, String... lines) {
    return bytes(name, String.join("\n", lines) + "\n");
  }

  /** A file without a line break at its end. */
  private ClientPeriodLossesTest bytes(String name, String content) {
    try {
      Path file = Files.writeString(folder.resolve(name), content);
      // Of files that are written one after another each is newer.
      Files.setLastModifiedTime(file, FileTime.from(DECEMBER_1.plusSeconds(files.size())));
      files.add(file);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ClientPeriodLossesTest modified(String instant) {
    try {
      Files.setLastModifiedTime(files.get(files.size() - 1), FileTime.from(Instant.parse(instant)));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ClientPeriodSummary summary(String client, Period period) {
    Job job =
        SmallJob.monthly()
            .client("belmonte", "PLN", BELMONTE)
            .client("lakeside", "EUR", LAKESIDE, LAKESIDE_TOO, LAKESIDE_THREE)
            .metric("reservations", "purchase")
            .losses(rules)
            .build();
    Reading reading = new Reading(job, SmallJob.wanted(job, "2025-10", "2025-11"));
    for (int rank = 0; rank < files.size(); rank++) {
      reading.file(rank, files.get(rank));
    }
    GatheredRows gathered = GatheredRows.of(reading.blocks(), job.granularity());
    Client whose =
        job.clients().stream().filter(one -> one.id().equals(client)).findFirst().orElseThrow();
    return new ClientPeriodExtraction(job, whose, WantedActions.of(job), readAt)
        .extract(
            period,
            gathered.take(new ClientPeriod(client, period)),
            gathered.sources(client),
            published)
        .summary();
  }

  private void isWithheld(String client, Period period, String... why) {
    ClientPeriodSummary summary = summary(client, period);
    assertThat(summary.toString(), summary.state(), is(State.WITHHELD));
    for (String part : why) {
      assertThat(summary.reason(), containsString(part));
    }
  }

  private void isNotTrusted(String client, Period period, String... why) {
    ClientPeriodSummary summary = summary(client, period);
    assertThat(summary.toString(), summary.state(), is(State.COMPLETE));
    assertThat(summary.toString(), summary.trusted(), is(false));
    assertThat(summary.complete().lost(), is(true));
    for (String part : why) {
      assertThat(summary.reason(), containsString(part));
    }
  }

  private void isTrusted(String client, Period period) {
    ClientPeriodSummary summary = summary(client, period);
    assertThat(summary.toString(), summary.state(), is(State.COMPLETE));
    assertThat(summary.toString(), summary.trusted(), is(true));
    assertThat(summary.complete().lost(), is(false));
  }

  private static RowText row(String account, String campaign) {
    return RowText.ofCampaign(campaign)
        .field("account_id", account)
        .field("spend", "10")
        .field("impressions", "100")
        .action("purchase", "3");
  }

  private static String of(String account, String campaign) {
    return row(account, campaign).json();
  }

  private static String of(String account, String campaign, String day) {
    return row(account, campaign).on(day).json();
  }

  // ---- Rejected rows of a client

  @Test
  void aRejectedRowWithholdsTheClientPeriodOfItsDaysAndNoOther() {
    file(
        "a.jsonl",
        of(BELMONTE, "10"),
        of(BELMONTE, "10", "2025-10-05"),
        of(LAKESIDE, "20"),
        row(BELMONTE, "11").field("spend", "much").json());

    isWithheld("belmonte", NOVEMBER, "a row of it cannot be used (BAD_NUMBER, a.jsonl at ");
    isTrusted("belmonte", OCTOBER);
    isTrusted("lakeside", NOVEMBER);
  }

  @Test
  void aRejectedRowWithOneDayThatCanBeReadWithholdsThatDaysPeriod() {
    file(
        "a.jsonl",
        of(BELMONTE, "10"),
        of(BELMONTE, "10", "2025-10-05"),
        row(BELMONTE, "11").days("2025-10-07", "31.10.2025").json());

    isWithheld("belmonte", OCTOBER, "BAD_DATE", "31.10.2025");
    isTrusted("belmonte", NOVEMBER);
  }

  @Test
  void aRejectedRowWithoutDaysWithholdsWhatItsFileHasOfTheClient() {
    file("october.jsonl", of(BELMONTE, "10", "2025-10-05"));
    file("a.jsonl", of(BELMONTE, "10"), row(BELMONTE, "11").days("?", "?").json());

    isWithheld("belmonte", NOVEMBER, "BAD_DATE");
    isTrusted("belmonte", OCTOBER);
  }

  @Test
  void aRejectedRowWithoutDaysInAFileWithoutOthersWithholdsAllThatIsWanted() {
    file("october.jsonl", of(BELMONTE, "10", "2025-10-05"), of(LAKESIDE, "20"));
    file("a.jsonl", row(BELMONTE, "11").days("?", "?").json());

    isWithheld("belmonte", NOVEMBER, "BAD_DATE");
    isWithheld("belmonte", OCTOBER, "BAD_DATE");
    isTrusted("lakeside", NOVEMBER);
  }

  @Test
  void aRejectedRowWithoutDaysBesideRowsOfAPeriodThatNobodyWantsWithholdsNothing() {
    file("october.jsonl", of(BELMONTE, "10", "2025-10-05"));
    file("a.jsonl", of(BELMONTE, "10", "2025-09-05"), row(BELMONTE, "11").days("?", "?").json());

    isTrusted("belmonte", OCTOBER);
  }

  @Test
  void ofTwoClientsItIsThatOfTheAccount() {
    file(
        "a.jsonl",
        of(BELMONTE, "10"),
        of(LAKESIDE, "20"),
        row(BELMONTE, "11").field("client_id", "lakeside").json());

    isWithheld("belmonte", NOVEMBER, "TWO_CLIENTS");
    isTrusted("lakeside", NOVEMBER);
  }

  @Test
  void aRowThatSpansPeriodsWithholdsBothWithTheDaysThatNoOtherRowHas() {
    file(
        "a.jsonl",
        of(BELMONTE, "10", "2025-10-05"),
        of(BELMONTE, "10", "2025-11-02"),
        row(BELMONTE, "10").days("2025-10-28", "2025-11-03").json());

    isWithheld(
        "belmonte",
        OCTOBER,
        "a row of it reaches into another period, and 4 of 31 days stand in no other row");
    isWithheld("belmonte", NOVEMBER, "and 2 of 30 days stand in no other row");
  }

  @Test
  void aRowThatSpansPeriodsWithholdsNoneOfWhichEachDayHasAnotherRow() {
    file(
        "a.jsonl",
        of(BELMONTE, "10", "2025-10-30"),
        of(BELMONTE, "10", "2025-10-31"),
        of(BELMONTE, "10", "2025-11-02"),
        row(BELMONTE, "10").days("2025-10-30", "2025-11-01").json());

    isTrusted("belmonte", OCTOBER);
    isWithheld("belmonte", NOVEMBER, "and 1 of 30 days");
  }

  @Test
  void aRowThatSpansPeriodsIsMissedWhereOnlyOtherCampaignsHaveItsDays() {
    file(
        "a.jsonl",
        of(BELMONTE, "10", "2025-10-30"),
        of(BELMONTE, "10", "2025-10-31"),
        row(BELMONTE, "11").days("2025-10-30", "2025-11-01").json());

    isNotTrusted("belmonte", OCTOBER, "on days for which the campaign has no other row");
  }

  @Test
  void manyOfAKindAreACountAndAnExample() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      lines.add(row(BELMONTE, "1" + i).field("spend", "x").json());
    }
    file("a.jsonl", lines.toArray(String[]::new));

    isWithheld("belmonte", NOVEMBER, "1000 rows of it cannot be used (BAD_NUMBER, a.jsonl at 0:");
    assertThat(summary("belmonte", NOVEMBER).rows().rejected(), is(1000L));
  }

  @Test
  void rowsThatCannotBeUsedForSeveralReasonsAreOneSentence() {
    file(
        "a.jsonl",
        row(BELMONTE, "10").field("spend", "much").json(),
        row(BELMONTE, "11").days("2025-11-07", "30.11.2025").json(),
        row(BELMONTE, "12").days("2025-11-07", "31.11.2025").json(),
        row(BELMONTE, "13").field("account_currency", "CHF").json(),
        row(BELMONTE, "14").without("campaign_id").field("ad_id", "7").json(),
        row(BELMONTE, "1.2e17").json());

    assertThat(
        summary("belmonte", NOVEMBER).reason(),
        allOf(
            startsWith(
                "6 rows of it cannot be used, such as BAD_DATE in a.jsonl at "
                    + (row(BELMONTE, "10").field("spend", "much").json().length() + 1)
                    + ": date_start and date_stop must be days"),
            endsWith(
                "they are 2025-11-07 and 30.11.2025 (4 other reasons: BAD_ID, OTHER_CURRENCY,"
                    + " NO_CAMPAIGN, …; all are in rejected_insights): mend that, as no"
                    + " other row of it can be used either")));
  }

  @Test
  void linesThatCannotBeReadForTwoReasonsAreOneSentence() {
    file("a.jsonl", of(BELMONTE, "10"), "{{{", "7");

    isNotTrusted(
        "belmonte",
        NOVEMBER,
        "2 lines could not be read and may be of this client, such as NOT_JSON in a.jsonl at ",
        " (1 other reason: NOT_AN_OBJECT; all are in rejected_insights): export the file again.");
  }

  /** What is accepted and what is not is told apart. */
  @Test
  void rowsOfWhichSomeAreAcceptedAreTwoSentences() {
    rules =
        new LossRules(
            true,
            null,
            List.of(
                new AcceptedLoss(
                    "belmonte", LossKind.BAD_NUMBER, "a test row", LocalDate.of(2025, 12, 1))));
    file(
        "a.jsonl",
        of(BELMONTE, "10"),
        row(BELMONTE, "11").field("spend", "much").json(),
        row(BELMONTE, "12").days("2025-11-07", "30.11.2025").json());

    isNotTrusted(
        "belmonte",
        NOVEMBER,
        "a row of it cannot be used (BAD_DATE, a.jsonl at ",
        "; a row of it cannot be used (BAD_NUMBER, a.jsonl at ",
        " (accepted until 2025-12-01: a test row)");
  }

  @Test
  void rejectedRowsLeaveNotTrustedWhereTheJobPublishesThem() {
    rules = new LossRules(true, null, List.of());
    file("a.jsonl", of(BELMONTE, "10"), row(BELMONTE, "11").field("spend", "much").json());

    isNotTrusted("belmonte", NOVEMBER, "BAD_NUMBER");
  }

  @Test
  void aLossThatIsAcceptedIsToldAndTrustedUntilItsDay() {
    file("a.jsonl", of(BELMONTE, "10"), row(BELMONTE, "11").field("spend", "much").json());
    AcceptedLoss accepted =
        new AcceptedLoss("belmonte", LossKind.BAD_NUMBER, "a test row", LocalDate.of(2025, 12, 1));
    rules = new LossRules(false, null, List.of(accepted));

    ClientPeriodSummary summary = summary("belmonte", NOVEMBER);
    assertThat(summary.trusted(), is(true));
    assertThat(
        summary.reason(),
        allOf(
            containsString("BAD_NUMBER"),
            containsString("(accepted until 2025-12-01: a test row)")));
    readAt = Instant.parse("2025-12-02T06:00:00Z");
    isWithheld("belmonte", NOVEMBER, "BAD_NUMBER");
  }

  // ---- Lines of nobody knows whom

  @Test
  void aBrokenLineLeavesNotTrustedTheClientWhoseAccountStandsInItOnTheDaysThatDo() {
    file(
        "a.jsonl",
        of(BELMONTE, "10"),
        of(BELMONTE, "10", "2025-10-05"),
        of(LAKESIDE, "20"),
        of(BELMONTE, "11").replace("\"spend\"", "spend"));

    isNotTrusted(
        "belmonte", NOVEMBER, "a line could not be read and may be of this client (NOT_JSON");
    isTrusted("belmonte", OCTOBER);
    isTrusted("lakeside", NOVEMBER);
  }

  @Test
  void aBrokenLineWithoutAnAccountLeavesNotTrustedAllThatItsFileHas() {
    file("a.jsonl", of(BELMONTE, "10"), of(LAKESIDE, "20"), "{{{", of(BELMONTE, "11"));
    file("b.jsonl", of(BELMONTE, "10", "2025-10-05"));

    isNotTrusted("belmonte", NOVEMBER, "NOT_JSON, a.jsonl at ");
    isNotTrusted("lakeside", NOVEMBER, "NOT_JSON, a.jsonl at ");
    isTrusted("belmonte", OCTOBER);
  }

  @Test
  void aBrokenLineOfAnAccountOfNobodyIsNobodysLoss() {
    file("a.jsonl", of(BELMONTE, "10"), "{\"account_id\":\"777777777777777\",}");

    isTrusted("belmonte", NOVEMBER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "\"a text\"", "[[1]]"})
  void anElementThatIsNoObjectLeavesNotTrustedAllThatItsFileHas(String element) {
    file("a.jsonl", of(BELMONTE, "10"), element);

    isNotTrusted("belmonte", NOVEMBER, "NOT_AN_OBJECT");
  }

  @Test
  void aRowWithoutAnyIdLeavesNotTrustedAllThatItsFileHas() {
    file("a.jsonl", of(BELMONTE, "10"), row(BELMONTE, "11").without("account_id").json());

    isNotTrusted("belmonte", NOVEMBER, "neither account_id nor client_id");
  }

  // ---- Files and pages

  @Test
  void aFileThatEndsInsideWithholdsAllThatWasSeenInIt() {
    bytes("a.json", "[\n" + of(BELMONTE, "10") + ",\n" + of(LAKESIDE, "20").substring(0, 40));
    file("b.jsonl", of(BELMONTE, "10", "2025-10-05"));

    isWithheld("belmonte", NOVEMBER, "a file that holds rows of it is incomplete: a.json: it ends");
    isTrusted("belmonte", OCTOBER);
  }

  /** It may, and it may not: nobody has seen a row of it. */
  @Test
  void aFileThatCannotBeReadIsSaidToPerhapsHoldRows() {
    file("a.jsonl", of(BELMONTE, "10"));
    bytes("b.txt", "<html>");
    isWithheld(
        "belmonte",
        NOVEMBER,
        "a file that may hold rows of it cannot be read: b.txt: it is neither");

    bytes("c.txt", "<html>").bytes("d.txt", "<html>");
    for (String client : List.of("belmonte", "lakeside")) {
      assertThat(
          summary(client, NOVEMBER).reason(),
          is(
              "a file that may hold rows of it cannot be read: b.txt: it is neither JSON nor lines"
                  + " of JSON, but HTML or XML, as a page that tells of an error is: export it again"
                  + " (and 2 more)"));
    }
  }

  @Test
  void anErrorInAPageWithholdsAllThatWasSeenInItsFile() {
    file(
        "a.jsonl",
        "{\"data\":[" + of(BELMONTE, "10") + "]}",
        "{\"error\":{\"message\":\"Please reduce the amount of data\",\"code\":1}}");

    isWithheld("belmonte", NOVEMBER, "Please reduce the amount of data");
  }

  private static String page(
      String account, String campaign, @Nullable String next, String before) {
    return "{\"data\":["
        + of(account, campaign)
        + "],\"paging\":{\"cursors\":{\"before\":\""
        + before
        + "\",\"after\":\"x\"}"
        + (next == null ? "" : ",\"next\":\"https://graph.facebook.com/v27.0/x?" + next + "\"")
        + "}}";
  }

  private static final String LIMIT_1 = "limit=1&after=MQZDZD";

  @Test
  void aPageThatSaysThatMoreFollowsWithholdsWhatWasSeenInIt() {
    file("page-1.json", page(BELMONTE, "10", LIMIT_1, "MAZDZD"));
    file("b.jsonl", of(BELMONTE, "10", "2025-10-05"), of(LAKESIDE, "20"));

    isWithheld("belmonte", NOVEMBER, "page-1.json at 0 says that more pages follow, and none does");
    isTrusted("belmonte", OCTOBER);
    isTrusted("lakeside", NOVEMBER);
  }

  @Test
  void aPageWithoutNextBehindItInItsFileIsTheEnd() {
    file(
        "pages.jsonl",
        page(BELMONTE, "10", LIMIT_1, "MAZDZD"),
        page(BELMONTE, "11", LIMIT_1, "MQZDZD"),
        page(BELMONTE, "12", null, "MgZDZD"));

    isTrusted("belmonte", NOVEMBER);
  }

  @Test
  void aPageWithoutNextBeforeItInItsFileIsNoEnd() {
    file(
        "pages.jsonl",
        page(BELMONTE, "12", null, "MgZDZD"),
        page(BELMONTE, "10", LIMIT_1, "MAZDZD"));

    isWithheld("belmonte", NOVEMBER, "says that more pages follow");
  }

  @Test
  void aPageWithoutNextInAFileOfTheFolderThatIsNotOlderIsTheEnd() {
    file("page-1.json", page(BELMONTE, "10", LIMIT_1, "MAZDZD"));
    file("page-2.json", page(BELMONTE, "11", null, "MQZDZD"));

    isTrusted("belmonte", NOVEMBER);
  }

  @Test
  void aPageOfAnotherAccountIsNoEnd() {
    file("page-1.json", page(BELMONTE, "10", LIMIT_1, "MAZDZD"));
    file("page-2.json", page(LAKESIDE, "21", null, "MQZDZD"));

    isWithheld("belmonte", NOVEMBER, "says that more pages follow");
    isTrusted("lakeside", NOVEMBER);
  }

  @Test
  void aPageThatBeginsWhereAPageWithFollowersBeginsIsNoEnd() {
    file("page-1.json", page(BELMONTE, "10", LIMIT_1, "MAZDZD"));
    file("again.json", page(BELMONTE, "10", null, "MAZDZD"));

    isWithheld("belmonte", NOVEMBER, "says that more pages follow");
  }

  @Test
  void anEmptyPageDirectlyBehindIsTheEnd() {
    file("pages.jsonl", page(BELMONTE, "10", LIMIT_1, "MAZDZD"), "{\"data\":[]}");

    isTrusted("belmonte", NOVEMBER);
  }

  @Test
  void aPageWithMoreRowsThanItsLimitWasPutTogetherFromAll() {
    file(
        "all.json",
        page(BELMONTE, "10", LIMIT_1, "MAZDZD")
            .replace("],\"paging\"", "," + of(BELMONTE, "11") + "],\"paging\""));

    isTrusted("belmonte", NOVEMBER);
  }

  @Test
  void severalFilesThatEndInsideAreOneSentence() {
    bytes("a.json", "[\n" + of(BELMONTE, "10") + ",\n" + of(BELMONTE, "11").substring(0, 40));
    bytes("b.json", "[\n" + of(BELMONTE, "12") + ",\n" + of(BELMONTE, "13").substring(0, 40));
    bytes("c.json", "[\n" + of(BELMONTE, "14") + ",\n" + of(BELMONTE, "15").substring(0, 40));

    isWithheld("belmonte", NOVEMBER, "is incomplete: a.json: it ends", " (and 2 more)");
  }

  @Test
  void oneFileThatEndsInsideIsNoNumber() {
    bytes("a.json", "[\n" + of(BELMONTE, "10") + ",\n" + of(BELMONTE, "11").substring(0, 40));

    assertThat(summary("belmonte", NOVEMBER).reason(), not(containsString("more")));
  }

  @Test
  void severalOpenPagesAreOneSentence() {
    file("page-1.json", page(BELMONTE, "10", LIMIT_1, "MAZDZD"));
    file("page-2.json", page(BELMONTE, "11", LIMIT_1, "MQZDZD"));

    isWithheld("belmonte", NOVEMBER, "page-1.json at 0 says", "and none does (and 1 more pages)");
  }

  @Test
  void oneOpenPageIsNoNumber() {
    file("page-1.json", page(BELMONTE, "10", LIMIT_1, "MAZDZD"));

    assertThat(
        summary("belmonte", NOVEMBER).reason(), containsString("and none does: save all pages"));
  }

  /** Pages of one fetch are saved within minutes; an hour earlier was another fetch. */
  @Test
  void aPageWithoutNextOfAnEarlierFetchIsNoEnd() {
    file("page-2.json", page(BELMONTE, "11", null, "MQZDZD")).modified("2025-12-01T05:00:00Z");
    file("page-1.json", page(BELMONTE, "10", LIMIT_1, "MAZDZD")).modified("2025-12-01T06:00:00Z");

    isWithheld("belmonte", NOVEMBER, "says that more pages follow");
  }

  @Test
  void anOpenPageWithTheEmptyOneInAnotherFileIsNoEnd() {
    file("page-1.json", page(BELMONTE, "10", LIMIT_1, "MAZDZD"));
    file("page-2.json", "{\"data\":[]}");

    isWithheld("belmonte", NOVEMBER, "says that more pages follow");
  }

  @Test
  void anAccountThatSpentOnADayOfWhichNoCampaignHasARowIsNotTrusted() {
    file(
        "a.jsonl",
        of(BELMONTE, "10", "2025-11-01"),
        total("2025-11-01", "10").json(),
        total("2025-11-02", "7.50").json());

    isNotTrusted(
        "belmonte", NOVEMBER, "itself reports spend on 2025-11-02, of which no campaign has a row");
  }

  @Test
  void anAccountThatSpentNothingOnADayLacksNoCampaign() {
    file(
        "a.jsonl",
        of(BELMONTE, "10", "2025-11-01"),
        total("2025-11-01", "10").json(),
        total("2025-11-02", "0").json(),
        total("2025-11-03", "0").without("spend").json());

    assertThat(
        summary("belmonte", NOVEMBER).reason(), not(containsString("no campaign has a row")));
  }

  @Test
  void aClientPeriodWithoutARowIsWithheldWhereAPageOfTheClientSaysThatMoreFollows() {
    file("page-1.json", inOctober(page(BELMONTE, "10", LIMIT_1, "MAZDZD")));

    isWithheld(
        "belmonte",
        NOVEMBER,
        "no row of it was found, and page-1.json says that more pages follow: save all pages");
  }

  @Test
  void aClientPeriodWithoutARowIsMissingWhereThePagesAreWholeOrOthers() {
    file(
        "pages.jsonl",
        inOctober(page(BELMONTE, "10", LIMIT_1, "MAZDZD")),
        inOctober(page(BELMONTE, "11", null, "MQZDZD")));
    file("page-1.json", page(LAKESIDE, "20", LIMIT_1, "MAZDZD"));

    assertThat(summary("belmonte", NOVEMBER).state(), is(State.MISSING));
  }

  private static String inOctober(String page) {
    return page.replace("2025-11-", "2025-10-");
  }

  /** Spend and impressions agree, and a conversion is lacking. */
  @Test
  void anAccountTotalWithAnotherMetricClearsNothing() {
    file(
        "a.jsonl",
        of(BELMONTE, "10"),
        RowText.ofAccount(BELMONTE)
            .field("spend", "10")
            .field("impressions", "100")
            .action("purchase", "4")
            .json(),
        "{{{");

    ClientPeriodSummary summary = summary("belmonte", NOVEMBER);
    assertThat(summary.trusted(), is(false));
    assertThat(summary.reason(), containsString("could not be read and may be of this client"));
    assertThat(summary.reason(), not(containsString("own total agrees")));
  }

  private static RowText total(String day, String spend) {
    return RowText.ofAccount(BELMONTE)
        .on(day)
        .field("spend", spend)
        .field("impressions", "100")
        .action("purchase", "3");
  }

  @Test
  void anAccountTotalThatAgreesClearsWhatMayHaveBeenLost() {
    file(
        "a.jsonl",
        of(BELMONTE, "10"),
        RowText.ofAccount(BELMONTE)
            .field("spend", "10")
            .field("impressions", "100")
            .action("purchase", "3")
            .json(),
        "{{{");

    ClientPeriodSummary summary = summary("belmonte", NOVEMBER);
    assertThat(summary.toString(), summary.trusted(), is(true));
    assertThat(summary.reason(), containsString("the ad account's own total agrees"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spend", "impressions"})
  void anAccountTotalThatAgreesInPartClearsNothing(String field) {
    file(
        "a.jsonl",
        of(BELMONTE, "10"),
        RowText.ofAccount(BELMONTE)
            .field("spend", "10")
            .field("impressions", "100")
            .field(field, "999")
            .action("purchase", "3")
            .json(),
        "{{{");

    isNotTrusted("belmonte", NOVEMBER, "NOT_JSON");
  }

  @Test
  void anAccountTotalDoesNotClearARowThatIsKnownToBeTheClients() {
    file(
        "a.jsonl",
        of(BELMONTE, "10"),
        row(BELMONTE, "11").field("spend", "x").json(),
        RowText.ofAccount(BELMONTE)
            .field("spend", "10")
            .field("impressions", "100")
            .action("purchase", "3")
            .json());

    isWithheld("belmonte", NOVEMBER, "BAD_NUMBER");
  }

  // ---- Days and accounts without rows

  private ClientPeriodLossesTest daily(int first, int last, int... without) {
    List<String> lines = new ArrayList<>();
    for (int day = first; day <= last; day++) {
      int date = day;
      if (java.util.Arrays.stream(without).noneMatch(lacking -> lacking == date)) {
        lines.add(of(BELMONTE, "10", LocalDate.of(2025, 10, 1).plusDays(day - 1L).toString()));
      }
    }
    return file("daily.jsonl", lines.toArray(String[]::new));
  }

  @Test
  void aDayWithoutARowAmongDaysWithSpendIsNotTrusted() {
    daily(1, 31, 16);

    isNotTrusted("belmonte", OCTOBER, "no row tells of 2025-10-16");
  }

  @Test
  void aDayAtTheBorderIsSeenByTheDaysOfAPeriodThatNobodyWants() {
    // From 25 September to 10 October, without the second.
    daily(-5, 10, 2);

    isNotTrusted("belmonte", OCTOBER, "no row tells of 2025-10-02");
  }

  /** Seven days on each side: the eighth and the 24th have as many, their neighbours do not. */
  @Test
  void sevenDaysOnEachSideAreAskedFor() {
    daily(1, 15, 8);

    isNotTrusted("belmonte", OCTOBER, "no row tells of 2025-10-08");
  }

  @Test
  void sixDaysOnOneSideAreTooFew() {
    daily(1, 14, 8);
    isTrusted("belmonte", OCTOBER);
  }

  @Test
  void sixDaysBeforeAreTooFew() {
    daily(1, 31, 7);
    isTrusted("belmonte", OCTOBER);
  }

  @Test
  void theLastDayOfAPeriodIsLookedAtToo() {
    daily(20, 40, 31);

    isNotTrusted("belmonte", OCTOBER, "no row tells of 2025-10-31");
  }

  @Test
  void aDayWithoutARowBesideOthersWithoutIsAPause() {
    daily(1, 31, 16, 20);

    isTrusted("belmonte", OCTOBER);
  }

  @Test
  void anAccountWithoutRowsBesideAnotherOneSlipAwayIsNotTrusted() {
    file("a.jsonl", of(LAKESIDE, "20"), of("936330954171074", "21"));

    isNotTrusted(
        "lakeside",
        NOVEMBER,
        "rows of ad account 936330954171074 were read",
        "one slip away from 936330954171047");
  }

  @Test
  void anAccountWithoutRowsThatHadSomeIsNotTrusted() {
    file("a.jsonl", of(LAKESIDE, "20"));
    isTrusted("lakeside", NOVEMBER);

    published =
        new PublishedBefore(
            List.of(), true, account -> account.equals(LAKESIDE_TOO), metric -> Set.of());
    isNotTrusted("lakeside", NOVEMBER, "ad account 936330954171047 has no row, and had some");
  }

  @Test
  void severalAccountsWithoutRowsAreOneSentence() {
    file("a.jsonl", of(LAKESIDE, "20"));
    published = new PublishedBefore(List.of(), true, account -> true, metric -> Set.of());

    isNotTrusted(
        "lakeside",
        NOVEMBER,
        "ad account 936330954171047 has no row (and 1 more), and had some in the client's last"
            + " publication: look for its export.");
  }

  // ---- Missing, or withheld

  @Test
  void aClientPeriodWithoutARowIsMissing() {
    file("a.jsonl", of(BELMONTE, "10"));

    ClientPeriodSummary summary = summary("belmonte", OCTOBER);
    assertThat(summary.state(), is(State.MISSING));
    assertThat(summary.reason(), is("no row of it was found"));
  }

  @Test
  void aClientPeriodWithoutARowIsWithheldWhereAFileEndsInside() {
    bytes("a.json", "[\n" + of(BELMONTE, "10") + ",\n" + of(BELMONTE, "11").substring(0, 40));

    isWithheld("lakeside", NOVEMBER, "no row of it was found", "a.json: it ends");
  }

  @Test
  void aClientPeriodWithoutARowIsWithheldWhereAFileHasNotOneUsableRow() {
    file("a.jsonl", "{\"spend\": nothing}", "{\"spend\": nothing}");
    file("b.jsonl", of(BELMONTE, "10"));

    isWithheld("lakeside", NOVEMBER, "none of which could be used: a.jsonl at 0");
    isTrusted("belmonte", NOVEMBER);
  }

  @Test
  void aClientThatWasNeverPublishedIsWithheldWhereAnAccountIsOneSlipAway() {
    file("a.jsonl", of("438600948208213", "10"));

    isWithheld("belmonte", NOVEMBER, "438600948208213", "one slip away from 438600948208231");
    published = new PublishedBefore(List.of(), true, account -> false, metric -> Set.of());
    assertThat(summary("belmonte", NOVEMBER).state(), is(State.MISSING));
  }

  // ---- Fresh, and final

  @Test
  void aPeriodThatIsNotCoveredToItsEndIsStaleWhereNothingIsFresh() {
    rules = new LossRules(false, Duration.ofDays(3), List.of());
    readAt = Instant.parse("2025-11-25T06:00:00Z");
    file("a.jsonl", of(BELMONTE, "10", "2025-11-20")).modified("2025-11-21T06:00:00Z");

    ClientPeriodSummary summary = summary("belmonte", NOVEMBER);
    assertThat(summary.trusted(), is(false));
    assertThat(summary.reason(), containsString("its data ends on 2025-11-20"));
    assertThat("stale is not lost", summary.complete().lost(), is(false));
  }

  @Test
  void aPeriodIsFreshWhereASourceOfTheClientIs() {
    rules = new LossRules(false, Duration.ofDays(3), List.of());
    readAt = Instant.parse("2025-11-25T06:00:00Z");
    file("a.jsonl", of(BELMONTE, "10", "2025-11-20")).modified("2025-11-24T06:00:00Z");

    isTrusted("belmonte", NOVEMBER);
  }

  @Test
  void aMissingPeriodIsStaleWhereTheOneBeforeWasPublished() {
    rules = new LossRules(false, Duration.ofDays(3), List.of());
    readAt = Instant.parse("2025-11-25T06:00:00Z");
    file("a.jsonl", of(BELMONTE, "10", "2025-10-20")).modified("2025-11-01T06:00:00Z");
    EarlierPeriod october =
        new EarlierPeriod(OCTOBER, "", true, false, 1, BigDecimal.TEN, Map.of());
    published = new PublishedBefore(List.of(october), true, account -> false, metric -> Set.of());

    ClientPeriodSummary summary = summary("belmonte", NOVEMBER);
    assertThat(summary.state(), is(State.MISSING));
    assertThat(summary.reason(), containsString("fresh_within"));
    assertThat(summary.suspicions().size(), is(1));
  }

  @Test
  void aPeriodIsCoveredToItsEndWhereTheFileOfItsLastDayHoldsLaterDays() {
    file("a.jsonl", of(BELMONTE, "10", "2025-10-29"));
    assertThat(summary("belmonte", OCTOBER).complete().coverage().toEnd(), is(false));

    file("b.jsonl", of(BELMONTE, "10", "2025-11-02"));
    assertThat(summary("belmonte", OCTOBER).complete().coverage().toEnd(), is(false));

    file("c.jsonl", of(BELMONTE, "11", "2025-10-29"), of(BELMONTE, "10", "2025-12-02"));
    assertThat(summary("belmonte", OCTOBER).complete().coverage().toEnd(), is(true));
  }

  @Test
  void nothingIsToldWhereNothingIsLost() {
    file("a.jsonl", of(BELMONTE, "10"), of("777777777777777", "11"));

    ClientPeriodSummary summary = summary("belmonte", NOVEMBER);
    assertThat(summary.reason(), is(nullValue()));
    assertThat(summary.suspicions(), is(List.of()));
    assertThat(
        summary.complete().sample(),
        allOf(
            containsString("campaign 10: spend 10, reservations 3"),
            containsString("is_distributed: UNKNOWN, reservations is SINGLE_CAMPAIGN"),
            not(containsString("null"))));
  }
}

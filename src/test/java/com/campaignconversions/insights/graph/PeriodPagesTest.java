package com.campaignconversions.insights.graph;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.clients.Period;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodPagesTest {
  private static final Period OCTOBER = Period.parse("2025-10");
  private static final Period NOVEMBER = Period.parse("2025-11");

  private final Path folder;
  private final PeriodPages pages;

  PeriodPagesTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.pages =
        new PeriodPages(folder, List.of(OCTOBER, NOVEMBER), LocalDate.parse("2025-11-30"), true);
  }

  private void add(String data) throws IOException {
    pages.add(ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer());
  }

  private String text(Period period) throws IOException {
    return Files.readString(pages.path(period));
  }

  private static String row(String campaign, String first, String last, String spend) {
    return """
        {"campaign_id":"%s","date_start":"%s","date_stop":"%s","spend":"%s","impressions":"7"}"""
        .formatted(campaign, first, last, spend);
  }

  private static String october(String campaign, String spend) {
    return row(campaign, "2025-10-01", "2025-10-31", spend);
  }

  private static String november(String campaign, String spend) {
    return row(campaign, "2025-11-01", "2025-11-30", spend);
  }

  @Test
  void rowsGoToTheFilesOfTheirPeriodsAsTheyAre() throws IOException {
    pages.place();
    add("[" + october("7", "1.5") + ", " + november("7", "2") + " ," + october("8", "3") + "]");
    add("[" + november("żółw", "4") + "]");

    assertThat(
        text(OCTOBER), is("{\"data\":[" + october("7", "1.5") + "," + october("8", "3") + "]}\n"));
    assertThat(
        text(NOVEMBER),
        is(
            "{\"data\":["
                + november("7", "2")
                + "]}\n{\"data\":["
                + november("żółw", "4")
                + "]}\n"));
    assertThat(pages.anyElsewhere(), is(false));
  }

  @Test
  void aPageIsOneLine() throws IOException {
    pages.place();
    add("[\n " + october("7", "1.5").replace(",", ",\r\n") + "\n]");

    assertThat(text(OCTOBER).lines().count(), is(1L));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-09-01, 2025-09-30",
    "2025-10-01, 2025-11-30",
    "2025-10-01, ''",
    "yesterday, 2025-10-31",
  })
  void aRowThatIsNotWithinAPeriodIsTold(String first, String last) throws IOException {
    pages.place();
    add("[" + row("7", first, last, "1") + "]");

    assertThat(pages.anyElsewhere(), is(true));
  }

  @Test
  void whatOneQuestionBroughtIsForgottenAndNotWhatTheOneBeforeDid() throws IOException {
    pages.place();
    add("[" + october("7", "1.5") + "]");
    long place = pages.place();
    add("[" + october("8", "9") + "," + november("7", "2") + "]");
    pages.backTo(place);
    add("[" + october("9", "1") + "]");
    pages.totalsFollow();
    pages.place();
    add("[" + october("0", "2.5") + "]");

    assertThat(text(NOVEMBER), is(""));
    assertThat(pages.isEmpty(NOVEMBER), is(true));
    assertThat(pages.hasChanged(OCTOBER), is(false));
  }

  @Test
  void aRowThatComesTwiceInOneAnswerIsAChange() throws IOException {
    pages.place();
    add("[" + october("7", "1") + "]");
    add("[" + october("7", "1") + "," + november("7", "1") + "]");

    assertThat(pages.hasChanged(OCTOBER), is(true));
    assertThat(pages.hasChanged(NOVEMBER), is(false));
  }

  @ParameterizedTest
  @CsvSource({"3.02, false", "2.98, false", "3.03, true", "2.97, true", "0, true"})
  void aTotalThatIsNotThatOfTheRowsIsAChange(String total, boolean changed) throws IOException {
    pages.place();
    add("[" + october("7", "1") + "," + october("8", "2") + "]");
    pages.totalsFollow();
    pages.place();
    add("[" + october("0", total) + "]");

    assertThat(pages.hasChanged(OCTOBER), is(changed));
    assertThat(pages.unbelievable(OCTOBER), is(nullValue()));
  }

  @Test
  void noRowIsUnbelievableWhereTheAccountDelivered() throws IOException {
    pages.place();
    add("[]");
    pages.totalsFollow();
    pages.place();
    add("[" + october("0", "0") + "]");

    assertThat("seven impressions", pages.unbelievable(OCTOBER), startsWith("no row of it"));
    assertThat(pages.unbelievable(NOVEMBER), is(nullValue()));
    assertThat(pages.hasChanged(NOVEMBER), is(false));
  }

  @Test
  void rowsWithoutATotalAreUnbelievableWhereItWasAskedFor() throws IOException {
    pages.place();
    add("[" + october("7", "1") + "]");
    assertThat(pages.hasChanged(OCTOBER), is(false));
    pages.totalsFollow();
    pages.place();
    add("[" + november("0", "0") + "]");

    assertThat(pages.hasChanged(OCTOBER), is(true));
    assertThat(pages.unbelievable(OCTOBER), startsWith("rows of campaigns, and no total"));
  }

  @Test
  void rowsOfOtherDaysThanWereAskedForAreUnbelievableUnlessFewerDaysWere() throws IOException {
    pages.place();
    add("[" + row("7", "2025-10-01", "2025-10-20", "1") + "," + november("7", "1") + "]");

    assertThat(pages.unbelievable(OCTOBER), is("rows of other days than were asked for"));
    assertThat(pages.unbelievable(NOVEMBER), is(nullValue()));
    pages.fewerDaysFollow();
    add("[" + row("8", "2025-11-01", "2025-11-20", "1") + "]");
    assertThat(pages.unbelievable(NOVEMBER), is(nullValue()));
  }

  @Test
  void whatIsNoRowIsLeftToWhoeverReadsIt() throws IOException {
    pages.place();
    add("[null, 7, [], {\"spend\": {}}, {\"spend\": \"1e999999\", \"date_start\": null}]");

    assertThat(pages.anyElsewhere(), is(true));
    assertThat(
        text(OCTOBER),
        is(
            "{\"data\":[null,7,[],{\"spend\": {}},"
                + "{\"spend\": \"1e999999\", \"date_start\": null}]}\n"));
  }

  @Test
  void nothingIsLeftBehind() throws IOException {
    pages.close();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.toList(), empty());
    }
  }
}

package com.campaignconversions.conversions.losses;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.conversions.deduplication.DeduplicatedRows;
import com.campaignconversions.insights.rows.Insight;
import com.campaignconversions.insights.rows.Reading;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What gave way loses nothing. */
class SupersededRowsTest {
  private static final LocalDate FIRST = LocalDate.parse("2025-11-01");

  private static RowText day(String day) {
    return RowText.ofCampaign("10").on(day).field("spend", "5");
  }

  /** Of one row a file, in the order of their ranks. */
  private static ClientPeriodLosses.GaveWay of(Newest newest, RowText... rows) {
    Job job = SmallJob.ofBelmonte().newest(newest, "extracted").build();
    Reading reading = new Reading(job, SmallJob.wanted(job, "2025-11"));
    for (int i = 0; i < rows.length; i++) {
      reading.rows(i, rows[i]);
    }
    List<Insight> read = new ArrayList<>(reading.insights());
    return SupersededRows.of(
        read, List.of(DeduplicatedRows.of("campaign 10", read, newest, new BitSet())), newest);
  }

  @Test
  void aFileGaveWayWhereEachOfItsRowsDid() {
    ClientPeriodLosses.GaveWay file = of(Newest.FILE, day("2025-11-01"), day("2025-11-01"));
    assertThat(file.gaveWay(0), is(true));
    assertThat(file.gaveWay(1), is(false));
    assertThat(file.gaveWay(2), is(false));

    ClientPeriodLosses.GaveWay field =
        of(
            Newest.FIELD,
            day("2025-11-01").field("extracted", "1"),
            day("2025-11-01").field("extracted", "2"));
    assertThat(field.gaveWay(0), is(true));
    assertThat(field.gaveWay(1), is(false));
  }

  @Test
  void aFileThatAnotherRepeatsGaveWayToNothing() {
    assertThat(of(Newest.NONE, day("2025-11-01"), day("2025-11-01")).gaveWay(0), is(false));
    assertThat(of(Newest.FIELD, day("2025-11-01"), day("2025-11-01")).gaveWay(0), is(false));
  }

  @Test
  void aRowThatIsMarkedAsDeletedGaveWayToNothing() {
    ClientPeriodLosses.GaveWay given =
        of(Newest.FILE, day("2025-11-01"), day("2025-11-01").raw("_fivetran_deleted", "true"));

    assertThat(given.gaveWay(0), is(true));
    assertThat(given.gaveWay(1), is(false));
    assertThat(given.isThereAgain("10", FIRST, FIRST, 0), is(false));
  }

  @Test
  void daysAreThereAgainWhereLaterFilesHaveEachOfThem() {
    ClientPeriodLosses.GaveWay given =
        of(Newest.FILE, day("2025-11-01"), day("2025-11-01"), day("2025-11-02"));

    assertThat(given.isThereAgain("10", FIRST, FIRST, 0), is(true));
    assertThat(given.isThereAgain("10", FIRST, FIRST.plusDays(1), 0), is(true));
    assertThat(given.isThereAgain("10", FIRST, FIRST.plusDays(2), 0), is(false));
    assertThat(given.isThereAgain("10", FIRST, FIRST, 1), is(false));
    assertThat(given.isThereAgain("11", FIRST, FIRST, 0), is(false));
    assertThat(
        of(Newest.NONE, day("2025-11-01"), day("2025-11-01")).isThereAgain("10", FIRST, FIRST, 0),
        is(false));
  }
}

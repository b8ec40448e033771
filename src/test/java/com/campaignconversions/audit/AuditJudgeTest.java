package com.campaignconversions.audit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.comparesEqualTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.audit.stored.StoredClient;
import com.campaignconversions.audit.stored.StoredNumbers;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Audit;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How stored numbers of belmonte are judged; its catalogue has leads before calls. */
class AuditJudgeTest {
  private static final Job JOB =
      SmallJob.monthly()
          .client("belmonte", "PLN", "1")
          .metric("leads", "lead")
          .metric("calls", "call")
          .build();

  /** Long after any period of these tests. */
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);

  private final Database database = new Database(Database.inMemory(), List.of());

  @AfterEach
  void close() {
    database.close();
  }

  /** Judges rows of period, campaign, spend and then one value for each metric. */
  private List<AuditedPeriod> judge(String metrics, String rows) {
    database.dataSource();
    Audit audit =
        new Audit(
            database.output(),
            "audit",
            "audit",
            "SELECT 'belmonte' AS client, v.* FROM (VALUES "
                + rows
                + ") v (period, campaign, spend, "
                + metrics
                + ")",
            null,
            new BigDecimal("0.001"),
            null);
    List<StoredClient> clients = new ArrayList<>();
    StoredNumbers.read(JOB, audit, any -> true, clients::add);
    assertThat(clients.size(), is(1));
    return AuditJudge.judge(JOB, audit, clients.get(0), StoredParts.NONE, TODAY);
  }

  private MetricJudgement leads(String rows) {
    return judge("leads", rows).get(0).judgements().get(0);
  }

  @Test
  void aSingleCampaignHasNothingToBeComparedWith() {
    MetricJudgement leads = leads("('2025-11', '10', 100, 7)");

    assertThat(leads.verdict(), is(Verdict.SINGLE_CAMPAIGN));
    assertThat(leads.total(), comparesEqualTo(new BigDecimal(7)));
    assertThat(leads.trusted(), is(true));
  }

  @Test
  void aMetricThatNoCampaignKnowsIsNoData() {
    MetricJudgement leads =
        leads("('2025-11', '10', 100, CAST(NULL AS INTEGER)), ('2025-11', '11', 50, NULL)");

    assertThat(leads.verdict(), is(Verdict.NO_DATA));
    assertThat(leads.total(), is(nullValue()));
    assertThat(leads.distribution().campaigns(), is(2L));
  }

  @Test
  void campaignsWithoutAValueAreLeftOutAndCounted() {
    MetricJudgement leads =
        leads(
            "('2025-11', '10', 100, 7), ('2025-11', '11', 50, NULL), ('2025-11', '12', 30, NULL)");

    assertThat(leads.verdict(), is(Verdict.SINGLE_CAMPAIGN));
    assertThat(leads.evidence(), endsWith(" 2 of 3 campaigns have no value and are left out."));
    assertThat(leads.distribution().campaigns(), is(1L));
  }

  @Test
  void whereEveryCampaignHasAValueNoneIsSaidToBeLeftOut() {
    assertThat(leads("('2025-11', '10', 100, 7)").evidence(), not(containsString("left out")));
  }

  @Test
  void eachMetricIsJudgedOverTheCampaignsThatKnowIt() {
    List<MetricJudgement> judgements =
        judge("leads, calls", "('2025-11', '10', 100, 7, NULL), ('2025-11', '11', 50, 3, 2)")
            .get(0)
            .judgements();

    assertThat(judgements.get(0).distribution().campaigns(), is(2L));
    assertThat(judgements.get(1).distribution().campaigns(), is(1L));
    assertThat(judgements.get(0).total(), comparesEqualTo(BigDecimal.TEN));
    assertThat(judgements.get(1).total(), comparesEqualTo(new BigDecimal(2)));
    assertThat(
        judgements.get(1).evidence(),
        endsWith(" 1 of 2 campaigns have no value and are left out."));
  }

  @Test
  void metricsComeInTheOrderOfTheCatalogueAndThenAsTheyAreStored() {
    AuditedPeriod period =
        judge("visits, calls, leads, bookings", "('2025-11', '10', 100, 1, 2, 3, 4)").get(0);

    assertThat(
        period.judgements().stream().map(MetricJudgement::metric).toList(),
        contains("leads", "calls", "visits", "bookings"));
  }

  @Test
  void periodsComeOldestFirst() {
    assertThat(
        judge(
                "leads",
                "('2025-11', '10', 100, 7), ('2025-09', '10', 90, 5), ('2025-10', '10', 80, 6)")
            .stream()
            .map(period -> period.clientPeriod().toString())
            .toList(),
        contains("belmonte 2025-09", "belmonte 2025-10", "belmonte 2025-11"));
  }

  /** Twelve campaigns whose values, in the hundreds, do not come twice by chance. */
  private static String campaigns(String period) {
    return IntStream.range(0, 12)
        .mapToObj(
            i -> "('%s', '%d', %d.17, %d)".formatted(period, i, 500 + 37 * i, 300 + 53 * i * i))
        .collect(Collectors.joining(", "));
  }

  @Test
  void aPeriodWithTheNumbersOfAnEarlierOneIsCopied() {
    List<AuditedPeriod> periods =
        judge("leads", campaigns("2025-10") + ", " + campaigns("2025-11"));

    assertThat(periods.get(0).judgements().get(0).verdict(), is(not(Verdict.COPIED)));
    assertThat(periods.get(1).judgements().get(0).verdict(), is(Verdict.COPIED));
    assertThat(periods.get(1).trusted(), is(false));
  }

  @Test
  void oneNumberThatDiffersMakesNoCopy() {
    List<AuditedPeriod> periods =
        judge(
            "leads",
            campaigns("2025-10")
                + ", "
                + campaigns("2025-11").replace("'0', 500.17, 300", "'0', 500.17, 301"));

    assertThat(periods.get(1).judgements().get(0).verdict(), is(not(Verdict.COPIED)));
  }
}

package com.campaignconversions.publishing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.database.Database;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.StoredSums.Sums;
import com.campaignconversions.publishing.StoredSums.Total;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the pipeline counted, beside what the database holds. */
class StoredSumsTest {
  private static final Job JOB = Content.job(Database.inMemory(), List.of("leads"), "belmonte");

  /** Spend 30, impressions 2000, clicks 20 and 7 leads. */
  private static final ClientPeriodSummary COUNTED =
      Content.of(
              JOB,
              Content.clientPeriod("belmonte", "2025-11"),
              Content.campaign("1", "10", "3"),
              Content.campaign("2", "20", "4"))
          .summary();

  private static final ClientPeriodSummary NOTHING =
      Content.of(JOB, Content.clientPeriod("belmonte", "2025-11")).summary();

  private static @Nullable BigDecimal number(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }

  private static Map<String, Sums> campaigns(long rows, @Nullable String... columns) {
    List<@Nullable BigDecimal> numbers = new ArrayList<>();
    for (String column : columns) {
      numbers.add(number(column));
    }
    return Map.of(COUNTED.fingerprint(), new Sums(rows, numbers));
  }

  private static Map<String, Sums> campaigns() {
    return campaigns(2, "30", "2000", "20", "7");
  }

  private static Map<String, Map<String, Total>> judged(String metric, @Nullable String total) {
    return Map.of(COUNTED.fingerprint(), Map.of(metric, new Total(number(total), "")));
  }

  private static @Nullable String difference(
      Map<String, Sums> sums, Map<String, Map<String, Total>> judged) {
    return new StoredSums(List.of("leads"), sums, judged).difference(COUNTED);
  }

  @Test
  void equalSumsAreNoDifferenceHoweverTheyAreWritten() {
    assertThat(
        difference(
            campaigns(2, "30.0000000000", "2000", "20", "7.0000000000"),
            judged("leads", "7.0000000000")),
        is(nullValue()));
  }

  @Test
  void aCampaignRowThatIsLostOrDoubledIsTold() {
    assertThat(
        difference(campaigns(1, "30", "2000", "20", "7"), judged("leads", "7")),
        is("1 campaign rows instead of 2"));
    assertThat(
        difference(campaigns(3, "30", "2000", "20", "7"), judged("leads", "7")),
        is("3 campaign rows instead of 2"));
  }

  @Test
  void aVersionOfWhichNothingIsStoredIsTold() {
    assertThat(difference(Map.of(), judged("leads", "7")), is("0 campaign rows instead of 2"));
  }

  @Test
  void theFirstColumnThatDiffersIsToldByItsName() {
    Map<String, Map<String, Total>> seven = judged("leads", "7");

    assertThat(
        difference(campaigns(2, "29.99", "1", "1", "1"), seven),
        is("spend adds up to 29.99 instead of 30"));
    assertThat(
        difference(campaigns(2, "30", "1999", "20", "7"), seven),
        is("impressions adds up to 1999 instead of 2000"));
    assertThat(
        difference(campaigns(2, "30", "2000", "21", "7"), seven),
        is("clicks adds up to 21 instead of 20"));
    assertThat(
        difference(campaigns(2, "30", "2000", "20", "8"), seven),
        is("leads adds up to 8 instead of 7"));
  }

  @Test
  void unknownIsNotTheSameAsZero() {
    ClientPeriodSummary unknown =
        Content.of(
                JOB,
                Content.clientPeriod("belmonte", "2025-11"),
                Content.campaign("1", "10", "null"))
            .summary();
    StoredSums zero =
        new StoredSums(
            List.of("leads"),
            Map.of(
                unknown.fingerprint(),
                new Sums(
                    1,
                    List.of(
                        BigDecimal.TEN, new BigDecimal(1000), BigDecimal.TEN, BigDecimal.ZERO))),
            Map.of());

    assertThat(zero.difference(unknown), is("leads adds up to 0 instead of null"));
  }

  @Test
  void sumsOfAnotherCatalogueAreTold() {
    StoredSums stored =
        new StoredSums(
            List.of("leads", "clients"),
            campaigns(2, "30", "2000", "20", "7", "1"),
            judged("leads", "7"));

    assertThat(stored.difference(COUNTED), is("1 sums for 2 metrics"));
  }

  @Test
  void aJudgementThatIsLostIsTold() {
    assertThat(difference(campaigns(), Map.of()), is("0 judgements for 1 metrics"));
    assertThat(difference(campaigns(), judged("calls", "7")), is("no judgement of leads"));
  }

  @Test
  void aJudgementOfAnotherTotalIsTold() {
    assertThat(
        difference(campaigns(), judged("leads", "8")),
        is("leads is judged with a total of 8 instead of 7"));
    assertThat(
        difference(campaigns(), judged("leads", null)),
        is("leads is judged with a total of null instead of 7"));
  }

  @Test
  void aVersionWithoutCampaignsNeedsNoJudgement() {
    StoredSums stored = new StoredSums(List.of("leads"), Map.of(), Map.of());

    assertThat(stored.difference(NOTHING), is(nullValue()));
  }

  @Test
  void rowsOfAVersionWithoutCampaignsAreTold() {
    StoredSums stored =
        new StoredSums(
            List.of("leads"),
            Map.of(NOTHING.fingerprint(), new Sums(1, List.of(BigDecimal.ONE))),
            Map.of());

    assertThat(stored.difference(NOTHING), is("1 campaign rows instead of 0"));
  }
}

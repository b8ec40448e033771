package com.campaignconversions.conversions;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.file.SmallJob;
import org.junit.jupiter.api.Test;

class VerificationLineTest {
  private static final SmallJob JOB =
      SmallJob.monthly()
          .client("belmonte", "PLN", "1")
          .metric("booking_step_1", "search")
          .metric("calls", "call")
          .metric("reservations", "purchase");

  @Test
  void theCampaignWithTheLargestFirstCountIsShownWithFirstAndLastCount() {
    assertThat(
        sample(row("10", 3, 1), row("11", 79, 2), row("12", 20, 3)),
        is("campaign 11: spend 10, booking_step_1 79, reservations 2; is_distributed: NO (GOOD)"));
  }

  @Test
  void ofSeveralWithThatCountTheFirstById() {
    assertThat(
        sample(row("12", 79, 3), row("11", 79, 2), row("10", 1, 1)),
        is("campaign 11: spend 10, booking_step_1 79, reservations 2; is_distributed: NO (GOOD)"));
  }

  @Test
  void theNameIsShownWhereThereIsOne() {
    assertThat(
        sample(row("10", 3, 1), row("11", 79, 2).field("campaign_name", "Spa"), row("12", 20, 3)),
        is(
            "campaign 11 (Spa): spend 10, booking_step_1 79, reservations 2; is_distributed: NO"
                + " (GOOD)"));
  }

  @Test
  void whatIsUnknownIsNotZero() {
    String line = sample(row("10", 3, 1), row("11", 79, 2).without("spend"), row("12", 20, 3));
    assertThat(line, startsWith("campaign 11: spend unknown, "));
  }

  @Test
  void aVerdictThatSaysNeitherIsNamed() {
    assertThat(
        sample(row("10", 3, 1)),
        is(
            "campaign 10: spend 10, booking_step_1 3, reservations 1; is_distributed: UNKNOWN,"
                + " booking_step_1 is SINGLE_CAMPAIGN"));
  }

  @Test
  void aDividedMonthIsToldWithItsEvidence() {
    RowText[] rows = new RowText[25];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row("" + (10 + i), 20, i);
    }
    String line = sample(rows);
    assertThat(
        line,
        startsWith(
            "campaign 10: spend 10, booking_step_1 20, reservations 0; is_distributed: YES, All 25"
                + " campaigns show exactly 20. Real traffic of this size would do so"));
  }

  private static RowText row(String campaign, int searches, int purchases) {
    return RowText.ofCampaign(campaign)
        .field("spend", "10")
        .action("search", "" + searches)
        .action("call", "1")
        .action("purchase", "" + purchases);
  }

  private static String sample(RowText... rows) {
    return Extraction.of(JOB, rows).summary().complete().sample();
  }
}

package com.campaignconversions.conversions.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.conversions.Extraction;
import com.campaignconversions.insights.rows.RowText;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.variance.numbers.Verdict;
import org.junit.jupiter.api.Test;

/** Of two files, one of which was exported without a field that the other one has. */
class FileGapsTest {
  private static final SmallJob JOB =
      SmallJob.monthly()
          .client("belmonte", "PLN", "1")
          .metric("searches", "search")
          .metric("reservations", "purchase");

  /** Seven clicks without any action hardly ever happen, and six may. */
  @Test
  void aFileWithoutActionsAndWithSevenClicksLacksThem() {
    assertThat(verdict(with("10"), without("11", 7)), is(Verdict.INCOMPLETE));
    assertThat(verdict(with("10"), without("11", 6)).trusted(), is(true));
  }

  @Test
  void clicksOfSeveralRowsOfAFileAddUp() {
    assertThat(
        verdict(with("10"), without("11", 3), without("12", 3), without("13", 1)),
        is(Verdict.INCOMPLETE));
  }

  @Test
  void whereNoFileHasActionsNoneLacksThem() {
    Extraction none = Extraction.of(JOB, without("10", 50)).file(1, without("11", 50));
    assertThat(none.result().variances().get(0).judgement().verdict(), is(Verdict.NO_DATA));
  }

  @Test
  void theEvidenceNamesWhatLacks() {
    assertThat(
        Extraction.of(JOB, with("10"))
            .file(1, without("11", 50))
            .result()
            .variances()
            .get(0)
            .judgement()
            .evidence(),
        containsString("file 1 lacks a field"));
  }

  private static Verdict verdict(RowText first, RowText... second) {
    return Extraction.of(JOB, first)
        .file(1, second)
        .result()
        .variances()
        .get(0)
        .judgement()
        .verdict();
  }

  private static RowText with(String campaign) {
    return RowText.ofCampaign(campaign)
        .field("spend", "5")
        .field("clicks", "50")
        .action("search", "9")
        .action("purchase", "3");
  }

  private static RowText without(String campaign, int clicks) {
    return RowText.ofCampaign(campaign).field("spend", "5").field("clicks", "" + clicks);
  }
}

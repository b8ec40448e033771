package com.campaignconversions.conversions.content;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.variance.Judge;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Numbers;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VersionContentTest {
  /** Or what was published would stay as it was when the job begins to distrust outliers. */
  @Test
  void anOutlierThatIsNotTrustedIsAnotherVersion() {
    MetricJudgement outlier = outlier();
    MetricJudgement distrusted = outlier.saying(outlier.evidence(), false);

    assertThat(outlier.verdict(), is(Verdict.OUTLIER));
    assertThat(fingerprint(distrusted), is(not(fingerprint(outlier))));
    assertThat(fingerprint(outlier.saying("in other words", true)), is(fingerprint(outlier)));
  }

  private static MetricJudgement outlier() {
    List<EarlierPeriod> half = new ArrayList<>();
    for (int month = 1; month <= 6; month++) {
      half.add(
          new EarlierPeriod(
              Period.parse("2025-0" + month),
              "",
              true,
              true,
              2,
              BigDecimal.valueOf(100),
              Map.of("leads", BigDecimal.valueOf(50 + month % 3))));
    }
    return Judge.judge(
            Numbers.of(2).spend(50, 50).count("leads", 210, 93).numbers(), half, Numbers.ALPHA)
        .get(0);
  }

  private static String fingerprint(MetricJudgement judgement) {
    return VersionContent.fingerprint(
        new ClientPeriod("belmonte", Period.parse("2025-07")),
        List.of(judgement),
        accepted -> "",
        List.of());
  }
}

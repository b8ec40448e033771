package com.campaignconversions.running;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.files.InsightFile;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.InsightSource;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.running.Step.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StepTest {
  private static final InsightSource BY_PERIOD = files("/insights/{period}.json");
  private static final InsightSource WHOLE = files("/insights/*.json");

  private static InsightSource files(String pattern) {
    return new InsightFiles(List.of(pattern), "/", Newest.NONE, null);
  }

  private static List<Period> periods(String... ids) {
    return Stream.of(ids).map(Period::parse).toList();
  }

  /** Six client periods: three months of two clients. */
  private static final WantedPeriods WANTED =
      new WantedPeriods(
          Map.of(
              "belmonte", periods("2025-09", "2025-10", "2025-11"),
              "lakeside", periods("2025-09", "2025-10", "2025-11")));

  private static InsightFile file(int rank, long size, String... of) {
    String name = "/insights/" + rank + ".json";
    return new InsightFile(rank, name, name, size, 0, periods(of));
  }

  private static List<String> periodsOf(List<Step> steps) {
    return steps.stream().map(Step::periods).toList();
  }

  private static List<Step> ofClientPeriods(long most) {
    return Step.of(BY_PERIOD, WANTED, List.of(), new Limits(most, Long.MAX_VALUE, Duration.ZERO));
  }

  private static List<Step> ofBytes(List<InsightFile> files, long most) {
    return Step.of(BY_PERIOD, WANTED, files, new Limits(Long.MAX_VALUE, most, Duration.ZERO));
  }

  @Test
  void wholePeriodsGoTogetherUpToTheLimit() {
    List<Step> steps = ofClientPeriods(4);

    assertThat(periodsOf(steps), contains("2025-09 to 2025-10", "2025-11"));
    assertThat(steps.get(0).wanted().size(), is(4L));
    assertThat(steps.get(1).wanted().size(), is(2L));
  }

  @Test
  void aPeriodIsNeverDivided() {
    assertThat(periodsOf(ofClientPeriods(3)), contains("2025-09", "2025-10", "2025-11"));
    assertThat(periodsOf(ofClientPeriods(1)), contains("2025-09", "2025-10", "2025-11"));
  }

  @Test
  void whatIsWithinTheLimitsIsOneStep() {
    assertThat(periodsOf(ofClientPeriods(6)), contains("2025-09 to 2025-11"));
  }

  @Test
  void theBytesOfTheFilesLimitAStepToo() {
    List<InsightFile> files =
        List.of(file(0, 60, "2025-09"), file(1, 40, "2025-10"), file(2, 1, "2025-11"));

    List<Step> steps = ofBytes(files, 100);

    assertThat(periodsOf(steps), contains("2025-09 to 2025-10", "2025-11"));
    assertThat(steps.get(0).bytes(), is(100L));
    assertThat(steps.get(0).files(), contains(files.get(0), files.get(1)));
    assertThat(steps.get(1).files(), contains(files.get(2)));
  }

  @Test
  void aFileOfTwoPeriodsIsReadInTheStepsOfBoth() {
    InsightFile both = file(0, 60, "2025-09", "2025-10");

    List<Step> steps = ofBytes(List.of(both), 59);

    assertThat(periodsOf(steps), contains("2025-09", "2025-10", "2025-11"));
    assertThat(steps.get(0).files(), contains(both));
    assertThat(steps.get(1).files(), contains(both));
    assertThat(steps.get(2).files(), is(List.of()));
  }

  @Test
  void aFileOfTwoPeriodsCountsOnceWithinAStep() {
    List<Step> steps = ofBytes(List.of(file(0, 60, "2025-09", "2025-10")), 60);

    assertThat(periodsOf(steps), contains("2025-09 to 2025-11"));
    assertThat(steps.get(0).bytes(), is(60L));
  }

  @Test
  void aSourceThatIsReadWholeIsOneStepWhateverTheLimits() {
    List<InsightFile> files = List.of(file(0, 60), file(1, 40));

    List<Step> steps = Step.of(WHOLE, WANTED, files, new Limits(1, 1, Duration.ZERO));

    assertThat(steps, contains(new Step(WANTED, files)));
  }

  @Test
  void aClientThatWantsNothingOfAStepIsNotInIt() {
    WantedPeriods wanted =
        new WantedPeriods(
            Map.of("belmonte", periods("2025-10", "2025-11"), "lakeside", periods("2025-11")));

    List<Step> steps =
        Step.of(BY_PERIOD, wanted, List.of(), new Limits(1, Long.MAX_VALUE, Duration.ZERO));

    assertThat(
        steps.get(0).wanted(), is(new WantedPeriods(Map.of("belmonte", periods("2025-10")))));
    assertThat(steps.get(1).wanted().wantsClient("lakeside"), is(true));
  }
}

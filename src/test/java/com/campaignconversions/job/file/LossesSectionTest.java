package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.job.LossRules;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code fresh_within:} of a job file, and its {@code insights.rejected}. */
class LossesSectionTest {
  private static final String WANTED = "a number of days or hours, such as 3d or 36h";

  private final Path folder;

  LossesSectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void withoutItNothingMustBeFreshAndWhatWasRejectedWithholds() throws Exception {
    assertThat(JobText.in(folder).read().losses(), is(LossRules.STRICT));
  }

  @ParameterizedTest
  @CsvSource({"1d, PT24H", "3d, PT72H", "36h, PT36H", "'''36h''', PT36H", "9999h, PT9999H"})
  void freshnessIsANumberOfDaysOrHours(String written, Duration within) throws Exception {
    assertThat(
        JobText.in(folder).with("fresh_within: " + written).read().losses().freshWithin(),
        is(within));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0d", "03d", "3", "d", "3w", "3D", "3 d", "-3d", "1.5d", "10000h", "3d12h", "3d3"})
  void freshnessIsNothingElse(String written) {
    assertThat(
        JobText.in(folder).with("fresh_within: " + written).problem(),
        is("job.yaml:7: fresh_within: \"" + written + "\" is not " + WANTED));
  }

  @Test
  void freshnessIsOneValue() {
    assertThat(
        JobText.in(folder).with("fresh_within: {days: 3}").problem(),
        is("job.yaml:7: fresh_within: wants " + WANTED + ", not a map"));
    assertThat(
        JobText.in(folder).with("fresh_within:").problem(),
        is("job.yaml:7: fresh_within: has no value; write " + WANTED));
  }
}

package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.job.yaml.JobFileException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code significance:} of a job file. */
class SignificanceSectionTest {
  private static final String GRAPH =
      "insights: {graph: {version: v27.0, token: {env: META_TOKEN}}}";

  private final Path folder;

  SignificanceSectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void isByDefaultThatOfTheSource() throws Exception {
    assertThat("files", JobText.in(folder).read().significance(), is(new BigDecimal("0.0001")));
    assertThat(
        "what is fresh from Meta",
        JobText.in(folder).with(GRAPH).read().significance(),
        is(new BigDecimal("0.000001")));
    assertThat(
        "what somebody else stored",
        audit("audit: {query: SELECT 1}"),
        is(new BigDecimal("0.001")));
  }

  @Test
  void whatIsWrittenCountsForEverySource() throws Exception {
    assertThat(significance("0.02"), is(new BigDecimal("0.02")));
    assertThat(
        JobText.in(folder).with(GRAPH).with("significance: 0.02").read().significance(),
        is(new BigDecimal("0.02")));
    assertThat(audit("audit: {query: SELECT 1, significance: 0.02}"), is(new BigDecimal("0.02")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.001",
        ".05",
        "1e-6",
        "1E-6",
        "1.0E-3",
        "0.499999999999999999",
        "1e-99",
        "0.50e-1"
      })
  void isAboveZeroAndBelowAHalf(String written) throws Exception {
    assertThat(significance(written), is(new BigDecimal(written)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "0.0",
        "0e9",
        "0.5",
        "0.50",
        "5e-1",
        "1",
        "5",
        "-0.1",
        "+0.1",
        "low",
        "0.1%",
        "0_1",
        ".inf",
        ".",
        "1e-100",
        "0.0000000000000000001",
      })
  void isNothingElse(String written) {
    assertThat(
        JobText.in(folder).with("significance: " + written).problem(),
        is(
            "job.yaml:7: significance: \""
                + written
                + "\" is not a number above 0 and below 0.5, such as 0.001 (without quotes)"));
  }

  @Test
  void standsWithoutQuotes() {
    assertThat(
        JobText.in(folder).with("significance: '0.001'").problem(),
        is(
            "job.yaml:7: significance: \"0.001\" is not a number above 0 and below 0.5, such as"
                + " 0.001 (without quotes)"));
  }

  @Test
  void isOneNumber() {
    assertThat(
        JobText.in(folder).with("significance: [0.001]").problem(),
        is(
            "job.yaml:7: significance: wants a number above 0 and below 0.5, such as 0.001, not a"
                + " list"));
    assertThat(
        JobText.in(folder).with("significance:").problem(),
        is(
            "job.yaml:7: significance: has no value; write a number above 0 and below 0.5, such"
                + " as 0.001"));
  }

  private BigDecimal significance(String written) throws JobFileException {
    return JobText.in(folder).with("significance: " + written).read().significance();
  }

  private BigDecimal audit(String section) throws JobFileException {
    return Objects.requireNonNull(JobText.in(folder).with(section).read().audit()).significance();
  }
}

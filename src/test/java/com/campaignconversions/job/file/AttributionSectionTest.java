package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.job.yaml.JobFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code attribution:} of a job or metrics file. */
class AttributionSectionTest {
  private static final String METRICS = "metrics: {m: {first_of: [a]}}\n";

  private final Path folder;

  AttributionSectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void withoutItTheAccountsOwnSettingCounts() throws Exception {
    assertThat(JobText.in(folder).read().attribution().windows(), contains("value"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "value"})
  void theAccountsOwnSettingHasTwoNames(String written) throws Exception {
    assertThat(windows(written), contains("value"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1d_click",
        "7d_click",
        "28d_click",
        "1d_view",
        "7d_view",
        "28d_view",
        "1d_ev",
        "dda",
        "inline",
        "skan_click",
        "skan_view",
        "skan_click_second_postback",
        "skan_view_third_postback",
        "7d_view_all_conversions",
        "28d_view_all_conversions",
      })
  void oneWindowMayStandAloneOrInAList(String window) throws Exception {
    assertThat(windows(window), contains(window));
    assertThat(windows("[" + window + "]"), contains(window));
  }

  @ParameterizedTest
  @CsvSource({
    "'[7d_click, 1d_view]', 7d_click, 1d_view",
    "'[1d_view, 7d_click]', 7d_click, 1d_view",
    "'[28d_view_all_conversions, 1d_click]', 1d_click, 28d_view_all_conversions",
    "'[skan_view, skan_click]', skan_click, skan_view",
  })
  void aClickAndAViewWindowAreAddedTheClickFirst(String written, String click, String view)
      throws Exception {
    assertThat(windows(written), contains(click, view));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[7d_click, 28d_click] | 7d_click and 28d_click",
        "[1d_view, 1d_view] | 1d_view and 1d_view",
        "[7d_click, 1d_ev] | 7d_click and 1d_ev",
        "[dda, 1d_view] | dda and 1d_view",
      })
  void anyOtherTwoMayOverlap(String written, String windows) {
    assertThat(
        problem(written),
        startsWith(
            "job.yaml:7: attribution: names "
                + windows
                + ", which may overlap and would count twice; write default, value, one window"));
  }

  @Test
  void threeOrNoneAreNoAnswer() {
    assertThat(
        problem("[7d_click, 1d_view, dda]"),
        startsWith(
            "job.yaml:7: attribution: names 7d_click and 1d_view and dda, which is no single"
                + " answer; write default,"));
    assertThat(
        problem("[]"),
        startsWith("job.yaml:7: attribution: names no window, which is no single answer; write"));
  }

  @Test
  void aWindowThatIsUnknownIsToldWithTheOneThatIsNear() {
    assertThat(
        problem("7_click"),
        startsWith(
            "job.yaml:7: attribution: \"7_click\" is not a known attribution window; did you mean"
                + " 7d_click?; known are 1d_click, 7d_click,"));
    assertThat(
        problem("[7d_click, 1d_veiw]"),
        startsWith(
            "job.yaml:7: attribution[1]: \"1d_veiw\" is not a known attribution window; did you"
                + " mean 1d_view?"));
  }

  @Test
  void aListNamesWindowsOnly() {
    assertThat(
        problem("[value]"),
        startsWith("job.yaml:7: attribution[0]: \"value\" is not a known attribution window"));
    assertThat(
        problem("[7d_click, [1d_view]]"),
        is("job.yaml:7: attribution[1]: wants an attribution window such as 7d_click, not a list"));
  }

  @Test
  void aMetricsFileMayNameIt() throws Exception {
    assertThat(
        withMetricsFile("attribution: 1d_click\n").read().attribution().windows(),
        contains("1d_click"));
  }

  @Test
  void bothFilesMayNameItIfTheyNameTheSame() throws Exception {
    assertThat(
        withMetricsFile("attribution: [1d_view, 7d_click]\n")
            .with("attribution: [7d_click, 1d_view]")
            .read()
            .attribution()
            .windows(),
        contains("7d_click", "1d_view"));
    assertThat(
        withMetricsFile("attribution: [1d_view, 7d_click]\n")
            .with("attribution: default")
            .problem(),
        containsString(
            "attribution: is not what the metrics file says (7d_click and 1d_view); keep one of the"
                + " two"));
  }

  private JobText withMetricsFile(String attribution) {
    return JobText.in(folder)
        .with("metrics: metrics.yaml")
        .withFile("metrics.yaml", METRICS + attribution);
  }

  private List<String> windows(String written) throws JobFileException {
    return JobText.in(folder).with("attribution: " + written).read().attribution().windows();
  }

  private String problem(String written) {
    return JobText.in(folder).with("attribution: " + written).problem();
  }
}

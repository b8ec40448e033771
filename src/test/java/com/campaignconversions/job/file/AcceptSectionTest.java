package com.campaignconversions.job.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.job.Acceptance;
import com.campaignconversions.job.Acceptance.AcceptedFinding;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptSectionTest {
  private static final String ENTRY =
      "client: belmonte, metric: reservations, verdict: DISTRIBUTED, reason: equal-budget test,"
          + " until: 2026-03-31";

  private final Path folder;

  AcceptSectionTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsAKnownException() throws Exception {
    assertThat(
        JobText.in(folder).with("accept: [{" + ENTRY + "}]").read().acceptances(),
        contains(
            new Acceptance(
                "belmonte",
                "reservations",
                AcceptedFinding.DISTRIBUTED,
                "equal-budget test",
                LocalDate.of(2026, 3, 31))));
  }

  @Test
  void acceptsNothingWhereNothingIsSaid() throws Exception {
    assertThat(JobText.in(folder).read().acceptances(), is(empty()));
  }

  @Test
  void takesEveryMetricAndSmallLetters() throws Exception {
    Acceptance acceptance =
        JobText.in(folder)
            .with(
                "accept: [{client: belmonte, metric: '*', verdict: high, reason: known,"
                    + " until: '2026-03-31'}]")
            .read()
            .acceptances()
            .get(0);
    assertThat(acceptance.metric(), is(Acceptance.EVERY_METRIC));
    assertThat(acceptance.finding(), is(AcceptedFinding.HIGH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "metric", "verdict", "reason", "until"})
  void wantsEveryKey(String key) {
    String without = ENTRY.replaceAll("(^|, )" + key + ": [^,]*", "").replaceFirst("^, ", "");
    assertThat(
        problem(without), startsWith("job.yaml:7: accept[0]." + key + ": is missing; write "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "client: belmont | client: \"belmont\" is not known; did you mean belmonte?",
        "metric: reservation | metric: \"reservation\" is not known; did you mean reservations?",
        "verdict: DISTRIBUTION | verdict: \"DISTRIBUTION\" is no verdict that needs to be accepted;"
            + " did you mean DISTRIBUTED?",
        "verdict: VARIANCE | verdict: \"VARIANCE\" is no verdict that needs to be accepted",
        "until: 2026-02-30 | until: \"2026-02-30\" is no day; write the last day",
        "until: spring | until: \"spring\" is no day; write the last day",
        "reason: | reason: has no value; write why this is no mistake",
      })
  void refusesWhatItCannotUnderstand(String changed, String problem) {
    String key = changed.substring(0, changed.indexOf(':'));
    assertThat(
        problem(ENTRY.replaceAll(key + ": [^,]*", changed)),
        startsWith("job.yaml:7: accept[0]." + problem));
  }

  @Test
  void knowsThatAnAuditMayFindOtherClientsAndMetrics() throws Exception {
    assertThat(
        JobText.in(folder)
            .with("audit: {cache: {}}")
            .with(
                "accept: [{client: of-the-old-system, metric: leads, verdict: COPIED, reason: known,"
                    + " until: 2026-03-31}]")
            .read()
            .acceptances()
            .get(0)
            .clientId(),
        is("of-the-old-system"));
  }

  private String problem(String entry) {
    return JobText.in(folder).with("accept: [{" + entry + "}]").problem();
  }
}

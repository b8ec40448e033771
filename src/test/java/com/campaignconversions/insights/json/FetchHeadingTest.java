package com.campaignconversions.insights.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.insights.fields.InsightNames;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.job.InsightFields;
import com.campaignconversions.job.file.SmallJob;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetchHeadingTest {
  private static final LocalDate FIRST = LocalDate.parse("2025-11-01");
  private static final LocalDate LAST = LocalDate.parse("2025-11-30");

  /** {@code actions} is array 0, {@code action_values} array 1. */
  private static SmallJob job() {
    return SmallJob.ofBelmonte()
        .metric("value", List.of("action_values"), Scope.CAMPAIGN, Unit.MONEY, "purchase");
  }

  private static FetchHeading read(String json) throws IOException {
    return read(json, job());
  }

  private static FetchHeading read(String json, SmallJob job) throws IOException {
    WantedActions wanted = WantedActions.of(job.build());
    InsightNames names = new InsightNames(wanted, null, InsightFields.USUAL);
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      JsonTokens tokens = new JacksonTokens(parser, names);
      tokens.next();
      FetchHeading heading = FetchHeading.read(tokens, names, wanted);
      assertThat("is read to its end", tokens.current(), is(JsonToken.END_OBJECT));
      return heading;
    }
  }

  @Test
  void isAPageWithoutRows() throws IOException {
    assertThat(
        FetchHeading.line(
            FetchHeading.question(
                "438600948208231",
                FIRST,
                LAST,
                "v27.0",
                List.of("campaign_id", "actions"),
                List.of("7d_click")),
            Instant.parse("2025-12-01T10:00:00.123456Z"),
            List.of("v26.0")),
        is(
            "{\"data\":[],\"fetch\":{\"account\":\"act_438600948208231\","
                + "\"since\":\"2025-11-01\",\"until\":\"2025-11-30\",\"version\":\"v27.0\","
                + "\"fields\":[\"campaign_id\",\"actions\"],\"windows\":[\"7d_click\"],"
                + "\"run_started\":\"2025-12-01T10:00:00.123Z\",\"answered_by\":[\"v26.0\"]}}"));
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    String line =
        FetchHeading.line(
            FetchHeading.question(
                "1", FIRST, LAST, "v27.0", List.of("spend", "actions"), List.of()),
            Instant.EPOCH,
            List.of());
    String fetch = line.substring("{\"data\":[],\"fetch\":".length(), line.length() - 1);

    assertThat(read(fetch), is(new FetchHeading("1", FIRST, LAST, 0b01)));
  }

  @Test
  void hasABitForEachArrayThatWasAskedFor() throws IOException {
    assertThat(read("{\"fields\": [\"actions\"]}").arrays(), is(0b01L));
    assertThat(read("{\"fields\": [\"action_values\"]}").arrays(), is(0b10L));
    assertThat(read("{\"fields\": [\"action_values\", \"actions\"]}").arrays(), is(0b11L));
    assertThat("no array", read("{\"fields\": [\"spend\"]}").arrays(), is(0L));
    assertThat(
        "an array that nobody counts", read("{\"fields\": [\"conversions\"]}").arrays(), is(0L));
  }

  @Test
  void anOldOneThatNamesNoFieldsHasWhatWasAlwaysAskedFor() throws IOException {
    assertThat(read("{}"), is(new FetchHeading(null, null, null, 0b11)));
  }

  @Test
  void windowsThatWereNotAskedForLeaveEveryArrayUnknown() throws IOException {
    SmallJob job = job().windows("7d_click", "1d_view");

    assertThat(read("{\"windows\": [\"7d_click\"]}", job).arrays(), is(0L));
    assertThat(read("{}", job).arrays(), is(0L));
    assertThat(
        read("{\"windows\": [\"28d_click\", \"1d_view\", \"7d_click\"]}", job).arrays(), is(0b11L));
  }

  @Test
  void theAccountsOwnSettingIsAlwaysAskedFor() throws IOException {
    assertThat(read("{\"windows\": [\"7d_click\"]}").arrays(), is(0b11L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"2025-11-31\"", "\"yesterday\"", "\"\"", "20251101", "null", "[]", "{}"})
  void aDayThatIsNoneIsNotTold(String json) throws IOException {
    FetchHeading heading = read("{\"since\": " + json + ", \"until\": \"2025-11-30\"}");

    assertThat(heading.since(), is(nullValue()));
    assertThat(heading.until(), is(LAST));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"act_\"", "\"belmonte\"", "\"act_4.386E+14\"", "1", "null"})
  void anAccountThatIsNoneIsNotTold(String json) throws IOException {
    assertThat(read("{\"account\": " + json + "}").accountId(), is(nullValue()));
  }

  @Test
  void whatNobodyKnowsIsSkipped() throws IOException {
    assertThat(
        read(
            "{\"later\": {\"since\": \"2024-01-01\"}, \"account\": \"act_1\", \"fields\": [5,"
                + " {\"a\": []}, \"actions\"], \"windows\": {\"a\": 1}, \"more\": [[1]]}"),
        is(new FetchHeading("1", null, null, 0b01)));
  }

  @Test
  void readsAThousandFieldsOfVeryMany() throws IOException {
    String thousand = "\"spend\",".repeat(999);

    assertThat(read("{\"fields\": [" + thousand + "\"actions\"]}").arrays(), is(1L));
    assertThat(read("{\"fields\": [" + thousand + "\"clicks\",\"actions\"]}").arrays(), is(0L));
  }
}

package com.campaignconversions.insights.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.insights.fields.InsightNames;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.job.InsightFields;
import com.campaignconversions.job.file.SmallJob;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFrameTest {
  private final InsightNames names =
      new InsightNames(WantedActions.of(SmallJob.ofBelmonte().build()), null, InsightFields.USUAL);

  /** A frame that keeps every member of the object. */
  private DataFrame frame(String json) throws IOException {
    DataFrame frame = new DataFrame();
    try (JsonParser parser = Json.FACTORY.createParser(json)) {
      JsonTokens tokens = new JacksonTokens(parser, names);
      tokens.next();
      for (InsightNames.Name name = tokens.nextName(); name != null; name = tokens.nextName()) {
        tokens.next();
        frame.keep(name, tokens);
      }
    }
    return frame;
  }

  private List<String> rows(String json) throws IOException {
    DataFrame.Records records = Objects.requireNonNull(frame(json).records(names));
    List<String> rows = new ArrayList<>();
    for (byte[] row = records.next(); row != null; row = records.next()) {
      rows.add(new String(row, UTF_8));
    }
    return rows;
  }

  @Test
  void makesRowsOutOfColumns() throws IOException {
    assertThat(
        rows(
            "{\"campaign_id\": {\"0\": \"1\", \"1\": \"2\"},"
                + " \"spend\": {\"0\": 1.50, \"1\": null},"
                + " \"actions\": {\"0\": [{\"value\": 3}], \"1\": []}}"),
        contains(
            "{\"campaign_id\":\"1\",\"spend\":1.50,\"actions\":[{\"value\":3}]}",
            "{\"campaign_id\":\"2\",\"spend\":null,\"actions\":[]}"));
  }

  @Test
  void takesRowsThatHaveNamesAsTheyStand() throws IOException {
    assertThat(
        rows(
            "{\"first\": {\"campaign_id\": \"1\", \"spend\": 1.50},"
                + " \"second\": {\"spend\": 2, \"account_id\": \"3\"}}"),
        contains("{\"campaign_id\":\"1\",\"spend\":1.50}", "{\"spend\":2,\"account_id\":\"3\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"account_id", "client_id", "campaign_id", "date_start"})
  void oneColumnThatOnlyRowsHaveMakesItATable(String column) throws IOException {
    assertThat(
        rows("{\"x\": {\"0\": 5}, \"" + column + "\": {\"0\": \"1\"}}"),
        contains("{\"x\":5,\"" + column + "\":\"1\"}"));
    assertThat(
        rows("{\"0\": {\"x\": 5, \"" + column + "\": \"1\"}}"),
        contains("{\"x\":5,\"" + column + "\":\"1\"}"));
  }

  @Test
  void anObjectOfWhateverElseIsNoTable() throws IOException {
    assertThat(frame("{\"spend\": {\"0\": 1}}").records(names), is(nullValue()));
    assertThat(
        "one of its members is no row",
        frame("{\"a\": {\"campaign_id\": \"1\"}, \"b\": {\"spend\": 1}}").records(names),
        is(nullValue()));
    assertThat(
        "what stands deeper is no column",
        frame("{\"a\": {\"x\": {\"campaign_id\": \"1\"}}}").records(names),
        is(nullValue()));
  }

  @Test
  void columnsWithoutRowsAreATableWithoutRows() throws IOException {
    assertThat(rows("{\"campaign_id\": {}, \"spend\": {}}"), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"campaign_id\": {\"0\": \"1\"}, \"spend\": {\"1\": 5}}",
        "{\"campaign_id\": {\"0\": \"1\"}, \"spend\": {}}",
        "{\"campaign_id\": {}, \"spend\": {\"0\": 5}}",
        "{\"campaign_id\": {\"0\": \"1\", \"1\": \"2\"}, \"spend\": {\"1\": 5, \"0\": 5}}",
      })
  void columnsOfDifferentRowsAreRefused(String json) {
    DataFrame.RefusedTable refused = assertThrows(DataFrame.RefusedTable.class, () -> rows(json));

    assertThat(
        refused.getOriginalMessage(),
        is("the columns of a table hold different rows: write it as lines"));
  }

  @Test
  void keepsEachMemberAsExactAsItStands() throws IOException {
    DataFrame frame = frame("{\"a\": {\"x\": 1.10}, \"b\": {\"y\": 123456789012345678901.50}}");

    assertThat(
        frame.members().stream().map(member -> member.name().text).toList(), contains("a", "b"));
    try (JsonParser parser = frame.parser(frame.members().get(1))) {
      assertThat(parser.nextToken(), is(JsonToken.START_OBJECT));
      assertThat(parser.nextFieldName(), is("y"));
      parser.nextToken();
      assertThat(parser.getText(), is("123456789012345678901.50"));
      parser.nextToken();
      assertThat("ends where its object does", parser.nextToken(), is(nullValue()));
    }
  }

  @Test
  void makesARowOutOfCells() throws IOException {
    List<String> columns = List.of("campaign_id", "spend");

    assertThat(record(columns, "[\"1\", 2.50]"), is("{\"campaign_id\":\"1\",\"spend\":2.50}"));
    assertThat("fewer cells", record(columns, "[\"1\"]"), is("{\"campaign_id\":\"1\"}"));
    assertThat("no cells", record(columns, "[]"), is("{}"));
    assertThat("more cells than columns", record(columns, "[1, 2, 3]"), is(""));
  }

  @Test
  void aCellMayHoldAnything() throws IOException {
    assertThat(
        record(List.of("actions", "spend"), "[[{\"value\": \"1\"}], null]"),
        is("{\"actions\":[{\"value\":\"1\"}],\"spend\":null}"));
  }

  private String record(List<String> columns, String cells) throws IOException {
    try (JsonParser parser = Json.FACTORY.createParser(cells)) {
      JsonTokens tokens = new JacksonTokens(parser, names);
      tokens.next();
      return new String(DataFrame.record(columns, tokens), UTF_8);
    }
  }
}

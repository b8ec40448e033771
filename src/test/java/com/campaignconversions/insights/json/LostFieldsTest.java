package com.campaignconversions.insights.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostFieldsTest {

  @Test
  void namesTheFieldsOfChanges() {
    assertThat(
        LostFields.of(
            """
            {"sync_id": 5, "changes": [
              {"field": "spend", "change": "NULLED", "reason": "DESTINATION_SERIALIZATION_ERROR"},
              {"field": "clicks", "change": "TRUNCATED", "reason": "SOURCE_FIELD_SIZE_LIMITATION"}
            ]}"""),
        contains("spend", "clicks"));
  }

  @Test
  void namesTheListOfWhichOneEntryWasLost() {
    assertThat(
        LostFields.of("{\"changes\": [{\"field\": \"actions.3.value\"}]}"), contains("actions"));
  }

  @Test
  void namesTheFieldsOfOldErrors() {
    assertThat(
        LostFields.of("{\"errors\": [\"Problem with `actions`\", \"Problem with `Spend`\"]}"),
        contains("actions", "spend"));
    assertThat(
        "an error of no field", LostFields.of("{\"errors\": [\"Problem\", 5, null]}"), is(empty()));
  }

  @Test
  void namesAreInSmallLetters() {
    assertThat(LostFields.of("{\"changes\": [{\"field\": \"SPEND\"}]}"), contains("spend"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"changes\": []}",
        "{\"errors\": []}",
        "{\"changes\": \"field\"}",
        "[\"field\"]",
        "field",
        "{\"changes\": [{\"field\": \"spend\"}",
        "null",
        "{\"errors\": {\"a\": 1}}",
        "{\"changes\": {\"a\": {\"field\": \"spend\"}}}",
      })
  void whatSaysNothingOfTheKindNamesNone(String meta) {
    assertThat(LostFields.of(meta), is(empty()));
  }

  @Test
  void readsAHundredOfVeryMany() {
    assertThat(
        LostFields.of(
            "{\"changes\": [" + "{\"field\": \"a\"},".repeat(100) + "{\"field\": \"b\"}]}"),
        hasSize(100));
  }
}

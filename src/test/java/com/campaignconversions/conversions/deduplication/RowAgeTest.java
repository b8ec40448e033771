package com.campaignconversions.conversions.deduplication;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.sameInstance;

import com.campaignconversions.insights.rows.RowText;
import org.junit.jupiter.api.Test;

class RowAgeTest {

  /** Of a row whose field has this JSON. */
  private static RowAge json(String value) {
    return RowAge.ofField(Rows.one(RowText.ofCampaign("10").raw("updated_time", value)));
  }

  private static RowAge text(String value) {
    return json('"' + value + '"');
  }

  private static RowAge absent() {
    return RowAge.ofField(Rows.one(RowText.ofCampaign("10")));
  }

  private static RowAge file(int rank) {
    return RowAge.ofFile(Rows.read(rank, RowText.ofCampaign("10")).get(0));
  }

  private static void isOlder(RowAge older, RowAge newer) {
    assertThat(older.compareTo(newer), is(lessThan(0)));
    assertThat(RowAge.newer(older, newer), sameInstance(newer));
    assertThat(RowAge.newer(newer, older), sameInstance(newer));
  }

  private static void isSameAge(RowAge one, RowAge other) {
    assertThat(one.compareTo(other), is(0));
    assertThat(other.compareTo(one), is(0));
  }

  private static boolean isSameExtraction(String one, String other) {
    boolean same = text(one).isOfSameExtraction(text(other));
    assertThat(text(other).isOfSameExtraction(text(one)), is(same));
    return same;
  }

  @Test
  void aRowOfAnEarlierFileIsOlder() {
    isOlder(file(9), file(10));
    isSameAge(file(3), file(3));
  }

  @Test
  void numbersAreComparedByTheirSize() {
    isOlder(json("9"), json("10"));
    isOlder(text("9"), text("10.0"));
    isOlder(text("-1"), text("0"));
    isSameAge(json("10"), text(" 10.0 "));
  }

  @Test
  void instantsAreComparedAcrossTimeZones() {
    isOlder(text("2025-12-01T06:30:00+02:00"), text("2025-12-01T05:00:00Z"));
    isSameAge(text("2025-12-01T10:00:00+0100"), text("2025-12-01T09:00:00+00:00"));
  }

  @Test
  void timesAsDatabasesWriteThemAreInUtc() {
    isSameAge(text("2025-12-01 10:00:00"), text("2025-12-01T10:00:00Z"));
    isSameAge(text("2025-12-01 10:00:00.5 UTC"), text("2025-12-01T10:00:00.500Z"));
  }

  @Test
  void aDayIsItsMidnightInUtc() {
    isSameAge(text("2025-12-01"), text("2025-12-01T00:00:00Z"));
    isOlder(text("2025-11-30T23:59:59Z"), text("2025-12-01"));
  }

  @Test
  void secondsSince1970AreInstants() {
    isSameAge(json("1764583200"), text("2025-12-01T10:00:00Z"));
  }

  @Test
  void otherTextsAreComparedByTheAlphabet() {
    isOlder(text("v1"), text("v2"));
    isOlder(text("v10"), text("v2"));
    isSameAge(text(" v1 "), text("v1"));
  }

  @Test
  void withoutTheFieldARowIsOlderThanAnyOther() {
    isOlder(absent(), text("a"));
    isOlder(absent(), json("-1"));
    isOlder(absent(), text("1970-01-01"));
    isSameAge(absent(), text(" "));
    isSameAge(absent(), json("null"));
  }

  @Test
  void instantsOfFractionsLessThanAMinuteApartAreOneExtraction() {
    assertThat(isSameExtraction("2025-12-01T10:00:00.001Z", "2025-12-01T10:01:00.000Z"), is(true));
    assertThat(isSameExtraction("2025-12-01T10:00:00.001Z", "2025-12-01T10:01:00.001Z"), is(false));
  }

  @Test
  void oneInstantOfFractionsIsEnough() {
    assertThat(isSameExtraction("2025-12-01T10:00:00Z", "2025-12-01T10:00:01.5Z"), is(true));
  }

  @Test
  void instantsOfWholeSecondsAreVersionsOfEachOther() {
    assertThat(isSameExtraction("2025-12-01T10:00:00Z", "2025-12-01T10:00:01Z"), is(false));
    assertThat(isSameExtraction("2025-12-01T10:00:00.000Z", "2025-12-01T10:00:01.000Z"), is(false));
  }

  /** Such a number would take seconds, or more digits than there are, to be compared. */
  @Test
  void aNumberOfABillionDigitsIsAText() {
    assertThat(isSameExtraction("1e999999999", "2025-12-01T10:00:00.001Z"), is(false));
    assertThat(isSameExtraction("1e-999999999", "2025-12-01T10:00:00.001Z"), is(false));
    isOlder(json("1e999999999"), json("1e40"));
  }

  @Test
  void numbersTextsAndAbsentFieldsAreNeverOneExtraction() {
    assertThat(isSameExtraction("1.5", "2.5"), is(false));
    assertThat(isSameExtraction("a:1.5", "a:1.6"), is(false));
    assertThat(isSameExtraction("2025-12-01T10:00:00.5Z", "a"), is(false));
    assertThat(isSameExtraction("2025-12-01T10:00:00.5Z", ""), is(false));
    assertThat(file(1).isOfSameExtraction(file(2)), is(false));
  }
}

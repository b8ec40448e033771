package com.campaignconversions.conversions.content;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  @Test
  void isAnotherForEachContentOfTwoRows() {
    List<@Nullable Object> parts = Arrays.asList(null, "", "a", "b", "20", new BigDecimal("2"));
    Set<String> fingerprints = new HashSet<>();
    int contents = 0;
    for (Object one : parts) {
      for (Object two : parts) {
        for (Object three : parts) {
          for (Object four : parts) {
            fingerprints.add(of(List.of(Arrays.asList(one, two), Arrays.asList(three, four))));
            contents++;
          }
        }
      }
    }
    assertThat(fingerprints, hasSize(contents));
  }

  @Test
  void tellsARowThatRepeatsTheOneBeforeFromNone() {
    List<@Nullable Object> row = List.of("120233116408990285", "EUR");
    Set<String> fingerprints = new HashSet<>();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int count = 0; count < 4; count++) {
      fingerprints.add(of(rows));
      rows.add(row);
    }
    assertThat(fingerprints, hasSize(4));
  }

  @Test
  void isTheSameHoweverADecimalIsSpelledAlsoWhereItRepeats() {
    assertThat(
        of(List.of(List.of(new BigDecimal("20.00")), List.of(new BigDecimal("2E+1")))),
        is(of(List.of(List.of(new BigDecimal("20")), List.of(new BigDecimal("20"))))));
  }

  /** What is gathered before it is digested has some kilobytes. */
  @Test
  void aLongTextIsDigestedToItsEndAndInItsPlace() {
    String text = "x".repeat(100_000);
    assertThat(of(List.of(List.of(text))), is(not(of(List.of(List.of(text + "x"))))));
    assertThat(of(List.of(List.of(text + "a"))), is(not(of(List.of(List.of(text + "b"))))));
    assertThat(of(List.of(List.of("a", text, "b"))), is(not(of(List.of(List.of("b", text, "a"))))));
  }

  @Test
  void manyRowsAreDigestedToTheLastOne() {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      rows.add(List.of("campaign " + i, "EUR"));
    }
    String all = of(rows);
    List<List<@Nullable Object>> otherFirst = new ArrayList<>(rows);
    otherFirst.set(0, List.of("campaign x", "EUR"));
    assertThat(of(otherFirst), is(not(all)));
    rows.set(9_999, List.of("campaign x", "EUR"));
    assertThat(of(rows), is(not(all)));
  }

  @Test
  void dependsOnTheOrderOfRows() {
    assertThat(
        of(List.of(List.of("a"), List.of("b"))), is(not(of(List.of(List.of("b"), List.of("a"))))));
  }

  @Test
  void takesPartsLongerThanWhatItDigestsAtOnce() {
    String texts = "x".repeat(10_000);

    assertThat(of(List.of(List.of(texts))), is(not(of(List.of(List.of(texts + "x"))))));
    assertThat(of(List.of(List.of(texts))), is(of(List.of(List.of(texts)))));
  }

  private static String of(List<? extends List<? extends @Nullable Object>> rows) {
    Fingerprint fingerprint = new Fingerprint();
    rows.forEach(fingerprint::addRow);
    return fingerprint.hex();
  }
}

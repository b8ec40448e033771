package com.campaignconversions.insights.rows;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.campaignconversions.insights.rows.Admission.Nobody;
import com.campaignconversions.insights.rows.Admission.OfClient;
import com.campaignconversions.insights.rows.Admission.Owner;
import com.campaignconversions.insights.rows.Admission.Unknown;
import com.campaignconversions.job.file.SmallJob;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineOwnerTest {
  private static final Owner BELMONTE = new OfClient("belmonte");
  private static final Owner ANYBODY = new Unknown(List.of());

  private final Admission admission =
      Admission.ofEverything(
          SmallJob.monthly()
              .client("belmonte", "PLN", "438600948208231", "438600948299999")
              .client("zamek", "PLN", "777000111222333")
              .metric("reservations", "purchase")
              .build());

  private LineOwner of(String payload) {
    return LineOwner.of(payload, admission);
  }

  private Owner owner(String payload) {
    return of(payload).owner();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"account_id\":\"438600948208231\",\"spend\":oops}",
        "{\"account_id\" : \"act_438600948208231\", oops",
        "oops \"account_id\":438600948208231, oops",
        "{\"account_id\":\"4.38600948E+14\",oops",
        "{\"account_id\":438600948208231}{\"account_id\":\"438600948299999\"} ",
      })
  void isOfTheClientWhoseAccountItNames(String payload) {
    assertThat(owner(payload), is(BELMONTE));
  }

  @Test
  void isOfNobodyWhereItNamesAnAccountOfNobody() {
    assertThat(owner("{\"account_id\":\"555000111222333\",oops"), is(new Nobody()));
  }

  @Test
  void isOfAnybodyWhereItNamesNoAccount() {
    assertThat(owner(""), is(ANYBODY));
    assertThat(owner("{\"spend\":12345,oops"), is(ANYBODY));
    assertThat("an account that is none", owner("{\"account_id\":\"n/a\",oops"), is(ANYBODY));
  }

  @Test
  void isOfOneOfTheClientsThatItNames() {
    assertThat(
        owner("{\"account_id\":\"777000111222333\"},{\"account_id\":\"438600948208231\"},"),
        is(new Unknown(List.of("belmonte", "zamek"))));
  }

  @Test
  void isOfAnybodyWhereOneOfItsAccountsIsNone() {
    assertThat(
        owner("{\"account_id\":\"438600948208231\"},{\"account_id\":\"none\"},"), is(ANYBODY));
  }

  @Test
  void isOfTheClientWhoseAccountItIsCutIn() {
    assertThat(owner("{\"account_id\":\"7770"), is(new OfClient("zamek")));
    assertThat(owner("{\"account_id\":\"act_43860094"), is(BELMONTE));
    assertThat("of no client's account", owner("{\"account_id\":\"5550"), is(new Nobody()));
  }

  /** Without names, as in a CSV. */
  @Test
  void isOfTheClientWhoseAccountStandsAnywhere() {
    assertThat(owner("438600948208231;12.5;oops"), is(BELMONTE));
    assertThat(
        owner("438600948208231;777000111222333"), is(new Unknown(List.of("belmonte", "zamek"))));
    assertThat("a part of a longer number", owner("4386009482082310;12.5"), is(ANYBODY));
  }

  @Test
  void itsDaysReachFromTheFirstToTheLastThatAreNamed() {
    LineOwner line =
        of(
            "{\"date_stop\":\"2025-11-30\",\"date_start\" : \"2025-11-02\","
                + "\"created\":\"2020-01-01\",oops");

    assertThat(line.first(), is(LocalDate.parse("2025-11-02")));
    assertThat(line.last(), is(LocalDate.parse("2025-11-30")));
  }

  @Test
  void itsDaysAreAnyWhereNoneIsNamed() {
    LineOwner line = of("438600948208231;2025-11-02;2025-10-30;oops");

    assertThat(line.first(), is(LocalDate.parse("2025-10-30")));
    assertThat(line.last(), is(LocalDate.parse("2025-11-02")));
  }

  @Test
  void hasNoDaysWhereNoneCanBeRead() {
    LineOwner line = of("{\"date_start\":\"2025-11-31\",\"date_stop\":\"30.11.2025\",oops");

    assertThat(line.first(), is(nullValue()));
    assertThat(line.last(), is(nullValue()));
  }

  @Test
  void readsAHundredDaysOfVeryMany() {
    LineOwner line = of("2025-11-02 ".repeat(99) + "2025-11-03 2025-11-04");

    assertThat(line.last(), is(LocalDate.parse("2025-11-03")));
  }
}

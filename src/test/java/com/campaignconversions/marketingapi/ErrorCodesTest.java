package com.campaignconversions.marketingapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.campaignconversions.marketingapi.Envelope.GraphError;
import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import org.junit.jupiter.api.Test;

class ErrorCodesTest {

  /** An error as Meta sends most of them: with HTTP status 400. */
  private static ErrorKind kind(long code, long subcode) {
    return kind(400, code, subcode, "Something is wrong.", false);
  }

  private static ErrorKind kind(
      int status, long code, long subcode, String message, boolean declaredTransient) {
    return ErrorCodes.of(
        status, new GraphError(message, code, subcode, declaredTransient, null), false);
  }

  @Test
  void callsThatWereTooManyAreARateLimit() {
    for (long code : new long[] {4, 17, 32, 613}) {
      assertThat("code " + code, kind(code, 0), is(ErrorKind.RATE_LIMIT));
    }
  }

  @Test
  void theLimitsOfBusinessUseCasesAreRateLimits() {
    for (long code :
        new long[] {80000, 80001, 80002, 80003, 80004, 80005, 80006, 80008, 80009, 80014}) {
      assertThat("code " + code, kind(code, 0), is(ErrorKind.RATE_LIMIT));
    }
    assertThat(kind(80007, 0), is(ErrorKind.REFUSED));
  }

  @Test
  void status429IsARateLimitWhateverTheAnswerSays() {
    assertThat(ErrorCodes.of(429, null, false), is(ErrorKind.RATE_LIMIT));
    assertThat(kind(429, 999, 0, "", false), is(ErrorKind.RATE_LIMIT));
  }

  @Test
  void anExpiredOrMissingTokenIsToldAsSuch() {
    assertThat(kind(190, 463), is(ErrorKind.TOKEN));
    assertThat(kind(102, 0), is(ErrorKind.TOKEN));
  }

  @Test
  void whatTheTokenMayNotReadIsAMatterOfPermission() {
    assertThat(kind(10, 0), is(ErrorKind.PERMISSION));
    assertThat(kind(200, 0), is(ErrorKind.PERMISSION));
    assertThat(kind(299, 0), is(ErrorKind.PERMISSION));
    assertThat(kind(199, 0), is(ErrorKind.REFUSED));
    assertThat(kind(300, 0), is(ErrorKind.REFUSED));
  }

  @Test
  void anAccountThatDoesNotExistIsAMatterOfPermission() {
    assertThat(kind(100, 33), is(ErrorKind.PERMISSION));
    assertThat(kind(100, 0), is(ErrorKind.REFUSED));
    assertThat(kind(101, 33), is(ErrorKind.REFUSED));
  }

  @Test
  void insightsThatAreTooOldAreAMatterOfRetention() {
    assertThat(kind(3018, 0), is(ErrorKind.RETENTION));
  }

  @Test
  void tooManyRowsAndTooLongQueriesAskForLess() {
    assertThat(kind(100, 1487534), is(ErrorKind.TOO_MUCH_DATA));
    assertThat(kind(-3, 1504045), is(ErrorKind.TOO_MUCH_DATA));
    assertThat(
        kind(
            500,
            1,
            0,
            "Please Reduce the amount of data you're asking for, then retry your request",
            false),
        is(ErrorKind.TOO_MUCH_DATA));
  }

  @Test
  void timeOutsAndWhatMetaDoesNotKnowAreTroubleOrTooMuch() {
    assertThat(kind(1, 0), is(ErrorKind.PERHAPS_TOO_MUCH));
    assertThat(kind(1, 99), is(ErrorKind.PERHAPS_TOO_MUCH));
    assertThat(kind(960, 0), is(ErrorKind.PERHAPS_TOO_MUCH));
    for (long subcode : new long[] {1504018, 1504038, 1504044}) {
      assertThat("subcode " + subcode, kind(2, subcode), is(ErrorKind.PERHAPS_TOO_MUCH));
      assertThat("subcode " + subcode, kind(100, subcode), is(ErrorKind.PERHAPS_TOO_MUCH));
    }
    assertThat(kind(500, 2, 0, "Your request timed out.", false), is(ErrorKind.PERHAPS_TOO_MUCH));
    assertThat(ErrorCodes.of(504, null, false), is(ErrorKind.PERHAPS_TOO_MUCH));
  }

  @Test
  void metasOwnTroublePasses() {
    assertThat(kind(2, 0), is(ErrorKind.TRANSIENT));
    assertThat(kind(2, 1504043), is(ErrorKind.TRANSIENT));
    assertThat(kind(341, 0), is(ErrorKind.TRANSIENT));
    assertThat(kind(-7, 0), is(ErrorKind.TRANSIENT));
  }

  @Test
  void aSubcodeSaysMoreThanItsCode() {
    assertThat(kind(4, 1504039), is(ErrorKind.RATE_LIMIT));
    assertThat(kind(100, 3191001), is(ErrorKind.PERMISSION));
    assertThat(kind(2, 1504041), is(ErrorKind.REFUSED));
    assertThat(kind(2, 1504042), is(ErrorKind.REFUSED));
    assertThat(kind(-2, 2490547), is(ErrorKind.REPORT_FAILED));
  }

  @Test
  void aReportThatExistsIsThereAMomentLater() {
    GraphError notThere = new GraphError("Object does not exist", 100, 33, false, null);
    assertThat(ErrorCodes.of(400, notThere, true), is(ErrorKind.REPORT_LAGS));
    assertThat(ErrorCodes.of(400, notThere, false), is(ErrorKind.PERMISSION));
    assertThat(kind(2601, 1815107), is(ErrorKind.REPORT_LAGS));
    for (long code : new long[] {1, 100}) {
      assertThat(
          kind(
              400,
              code,
              0,
              "(#100) Cannot include reach in summary param because they weren't there while"
                  + " creating the report run.",
              false),
          is(ErrorKind.REPORT_LAGS));
    }
  }

  @Test
  void whatAReportSaysOfItsEndIsThatItFailedOrWhatAnotherWouldSayToo() {
    for (long[] told :
        new long[][] {{-2, 2490547}, {2, 1504043}, {1, 0}, {100, 0}, {190, 0}, {2601, 1815107}}) {
      assertThat(
          ErrorCodes.ofReport(new GraphError("", told[0], told[1], false, null)),
          is(ErrorKind.REPORT_FAILED));
    }
    assertThat(
        ErrorCodes.ofReport(new GraphError("", -3, 1504045, false, null)),
        is(ErrorKind.TOO_MUCH_DATA));
    assertThat(
        ErrorCodes.ofReport(new GraphError("", 100, 3191001, false, null)),
        is(ErrorKind.PERMISSION));
  }

  @Test
  void aPlaceThatIsLostIsToldInTwoWays() {
    assertThat(kind(2642, 0), is(ErrorKind.CURSOR_LOST));
    assertThat(
        kind(400, 100, 0, "(#100) The After Cursor specified exceeds the max limit", false),
        is(ErrorKind.CURSOR_LOST));
  }

  @Test
  void whatMetaCallsTransientPasses() {
    assertThat(kind(400, 999, 0, "", true), is(ErrorKind.TRANSIENT));
  }

  @Test
  void aTokenThatIsNotValidStaysSoWhateverMetaCallsTransient() {
    assertThat(kind(400, 190, 0, "", true), is(ErrorKind.TOKEN));
    assertThat(kind(500, 190, 0, "", false), is(ErrorKind.TOKEN));
  }

  @Test
  void withoutAnErrorOfTheApiTheStatusTells() {
    assertThat(ErrorCodes.of(500, null, false), is(ErrorKind.PERHAPS_TOO_MUCH));
    assertThat(ErrorCodes.of(502, null, false), is(ErrorKind.TRANSIENT));
    assertThat(ErrorCodes.of(503, null, false), is(ErrorKind.TRANSIENT));
    assertThat(ErrorCodes.of(408, null, false), is(ErrorKind.TRANSIENT));
    assertThat(ErrorCodes.of(401, null, false), is(ErrorKind.TOKEN));
    assertThat(ErrorCodes.of(403, null, false), is(ErrorKind.PERMISSION));
    assertThat(ErrorCodes.of(404, null, false), is(ErrorKind.REFUSED));
    assertThat(ErrorCodes.of(499, null, false), is(ErrorKind.REFUSED));
  }

  @Test
  void aCodeSaysMoreThanAStatus() {
    assertThat(kind(401, 999, 0, "", false), is(ErrorKind.REFUSED));
    assertThat(kind(403, 17, 0, "", false), is(ErrorKind.RATE_LIMIT));
  }

  @Test
  void whatAPersonReadsNamesTheCodeAndTheTrace() {
    GraphError fault = new GraphError("User request limit reached", 17, 2446079, false, "AbC");

    assertThat(
        ErrorCodes.message(ErrorKind.RATE_LIMIT, 400, fault),
        is(
            "the rate limit was reached: User request limit reached (code 17, subcode 2446079,"
                + " trace AbC)"));
  }

  @Test
  void aPersonReadsTheStatusWhereTheAnswerIsNoErrorOfTheApi() {
    assertThat(
        ErrorCodes.message(ErrorKind.TRANSIENT, 502, null),
        is("Meta has trouble of its own: HTTP status 502 without an error of the API"));
  }

  @Test
  void aRedirectIsNotFollowedWithAToken() {
    assertThat(ErrorCodes.of(302, null, false), is(ErrorKind.REFUSED));
    assertThat(
        ErrorCodes.message(ErrorKind.REFUSED, 302, null),
        is("a redirect, which is not followed with a token: HTTP status 302"));
    assertThat(
        ErrorCodes.message(ErrorKind.REFUSED, 400, null),
        is("Meta refuses the request: HTTP status 400 without an error of the API"));
  }
}

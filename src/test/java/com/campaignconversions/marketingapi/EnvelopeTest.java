package com.campaignconversions.marketingapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignconversions.marketingapi.Envelope.GraphError;
import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
  private static Envelope of(String answer) throws MarketingApiException {
    return Envelope.of(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String data(Envelope envelope) {
    ByteBuffer data = envelope.data();
    return data == null ? null : StandardCharsets.UTF_8.decode(data.duplicate()).toString();
  }

  private static @Nullable GraphError fault(String error) throws MarketingApiException {
    return of("{\"error\":" + error + "}").fault();
  }

  private static String broken(String answer) {
    return broken(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static String broken(byte[] answer) {
    MarketingApiException broken =
        assertThrows(MarketingApiException.class, () -> Envelope.of(answer));
    assertThat(broken.problem(), is(ErrorKind.TRANSIENT));
    return String.valueOf(broken.getMessage());
  }

  @Test
  void rowsAreKeptAsTheyWereSentAndCounted() throws Exception {
    String rows = "[ {\"name\":\"Zażółć\", \"n\":1.50},\n{\"a\":[{}, {}]} ]";

    Envelope envelope = of("{\"id\":\"ą\", \"data\" : " + rows + " }");

    assertThat(data(envelope), is(rows));
    assertThat(envelope.rows(), is(2));
  }

  @Test
  void anEmptyPageHasRowsAndAnAnswerWithoutDataHasNone() throws Exception {
    assertThat(data(of("{\"data\":[]}")), is("[]"));
    assertThat(of("{\"data\":[]}").rows(), is(0));
    assertThat(data(of("{}")), is(nullValue()));
    assertThat(data(of("{\"data\":{\"a\":[1]}}")), is(nullValue()));
  }

  @Test
  void anAnswerThatBeginsWithAByteOrderMarkIsReadToo() throws Exception {
    assertThat(data(of("\uFEFF{\"data\":[{\"a\":1}]}")), is("[{\"a\":1}]"));
  }

  @Test
  void theLinkToTheFollowingPageIsNullOnTheLast() throws Exception {
    assertThat(
        of("{\"paging\":{\"cursors\":{\"next\":\"x\"},\"next\":\"https://a/b\"}}").next(),
        is("https://a/b"));
    assertThat(of("{\"paging\":{\"cursors\":{}}}").next(), is(nullValue()));
    assertThat(of("{\"paging\":{\"next\":null}}").next(), is(nullValue()));
    assertThat(of("{\"data\":[{\"next\":\"x\"}]}").next(), is(nullValue()));
  }

  /** The end of a chain would be taken for granted, and rows be lost. */
  @Test
  void aLinkThatIsNoTextIsNoEnd() throws Exception {
    assertThat(of("{\"paging\":{\"next\":{\"href\":\"x\"}}}").next(), is(""));
    assertThat(of("{\"paging\":{\"next\":7}}").next(), is("7"));
  }

  @Test
  void otherTextsAndNumbersAtTheTopAreKeptByName() throws Exception {
    assertThat(
        of("{\"id\":\"6023\",\"async_percent_completion\":100,\"deep\":{\"x\":1},\"list\":[2]}")
            .values(),
        is(Map.of("id", "6023", "async_percent_completion", "100")));
  }

  @Test
  void noMoreThanAHundredOfThemAreKept() throws Exception {
    String answer =
        IntStream.range(0, 150)
            .mapToObj(i -> "\"v" + i + "\":" + i)
            .collect(Collectors.joining(",", "{", "}"));

    assertThat(of(answer).values(), is(aMapWithSize(100)));
  }

  @Test
  void anErrorIsReadWithAllThatMetaSaysOfIt() throws Exception {
    GraphError fault =
        fault(
            "{\"message\":\"Limit reached\",\"type\":\"OAuthException\",\"code\":17,"
                + "\"error_subcode\":2446079,\"is_transient\":true,\"fbtrace_id\":\"AbC\","
                + "\"error_data\":{\"code\":1}}");

    assertThat(fault, is(new GraphError("Limit reached", 17, 2446079, true, "AbC")));
    assertThat(String.valueOf(fault), is("Limit reached (code 17, subcode 2446079, trace AbC)"));
  }

  @Test
  void whatAnErrorDoesNotSayIsZero() throws Exception {
    GraphError fault = fault("{\"code\":null}");

    assertThat(fault, is(new GraphError("an error without a message", 0, 0, false, null)));
    assertThat(String.valueOf(fault), is("an error without a message (code 0)"));
  }

  @Test
  void anErrorInAnotherFormIsAnErrorToo() throws Exception {
    assertThat(fault("\"Gone.\""), is(new GraphError("Gone.", 0, 0, false, null)));
    assertThat(fault("[{\"code\":17}]"), is(new GraphError("", 0, 0, false, null)));
    assertThat(fault("null"), is(nullValue()));
    assertThat(
        fault("{\"message\":\"Gone.\",\"code\":\"17\"}"),
        is(new GraphError("Gone.", 17, 0, false, null)));
  }

  @Test
  void textsForPeopleAreShortAndPrintable() throws Exception {
    assertThat(
        fault("\"" + "x".repeat(300) + "\""),
        is(new GraphError("x".repeat(300), 0, 0, false, null)));
    assertThat(
        fault("\"" + "x".repeat(301) + "\""),
        is(new GraphError("x".repeat(300) + "…", 0, 0, false, null)));
    assertThat(fault("\" a\\u001b[31m\\nb \""), is(new GraphError("a [31m b", 0, 0, false, null)));
  }

  @Test
  void whatMetaSaysToPeopleIsSaidToo() throws Exception {
    assertThat(
        fault("{\"message\": \"Invalid parameter\", \"code\": 100, \"error_user_msg\": \"Less!\"}"),
        is(new GraphError("Invalid parameter: Less!", 100, 0, false, null)));
    assertThat(
        fault("{\"error_user_msg\": \"Less\", \"message\": \"Ask for Less\"}"),
        is(new GraphError("Ask for Less", 0, 0, false, null)));
  }

  @Test
  void anAnswerThatIsCutOffIsAskedForAgain() {
    assertThat(broken("{\"data\":[{\"a\":1}"), is("an answer is cut off, or no JSON"));
    assertThat(broken("{\"data\":[]"), is("an answer is cut off, or no JSON"));
    assertThat(broken("<html>"), is("an answer is HTML, as a proxy's or an error's page"));
  }

  @Test
  void anAnswerInAnotherEncodingIsAskedForAgain() {
    for (Charset other : List.of(StandardCharsets.UTF_16LE, Charset.forName("UTF-32BE"))) {
      assertThat(broken("{\"data\":[{\"a\":1}]}".getBytes(other)), is("an answer is not UTF-8"));
    }
  }

  @Test
  void anAnswerThatIsNoObjectIsAskedForAgain() {
    assertThat(broken(""), is("an answer is no JSON object"));
    assertThat(broken("[]"), is("an answer is no JSON object"));
  }

  @Test
  void anAnswerThatGoesOnBehindItsEndIsAskedForAgain() {
    assertThat(broken("{}{}"), is("an answer goes on behind its end"));
  }

  @Test
  void anAnswerWithItsRowsTwiceIsAskedForAgain() {
    assertThat(broken("{\"data\":[],\"data\":[]}"), is("an answer holds its rows twice"));
  }
}

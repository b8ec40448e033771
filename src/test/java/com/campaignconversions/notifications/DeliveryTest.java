package com.campaignconversions.notifications;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.job.Secret;
import com.campaignconversions.job.Secret.SecretSource;
import com.campaignconversions.marketingapi.QuickTime;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, to a server in all its moods. */
class DeliveryTest {
  private static final WireMockServer SERVER = new WireMockServer(options().dynamicPort());
  private static final String DOCUMENT = "{\"text\": \"zażółć\"}";

  private final Path folder;
  private final QuickTime time = new QuickTime();

  DeliveryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void start() {
    SERVER.start();
  }

  @BeforeEach
  void beginAfresh() {
    SERVER.resetAll();
  }

  @AfterAll
  static void stop() {
    SERVER.stop();
  }

  private @Nullable String send() throws IOException {
    return send("http://localhost:" + SERVER.port() + "/hunter2");
  }

  private @Nullable String send(String url) throws IOException {
    Path file = Files.writeString(folder.resolve("webhook"), url);
    String told =
        new Delivery(time, Duration.ofMillis(500))
            .send(Address.of(new Secret(SecretSource.FILE, file.toString())), DOCUMENT);
    assertThat(
        String.valueOf(told), allOf(not(containsString("hunter2")), not(containsString("local"))));
    return told;
  }

  /** The server's answers, one after the other, the last one again and again. */
  private static void answers(ResponseDefinitionBuilder... answers) {
    String state = Scenario.STARTED;
    for (int i = 0; i < answers.length; i++) {
      String next = i + 1 < answers.length ? "answer " + (i + 1) : state;
      SERVER.stubFor(
          post(anyUrl())
              .inScenario("answers")
              .whenScenarioStateIs(state)
              .willSetStateTo(next)
              .willReturn(answers[i]));
      state = next;
    }
  }

  private static ResponseDefinitionBuilder status(int status) {
    return aResponse().withStatus(status);
  }

  private static int asked() {
    return SERVER.countRequestsMatching(postRequestedFor(anyUrl()).build()).getCount();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 202, 204})
  void postsTheDocumentOnce(int status) throws IOException {
    answers(status(status));

    assertThat(send(), is(nullValue()));
    SERVER.verify(
        1,
        postRequestedFor(urlEqualTo("/hunter2"))
            .withHeader("Content-Type", equalTo("application/json"))
            .withRequestBody(equalToJson(DOCUMENT)));
  }

  @Test
  void asksAgainWhereTheTroubleMayPass() throws IOException {
    answers(
        status(503),
        status(429),
        aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
        status(500),
        status(200));

    assertThat(send(), is(nullValue()));
    assertThat(asked(), is(5));
    assertThat(time.waits(), hasSize(4));
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void givesUpBeforeAMinuteIsOver(int status) throws IOException {
    answers(status(status));

    assertThat(send(), is("HTTP status " + status));
    assertThat(asked(), is(greaterThanOrEqualTo(4)));
    assertThat(
        Duration.between(QuickTime.START, time.now()).toSeconds(), is(lessThanOrEqualTo(60L)));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410})
  void asksOnceWhereItIsRefused(int status) throws IOException {
    answers(status(status).withBody("no_service at http://localhost/hunter2"));

    assertThat(send(), is("HTTP status " + status));
    assertThat(asked(), is(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void followsNoRedirect(int status) throws IOException {
    answers(status(status).withHeader("Location", "/elsewhere"));

    assertThat(send(), is("HTTP status " + status + ", a redirect, which is not followed"));
    assertThat(asked(), is(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"EMPTY_RESPONSE", "CONNECTION_RESET_BY_PEER", "RANDOM_DATA_THEN_CLOSE"})
  void saysInOneWordHowAConnectionBroke(Fault fault) throws IOException {
    answers(aResponse().withFault(fault));

    assertThat(send(), startsWith("the connection failed: "));
    assertThat(asked(), is(greaterThanOrEqualTo(4)));
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(
        send("http://localhost:" + port + "/hunter2"),
        is("the connection failed: ConnectException"));
  }

  @Test
  void aServerThatDoesNotAnswerIsNotWaitedFor() throws IOException {
    answers(status(200).withFixedDelay(700), status(200));

    assertThat(send(), is(nullValue()));
    assertThat(asked(), is(2));
  }

  @Test
  void whatFollowsTheStatusIsNotWaitedFor() throws IOException {
    answers(status(200).withBody("x".repeat(1000)).withChunkedDribbleDelay(10, 2000));

    assertThat(send(), is(nullValue()));
    assertThat(asked(), is(1));
  }
}

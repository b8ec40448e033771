package com.campaignconversions.marketingapi;

import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import com.campaignconversions.records.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Single requests of one account, each with its token in the header and nowhere else. */
final class GraphRequests {
  /** A page of 500 campaigns with 45 actions each has about 4 MB. */
  private static final int LARGEST_ANSWER = 64 << 20;

  /** One for the process: it has threads of its own. */
  private static final class Shared {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
  }

  private final AccessToken token;
  private final Duration limit;
  private final AnsweringVersion version = new AnsweringVersion();
  private final InstantSource clock;
  private Usage usage = Usage.NONE;
  private long count;

  /**
   * Begins.
   *
   * @param limit how long one request may take, until its answer is unpacked
   * @param clock by which Meta's dates are understood
   */
  GraphRequests(AccessToken token, Duration limit, InstantSource clock) {
    this.token = token;
    this.limit = limit;
    this.clock = clock;
  }

  /** What the last answer said of the limits. */
  Usage usage() {
    return usage;
  }

  /** Whoever has waited need not wait for the same again. */
  void forgetUsage() {
    usage = Usage.NONE;
  }

  /** What answers said of the version. */
  AnsweringVersion version() {
    return version;
  }

  long count() {
    return count;
  }

  Envelope get(URI uri) throws MarketingApiException {
    return answer(HttpRequest.newBuilder(uri).GET());
  }

  Envelope post(URI uri, Map<String, String> parameters) throws MarketingApiException {
    return answer(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(parameters))));
  }

  static String encoded(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private Envelope answer(HttpRequest.Builder builder) throws MarketingApiException {
    count++;
    HttpRequest request =
        builder
            .header("Authorization", token.header())
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip")
            .build();
    Deadline deadline = Deadline.in(limit);
    Received received = new Received();
    HttpResponse<Void> response = exchange(request, received);
    usage = Usage.of(response.headers());
    version.heed(response.headers(), token);
    int status = response.statusCode();
    if (status / 100 == 2) {
      Envelope envelope = Envelope.of(body(received, deadline));
      if (envelope.fault() == null) {
        return envelope;
      }
      throw refused(request, response, envelope.fault());
    }
    Envelope.@Nullable GraphError fault;
    try {
      fault = Envelope.of(body(received, deadline)).fault();
    } catch (MarketingApiException e) {
      fault = null;
    }
    throw refused(request, response, fault);
  }

  /** The answer as it is read: unpacked, and without the token. */
  private byte[] body(Received received, Deadline deadline) throws MarketingApiException {
    if (received.tooLarge) {
      throw PackedAnswer.tooLarge(LARGEST_ANSWER);
    }
    byte[] sent = received.bytes.toByteArray();
    try {
      return token.maskedIn(PackedAnswer.unpacked(sent, LARGEST_ANSWER, deadline));
    } catch (TimeoutException e) {
      throw tookTooLong();
    }
  }

  private MarketingApiException refused(
      HttpRequest request, HttpResponse<Void> response, Envelope.@Nullable GraphError fault) {
    boolean ofReport = !request.uri().getPath().contains("/act_");
    ErrorKind problem = ErrorCodes.of(response.statusCode(), fault, ofReport);
    Duration told = Usage.retryAfter(response.headers(), clock.instant());
    if (problem == ErrorKind.RATE_LIMIT && told.compareTo(usage.refused()) < 0) {
      told = usage.refused();
    }
    return new MarketingApiException(
        problem,
        token.maskedIn(ErrorCodes.message(problem, response.statusCode(), fault)),
        told.isZero() ? null : told);
  }

  private MarketingApiException tookTooLong() {
    return new MarketingApiException(
        ErrorKind.PERHAPS_TOO_MUCH, "an answer took longer than " + limit.toSeconds() + " seconds");
  }

  /** The client's own time limit ends with the headers, so that the body has to be timed here. */
  private HttpResponse<Void> exchange(HttpRequest request, Received received)
      throws MarketingApiException {
    CompletableFuture<HttpResponse<Void>> response =
        Shared.CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofByteArrayConsumer(received));
    try {
      return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw tookTooLong();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException) {
        throw new MarketingApiException(ErrorKind.TRANSIENT, broken(request, e.getCause()));
      }
      throw new IllegalStateException("A request to the Marketing API failed", e);
    } catch (InterruptedException e) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("The run was stopped while it asked the Marketing API");
    }
  }

  private static String broken(HttpRequest request, Throwable cause) {
    boolean unreached =
        cause instanceof ConnectException || cause instanceof UnresolvedAddressException;
    return unreached
        ? "nothing answers at "
            + request.uri().getAuthority()
            + " ("
            + named(cause)
            + "): look at insights.graph.endpoint, and whether this machine needs a proxy"
        : "the connection broke: " + named(cause);
  }

  private static String named(Throwable cause) {
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
  }

  /** What has arrived; of an answer that is too large only the beginning. */
  private static final class Received implements Consumer<Optional<byte[]>> {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile boolean tooLarge;

    @Override
    public void accept(Optional<byte[]> part) {
      part.ifPresent(this::add);
    }

    private void add(byte[] part) {
      if (tooLarge || bytes.size() + part.length > LARGEST_ANSWER) {
        tooLarge = true;
      } else {
        bytes.writeBytes(part);
      }
    }
  }
}

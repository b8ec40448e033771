package com.campaignconversions.notifications;

import com.campaignconversions.marketingapi.Time;
import com.campaignconversions.records.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.FluentBackoff;
import org.jspecify.annotations.Nullable;

/** Sends a document to an address, again where the trouble may pass, and for a minute at most. */
final class Delivery {
  /** How long one try may take. */
  static final Duration ONE_TRY = Duration.ofSeconds(10);

  private static final Duration ALTOGETHER = Duration.ofMinutes(1);
  private static final int TOO_MANY_REQUESTS = 429;

  private static final FluentBackoff PAUSES =
      FluentBackoff.DEFAULT
          .withInitialBackoff(org.joda.time.Duration.standardSeconds(1))
          .withExponent(2)
          .withMaxBackoff(org.joda.time.Duration.standardSeconds(15));

  /** One for the process: it has threads of its own. */
  private static final class Shared {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  private final Time time;
  private final Duration oneTry;

  Delivery(Time time, Duration oneTry) {
    this.time = time;
    this.oneTry = oneTry;
  }

  /**
   * Why a try came to nothing.
   *
   * @param sentence without the address, and without what an exception says: it may name the host
   * @param mayPass whether another try may do better
   */
  private record Trouble(String sentence, boolean mayPass) {}

  /** Why a document could not be sent, without its address; null where it was. */
  @Nullable String send(Address address, String document) {
    Deadline deadline = Deadline.in(ALTOGETHER, time);
    BackOff pauses = PAUSES.backoff();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(address.uri())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(document))
              .build();
      while (true) {
        Trouble trouble = once(request);
        if (trouble == null) {
          return null;
        }
        Duration pause = Duration.ofMillis(pauses.nextBackOffMillis());
        if (!trouble.mayPass() || !deadline.leaves(pause.plus(oneTry))) {
          return trouble.sentence();
        }
        time.pass(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "the run was stopped meanwhile";
    } catch (RuntimeException e) {
      // Its message may repeat the address.
      return "an unexpected " + e.getClass().getSimpleName();
    }
  }

  /** The client's own time limit leaves out what comes before the request: it is timed here. */
  private @Nullable Trouble once(HttpRequest request) throws InterruptedException {
    CompletableFuture<HttpResponse<InputStream>> response =
        Shared.CLIENT.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
    try {
      HttpResponse<InputStream> answer = response.get(oneTry.toMillis(), TimeUnit.MILLISECONDS);
      // What it says besides is nobody's.
      answer.body().close();
      return trouble(answer.statusCode());
    } catch (TimeoutException e) {
      response.cancel(true);
      return new Trouble("no answer within " + oneTry.toSeconds() + " seconds", true);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Trouble("the connection failed: " + kind(cause), cause instanceof IOException);
    } catch (IOException e) {
      return new Trouble("the connection broke: " + kind(e), true);
    }
  }

  private static @Nullable Trouble trouble(int status) {
    if (status / 100 == 2) {
      return null;
    }
    String sentence =
        "HTTP status " + status + (status / 100 == 3 ? ", a redirect, which is not followed" : "");
    return new Trouble(sentence, status == TOO_MANY_REQUESTS || status / 100 == 5);
  }

  /** By the name of its class: its message may name the host. */
  private static String kind(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "no such host is known";
      }
    }
    return problem.getClass().getSimpleName();
  }
}

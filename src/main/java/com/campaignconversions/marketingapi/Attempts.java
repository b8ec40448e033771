package com.campaignconversions.marketingapi;

import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import com.campaignconversions.marketingapi.TimeLimit.Patience;
import java.time.Duration;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.FluentBackoff;

/**
 * Sends one request as often as it takes, with growing pauses; and not as often where Meta answers
 * nothing at all of an account.
 */
final class Attempts {
  /** Of what passes by itself. */
  private static final int MOST = 6;

  /** Of what is perhaps too large: the third is made smaller. */
  private static final int OF_ONE_SIZE = 2;

  /** So many questions without an answer are an outage: from a month down to its days twice. */
  private static final int OUTAGE = 12;

  /** How much a question counts that Meta had plain trouble with, after six attempts. */
  private static final int PLAIN_TROUBLE = 4;

  /** Each pause is scattered by half, and yet no longer than the next one. */
  private static final FluentBackoff TRANSIENT = pauses(1, 3, 120);

  /** Goes on from one size to the next. */
  private static final FluentBackoff PERHAPS_TOO_MUCH = pauses(1, 3, 30);

  /** Ended by the time limit, not by a number. */
  private static final FluentBackoff RATE_LIMIT = pauses(80, 2, 1200);

  /** What is told may be nothing, again and again. */
  private static final Duration SHORTEST_SECOND_WAIT = Duration.ofMinutes(1);

  private final String version;
  private final GraphRequests requests;
  private final TimeLimit limit;

  /** With what keeps requests slow while the limit is near. */
  private final Patience withUse = new Patience();

  private BackOff pausesOfSizes = PERHAPS_TOO_MUCH.backoff();
  private int unanswered;

  Attempts(String version, GraphRequests requests, TimeLimit limit) {
    this.version = version;
    this.requests = requests;
    this.limit = limit;
  }

  private static FluentBackoff pauses(int firstSeconds, int exponent, int mostSeconds) {
    return FluentBackoff.DEFAULT
        .withInitialBackoff(org.joda.time.Duration.standardSeconds(firstSeconds))
        .withExponent(exponent)
        .withMaxBackoff(org.joda.time.Duration.standardSeconds(mostSeconds));
  }

  /** One request. */
  interface Request {
    Envelope send() throws MarketingApiException;
  }

  /** Of something small, as the state of a report: what Meta does not know passes too. */
  Envelope patiently(Request request) throws MarketingApiException {
    return patiently(request, MOST);
  }

  /** Of a report of many rows, of which fewer may be made where these are not. */
  Envelope toOrder(Request request) throws MarketingApiException {
    return patiently(request, OF_ONE_SIZE);
  }

  /** Of rows, which a smaller request may bring where this one does not. */
  Envelope ofRows(Request request) throws MarketingApiException {
    Envelope answer = patiently(request, OF_ONE_SIZE);
    unanswered = 0;
    pausesOfSizes = PERHAPS_TOO_MUCH.backoff();
    return answer;
  }

  /** A question ended without an answer of Meta's that says why. */
  void unanswered(MarketingApiException problem) {
    if (problem.problem() == ErrorKind.TRANSIENT) {
      unanswered += PLAIN_TROUBLE;
    } else if (problem.mayBeTooMuch()) {
      unanswered++;
    }
  }

  /** Whether the last question had no answer. */
  boolean isStruggling() {
    return unanswered > 0;
  }

  /** Whether so many had none that each further one is asked once only. */
  boolean isOutage() {
    return unanswered >= OUTAGE;
  }

  private Envelope patiently(Request request, int mostOfOneSize) throws MarketingApiException {
    Trouble trouble = new Trouble(mostOfOneSize);
    while (true) {
      Duration pause = requests.usage().pause();
      if (!pause.isZero()) {
        limit.pass(pause, "the use of the rate limit to fall", withUse);
        requests.forgetUsage();
      }
      limit.check();
      try {
        return request.send();
      } catch (MarketingApiException e) {
        if (e.problem() == ErrorKind.VERSION_ENDED) {
          throw new MarketingApiException(
              ErrorKind.VERSION_ENDED,
              ApiVersions.refusal(version, String.valueOf(e.getMessage())));
        }
        if (e.problem() == ErrorKind.RATE_LIMIT) {
          trouble.waitForLimit(e);
        } else {
          trouble.waitToPass(e);
        }
        requests.forgetUsage();
      }
    }
  }

  /** What went wrong with one request so far. */
  private final class Trouble {
    private final int mostOfOneSize;
    private final BackOff transientPauses = TRANSIENT.backoff();
    private final BackOff limitPauses = RATE_LIMIT.backoff();
    private final Patience withLimit = new Patience();
    private final Patience withTrouble = new Patience();
    private int limited;
    private int failed;

    Trouble(int mostOfOneSize) {
      this.mostOfOneSize = mostOfOneSize;
    }

    void waitForLimit(MarketingApiException problem) throws MarketingApiException {
      Duration pause = next(limitPauses);
      Duration told = problem.toldToWait();
      if (told != null) {
        boolean againAtOnce = limited > 0 && told.compareTo(SHORTEST_SECOND_WAIT) < 0;
        pause = againAtOnce ? SHORTEST_SECOND_WAIT : told;
      }
      limited++;
      limit.pass(pause, "the rate limit", withLimit);
    }

    /** Waits before another attempt, or throws where there is none. */
    void waitToPass(MarketingApiException problem) throws MarketingApiException {
      int most = most(problem.problem());
      failed++;
      if (most == 0) {
        throw problem;
      }
      if (failed >= most) {
        throw failed == 1 ? problem : problem.and("; asked " + failed + " times");
      }
      boolean ofSize = problem.problem() == ErrorKind.PERHAPS_TOO_MUCH && most == OF_ONE_SIZE;
      Duration pause = next(ofSize ? pausesOfSizes : transientPauses);
      Duration told = problem.toldToWait();
      limit.pass(
          told == null || told.compareTo(pause) < 0 ? pause : told,
          "Meta to recover (" + problem.getMessage() + ")",
          withTrouble);
    }

    private int most(ErrorKind problem) {
      return switch (problem) {
        case REPORT_LAGS -> isStruggling() ? MOST / 2 : MOST;
        case TRANSIENT -> isOutage() ? 1 : MOST;
        case PERHAPS_TOO_MUCH -> isOutage() ? 1 : mostOfOneSize;
        default -> 0;
      };
    }
  }

  private static Duration next(BackOff pauses) {
    return Duration.ofMillis(pauses.nextBackOffMillis());
  }
}

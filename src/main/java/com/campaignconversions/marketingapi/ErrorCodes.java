package com.campaignconversions.marketingapi;

import com.campaignconversions.marketingapi.Envelope.GraphError;
import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Meta's error codes mean for whoever asked. */
final class ErrorCodes {
  private static final Set<Long> RATE_LIMITS =
      Set.of(
          4L, 17L, 32L, 613L, 80000L, 80001L, 80002L, 80003L, 80004L, 80005L, 80006L, 80008L,
          80009L, 80014L);
  private static final Set<Long> TRANSIENT = Set.of(1L, 2L, 341L);
  private static final Set<Long> TOKENS = Set.of(190L, 102L);
  private static final long RETENTION = 3018;
  private static final long ENDED_VERSION = 2635;
  private static final long PARAMETER = 100;

  /** Of code 100: the account does not exist, or not for this token. */
  private static final long NO_SUCH_OBJECT = 33;

  /** Of code 100 and code 2: too many rows, and a query that took Meta too long. */
  private static final Set<Long> TOO_MUCH_DATA = Set.of(1487534L, 1504018L);

  private ErrorCodes() {}

  /**
   * The kind of an error answer.
   *
   * @param status of HTTP: most errors come with 400, whatever they are
   * @param fault what the answer says; null where it is none of the API's
   */
  static ErrorKind of(int status, @Nullable GraphError fault) {
    long code = fault == null ? 0 : fault.code();
    if (fault != null
        && (TOO_MUCH_DATA.contains(fault.subcode())
            || fault.message().toLowerCase(Locale.ROOT).contains("reduce the amount of data"))) {
      return ErrorKind.TOO_MUCH_DATA;
    }
    if (RATE_LIMITS.contains(code) || status == 429) {
      return ErrorKind.RATE_LIMIT;
    }
    if (TOKENS.contains(code)) {
      return ErrorKind.TOKEN;
    }
    if (code == ENDED_VERSION) {
      return ErrorKind.VERSION_ENDED;
    }
    if (code == RETENTION) {
      return ErrorKind.RETENTION;
    }
    if (code == 10
        || (code >= 200 && code <= 299)
        || (fault != null && code == PARAMETER && fault.subcode() == NO_SUCH_OBJECT)) {
      return ErrorKind.PERMISSION;
    }
    if (TRANSIENT.contains(code)
        || (fault != null && fault.declaredTransient())
        || status >= 500
        || status == 408) {
      return ErrorKind.TRANSIENT;
    }
    if (code == 0 && status == 401) {
      return ErrorKind.TOKEN;
    }
    return code == 0 && status == 403 ? ErrorKind.PERMISSION : ErrorKind.REFUSED;
  }

  static String message(ErrorKind problem, int status, @Nullable GraphError fault) {
    String what =
        fault == null ? "HTTP status " + status + " without an error of the API" : fault.toString();
    return switch (problem) {
      case RATE_LIMIT -> "the rate limit was reached: " + what;
      case TRANSIENT -> "Meta has trouble of its own: " + what;
      case TOO_MUCH_DATA -> "Meta finds the request too large: " + what;
      case TOKEN -> "the access token is not valid: " + what;
      case PERMISSION -> "the access token does not open this account: " + what;
      case VERSION_ENDED -> fault == null ? what : fault.message();
      case RETENTION ->
          "Meta keeps insights for 37 months, and this is older: leave it out with --from, or read"
              + " an export of it by insights.files; it says: "
              + (fault == null ? what : fault.message());
      default ->
          status >= 300 && status < 400
              ? "a redirect, which is not followed with a token: HTTP status " + status
              : "Meta refuses the request: " + what;
    };
  }
}

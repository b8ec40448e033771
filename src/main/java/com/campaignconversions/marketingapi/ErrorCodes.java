package com.campaignconversions.marketingapi;

import com.campaignconversions.marketingapi.Envelope.GraphError;
import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Meta's error codes mean for whoever asked. */
final class ErrorCodes {
  private static final Set<Long> RATE_LIMITS =
      Set.of(
          4L, 17L, 32L, 613L, 80000L, 80001L, 80002L, 80003L, 80004L, 80005L, 80006L, 80008L,
          80009L, 80014L);
  private static final Set<Long> TRANSIENT = Set.of(2L, 341L);

  /** Not known to Meta either, and a request that was aborted: both are said of large ones. */
  private static final Set<Long> PERHAPS_TOO_MUCH = Set.of(1L, 960L);

  private static final Set<Long> TOKENS = Set.of(190L, 102L);
  private static final long RETENTION = 3018;
  private static final long ENDED_VERSION = 2635;
  private static final long PARAMETER = 100;
  private static final long REPORT_NOT_LOADED = 2601;
  private static final long INVALID_CURSORS = 2642;

  /** Of code 100: the object does not exist, or not for this token. */
  private static final long NO_SUCH_OBJECT = 33;

  /** Subcodes say more than codes, under which the same comes now with one and now with another. */
  private static final Map<Long, ErrorKind> BY_SUBCODE =
      Map.ofEntries(
          Map.entry(1487534L, ErrorKind.TOO_MUCH_DATA),
          Map.entry(1504045L, ErrorKind.TOO_MUCH_DATA),
          Map.entry(99L, ErrorKind.PERHAPS_TOO_MUCH),
          // Two time-outs, and an unexpected error.
          Map.entry(1504018L, ErrorKind.PERHAPS_TOO_MUCH),
          Map.entry(1504038L, ErrorKind.PERHAPS_TOO_MUCH),
          Map.entry(1504044L, ErrorKind.PERHAPS_TOO_MUCH),
          Map.entry(1504022L, ErrorKind.RATE_LIMIT),
          Map.entry(1504039L, ErrorKind.RATE_LIMIT),
          // Breakdowns and metrics that do not exist, under code 2.
          Map.entry(1504041L, ErrorKind.REFUSED),
          Map.entry(1504042L, ErrorKind.REFUSED),
          Map.entry(1504043L, ErrorKind.TRANSIENT),
          Map.entry(1815107L, ErrorKind.REPORT_LAGS),
          Map.entry(2490547L, ErrorKind.REPORT_FAILED),
          Map.entry(3191001L, ErrorKind.PERMISSION));

  private ErrorCodes() {}

  /**
   * The kind of an error answer.
   *
   * @param status of HTTP: most errors come with 400, whatever they are
   * @param fault what the answer says; null where it is none of the API's
   * @param ofReport whether a report was asked for that Meta made, and so has
   */
  static ErrorKind of(int status, @Nullable GraphError fault, boolean ofReport) {
    return fault == null || fault.code() == 0
        ? byStatus(status, fault)
        : byCode(status, fault, fault.code(), ofReport);
  }

  private static ErrorKind byCode(int status, GraphError fault, long code, boolean ofReport) {
    ErrorKind told = told(fault);
    if (told != null) {
      return told;
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
    if (code == PARAMETER && fault.subcode() == NO_SUCH_OBJECT) {
      return ofReport ? ErrorKind.REPORT_LAGS : ErrorKind.PERMISSION;
    }
    if (code == 10 || (code >= 200 && code <= 299)) {
      return ErrorKind.PERMISSION;
    }
    if (PERHAPS_TOO_MUCH.contains(code)) {
      return ErrorKind.PERHAPS_TOO_MUCH;
    }
    // What is negative is, as Meta says, its own trouble.
    return TRANSIENT.contains(code)
            || code < 0
            || fault.declaredTransient()
            || status >= 500
            || status == 408
        ? ErrorKind.TRANSIENT
        : ErrorKind.REFUSED;
  }

  /** By what is the same under several codes; null where nothing is. */
  private static @Nullable ErrorKind told(GraphError fault) {
    String message = fault.message().toLowerCase(Locale.ROOT);
    if (message.contains("reduce the amount of data")) {
      return ErrorKind.TOO_MUCH_DATA;
    }
    if (fault.code() == REPORT_NOT_LOADED || message.contains("while creating the report run")) {
      return ErrorKind.REPORT_LAGS;
    }
    if (fault.code() == INVALID_CURSORS
        || message.contains("cursor specified exceeds")
        || message.contains("invalid cursor")) {
      return ErrorKind.CURSOR_LOST;
    }
    ErrorKind bySubcode = BY_SUBCODE.get(fault.subcode());
    return bySubcode == null && fault.code() == 2 && message.contains("timed out")
        ? ErrorKind.PERHAPS_TOO_MUCH
        : bySubcode;
  }

  /** Without a code the status tells, unless the message does. */
  private static ErrorKind byStatus(int status, @Nullable GraphError fault) {
    ErrorKind told = fault == null ? null : told(fault);
    if (told != null) {
      return told;
    }
    return switch (status) {
      case 429 -> ErrorKind.RATE_LIMIT;
      case 401 -> ErrorKind.TOKEN;
      case 403 -> ErrorKind.PERMISSION;
      case 500, 504 -> ErrorKind.PERHAPS_TOO_MUCH;
      default ->
          status > 500 || status == 408 || (fault != null && fault.declaredTransient())
              ? ErrorKind.TRANSIENT
              : ErrorKind.REFUSED;
    };
  }

  /**
   * The kind of what a report says of its own end: what another report would end with too, what
   * passes when Meta is asked later, and else a report that failed.
   */
  static ErrorKind ofReport(GraphError fault) {
    ErrorKind kind = told(fault);
    return kind == ErrorKind.TOO_MUCH_DATA
            || kind == ErrorKind.RATE_LIMIT
            || kind == ErrorKind.PERMISSION
            || kind == ErrorKind.REFUSED
        ? kind
        : ErrorKind.REPORT_FAILED;
  }

  static String message(ErrorKind problem, int status, @Nullable GraphError fault) {
    String what =
        fault == null ? "HTTP status " + status + " without an error of the API" : fault.toString();
    return switch (problem) {
      case RATE_LIMIT -> "the rate limit was reached: " + what;
      case TRANSIENT -> "Meta has trouble of its own: " + what;
      case TOO_MUCH_DATA -> "Meta finds the request too large: " + what;
      case PERHAPS_TOO_MUCH -> "Meta has trouble of its own, or the request is too large: " + what;
      case REPORT_LAGS -> "Meta's report cannot be read: " + what;
      case REPORT_FAILED -> "Meta's report failed: " + what;
      case CURSOR_LOST -> "Meta does not know the place of the next page any more: " + what;
      case TOKEN -> "the access token is not valid: " + what;
      case PERMISSION -> "the access token does not open this account: " + what;
      case VERSION_ENDED -> fault == null ? what : fault.message();
      case RETENTION ->
          "Meta keeps insights for 37 months, and this is older: leave it out with --from, or read"
              + " saved pages of it by insights.files; it says: "
              + (fault == null ? what : fault.message());
      default ->
          status >= 300 && status < 400
              ? "a redirect, which is not followed with a token: HTTP status " + status
              : "Meta refuses the request: " + what;
    };
  }
}

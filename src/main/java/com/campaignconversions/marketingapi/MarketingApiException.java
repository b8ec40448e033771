package com.campaignconversions.marketingapi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why the Marketing API did not give what it was asked for, in a sentence without any token. */
public final class MarketingApiException extends Exception {
  private final ErrorKind problem;
  private final @Nullable Duration toldToWait;

  /** What can be done about it. */
  public enum ErrorKind {
    /** Asked too often: wait. */
    RATE_LIMIT,
    /** Trouble at Meta or on the way there: ask again. */
    TRANSIENT,
    /** The answer would certainly be too large, as Meta says: ask for less at once. */
    TOO_MUCH_DATA,
    /**
     * Perhaps too large, perhaps trouble at Meta: time-outs, and what Meta does not know either.
     * Less at once may help, and where nothing at all is answered it does not.
     */
    PERHAPS_TOO_MUCH,
    /** A report that is there cannot be read yet: ask again. */
    REPORT_LAGS,
    /** The place between two pages is not known any more: begin the question anew. */
    CURSOR_LOST,
    /** Meta's own report failed, was skipped, or came to a standstill. */
    REPORT_FAILED,
    /** The token is not valid: nothing that it was to open can be read. */
    TOKEN,
    /** The token does not open this account. */
    PERMISSION,
    /** Meta no longer serves the version that is asked, whatever it is asked for. */
    VERSION_ENDED,
    /** Older than what Meta keeps. */
    RETENTION,
    /** The time that the job gives to asking is over. */
    OUT_OF_TIME,
    /** Anything else: asking again would change nothing. */
    REFUSED
  }

  MarketingApiException(ErrorKind problem, String message) {
    this(problem, message, null);
  }

  MarketingApiException(ErrorKind problem, String message, @Nullable Duration toldToWait) {
    super(message);
    this.problem = problem;
    this.toldToWait = toldToWait;
  }

  public ErrorKind problem() {
    return problem;
  }

  /** Whether whatever else is asked of this account in this run would end in the same way. */
  public boolean endsAccount() {
    return problem == ErrorKind.TOKEN
        || problem == ErrorKind.PERMISSION
        || problem == ErrorKind.VERSION_ENDED
        || problem == ErrorKind.OUT_OF_TIME;
  }

  /** Whether the message is the same wherever it is met, so that it can be told once. */
  public boolean isAlikeForAll() {
    return endsRun() || problem == ErrorKind.RETENTION;
  }

  /** Whether whatever is asked of any account in this run would end in the same way. */
  public boolean endsRun() {
    return problem == ErrorKind.VERSION_ENDED;
  }

  /**
   * Whether asking for fewer days at once may help; {@link ErrorKind#TOO_MUCH_DATA} says that it
   * will.
   */
  public boolean mayBeTooMuch() {
    return isOfSize() || problem == ErrorKind.REPORT_FAILED;
  }

  /** Whether a smaller page may help, also of a report. */
  boolean isOfSize() {
    return problem == ErrorKind.TOO_MUCH_DATA || problem == ErrorKind.PERHAPS_TOO_MUCH;
  }

  /** The same, and more to say. */
  MarketingApiException and(String more) {
    return as(problem, more);
  }

  /** The same in a wider view, and more to say. */
  MarketingApiException as(ErrorKind kind, String more) {
    return new MarketingApiException(kind, getMessage() + more, toldToWait);
  }

  /** How long Meta said that it would refuse; null where it did not. */
  @Nullable Duration toldToWait() {
    return toldToWait;
  }
}

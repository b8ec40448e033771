package com.campaignconversions.marketingapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.campaignconversions.marketingapi.MarketingApiException.ErrorKind;
import com.campaignconversions.records.Deadline;
import com.campaignconversions.records.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.slf4j.LoggerFactory;

class TimeLimitTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final QuickTime time = new QuickTime();
  private final TimeLimit limit = new TimeLimit(time, QuickTime.START.plus(HOUR));

  /** What is told where another request is not possible any more. */
  private String outOfTime() {
    MarketingApiException over = assertThrows(MarketingApiException.class, limit::check);
    assertThat(over.problem(), is(ErrorKind.OUT_OF_TIME));
    return String.valueOf(over.getMessage());
  }

  private String refused(Duration duration, String reason) {
    MarketingApiException refused =
        assertThrows(MarketingApiException.class, () -> limit.pass(duration, reason));
    assertThat(refused.problem(), is(ErrorKind.OUT_OF_TIME));
    return String.valueOf(refused.getMessage());
  }

  @Test
  void thereIsTimeUntilJustBeforeTheEnd() throws Exception {
    limit.check();
    time.pass(HOUR.minusNanos(1));
    limit.check();
  }

  @Test
  void atTheEndThereIsNoTimeForAnotherRequest() {
    time.pass(HOUR);

    assertThat(
        outOfTime(),
        is(
            "the time limit for asking the Marketing API ends at "
                + Wording.local(Instant.parse("2025-12-05T07:00:00Z"))));
  }

  @Test
  void whatTheTimeWentIntoIsAddedUpByReason() throws Exception {
    limit.pass(Duration.ofMinutes(1), "the rate limit");
    limit.pass(Duration.ofMinutes(2), "a report");
    limit.pass(Duration.ofSeconds(59), "the rate limit");
    time.pass(HOUR);

    assertThat(
        outOfTime(),
        is(
            "the time limit for asking the Marketing API ends at "
                + Wording.local(Instant.parse("2025-12-05T07:00:00Z"))
                + "; waited 119"
                + " seconds for the rate limit, 2 minutes for a report"));
    assertThat(
        time.waits(),
        contains(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofSeconds(59), HOUR));
  }

  @Test
  void oneMayWaitUntilTheVeryEnd() throws Exception {
    limit.pass(HOUR, "a report");

    assertThat(time.waits(), contains(HOUR));
  }

  @Test
  void aWaitThatEndsTooLateIsNotBegun() {
    assertThat(
        refused(HOUR.plusNanos(1), "a report"),
        is(
            "the time limit for asking the Marketing API ends at "
                + Wording.local(Instant.parse("2025-12-05T07:00:00Z"))
                + ", and 60"
                + " minutes more were to be waited for a report"));
    assertThat(time.waits(), is(empty()));
  }

  @Test
  void afterAWaitTheTimeThatIsLeftIsShorter() throws Exception {
    limit.pass(Duration.ofMinutes(59), "a report");

    assertThat(
        refused(Duration.ofSeconds(61), "the rate limit"),
        is(
            "the time limit for asking the Marketing API ends at "
                + Wording.local(Instant.parse("2025-12-05T07:00:00Z"))
                + "; waited 59"
                + " minutes for a report, and 61 seconds more were to be waited for the rate"
                + " limit"));
    limit.pass(Duration.ofMinutes(1), "the rate limit");
  }

  /** What is logged meanwhile. */
  private static List<String> told(Executable waiting) {
    Logger logger = (Logger) LoggerFactory.getLogger(TimeLimit.class);
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    logger.addAppender(logged);
    logger.setLevel(Level.INFO);
    try {
      assertDoesNotThrow(waiting);
    } finally {
      logger.detachAppender(logged);
      logger.setLevel(null);
    }
    return logged.list.stream().map(ILoggingEvent::toString).toList();
  }

  /** After so long, on the clock on the wall. */
  private static LocalTime local(int seconds) {
    return LocalTime.ofInstant(QuickTime.START.plusSeconds(seconds), ZoneId.systemDefault());
  }

  @Test
  void aWaitOfMoreThanAMinuteIsTold() {
    assertThat(
        told(
            () -> {
              limit.pass(Duration.ofSeconds(60), "a report");
              limit.pass(Duration.ofSeconds(61), "the rate limit");
              limit.pass(Duration.ofMinutes(7), "the rate limit");
            }),
        contains(
            "[INFO] Waits 61 seconds for the rate limit, until " + local(121),
            "[INFO] Waits 7 minutes for the rate limit, until " + local(541)));
  }

  /** After one minute, and when it has doubled: a report is asked for once a minute. */
  @Test
  void shortWaitsForOneThingAreToldWhenTheyBecomeLong() {
    TimeLimit.Patience patience = new TimeLimit.Patience();
    TimeLimit.Patience withAnother = new TimeLimit.Patience();
    assertThat(
        told(
            () -> {
              limit.pass(Duration.ofSeconds(40), "another report", withAnother);
              for (int i = 0; i < 10; i++) {
                limit.pass(Duration.ofSeconds(31), "a report", patience);
              }
            }),
        contains(
            "[INFO] Waits 31 seconds more for a report, until " + local(102) + ", after 31 seconds",
            "[INFO] Waits 31 seconds more for a report, until "
                + local(195)
                + ", after 2 minutes"));
  }

  @Test
  void anotherDeadlineGoesByTheSameClock() {
    Deadline tenMinutes = limit.in(Duration.ofMinutes(10));

    time.pass(Duration.ofMinutes(10).minusNanos(1));
    assertThat(tenMinutes.isOver(), is(false));
    time.pass(Duration.ofNanos(1));
    assertThat(tenMinutes.isOver(), is(true));
  }

  /** A time in which every wait is interrupted. */
  private record Interrupted() implements Time {
    @Override
    public Instant now() {
      return QuickTime.START;
    }

    @Override
    public void pass(Duration duration) throws InterruptedException {
      throw new InterruptedException();
    }
  }

  @Test
  void aRunThatIsStoppedWhileItWaitsIsToldWhatFor() {
    TimeLimit interrupted = new TimeLimit(new Interrupted(), QuickTime.START.plus(HOUR));

    CancellationException stopped =
        assertThrows(
            CancellationException.class,
            () -> interrupted.pass(Duration.ofSeconds(1), "the rate limit"));

    assertThat(Thread.interrupted(), is(true));
    assertThat(stopped.getMessage(), is("The run was stopped while it waited for the rate limit"));
  }
}

package com.campaignconversions.running;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunHeartbeat;
import com.campaignconversions.publishing.runs.RunStore;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands by while a run goes on: shows that it lives, to the database and to a person at a
 * terminal, and tells the database if it is stopped.
 */
public final class RunWatch implements AutoCloseable {
  /** Where only a developer can mend it. */
  public static final String UNEXPECTED = "An unexpected error, which its log tells.";

  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
  private static final long REFRESH_MILLIS = 500;

  /** Whoever stops containers waits for ten seconds to half a minute before it kills them. */
  private static final Duration MOST_BEFORE_STOP = Duration.ofSeconds(20);

  private final Database database;
  private final Run run;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "run watch");
            thread.setDaemon(true);
            return thread;
          });
  private final RunHeartbeat heartbeat;
  private final Thread whenStopped;
  private final boolean onCluster;
  private final long files;
  private final long clientPeriods;
  private long filesDone;
  private long clientPeriodsDone;
  private @Nullable ProgressBar bar;
  private @Nullable PrintStream errBeforeBar;
  private @Nullable ScheduledFuture<?> showing;
  private final CountDownLatch nothingLeft = new CountDownLatch(1);
  private volatile @Nullable Runnable beforeStop;
  private boolean finished;

  private RunWatch(Database database, Run run, boolean onCluster, long files, long clientPeriods) {
    this.database = database;
    this.run = run;
    this.onCluster = onCluster;
    this.files = files;
    this.clientPeriods = clientPeriods;
    this.heartbeat = new RunHeartbeat(database, run.id());
    heartbeat.join();
    this.whenStopped = new Thread(this::stopped, "run stopped");
  }

  /** What happens where the process is stopped. */
  void stopped() {
    if (onCluster) {
      LOG.warn(
          "Run {} goes on on the cluster, only its client is stopped: `status --run={}` tells how it"
              + " ends, `flink cancel` or the web page ends it",
          run.id(),
          run.id());
      return;
    }
    Runnable first = beforeStop;
    if (first != null) {
      LOG.warn("Run {} is being stopped, and publishes first what is whole", run.id());
      first.run();
      try {
        if (!nothingLeft.await(MOST_BEFORE_STOP.toSeconds(), TimeUnit.SECONDS)) {
          LOG.warn("Run {} could not publish all that is whole in time", run.id());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    LOG.warn("Run {} is stopped; what is published stands", run.id());
    RunStore.fail(database, run.id(), RunStore.STOPPED);
    database.writeOut();
  }

  /**
   * What to do where the run is stopped: whoever works goes on to an end and then calls {@link
   * #nothingLeft}.
   */
  void beforeStop(Runnable first) {
    beforeStop = first;
  }

  /** A run that is being stopped has done what could be done. */
  void nothingLeft() {
    beforeStop = null;
    nothingLeft.countDown();
  }

  /** Until the process ends. */
  void waitForStop() {
    while (true) {
      LockSupport.park(this);
    }
  }

  public static RunWatch over(Database database, Run run) {
    return over(database, run, false, 0, 0);
  }

  /**
   * Watches over a run whose size is known, and tells how far it is.
   *
   * @param onCluster whether the run goes on where this process is stopped
   * @param files how much there is to do, as {@code clientPeriods}
   */
  public static RunWatch over(
      Database database, Run run, boolean onCluster, long files, long clientPeriods) {
    RunWatch watch = new RunWatch(database, run, onCluster, files, clientPeriods);
    Runtime.getRuntime().addShutdownHook(watch.whenStopped);
    if (!onCluster) {
      RunStore.livesHere(database, run.id());
    }
    return watch;
  }

  /** Shows progress at a terminal, where the runner counts while it runs. */
  void follow(PipelineResult result, Step step, String remark) {
    if (!atTerminal() || !LOG.isInfoEnabled() || result.getState().isTerminal()) {
      return;
    }
    ProgressBar progress = bar;
    if (progress == null) {
      progress =
          new ProgressBarBuilder()
              .setTaskName("Reading")
              .setInitialMax(files + clientPeriods)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .build();
      bar = progress;
      errBeforeBar = System.err;
      System.setErr(LinesAboveBar.over(System.err));
    }
    ProgressBar shown = progress;
    stopShowing();
    showing =
        timer.scheduleWithFixedDelay(
            () -> show(shown, result, step, remark),
            REFRESH_MILLIS,
            REFRESH_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  /** The next one is followed from where this one ended. */
  void stepDone(Step step) {
    stopShowing();
    filesDone += step.files().size();
    clientPeriodsDone += step.wanted().size();
  }

  private void stopShowing() {
    if (showing != null) {
      showing.cancel(false);
    }
  }

  /** How long the rest may take, by what is done. */
  Duration remaining(Duration elapsed) {
    double done = filesDone + clientPeriodsDone;
    double all = files + clientPeriods;
    return Duration.ofSeconds(Math.round(elapsed.toSeconds() * (all - done) / Math.max(1, done)));
  }

  @SuppressWarnings("SystemConsoleNull") // From Java 22 on TERM alone decides.
  public static boolean atTerminal() {
    return System.console() != null && System.getenv("TERM") != null;
  }

  /** Keeps why a run failed, if the database is there. */
  public static void because(Database database, Run run, String reason) {
    try {
      RunStore.because(database, run.id(), reason);
    } catch (DatabaseException e) {
      LOG.warn("Why run {} failed was not stored: {}", run.id(), e.getMessage());
    }
  }

  /** Something was done where no step of a pipeline tells. */
  public void moved() {
    heartbeat.moved();
  }

  public void finished() {
    finished = true;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    heartbeat.leave();
    if (errBeforeBar != null) {
      System.setErr(errBeforeBar);
    }
    if (bar != null) {
      bar.close();
    }
    Runtime.getRuntime().removeShutdownHook(whenStopped);
    if (!finished) {
      RunStore.fail(database, run.id());
    }
    database.writeOut();
  }

  private void show(ProgressBar progress, PipelineResult result, Step step, String remark) {
    long read = filesDone + Math.min(step.files().size(), counted(result, "files read"));
    long published =
        clientPeriodsDone
            + Math.min(step.wanted().size(), counted(result, "client periods decided"));
    progress.setExtraMessage(
        " %s%s%d rows, %d/%d client periods"
            .formatted(
                remark,
                files == 0 ? "" : read + "/" + files + " files, ",
                counted(result, "rows read"),
                published,
                clientPeriods));
    progress.stepTo(read + published);
  }

  private static long counted(PipelineResult result, String name) {
    long sum = 0;
    for (MetricResult<Long> counter :
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named("campaign-conversions", name))
                    .build())
            .getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }
}

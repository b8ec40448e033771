package com.campaignconversions.commandline;

import com.campaignconversions.publishing.Database;
import com.campaignconversions.publishing.DatabaseException;
import com.campaignconversions.publishing.Run;
import com.campaignconversions.publishing.Runs;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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
final class RunWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
  private static final long REFRESH_MILLIS = 500;

  private final Database database;
  private final Run run;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "run watch");
            thread.setDaemon(true);
            return thread;
          });
  private final Thread whenStopped;
  private @Nullable ProgressBar bar;
  private boolean finished;

  private RunWatch(Database database, Run run) {
    this.database = database;
    this.run = run;
    this.whenStopped = new Thread(this::stopped, "run stopped");
  }

  private void stopped() {
    LOG.warn("Run {} is stopped; what was published before stands untouched", run.id());
    Runs.fail(database, run.id());
    database.writeOut();
  }

  static RunWatch over(Database database, Run run) {
    RunWatch watch = new RunWatch(database, run);
    Runtime.getRuntime().addShutdownHook(watch.whenStopped);
    ScheduledFuture<?> unused =
        watch.timer.scheduleWithFixedDelay(
            watch::beat, Runs.HEARTBEAT_SECONDS, Runs.HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    return watch;
  }

  /** Shows progress at a terminal, where the runner counts while it runs. */
  void follow(PipelineResult result, long files, long clientPeriods) {
    if (!atTerminal() || result.getState().isTerminal()) {
      return;
    }
    ProgressBar progress =
        new ProgressBarBuilder()
            .setTaskName("Reading")
            .setInitialMax(files + clientPeriods)
            .setStyle(ProgressBarStyle.ASCII)
            .build();
    bar = progress;
    ScheduledFuture<?> unused =
        timer.scheduleWithFixedDelay(
            () -> show(progress, result, files, clientPeriods),
            REFRESH_MILLIS,
            REFRESH_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  @SuppressWarnings("SystemConsoleNull") // From Java 22 on TERM alone decides.
  static boolean atTerminal() {
    return System.console() != null && System.getenv("TERM") != null;
  }

  void finished() {
    finished = true;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    if (bar != null) {
      bar.close();
    }
    Runtime.getRuntime().removeShutdownHook(whenStopped);
    if (!finished) {
      Runs.fail(database, run.id());
    }
    database.writeOut();
  }

  private void beat() {
    try {
      Runs.heartbeat(database, run.id());
    } catch (DatabaseException e) {
      LOG.warn("The run's heartbeat was not stored: {}", e.getMessage());
    }
  }

  private static void show(
      ProgressBar progress, PipelineResult result, long files, long clientPeriods) {
    long filesDone = counted(result, "files read");
    long rows = counted(result, "rows read");
    long published = counted(result, "client periods decided");
    progress.setExtraMessage(
        " %d/%d files, %d rows, %d/%d client periods"
            .formatted(filesDone, files, rows, published, clientPeriods));
    progress.stepTo(filesDone + published);
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

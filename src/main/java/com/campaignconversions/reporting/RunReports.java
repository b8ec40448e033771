package com.campaignconversions.reporting;

import com.campaignconversions.database.Database;
import com.campaignconversions.database.DatabaseException;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Reporting;
import com.campaignconversions.monitoring.RunTextfile;
import com.campaignconversions.notifications.Notifications;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.results.runs.RunResult;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever the job file names how a run ended: monitoring, and the recipients of notices.
 * Nothing that goes wrong with that is the run's fault, nor ends it.
 */
public final class RunReports {
  private static final Logger LOG = LoggerFactory.getLogger(RunReports.class);

  private final Job job;
  private final Database database;
  private final Reporting reporting;
  private final Notifications notifications;
  private @Nullable Run run;

  /**
   * Begins, before the run does.
   *
   * @param silent whether the run is nobody's business, or its end is not known here
   */
  public RunReports(Job job, Database database, boolean silent) {
    this.job = job;
    this.database = database;
    this.reporting = silent ? Reporting.NOBODY : job.reporting();
    this.notifications = new Notifications(job);
  }

  /** The run has its number. */
  public void started(Run theRun) {
    run = theRun;
  }

  /** The run came to its end, well or not. */
  public void ended(RunResult result) {
    if (reporting.isToNobody()) {
      return;
    }
    quietly(RunTextfile.KEY, () -> textfile(file -> file.tell(database, result)));
    quietly(Notifications.KEY, () -> notifications.tellOfEnd(database, result));
  }

  /** The run did not come to its end. */
  public void failed(String sentence) {
    if (reporting.isToNobody()) {
      return;
    }
    Run known = run;
    RunResult result = known == null ? null : result(known);
    if (result != null) {
      quietly(RunTextfile.KEY, () -> textfile(file -> file.tell(database, result)));
      quietly(Notifications.KEY, () -> notifications.tellOfFailure(database, result, sentence));
      return;
    }
    textfile(file -> LOG.warn("{}: the database does not answer: left as it was", RunTextfile.KEY));
    quietly(
        Notifications.KEY,
        () -> notifications.tellOfFailure(job, known == null ? null : known.id(), sentence));
  }

  /** What the run did until it failed; null where the database does not tell. */
  private @Nullable RunResult result(Run failed) {
    try {
      RunResult stored = RunResult.of(database, job, failed.id(), false, false);
      return new RunResult(
          job,
          stored.run(),
          false,
          ExitCode.FAILED.number(),
          stored.clientPeriods(),
          stored.counts());
    } catch (CommandException | DatabaseException e) {
      return null;
    }
  }

  private void textfile(Consumer<RunTextfile> action) {
    if (reporting.textfile() != null) {
      action.accept(new RunTextfile(Path.of(reporting.textfile())));
    }
  }

  private static void quietly(String key, Runnable telling) {
    try {
      telling.run();
    } catch (DatabaseException e) {
      LOG.warn("{}: the run was not told of: {}", key, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("{}: the run was not told of, unexpectedly", key, e);
    }
  }
}

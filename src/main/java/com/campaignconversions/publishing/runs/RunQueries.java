package com.campaignconversions.publishing.runs;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.removal.Forget;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs as readers see them: who started when, whether it lives, how it ended. */
public final class RunQueries {
  /** Runs as readers see them, and what tells besides whether they live and what they want. */
  private static final String STATES =
      "SELECT s.*, r.process, r.wanted FROM runs s JOIN run r ON r.run_id = s.run_id ";

  /** More runs of one job do not go on at once. */
  private static final int MOST_AT_ONCE = 10;

  private RunQueries() {}

  /** The runs in progress that want a client period, or do not say what they want. */
  public static List<Long> wanting(Connection connection, ClientPeriod clientPeriod)
      throws SQLException {
    return wanting(
        connection, wanted -> wanted.wants(clientPeriod.clientId(), clientPeriod.period()));
  }

  public static List<Long> wanting(Connection connection, Predicate<WantedPeriods> which)
      throws SQLException {
    List<Long> running = new ArrayList<>();
    Sql.each(
        connection,
        """
        -- One that is dead blocks nobody
        SELECT r.run_id, r.wanted, r.process, s.state FROM run r JOIN runs s ON s.run_id = r.run_id
        WHERE r.ended IS NULL AND s.kind = 'RUN' ORDER BY r.run_id
        """,
        List.of(),
        row -> {
          String wanted = row.getString("wanted");
          if (state(row) == RunState.Liveness.RUNNING
              && (wanted == null || which.test(WantedText.read(wanted)))) {
            running.add(row.getLong("run_id"));
          }
        });
    return running;
  }

  /**
   * The clients of which a run may still publish: {@link Forget} takes one out, and whoever locks
   * waits for it and is waited for.
   */
  public static Predicate<String> wantedClients(Connection connection, Run run, boolean lock)
      throws SQLException {
    for (String text :
        Sql.query(
            connection,
            "SELECT wanted FROM run WHERE run_id = ? AND wanted IS NOT NULL"
                + (lock ? " FOR UPDATE" : ""),
            List.of(run.id()),
            row -> row.getString(1))) {
      return WantedText.clients(text)::contains;
    }
    return any -> true;
  }

  /**
   * The last run of a job.
   *
   * @param wanted what it was to do; null where it ended, so that every wanted client period has an
   *     outcome
   */
  public record Last(RunState run, @Nullable WantedPeriods wanted) {}

  /** The last run of a job, which may be in progress; empty where there is none. */
  public static Optional<Last> last(Database database, Job job) {
    return database.transaction(
        connection ->
            Sql.query(
                    connection,
                    // Not a rollback, nor an audit.
                    STATES + "WHERE s.job = ? AND s.kind = 'RUN' ORDER BY s.run_id DESC LIMIT 1",
                    List.of(job.name()),
                    row -> new Last(read(row), wanted(row.getString("wanted"))))
                .stream()
                .findFirst());
  }

  /** When the runs of a job were started that came to no end since one that did. */
  public static Set<Instant> startsOfStopped(Database database, Job job) {
    return database.transaction(
        connection ->
            Sql.query(
                    connection,
                    STATES
                        + "WHERE s.job = ? AND s.kind = 'RUN' ORDER BY s.run_id DESC LIMIT "
                        + MOST_AT_ONCE,
                    List.of(job.name()),
                    row -> new Last(read(row), wanted(row.getString("wanted"))))
                .stream()
                .takeWhile(last -> last.wanted() != null)
                .map(last -> last.run().started())
                .collect(Collectors.toUnmodifiableSet()));
  }

  private static @Nullable WantedPeriods wanted(@Nullable String text) {
    return text == null ? null : WantedText.read(text);
  }

  /**
   * The run of the job before this one, ended or dead; not one that was stopped, nor one that still
   * goes on. Empty where there is none.
   */
  public static Optional<RunState> before(Database database, RunState run) {
    return query(
            database,
            "WHERE s.job = ? AND s.kind = 'RUN' AND s.run_id < ?"
                + " AND (s.reason IS NULL OR s.reason <> ?) ORDER BY s.run_id DESC LIMIT "
                + MOST_AT_ONCE,
            run.job(),
            run.id(),
            RunStore.STOPPED)
        .stream()
        .filter(earlier -> earlier.state() != RunState.Liveness.RUNNING)
        .findFirst();
  }

  /** The last run of a job that published, whether trusted or not; empty where there is none. */
  public static Optional<RunState> lastSuccess(Database database, Job job) {
    return query(
            database,
            "WHERE s.job = ? AND s.kind = 'RUN' AND s.exit_code IN (?, ?)"
                + " ORDER BY s.run_id DESC LIMIT 1",
            job.name(),
            ExitCode.OK.number(),
            ExitCode.NOT_TRUSTED.number())
        .stream()
        .findFirst();
  }

  /** The runs, newest first. */
  public static List<RunState> list(Database database, int limit) {
    return query(database, "ORDER BY s.run_id DESC LIMIT " + limit);
  }

  /** One run; empty if there is none of this number. */
  public static Optional<RunState> of(Database database, long runId) {
    return query(database, "WHERE s.run_id = ?", runId).stream().findFirst();
  }

  private static List<RunState> query(Database database, String which, Object... parameters) {
    return database.transaction(
        connection -> Sql.query(connection, STATES + which, List.of(parameters), RunQueries::read));
  }

  private static RunState read(ResultSet row) throws SQLException {
    return new RunState(
        row.getLong("run_id"),
        row.getString("job"),
        Objects.requireNonNull(Sql.instant(row, "started")),
        Objects.requireNonNull(Sql.instant(row, "heartbeat")),
        Objects.requireNonNull(Sql.instant(row, "moved")),
        Sql.instant(row, "ended"),
        exitCode(row),
        row.getString("version"),
        row.getString("catalogue"),
        row.getString("counts"),
        state(row),
        RunState.RunKind.valueOf(row.getString("kind")),
        row.getString("reason"));
  }

  /** What the database's clock says, unless its process is seen to be gone. */
  static RunState.Liveness state(ResultSet row) throws SQLException {
    RunState.Liveness state = RunState.Liveness.valueOf(row.getString("state"));
    return state == RunState.Liveness.RUNNING && RunProcess.isGone(row.getString("process"))
        ? RunState.Liveness.DEAD
        : state;
  }

  private static @Nullable Integer exitCode(ResultSet row) throws SQLException {
    int exitCode = row.getInt("exit_code");
    return row.wasNull() ? null : exitCode;
  }
}

package com.campaignconversions.publishing;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.RowCounts;
import com.campaignconversions.insights.RunCounts;
import com.campaignconversions.job.ActionTypes;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Metric;
import com.campaignconversions.publishing.ClientPeriodOutcome.Outcome;
import com.campaignconversions.records.Sha256;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The list of runs: who started when, whether it lives, how it ended. */
public final class Runs {
  /** The column {@code state} of the view {@code runs}; by the database's own clock. */
  static String state(Dialect dialect) {
    return "CASE WHEN r.ended IS NOT NULL THEN 'ENDED'"
        + " WHEN r.heartbeat < %s - INTERVAL '1' MINUTE THEN 'DEAD'".formatted(dialect.now())
        + " ELSE 'RUNNING' END";
  }

  /** Runs as readers see them, and what tells besides whether they live and what they want. */
  private static final String STATES =
      "SELECT s.*, r.process, r.wanted FROM runs s JOIN run r ON r.run_id = s.run_id ";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

  private Runs() {}

  /**
   * What besides the rows makes a run's exit code.
   *
   * @param allowUntrusted whether numbers that are not trusted still end with 0
   * @param failOnMissing whether a missing client period ends with 1
   */
  public record ExitRules(boolean allowUntrusted, boolean failOnMissing)
      implements java.io.Serializable {
    public static final ExitRules STRICT = new ExitRules(false, false);
  }

  /** A hash of what makes the numbers of a job: its metrics, overrides and attribution. */
  public static String catalogue(Job job) {
    StringBuilder text = new StringBuilder();
    job.attribution().windows().forEach(window -> text.append(window).append('\n'));
    append(text, job.catalogue());
    new TreeMap<>(job.overrides())
        .forEach(
            (client, metrics) -> {
              text.append("client ").append(client).append('\n');
              append(text, metrics);
            });
    return Sha256.hex(text.toString());
  }

  private static void append(StringBuilder text, List<Metric> metrics) {
    for (Metric metric : metrics) {
      text.append(metric.name())
          .append('|')
          .append(metric.arrays())
          .append('|')
          .append(metric.scope())
          .append('|')
          .append(metric.firstOf().stream().map(ActionTypes::types).toList())
          .append('|')
          .append(metric.unit())
          .append('|')
          .append(metric.after())
          .append('\n');
    }
  }

  /**
   * Enters a new run, with a number greater than those of all before.
   *
   * @param version of the product
   */
  public static Run start(Database database, Job job, String version, Instant started) {
    return start(database, job, version, started, RunState.Kind.RUN);
  }

  /**
   * The same.
   *
   * @param wanted what it is to do: kept until it ends, so that what it did not reach is known
   */
  public static Run start(
      Database database, Job job, String version, Instant started, WantedPeriods wanted) {
    return start(database, job, version, started, RunState.Kind.RUN, WantedText.of(wanted));
  }

  static Run start(
      Database database, Job job, String version, Instant started, RunState.Kind kind) {
    return start(database, job, version, started, kind, null);
  }

  private static Run start(
      Database database,
      Job job,
      String version,
      Instant started,
      RunState.Kind kind,
      @Nullable String wanted) {
    Instant instant = started.truncatedTo(ChronoUnit.MICROS);
    long id =
        database.transaction(
            connection -> insert(connection, database, job, version, instant, kind, wanted));
    return new Run(id, instant, catalogue(job));
  }

  /** The number of a new run. */
  static long insert(
      Connection connection,
      Database database,
      Job job,
      String version,
      Instant started,
      RunState.Kind kind,
      @Nullable String wanted)
      throws SQLException {
    String sql =
        """
        -- The database gives the number: it orders runs of every machine
        INSERT INTO run (job, started, heartbeat, moved, version, catalogue, kind, wanted)
        VALUES (?, ?, %1$s, %1$s, ?, ?, ?, %2$s)
        """
            .formatted(database.dialect().now(), database.dialect().jsonParameter());
    String key = database.column("run_id");
    String keyName = key.substring(1, key.length() - 1);
    try (PreparedStatement statement = connection.prepareStatement(sql, new String[] {keyName})) {
      statement.setString(1, job.name());
      statement.setObject(2, started.atOffset(ZoneOffset.UTC));
      statement.setString(3, version);
      statement.setString(4, catalogue(job));
      statement.setString(5, kind.name());
      statement.setString(6, wanted);
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  /** The runs in progress that want a client period, or do not say what they want. */
  static List<Long> wanting(Connection connection, ClientPeriod clientPeriod) throws SQLException {
    return wanting(
        connection, wanted -> wanted.wants(clientPeriod.clientId(), clientPeriod.period()));
  }

  static List<Long> wanting(Connection connection, Predicate<WantedPeriods> which)
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
          if (state(row) == RunState.State.RUNNING
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
  static Predicate<String> wantedClients(Connection connection, Run run, boolean lock)
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
   * Shows that the run lives.
   *
   * @param moved whether anything was done since the last time
   * @return for how long nobody has done anything, by the database's own clock
   */
  static Duration heartbeat(Database database, long runId, boolean moved) {
    String now = database.dialect().now();
    database.transaction(
        connection ->
            Sql.update(
                connection,
                "UPDATE run SET heartbeat = %s%s WHERE run_id = ?"
                    .formatted(now, moved ? ", moved = " + now : ""),
                List.of(runId)));
    return of(database, runId).map(RunState::stoodStill).orElse(Duration.ZERO);
  }

  /**
   * Ends a run that failed before all its client periods had an outcome, if the database is there:
   * where that is why it failed, its silence tells as much some minutes later.
   */
  public static void fail(Database database, long runId) {
    fail(database, runId, null);
  }

  /**
   * The same.
   *
   * @param reason a sentence; null where it is not known yet
   */
  public static void fail(Database database, long runId, @Nullable String reason) {
    database.transaction(
        Duration.ZERO,
        connection ->
            Sql.update(
                connection,
                "UPDATE run SET ended = "
                    + database.dialect().now()
                    + ", exit_code = ?, reason = ?"
                    + " WHERE run_id = ? AND ended IS NULL",
                Arrays.asList(ExitCode.FAILED.number(), reason, runId)));
  }

  /** Why a run failed. */
  public static void because(Database database, long runId, String reason) {
    database.transaction(
        Duration.ZERO,
        connection ->
            Sql.update(
                connection,
                "UPDATE run SET reason = ? WHERE run_id = ? AND reason IS NULL",
                List.of(reason, runId)));
  }

  /** A run lives in this process, and ends with it. */
  public static void livesHere(Database database, long runId) {
    String process = RunProcess.current();
    if (process != null) {
      database.transaction(
          connection ->
              Sql.update(
                  connection,
                  "UPDATE run SET process = ? WHERE run_id = ?",
                  List.of(process, runId)));
    }
  }

  /** Keeps what a step counted; again, where the step is repeated. */
  static void finishStep(Database database, Run run, int step, RunCounts rows) {
    database.transaction(
        connection -> {
          ObjectNode counts = storedCounts(connection, run.id());
          counts.withObject("/steps").set(Integer.toString(step), RunCountsJson.of(rows));
          return Sql.update(
              connection,
              "UPDATE run SET counts = " + database.dialect().jsonParameter() + " WHERE run_id = ?",
              List.of(counts.toString(), run.id()));
        });
  }

  private static ObjectNode storedCounts(Connection connection, long runId) throws SQLException {
    String text =
        Sql.<Optional<String>>query(
                connection,
                "SELECT counts FROM run WHERE run_id = ? FOR UPDATE",
                List.of(runId),
                row -> Optional.ofNullable(row.getString(1)))
            .get(0)
            .orElse("{}");
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the column counts of the table run holds no JSON", e);
    }
  }

  /** Ends a run of several steps. */
  public static int finish(Database database, Job job, Run run, ExitRules rules) {
    RunCounts rows =
        database.transaction(
            connection -> {
              RunCounts sum = RunCounts.NONE;
              for (JsonNode step : storedCounts(connection, run.id()).path("steps")) {
                sum = sum.plus(RunCountsJson.read(step));
              }
              return sum;
            });
    return finish(database, job, run, rows, rules);
  }

  /**
   * What a step that failed did not reach.
   *
   * @return of how many client periods that is said
   */
  public static int withhold(
      Database database, Run run, Collection<ClientPeriod> clientPeriods, String reason) {
    return database.transaction(
        connection -> {
          Set<ClientPeriod> left = new TreeSet<>(clientPeriods);
          outcomes(connection, run.id()).forEach(one -> left.remove(one.clientPeriod()));
          Sql.batch(
              connection,
              "INSERT INTO run_outcome (run_id, client_id, period_id, outcome, reason, campaigns)"
                  + " VALUES (?, ?, ?, ?, ?, 0)",
              left.stream()
                  .map(
                      one ->
                          List.of(
                              run.id(),
                              one.clientId(),
                              one.period().id(),
                              Outcome.WITHHELD.name(),
                              reason))
                  .toList());
          return left.size();
        });
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
                    row -> {
                      String wanted = row.getString("wanted");
                      return new Last(read(row), wanted == null ? null : WantedText.read(wanted));
                    })
                .stream()
                .findFirst());
  }

  /** What is withheld now, and what no run reached of what runs that did not end wanted. */
  public static Set<ClientPeriod> unfinished(Database database, Job job) {
    Set<ClientPeriod> again = new TreeSet<>();
    Publications.latestOutcomes(
            database, job.clients().stream().map(Client::id).collect(Collectors.toSet()))
        .values()
        .stream()
        .filter(outcome -> outcome.outcome() == Outcome.WITHHELD)
        .forEach(outcome -> again.add(outcome.clientPeriod()));
    Map<ClientPeriod, Long> wantedBy =
        database.transaction(connection -> wantedLast(connection, job));
    if (!wantedBy.isEmpty()) {
      Map<ClientPeriod, Long> reachedBy = database.transaction(Runs::reachedLast);
      wantedBy.forEach(
          (clientPeriod, runId) -> {
            if (reachedBy.getOrDefault(clientPeriod, 0L) < runId) {
              again.add(clientPeriod);
            }
          });
    }
    return again;
  }

  /** The last run that did not end and wanted a client period. */
  private static Map<ClientPeriod, Long> wantedLast(Connection connection, Job job)
      throws SQLException {
    Map<ClientPeriod, Long> last = new TreeMap<>();
    Sql.each(
        connection,
        """
        -- Ended the usual way a run wants nothing any more
        SELECT r.run_id, r.wanted, r.process, s.state FROM run r JOIN runs s ON s.run_id = r.run_id
        WHERE r.job = ? AND r.wanted IS NOT NULL AND s.kind = 'RUN'
        """,
        List.of(job.name()),
        row -> {
          if (state(row) == RunState.State.RUNNING) {
            return;
          }
          long runId = row.getLong("run_id");
          WantedText.read(row.getString("wanted"))
              .clientPeriods()
              .forEach(one -> last.merge(one, runId, Math::max));
        });
    return last;
  }

  /** The last run that said something of a client period. */
  private static Map<ClientPeriod, Long> reachedLast(Connection connection) throws SQLException {
    Map<ClientPeriod, Long> last = new TreeMap<>();
    Sql.query(
        connection,
        """
        -- However many runs failed, their outcomes are read once
        SELECT client_id, period_id, MAX(run_id) AS run_id FROM run_outcome
        GROUP BY client_id, period_id
        """,
        List.of(),
        row -> last.put(Publication.clientPeriod(row), row.getLong("run_id")));
    return last;
  }

  /**
   * Takes over what a run that did not end published of periods that are not restated any more:
   * they need not be read again.
   *
   * @return the client periods whose outcomes are now this run's too
   */
  public static Set<ClientPeriod> takeOver(Database database, Run run, long from) {
    return database.transaction(
        connection -> {
          Sql.update(
              connection,
              """
              -- What Meta may still restate may have changed since
              INSERT INTO run_outcome (run_id, client_id, period_id, outcome, trusted, reason,
                  restated, fingerprint, campaigns, lost, sample)
              SELECT CAST(? AS DECIMAL(19)), o.client_id, o.period_id, o.outcome, o.trusted,
                     o.reason, o.restated, o.fingerprint, o.campaigns, o.lost, o.sample
              FROM run_outcome o JOIN publication p
                ON p.client_id = o.client_id AND p.period_id = o.period_id
                AND p.fingerprint = o.fingerprint
              JOIN client_period_version v ON v.fingerprint = p.fingerprint
              WHERE o.run_id = ? AND o.outcome IN ('PUBLISHED', 'UNCHANGED')
                AND p.checked_run_id = o.run_id AND v.period_end < ?
                AND NOT EXISTS (
                  SELECT 1 FROM run_outcome n WHERE n.run_id = ?
                    AND n.client_id = o.client_id AND n.period_id = o.period_id)
              """,
              List.of(
                  run.id(),
                  from,
                  LocalDate.ofInstant(run.started(), ZoneOffset.UTC)
                      .minusDays(Period.RESTATED_DAYS + 1L),
                  run.id()));
          return outcomes(connection, run.id()).stream()
              .map(ClientPeriodOutcome::clientPeriod)
              .collect(Collectors.toCollection(TreeSet::new));
        });
  }

  /** Ends a run by the outcomes stored for it, and sweeps the dashboards' cache. */
  static int finish(Database database, Job job, Run run, RunCounts counts, ExitRules rules) {
    database.transaction(
        connection -> {
          DashboardCache.sweep(connection, database, job, Instant.now());
          return true;
        });
    return database.transaction(
        connection -> {
          List<ClientPeriodOutcome> outcomes = outcomes(connection, run.id());
          ExitCode exitCode = exitCode(outcomes, rules);
          RowCounts rows = counts.rows();
          if (!rows.balanced()) {
            LOG.error("Run {} does not account for every row that it read: {}", run.id(), rows);
            exitCode = ExitCode.FAILED;
          }
          if (rows.rejected() > 0 && rows.noneUsable()) {
            exitCode = ExitCode.FAILED;
          }
          Sql.update(
              connection,
              "UPDATE run SET heartbeat = %s, ended = %s, wanted = NULL, exit_code = ?, counts = "
                      .formatted(database.dialect().now(), database.dialect().now())
                  + database.dialect().jsonParameter()
                  + " WHERE run_id = ?",
              List.of(exitCode.number(), counts(counts, outcomes).toString(), run.id()));
          return exitCode.number();
        });
  }

  /** As the client periods ended. */
  static ExitCode exitCode(List<ClientPeriodOutcome> outcomes, ExitRules rules) {
    boolean failed =
        outcomes.stream()
            .anyMatch(
                outcome ->
                    outcome.outcome() == Outcome.WITHHELD
                        || (outcome.outcome() == Outcome.MISSING && rules.failOnMissing()));
    boolean untrusted =
        outcomes.stream().anyMatch(outcome -> Boolean.FALSE.equals(outcome.trusted()));
    return failed
        ? ExitCode.FAILED
        : untrusted && !rules.allowUntrusted() ? ExitCode.NOT_TRUSTED : ExitCode.OK;
  }

  private static ObjectNode counts(RunCounts all, List<ClientPeriodOutcome> outcomes) {
    ObjectNode counts = RunCountsJson.of(all);
    ObjectNode clientPeriods = counts.putObject("client_periods");
    outcomes.stream()
        .collect(
            Collectors.groupingBy(
                ClientPeriodOutcome::outcome, TreeMap::new, Collectors.counting()))
        .forEach((outcome, count) -> clientPeriods.put(outcome.name(), count));
    clientPeriods.put(
        "not_trusted",
        outcomes.stream().filter(outcome -> Boolean.FALSE.equals(outcome.trusted())).count());
    return counts;
  }

  /** The runs, newest first. */
  public static List<RunState> list(Database database, int limit) {
    return database.transaction(
        connection ->
            Sql.query(
                connection,
                STATES + "ORDER BY s.run_id DESC LIMIT " + limit,
                List.of(),
                Runs::read));
  }

  /** One run; empty if there is none of this number. */
  public static Optional<RunState> of(Database database, long runId) {
    return database.transaction(
        connection ->
            Sql.query(connection, STATES + "WHERE s.run_id = ?", List.of(runId), Runs::read)
                .stream()
                .findFirst());
  }

  /** What a run did with each client period, by client and period. */
  public static List<ClientPeriodOutcome> outcomes(Database database, long runId) {
    return database.transaction(connection -> outcomes(connection, runId));
  }

  private static List<ClientPeriodOutcome> outcomes(Connection connection, long runId)
      throws SQLException {
    return Sql.query(
        connection,
        """
        -- By the stored outcomes, not by metrics: those count retries twice
        SELECT client_id, period_id, outcome, trusted, reason, restated, campaigns, lost, sample
        FROM run_outcome WHERE run_id = ? ORDER BY client_id, period_id
        """,
        List.of(runId),
        Runs::readOutcome);
  }

  static ClientPeriodOutcome readOutcome(ResultSet row) throws SQLException {
    return new ClientPeriodOutcome(
        new ClientPeriod(row.getString("client_id"), Period.parse(row.getString("period_id"))),
        Outcome.valueOf(row.getString("outcome")),
        Sql.flag(row, "trusted"),
        row.getString("reason"),
        row.getString("restated"),
        row.getLong("campaigns"),
        row.getString("lost"),
        row.getString("sample"));
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
        RunState.Kind.valueOf(row.getString("kind")),
        row.getString("reason"));
  }

  /** What the database's clock says, unless its process is seen to be gone. */
  private static RunState.State state(ResultSet row) throws SQLException {
    RunState.State state = RunState.State.valueOf(row.getString("state"));
    return state == RunState.State.RUNNING && RunProcess.isGone(row.getString("process"))
        ? RunState.State.DEAD
        : state;
  }

  private static @Nullable Integer exitCode(ResultSet row) throws SQLException {
    int exitCode = row.getInt("exit_code");
    return row.wasNull() ? null : exitCode;
  }
}

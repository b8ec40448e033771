package com.campaignconversions.publishing.runs;

import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.counts.RunCounts;
import com.campaignconversions.job.Job;
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
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Enters runs, shows that they live, keeps what they counted, and ends them. */
public final class RunStore {
  /** Why a run failed that a person or a scheduler ended. */
  public static final String STOPPED = "It was stopped by Ctrl-C or a signal.";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = LoggerFactory.getLogger(RunStore.class);

  private RunStore() {}

  /**
   * Enters a new run, with a number greater than those of all before.
   *
   * @param version of the product
   */
  public static Run start(Database database, Job job, String version, Instant started) {
    return start(database, job, version, started, RunState.RunKind.RUN);
  }

  /**
   * Enters a new run that wants client periods.
   *
   * @param wanted what it is to do: kept until it ends, so that what it did not reach is known
   */
  public static Run start(
      Database database, Job job, String version, Instant started, WantedPeriods wanted) {
    return start(database, job, version, started, RunState.RunKind.RUN, WantedText.of(wanted));
  }

  public static Run start(
      Database database, Job job, String version, Instant started, RunState.RunKind kind) {
    return start(database, job, version, started, kind, null);
  }

  private static Run start(
      Database database,
      Job job,
      String version,
      Instant started,
      RunState.RunKind kind,
      @Nullable String wanted) {
    Instant instant = started.truncatedTo(ChronoUnit.MICROS);
    long id =
        database.transaction(
            connection -> insert(connection, database, job, version, instant, kind, wanted));
    return new Run(id, instant, CatalogueDigest.of(job));
  }

  /** The number of a new run. */
  public static long insert(
      Connection connection,
      Database database,
      Job job,
      String version,
      Instant started,
      RunState.RunKind kind,
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
      statement.setString(4, CatalogueDigest.of(job));
      statement.setString(5, kind.name());
      statement.setString(6, wanted);
      statement.executeUpdate();
      try (ResultSet keys = statement.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  /**
   * Shows that the run lives.
   *
   * @param moved whether anything was done since the last time
   * @return for how long nobody has done anything, by the database's own clock
   */
  public static Duration heartbeat(Database database, long runId, boolean moved) {
    String now = database.dialect().now();
    database.transaction(
        connection ->
            Sql.update(
                connection,
                "UPDATE run SET heartbeat = %s%s WHERE run_id = ?"
                    .formatted(now, moved ? ", moved = " + now : ""),
                List.of(runId)));
    return RunQueries.of(database, runId).map(RunState::stoodStill).orElse(Duration.ZERO);
  }

  /**
   * Ends a run that failed before all its client periods had an outcome, if the database is there:
   * where that is why it failed, its silence tells as much some minutes later.
   */
  public static void fail(Database database, long runId) {
    fail(database, runId, null);
  }

  /**
   * Ends a run that failed for a reason.
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
  public static void finishStep(Database database, Run run, int step, RunCounts rows) {
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

  /** What the steps of a run counted together. */
  public static RunCounts countsOfSteps(Database database, Run run) {
    return database.transaction(
        connection -> {
          RunCounts sum = RunCounts.NONE;
          for (JsonNode step : storedCounts(connection, run.id()).path("steps")) {
            sum = sum.plus(RunCountsJson.read(step));
          }
          return sum;
        });
  }

  /** Ends a run by the outcomes stored for it. */
  public static int finish(Database database, Run run, RunCounts counts, ExitRules rules) {
    return database.transaction(
        connection -> {
          List<ClientPeriodOutcome> outcomes = OutcomeStore.outcomes(connection, run.id());
          ExitCode exitCode = rules.exitCode(outcomes);
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
                  + ", api_version = ? WHERE run_id = ?",
              Arrays.asList(
                  exitCode.number(),
                  counts(counts, outcomes).toString(),
                  counts.asking().apiVersion(),
                  run.id()));
          return exitCode.number();
        });
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
}

package com.campaignconversions.publishing.runs;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.schema.KeyCondition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What runs did with client periods, and what no run has reached. */
public final class OutcomeStore {
  private OutcomeStore() {}

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

  /** What is withheld now, and what no run reached of what runs that did not end wanted. */
  public static Set<ClientPeriod> unfinished(Database database, Job job) {
    Set<ClientPeriod> again = new TreeSet<>();
    latestOutcomes(database, job.clients().stream().map(Client::id).collect(Collectors.toSet()))
        .values()
        .stream()
        .filter(outcome -> outcome.outcome() == Outcome.WITHHELD)
        .forEach(outcome -> again.add(outcome.clientPeriod()));
    Map<ClientPeriod, Long> wantedBy =
        database.transaction(connection -> wantedLast(connection, job));
    if (!wantedBy.isEmpty()) {
      Map<ClientPeriod, Long> reachedBy = database.transaction(OutcomeStore::reachedLast);
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
          if (RunQueries.state(row) == RunState.Liveness.RUNNING) {
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
        row -> last.put(KeyCondition.clientPeriod(row), row.getLong("run_id")));
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

  /** What a run did with each client period, by client and period. */
  public static List<ClientPeriodOutcome> outcomes(Database database, long runId) {
    return database.transaction(connection -> outcomes(connection, runId));
  }

  static List<ClientPeriodOutcome> outcomes(Connection connection, long runId) throws SQLException {
    return Sql.query(
        connection,
        """
        -- By the stored outcomes, not by metrics: those count retries twice
        SELECT client_id, period_id, outcome, trusted, reason, restated, campaigns, lost, sample
        FROM run_outcome WHERE run_id = ? ORDER BY client_id, period_id
        """,
        List.of(runId),
        OutcomeStore::readOutcome);
  }

  /**
   * The newest outcome that an earlier run had for each of some client periods and that says how
   * they stand: not those that left a client period as it was, nor those of a run that was stopped
   * or lost, of which nobody was told.
   */
  public static Map<ClientPeriod, ClientPeriodOutcome> standingBefore(
      Database database, long runId, Collection<ClientPeriod> clientPeriods) {
    Map<ClientPeriod, ClientPeriodOutcome> before = new TreeMap<>();
    database.transaction(
        connection -> {
          before.clear();
          for (List<ClientPeriod> chunk : Sql.chunks(new TreeSet<>(clientPeriods))) {
            KeyCondition chosen = KeyCondition.ofTable("n", chunk);
            List<Object> parameters = new ArrayList<>(List.of(runId, RunStore.STOPPED));
            parameters.addAll(chosen.parameters());
            Sql.query(
                connection,
                """
                -- However often a client period was run, it is looked for once
                SELECT o.client_id, o.period_id, o.outcome, o.trusted, o.reason, o.restated,
                       o.campaigns, o.lost, o.sample
                FROM run_outcome o JOIN (
                    SELECT n.client_id, n.period_id, MAX(n.run_id) AS run_id
                    FROM run_outcome n JOIN run r ON r.run_id = n.run_id
                    WHERE n.run_id < ? AND r.ended IS NOT NULL
                      AND (r.reason IS NULL OR r.reason <> ?)
                      AND (n.outcome IN ('PUBLISHED', 'UNCHANGED', 'WITHHELD')
                        OR (n.outcome = 'MISSING' AND n.trusted = FALSE))
                      AND %s
                    GROUP BY n.client_id, n.period_id) newest
                  ON newest.run_id = o.run_id AND newest.client_id = o.client_id
                  AND newest.period_id = o.period_id
                """
                    .formatted(chosen.sql()),
                parameters,
                row -> before.put(KeyCondition.clientPeriod(row), readOutcome(row)));
          }
          return before;
        });
    return before;
  }

  public static ClientPeriodOutcome readOutcome(ResultSet row) throws SQLException {
    return new ClientPeriodOutcome(
        KeyCondition.clientPeriod(row),
        Outcome.valueOf(row.getString("outcome")),
        Sql.flag(row, "trusted"),
        row.getString("reason"),
        row.getString("restated"),
        row.getLong("campaigns"),
        row.getString("lost"),
        row.getString("sample"));
  }

  /** The outcome of the newest run for each client period that a run of this job ever wanted. */
  public static Map<ClientPeriod, ClientPeriodOutcome> latestOutcomes(
      Database database, Collection<String> clientIds) {
    Map<ClientPeriod, ClientPeriodOutcome> latest = new TreeMap<>();
    database.transaction(
        connection -> {
          latest.clear();
          for (List<String> ids : Sql.chunks(new TreeSet<>(clientIds))) {
            Sql.query(
                connection,
                """
                -- What is withheld or missing shows nowhere else
                SELECT o.client_id, o.period_id, o.outcome, o.trusted, o.reason, o.restated,
                       o.campaigns, o.lost, o.sample
                FROM run_outcome o
                WHERE o.client_id IN (%s) AND o.run_id = (
                    SELECT MAX(n.run_id) FROM run_outcome n
                    WHERE n.client_id = o.client_id AND n.period_id = o.period_id)
                """
                    .formatted(Sql.placeholders(ids.size())),
                ids,
                row -> latest.put(KeyCondition.clientPeriod(row), readOutcome(row)));
          }
          return latest;
        });
    return latest;
  }
}

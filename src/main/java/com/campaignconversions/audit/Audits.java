package com.campaignconversions.audit;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.RowTarget;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.WriteVariance;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.runs.RunStore;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.publishing.schema.Tables;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.variance.MetricJudgement;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Audits in the list of runs, and what they found; readers of publications see nothing of them. */
public final class Audits {
  private static final List<String> COLUMNS =
      Tables.AUDIT_VARIANCE.columns().stream().map(Tables.TableColumn::name).toList();

  private Audits() {}

  /**
   * How much was judged.
   *
   * @param notTrusted how many of the client periods have a metric that is not trusted
   */
  public record Extent(long clients, long clientPeriods, long notTrusted) {}

  /** Enters a new audit in the list of runs. */
  public static Run start(Database database, Job job, String version, Instant started) {
    return RunStore.start(database, job, version, started, RunState.RunKind.AUDIT);
  }

  /** Stores the verdicts, and none of the numbers of campaigns. */
  public static void store(Database database, Run run, List<AuditedPeriod> periods) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (AuditedPeriod period : periods) {
      for (MetricJudgement judgement : period.judgements()) {
        rows.add(
            WriteVariance.cells(
                List.of(
                    run.id(),
                    period.clientPeriod().clientId(),
                    period.clientPeriod().period().id()),
                judgement));
      }
    }
    String insert =
        database
            .dialect()
            .insert(
                // Once for each audit, also where a commit was not heard of.
                new RowTarget("audit_variance", COLUMNS, Tables.AUDIT_VARIANCE.key(), false));
    database.transaction(
        connection -> {
          Sql.batch(connection, insert, rows);
          return true;
        });
  }

  /**
   * Ends an audit.
   *
   * @param refused what could not be judged, and how often
   */
  public static void finish(
      Database database, Run run, Extent extent, Map<String, Long> refused, ExitCode exitCode) {
    ObjectNode counts = JsonNodeFactory.instance.objectNode();
    counts
        .put("clients", extent.clients())
        .putObject("client_periods")
        .put("judged", extent.clientPeriods())
        .put("not_trusted", extent.notTrusted());
    ObjectNode byReason = counts.putObject("refused");
    refused.forEach(byReason::put);
    database.transaction(
        connection ->
            Sql.update(
                connection,
                "UPDATE run SET heartbeat = %s, ended = %s, exit_code = ?, counts = "
                        .formatted(database.dialect().now(), database.dialect().now())
                    + database.dialect().jsonParameter()
                    + " WHERE run_id = ?",
                List.of(exitCode.number(), counts.toString(), run.id())));
  }

  /** How much an audit judged. */
  public static Extent extent(Database database, long runId) {
    return database.transaction(
        connection ->
            Sql.query(
                    connection,
                    """
                    -- What a person is told first
                    SELECT COUNT(DISTINCT client_id), COUNT(*), COALESCE(SUM(doubtful), 0)
                    FROM (
                      SELECT client_id, period_id, MAX(CASE WHEN trusted THEN 0 ELSE 1 END) AS doubtful
                      FROM audit_variance WHERE run_id = ? GROUP BY client_id, period_id) judged
                    """,
                    List.of(runId),
                    row -> new Extent(row.getLong(1), row.getLong(2), row.getLong(3)))
                .get(0));
  }

  /** What is stored is not what the insights say. */
  public static void differs(Database database, Run run) {
    database.transaction(
        connection ->
            Sql.update(
                connection,
                "UPDATE run SET exit_code = ? WHERE run_id = ?",
                List.of(ExitCode.NOT_TRUSTED.number(), run.id())));
  }

  /**
   * Judgements, by client and period.
   *
   * @param all also those that are trusted
   */
  public static List<AuditedPeriod> judged(Database database, long runId, boolean all) {
    Map<ClientPeriod, List<MetricJudgement>> judgements =
        database.transaction(
            connection -> {
              Map<ClientPeriod, List<MetricJudgement>> found = new TreeMap<>();
              Sql.query(
                  connection,
                  """
                  -- Most often few of many
                  SELECT * FROM audit_variance WHERE run_id = ?%s ORDER BY metric
                  """
                      .formatted(all ? "" : " AND NOT trusted"),
                  List.of(runId),
                  row ->
                      found
                          .computeIfAbsent(
                              KeyCondition.clientPeriod(row), clientPeriod -> new ArrayList<>())
                          .add(PublicationQueries.judgement(row)));
              return found;
            });
    return judgements.entrySet().stream()
        .map(entry -> new AuditedPeriod(entry.getKey(), entry.getValue()))
        .collect(Collectors.toList());
  }
}

package com.campaignconversions.verification;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.runs.RunCountsJson;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.results.CommandException;
import com.campaignconversions.running.ProductVersion;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor keeps of some client periods: digests of their rows as readers see them, where
 * they came from, how rows balance, what was judged.
 */
public final class Certificate {
  private final Database database;
  private final Job job;
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final Set<Long> runs = new TreeSet<>();

  private Certificate(Database database, Job job) {
    this.database = database;
    this.job = job;
  }

  /**
   * Writes one, whole or not at all.
   *
   * @param clientPeriods that were verified
   * @param sourcesCompared whether they were extracted from the insights once more, and agreed
   * @throws CommandException if it cannot be written, or one of them is published no more
   */
  public static void write(
      Database database,
      Job job,
      List<ClientPeriod> clientPeriods,
      PipelineOptions options,
      boolean sourcesCompared,
      Path file,
      Instant now)
      throws CommandException {
    ObjectNode json = new Certificate(database, job).of(clientPeriods, options, now);
    json.put("sources_compared", sourcesCompared);
    CertificateFile.write(json, file);
  }

  private ObjectNode of(List<ClientPeriod> clientPeriods, PipelineOptions options, Instant now)
      throws CommandException {
    json.put("format", CertificateFile.FORMAT)
        .put("made_at", now.toString())
        .put("product_version", ProductVersion.text())
        .put("job", job.name());
    CertifiedText.Columns columns = database.transaction(CertifiedText.Columns::of);
    ObjectNode named = json.putObject("columns");
    CertifiedText.named(columns)
        .forEach((view, names) -> names.forEach(named.withArray(view)::add));
    ArrayNode periods = json.putArray("client_periods");
    for (ClientPeriod one : clientPeriods) {
      ObjectNode certified =
          database.transaction(
              connection -> {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                return clientPeriod(connection, one, columns);
              });
      if (certified.path("sha256").isNull() || certified.path("run").isMissingNode()) {
        throw CommandException.failed(
            one + " was changed or taken back while the certificate was made: make it again");
      }
      runs.add(certified.path("run").asLong());
      periods.add(certified);
    }
    runs();
    try {
      CertificateSources.write(
          job.insights(),
          clientPeriods.stream().map(ClientPeriod::period).collect(Collectors.toSet()),
          options,
          json.putObject("sources"));
    } catch (IOException e) {
      throw CommandException.failed("The insights cannot be listed: " + e.getMessage());
    }
    return json;
  }

  private static ObjectNode clientPeriod(
      Connection connection, ClientPeriod clientPeriod, CertifiedText.Columns columns)
      throws SQLException {
    Period period = clientPeriod.period();
    ObjectNode one = JsonNodeFactory.instance.objectNode();
    one.put("client", clientPeriod.clientId())
        .put("period", period.id())
        .put("period_start", period.start().toString())
        .put("period_end", period.end().toString())
        .put("sha256", CertifiedText.sha256(connection, clientPeriod, columns));
    Sql.each(
        connection,
        """
        -- What readers see of the publication, and how its rows balance
        SELECT v.*, p.rows_used FROM publications v
        JOIN publication p ON p.client_id = v.client_id AND p.period_id = v.period_id
        WHERE v.client_id = ? AND v.period_id = ?
        """,
        KeyCondition.key(clientPeriod),
        row -> {
          one.put("campaigns", row.getLong("campaigns"))
              .put("first_day", row.getString("first_day"))
              .put("last_day", row.getString("last_day"))
              .put("days_covered", Sql.count(row, "days_covered"))
              .put("published_at", text(Sql.instant(row, "published_at")))
              .put("checked_at", text(Sql.instant(row, "checked_at")))
              .put("run", row.getLong("run_id"))
              .put("trusted", Sql.flag(row, "trusted"))
              .put("final", Sql.flag(row, "final"))
              .put("catalogue", row.getString("catalogue"));
          one.putObject("rows")
              .put("read", Sql.count(row, "rows_read"))
              .put("used", Sql.count(row, "rows_used"))
              .put("rejected", Sql.count(row, "rows_rejected"));
        });
    ArrayNode metrics = one.putArray("metrics");
    Sql.each(
        connection,
        """
        -- What was judged
        SELECT metric, total, verdict, reconciliation, evidence FROM conversion_variance
        WHERE client_id = ? AND period_id = ? ORDER BY metric
        """,
        KeyCondition.key(clientPeriod),
        row -> {
          BigDecimal total = row.getBigDecimal("total");
          metrics
              .addObject()
              .put("metric", row.getString("metric"))
              .put("total", Decimals.textIfKnown(total))
              .put("verdict", row.getString("verdict"))
              .put("reconciliation", row.getString("reconciliation"))
              .put("evidence", row.getString("evidence"));
        });
    return one;
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  /** The runs that published, where they are still on the list. */
  private void runs() {
    ArrayNode listed = json.putArray("runs");
    for (long id : runs) {
      RunState run = RunQueries.of(database, id).orElse(null);
      if (run != null) {
        ObjectNode one =
            listed
                .addObject()
                .put("run", id)
                .put("product_version", run.version())
                .put("catalogue", run.catalogue())
                .put("started", run.started().toString())
                .put("ended", text(run.ended()))
                .put("exit_code", run.exitCode());
        one.set("rows", RunCountsJson.rows(run.read().rows()));
      }
    }
  }
}

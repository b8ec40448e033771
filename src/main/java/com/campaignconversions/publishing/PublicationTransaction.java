package com.campaignconversions.publishing;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.conversions.ClientPeriodSummary.State;
import com.campaignconversions.conversions.Coverage;
import com.campaignconversions.conversions.content.VersionChecks;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.forecast.Forecast;
import com.campaignconversions.forecast.MetricForecast;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.publishing.dashboard.DashboardCache;
import com.campaignconversions.publishing.runs.CatalogueDigest;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.OutcomeStore;
import com.campaignconversions.publishing.runs.Run;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.publishing.schema.Tables;
import com.campaignconversions.publishing.versions.HeldDigests;
import com.campaignconversions.publishing.versions.Restatement;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of publication: the pointers of some client periods are locked in the order of
 * their keys, what the database holds is compared with what the pipeline made, and pointers,
 * history, outcomes and the dashboards' rows move together.
 */
final class PublicationTransaction {
  private static final List<MetricForecast> NONE = List.of();

  private final Connection connection;
  private final Job job;
  private final Database database;
  private final Run run;
  private final boolean acceptShrink;
  private final Instant now;
  private final Map<String, Client> clients;
  private final String metricsDigest;

  /**
   * For one transaction.
   *
   * @param acceptShrink whether less than is published may take its place
   */
  PublicationTransaction(
      Connection connection,
      Database database,
      Job job,
      Run run,
      boolean acceptShrink,
      Instant now) {
    this.connection = connection;
    this.job = job;
    this.database = database;
    this.run = run;
    this.acceptShrink = acceptShrink;
    this.now = now.truncatedTo(ChronoUnit.MICROS);
    this.clients = job.clientsById();
    this.metricsDigest = CatalogueDigest.ofMetrics(job);
  }

  /** Where a client period points, locked for this transaction. */
  private record Pointer(
      @Nullable String fingerprint,
      @Nullable Long runId,
      @Nullable Instant publishedAt,
      @Nullable Long checkedRunId,
      boolean isFinal,
      Set<String> heldDigests,
      @Nullable Long coveredDays,
      @Nullable Long rowsUsed,
      @Nullable ShrinkGuard published) {
    Pointer with(ShrinkGuard version) {
      return new Pointer(
          fingerprint,
          runId,
          publishedAt,
          checkedRunId,
          isFinal,
          heldDigests,
          coveredDays,
          rowsUsed,
          version);
    }
  }

  /** What this run decided in an earlier attempt. */
  private record Decided(String fingerprint, ClientPeriodOutcome outcome) {}

  /** In the order of the client periods, but for clients that were forgotten while the run ran. */
  List<ClientPeriodOutcome> publish(List<ClientPeriodSummary> unsorted) throws SQLException {
    Predicate<String> wanted = RunQueries.wantedClients(connection, run, false);
    List<ClientPeriodSummary> summaries =
        unsorted.stream()
            .filter(summary -> wanted.test(summary.clientPeriod().clientId()))
            .sorted(Comparator.comparing(ClientPeriodSummary::clientPeriod))
            .toList();
    List<ClientPeriod> clientPeriods =
        summaries.stream().map(ClientPeriodSummary::clientPeriod).toList();
    insertMissingPointers(summaries);
    Map<ClientPeriod, Pointer> pointers = lock(clientPeriods);
    Map<ClientPeriod, Decided> decided = decided(clientPeriods);
    List<ClientPeriodSummary> changed =
        summaries.stream()
            .filter(summary -> toBeCompared(summary, pointers.get(summary.clientPeriod())))
            .toList();
    // First, because it also keeps others from removing the rows that are about to be counted.
    insertVersions(changed);
    StoredSums guard =
        StoredSums.read(
            connection, database, changed.stream().map(ClientPeriodSummary::fingerprint).toList());
    Map<String, Restatement> finals = finals(changed, pointers);

    List<ClientPeriodOutcome> outcomes = new ArrayList<>();
    List<ClientPeriodOutcome> fresh = new ArrayList<>();
    Map<ClientPeriod, String> fingerprints = new HashMap<>();
    List<ClientPeriodSummary> published = new ArrayList<>();
    List<ClientPeriodSummary> unchanged = new ArrayList<>();
    for (ClientPeriodSummary summary : summaries) {
      ClientPeriod clientPeriod = summary.clientPeriod();
      Decided before = decided.get(clientPeriod);
      if (summary.state() == State.COMPLETE
          && before != null
          && before.fingerprint().equals(summary.fingerprint())) {
        // The attempt before this one committed, and nobody heard of it.
        outcomes.add(before.outcome());
        continue;
      }
      ClientPeriodOutcome outcome = decide(summary, pointers.get(clientPeriod), guard, finals);
      outcomes.add(outcome);
      fresh.add(outcome);
      fingerprints.put(clientPeriod, summary.fingerprint());
      switch (outcome.outcome()) {
        case PUBLISHED -> published.add(summary);
        case UNCHANGED -> unchanged.add(summary);
        case WITHHELD, HELD, MISSING, SUPERSEDED -> {}
      }
    }
    removeVersions(changed, published);
    removeRows(changed, guard);
    storeChecks(published, guard);
    insertHistory(published, pointers);
    movePointers(published, unchanged, pointers);
    storeForecasts(published, pointers);
    storeForecasts(unchanged, pointers);
    insertOutcomes(fresh, fingerprints);
    new DashboardCache(connection, database, job, now).refresh(clientPeriods);
    if (!clientPeriods.stream()
        .map(ClientPeriod::clientId)
        .allMatch(RunQueries.wantedClients(connection, run, true))) {
      // A run that stood still seemed dead: once more, and without whom nobody may publish again.
      throw new SQLTransactionRollbackException("a client was forgotten at this very moment");
    }
    return outcomes;
  }

  private static boolean toBeCompared(ClientPeriodSummary summary, @Nullable Pointer pointer) {
    return summary.state() == State.COMPLETE
        && !(pointer != null && summary.fingerprint().equals(pointer.fingerprint()));
  }

  private ClientPeriodOutcome decide(
      ClientPeriodSummary summary,
      @Nullable Pointer pointer,
      StoredSums guard,
      Map<String, Restatement> finals) {
    return switch (summary.state()) {
      case WITHHELD -> outcome(summary, Outcome.WITHHELD, summary.reason());
      case MISSING ->
          pointer != null && pointer.published() != null && pointer.published().campaigns() > 0
              ? outcome(
                  summary,
                  Outcome.WITHHELD,
                  "no row of it was found, but it is published with "
                      + pointer.published().campaigns()
                      + " campaigns; what is published stays: "
                      + (job.insights().isFetched()
                          ? "look in Ads Manager whether the account lost them"
                          : "look for the missing files"))
              : outcome(summary, Outcome.MISSING, summary.reason());
      case COMPLETE -> {
        if (pointer == null) {
          throw new IllegalStateException("the pointer of " + summary.clientPeriod() + " is gone");
        }
        Long checked = pointer.checkedRunId();
        if (checked != null && checked > run.id()) {
          yield outcome(
              summary, Outcome.SUPERSEDED, "run " + checked + ", started later, was there first");
        }
        if (summary.fingerprint().equals(pointer.fingerprint())) {
          yield outcome(summary, Outcome.UNCHANGED, null);
        }
        String difference = guard.difference(summary);
        if (difference != null) {
          yield outcome(
              summary,
              Outcome.WITHHELD,
              summary.complete().written()
                  ? "the database does not hold what was written: " + difference + "; run again"
                  : "another run published something else meanwhile; run again");
        }
        String loss =
            acceptShrink || pointer.published() == null
                ? null
                : pointer.published().loss(summary, hasEnded(summary));
        if (loss != null) {
          yield outcome(
              summary,
              Outcome.WITHHELD,
              loss
                  + "; what is published stays: look for missing files, or accept it with"
                  + " --accept-shrink");
        }
        String less =
            acceptShrink || !summary.complete().lost() || pointer.published() == null
                ? null
                : pointer.published().anyLess(summary);
        if (less != null) {
          yield outcome(
              summary,
              Outcome.WITHHELD,
              summary.reason()
                  + " It has less than is published ("
                  + less
                  + "), which stays: mend what was lost, or accept it with --accept-shrink");
        }
        if (pointer.heldDigests().contains(summary.fingerprint())
            || pointer.heldDigests().contains(numbersDigest(summary))) {
          yield outcome(
              summary,
              Outcome.HELD,
              "its numbers are those that were rolled back; what is published stays until they"
                  + " change, or until rollback --to publishes them again (see history)");
        }
        Restatement before = pointer.isFinal() ? finals.get(pointer.fingerprint()) : null;
        Restatement after = Restatement.of(summary, database.metricNames());
        // Another verdict or an acceptance restates no number.
        yield outcome(
            summary,
            Outcome.PUBLISHED,
            null,
            before == null || before.contentDigest().equals(after.contentDigest())
                ? null
                : before.changedTo(after));
      }
    };
  }

  /** Whether the period was over when it was read, in the client's time zone. */
  private boolean hasEnded(ClientPeriodSummary summary) {
    return summary.clientPeriod().period().end().isBefore(readOn(summary));
  }

  /** What was final and may change now. */
  private Map<String, Restatement> finals(
      List<ClientPeriodSummary> changed, Map<ClientPeriod, Pointer> pointers) throws SQLException {
    List<String> fingerprints = new ArrayList<>();
    for (ClientPeriodSummary summary : changed) {
      Pointer pointer = pointers.get(summary.clientPeriod());
      if (pointer != null && pointer.isFinal() && pointer.fingerprint() != null) {
        fingerprints.add(pointer.fingerprint());
      }
    }
    return Restatement.read(connection, fingerprints);
  }

  private static ClientPeriodOutcome outcome(
      ClientPeriodSummary summary, Outcome outcome, @Nullable String reason) {
    return outcome(summary, outcome, reason, null);
  }

  private static ClientPeriodOutcome outcome(
      ClientPeriodSummary summary,
      Outcome outcome,
      @Nullable String reason,
      @Nullable String restated) {
    boolean stands = outcome == Outcome.PUBLISHED || outcome == Outcome.UNCHANGED;
    boolean stale = outcome == Outcome.MISSING && !summary.suspicions().isEmpty();
    return new ClientPeriodOutcome(
        summary.clientPeriod(),
        outcome,
        stands ? (Boolean) summary.trusted() : stale ? Boolean.FALSE : null,
        reason == null && stands ? said(summary) : reason,
        restated,
        summary.campaigns(),
        stands ? summary.reason() : null,
        stands ? summary.complete().sample() : null);
  }

  /** What was lost, and which metrics are not trusted; null where there is nothing to say. */
  private static @Nullable String said(ClientPeriodSummary summary) {
    List<String> sentences = new ArrayList<>();
    if (summary.reason() != null) {
      sentences.add(summary.reason());
    }
    sentences.addAll(summary.suspicions());
    return sentences.isEmpty() ? null : String.join(" ", sentences);
  }

  private void insertMissingPointers(List<ClientPeriodSummary> summaries) throws SQLException {
    Sql.batch(
        connection,
        """
        -- A row to lock, also where nothing is published yet: readers see none without fingerprint
        INSERT INTO publication (client_id, period_id, granularity) VALUES (?, ?, ?)
        %s"""
            .formatted(database.dialect().orNothing("client_id")),
        summaries.stream()
            .filter(summary -> summary.state() == State.COMPLETE)
            .map(ClientPeriodSummary::clientPeriod)
            .map(
                clientPeriod ->
                    List.of(
                        clientPeriod.clientId(),
                        clientPeriod.period().id(),
                        clientPeriod.period().granularity().name()))
            .toList());
  }

  private Map<ClientPeriod, Pointer> lock(List<ClientPeriod> clientPeriods) throws SQLException {
    Map<ClientPeriod, Pointer> pointers = new HashMap<>();
    KeyCondition chosen = KeyCondition.of(clientPeriods);
    Sql.query(
        connection,
        """
        -- In the order of the keys, so that two runs wait for each other in one direction only
        SELECT client_id, period_id, fingerprint, run_id, published_at, checked_run_id, final,
               held_digests, covered_days, rows_used
        FROM publication WHERE %s
        ORDER BY client_id, period_id FOR UPDATE
        """
            .formatted(chosen.sql()),
        chosen.parameters(),
        row ->
            pointers.put(
                KeyCondition.clientPeriod(row),
                new Pointer(
                    row.getString("fingerprint"),
                    Sql.count(row, "run_id"),
                    Sql.instant(row, "published_at"),
                    Sql.count(row, "checked_run_id"),
                    row.getBoolean("final"),
                    HeldDigests.read(row.getString("held_digests")),
                    Sql.count(row, "covered_days"),
                    Sql.count(row, "rows_used"),
                    null)));
    KeyCondition joined = KeyCondition.ofTable("p", clientPeriods);
    Sql.query(
        connection,
        """
        -- How much would be lost where a run finds less
        SELECT p.client_id, p.period_id, v.campaigns, v.spend
        FROM publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint
        WHERE %s
        """
            .formatted(joined.sql()),
        joined.parameters(),
        row -> {
          long campaigns = row.getLong("campaigns");
          BigDecimal spend = row.getBigDecimal(CampaignColumns.SPEND);
          return pointers.computeIfPresent(
              KeyCondition.clientPeriod(row),
              (same, pointer) ->
                  pointer.with(
                      new ShrinkGuard(
                          campaigns, pointer.rowsUsed(), spend, pointer.coveredDays())));
        });
    return pointers;
  }

  private static String numbersDigest(ClientPeriodSummary summary) {
    return HeldDigests.ofNumbers(
        summary.complete().contentDigest(),
        summary.complete().sums().spend(),
        summary.complete().sums().impressions(),
        summary.complete().sums().clicks());
  }

  private Map<ClientPeriod, Decided> decided(List<ClientPeriod> clientPeriods) throws SQLException {
    KeyCondition chosen = KeyCondition.of(clientPeriods);
    List<Object> parameters = new ArrayList<>();
    parameters.add(run.id());
    parameters.addAll(chosen.parameters());
    Map<ClientPeriod, Decided> decided = new HashMap<>();
    Sql.query(
        connection,
        """
        -- A step that is run again must tell the same story
        SELECT client_id, period_id, outcome, trusted, reason, restated, campaigns, lost, sample,
               fingerprint
        FROM run_outcome WHERE run_id = ? AND %s
        """
            .formatted(chosen.sql()),
        parameters,
        row ->
            decided.put(
                KeyCondition.clientPeriod(row),
                new Decided(
                    String.valueOf(row.getString("fingerprint")), OutcomeStore.readOutcome(row))));
    return decided;
  }

  private void insertVersions(List<ClientPeriodSummary> changed) throws SQLException {
    Sql.batch(
        connection,
        """
        -- The same content is the same version, whoever wrote it first; prune goes by fingerprint
        INSERT INTO client_period_version (fingerprint, client_id, period_id, granularity,
            period_start, period_end, campaigns, spend, impressions, clicks, content_digest,
            catalogue, created, basis)
        VALUES (%s)
        %s"""
            .formatted(Sql.placeholders(14), database.dialect().orNothing("fingerprint")),
        changed.stream()
            .sorted(Comparator.comparing(ClientPeriodSummary::fingerprint))
            .map(
                summary -> {
                  List<@Nullable Object> row = new ArrayList<>();
                  row.add(summary.fingerprint());
                  row.addAll(content(summary));
                  row.add(run.catalogue());
                  row.add(now);
                  row.add(summary.complete().basis());
                  return row;
                })
            .toList());
  }

  /** Of what is not published after all, unless it was once. */
  private void removeVersions(
      List<ClientPeriodSummary> changed, List<ClientPeriodSummary> published) throws SQLException {
    Set<ClientPeriod> visible =
        published.stream().map(ClientPeriodSummary::clientPeriod).collect(Collectors.toSet());
    Sql.batch(
        connection,
        """
        -- A version in the list of versions is, or was, visible
        DELETE FROM client_period_version WHERE fingerprint = ? AND NOT EXISTS (
            SELECT 1 FROM publication_history h
            WHERE h.client_id = ? AND h.period_id = ? AND h.fingerprint = ?)
          AND NOT EXISTS (
            SELECT 1 FROM publication p
            WHERE p.client_id = ? AND p.period_id = ? AND p.fingerprint = ?)""",
        changed.stream()
            .filter(summary -> !visible.contains(summary.clientPeriod()))
            .map(
                summary -> {
                  List<String> key = new ArrayList<>(KeyCondition.key(summary.clientPeriod()));
                  key.add(summary.fingerprint());
                  List<String> parameters = new ArrayList<>(List.of(summary.fingerprint()));
                  parameters.addAll(key);
                  parameters.addAll(key);
                  return parameters;
                })
            .toList());
  }

  /** Of what is stored otherwise than it was made: a run that made it again would leave it so. */
  private void removeRows(List<ClientPeriodSummary> changed, StoredSums guard) throws SQLException {
    List<List<String>> damaged =
        changed.stream()
            .filter(summary -> summary.complete().written() && guard.difference(summary) != null)
            .map(summary -> List.of(summary.fingerprint()))
            .toList();
    Sql.batch(
        connection,
        """
        -- Seen by nobody: no pointer is at a version that was compared
        DELETE FROM campaign_row WHERE _fingerprint = ?""",
        damaged);
    Sql.batch(
        connection,
        """
        -- With the judgements
        DELETE FROM variance_row WHERE fingerprint = ?""",
        damaged);
  }

  private void storeChecks(List<ClientPeriodSummary> published, StoredSums guard)
      throws SQLException {
    Sql.batch(
        connection,
        """
        -- By which a column that is changed by hand is found; those of a version never change
        UPDATE client_period_version SET checks = %s WHERE fingerprint = ? AND checks IS NULL"""
            .formatted(database.dialect().jsonParameter()),
        published.stream()
            .filter(summary -> summary.complete().checks() != null)
            .map(summary -> List.of(checks(summary, guard), summary.fingerprint()))
            .toList());
  }

  private String checks(ClientPeriodSummary summary, StoredSums guard) {
    return VersionChecks.document(
        database.metricNames(),
        String.valueOf(summary.complete().checks()),
        guard.checks(summary.fingerprint()),
        VersionChecks.ofAll(content(summary), VersionChecks.WIDTH));
  }

  /** What the version says of itself, in the order of {@link Tables#VERSION_CONTENT}. */
  private static List<@Nullable Object> content(ClientPeriodSummary summary) {
    Period period = summary.clientPeriod().period();
    return Arrays.asList(
        summary.clientPeriod().clientId(),
        period.id(),
        period.granularity().name(),
        period.start(),
        period.end(),
        summary.campaigns(),
        summary.complete().sums().spend(),
        summary.complete().sums().impressions(),
        summary.complete().sums().clicks(),
        summary.complete().contentDigest());
  }

  private void insertHistory(
      List<ClientPeriodSummary> published, Map<ClientPeriod, Pointer> pointers)
      throws SQLException {
    Sql.batch(
        connection,
        """
        -- What was visible when, for a person who asks why a number changed
        INSERT INTO publication_history (client_id, period_id, run_id, fingerprint,
            previous_fingerprint, published_at, first_day, last_day, days_covered, covered_days,
            rows_used, rows_read, rows_rejected, trusted, final, catalogue, metrics_digest, source,
            timezone, attribution, currency, money_metrics)
        VALUES (%s)
        %s"""
            .formatted(Sql.placeholders(22), database.dialect().orNothing("run_id")),
        published.stream()
            .map(
                summary -> {
                  Pointer before = pointers.get(summary.clientPeriod());
                  List<@Nullable Object> row =
                      new ArrayList<>(KeyCondition.key(summary.clientPeriod()));
                  row.addAll(
                      Arrays.asList(
                          run.id(),
                          summary.fingerprint(),
                          before == null ? null : before.fingerprint(),
                          now));
                  row.addAll(coverage(summary));
                  return row;
                })
            .toList());
  }

  private void movePointers(
      List<ClientPeriodSummary> published,
      List<ClientPeriodSummary> unchanged,
      Map<ClientPeriod, Pointer> pointers)
      throws SQLException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ClientPeriodSummary summary : published) {
      rows.add(pointerRow(summary, run.id(), now, null));
    }
    for (ClientPeriodSummary summary : unchanged) {
      Pointer before = pointers.get(summary.clientPeriod());
      rows.add(
          pointerRow(
              summary,
              before == null ? null : before.runId(),
              before == null ? null : before.publishedAt(),
              before == null ? null : HeldDigests.text(before.heldDigests())));
    }
    Sql.batch(
        connection,
        """
        -- From here on readers see the new version; for an unchanged one only the check moves
        UPDATE publication SET fingerprint = ?, run_id = ?, published_at = ?, checked_at = ?,
            checked_run_id = ?, held_digests = ?, first_day = ?, last_day = ?, days_covered = ?,
            covered_days = ?, rows_used = ?, rows_read = ?, rows_rejected = ?, trusted = ?,
            final = ?, catalogue = ?, metrics_digest = ?, source = ?, timezone = ?, attribution = ?,
            currency = ?, money_metrics = ?
        WHERE client_id = ? AND period_id = ?""",
        rows);
  }

  /** As of this check: with a version's age its forecast changes, also where its numbers do not. */
  private void storeForecasts(
      List<ClientPeriodSummary> checked, Map<ClientPeriod, Pointer> pointers) throws SQLException {
    List<List<String>> outdated = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    for (ClientPeriodSummary summary : checked) {
      List<String> key = KeyCondition.key(summary.clientPeriod());
      Pointer before = pointers.get(summary.clientPeriod());
      if (before != null && before.fingerprint() != null && !before.isFinal()) {
        outdated.add(key);
      }
      for (MetricForecast one : isFinal(summary) ? NONE : summary.complete().forecasts()) {
        Forecast forecast = one.forecast();
        List<Object> row = new ArrayList<>(key);
        row.addAll(
            List.of(
                one.metric(),
                summary.fingerprint(),
                run.id(),
                forecast.value(),
                forecast.expected(),
                forecast.low(),
                forecast.high(),
                forecast.basedOn()));
        rows.add(row);
      }
    }
    Sql.batch(
        connection,
        """
        -- Those of the check before
        DELETE FROM forecast_row WHERE client_id = ? AND period_id = ?""",
        outdated);
    Sql.batch(
        connection,
        """
        -- Readers see them until the period is final or is checked again
        INSERT INTO forecast_row (client_id, period_id, metric, fingerprint, run_id, known,
            expected, low, high, based_on)
        VALUES (%s)"""
            .formatted(Sql.placeholders(10)),
        rows);
  }

  private List<@Nullable Object> pointerRow(
      ClientPeriodSummary summary,
      @Nullable Long runId,
      @Nullable Instant publishedAt,
      @Nullable String heldDigests) {
    List<@Nullable Object> row = new ArrayList<>();
    row.addAll(
        Arrays.asList(
            summary.fingerprint(), runId, publishedAt, run.started(), run.id(), heldDigests));
    row.addAll(coverage(summary));
    row.addAll(KeyCondition.key(summary.clientPeriod()));
    return row;
  }

  private List<@Nullable Object> coverage(ClientPeriodSummary summary) {
    Coverage coverage = summary.complete().coverage();
    return Arrays.asList(
        coverage.firstDay(),
        coverage.lastDay(),
        coverage.count(),
        coverage.days(),
        summary.rows().used(),
        summary.rows().read(),
        summary.rows().rejected(),
        summary.trusted(),
        isFinal(summary),
        run.catalogue(),
        metricsDigest,
        job.insights().origin(),
        client(summary).timezone().getId(),
        summary.complete().attribution(),
        summary.complete().currency(),
        moneyMetrics(summary.clientPeriod().clientId()));
  }

  /** {@code ,reservation_value,}: the only thing that says in SQL what a number counts. */
  private String moneyMetrics(String clientId) {
    return job.metricsOf(clientId).stream()
        .filter(metric -> metric.unit() == Metric.Unit.MONEY)
        .map(metric -> metric.name() + ",")
        .collect(Collectors.joining("", ",", ""));
  }

  private boolean isFinal(ClientPeriodSummary summary) {
    return summary
        .clientPeriod()
        .period()
        .isFinal(readOn(summary), summary.complete().coverage().toEnd());
  }

  private LocalDate readOn(ClientPeriodSummary summary) {
    return LocalDate.ofInstant(run.started(), client(summary).timezone());
  }

  private Client client(ClientPeriodSummary summary) {
    Client client = clients.get(summary.clientPeriod().clientId());
    if (client == null) {
      throw new IllegalStateException("no such client: " + summary.clientPeriod());
    }
    return client;
  }

  private void insertOutcomes(
      List<ClientPeriodOutcome> outcomes, Map<ClientPeriod, String> fingerprints)
      throws SQLException {
    List<List<@Nullable Object>> keys = new ArrayList<>();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ClientPeriodOutcome outcome : outcomes) {
      List<@Nullable Object> row = new ArrayList<>();
      row.add(run.id());
      row.addAll(KeyCondition.key(outcome.clientPeriod()));
      keys.add(List.copyOf(row));
      row.addAll(
          Arrays.asList(
              outcome.outcome().name(),
              outcome.trusted(),
              outcome.reason(),
              outcome.restated(),
              fingerprints.get(outcome.clientPeriod()),
              outcome.campaigns(),
              outcome.lost(),
              outcome.sample()));
      rows.add(row);
    }
    Sql.batch(
        connection,
        """
        -- An earlier attempt of this run read something else: its outcome is no more
        DELETE FROM run_outcome WHERE run_id = ? AND client_id = ? AND period_id = ?""",
        keys);
    Sql.batch(
        connection,
        """
        -- The exit code is read from here
        INSERT INTO run_outcome (run_id, client_id, period_id, outcome, trusted, reason,
            restated, fingerprint, campaigns, lost, sample)
        VALUES (%s)"""
            .formatted(Sql.placeholders(11)),
        rows);
  }
}

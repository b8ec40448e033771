package com.campaignconversions.publishing.versions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.publishing.dashboard.DashboardCache;
import com.campaignconversions.publishing.runs.ClientPeriodOutcome.Outcome;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.RunState;
import com.campaignconversions.publishing.runs.RunStore;
import com.campaignconversions.publishing.schema.KeyCondition;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes an earlier version of a client period visible again: the pointer moves back, and nothing
 * else. The content that was left is held back from then on: a run that finds it again withholds
 * it, until the numbers change.
 */
public final class Rollback {
  private Rollback() {}

  /** Why there is nothing to go back to; the message is for the person who asked. */
  public static final class NotPossibleException extends Exception {
    private static final long serialVersionUID = 1;
    private final boolean unknownVersion;

    NotPossibleException(boolean unknownVersion, String message) {
      super(message);
      this.unknownVersion = unknownVersion;
    }

    /** Whether what was asked for does not exist, so that another wording may help. */
    public boolean isUnknownVersion() {
      return unknownVersion;
    }
  }

  /**
   * What a rollback did.
   *
   * @param from the fingerprint that was visible, as {@code to} is now
   * @param changes of every total
   */
  public record Done(long runId, String from, String to, String changes) {}

  /** A version that was visible once, and the runs that made it visible. */
  private record Known(String fingerprint, List<Long> runIds, boolean kept) {}

  /**
   * Goes back.
   *
   * @param to the run that published the version, or the beginning of its fingerprint; null for the
   *     version before the one that is visible
   * @param productVersion for the list of runs
   */
  public static Done of(
      Database database,
      Job job,
      ClientPeriod clientPeriod,
      @Nullable String to,
      String productVersion,
      Instant now)
      throws NotPossibleException {
    String from = visible(database, clientPeriod);
    if (from == null) {
      throw new NotPossibleException(false, "nothing of " + clientPeriod + " is published");
    }
    List<Known> known = known(database, clientPeriod);
    Known target = to == null ? before(from, known, clientPeriod) : named(to, known, clientPeriod);
    if (target.fingerprint().equals(from)) {
      throw new NotPossibleException(
          false, "this version of " + clientPeriod + " is what is published");
    }
    if (!target.kept()) {
      throw new NotPossibleException(
          false,
          "version "
              + VersionEvent.shortened(target.fingerprint())
              + " of "
              + clientPeriod
              + " is pruned: its rows are gone");
    }
    Instant moment = now.truncatedTo(ChronoUnit.MICROS);
    Outcomes outcomes =
        database.transaction(
            connection ->
                new Move(connection, database, job, clientPeriod, moment)
                    .to(from, target.fingerprint(), productVersion));
    if (outcomes.refused() != null) {
      throw new NotPossibleException(false, outcomes.refused());
    }
    return new Done(outcomes.runId(), from, target.fingerprint(), outcomes.changes());
  }

  private static @Nullable String visible(Database database, ClientPeriod clientPeriod) {
    List<String> found =
        database.transaction(
            connection ->
                Sql.query(
                    connection,
                    """
                    -- What a person sees and wants to leave
                    SELECT fingerprint FROM publication
                    WHERE client_id = ? AND period_id = ? AND fingerprint IS NOT NULL
                    """,
                    KeyCondition.key(clientPeriod),
                    row -> row.getString(1)));
    return found.isEmpty() ? null : found.get(0);
  }

  /** By the run that published them last. */
  private static List<Known> known(Database database, ClientPeriod clientPeriod) {
    return database.transaction(
        connection -> {
          Map<String, Known> known = new LinkedHashMap<>();
          Sql.each(
              connection,
              """
              -- Going back makes a version visible again and leaves it in its place
              SELECT h.fingerprint, h.run_id, v.fingerprint AS kept, h.event
              FROM publication_history h
              LEFT JOIN client_period_version v ON v.fingerprint = h.fingerprint
              WHERE h.client_id = ? AND h.period_id = ? ORDER BY h.run_id
              """,
              KeyCondition.key(clientPeriod),
              row -> {
                String fingerprint = row.getString(1);
                boolean kept = row.getString(3) != null;
                Known version = known.get(fingerprint);
                if (version == null) {
                  version = new Known(fingerprint, new ArrayList<>(), kept);
                } else if (row.getString(4) == null) {
                  known.remove(fingerprint);
                }
                version.runIds().add(row.getLong(2));
                known.put(fingerprint, version);
              });
          return List.copyOf(known.values());
        });
  }

  private static Known before(String from, List<Known> known, ClientPeriod clientPeriod)
      throws NotPossibleException {
    Known before = null;
    for (Known version : known) {
      if (version.fingerprint().equals(from)) {
        break;
      }
      before = version;
    }
    if (before == null) {
      throw new NotPossibleException(
          false, "there is no earlier version of " + clientPeriod + "; see history");
    }
    return before;
  }

  private static Known named(String to, List<Known> known, ClientPeriod clientPeriod)
      throws NotPossibleException {
    List<Known> found =
        known.stream()
            .filter(version -> version.runIds().stream().anyMatch(run -> run.toString().equals(to)))
            .toList();
    if (found.isEmpty()) {
      found = known.stream().filter(version -> version.fingerprint().startsWith(to)).toList();
    }
    if (found.size() != 1) {
      throw new NotPossibleException(
          true,
          "--to="
              + to
              + (found.isEmpty()
                  ? ": no version of " + clientPeriod + " was published by such a run, or begins so"
                  : ": " + found.size() + " versions of " + clientPeriod + " begin so")
              + "; history --client --period lists them");
    }
    return found.get(0);
  }

  /** What came out of the transaction; {@code refused} is why nothing did. */
  private record Outcomes(long runId, String changes, @Nullable String refused) {
    static Outcomes refusing(String why) {
      return new Outcomes(0, "", why);
    }
  }

  /** The transaction. */
  private record Move(
      Connection connection, Database database, Job job, ClientPeriod clientPeriod, Instant now) {

    Outcomes to(String from, String to, String productVersion) throws SQLException {
      List<String> key = KeyCondition.key(clientPeriod);
      List<@Nullable String> pointer =
          Sql.<List<@Nullable String>>query(
                  connection,
                  """
                  -- As a run does, so that one waits for the other
                  SELECT fingerprint, held_digests FROM publication
                  WHERE client_id = ? AND period_id = ? FOR UPDATE
                  """,
                  key,
                  row -> Arrays.asList(row.getString(1), row.getString(2)))
              .get(0);
      if (!from.equals(pointer.get(0))) {
        return Outcomes.refusing(
            "something else was published of " + clientPeriod + " at this moment; look again");
      }
      List<Long> running = RunQueries.wanting(connection, clientPeriod);
      if (!running.isEmpty()) {
        return Outcomes.refusing(
            "run "
                + running.get(0)
                + " is in progress and wants "
                + clientPeriod
                + "; wait for its end, or stop it");
      }
      if (!isWhole(to)) {
        return Outcomes.refusing(
            "version "
                + VersionEvent.shortened(to)
                + " of "
                + clientPeriod
                + " is pruned: its rows are gone");
      }
      long runId =
          RunStore.insert(
              connection, database, job, productVersion, now, RunState.RunKind.ROLLBACK, null);
      move(runId, to, HeldDigests.read(pointer.get(1)), from);
      String changes = changes(Restatement.read(connection, List.of(from, to)), from, to);
      outcome(runId, from, to, changes);
      new DashboardCache(connection, database, job, now).refresh(List.of(clientPeriod));
      return new Outcomes(runId, changes, null);
    }

    private static String changes(Map<String, Restatement> versions, String from, String to) {
      Restatement before = versions.get(from);
      Restatement after = versions.get(to);
      if (before == null || after == null) {
        throw new IllegalStateException("a version that is visible, or locked, is gone");
      }
      return before.changedTo(after);
    }

    private boolean isWhole(String fingerprint) throws SQLException {
      return !Sql.query(
              connection,
              """
              -- A version whose rows were pruned at this moment is none
              SELECT 1 FROM client_period_version v WHERE v.fingerprint = ? AND v.campaigns = (
                  SELECT COUNT(*) FROM campaign_row r WHERE r._fingerprint = v.fingerprint)
              """,
              List.of(fingerprint),
              row -> 1)
          .isEmpty();
    }

    /** By both a later run knows the version: its own, and that of its numbers. */
    private Set<String> digests(String fingerprint) throws SQLException {
      return Sql.query(
              connection,
              """
              -- Two versions with other names, or with another spend, may share one of them
              SELECT content_digest, spend, impressions, clicks
              FROM client_period_version WHERE fingerprint = ?
              """,
              List.of(fingerprint),
              row ->
                  Set.of(
                      fingerprint,
                      HeldDigests.ofNumbers(
                          row.getString("content_digest"),
                          row.getBigDecimal(CampaignColumns.SPEND),
                          Sql.count(row, CampaignColumns.IMPRESSIONS),
                          Sql.count(row, CampaignColumns.CLICKS))))
          .get(0);
    }

    /** What the version was published with comes back with it. */
    private void move(long runId, String to, Set<String> heldBefore, String from)
        throws SQLException {
      Set<String> held = new LinkedHashSet<>(heldBefore);
      held.addAll(digests(from));
      held.removeAll(digests(to));
      List<String> copied =
          List.of(
              "first_day",
              "last_day",
              "days_covered",
              "covered_days",
              "rows_used",
              "rows_read",
              "rows_rejected",
              "trusted",
              "final",
              "catalogue",
              "metrics_digest",
              "source",
              "timezone",
              "attribution",
              "currency",
              "money_metrics");
      List<String> key = KeyCondition.key(clientPeriod);
      List<Object> ofVersion = new ArrayList<>(key);
      ofVersion.add(to);
      List<@Nullable Object> described =
          Sql.<List<@Nullable Object>>query(
                  connection,
                  "SELECT "
                      + String.join(", ", copied)
                      + " FROM publication_history WHERE client_id = ? AND period_id = ?"
                      + " AND fingerprint = ? ORDER BY run_id DESC LIMIT 1",
                  ofVersion,
                  row -> {
                    List<@Nullable Object> values = new ArrayList<>();
                    for (int column = 1; column <= copied.size(); column++) {
                      values.add(row.getObject(column));
                    }
                    return values;
                  })
              .get(0);
      List<@Nullable Object> pointer = new ArrayList<>();
      pointer.addAll(Arrays.asList(to, runId, now, runId, HeldDigests.text(held)));
      pointer.addAll(described);
      pointer.addAll(key);
      Sql.update(
          connection,
          "UPDATE publication SET fingerprint = ?, run_id = ?, published_at = ?,"
              + " checked_run_id = ?, held_digests = ?, "
              + String.join(" = ?, ", copied)
              + " = ? WHERE client_id = ? AND period_id = ?",
          pointer);
      List<@Nullable Object> history = new ArrayList<>(key);
      history.addAll(Arrays.asList(runId, to, from, now, "ROLLED_BACK"));
      history.addAll(described);
      Sql.update(
          connection,
          "INSERT INTO publication_history (client_id, period_id, run_id, fingerprint,"
              + " previous_fingerprint, published_at, event, "
              + String.join(", ", copied)
              + ") VALUES ("
              + Sql.placeholders(history.size())
              + ")",
          history);
    }

    private void outcome(long runId, String from, String to, String changes) throws SQLException {
      List<Object> parameters = new ArrayList<>(List.of(runId));
      parameters.addAll(KeyCondition.key(clientPeriod));
      parameters.addAll(
          List.of(
              Outcome.PUBLISHED.name(),
              "rolled back from "
                  + VersionEvent.shortened(from)
                  + " to "
                  + VersionEvent.shortened(to)
                  + ": "
                  + changes,
              to));
      parameters.addAll(KeyCondition.key(clientPeriod));
      parameters.add(to);
      Sql.update(
          connection,
          """
          -- So that status --run tells it
          INSERT INTO run_outcome (run_id, client_id, period_id, outcome, reason, fingerprint,
              trusted, campaigns)
          SELECT ?, ?, ?, ?, ?, ?, p.trusted, v.campaigns
          FROM publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint
          WHERE p.client_id = ? AND p.period_id = ? AND v.fingerprint = ?
          """,
          parameters);
      Sql.update(
          connection,
          "UPDATE run SET ended = %s, exit_code = ? WHERE run_id = ?"
              .formatted(database.dialect().now()),
          List.of(ExitCode.OK.number(), runId));
    }
  }
}

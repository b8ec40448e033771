package com.campaignconversions.publishing.removal;

import com.campaignconversions.clients.Client;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.Output.Cache;
import com.campaignconversions.publishing.runs.RunCountsJson;
import com.campaignconversions.publishing.runs.RunQueries;
import com.campaignconversions.publishing.runs.WantedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Removes a client wholly: what is published of it, every earlier version, its rejections with
 * their payloads, what runs and audits say of it, and its rows in the dashboards' tables.
 *
 * <p>Readers lose it at once, in one transaction; the rows behind follow in small ones, and a
 * second call goes on where a first one was stopped.
 */
public final class Forget {
  private static final int VERSIONS = 20;

  private Forget() {}

  /**
   * What was removed.
   *
   * @param refused why nothing was; null where it was done
   * @param clientsRowKept whether {@code clients} still has a row of it that this product did not
   *     add
   */
  public record Forgotten(
      long clientPeriods,
      long versions,
      long rows,
      long rejected,
      @Nullable String refused,
      boolean clientsRowKept) {
    public boolean nothing() {
      return clientPeriods + versions + rejected == 0;
    }
  }

  /** Removes what the database has of a client, which need not be in the job file any more. */
  public static Forgotten of(Database database, Job job, String clientId) {
    Set<String> accounts = new TreeSet<>();
    job.clients().stream()
        .filter(client -> client.id().equals(clientId))
        .map(Client::accountIds)
        .forEach(accounts::addAll);
    accounts.addAll(storedAccounts(database, clientId));
    Forgotten unseen =
        database.transaction(connection -> unseen(connection, database, job, clientId, accounts));
    if (unseen.refused() != null) {
      return unseen;
    }
    long versions = 0;
    long rows = 0;
    List<String> some;
    do {
      some =
          database.transaction(
              connection ->
                  Sql.query(
                      connection,
                      "SELECT fingerprint FROM client_period_version WHERE client_id = ? LIMIT "
                          + VERSIONS,
                      List.of(clientId),
                      row -> row.getString(1)));
      if (!some.isEmpty()) {
        List<String> fingerprints = some;
        rows += database.transaction(connection -> removeVersions(connection, fingerprints));
        versions += some.size();
      }
    } while (some.size() == VERSIONS);
    return new Forgotten(
        unseen.clientPeriods(), versions, rows, unseen.rejected(), null, unseen.clientsRowKept());
  }

  private static List<String> storedAccounts(Database database, String clientId) {
    return database.transaction(
        connection ->
            Sql.query(
                connection,
                """
                -- A client that left the job file had accounts too
                SELECT DISTINCT r.account_id FROM client_period_version v
                JOIN campaign_row r ON r._fingerprint = v.fingerprint
                WHERE v.client_id = ? AND r.account_id IS NOT NULL
                """,
                List.of(clientId),
                row -> row.getString(1)));
  }

  private static Forgotten unseen(
      Connection connection, Database database, Job job, String clientId, Set<String> accounts)
      throws SQLException {
    List<String> client = List.of(clientId);
    Sql.query(
        connection,
        """
        -- Whoever publishes it at this moment comes first
        SELECT period_id FROM publication WHERE client_id = ? ORDER BY period_id FOR UPDATE
        """,
        client,
        row -> row.getString(1));
    List<Long> running = RunQueries.wanting(connection, wanted -> wanted.wantsClient(clientId));
    if (!running.isEmpty()) {
      return new Forgotten(
          0,
          0,
          0,
          0,
          "run "
              + running.get(0)
              + " is in progress and would publish it again; wait for its end, or stop it",
          false);
    }
    boolean clientsRowKept = job.output().cache() != Cache.NONE && dashboards(connection, clientId);
    long published =
        Sql.query(
                connection,
                "SELECT COUNT(*) FROM publication WHERE client_id = ? AND fingerprint IS NOT NULL",
                client,
                row -> row.getLong(1))
            .get(0);
    for (String table :
        List.of(
            "publication",
            "publication_history",
            "forecast_row",
            "run_outcome",
            "audit_variance",
            "cache_entry")) {
      Sql.update(connection, "DELETE FROM " + table + " WHERE client_id = ?", client);
    }
    forgetWanted(connection, database, clientId);
    forgetCounts(connection, database, clientId, accounts);
    return new Forgotten(
        published, 0, 0, rejected(connection, clientId, accounts), null, clientsRowKept);
  }

  /** Only rows that this product added; whether {@code clients} still has one. */
  private static boolean dashboards(Connection connection, String clientId) throws SQLException {
    List<String> client = List.of(clientId);
    Sql.update(
        connection,
        """
        -- Rows of others are theirs
        DELETE FROM current_month_cache WHERE client_id = ? AND EXISTS (
            SELECT 1 FROM cache_entry e WHERE e.client_id = current_month_cache.client_id
              AND e.period_id = current_month_cache.period_id)
        """,
        client);
    boolean ours =
        Sql.update(connection, "DELETE FROM client_entry WHERE client_id = ?", client) > 0;
    boolean needed =
        !Sql.query(
                connection,
                "SELECT 1 FROM current_month_cache WHERE client_id = ?",
                client,
                row -> 1)
            .isEmpty();
    if (ours && !needed) {
      Sql.update(connection, "DELETE FROM clients WHERE id = ?", client);
    }
    return !Sql.query(connection, "SELECT 1 FROM clients WHERE id = ?", client, row -> 1).isEmpty();
  }

  /** Also those of nobody, or of two clients, whose payload names it or one of its accounts. */
  private static long rejected(Connection connection, String clientId, Set<String> accounts)
      throws SQLException {
    List<String> named = new ArrayList<>();
    named.add("%\"" + escaped(clientId) + "\"%");
    accounts.forEach(account -> named.add("%" + escaped(account) + "%"));
    List<String> parameters = new ArrayList<>(List.of(clientId));
    parameters.addAll(named);
    return Sql.update(
        connection,
        "DELETE FROM rejected_row WHERE client_id = ? OR (client_id IS NULL AND ("
            + String.join(" OR ", named.stream().map(one -> "payload LIKE ? ESCAPE '!'").toList())
            + "))",
        parameters);
  }

  private static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  /** What a run that failed did not reach names it too. */
  private static void forgetWanted(Connection connection, Database database, String clientId)
      throws SQLException {
    rewrite(
        connection,
        database,
        "wanted",
        text -> {
          var wanted = WantedText.read(text);
          return wanted.wantsClient(clientId) ? WantedText.of(wanted.without(clientId)) : null;
        });
  }

  /** Nor what of it runs could not use. */
  private static void forgetCounts(
      Connection connection, Database database, String clientId, Set<String> accounts)
      throws SQLException {
    rewrite(
        connection, database, "counts", text -> RunCountsJson.without(text, clientId, accounts));
  }

  /**
   * Rewrites a column of JSON of all runs.
   *
   * @param without the text without the client; null where it says nothing of it
   */
  private static void rewrite(
      Connection connection,
      Database database,
      String column,
      Function<String, @Nullable String> without)
      throws SQLException {
    List<List<Object>> rewritten = new ArrayList<>();
    Sql.each(
        connection,
        "SELECT run_id, " + column + " FROM run WHERE " + column + " IS NOT NULL",
        List.of(),
        row -> {
          String text = without.apply(row.getString(column));
          if (text != null) {
            rewritten.add(List.of(text, row.getLong("run_id")));
          }
        });
    for (List<Object> row : rewritten) {
      Sql.update(
          connection,
          "UPDATE run SET %s = %s WHERE run_id = ?"
              .formatted(column, database.dialect().jsonParameter()),
          row);
    }
  }

  private static long removeVersions(Connection connection, List<String> fingerprints)
      throws SQLException {
    String in = " IN (" + Sql.placeholders(fingerprints.size()) + ")";
    long rows =
        Sql.update(connection, "DELETE FROM campaign_row WHERE _fingerprint" + in, fingerprints);
    rows += Sql.update(connection, "DELETE FROM variance_row WHERE fingerprint" + in, fingerprints);
    Sql.update(
        connection, "DELETE FROM client_period_version WHERE fingerprint" + in, fingerprints);
    return rows;
  }
}

package com.campaignconversions.verification;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.conversions.content.VersionChecks;
import com.campaignconversions.database.ColumnType;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.publishing.schema.CanonicalText;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.publishing.schema.Tables;
import com.campaignconversions.publishing.schema.Tables.TableColumn;
import com.campaignconversions.publishing.versions.PublicationQueries;
import com.campaignconversions.variance.MetricJudgement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A published client period as its rows have it, each column as canonical text.
 *
 * @param fingerprint where the pointer points
 * @param content in the order of {@link Tables#VERSION_CONTENT}; null where there is no such
 *     version
 * @param catalogue a hash of that by which it was made
 * @param document the checks; null where it was made without
 * @param checks the same, read; null also where they are damaged
 * @param metrics whose columns are read: those of its checks, else of the catalogue
 * @param campaigns by id, in the order of {@link Tables#CAMPAIGN_CONTENT} and of the metrics
 * @param judgements by metric
 */
record StoredVersion(
    ClientPeriod clientPeriod,
    String fingerprint,
    @Nullable List<@Nullable String> content,
    @Nullable String catalogue,
    @Nullable String document,
    @Nullable VersionChecks checks,
    List<String> metrics,
    Map<String, List<@Nullable String>> campaigns,
    Map<String, StoredJudgement> judgements) {

  /**
   * A row of judgement.
   *
   * @param texts in the order of {@link Tables#VARIANCE_CONTENT}
   * @param judgement null where the row holds what is none
   */
  record StoredJudgement(List<@Nullable String> texts, @Nullable MetricJudgement judgement) {}

  /** The names of the columns of {@link #campaigns}. */
  List<String> campaignColumns() {
    return campaignColumns(metrics).stream().map(TableColumn::name).toList();
  }

  private static List<TableColumn> campaignColumns(List<String> metrics) {
    List<TableColumn> columns = new ArrayList<>(Tables.CAMPAIGN_CONTENT);
    metrics.forEach(metric -> columns.add(new TableColumn(metric, ColumnType.DECIMAL, false)));
    return columns;
  }

  /** How many campaigns of another version it does not have. */
  long lacking(StoredVersion other) {
    return other.campaigns().keySet().stream().filter(id -> !campaigns.containsKey(id)).count();
  }

  /** Reads it at one moment; null where nothing is published. */
  static @Nullable StoredVersion read(Database database, ClientPeriod clientPeriod) {
    List<StoredVersion> read =
        database.transaction(
            connection -> {
              // A run may publish another version while this one is read.
              connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
              return read(connection, database, clientPeriod);
            });
    return read.isEmpty() ? null : read.get(0);
  }

  private static List<StoredVersion> read(
      Connection connection, Database database, ClientPeriod clientPeriod) throws SQLException {
    List<StoredVersion> pointed =
        Sql.query(
            connection,
            """
            -- Also a pointer that points to nothing; an older table has no checks
            SELECT p.fingerprint AS pointer, v.*
            FROM publication p LEFT JOIN client_period_version v ON v.fingerprint = p.fingerprint
            WHERE p.client_id = ? AND p.period_id = ? AND p.fingerprint IS NOT NULL
            """,
            KeyCondition.key(clientPeriod),
            row -> version(row, database, clientPeriod));
    for (StoredVersion version : pointed) {
      version.readRows(connection);
    }
    return pointed;
  }

  private static StoredVersion version(ResultSet row, Database database, ClientPeriod clientPeriod)
      throws SQLException {
    boolean there = row.getString("fingerprint") != null;
    String document =
        Sql.columns(row).contains(Tables.CHECKS) ? row.getString(Tables.CHECKS) : null;
    VersionChecks checks = document == null ? null : VersionChecks.read(document);
    return new StoredVersion(
        clientPeriod,
        String.valueOf(row.getString("pointer")),
        there ? CanonicalText.of(row, Tables.VERSION_CONTENT) : null,
        there ? row.getString("catalogue") : null,
        document,
        checks,
        checks == null ? database.metricNames() : checks.metrics(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  private void readRows(Connection connection) throws SQLException {
    List<TableColumn> wanted = campaignColumns(metrics);
    List<TableColumn> there = new ArrayList<>();
    Sql.each(
        connection,
        """
        -- All of a version, whatever the catalogue calls its columns now
        SELECT r.* FROM campaign_row r WHERE r._fingerprint = ?
        """,
        List.of(fingerprint),
        row -> {
          if (there.isEmpty()) {
            Set<String> columns = Sql.columns(row);
            wanted.stream().filter(column -> columns.contains(column.name())).forEach(there::add);
          }
          List<@Nullable String> texts = CanonicalText.of(row, there);
          for (int i = 0; texts.size() < wanted.size(); i++) {
            if (!there.contains(wanted.get(i))) {
              texts.add(i, null);
            }
          }
          campaigns.put(String.valueOf(row.getString("campaign_id")), texts);
        });
    Sql.each(
        connection,
        """
        -- With what it was judged
        SELECT r.* FROM variance_row r WHERE r.fingerprint = ?
        """,
        List.of(fingerprint),
        row ->
            judgements.put(
                String.valueOf(row.getString("metric")),
                new StoredJudgement(
                    CanonicalText.ofAnyForm(row, Tables.VARIANCE_CONTENT), judgement(row))));
  }

  private static @Nullable MetricJudgement judgement(ResultSet row) throws SQLException {
    try {
      return PublicationQueries.judgement(row);
    } catch (IllegalArgumentException e) {
      // Somebody wrote a verdict that there is not.
      return null;
    }
  }
}

package com.campaignconversions.publishing.versions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.publishing.schema.Tables;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.MetricJudgement.Manufacture;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.ReferenceTotal;
import com.campaignconversions.variance.numbers.Distribution;
import com.campaignconversions.variance.numbers.SplitChances;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is visible now, for the commands and for the choice of what to run. */
public final class PublicationQueries {
  private PublicationQueries() {}

  /** The published periods of this length, by client and period; those of no other client. */
  public static Map<ClientPeriod, PublicationState> states(
      Database database, Collection<String> clientIds, Granularity granularity) {
    Map<ClientPeriod, PublicationState> states = new TreeMap<>();
    database.transaction(
        connection -> {
          states.clear();
          for (List<String> ids : Sql.chunks(new TreeSet<>(clientIds))) {
            List<Object> parameters = new ArrayList<>(ids);
            parameters.add(granularity.name());
            readStates(
                connection,
                "p.client_id IN (%s) AND p.granularity = ?".formatted(Sql.placeholders(ids.size())),
                parameters,
                states);
          }
          return states;
        });
    return states;
  }

  /** What is published of these client periods. */
  public static Map<ClientPeriod, PublicationState> states(
      Database database, Collection<ClientPeriod> clientPeriods) {
    Map<ClientPeriod, PublicationState> states = new TreeMap<>();
    database.transaction(
        connection -> {
          states.clear();
          for (List<ClientPeriod> chunk : Sql.chunks(new TreeSet<>(clientPeriods))) {
            KeyCondition chosen = KeyCondition.ofTable("p", chunk);
            readStates(connection, chosen.sql(), chosen.parameters(), states);
          }
          return states;
        });
    return states;
  }

  private static void readStates(
      Connection connection,
      String condition,
      List<?> parameters,
      Map<ClientPeriod, PublicationState> states)
      throws SQLException {
    Sql.each(
        connection,
        """
        -- What is visible, without its campaigns
        SELECT p.client_id, p.period_id, p.fingerprint, p.run_id, p.published_at, p.checked_at,
               v.campaigns, v.spend, p.first_day, p.last_day, p.days_covered, p.trusted, p.final
        FROM publication p JOIN client_period_version v ON v.fingerprint = p.fingerprint
        WHERE %s
        """
            .formatted(condition),
        parameters,
        row -> states.put(KeyCondition.clientPeriod(row), state(row)));
  }

  private static PublicationState state(ResultSet row) throws SQLException {
    return new PublicationState(
        row.getString("fingerprint"),
        row.getLong("run_id"),
        Objects.requireNonNull(Sql.instant(row, "published_at")),
        Objects.requireNonNull(Sql.instant(row, "checked_at")),
        row.getLong("campaigns"),
        row.getBigDecimal("spend"),
        row.getObject("first_day", java.time.LocalDate.class),
        row.getObject("last_day", java.time.LocalDate.class),
        row.getLong("days_covered"),
        row.getBoolean("trusted"),
        row.getBoolean("final"));
  }

  /**
   * For which clients an ad account is published: by its id, as their latest periods have it, of
   * whatever job.
   */
  public static Map<String, Set<String>> clientsByAccount(Database database) {
    Map<String, Set<String>> clients = new TreeMap<>();
    database.transaction(
        connection -> {
          clients.clear();
          Sql.each(
              connection,
              """
              -- A latest period of each client is enough: campaigns of all of them are many
              SELECT DISTINCT r.account_id, p.client_id
              FROM publication p
              JOIN (SELECT client_id, MAX(last_day) AS last_day FROM publication GROUP BY client_id)
                latest ON latest.client_id = p.client_id AND latest.last_day = p.last_day
              JOIN campaign_row r ON r.%s = p.fingerprint
              WHERE r.account_id IS NOT NULL
              """
                  .formatted(Tables.FINGERPRINT),
              List.of(),
              row ->
                  clients
                      .computeIfAbsent(row.getString(1), none -> new TreeSet<>())
                      .add(row.getString(2)));
          return clients;
        });
    return clients;
  }

  /** The published judgements of these client periods, in the order of the catalogue. */
  public static Map<ClientPeriod, List<MetricJudgement>> judgements(
      Database database, Collection<ClientPeriod> clientPeriods) {
    Map<ClientPeriod, List<MetricJudgement>> judgements = new TreeMap<>();
    database.transaction(
        connection -> {
          judgements.clear();
          for (List<ClientPeriod> chunk : Sql.chunks(new TreeSet<>(clientPeriods))) {
            KeyCondition chosen = KeyCondition.ofTable("p", chunk);
            Sql.query(
                connection,
                """
                -- With what was judged, not only the verdict
                SELECT p.client_id, p.period_id, r.*
                FROM publication p JOIN variance_row r ON r.fingerprint = p.fingerprint
                WHERE %s
                """
                    .formatted(chosen.sql()),
                chosen.parameters(),
                row ->
                    judgements
                        .computeIfAbsent(KeyCondition.clientPeriod(row), key -> new ArrayList<>())
                        .add(judgement(row)));
          }
          return judgements;
        });
    Map<String, Integer> order = new HashMap<>();
    database.metricNames().forEach(metric -> order.put(metric, order.size()));
    judgements
        .values()
        .forEach(
            list ->
                list.sort(
                    java.util.Comparator.comparing(
                            (MetricJudgement judgement) ->
                                order.getOrDefault(judgement.metric(), Integer.MAX_VALUE))
                        .thenComparing(MetricJudgement::metric)));
    return judgements;
  }

  public static MetricJudgement judgement(ResultSet row) throws SQLException {
    double pValue = row.getDouble("p_value");
    Double p = row.wasNull() ? null : Double.valueOf(pValue);
    int divisor = row.getInt("common_divisor");
    Integer commonDivisor = row.wasNull() ? null : Integer.valueOf(divisor);
    // Tables of an earlier form have none.
    BigDecimal reference =
        Sql.has(row, "reference_total") ? row.getBigDecimal("reference_total") : null;
    return new MetricJudgement(
            row.getString("metric"),
            new Distribution(
                row.getLong("campaigns"),
                row.getLong("reporting_campaigns"),
                row.getLong("distinct_values"),
                row.getBigDecimal("total"),
                row.getBigDecimal("min_value"),
                row.getBigDecimal("max_value"),
                row.getBigDecimal("mean"),
                row.getBigDecimal("stddev")),
            Verdict.valueOf(row.getString("verdict")),
            row.getString("evidence"),
            new Manufacture(row.getString("allocation_key"), p, commonDivisor, SplitChances.NONE),
            row.getBigDecimal("account_total"),
            Reconciliation.valueOf(row.getString("reconciliation")),
            row.getBoolean("trusted"))
        .referring(
            reference == null
                ? null
                : new ReferenceTotal(
                    reference, Reconciliation.valueOf(row.getString("reference_reconciliation"))));
  }

  /** Some published campaigns of a client period, those that spent most first. */
  public static List<CampaignSample> sample(
      Database database, ClientPeriod clientPeriod, String metric, int limit) {
    return database.transaction(
        connection -> sample(database, connection, clientPeriod, metric, limit));
  }

  private static List<CampaignSample> sample(
      Database database, Connection connection, ClientPeriod clientPeriod, String metric, int limit)
      throws SQLException {
    if (!database.metricNames().contains(metric)) {
      throw new IllegalArgumentException("no metric of the catalogue: " + metric);
    }
    return Sql.query(
        connection,
        """
        -- The largest campaigns are those that a person knows
        SELECT r.campaign_id, r.campaign_name, r.spend, r.impressions, r.clicks, r.%s AS v
        FROM publication p JOIN campaign_row r ON r._fingerprint = p.fingerprint
        WHERE p.client_id = ? AND p.period_id = ?
        ORDER BY CASE WHEN r.spend IS NULL THEN 1 ELSE 0 END, r.spend DESC, r.campaign_id
        LIMIT %d
        """
            .formatted(database.column(metric), limit),
        KeyCondition.key(clientPeriod),
        row ->
            new CampaignSample(
                row.getString("campaign_id"),
                row.getString("campaign_name"),
                row.getBigDecimal(CampaignColumns.SPEND),
                Sql.count(row, CampaignColumns.IMPRESSIONS),
                Sql.count(row, CampaignColumns.CLICKS),
                row.getBigDecimal("v")));
  }
}

package com.campaignconversions.publishing.forecasts;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.forecast.Forecast;
import com.campaignconversions.forecast.Settling;
import com.campaignconversions.forecast.Settling.Seen;
import com.campaignconversions.publishing.schema.KeyCondition;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How the final periods of clients settled, by the versions of them that are kept. */
public final class SettlingHistory {
  private SettlingHistory() {}

  /** One metric of one client. */
  public record MetricSettling(Client client, String metric, Settling.Usual usual) {}

  /** A version as it became visible. */
  private record Version(Instant readAt, String fingerprint) {}

  private record Final(String fingerprint, List<Version> versions) {}

  /**
   * Reads it, a client at a time.
   *
   * @param periods only these; null for the newest final ones
   */
  public static List<MetricSettling> of(
      Database database,
      List<Client> clients,
      Granularity granularity,
      @Nullable Collection<Period> periods) {
    List<MetricSettling> settlings = new ArrayList<>();
    for (Client client : clients) {
      Map<String, List<Settling>> byMetric =
          database.transaction(connection -> of(connection, client, granularity, periods));
      byMetric.forEach(
          (metric, some) ->
              settlings.add(new MetricSettling(client, metric, Settling.usual(some))));
    }
    return settlings;
  }

  private static Map<String, List<Settling>> of(
      Connection connection,
      Client client,
      Granularity granularity,
      @Nullable Collection<Period> periods)
      throws SQLException {
    Map<ClientPeriod, Final> finals = finals(connection, client.id(), granularity, periods);
    TreeSet<String> fingerprints = new TreeSet<>();
    for (Final one : finals.values()) {
      fingerprints.add(one.fingerprint());
      one.versions().forEach(version -> fingerprints.add(version.fingerprint()));
    }
    Map<String, Map<String, BigDecimal>> totals = totals(connection, fingerprints);
    Map<String, List<Settling>> byMetric = new TreeMap<>();
    finals.forEach(
        (clientPeriod, one) ->
            totals
                .getOrDefault(one.fingerprint(), Map.of())
                .forEach(
                    (metric, last) -> {
                      Settling settling =
                          Settling.of(seen(client, clientPeriod, one, totals, metric), last);
                      if (settling != null) {
                        byMetric.computeIfAbsent(metric, none -> new ArrayList<>()).add(settling);
                      }
                    }));
    return byMetric;
  }

  private static List<Seen> seen(
      Client client,
      ClientPeriod clientPeriod,
      Final one,
      Map<String, Map<String, BigDecimal>> totals,
      String metric) {
    List<Seen> seen = new ArrayList<>();
    for (Version version : one.versions()) {
      BigDecimal total = totals.getOrDefault(version.fingerprint(), Map.of()).get(metric);
      if (total != null) {
        LocalDate read = LocalDate.ofInstant(version.readAt(), client.timezone());
        seen.add(new Seen(ChronoUnit.DAYS.between(clientPeriod.period().end(), read), total));
      }
    }
    return seen;
  }

  private static Map<ClientPeriod, Final> finals(
      Connection connection,
      String clientId,
      Granularity granularity,
      @Nullable Collection<Period> periods)
      throws SQLException {
    Map<ClientPeriod, Final> finals = new TreeMap<>();
    Sql.each(
        connection,
        """
        -- The newest: how a client's conversions settled years ago says little
        SELECT client_id, period_id, fingerprint FROM publication
        WHERE client_id = ? AND granularity = ? AND final = TRUE AND fingerprint IS NOT NULL
        ORDER BY period_id DESC%s
        """
            .formatted(periods == null ? " LIMIT " + Forecast.MOST : ""),
        List.of(clientId, granularity.name()),
        row -> {
          ClientPeriod clientPeriod = KeyCondition.clientPeriod(row);
          if (periods == null || periods.contains(clientPeriod.period())) {
            finals.put(clientPeriod, new Final(row.getString("fingerprint"), new ArrayList<>()));
          }
        });
    for (List<ClientPeriod> some : Sql.chunks(finals.keySet())) {
      KeyCondition chosen = KeyCondition.ofTable("h", some);
      Sql.each(
          connection,
          """
          -- What another catalogue counted did not move
          SELECT h.client_id, h.period_id, h.fingerprint, COALESCE(r.started, h.published_at) AS at
          FROM publication_history h
          JOIN publication p ON p.client_id = h.client_id AND p.period_id = h.period_id
            AND p.catalogue = h.catalogue
          LEFT JOIN run r ON r.run_id = h.run_id
          WHERE %s AND h.event IS NULL
          ORDER BY h.run_id
          """
              .formatted(chosen.sql()),
          chosen.parameters(),
          row ->
              Objects.requireNonNull(finals.get(KeyCondition.clientPeriod(row)))
                  .versions()
                  .add(
                      new Version(
                          Objects.requireNonNull(Sql.instant(row, "at")),
                          row.getString("fingerprint"))));
    }
    return finals;
  }

  private static Map<String, Map<String, BigDecimal>> totals(
      Connection connection, Collection<String> fingerprints) throws SQLException {
    Map<String, Map<String, BigDecimal>> totals = new HashMap<>();
    for (List<String> some : Sql.chunks(fingerprints)) {
      Sql.each(
          connection,
          """
          -- Of versions that are not pruned
          SELECT fingerprint, metric, total FROM variance_row
          WHERE fingerprint IN (%s) AND total IS NOT NULL
          """
              .formatted(Sql.placeholders(some.size())),
          some,
          row ->
              totals
                  .computeIfAbsent(row.getString("fingerprint"), none -> new HashMap<>())
                  .put(row.getString("metric"), row.getBigDecimal("total")));
    }
    return totals;
  }
}

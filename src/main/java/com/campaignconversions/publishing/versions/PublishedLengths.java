package com.campaignconversions.publishing.versions;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.reconciliation.OtherPeriods.Published;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Months, weeks and days that are published of the same client: their totals alone. */
final class PublishedLengths {
  private PublishedLengths() {}

  /**
   * What is final, trusted and counted by this catalogue, and shares a day with a time; nothing of
   * clients that have periods of the job's own length only.
   */
  static Map<String, List<Published>> of(
      Database database,
      Granularity own,
      String catalogue,
      Set<String> clientIds,
      LocalDate from,
      LocalDate to) {
    Map<ClientPeriod, Published> found = new TreeMap<>();
    database.transaction(
        connection -> {
          found.clear();
          for (List<String> ids : Sql.chunks(new TreeSet<>(clientIds))) {
            List<Object> parameters = new ArrayList<>(List.of(own.name(), catalogue, from, to));
            read(connection, "<>", ids, parameters, found);
          }
          Set<String> ofOthers = new TreeSet<>();
          found.keySet().forEach(one -> ofOthers.add(one.clientId()));
          for (List<String> ids : Sql.chunks(ofOthers)) {
            List<Object> parameters = new ArrayList<>(List.of(own.name(), catalogue, from, to));
            read(connection, "=", ids, parameters, found);
          }
          return found;
        });
    Map<String, List<Published>> byClient = new HashMap<>();
    found.forEach(
        (clientPeriod, one) ->
            byClient
                .computeIfAbsent(clientPeriod.clientId(), client -> new ArrayList<>())
                .add(one));
    return byClient;
  }

  private static void read(
      Connection connection,
      String length,
      List<String> ids,
      List<Object> parameters,
      Map<ClientPeriod, Published> found)
      throws SQLException {
    parameters.addAll(ids);
    Sql.each(
        connection,
        """
        -- What a month and its weeks have must agree
        SELECT p.client_id, p.period_id, p.fingerprint, r.metric, r.total
        FROM publication p
        JOIN client_period_version v ON v.fingerprint = p.fingerprint
        JOIN variance_row r ON r.fingerprint = p.fingerprint
        WHERE p.granularity %s ? AND p.catalogue = ? AND v.period_end >= ? AND v.period_start <= ?
          AND p.trusted AND p.final AND r.total IS NOT NULL AND p.client_id IN (%s)
        """
            .formatted(length, Sql.placeholders(ids.size())),
        parameters,
        row -> {
          ClientPeriod clientPeriod = KeyCondition.clientPeriod(row);
          String fingerprint = row.getString("fingerprint");
          found
              .computeIfAbsent(
                  clientPeriod,
                  none ->
                      new Published(
                          clientPeriod.period(),
                          fingerprint,
                          new HashMap<String, BigDecimal>(),
                          Set.of()))
              .totals()
              .put(row.getString("metric"), row.getBigDecimal("total"));
        });
  }

  /** From what the campaigns of these versions were taken. */
  static Set<String> sources(Database database, Collection<String> fingerprints) {
    Set<String> sources = new TreeSet<>();
    database.transaction(
        connection -> {
          for (List<String> some : Sql.chunks(new TreeSet<>(fingerprints))) {
            sources.addAll(
                Sql.query(
                    connection,
                    """
                    -- The first action type of a list may be missing in a shorter time
                    SELECT DISTINCT r.sources FROM campaign_row r
                    WHERE r._fingerprint IN (%s) AND r.sources IS NOT NULL
                    """
                        .formatted(Sql.placeholders(some.size())),
                    some,
                    row -> row.getString(1)));
          }
          return sources;
        });
    return sources;
  }
}

package com.campaignconversions.htmlreport;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.publishing.schema.KeyCondition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Rows of a client period that could not be used, for one reason.
 *
 * @param reason a documented code
 * @param source of the first of them, in the order of names
 */
record RejectedRows(String reason, long rows, String source) {

  /** Of these client periods; none of those that have none. */
  static Map<ClientPeriod, List<RejectedRows>> of(
      Database database, Collection<ClientPeriod> clientPeriods) {
    Map<ClientPeriod, List<RejectedRows>> rejected = new TreeMap<>();
    database.transaction(
        connection -> {
          rejected.clear();
          for (List<ClientPeriod> some : Sql.chunks(new TreeSet<>(clientPeriods))) {
            KeyCondition chosen = KeyCondition.of(some);
            Sql.each(
                connection,
                """
                -- How many there are, and where to look for the first
                SELECT client_id, period_id, reason, COUNT(*) AS rejected, MIN(source) AS first_one
                FROM rejected_row WHERE %s
                GROUP BY client_id, period_id, reason
                ORDER BY client_id, period_id, rejected DESC, reason
                """
                    .formatted(chosen.sql()),
                chosen.parameters(),
                row ->
                    rejected
                        .computeIfAbsent(KeyCondition.clientPeriod(row), none -> new ArrayList<>())
                        .add(
                            new RejectedRows(
                                row.getString("reason"),
                                row.getLong("rejected"),
                                row.getString("first_one"))));
          }
          return rejected;
        });
    return rejected;
  }
}

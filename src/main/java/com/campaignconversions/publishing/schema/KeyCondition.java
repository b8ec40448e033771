package com.campaignconversions.publishing.schema;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.clients.Period;
import com.campaignconversions.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * The rows of some client periods, as a condition of SQL. A list of pairs alone sends some
 * databases through the whole table, once for every pair; for the list of clients beside it all
 * find an index.
 */
public record KeyCondition(String sql, List<String> parameters) {

  /** On the columns client_id and period_id of the only table of a statement. */
  public static KeyCondition of(Collection<ClientPeriod> clientPeriods) {
    return of("", clientPeriods);
  }

  /** On the columns of the table with that alias. */
  public static KeyCondition ofTable(String alias, Collection<ClientPeriod> clientPeriods) {
    return of(alias + ".", clientPeriods);
  }

  private static KeyCondition of(String prefix, Collection<ClientPeriod> clientPeriods) {
    List<String> clientIds = clientPeriods.stream().map(ClientPeriod::clientId).distinct().toList();
    List<String> parameters = new ArrayList<>(clientIds);
    clientPeriods.forEach(clientPeriod -> parameters.addAll(key(clientPeriod)));
    return new KeyCondition(
        "%1$sclient_id IN (%2$s) AND (%1$sclient_id, %1$speriod_id) IN (%3$s)"
            .formatted(
                prefix,
                Sql.placeholders(clientIds.size()),
                String.join(", ", Collections.nCopies(clientPeriods.size(), "(?, ?)"))),
        parameters);
  }

  /** The values of the columns client_id and period_id. */
  public static List<String> key(ClientPeriod clientPeriod) {
    return List.of(clientPeriod.clientId(), clientPeriod.period().id());
  }

  /** From the columns client_id and period_id. */
  public static ClientPeriod clientPeriod(ResultSet row) throws SQLException {
    return new ClientPeriod(row.getString("client_id"), Period.parse(row.getString("period_id")));
  }
}

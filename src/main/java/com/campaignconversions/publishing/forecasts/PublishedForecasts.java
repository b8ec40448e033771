package com.campaignconversions.publishing.forecasts;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.database.Database;
import com.campaignconversions.database.Sql;
import com.campaignconversions.forecast.Forecast;
import com.campaignconversions.publishing.schema.KeyCondition;
import com.campaignconversions.publishing.schema.Schema;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The forecasts that readers see. */
public final class PublishedForecasts {
  private PublishedForecasts() {}

  /**
   * Of provisional client periods, by metric.
   *
   * @return those of which there are any; none where no run has made the table yet
   */
  public static Map<ClientPeriod, Map<String, Forecast>> of(
      Database database, Collection<ClientPeriod> provisional) {
    if (provisional.isEmpty() || !Schema.has(database, "forecast_row")) {
      return Map.of();
    }
    Map<ClientPeriod, Map<String, Forecast>> forecasts = new TreeMap<>();
    database.transaction(
        connection -> {
          forecasts.clear();
          for (List<ClientPeriod> some : Sql.chunks(new TreeSet<>(provisional))) {
            KeyCondition chosen = KeyCondition.ofTable("f", some);
            Sql.each(
                connection,
                "SELECT f.* FROM conversion_forecast f WHERE " + chosen.sql(),
                chosen.parameters(),
                row ->
                    forecasts
                        .computeIfAbsent(KeyCondition.clientPeriod(row), none -> new HashMap<>())
                        .put(
                            row.getString("metric"),
                            new Forecast(
                                row.getBigDecimal("value"),
                                row.getBigDecimal("expected"),
                                row.getBigDecimal("low"),
                                row.getBigDecimal("high"),
                                row.getInt("based_on"))));
          }
          return forecasts;
        });
    return forecasts;
  }
}

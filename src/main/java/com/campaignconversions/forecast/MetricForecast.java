package com.campaignconversions.forecast;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where one metric of a client period will end. */
public record MetricForecast(String metric, Forecast forecast) implements Serializable {

  /**
   * Of each count of which enough is known.
   *
   * @param values so far, by metric
   * @param comparable the newest first; those of other clients serve where its own are too few
   */
  public static List<MetricForecast> of(
      String clientId,
      Map<String, BigDecimal> values,
      Basis basis,
      List<ComparablePeriod> comparable) {
    List<MetricForecast> forecasts = new ArrayList<>();
    values.forEach(
        (metric, value) -> {
          List<EarlierTotal> own = new ArrayList<>();
          List<EarlierTotal> others = new ArrayList<>();
          for (ComparablePeriod period : comparable) {
            if (period.isComparable(metric, basis)) {
              (period.clientPeriod().clientId().equals(clientId) ? own : others)
                  .add(Objects.requireNonNull(period.totals().get(metric)));
            }
          }
          Forecast forecast = Forecast.of(value, Forecast.basis(own, others));
          if (forecast != null) {
            forecasts.add(new MetricForecast(metric, forecast));
          }
        });
    return forecasts;
  }
}

package com.campaignconversions.results.runs;

import com.campaignconversions.clients.Period;
import com.campaignconversions.forecast.Forecast;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.Screen.Item;
import com.campaignconversions.variance.MetricJudgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where provisional client periods will end, a line each. */
public final class ForecastLines {
  private static final int MOST = 6;
  private static final int MOST_METRICS = 3;

  private ForecastLines() {}

  /** Prints those that may still move; nothing where there are none. */
  static void print(Screen screen, List<ClientPeriodResult> clientPeriods) {
    List<Item> items = new ArrayList<>();
    for (ClientPeriodResult result : clientPeriods) {
      List<String> told = new ArrayList<>();
      for (String metric : metrics(result)) {
        Forecast forecast = result.forecasts().get(metric);
        if (forecast != null && moves(forecast)) {
          told.add(metric + " " + sentence(result, forecast));
        }
      }
      if (!told.isEmpty()) {
        int most = screen.all() ? told.size() : Math.min(MOST_METRICS, told.size());
        items.add(
            new Item(
                "NOT FINAL",
                "%s %s: %s%s."
                    .formatted(
                        result.whose(),
                        result.clientPeriod().period(),
                        String.join("; ", told.subList(0, most)),
                        most == told.size()
                            ? ""
                            : " (and "
                                + Wording.counted(told.size() - (long) most, "metric")
                                + ")")));
      }
    }
    if (items.isEmpty()) {
      return;
    }
    screen.emptyLine();
    int most = screen.all() ? items.size() : Math.min(MOST, items.size());
    screen.list(items.subList(0, most));
    if (most < items.size()) {
      screen.say(
          Wording.counted(items.size() - (long) most, "more client period")
              + " will move: --all lists them, conversion_forecast has them.");
    }
  }

  /** In the order of the catalogue, where its judgements are there. */
  private static List<String> metrics(ClientPeriodResult result) {
    return result.judgements().isEmpty()
        ? result.forecasts().keySet().stream().sorted().toList()
        : result.judgements().stream().map(MetricJudgement::metric).toList();
  }

  /** Whether it is not as good as final. */
  public static boolean moves(@Nullable Forecast forecast) {
    return forecast != null
        && (forecast.low().compareTo(forecast.value()) != 0
            || forecast.high().compareTo(forecast.value()) != 0);
  }

  private static String sentence(ClientPeriodResult result, Forecast forecast) {
    return sentence(result.clientPeriod().period(), forecast);
  }

  /** {@code 42 so far, months like this end at 45 to 51}. */
  public static String sentence(Period period, Forecast forecast) {
    return "%s so far, %ss like this end at %s"
        .formatted(
            Wording.number(forecast.value()),
            period.granularity().name().toLowerCase(Locale.ROOT),
            range(forecast));
  }

  /** {@code 45 to 51}. */
  public static String range(Forecast forecast) {
    String low = Wording.number(forecast.low());
    String high = Wording.number(forecast.high());
    return low.equals(high) ? low : low + " to " + high;
  }
}

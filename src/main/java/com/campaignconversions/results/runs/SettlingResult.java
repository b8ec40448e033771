package com.campaignconversions.results.runs;

import static com.campaignconversions.results.Screen.left;

import com.campaignconversions.job.Job;
import com.campaignconversions.publishing.forecasts.SettlingHistory.MetricSettling;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.Column;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which clients and metrics move most after a period's end, and by when one can be called final.
 *
 * @param settlings what moves most first
 */
public record SettlingResult(Job job, List<MetricSettling> settlings, int limit)
    implements CommandResult {
  public SettlingResult {
    settlings =
        settlings.stream()
            .sorted(
                Comparator.comparing((MetricSettling one) -> one.usual().medianPercent())
                    .thenComparing(one -> one.usual().worstPercent())
                    .thenComparing(one -> one.usual().worstDays())
                    .reversed()
                    .thenComparing(one -> one.client().id())
                    .thenComparing(MetricSettling::metric))
            .toList();
  }

  @Override
  public int exitCode() {
    return 0;
  }

  @Override
  public void writeTo(ObjectNode json) {
    json.put("exit_code", 0);
    ArrayNode array = json.putArray("report");
    for (MetricSettling one : settlings) {
      array
          .addObject()
          .put("client", one.client().id())
          .put("name", one.client().name())
          .put("metric", one.metric())
          .put("periods", one.usual().periods())
          .put("moved_percent_median", Decimals.text(one.usual().medianPercent()))
          .put("moved_percent_worst", Decimals.text(one.usual().worstPercent()))
          .put("settled_days_median", one.usual().medianDays())
          .put("settled_days_worst", one.usual().worstDays());
    }
  }

  @Override
  public void print(Screen screen) {
    if (settlings.isEmpty()) {
      screen.say(
          "Nothing can be told yet: it takes a final period of which an earlier version, read"
              + " within a week after its end, is kept.");
      return;
    }
    MetricSettling most = settlings.get(0);
    String period = job.granularity().name().toLowerCase(Locale.ROOT);
    screen.say(
        "%s of %s moves most after the end of a %s: by %s %% in the median of %s, at worst by %s %%."
            .formatted(
                most.metric(),
                most.client().name(),
                period,
                Wording.number(most.usual().medianPercent()),
                Wording.counted(most.usual().periods(), period),
                Wording.number(most.usual().worstPercent())));
    MetricSettling last =
        settlings.stream()
            .max(Comparator.comparingLong(one -> one.usual().worstDays()))
            .orElse(most);
    screen.say(
        "A %s can be called final, to 1 %%, %s after its end at the latest (%s of %s)."
            .formatted(
                period,
                Wording.counted(last.usual().worstDays(), "day"),
                last.metric(),
                last.client().name()));
    screen.emptyLine();
    List<MetricSettling> shown =
        screen.all() ? settlings : settlings.subList(0, Math.min(limit, settlings.size()));
    boolean fits =
        screen.table(
            shown,
            List.of(
                left("client").with(one -> one.client().id()),
                left("metric").with(MetricSettling::metric),
                new Column().header(period + "s").with(one -> "" + one.usual().periods()),
                new Column()
                    .header("moved, %")
                    .with(one -> Wording.number(one.usual().medianPercent())),
                new Column()
                    .header("at worst, %")
                    .with(one -> Wording.number(one.usual().worstPercent())),
                new Column()
                    .header("settled, days")
                    .with(one -> Wording.count(one.usual().medianDays())),
                new Column()
                    .header("at worst, days")
                    .with(one -> Wording.count(one.usual().worstDays()))));
    if (!fits) {
      screen.say("The table would not fit: --all prints it.");
    } else if (shown.size() < settlings.size()) {
      screen.say(
          Wording.counted(settlings.size() - (long) shown.size(), "more metric")
              + ": --all lists them.");
    }
  }
}

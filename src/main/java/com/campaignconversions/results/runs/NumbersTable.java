package com.campaignconversions.results.runs;

import static com.campaignconversions.results.Screen.left;

import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.Metric.Unit;
import com.campaignconversions.publishing.versions.PublicationState;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.Screen;
import com.campaignconversions.variance.numbers.Verdict;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The totals of client periods, a line each, with as many metrics as fit. */
final class NumbersTable {
  /** More client periods than this are told in lines, not in a table. */
  static final int MOST = 40;

  private static final int WIDEST_METRIC = 14;

  private final Job job;
  private final List<ClientPeriodResult> clientPeriods;

  /** What stands in a line besides metrics, if so many of them fit as well. */
  private enum Shape {
    NAMES(3),
    IDS(2),
    /** Without campaigns and spend. */
    SHORT(1);

    private final int fewestMetrics;

    Shape(int fewestMetrics) {
      this.fewestMetrics = fewestMetrics;
    }
  }

  NumbersTable(Job job, List<ClientPeriodResult> clientPeriods) {
    this.job = job;
    this.clientPeriods = clientPeriods;
  }

  /** Prints it where it fits, at least with the first metric. */
  void print(Screen screen) {
    if (clientPeriods.isEmpty()) {
      return;
    }
    if (!screen.all() && clientPeriods.size() > MOST) {
      screen.say("--all prints a line for each client period.");
      return;
    }
    int all = job.catalogue().size();
    for (Shape shape : Shape.values()) {
      int metrics = screen.all() ? all : Math.min(all, shape.fewestMetrics);
      if (fits(screen, metrics, shape)) {
        // From few to many: a catalogue may have hundreds, and a screen has room for ten.
        while (metrics < all && fits(screen, metrics + 1, shape)) {
          metrics++;
        }
        screen.table(clientPeriods, columns(metrics, shape, screen.all()));
        if (metrics < all) {
          screen.say(Wording.counted(all - metrics, "more metric") + ": --all prints them.");
        }
        return;
      }
    }
    screen.say("The table of numbers would not fit: --all prints it.");
  }

  private boolean fits(Screen screen, int metrics, Shape shape) {
    return screen.fits(clientPeriods, columns(metrics, shape, screen.all()));
  }

  private List<ColumnData<ClientPeriodResult>> columns(int metrics, Shape shape, boolean whole) {
    List<ColumnData<ClientPeriodResult>> columns = new ArrayList<>();
    columns.add(
        left("client")
            .with(one -> shape == Shape.NAMES ? one.whose() : one.clientPeriod().clientId()));
    columns.add(left("period").with(one -> one.clientPeriod().period().id()));
    if (whole) {
      columns.add(left("outcome").with(NumbersTable::outcome));
      columns.add(left("state").with(NumbersTable::state));
    }
    if (shape != Shape.SHORT) {
      columns.add(
          new Column().header("campaigns").with(one -> published(one) ? campaigns(one) : ""));
      columns.add(new Column().header("spend").with(NumbersTable::spend));
    }
    for (Metric metric : job.catalogue().subList(0, metrics)) {
      columns.add(
          new Column()
              .header(metric.name().replace('_', ' '))
              .maxWidth(WIDEST_METRIC)
              .with(one -> total(one, metric)));
    }
    columns.add(left("verdict").maxWidth(29).with(NumbersTable::verdict));
    return columns;
  }

  private static boolean published(ClientPeriodResult result) {
    return result.publication() != null;
  }

  private static String outcome(ClientPeriodResult result) {
    return result.outcome() == null
        ? ""
        : result.outcome().outcome().name().toLowerCase(Locale.ROOT);
  }

  /** Whether Meta may still change it. */
  private static String state(ClientPeriodResult result) {
    PublicationState publication = result.publication();
    return publication == null ? "" : publication.isFinal() ? "final" : "provisional";
  }

  private static String campaigns(ClientPeriodResult result) {
    PublicationState publication = result.publication();
    return publication == null ? "" : Wording.count(publication.campaigns());
  }

  private static String spend(ClientPeriodResult result) {
    PublicationState publication = result.publication();
    return publication == null ? "" : Wording.money(publication.spend(), result.currency());
  }

  private static String total(ClientPeriodResult result, Metric metric) {
    return result.judgements().stream()
        .filter(judgement -> judgement.metric().equals(metric.name()))
        .findFirst()
        .map(
            judgement ->
                metric.unit() == Unit.MONEY
                    ? Wording.money(judgement.total(), null)
                    : Wording.number(judgement.total()))
        .orElse("");
  }

  /** What is against them; where nothing is, what speaks most for them. */
  private static String verdict(ClientPeriodResult result) {
    if (!published(result)) {
      return outcome(result);
    }
    List<String> doubts =
        result.judgements().stream()
            .filter(judgement -> !judgement.trusted())
            .map(Advice::words)
            .distinct()
            .toList();
    if (Boolean.FALSE.equals(result.trusted())) {
      return "NOT TRUSTED" + (doubts.isEmpty() ? "" : ": " + String.join(", ", doubts));
    }
    return result.judgements().stream()
        .map(
            judgement ->
                judgement.isOfVerdict()
                    ? Advice.words(judgement) + " (accepted)"
                    : Advice.words(judgement))
        .min(Comparator.comparingInt(NumbersTable::saysLittle))
        .orElse("");
  }

  private static int saysLittle(String words) {
    return words.endsWith("(accepted)") ? 0 : words.equals(Advice.words(Verdict.VARIANCE)) ? 1 : 2;
  }
}

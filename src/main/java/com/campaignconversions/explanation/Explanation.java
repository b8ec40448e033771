package com.campaignconversions.explanation;

import com.campaignconversions.conversions.metrics.ListedType;
import com.campaignconversions.explanation.ExplainedRow.Entry;
import com.campaignconversions.forecast.Forecast;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.publishing.versions.PublishedNumber;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.Screen.Item;
import com.campaignconversions.results.runs.Advice;
import com.campaignconversions.results.runs.ClientPeriodResult;
import com.campaignconversions.results.runs.ForecastLines;
import com.campaignconversions.variance.MetricJudgement;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a published number comes from.
 *
 * @param listed what it could have been taken from; empty where the campaign did not come out
 * @param rows in the order in which they were read
 * @param rowsLeftOut how many more the campaign has, which are part of the sum where they count
 * @param rejected how many rows of the client period cannot be used and are of another campaign, or
 *     of none that can be read
 * @param usable how many rows of the campaign were read and can be used
 * @param sum of the entries that count; null where the number is unknown
 * @param there whether the campaign came out of the sources
 * @param now what the sources say; null where unknown
 * @param agrees whether that is what is published
 * @param changed why not, as a sentence; null where it does
 * @param forecast where the metric will end in all campaigns; null where it is final or unknown
 * @param reason what is told of the client period; null where nothing is
 */
public record Explanation(
    PublishedNumber number,
    Metric metric,
    List<ListedType> listed,
    List<ExplainedRow> rows,
    long rowsLeftOut,
    long rejected,
    long usable,
    @Nullable BigDecimal sum,
    boolean there,
    @Nullable BigDecimal now,
    boolean agrees,
    @Nullable String changed,
    @Nullable Forecast forecast,
    @Nullable String reason)
    implements CommandResult {
  private static final int MOST_ROWS_SHOWN = 40;
  private static final int FEW_ROWS = 3;

  public Explanation {
    listed = List.copyOf(listed);
    rows = List.copyOf(rows);
  }

  @Override
  public int exitCode() {
    return (agrees ? ExitCode.OK : ExitCode.NOT_TRUSTED).number();
  }

  /** The types that the published value was taken from, as far as it is known. */
  private List<String> taken() {
    if (agrees) {
      return takenNow();
    }
    String taken = number.taken();
    if (taken == null) {
      return List.of();
    }
    boolean listedSo = metric.firstOf().stream().anyMatch(choice -> choice.types().contains(taken));
    return listedSo ? List.of(taken) : List.of(taken.split("\\+"));
  }

  /** Whether the sources have the published number from other types than it was taken from. */
  private boolean takenOtherwise() {
    if (number.taken() == null) {
      return !agrees && !takenNow().isEmpty();
    }
    return !ActionTypes.caseFolded(number.taken())
        .equals(ActionTypes.caseFolded(String.join("+", takenNow())));
  }

  /** The types that what the sources say is the sum of; of a group those that have something. */
  private List<String> takenNow() {
    List<ListedType> taken = listed.stream().filter(ListedType::taken).toList();
    List<ListedType> positive = taken.stream().filter(one -> one.sum().signum() > 0).toList();
    return (positive.isEmpty() ? taken : positive)
        .stream().map(ListedType::type).collect(Collectors.toList());
  }

  private List<ListedType> ignored() {
    return listed.stream().filter(one -> !one.taken() || !takenNow().contains(one.type())).toList();
  }

  /** What the mistake of adding all names of an event up would give; null where it is none. */
  private @Nullable BigDecimal wouldHaveBeen() {
    BigDecimal added =
        listed.stream()
            .filter(ListedType::ofGoal)
            .map(ListedType::sum)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return now == null || added.compareTo(now) == 0 ? null : added;
  }

  /** Why it is taken from these, or from none. */
  private String why() {
    MetricJudgement judgement = number.judgement();
    if (!there) {
      return usable == 0
          ? "the sources have no row of the campaign now"
          : "what the sources have of it now would not be published";
    }
    if (now == null) {
      return judgement == null || number.value() != null
          ? "it is unknown"
          : "it is unknown, which is not 0 (%s)".formatted(judgement.verdict());
    }
    if (listed.isEmpty()) {
      return "the catalogue lists no action type of this metric for the client";
    }
    List<ListedType> taken = listed.stream().filter(ListedType::taken).toList();
    if (taken.isEmpty()) {
      return metric.isByGoal()
          ? "none of the types of its optimization goal has a positive value in its whole period"
          : "none of the listed types has a positive value in the campaign's whole period";
    }
    String array = taken.get(0).array();
    boolean group = taken.get(0).choice().size() > 1;
    String choice = group ? "the first listed choice" : "the first listed type";
    String why =
        metric.scope() == Metric.Scope.ACCOUNT
            ? choice + " that is positive for any campaign of the ad account (scope: account)"
            : choice
                + (metric.isByGoal() ? " of its optimization goal" : "")
                + " with a positive value in the campaign's whole period";
    return why
        + (group ? ", a group whose types the catalogue adds" : "")
        + (array.equals(metric.arrays().get(0))
            ? ""
            : "; in %s, because %s gives nothing positive in the whole client period"
                .formatted(array, metric.arrays().get(0)));
  }

  private String why(ListedType ignored) {
    if (!ignored.ofGoal() && now != null) {
      return "it counts for campaigns with another optimization goal";
    }
    if (ignored.sum().signum() == 0) {
      return "it has nothing";
    }
    String array = ignored.array();
    if (ignored.fromTaken() > 0) {
      return array + " counts only where " + metric.arrays().get(0) + " gives nothing positive";
    }
    return takenNow().isEmpty()
        ? "it is not what " + array + " is looked through for"
        : "%s is listed before it, and one event stands under several names"
            .formatted(String.join("+", takenNow()));
  }

  /** What to do; null where the metric is trusted. */
  private @Nullable String advice() {
    MetricJudgement judgement = number.judgement();
    return judgement == null || judgement.trusted() ? null : Advice.of(judgement);
  }

  @Override
  public void writeTo(ObjectNode json) {
    MetricJudgement judgement = number.judgement();
    json.put("exit_code", exitCode())
        .put("client", number.clientPeriod().clientId())
        .put("period", number.clientPeriod().period().id())
        .put("campaign", number.campaignId())
        .put("name", number.campaignName())
        .put("metric", number.metric())
        .put("value", Decimals.textIfKnown(number.value()))
        .put("run", number.state().runId())
        .put("published_at", number.state().publishedAt().toString())
        .put("checked_at", number.state().checkedAt().toString())
        .put("verdict", judgement == null ? null : judgement.verdict().name())
        .put("trusted", judgement == null ? null : (Boolean) judgement.trusted())
        .put("client_period_trusted", number.state().trusted())
        .put("evidence", judgement == null ? null : judgement.evidence())
        .put("advice", advice())
        .put("reason", reason);
    ClientPeriodResult.writeTo(json, forecast);
    ArrayNode taken = json.putArray("taken");
    taken().forEach(taken::add);
    ArrayNode takenNow = json.putArray("taken_now");
    takenNow().forEach(takenNow::add);
    json.put("why", why());
    ArrayNode ignored = json.putArray("ignored");
    for (ListedType one : ignored()) {
      ignored
          .addObject()
          .put("array", one.array())
          .put("action_type", one.type())
          .put("sum", Decimals.textIfKnown(one.sum()))
          .put("why", why(one));
    }
    json.put("would_have_been", Decimals.textIfKnown(wouldHaveBeen()));
    ArrayNode list = json.putArray("rows");
    rows.forEach(row -> writeTo(list.addObject(), row));
    json.put("rows_left_out", rowsLeftOut)
        .put("rejected_of_others", rejected)
        .put("sum", Decimals.textIfKnown(sum))
        .put("agrees", agrees)
        .put("changed", changed);
  }

  private static void writeTo(ObjectNode json, ExplainedRow row) {
    json.put("source", row.source())
        .put("position", row.position())
        .put("date_start", row.firstDay() == null ? null : row.firstDay().toString())
        .put("date_stop", row.lastDay() == null ? null : row.lastDay().toString())
        .put("counted", row.counted())
        .put("why", row.why())
        .put("other_entries", row.otherEntries())
        .put("any_array", row.anyArray());
    ArrayNode entries = json.putArray("entries");
    for (Entry entry : row.entries()) {
      entries
          .addObject()
          .put("array", entry.array())
          .put("action_type", entry.actionType())
          .put("window", entry.window())
          .put("value", entry.text())
          .put("counted", entry.counted());
    }
  }

  @Override
  public List<Item> problems() {
    return agrees ? List.of() : List.of(new Item("DIFFERENT", String.valueOf(changed)));
  }

  @Override
  public void print(Screen screen) {
    if (screen.quiet() && agrees) {
      return;
    }
    screen.say(
        "%s, campaign %s%s: %s is %s%s%s."
            .formatted(
                number.clientPeriod(),
                number.campaignId(),
                number.campaignName() == null ? "" : " (" + number.campaignName() + ")",
                number.metric(),
                agrees ? "" : "published as ",
                number.value() == null ? "unknown" : Wording.number(number.value()),
                taken().isEmpty() ? "" : ", from " + String.join("+", taken())));
    screen.list(problems());
    screen.list(judged());
    screen.list(choices());
    screen.emptyLine();
    rows(screen);
    if (rejected > 0) {
      screen.say(
          "Besides, %s of %s cannot be used, of other campaigns or of none that can be read."
              .formatted(Wording.counted(rejected, "row"), number.clientPeriod()));
    }
    if (agrees) {
      screen.emptyLine();
      screen.list(List.of(end()));
    }
  }

  /** The published metric's judgement, which says nothing of a number that is not the sources'. */
  private List<Item> judged() {
    MetricJudgement judgement = number.judgement();
    if (judgement == null) {
      return List.of();
    }
    List<Item> items = new ArrayList<>();
    String label = judgement.trusted() ? "TRUSTED" : "NOT TRUSTED";
    items.add(
        agrees
            ? new Item(label, judgement.evidence())
            : new Item("JUDGED", "%s, as published: %s".formatted(label, judgement.evidence())));
    if (judgement.trusted() && !number.state().trusted()) {
      items.add(
          new Item(
              "NOT TRUSTED",
              "%s is not trusted for another reason than this metric, which `status` tells."
                  .formatted(number.clientPeriod())));
    } else if (reason != null && number.state().trusted()) {
      items.add(new Item("NOTED", number.clientPeriod() + ": " + reason));
    }
    if (forecast != null && ForecastLines.moves(forecast)) {
      items.add(
          new Item(
              "NOT FINAL",
              "%s in all campaigns: %s."
                  .formatted(
                      metric.name(),
                      ForecastLines.sentence(number.clientPeriod().period(), forecast))));
    }
    String advice = advice();
    if (advice != null) {
      items.add(new Item("ADVICE", advice));
    }
    return items;
  }

  private List<Item> choices() {
    List<Item> items = new ArrayList<>();
    if (takenOtherwise()) {
      items.add(
          new Item(
              "TAKEN",
              (number.taken() == null ? "nothing" : number.taken()) + ", when it was published."));
    }
    items.add(
        new Item(
            takenOtherwise() ? "TAKEN NOW" : "TAKEN",
            (takenNow().isEmpty() ? "nothing" : String.join("+", takenNow()))
                + ": "
                + Wording.sentence(why())));
    List<String> nothing = new ArrayList<>();
    for (ListedType one : ignored()) {
      if (one.sum().signum() == 0) {
        nothing.add(metric.arrays().size() == 1 ? one.type() : one.type() + " in " + one.array());
      } else {
        items.add(
            new Item(
                "IGNORED",
                "%s, which has %s in %s: %s."
                    .formatted(one.type(), Wording.number(one.sum()), one.array(), why(one))));
      }
    }
    if (!nothing.isEmpty() && now != null) {
      items.add(
          new Item(
              "IGNORED",
              "%s, which %s nothing."
                  .formatted(
                      Wording.all(nothing.stream().distinct().toList()),
                      nothing.stream().distinct().count() == 1 ? "has" : "have")));
    }
    BigDecimal added = wouldHaveBeen();
    if (added != null) {
      items.add(
          new Item(
              "NOT ADDED",
              "Adding all of them up would have given " + Wording.number(added) + "."));
    }
    return items;
  }

  private void rows(Screen screen) {
    List<ExplainedRow> ordered =
        rows.stream()
            .sorted(
                Comparator.comparing((ExplainedRow row) -> !row.counted())
                    .thenComparing(row -> String.valueOf(row.firstDay())))
            .toList();
    List<ExplainedRow> shown =
        screen.all() ? ordered : ordered.subList(0, Math.min(MOST_ROWS_SHOWN, ordered.size()));
    if (shown.isEmpty()) {
      return;
    }
    List<ExplainedRow> counted = shown.stream().filter(ExplainedRow::counted).toList();
    if (counted.size() <= FEW_ROWS || screen.all() || !screen.table(counted, table())) {
      screen.list(counted.stream().map(this::item).toList());
    }
    screen.list(shown.stream().filter(row -> !row.counted()).map(this::item).toList());
    long more = rows.size() - shown.size() + rowsLeftOut;
    if (more > 0) {
      screen.say(
          "%s more; %s."
              .formatted(
                  Wording.counted(more, "row"),
                  rowsLeftOut > 0
                      ? "those that count are part of the sum"
                      : "--all shows them, and the entries of each in --output=json"));
    }
  }

  private static List<ColumnData<ExplainedRow>> table() {
    return List.of(
        Screen.left("days").with(Explanation::days),
        Screen.left("source").with(ExplainedRow::source),
        Screen.left("at").with(ExplainedRow::position),
        new Column().header("counted").with(row -> Wording.number(row.sum())));
  }

  private static String days(ExplainedRow row) {
    return row.firstDay() == null || row.lastDay() == null
        ? ""
        : row.firstDay().equals(row.lastDay())
            ? row.firstDay().toString()
            : row.firstDay() + " to " + row.lastDay();
  }

  private Item item(ExplainedRow row) {
    String entries =
        row.entries().stream()
            .map(
                entry ->
                    "%s %s (%s)%s"
                        .formatted(
                            entry.actionType(),
                            entry.amount() == null
                                ? entry.text() + ", which cannot be used"
                                : Wording.number(entry.amount()),
                            entry.window(),
                            entry.counted() ? ", counted" : ""))
            .collect(Collectors.joining("; "));
    return new Item(
        row.counted() ? "COUNTED" : "NOT COUNTED",
        "%s at %s%s: %s%s."
            .formatted(
                row.source(),
                row.position(),
                days(row).isEmpty() ? "" : ", " + days(row),
                entries.isEmpty() ? none(row) : entries,
                row.why() == null ? "" : "; it does not count: " + row.why()));
  }

  private String none(ExplainedRow row) {
    return Boolean.FALSE.equals(row.anyArray())
        ? "the row carries no " + String.join(" and no ", metric.arrays())
        : "none of the listed types";
  }

  private Item end() {
    long counting = rows.stream().filter(ExplainedRow::counted).count();
    return new Item(
        "AGREES",
        now == null
            ? "The sources, read again now, leave it unknown too."
            : "%s of %s%s, read again now, add up to %s: what is published."
                .formatted(
                    Wording.count(counting),
                    Wording.counted(usable, "row"),
                    rowsLeftOut > 0 ? " that are shown, and those left out" : "",
                    Wording.number(sum)));
  }
}

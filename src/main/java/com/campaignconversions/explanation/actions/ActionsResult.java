package com.campaignconversions.explanation.actions;

import com.campaignconversions.clients.Client;
import com.campaignconversions.clients.WantedPeriods;
import com.campaignconversions.insights.WholeSource;
import com.campaignconversions.insights.counts.RowCounts;
import com.campaignconversions.insights.json.FetchHeading;
import com.campaignconversions.insights.rows.Admission;
import com.campaignconversions.job.GraphInsights;
import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.Job;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.publishing.runs.ExitCode;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.records.Wording;
import com.campaignconversions.results.CommandResult;
import com.campaignconversions.results.Screen;
import com.campaignconversions.results.Screen.Item;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The action types that insights carry.
 *
 * @param types by array, the arrays that metrics look in first, then the largest total first
 * @param groups types that move together and that metrics treat otherwise
 * @param unread the first sources that were not read, or not to their end
 * @param unreadCount how many there are
 * @param unreadable whether one of them could not be read at all
 * @param rows how many rows of campaigns were looked through
 * @param read what became of all rows
 * @param inPart whether only some clients or periods were asked for
 * @param remarks what is not among them, in a sentence each
 */
public record ActionsResult(
    List<ActionType> types,
    List<Together> groups,
    List<NeverSeenType> neverSeen,
    List<Unread> unread,
    long unreadCount,
    boolean unreadable,
    long rows,
    RowCounts read,
    boolean inPart,
    List<String> remarks)
    implements CommandResult {
  private static final int MOST_SHOWN = 60;
  private static final int MOST_NEVER_SEEN = 20;
  private static final int MOST_NAMES = 4;

  public ActionsResult {
    types = List.copyOf(types);
    groups = List.copyOf(groups);
    neverSeen = List.copyOf(neverSeen);
    unread = List.copyOf(unread);
    remarks = List.copyOf(remarks);
  }

  /**
   * One type in one array.
   *
   * @param rows how many have it
   * @param clients of how many clients
   * @param total in the windows that the job counts; null where none has them, or it is a rate
   * @param metrics that list it
   * @param movesWith types of the array that have the same values
   */
  public record ActionType(
      String array,
      String actionType,
      long rows,
      long clients,
      @Nullable BigDecimal total,
      List<String> windows,
      List<String> metrics,
      List<String> movesWith) {}

  /** A type that a metric lists and that does not occur. */
  public record NeverSeenType(String metric, String actionType, List<String> similar) {}

  /**
   * Reads a source.
   *
   * @param clients whose rows count
   * @param wanted only these periods; null for all
   */
  public static ActionsResult of(
      Job job, Collection<Client> clients, @Nullable WantedPeriods wanted, WholeSource source)
      throws IOException {
    SeenTypes seen = new SeenTypes(job);
    // Of a table only those columns are asked for that somebody looks into.
    Job wide =
        job.insights() instanceof JdbcInsights ? job.lookingInto(FetchHeading.KEPT_ARRAYS) : job;
    new WholeSource(wide, source.files(), source.connections())
        .read(
            wanted == null ? Admission.ofEverything(job, clients) : new Admission(job, wanted),
            wanted,
            seen);
    Aliases aliases = Aliases.of(seen);
    List<List<Metric>> catalogues = NeverSeen.catalogues(job, clients);
    Set<String> looked = new TreeSet<>();
    job.catalogue().forEach(metric -> looked.addAll(metric.arrays()));
    List<ActionType> types =
        seen.types().stream()
            .map(
                type ->
                    new ActionType(
                        type.array,
                        type.actionType,
                        type.rows,
                        type.clients.cardinality(),
                        type.total,
                        List.copyOf(type.windows),
                        NeverSeen.takers(catalogues, type),
                        aliases.of(type)))
            .sorted(
                Comparator.comparing((ActionType type) -> !looked.contains(type.array()))
                    .thenComparing(type -> !type.array().equals("actions"))
                    .thenComparing(ActionType::array)
                    .thenComparing(
                        ActionType::total, Comparator.nullsLast(Comparator.reverseOrder()))
                    .thenComparing(ActionType::actionType))
            .toList();
    return new ActionsResult(
        types,
        aliases.groups(type -> NeverSeen.takers(catalogues, type)),
        types.isEmpty()
            ? List.of()
            : NeverSeen.of(job, clients, seen).stream()
                .map(one -> new NeverSeenType(one.metric(), one.actionType(), one.similar()))
                .toList(),
        List.copyOf(seen.unread()),
        seen.unreadCount(),
        seen.anyUnreadable(),
        seen.rows(),
        seen.counts().rows(),
        wanted != null || clients.size() < job.clients().size(),
        remarks(job, seen, types.isEmpty()));
  }

  private static List<String> remarks(Job job, SeenTypes seen, boolean noTypes) {
    List<String> remarks = new ArrayList<>();
    if (noTypes) {
      remarks.add(
          "No row carries an action type: "
              + (seen.anyArray() || job.insights() instanceof GraphInsights
                  ? "their `actions` hold none."
                  : "the export or query left `actions` out."));
    }
    remarks.add(
        "%s of %s: what stands twice is counted twice."
            .formatted(
                Wording.counted(seen.rows(), "campaign row"),
                Wording.counted(seen.clientsSeen(), "client")));
    leftOut(remarks, "of what was not asked for", seen.counts().rows().skipped());
    leftOut(remarks, "an ad account's own totals", seen.accountTotals());
    leftOut(
        remarks, "rows that cannot be used (`check` tells why)", seen.counts().rows().rejected());
    leftOut(remarks, "rows that are too long to be looked through", seen.cutRows());
    leftOut(remarks, "entries of still more action types", seen.entriesLeftOut());
    return remarks;
  }

  private static void leftOut(List<String> remarks, String what, long count) {
    if (count > 0) {
      remarks.add("Left out are %s, %s.".formatted(Wording.count(count), what));
    }
  }

  @Override
  public int exitCode() {
    return (unreadable ? ExitCode.FAILED : ExitCode.OK).number();
  }

  @Override
  public List<Item> problems() {
    return unread.isEmpty()
        ? List.of()
        : List.of(
            new Item(
                "NOT READ",
                Wording.sentence(notRead())
                    + " Action types that stand only there are missing here."));
  }

  /** How many sources were not read, and one of them with its reason; only where there is one. */
  public String notRead() {
    Unread first = unread.stream().filter(one -> !one.inPart()).findFirst().orElse(unread.get(0));
    String many =
        unreadCount == 1 ? "" : Wording.counted(unreadCount, "source") + " are not read whole: ";
    return "%s%s is not read%s: %s"
        .formatted(many, first.source(), first.inPart() ? " to its end" : "", first.reason());
  }

  @Override
  public void writeTo(ObjectNode json) {
    json.put("exit_code", exitCode()).put("rows", rows);
    ArrayNode list = json.putArray("action_types");
    for (ActionType type : types) {
      ObjectNode one =
          list.addObject()
              .put("array", type.array())
              .put("action_type", type.actionType())
              .put("rows", type.rows())
              .put("clients", type.clients())
              .put("total", Decimals.textIfKnown(type.total()));
      texts(one.putArray("windows"), type.windows());
      texts(one.putArray("metrics"), type.metrics());
      texts(one.putArray("moves_with"), type.movesWith());
    }
    ArrayNode never = json.putArray("never_seen");
    for (NeverSeenType one : neverSeen) {
      texts(
          never
              .addObject()
              .put("metric", one.metric())
              .put("action_type", one.actionType())
              .putArray("similar"),
          one.similar());
    }
    ArrayNode notRead = json.putArray("unread");
    for (Unread one : unread) {
      notRead
          .addObject()
          .put("source", one.source())
          .put("reason", one.reason())
          .put("in_part", one.inPart());
    }
    json.put("unread_count", unreadCount);
    texts(json.putArray("remarks"), remarks);
  }

  private static void texts(ArrayNode array, List<String> texts) {
    texts.forEach(array::add);
  }

  @Override
  public void print(Screen screen) {
    screen.list(problems());
    if (screen.quiet()) {
      return;
    }
    table(screen);
    remarks.forEach(screen::say);
    if (!groups.isEmpty()) {
      screen.emptyLine();
      groups.forEach(group -> screen.say(sentence(group)));
    }
    neverSeen(screen);
  }

  private static String sentence(Together group) {
    return "%s have the same values in all rows of %s: they probably count one event under several"
            .formatted(Wording.all(group.actionTypes()), clients(group))
        + " names. One of them in a metric is enough, and adding them up would count it several"
        + " times.";
  }

  private static String clients(Together group) {
    return group.of() == 1
        ? "the client that has them"
        : "%s of %s clients that have them"
            .formatted(Wording.count(group.clients()), Wording.count(group.of()));
  }

  private void table(Screen screen) {
    List<ActionType> shown =
        screen.all() ? types : types.subList(0, Math.min(MOST_SHOWN, types.size()));
    Map<String, List<ActionType>> byArray = new LinkedHashMap<>();
    shown.forEach(
        type -> byArray.computeIfAbsent(type.array(), none -> new ArrayList<>()).add(type));
    byArray.forEach(
        (array, theirs) -> {
          if (!screen.table(theirs, columns(array, true))
              && !screen.table(theirs, columns(array, false))) {
            theirs.forEach(type -> screen.say(sentence(type)));
          }
        });
    if (shown.size() < types.size()) {
      screen.say(
          "%s more; --all shows them."
              .formatted(Wording.counted(types.size() - shown.size(), "action type")));
    }
  }

  private static List<ColumnData<ActionType>> columns(String array, boolean all) {
    List<ColumnData<ActionType>> columns = new ArrayList<>();
    columns.add(Screen.left(array).with(ActionType::actionType));
    columns.add(new Column().header("total").with(type -> Wording.number(type.total())));
    columns.add(new Column().header("rows").with(type -> Wording.count(type.rows())));
    if (all) {
      columns.add(new Column().header("clients").with(type -> Wording.count(type.clients())));
      columns.add(Screen.left("windows").with(type -> Wording.some(type.windows(), MOST_NAMES)));
    }
    columns.add(Screen.left("metrics").with(type -> Wording.some(type.metrics(), MOST_NAMES)));
    return columns;
  }

  private static String sentence(ActionType type) {
    return "%s %s: %s in %s%s"
        .formatted(
            type.array(),
            type.actionType(),
            Wording.number(type.total()),
            Wording.counted(type.rows(), "row"),
            type.metrics().isEmpty() ? "" : ", for " + Wording.some(type.metrics(), MOST_NAMES));
  }

  private void neverSeen(Screen screen) {
    if (neverSeen.isEmpty()) {
      return;
    }
    screen.emptyLine();
    List<String> sentences = new ArrayList<>();
    Map<String, List<String>> byMetric = new LinkedHashMap<>();
    for (NeverSeenType one : neverSeen) {
      if (one.similar().isEmpty()) {
        byMetric.computeIfAbsent(one.metric(), none -> new ArrayList<>()).add(one.actionType());
      } else {
        sentences.add(
            "%s: %s; perhaps %s is meant, which the metric does not list."
                .formatted(
                    one.metric(),
                    absent(List.of(one.actionType())),
                    Wording.some(one.similar(), MOST_NAMES)));
      }
    }
    byMetric.forEach((metric, names) -> sentences.add(metric + ": " + absent(names) + "."));
    int shown = screen.all() ? sentences.size() : Math.min(MOST_NEVER_SEEN, sentences.size());
    sentences.subList(0, shown).forEach(screen::say);
    if (shown < sentences.size()) {
      screen.say(
          "%s more like these; --all shows them."
              .formatted(Wording.counted((long) sentences.size() - shown, "line")));
    }
  }

  /** Of what was left out nobody knows. */
  private String absent(List<String> names) {
    boolean one = names.size() == 1;
    return Wording.all(names)
        + (inPart
            ? (one ? " does" : " do") + " not occur in what was read"
            : (one ? " never occurs" : " never occur"));
  }
}

package com.campaignconversions.job.file;

import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Attribution;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.job.metrics.CatalogueExample;
import com.campaignconversions.job.metrics.CatalogueExample.Expected;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.job.metrics.Metric.Scope;
import com.campaignconversions.job.metrics.Metric.Unit;
import com.campaignconversions.job.yaml.Problems;
import com.campaignconversions.job.yaml.YamlFile;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlValue;
import com.campaignconversions.records.Spelling;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The metric catalogue: {@code metrics:}, in the job file or in a file of its own. */
final class MetricsSection {
  /** PostgreSQL gives every table columns of these names. */
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("ctid", "cmin", "cmax", "xmin", "xmax", "tableoid");

  private static final Set<String> KNOWN_ARRAYS =
      Set.of(
          "actions",
          "action_values",
          "conversions",
          "conversion_values",
          "catalog_segment_actions",
          "catalog_segment_value",
          "outbound_clicks");

  /** Lists of an insight that are no lists of actions (Marketing API, Ads Insights, May 2026). */
  private static final Set<String> RESULTS =
      Set.of(
          "results",
          "cost_per_result",
          "objective_results",
          "cost_per_objective_result",
          "result_rate",
          "objective_result_rate",
          "result_values_performance_indicator",
          "dda_results");

  /**
   * Lists whose entries have a list as value (facebook-python-business-sdk, {@code AdsInsights}:
   * {@code list<AdsHistogramStats>}, November 2026).
   */
  private static final Set<String> HISTOGRAMS =
      Set.of(
          "video_play_curve_actions",
          "video_play_retention_0_to_15s_actions",
          "video_play_retention_20_to_60s_actions",
          "video_play_retention_graph_actions");

  /** Arrays of an insight whose values are no amounts, so that their sum over rows is nothing. */
  private static final Pattern NOT_ADDITIVE =
      Pattern.compile("unique_.*|cost_per_.*|.*_roas|.*_ctr|.*_rate");

  private static final Set<String> SCALARS =
      Set.of(
          "account_currency",
          "account_id",
          "account_name",
          "ad_id",
          "ad_name",
          "adset_id",
          "adset_name",
          "attribution_setting",
          "buying_type",
          "campaign_id",
          "campaign_name",
          "clicks",
          "cpc",
          "cpm",
          "cpp",
          "ctr",
          "currency",
          "date_start",
          "date_stop",
          "frequency",
          "impressions",
          "inline_link_clicks",
          "inline_post_engagement",
          "objective",
          "optimization_goal",
          "reach",
          "social_spend",
          "spend");

  /**
   * {@code AdSet.OptimizationGoal} in Meta's SDKs, November 2026; new ones are taken as written.
   */
  private static final Set<String> GOALS =
      Set.of(
          "AD_RECALL_LIFT",
          "APP_INSTALLS",
          "APP_INSTALLS_AND_OFFSITE_CONVERSIONS",
          "AUTOMATIC_OBJECTIVE",
          "CONVERSATIONS",
          "DERIVED_EVENTS",
          "ENGAGED_USERS",
          "EVENT_RESPONSES",
          "IMPRESSIONS",
          "IN_APP_VALUE",
          "LANDING_PAGE_VIEWS",
          "LEAD_GENERATION",
          "LINK_CLICKS",
          "MEANINGFUL_CALL_ATTEMPT",
          "MESSAGING_APPOINTMENT_CONVERSION",
          "MESSAGING_PURCHASE_CONVERSION",
          "NONE",
          "OFFSITE_CONVERSIONS",
          "PAGE_LIKES",
          "POST_ENGAGEMENT",
          "PROFILE_AND_PAGE_ENGAGEMENT",
          "PROFILE_VISIT",
          "QUALITY_CALL",
          "QUALITY_LEAD",
          "REACH",
          "REMINDERS_SET",
          "SUBSCRIBERS",
          "THRUPLAY",
          "VALUE",
          "VISIT_INSTAGRAM_PROFILE");

  private static final List<String> CATALOGUE_KEYS = List.of("metrics", "attribution", "examples");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,28}(\\.[0-9]{1,10})?");
  private static final int MOST_METRICS = 500;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final List<String> METRIC_KEYS =
      List.of("from", "first_of", "by", "scope", "unit", "after");
  private static final String METRICS =
      "the path of a metrics file, or a map such as {reservations: {first_of: [purchase]}}";
  private static final String FIRST_OF = "a list of action types, best first";

  private MetricsSection() {}

  /**
   * What the section holds.
   *
   * @param examples unread; null where there are none
   */
  record Catalogue(List<Metric> metrics, Attribution attribution, @Nullable YamlValue examples) {}

  /**
   * Reads it.
   *
   * @param other the file of another one, which is read in its place; null for the job's own
   */
  static Catalogue read(YamlMap file, Path jobFile, @Nullable Path other, Problems problems) {
    YamlValue metrics = file.required("metrics", "metrics: and " + METRICS);
    YamlValue attribution = null;
    YamlValue examples = null;
    if (other != null || (metrics != null && metrics.isScalar())) {
      YamlValue named =
          other != null || metrics == null
              ? YamlFile.read(Objects.requireNonNull(other), problems)
              : YamlFile.readNamedBy(metrics, jobFile, problems);
      YamlMap map = named == null ? null : YamlMap.of(named, "a map", CATALOGUE_KEYS);
      metrics = map == null ? null : map.required("metrics", "metrics: and below it the metrics");
      attribution = map == null ? null : map.get("attribution");
      examples = map == null ? null : map.get("examples");
    }
    List<Metric> catalogue = metrics == null ? List.of() : metrics(metrics);
    return new Catalogue(
        catalogue, AttributionSection.read(file.get("attribution"), attribution), examples);
  }

  /** The examples beside a catalogue, at which only who asks for them looks. */
  static List<CatalogueExample> examples(Catalogue catalogue) {
    YamlValue value = catalogue.examples();
    return value == null ? List.of() : examples(value, names(catalogue.metrics()));
  }

  private static List<CatalogueExample> examples(YamlValue value, List<String> metrics) {
    List<YamlValue> items =
        value.items("a list such as - {insight: {actions: []}, expect: {leads: 0}}");
    List<CatalogueExample> examples = new ArrayList<>();
    for (YamlValue item : items == null ? List.<YamlValue>of() : items) {
      YamlMap map = YamlMap.of(item, "a map of insight and expect", List.of("insight", "expect"));
      YamlValue insight =
          map == null ? null : map.required("insight", "insight: and a row as Meta gives it");
      YamlValue expect =
          map == null ? null : map.required("expect", "expect: and values by metric");
      YamlMap fields =
          insight == null ? null : YamlMap.ofNames(insight, "a map of fields, as a row of Meta's");
      YamlMap values = expect == null ? null : YamlMap.ofNames(expect, "a map of values by metric");
      if (insight != null && fields != null && values != null) {
        List<Expected> expected = new ArrayList<>();
        values.entries().forEach((name, one) -> expected.add(expected(name, one, metrics)));
        examples.add(
            new CatalogueExample(item.file(), item.line(), item.key(), insight.asJson(), expected));
      }
    }
    return examples;
  }

  private static Expected expected(String name, YamlValue value, List<String> metrics) {
    if (!metrics.contains(name)) {
      value.problem("is no metric of the catalogue" + Spelling.suggestion(name, metrics));
    }
    String written = value.isNull() ? null : value.written("a number, or null for unknown", 50);
    if (written != null && !NUMBER.matcher(written).matches()) {
      value.problem(Spelling.quoted(written) + " is no number; write one, or null for unknown");
      written = null;
    }
    return new Expected(value.line(), name, written == null ? null : new BigDecimal(written));
  }

  private static List<Metric> metrics(YamlValue value) {
    YamlMap map = YamlMap.ofNames(value, "a map of metrics by name");
    if (map == null) {
      return List.of();
    }
    if (map.entries().isEmpty()) {
      value.problem("holds no metric; write " + METRICS);
    } else if (map.entries().size() > MOST_METRICS) {
      value.problem("holds " + map.entries().size() + " metrics; at most " + MOST_METRICS);
    }
    List<Metric> metrics = new ArrayList<>();
    for (Map.Entry<String, YamlValue> entry : map.entries().entrySet()) {
      checkName(entry.getKey(), entry.getValue());
      metrics.add(metric(entry.getKey(), entry.getValue(), null, names(metrics)));
    }
    return metrics;
  }

  /** The catalogue as one client counts it. */
  static List<Metric> overridden(List<Metric> catalogue, YamlValue overrides) {
    YamlMap map = YamlMap.ofNames(overrides, "a map of metrics by name");
    if (map == null) {
      return catalogue;
    }
    List<String> names = names(catalogue);
    List<Metric> changed = new ArrayList<>(catalogue);
    map.entries()
        .forEach(
            (name, value) -> {
              int position = names.indexOf(name);
              if (position >= 0) {
                List<String> before = names.subList(0, position);
                changed.set(position, metric(name, value, catalogue.get(position), before));
              } else if (!catalogue.isEmpty()) {
                value.problem(
                    "is no metric of the catalogue, which a client can only change"
                        + Spelling.suggestion(name, names)
                        + "; the catalogue has "
                        + Spelling.list(names));
              }
            });
    return changed;
  }

  private static List<String> names(List<Metric> metrics) {
    return metrics.stream().map(Metric::name).toList();
  }

  private static void checkName(String name, YamlValue value) {
    if (!NAME.matcher(name).matches()) {
      value.problem(
          "is not a metric's name: lower-case letters, digits and _, a letter first, at most 63");
    } else if (CampaignColumns.FIXED.contains(name)) {
      value.problem("is the name of a column that every row has; choose another name");
    } else if (SYSTEM_COLUMNS.contains(name)) {
      value.problem("is a name that PostgreSQL keeps for itself; choose another name");
    }
  }

  /**
   * One metric.
   *
   * @param base what holds for keys that are missing: null in the catalogue itself
   * @param before the metrics that stand before it
   */
  private static Metric metric(
      String name, YamlValue value, @Nullable Metric base, List<String> before) {
    Metric fallback =
        base != null
            ? base
            : new Metric(name, List.of("actions"), Scope.CAMPAIGN, List.of(), Unit.COUNT, null);
    YamlMap map = YamlMap.of(value, "a map such as {first_of: [purchase]}", METRIC_KEYS);
    if (map == null) {
      return fallback;
    }
    YamlValue from = map.get("from");
    YamlValue firstOf =
        base != null
            ? map.get("first_of")
            : map.required(
                "first_of",
                "first_of: and " + FIRST_OF + ", or first_of: [] where each client names its own");
    YamlValue after = map.get("after");
    Scope scope = map.choice("scope", Scope.class, fallback.scope());
    boolean byGoal = fallback.isByGoal() || map.get("by") != null;
    map.choice("by", By.class, By.OPTIMIZATION_GOAL);
    if (byGoal && scope == Scope.ACCOUNT) {
      value.problem("is by optimization_goal, which each campaign has; leave scope: account out");
    }
    Map<String, List<ActionTypes>> ofGoals =
        firstOf == null ? fallback.byGoal() : Map.<String, List<ActionTypes>>of();
    List<ActionTypes> choices = fallback.firstOf();
    if (firstOf != null && !byGoal && firstOf.isMap()) {
      firstOf.problem("is a map; write " + FIRST_OF + ", or by: optimization_goal beside it");
    } else if (firstOf != null && byGoal) {
      ofGoals = ofGoals(firstOf);
      choices = ofGoals.values().stream().flatMap(List::stream).distinct().toList();
    } else if (firstOf != null) {
      choices = firstOf(firstOf);
    }
    return new Metric(
        name,
        from == null ? fallback.arrays() : arrays(from),
        scope,
        choices,
        map.choice("unit", Unit.class, fallback.unit()),
        after == null ? fallback.after() : after(after, before),
        ofGoals);
  }

  /** What may decide which action types count. */
  private enum By {
    OPTIMIZATION_GOAL
  }

  private static Map<String, List<ActionTypes>> ofGoals(YamlValue value) {
    YamlMap map =
        YamlMap.ofNames(
            value, "a map of lists by goal, such as {OFFSITE_CONVERSIONS: [omni_purchase]}");
    Map<String, List<ActionTypes>> ofGoals = new LinkedHashMap<>();
    if (map == null) {
      return ofGoals;
    }
    if (map.entries().isEmpty()) {
      value.problem("names no goal; write for example {OFFSITE_CONVERSIONS: [omni_purchase]}");
    }
    map.entries()
        .forEach(
            (written, types) -> {
              String goal = written.toUpperCase(Locale.ROOT);
              if (!GOALS.contains(goal)) {
                GOALS.stream()
                    .filter(known -> Spelling.edits(goal, known) == 1)
                    .findFirst()
                    .ifPresent(known -> types.problem("is probably meant to be " + known));
              }
              if (ofGoals.put(goal, firstOf(types)) != null) {
                types.problem("stands twice (upper and lower case are one); keep one of them");
              }
            });
    return ofGoals;
  }

  private static List<String> arrays(YamlValue from) {
    String wanted = "the field to look in, such as actions, or a list of one or two";
    List<YamlValue> items = from.itemsOrSelf(wanted);
    if (items == null) {
      return List.of();
    }
    if (items.isEmpty() || items.size() > 2) {
      from.problem("lists " + items.size() + " fields; write " + wanted);
    }
    List<String> arrays = new ArrayList<>();
    for (YamlValue item : items) {
      String array = item.text("the field to look in, such as actions", 100);
      if (array == null) {
        continue;
      }
      checkArray(item, array);
      if (arrays.contains(array)) {
        item.problem("stands twice; write it once");
      }
      arrays.add(array);
    }
    return arrays;
  }

  private static void checkArray(YamlValue item, String array) {
    String shown = Spelling.quoted(array);
    if (!NAME.matcher(array).matches()) {
      item.problem(shown + " is not the name of a field; write for example actions");
    } else if (SCALARS.contains(array)) {
      item.problem(shown + " is a single value, not a list of actions; write for example actions");
    } else if (RESULTS.contains(array)) {
      item.problem(
          shown
              + " is a list of another shape (indicator and values), from which no action type can"
              + " be taken; write for example actions, and the action type of the result");
    } else if (HISTOGRAMS.contains(array)) {
      item.problem(
          shown
              + " is a list of curves, from which no number can be taken; write for example"
              + " video_play_actions");
    } else if (NOT_ADDITIVE.matcher(array).matches()) {
      item.problem(shown + " holds no amounts: its values do not add up over rows");
    } else if (!KNOWN_ARRAYS.contains(array)) {
      KNOWN_ARRAYS.stream()
          .filter(known -> Spelling.edits(array, known) == 1)
          .findFirst()
          .ifPresent(known -> item.problem(shown + " is probably meant to be " + known));
    }
  }

  private static List<ActionTypes> firstOf(YamlValue value) {
    List<YamlValue> items = value.items(FIRST_OF);
    if (items == null) {
      return List.of();
    }
    List<ActionTypes> choices = new ArrayList<>();
    Set<Set<String>> seen = new HashSet<>();
    for (YamlValue item : items) {
      ActionTypes choice = choice(item);
      if (choice == null) {
        continue;
      }
      Set<String> folded = new HashSet<>();
      choice.types().forEach(type -> folded.add(ActionTypes.caseFolded(type)));
      if (!seen.add(folded)) {
        item.problem("stands twice in this list (upper and lower case are one); keep the first");
      }
      choices.add(choice);
    }
    return choices;
  }

  private static @Nullable ActionTypes choice(YamlValue item) {
    if (!item.isMap()) {
      String type = actionType(item, "an action type, or {sum: [a, b]}");
      return type == null ? null : new ActionTypes(List.of(type));
    }
    YamlMap map = YamlMap.of(item, "{sum: [a, b]}", List.of("sum"));
    YamlValue sum = map == null ? null : map.required("sum", "sum: and a list of action types");
    List<YamlValue> members = sum == null ? null : sum.items("a list of action types");
    if (sum == null || members == null) {
      return null;
    }
    if (members.isEmpty()) {
      sum.problem("adds nothing up; list the action types, or remove it");
      return null;
    }
    List<String> types = new ArrayList<>();
    Set<String> folded = new LinkedHashSet<>();
    for (YamlValue member : members) {
      String type = actionType(member, "an action type");
      if (type != null && !folded.add(ActionTypes.caseFolded(type))) {
        member.problem("would be added twice (upper and lower case are one); keep one of them");
      } else if (type != null) {
        types.add(type);
      }
    }
    return types.isEmpty() ? null : new ActionTypes(types);
  }

  private static @Nullable String actionType(YamlValue item, String wanted) {
    return item.text(wanted, 300);
  }

  private static @Nullable String after(YamlValue value, List<String> before) {
    String name = value.text("the name of a metric that stands before this one", 100);
    if (name != null && !before.contains(name)) {
      value.problem(
          Spelling.quoted(name)
              + " is not a metric that stands before this one"
              + Spelling.suggestion(name, before)
              + (before.isEmpty() ? "; none does" : "; before it stand " + Spelling.list(before)));
    }
    return name;
  }
}

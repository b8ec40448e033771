package com.campaignconversions.job.file;

import com.campaignconversions.job.InsightFields;
import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.InsightSource;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlValue;
import com.campaignconversions.records.Spelling;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code insights:} of a job file. */
final class InsightsSection {
  private static final String FILES = "a file pattern such as ../insights/**/*, or a list of them";
  private static final Pattern URI = Pattern.compile("(?i)file:.*|[a-z][a-z0-9+.-]+://.*");
  private static final Pattern URI_WITH_CREDENTIALS = Pattern.compile("[^:/]+://[^/]*@.*");
  private static final Pattern WILDCARD = Pattern.compile(".*[*?\\[{\\\\].*");
  private static final Pattern GROUP = Pattern.compile("\\{[^{},]*}");
  private static final Set<String> USED =
      Set.of(
          "account_id",
          "client_id",
          "campaign_id",
          "adset_id",
          "ad_id",
          "campaign_name",
          "account_currency",
          "attribution_setting",
          "bid_strategy",
          "billing_event",
          "date_start",
          "date_stop",
          "spend",
          "impressions",
          "clicks",
          "actions",
          "action_values",
          "conversions",
          "conversion_values");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

  private static final String REJECTED = "rejected";
  static final List<String> KEYS =
      List.of(
          "files", "jdbc", "graph", "newest", REJECTED, "breakdowns", "ignore", "json", "decimal");
  private static final Pattern PATH = Pattern.compile("[^.\\s]{1,100}(\\.[^.\\s]{1,100}){0,9}");

  private InsightsSection() {}

  /** What becomes of a client period of which a row was rejected. */
  enum Rejected {
    WITHHOLD,
    PUBLISH
  }

  /** What separates the decimals in columns. */
  enum Decimal {
    POINT,
    COMMA
  }

  /** What is said of the fields of the insights. */
  static InsightFields fields(YamlMap file) {
    YamlMap map = map(file);
    if (map == null) {
      return InsightFields.USUAL;
    }
    YamlValue json = map.get("json");
    String path = json == null ? null : json.text("the path to the row, such as payload.row", 500);
    if (json != null && path != null && !PATH.matcher(path).matches()) {
      json.problem(
          Spelling.quoted(path)
              + " is no path; write names with a point between two, such as payload.row");
      path = null;
    }
    return new InsightFields(
        names(map.get("breakdowns")),
        names(map.get("ignore")),
        path == null ? List.of() : List.of(path.split("\\.", -1)),
        map.choice("decimal", Decimal.class, Decimal.POINT) == Decimal.COMMA);
  }

  private static Set<String> names(@Nullable YamlValue value) {
    String wanted = "a list of fields, such as [customer_type]";
    List<YamlValue> items = value == null ? null : value.items(wanted);
    Set<String> names = new LinkedHashSet<>();
    for (YamlValue item : items == null ? List.<YamlValue>of() : items) {
      String name = item.text("the name of a field", 100);
      if (name != null && name.contains(",")) {
        item.problem(Spelling.quoted(name) + " holds a comma, and is not the name of one field");
      } else if (name != null && USED.contains(name)) {
        item.problem(Spelling.quoted(name) + " is a field that every row is read by; remove it");
      } else if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  private static @Nullable YamlMap map(YamlMap file) {
    YamlValue insights = file.get("insights");
    return insights == null || !insights.isMap()
        ? null
        : YamlMap.ofNames(insights, "a map of insights");
  }

  /** Whether rejected rows leave a client period not trusted, and do not withhold it. */
  static boolean publishesRejected(YamlMap file) {
    YamlMap map = map(file);
    return map != null
        && map.choice(REJECTED, Rejected.class, Rejected.WITHHOLD) == Rejected.PUBLISH;
  }

  static InsightSource read(YamlMap file, Path folder, ClientsSection.Clients clients) {
    YamlValue insights = file.required("insights", "insights: {files: ../insights/**/*}");
    YamlMap map =
        insights == null
            ? null
            : YamlMap.of(insights, "a map with the key files, jdbc or graph", KEYS);
    if (map == null) {
      return new InsightFiles(List.of(), folder.toString(), Newest.NONE, null);
    }
    YamlValue jdbc = map.get("jdbc");
    YamlValue graph = map.get("graph");
    if (jdbc != null && (map.get("files") != null || graph != null)) {
      String other = graph == null ? "files" : "graph";
      jdbc.problem("stands beside " + other + ", and a job reads one source; keep one of them");
    } else if (graph != null && map.get("files") != null) {
      graph.problem("stands beside files, and a job reads one source; keep one of them");
    }
    YamlValue json = map.get("json");
    if (json != null && graph != null) {
      json.problem("is said of files and tables, and Meta's answers have one form; remove it");
    }
    YamlValue decimal = map.get("decimal");
    if (decimal != null && (graph != null || jdbc != null)) {
      decimal.problem("is said of CSV files, and this job reads none; remove it");
    }
    YamlValue newest = map.get("newest");
    if (graph != null && newest != null) {
      newest.problem("has no meaning beside graph, which asks for every row once; remove it");
    }
    if (graph != null) {
      return GraphSection.read(graph, folder, clients);
    }
    return jdbc == null ? files(map, folder) : JdbcSection.read(jdbc, newest, folder);
  }

  private static InsightFiles files(YamlMap map, Path folder) {
    YamlValue files = map.required("files", "files: and " + FILES);
    List<String> except = new ArrayList<>();
    List<String> patterns = patterns(files, folder, except);
    String place = files == null ? "" : files.place();
    YamlValue newest = map.get("newest");
    String text = newest == null ? null : newest.text("none, file, or the name of a field", 100);
    if (newest == null || text == null || text.equals("none")) {
      return new InsightFiles(patterns, except, place, folder.toString(), Newest.NONE, null);
    }
    if (text.equals("file")) {
      return new InsightFiles(patterns, except, place, folder.toString(), Newest.FILE, null);
    }
    if (!FIELD.matcher(text).matches()
        || text.equalsIgnoreCase("none")
        || text.equalsIgnoreCase("file")) {
      newest.problem(
          Spelling.quoted(text)
              + " is not the name of a field; write none, file, or the field that tells which row"
              + " is newer, such as date_exported");
    }
    return new InsightFiles(patterns, except, place, folder.toString(), Newest.FIELD, text);
  }

  /** The patterns of what is read; those that begin with ! are added to the others. */
  static List<String> patterns(@Nullable YamlValue files, Path folder, List<String> except) {
    List<YamlValue> items = files == null ? null : files.itemsOrSelf(FILES);
    if (files == null || items == null) {
      return List.of();
    }
    if (items.isEmpty()) {
      files.problem("is an empty list; write " + FILES);
    }
    List<String> patterns = new ArrayList<>();
    boolean readsAny = items.isEmpty();
    for (YamlValue item : items) {
      String text = item.text("a file pattern such as ../insights/**/*", 1000);
      boolean leavesOut = text != null && text.startsWith("!");
      readsAny |= !leavesOut;
      String pattern =
          text == null || hasUnknownPlaceholder(item, text) ? null : absolute(item, text, folder);
      List<String> known = leavesOut ? except : patterns;
      if (pattern != null && known.contains(pattern)) {
        item.problem("stands twice in this list; write it once");
      } else if (pattern != null) {
        known.add(pattern);
      }
    }
    if (!readsAny) {
      files.problem(
          "only leaves files out (!) and names none to read; add a pattern such as"
              + " ../insights/**/*");
    }
    if (patterns.stream().map(InsightFiles::namesPeriod).distinct().count() > 1) {
      files.problem(
          "names the period in some patterns and not in others; write {period} or {month} in all of"
              + " them or in none");
    }
    return patterns;
  }

  /** A group without a comma is no alternative of a pattern. */
  private static boolean hasUnknownPlaceholder(YamlValue item, String text) {
    for (var group = GROUP.matcher(text); group.find(); ) {
      String name = group.group();
      if (!name.equals(InsightFiles.PERIOD) && !name.equals(InsightFiles.MONTH)) {
        item.problem(
            Spelling.quoted(name)
                + " stands for nothing; write {period} (2025-11, 2025-W46 or 2025-11-14) or"
                + " {month}");
        return true;
      }
    }
    return false;
  }

  /** Of what is read or, with ! before it, left out. */
  private static @Nullable String absolute(YamlValue value, String text, Path folder) {
    String mark = text.startsWith("!") ? "!" : "";
    String pattern = text.substring(mark.length());
    if (URI_WITH_CREDENTIALS.matcher(pattern).matches()) {
      value.problem(
          "holds credentials before an @ (not repeated here); take them out and give the file"
              + " system its own, by pipeline option or environment");
      return null;
    }
    if (URI.matcher(pattern).matches()) {
      return pattern;
    }
    if (!pattern.startsWith("/") && WILDCARD.matcher(folder.toString()).matches()) {
      value.problem(
          "is relative to a folder with a wildcard in its name ("
              + Spelling.shown(folder.toString())
              + "); write an absolute pattern, or rename the folder");
      return null;
    }
    // Segment by segment, because a wildcard is no legal path on every system.
    Deque<String> segments = new ArrayDeque<>();
    String whole = pattern.startsWith("/") ? pattern : folder + "/" + pattern;
    for (String segment : whole.split("/", -1)) {
      if (segment.equals("..")) {
        String parent = segments.pollLast();
        if (parent != null && WILDCARD.matcher(parent).matches()) {
          value.problem("goes up (..) from a wildcard; write the pattern without it");
          return null;
        }
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    String absolute = "/" + String.join("/", segments);
    boolean folderAsIs = pattern.endsWith("/");
    if (!folderAsIs && !WILDCARD.matcher(absolute).matches()) {
      folderAsIs = isFolder(absolute);
    }
    if (folderAsIs) {
      value.problem(
          "names a folder; for all files in it and below write "
              + Spelling.shown(mark + pattern.replaceAll("/+$", ""))
              + "/**/*");
      return null;
    }
    return absolute;
  }

  private static boolean isFolder(String path) {
    try {
      return Files.isDirectory(Path.of(path));
    } catch (InvalidPathException e) {
      // In an ASCII locale Java knows no other letters; those who list files know them.
      return false;
    }
  }
}

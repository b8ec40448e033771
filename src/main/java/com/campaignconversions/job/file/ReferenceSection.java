package com.campaignconversions.job.file;

import com.campaignconversions.job.InsightFiles;
import com.campaignconversions.job.InsightSource.Newest;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.Reference;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlValue;
import com.campaignconversions.records.Spelling;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code reference:} of a job file. Nothing of its database's part is ever repeated. */
final class ReferenceSection {
  private static final List<String> KEYS =
      List.of(
          "jdbc_url",
          "username",
          "password",
          "query",
          "files",
          "preset",
          "decimal",
          "columns",
          "metrics",
          "tolerance");
  private static final List<String> COLUMNS =
      List.of(
          Reference.CLIENT,
          Reference.PERIOD,
          Reference.CAMPAIGN,
          Reference.METRIC,
          Reference.VALUE);
  private static final String SOURCE =
      "files: shop/{period}.csv, or query: SELECT client, period, metric, value FROM …";
  private static final String NAME = "the name of a column";
  private static final Pattern PERCENT = Pattern.compile("([0-9]{1,2}(?:\\.[0-9]{1,4})?) ?%");

  private ReferenceSection() {}

  /** The products whose exports are known. */
  enum Preset {
    ADS_MANAGER
  }

  /** Null where the file has none. */
  static @Nullable Reference read(
      YamlMap file, Path folder, Output output, List<String> metricNames) {
    YamlValue reference = file.get("reference");
    YamlMap map =
        reference == null ? null : YamlMap.withSecrets(reference, "a map with " + SOURCE, KEYS);
    if (reference == null || map == null) {
      return null;
    }
    YamlValue query = map.get("query");
    YamlValue files = map.get("files");
    if ((query == null) == (files == null)) {
      reference.problem("wants exactly one of query and files; write " + SOURCE);
    }
    YamlValue url = map.get("jdbc_url");
    Output database =
        url == null
            ? AuditSection.outputs(map, output)
            : OutputSection.connection(url, map, folder);
    for (String key : List.of("jdbc_url", "username", "password")) {
      YamlValue value = map.get(key);
      if (value != null && files != null) {
        value.problem("is said of a query, and this reference is files; remove it");
      }
    }
    for (String key : List.of("preset", "decimal")) {
      YamlValue value = map.get(key);
      if (value != null && files == null) {
        value.problem("is said of files, and this reference is a query; remove it");
      }
    }
    boolean adsManager = map.get("preset") != null;
    map.choice("preset", Preset.class, Preset.ADS_MANAGER);
    return new Reference(
        database,
        url == null ? "output" : "reference",
        query == null ? null : AuditSection.query(query),
        files == null ? null : files(files, folder),
        adsManager,
        map.choice("decimal", InsightsSection.Decimal.class, InsightsSection.Decimal.POINT)
            == InsightsSection.Decimal.COMMA,
        columns(map.get("columns")),
        metrics(map.get("metrics"), metricNames),
        tolerance(map.get("tolerance")));
  }

  private static InsightFiles files(YamlValue files, Path folder) {
    List<String> except = new ArrayList<>();
    List<String> patterns = InsightsSection.patterns(files, folder, except);
    return new InsightFiles(patterns, except, files.place(), folder.toString(), Newest.NONE, null);
  }

  private static Map<String, String> columns(@Nullable YamlValue value) {
    YamlMap map = value == null ? null : YamlMap.of(value, "a map such as {client: shop}", COLUMNS);
    Map<String, String> columns = new HashMap<>();
    for (String what : COLUMNS) {
      YamlValue column = map == null ? null : map.get(what);
      String name = column == null ? null : column.text(NAME, 200);
      if (name != null) {
        columns.put(what, name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return columns;
  }

  private static Map<String, String> metrics(@Nullable YamlValue value, List<String> known) {
    YamlMap map =
        value == null
            ? null
            : YamlMap.ofNames(value, "a map of its name and metric, such as {Results: leads}");
    Map<String, String> metrics = new HashMap<>();
    if (map != null) {
      map.entries()
          .forEach(
              (theirs, ours) -> {
                String metric = ours.text("the name of a metric", 100);
                if (metric != null
                    && !known.contains(metric)
                    && !CampaignColumns.DELIVERY.contains(metric)) {
                  ours.problem(
                      Spelling.quoted(metric)
                          + " is no metric of the catalogue, nor spend, impressions or clicks"
                          + Spelling.suggestion(metric, known));
                } else if (metric != null) {
                  metrics.put(theirs.strip().toLowerCase(Locale.ROOT), metric);
                }
              });
    }
    return metrics;
  }

  private static @Nullable BigDecimal tolerance(@Nullable YamlValue value) {
    String text = value == null ? null : value.written("a part of the total, such as 2%", 20);
    if (value == null || text == null) {
      return null;
    }
    if (text.strip().equals("0")) {
      return BigDecimal.ZERO;
    }
    Matcher percent = PERCENT.matcher(text.strip());
    if (!percent.matches()) {
      value.problem(Spelling.quoted(text) + " is no part of a total; write it such as 2% or 0.5%");
      return null;
    }
    return new BigDecimal(percent.group(1)).movePointLeft(2);
  }
}

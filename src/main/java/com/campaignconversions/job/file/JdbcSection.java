package com.campaignconversions.job.file;

import com.campaignconversions.job.JdbcInsights;
import com.campaignconversions.job.JdbcInsights.Connector;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code jdbc:} of a job file's {@code insights:}. Nothing of how the database is reached is
 * ever repeated in a message.
 */
final class JdbcSection {
  private static final List<String> KEYS =
      List.of("jdbc_url", "username", "password", "query", "table", "preset", "json", "columns");
  private static final String SOURCE =
      "table: ads_insights and preset: airbyte, or query: SELECT … FROM …";
  private static final Output NOWHERE = new Output("", null, null, null, Output.Cache.NONE);
  private static final String COLUMN = "the name of a column";
  private static final Pattern TABLE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62}){0,2}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  private JdbcSection() {}

  static JdbcInsights read(YamlValue jdbc, @Nullable YamlValue newest, Path folder) {
    YamlMap map = YamlMap.withSecrets(jdbc, "a map with the key jdbc_url and " + SOURCE, KEYS);
    if (map == null) {
      return new JdbcInsights(NOWHERE, null, null, null, null, Map.of(), null);
    }
    Output database =
        OutputSection.connection(
            map.required("jdbc_url", "jdbc_url: jdbc:postgresql://host/database"), map, folder);
    YamlValue query = map.get("query");
    YamlValue table = map.get("table");
    YamlValue preset = map.get("preset");
    Connector connector = preset == null ? null : preset.choice(Connector.class);
    if (query == null && table == null) {
      jdbc.problem("wants one of query and table; write " + SOURCE);
    } else if (query != null
        && table != null
        && !(connector != null && connector.hasEntryTables())) {
      table.problem(
          "stands beside query, where it names the table whose child tables belong to the query's"
              + " rows: that is for preset dlt, fivetran or stitch; keep one of the two");
    }
    if (preset != null && connector == Connector.FIVETRAN && table == null) {
      preset.problem(
          "wants a table, because Fivetran lands actions in tables beside it; write"
              + " table: facebook_ads.basic_ad");
    }
    YamlValue json = map.get("json");
    if (json != null && preset != null) {
      json.problem(
          "stands beside preset: a row is JSON in one column, or columns of a connector; keep one");
    }
    return new JdbcInsights(
        database,
        query == null ? null : query(query),
        table == null ? null : table(table),
        connector,
        json == null ? null : name(json),
        columns(map.get("columns")),
        newestField(newest, connector));
  }

  /** Without its semicolon, because it becomes a part of another query. */
  private static @Nullable String query(YamlValue value) {
    String text = value.lines("a SELECT", 100_000);
    return text == null ? null : text.strip().replaceAll("[;\\s]+$", "");
  }

  private static @Nullable String table(YamlValue value) {
    String name = value.text("the name of a table", 200);
    if (name != null && !TABLE.matcher(name).matches()) {
      value.problem(
          "is not the name of a table: letters, digits and _, perhaps a schema and a point before"
              + " it; anything else is a query");
    }
    return name;
  }

  private static Map<String, String> columns(@Nullable YamlValue value) {
    YamlMap map =
        value == null
            ? null
            : YamlMap.ofNames(value, "a map of field and column, such as {clicks: taps}");
    Map<String, String> columns = new HashMap<>();
    if (map != null) {
      map.entries()
          .forEach(
              (field, column) -> {
                String name = name(column);
                if (!NAME.matcher(field).matches()) {
                  column.problem("stands under a key that is no field of insights");
                } else if (name != null) {
                  columns.put(field, name);
                }
              });
    }
    return columns;
  }

  private static @Nullable String name(YamlValue value) {
    String name = value.text(COLUMN, 200);
    if (name != null && !NAME.matcher(name).matches()) {
      value.problem("is not " + COLUMN + ": letters, digits and _; a query can rename with AS");
    }
    return name == null ? null : name.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String newestField(
      @Nullable YamlValue newest, @Nullable Connector connector) {
    String text = newest == null ? null : newest.text("none, or " + COLUMN, 100);
    if (newest == null || text == null) {
      return connector == null ? null : connector.extractedAt();
    }
    if (text.equals("none")) {
      return null;
    }
    if (text.equals("file")) {
      newest.problem("is file, but these insights stand in a table; write none, or " + COLUMN);
      return null;
    }
    return name(newest);
  }
}

package com.campaignconversions.job.file;

import com.campaignconversions.job.Audit;
import com.campaignconversions.job.Output;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The {@code audit:} of a job file. Nothing of its database's part is ever repeated in a message.
 */
final class AuditSection {
  /** α for stored numbers: more of them were manufactured than of those fresh from Meta. */
  private static final List<String> KEYS =
      List.of("jdbc_url", "username", "password", "query", "cache", "significance", "parts");

  private static final String DEFAULT_TABLE = "current_month_cache";
  private static final String SOURCE =
      "query: SELECT client, period, campaign, spend, … FROM …, or cache: {table: "
          + DEFAULT_TABLE
          + "}";
  private static final Pattern TABLE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?");

  private AuditSection() {}

  /** Null where the file has none; then there is nothing to audit. */
  static @Nullable Audit read(YamlMap file, Path folder, Output output) {
    YamlValue audit = file.get("audit");
    YamlMap map = audit == null ? null : YamlMap.withSecrets(audit, "a map with " + SOURCE, KEYS);
    if (audit == null || map == null) {
      return null;
    }
    YamlValue url = map.get("jdbc_url");
    Output database =
        url == null ? outputs(map, output) : OutputSection.connection(url, map, folder);
    String section = url == null ? "output" : "audit";
    BigDecimal significance = SignificanceSection.ofAudit(map);
    YamlValue parts = map.get("parts");
    YamlMap partsMap =
        parts == null ? null : YamlMap.of(parts, "a map with " + SOURCE, List.of("query", "cache"));
    return audit(
        audit,
        map,
        database,
        section,
        "audit",
        significance,
        parts == null || partsMap == null
            ? null
            : audit(parts, partsMap, database, section, "audit.parts", significance, null));
  }

  private static Audit audit(
      YamlValue value,
      YamlMap map,
      Output database,
      String section,
      String key,
      BigDecimal significance,
      @Nullable Audit parts) {
    YamlValue query = map.get("query");
    YamlValue cache = map.get("cache");
    if ((query == null) == (cache == null)) {
      value.problem("wants exactly one of query and cache; write " + SOURCE);
    }
    return new Audit(
        database,
        section,
        key,
        query == null ? null : query(query),
        cache == null ? null : table(cache),
        significance,
        parts);
  }

  /** The database of output, where no other is named. */
  static Output outputs(YamlMap map, Output output) {
    for (String key : List.of("username", "password")) {
      YamlValue value = map.get(key);
      if (value != null) {
        value.problem(
            "stands without jdbc_url; without one the database, username and password of output"
                + " are used: add jdbc_url, or remove this");
      }
    }
    return output;
  }

  /** Without its semicolon, because it becomes a part of another query. */
  static @Nullable String query(YamlValue value) {
    String text = value.lines("a SELECT", 100_000);
    return text == null ? null : text.strip().replaceAll("[;\\s]+$", "");
  }

  private static @Nullable String table(YamlValue cache) {
    YamlMap map = YamlMap.of(cache, "{table: " + DEFAULT_TABLE + "}", List.of("table"));
    YamlValue table = map == null ? null : map.get("table");
    String name = table == null ? DEFAULT_TABLE : table.text("the name of a table", 200);
    if (table != null && name != null && !TABLE.matcher(name).matches()) {
      table.problem(
          "is not the name of a table: letters, digits and _, perhaps a schema and a point before"
              + " it; anything else is a query");
    }
    return name;
  }
}

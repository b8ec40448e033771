package com.campaignconversions.job.file;

import com.campaignconversions.job.Output;
import com.campaignconversions.job.Output.Cache;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlSecret;
import com.campaignconversions.job.yaml.YamlValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code output:} of a job file. Nothing that stands in it is ever repeated in a message. */
final class OutputSection {
  static final List<String> KEYS = List.of("jdbc_url", "username", "password", "schema", "cache");
  private static final String JDBC_URL =
      "jdbc:h2:file:conversions, or jdbc:postgresql://host/database (or jdbc:mariadb, jdbc:mysql)";
  private static final Pattern SERVER = Pattern.compile("jdbc:(postgresql|mariadb|mysql):.*");
  private static final Pattern NO_DATABASE =
      Pattern.compile("jdbc:(postgresql:/*|(mariadb|mysql):(//[^/]*)?/*)(\\?.*)?");
  private static final String PASSWORD =
      "{env: NAME_OF_A_VARIABLE} or {file: PATH}, never the password itself";

  private static final Pattern SCHEMA = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Pattern SECRET_SETTING =
      Pattern.compile("(?i).*[?&;].*(password|passwd|pwd|secret|token|apikey|accesskey).*");
  private static final Pattern USER_SETTING =
      Pattern.compile("(?i).*[?&;]\\s*(user|username|userid|uid)\\s*=.*");
  private static final Pattern H2_FILE = Pattern.compile("(?i)(jdbc:h2:)(file:)?([^;]*)(;.*)?");

  private OutputSection() {}

  static Output read(YamlMap file, Path folder) {
    YamlValue output = file.required("output", "output: {jdbc_url: jdbc:h2:file:conversions}");
    YamlMap map =
        output == null ? null : YamlMap.withSecrets(output, "a map with the key jdbc_url", KEYS);
    if (map == null) {
      return new Output("", null, null, null, Cache.CURRENT);
    }
    Output database = connection(map.required("jdbc_url", "jdbc_url: " + JDBC_URL), map, folder);
    return new Output(
        database.jdbcUrl(),
        database.username(),
        database.password(),
        schema(map.get("schema")),
        map.choice("cache", Cache.class, Cache.CURRENT));
  }

  /** How a database is reached: {@code jdbc_url}, {@code username} and {@code password}. */
  static Output connection(@Nullable YamlValue url, YamlMap map, Path folder) {
    String text = url == null ? null : url.text(JDBC_URL, 2000);
    String jdbcUrl = url == null || text == null ? null : jdbcUrl(url, text, folder);
    YamlValue username = map.get("username");
    YamlValue password = map.get("password");
    return new Output(
        jdbcUrl == null ? "" : jdbcUrl,
        username == null ? null : username.text("the name of a database user", 100),
        password == null ? null : YamlSecret.read(password, PASSWORD, folder),
        null,
        Cache.NONE);
  }

  private static @Nullable String schema(@Nullable YamlValue value) {
    String schema = value == null ? null : value.text("the name of a schema", 100);
    if (value != null && schema != null && !SCHEMA.matcher(schema).matches()) {
      value.problem(
          "is not the name of a schema: letters, digits and _, no digit first, at most 63");
    }
    return schema;
  }

  private static @Nullable String jdbcUrl(YamlValue value, String url, Path folder) {
    String lower = url.toLowerCase(Locale.ROOT);
    boolean localFile = H2_FILE.matcher(url).matches() && !lower.contains("://");
    if (SECRET_SETTING.matcher(url).matches()
        || USER_SETTING.matcher(url).matches()
        || (!localFile && url.contains("@"))) {
      value.problem(
          "holds credentials, which would end up in logs (not repeated here); take them out and"
              + " write username: NAME and password: {env: NAME_OF_A_VARIABLE}");
    } else if (lower.startsWith("jdbc:h2:")) {
      return h2Url(value, url, folder);
    } else if (!SERVER.matcher(lower).matches()) {
      value.problem("is no kind of database that is known here; write " + JDBC_URL);
    } else if (NO_DATABASE.matcher(lower).matches()) {
      value.problem("names no database; write " + JDBC_URL);
    } else {
      return url;
    }
    return null;
  }

  /** Paths of files become absolute, so that the job can be started from any folder. */
  private static @Nullable String h2Url(YamlValue value, String url, Path folder) {
    Matcher parts = H2_FILE.matcher(url);
    if (!parts.matches()) {
      return null;
    }
    String path = parts.group(3);
    String settings = parts.group(4) == null ? "" : parts.group(4);
    boolean named = parts.group(2) != null;
    if (!named && path.matches("(?i)(mem:|tcp://.|ssl://.).*")) {
      return url;
    }
    if (path.isBlank() || path.endsWith("/")) {
      value.problem("names no file; write jdbc:h2:file:conversions");
    } else if (path.endsWith(".mv.db")) {
      value.problem("ends with .mv.db, which H2 adds itself; leave it off");
    } else if (path.startsWith("~/")) {
      return url;
    } else if (named || path.matches("(?s)\\.{0,2}/.*")) {
      Path absolute = value.path(folder, path);
      return absolute == null ? null : parts.group(1) + "file:" + absolute + settings;
    } else {
      value.problem(
          "is no kind of H2 database that is known here; for a file write"
              + " jdbc:h2:file:conversions");
    }
    return null;
  }
}

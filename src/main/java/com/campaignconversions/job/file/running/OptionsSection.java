package com.campaignconversions.job.file.running;

import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The {@code options:} of a job file: Beam pipeline options, which travel in clear. */
public final class OptionsSection {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,99}");
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(password|passwd|secret|token|accesskey|apikey).*");
  private static final Pattern SECRET_VALUE =
      Pattern.compile(
          "(?i).*(password|passwd|secret|token|accesskey|apikey)[a-z_]*\\W{0,3}[=:].*"
              + "|.*://[^/]*@.*");

  private OptionsSection() {}

  public static Map<String, String> read(YamlValue value) {
    YamlMap map =
        YamlMap.ofNames(value, "a map of Beam pipeline options, such as {runner: DirectRunner}");
    Map<String, String> options = new LinkedHashMap<>();
    if (map != null) {
      map.entries().forEach((name, option) -> read(value, name, option, options));
    }
    return options;
  }

  private static void read(
      YamlValue whole, String name, YamlValue option, Map<String, String> options) {
    if (!NAME.matcher(name).matches()) {
      whole.problem(
          option.line(),
          "",
          "holds a name that is no pipeline option: letters and digits, without dashes, such as"
              + " tempLocation");
      return;
    }
    if (SECRET_NAME.matcher(name).matches()) {
      option.problem(
          "looks like a secret, and pipeline options travel in clear and are shown; remove it and"
              + " give the credentials by the environment of the runner");
      return;
    }
    List<YamlValue> items = option.isList() ? option.items("a list of values") : List.of(option);
    List<String> values = new ArrayList<>();
    for (YamlValue item : items == null ? List.<YamlValue>of() : items) {
      String text = value(item);
      if (text != null && option.isList() && text.contains(",")) {
        item.problem("has a comma, which separates values; make it an item of its own");
      } else if (text != null) {
        values.add(text);
      }
    }
    if (option.isList() && items != null && items.isEmpty()) {
      option.problem("is an empty list; write a value, or remove it");
    }
    options.put(name, String.join(",", values));
  }

  private static @Nullable String value(YamlValue item) {
    String text = item.written("a value, or a list of values", 2000);
    if (text != null && SECRET_VALUE.matcher(text).matches()) {
      item.problem(
          "holds what looks like a secret (not repeated here); remove it and give the credentials"
              + " by the environment of the runner");
      return null;
    }
    if (text != null && item.isPlain() && item.isBoolean()) {
      // YAML also says yes and on; Beam does not.
      return String.valueOf(List.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT)));
    }
    return text;
  }
}

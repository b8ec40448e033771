package com.campaignconversions.job.file.running;

import com.campaignconversions.job.Retention;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlValue;
import com.campaignconversions.records.Spelling;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code retention:} of a job file. */
public final class RetentionSection {
  private static final List<String> KEYS = List.of("versions", "days");
  private static final String EXAMPLE = "{versions: 10, days: 400}";

  private RetentionSection() {}

  public static Retention read(YamlMap file) {
    YamlValue retention = file.get("retention");
    YamlMap map =
        retention == null ? null : YamlMap.of(retention, "a map such as " + EXAMPLE, KEYS);
    if (retention == null || map == null) {
      return Retention.EVERYTHING;
    }
    if (map.entries().isEmpty()) {
      retention.problem("is an empty map; write " + EXAMPLE + ", or one of the two");
    }
    return new Retention(
        number(map.get("versions"), "how many versions of a client period are kept"),
        number(map.get("days"), "for how many days something is kept that was replaced"));
  }

  private static @Nullable Integer number(@Nullable YamlValue value, String what) {
    String wanted = "a whole number from 1 to 99999: " + what;
    String text = value == null ? null : value.written(wanted, 40);
    if (value == null || text == null) {
      return null;
    }
    if (!value.isPlain() || !text.matches("[1-9][0-9]{0,4}")) {
      value.problem(Spelling.quoted(text) + " is not " + wanted);
      return null;
    }
    return Integer.valueOf(text);
  }
}

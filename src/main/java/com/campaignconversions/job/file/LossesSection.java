package com.campaignconversions.job.file;

import com.campaignconversions.job.LossRules;
import com.campaignconversions.job.LossRules.AcceptedLoss;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlValue;
import com.campaignconversions.records.Spelling;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a job file says about what was lost. */
final class LossesSection {
  private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,3})([dh])");
  private static final String WANTED = "a number of days or hours, such as 3d or 36h";

  private LossesSection() {}

  static LossRules read(YamlMap file, List<AcceptedLoss> accepted) {
    return new LossRules(
        InsightsSection.publishesRejected(file), duration(file.get("fresh_within")), accepted);
  }

  private static @Nullable Duration duration(@Nullable YamlValue value) {
    String text = value == null ? null : value.written(WANTED, 40);
    if (value == null || text == null) {
      return null;
    }
    Matcher duration = DURATION.matcher(text);
    if (!duration.matches()) {
      value.problem(Spelling.quoted(text) + " is not " + WANTED);
      return null;
    }
    long number = Long.parseLong(duration.group(1));
    return duration.group(2).equals("d") ? Duration.ofDays(number) : Duration.ofHours(number);
  }
}

package com.campaignconversions.job;

import com.campaignconversions.clients.Period;
import java.time.YearMonth;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which files hold the insights, and which row wins where two describe the same days.
 *
 * @param patterns absolute file patterns of any Beam file system; {@code {period}} and {@code
 *     {month}} stand for the wanted period, in all of them or in none
 * @param place file and line of the job file, for messages
 * @param folder the job file's folder, absolute: sources are named relative to it
 * @param newestField the field that orders rows where {@code newest} is FIELD
 */
public record InsightFiles(
    List<String> patterns, String place, String folder, Newest newest, @Nullable String newestField)
    implements InsightSource {
  static final String PERIOD = "{period}";
  static final String MONTH = "{month}";

  public InsightFiles {
    patterns = List.copyOf(patterns);
  }

  /** The same, of a job that is in no file. */
  public InsightFiles(
      List<String> patterns, String folder, Newest newest, @Nullable String newestField) {
    this(patterns, "insights.files", folder, newest, newestField);
  }

  @Override
  public boolean isAskedPerPeriod() {
    return patterns.stream().anyMatch(InsightFiles::namesPeriod);
  }

  static boolean namesPeriod(String pattern) {
    return pattern.contains(PERIOD) || pattern.contains(MONTH);
  }

  /** The patterns that match the files of some periods, with the periods that each is asked for. */
  public Map<String, Set<Period>> patternsOf(Collection<Period> periods) {
    Map<String, Set<Period>> asked = new LinkedHashMap<>();
    for (String pattern : patterns) {
      for (Period period : periods) {
        String named = pattern.replace(PERIOD, period.id());
        YearMonth last = YearMonth.from(period.end());
        for (YearMonth month = YearMonth.from(period.start());
            !month.isAfter(last);
            month = month.plusMonths(1)) {
          asked
              .computeIfAbsent(named.replace(MONTH, month.toString()), none -> new TreeSet<>())
              .add(period);
        }
      }
    }
    return asked;
  }

  /** The patterns that match the files of every period. */
  public List<String> patternsOfAll() {
    return patterns.stream()
        .map(pattern -> pattern.replace(PERIOD, "*").replace(MONTH, "*"))
        .toList();
  }
}

package com.campaignconversions.job;

import com.campaignconversions.clients.Period;
import com.campaignconversions.records.Sha256;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files hold the insights, and which row wins where two describe the same days.
 *
 * @param patterns absolute file patterns of any Beam file system; {@code {period}} and {@code
 *     {month}} stand for the wanted period, in all of them or in none
 * @param except patterns of what is left out, though the others match it; absolute in the same way
 * @param place file and line of the job file, for messages
 * @param folder the job file's folder, absolute: sources are named relative to it
 * @param newestField the field that orders rows where {@code newest} is FIELD
 */
public record InsightFiles(
    List<String> patterns,
    List<String> except,
    String place,
    String folder,
    Newest newest,
    @Nullable String newestField)
    implements InsightSource {
  public static final String PERIOD = "{period}";
  public static final String MONTH = "{month}";

  private static final int LONGEST_ORIGIN = 500;

  public InsightFiles {
    patterns = List.copyOf(patterns);
    except = List.copyOf(except);
  }

  /** Files of a job that is in no file. */
  public InsightFiles(
      List<String> patterns, String folder, Newest newest, @Nullable String newestField) {
    this(patterns, List.of(), "insights.files", folder, newest, newestField);
  }

  @Override
  public String origin() {
    String all =
        Stream.concat(patterns.stream(), except.stream().map(pattern -> "!" + pattern))
            .map(pattern -> pattern.replace(folder + "/", ""))
            .collect(Collectors.joining(" "));
    return "files " + (all.length() > LONGEST_ORIGIN ? Sha256.hex(all) : all);
  }

  @Override
  public boolean isAskedPerPeriod() {
    return patterns.stream().anyMatch(InsightFiles::namesPeriod);
  }

  public static boolean namesPeriod(String pattern) {
    return pattern.contains(PERIOD) || pattern.contains(MONTH);
  }

  /** The patterns that match the files of some periods, with the periods that each is asked for. */
  public Map<String, Set<Period>> patternsOf(Collection<Period> periods) {
    Map<String, Set<Period>> asked = new LinkedHashMap<>();
    for (String pattern : patterns) {
      for (Period period : periods) {
        for (String named : named(pattern, period)) {
          asked.computeIfAbsent(named, none -> new TreeSet<>()).add(period);
        }
      }
    }
    return asked;
  }

  /** The patterns that match the files of every period. */
  public List<String> patternsOfAll() {
    return patterns.stream().map(InsightFiles::ofAnyPeriod).toList();
  }

  /** The patterns of what is left out of the files of some periods; of none, of every period's. */
  public List<String> exceptOf(Collection<Period> periods) {
    if (periods.isEmpty()) {
      return except.stream().map(InsightFiles::ofAnyPeriod).toList();
    }
    return except.stream()
        .flatMap(pattern -> periods.stream().flatMap(period -> named(pattern, period).stream()))
        .distinct()
        .toList();
  }

  private static String ofAnyPeriod(String pattern) {
    return pattern.replace(PERIOD, "*").replace(MONTH, "*");
  }

  /** A pattern for each month that the period has days of. */
  private static List<String> named(String pattern, Period period) {
    List<String> named = new ArrayList<>();
    String ofPeriod = pattern.replace(PERIOD, period.id());
    YearMonth last = YearMonth.from(period.end());
    for (YearMonth month = YearMonth.from(period.start());
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      named.add(ofPeriod.replace(MONTH, month.toString()));
    }
    return named;
  }
}

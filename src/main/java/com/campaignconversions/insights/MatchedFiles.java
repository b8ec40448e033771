package com.campaignconversions.insights;

import com.campaignconversions.clients.Period;
import com.campaignconversions.job.InsightFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * The files that a job's patterns match.
 *
 * @param files by rank
 * @param unmatched patterns that match no file
 */
public record MatchedFiles(List<InsightFile> files, List<String> unmatched) {
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");
  private static final int MOST_NESTED_WILDCARDS = 5;

  /**
   * Asks the file systems. Names that begin with a dot or an underscore are left out, as writers
   * call what they have not finished, unless the pattern spells them out.
   *
   * @throws IOException if a folder cannot be listed
   */
  public static MatchedFiles of(InsightFiles insights) throws IOException {
    Map<String, Set<Period>> patterns = new LinkedHashMap<>();
    insights.patternsOfAll().forEach(pattern -> patterns.put(pattern, Set.of()));
    return of(insights, patterns);
  }

  /**
   * The same, only the files of some periods, where the patterns name the period.
   *
   * @return unmatched is a pattern only where there is no file of any period
   */
  public static MatchedFiles of(InsightFiles insights, Collection<Period> periods)
      throws IOException {
    if (!insights.isAskedPerPeriod()) {
      return of(insights);
    }
    MatchedFiles matched = of(insights, insights.patternsOf(periods));
    boolean any = !matched.files.isEmpty();
    return new MatchedFiles(matched.files, any ? List.of() : of(insights).unmatched);
  }

  private static MatchedFiles of(InsightFiles insights, Map<String, Set<Period>> patterns)
      throws IOException {
    TreeMap<String, MatchResult.Metadata> found = new TreeMap<>();
    Map<String, Set<Period>> periods = new HashMap<>();
    List<String> unmatched = new ArrayList<>();
    for (Map.Entry<String, Set<Period>> asked : patterns.entrySet()) {
      String pattern = asked.getKey();
      boolean any = false;
      for (MatchResult match :
          FileSystems.match(List.copyOf(alsoWithoutFolder(pattern)), EmptyMatchTreatment.ALLOW)) {
        if (match.status() == MatchResult.Status.NOT_FOUND) {
          continue;
        }
        for (MatchResult.Metadata file : match.metadata()) {
          String name = file.resourceId().toString();
          if (!file.resourceId().isDirectory() && !isHidden(pattern, name)) {
            found.put(name, file);
            periods.computeIfAbsent(name, none -> new TreeSet<>()).addAll(asked.getValue());
            any = true;
          }
        }
      }
      if (!any) {
        unmatched.add(pattern);
      }
    }
    List<MatchResult.Metadata> ranked =
        found.values().stream()
            .sorted(
                Comparator.comparingLong(MatchResult.Metadata::lastModifiedMillis)
                    .thenComparing(file -> file.resourceId().toString()))
            .toList();
    List<InsightFile> files = new ArrayList<>(ranked.size());
    for (MatchResult.Metadata file : ranked) {
      String name = file.resourceId().toString();
      files.add(
          new InsightFile(
              files.size(),
              name,
              source(insights.folder(), name),
              file.sizeBytes(),
              file.lastModifiedMillis(),
              List.copyOf(periods.getOrDefault(name, Set.of())),
              false));
    }
    return new MatchedFiles(files, unmatched);
  }

  /** The pattern, and the same with each two stars matching no folder at all. */
  private static Set<String> alsoWithoutFolder(String pattern) {
    Set<String> patterns = new LinkedHashSet<>(List.of(pattern));
    for (int i = 0; i < MOST_NESTED_WILDCARDS; i++) {
      for (String known : List.copyOf(patterns)) {
        for (int at = known.indexOf("/**/"); at >= 0; at = known.indexOf("/**/", at + 1)) {
          patterns.add(known.substring(0, at) + known.substring(at + 3));
        }
      }
    }
    return patterns;
  }

  private static boolean isHidden(String pattern, String name) {
    var wildcard = WILDCARD.matcher(pattern);
    int spelledOut =
        pattern.lastIndexOf('/', wildcard.find() ? wildcard.start() : pattern.length()) + 1;
    if (!wildcard.reset().find()) {
      return false;
    }
    String prefix = pattern.substring(0, spelledOut);
    String rest =
        name.startsWith(prefix)
            ? name.substring(prefix.length())
            : name.substring(name.lastIndexOf('/') + 1);
    return Arrays.stream(rest.split("/"))
        .anyMatch(part -> part.startsWith(".") || part.startsWith("_"));
  }

  /** A file's name for people. */
  static String source(String folder, String name) {
    if (!name.startsWith("/")) {
      return name;
    }
    return Path.of(folder).relativize(Path.of(name)).toString();
  }
}

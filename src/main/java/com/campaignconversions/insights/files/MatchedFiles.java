package com.campaignconversions.insights.files;

import com.campaignconversions.clients.Period;
import com.campaignconversions.job.InsightFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
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
import org.jspecify.annotations.Nullable;

/**
 * The files that a job's patterns match.
 *
 * @param files by rank; those with a trouble match, or may hold files that do, and cannot be read
 * @param unmatched patterns that match no file
 */
public record MatchedFiles(List<InsightFile> files, List<String> unmatched) {
  private static final Pattern NUMBER_OR_LETTER =
      Pattern.compile("[0-9]+|(?<![A-Za-z])[A-Za-z](?![A-Za-z])");

  private static final int LONGEST_NUMBER = 20;

  private static final int MOST_NESTED_WILDCARDS = 5;

  /**
   * Asks the file systems. Names that begin with a dot or an underscore are left out, as writers
   * call what they have not finished, unless the pattern spells them out, and what {@code !}
   * patterns match.
   *
   * @throws IOException if a folder cannot be listed
   */
  public static MatchedFiles of(InsightFiles insights) throws IOException {
    Map<String, Set<Period>> patterns = new LinkedHashMap<>();
    insights.patternsOfAll().forEach(pattern -> patterns.put(pattern, Set.of()));
    return of(insights, patterns);
  }

  /**
   * Lists only the files of some periods, where the patterns name the period.
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
    Map<String, FoundFile> found = new HashMap<>();
    Map<String, Set<Period>> periods = new HashMap<>();
    List<String> unmatched = new ArrayList<>();
    for (Map.Entry<String, Set<Period>> asked : patterns.entrySet()) {
      String pattern = asked.getKey();
      List<FilePattern> except =
          insights.exceptOf(asked.getValue()).stream()
              .map(
                  out ->
                      new FilePattern(
                          LocalFiles.isLocal(out) ? LocalFiles.withoutScheme(out) : out))
              .toList();
      List<FoundFile> matched =
          LocalFiles.isLocal(pattern)
              ? LocalListing.of(pattern, except)
              : elsewhere(pattern, except);
      for (FoundFile file : matched) {
        found.put(file.resource(), file);
        periods.computeIfAbsent(file.resource(), none -> new TreeSet<>()).addAll(asked.getValue());
      }
      if (matched.isEmpty()) {
        unmatched.add(pattern);
      }
    }
    // Nobody knows how new it is what cannot be read.
    List<FoundFile> ranked =
        found.values().stream()
            .sorted(
                Comparator.comparing((FoundFile file) -> file.error() != null)
                    .thenComparingLong(FoundFile::modifiedMillis)
                    .thenComparing(FoundFile::resource))
            .toList();
    int[] behind = behind(ranked);
    List<InsightFile> files = new ArrayList<>(ranked.size());
    for (FoundFile file : ranked) {
      files.add(
          new InsightFile(
              files.size(),
              file.resource(),
              source(insights.folder(), file.resource()).replaceAll("\\p{Cntrl}", "?"),
              file.size(),
              file.modifiedMillis(),
              List.copyOf(periods.getOrDefault(file.resource(), Set.of())),
              behind[files.size()],
              file.error()));
    }
    return new MatchedFiles(files, unmatched);
  }

  /**
   * For each file the place of the one that it lies directly behind; -1 for none. Only among files
   * whose names differ in nothing but numbers or single letters, as pages are saved.
   */
  private static int[] behind(List<FoundFile> files) {
    int[] behind = new int[files.size()];
    Arrays.fill(behind, -1);
    Map<String, TreeMap<String, Integer>> alike = new HashMap<>();
    for (int i = 0; i < behind.length; i++) {
      String resource = files.get(i).resource();
      String folder = resource.substring(0, resource.lastIndexOf('/') + 1);
      String name = resource.substring(folder.length());
      String shape = folder + NUMBER_OR_LETTER.matcher(name).replaceAll("#");
      String order = NUMBER_OR_LETTER.matcher(name).replaceAll(MatchedFiles::inOrder);
      alike.computeIfAbsent(shape, none -> new TreeMap<>()).put(order, i);
    }
    for (TreeMap<String, Integer> ordered : alike.values()) {
      int before = -1;
      for (int file : ordered.values()) {
        behind[file] = before;
        before = file;
      }
    }
    return behind;
  }

  /** So long that numbers follow each other as texts do. */
  private static String inOrder(java.util.regex.MatchResult number) {
    return "0".repeat(Math.max(0, LONGEST_NUMBER - number.group().length())) + number.group();
  }

  /** What another file system than this machine's says that a pattern matches. */
  private static List<FoundFile> elsewhere(String pattern, List<FilePattern> except)
      throws IOException {
    List<FoundFile> found = new ArrayList<>();
    for (MatchResult match :
        FileSystems.match(List.copyOf(alsoWithoutFolder(pattern)), EmptyMatchTreatment.ALLOW)) {
      if (match.status() == MatchResult.Status.NOT_FOUND) {
        continue;
      }
      for (MatchResult.Metadata file : match.metadata()) {
        String name = file.resourceId().toString();
        if (!file.resourceId().isDirectory()
            && !isHidden(pattern, name)
            && except.stream().noneMatch(out -> out.matches(name))) {
          found.add(new FoundFile(name, file.sizeBytes(), file.lastModifiedMillis(), null));
        }
      }
    }
    return found;
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
    String literal = FilePattern.literal(pattern);
    if (literal.equals(pattern)) {
      return false;
    }
    String prefix = literal.substring(0, literal.lastIndexOf('/') + 1);
    String rest =
        name.startsWith(prefix)
            ? name.substring(prefix.length())
            : name.substring(name.lastIndexOf('/') + 1);
    return Arrays.stream(rest.split("/"))
        .anyMatch(part -> part.startsWith(".") || part.startsWith("_"));
  }

  /**
   * One file; null where there is none of this name.
   *
   * @param source its name for people
   */
  public static @Nullable InsightFile one(int rank, String name, String source) throws IOException {
    if (LocalFiles.isLocal(name)) {
      String path = LocalFiles.withoutScheme(name);
      if (!Files.exists(LocalFiles.path(path))) {
        return null;
      }
      BasicFileAttributes found = LocalFiles.attributes(LocalFiles.path(path));
      return new InsightFile(rank, path, source, found.size(), found.lastModifiedTime().toMillis());
    }
    // A name may look like a pattern, and then others match it too.
    return FileSystems.match(name, EmptyMatchTreatment.ALLOW).metadata().stream()
        .filter(found -> found.resourceId().toString().equals(name))
        .findFirst()
        .map(
            found ->
                new InsightFile(rank, name, source, found.sizeBytes(), found.lastModifiedMillis()))
        .orElse(null);
  }

  /** A file's name for people. */
  public static String source(String folder, String name) {
    if (!name.startsWith("/")) {
      return name;
    }
    // As text: in some locales Java takes no path with the letters of others.
    String[] from = folder.equals("/") ? new String[] {""} : folder.split("/", -1);
    String[] to = name.split("/", -1);
    int common = 0;
    while (common < from.length && common < to.length - 1 && from[common].equals(to[common])) {
      common++;
    }
    return "../".repeat(from.length - common)
        + String.join("/", Arrays.asList(to).subList(common, to.length));
  }
}

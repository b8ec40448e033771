package com.campaignconversions.marketingapi;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The versions of Meta's Marketing API and the days on which they end, as Meta's changelog has them
 * (developers.facebook.com, "Marketing API version history", looked up on 28 November 2026; of
 * v24.0 some sources say 6 October). Those of the rest of the Graph API live longer. After its end
 * a version is refused (error 2635), or the next one answers in its place, where the app's settings
 * allow that and nothing asked for has changed ("Marketing API versioning", as of 30 March 2026).
 *
 * <p>A new version gets a line at the top, with the job files and documents that name the newest.
 */
public final class ApiVersions {
  /**
   * A version that Meta has published.
   *
   * @param name as in {@code insights.graph.version}
   * @param first its first day
   * @param end its last day; null where none is published
   */
  public record ApiVersion(String name, LocalDate first, @Nullable LocalDate end) {}

  private static final List<ApiVersion> TABLE =
      List.of(
          version("v27.0", "2026-11-04", null),
          version("v26.0", "2026-07-29", null),
          version("v25.0", "2026-02-18", "2027-02-23"),
          version("v24.0", "2025-10-08", "2026-11-10"),
          version("v23.0", "2025-05-29", "2026-06-09"),
          version("v22.0", "2025-01-21", "2026-02-19"),
          version("v21.0", "2024-10-02", "2025-09-09"),
          version("v20.0", "2024-05-21", "2025-05-06"),
          version("v19.0", "2024-01-23", "2025-02-04"));

  private static final Pattern NAME = Pattern.compile("v(\\d{1,3})\\.(\\d{1,2})");
  private static final int DAYS_OF_WARNING = 60;

  private ApiVersions() {}

  private static ApiVersion version(String name, String first, @Nullable String end) {
    return new ApiVersion(name, LocalDate.parse(first), end == null ? null : LocalDate.parse(end));
  }

  /** All that this release knows, the newest first. */
  public static List<ApiVersion> all() {
    return TABLE;
  }

  /** The one to ask. */
  public static String newest() {
    return TABLE.get(0).name();
  }

  /**
   * What a person should know of the version that a job asks.
   *
   * @param alarming whether something is to be done
   * @param sentence begins with the key of the job file, and says what to write there
   */
  public record Remark(boolean alarming, String sentence) {}

  /** What is to be said of a version before it is asked; null where nothing is. */
  public static @Nullable Remark of(String version, LocalDate today) {
    return of(version, today, List.of(), null);
  }

  /** What is to be said of a version that was asked on a day; null where nothing is. */
  public static @Nullable Remark of(AskingFacts asked, LocalDate day) {
    return asked.version() == null
        ? null
        : of(asked.version(), day, asked.answeredBy(), asked.warning());
  }

  private static @Nullable Remark of(
      String version, LocalDate today, Collection<String> answeredBy, @Nullable String warning) {
    String others =
        answeredBy.stream()
            .filter(name -> !name.equals(version))
            .map(name -> name + " answered")
            .collect(Collectors.joining(" and "));
    boolean alarming = warning != null || !others.isEmpty();
    String standing = standing(version, today);
    if (standing == null) {
      if (!alarming) {
        return null;
      }
      standing = version + " was asked for";
    }
    String said =
        warning == null ? "" : (others.isEmpty() ? "Meta says: “" : " (“") + warning + "”";
    String answered = others + said + (warning == null || others.isEmpty() ? "" : ")");
    String told = standing + (answered.isEmpty() ? "" : ", and " + answered);
    return isNewer(version)
        ? new Remark(alarming, named(told))
        : new Remark(true, named(told) + advice(version));
  }

  /** What stands against a version; null where nothing does. */
  private static @Nullable String standing(String version, LocalDate today) {
    if (isNewer(version)) {
      return version + " is newer than this release, which knows versions up to " + newest();
    }
    ApiVersion known = known(version);
    if (known == null) {
      return version + " is no version that this release knows";
    }
    LocalDate end = known.end();
    if (end == null || end.isAfter(today.plusDays(DAYS_OF_WARNING))) {
      return null;
    }
    return end.isBefore(today)
        ? version + " ended on " + end
        : "%s ends on %s, in %d days".formatted(version, end, ChronoUnit.DAYS.between(today, end));
  }

  /**
   * Why nothing can be read by a version.
   *
   * @param said Meta's own message
   */
  static String refusal(String version, String said) {
    ApiVersion known = known(version);
    return named("Meta no longer serves ")
        + version
        + (known == null || known.end() == null ? "" : ", which ended on " + known.end())
        + " (error 2635)"
        + (isNewer(version) || version.equals(newest())
            ? ": write the version that Meta names: " + said
            : advice(version));
  }

  private static String named(String sentence) {
    return "insights.graph.version: " + sentence;
  }

  private static String advice(String version) {
    return version.equals(newest()) ? ": write a newer one" : ": write " + newest();
  }

  private static @Nullable ApiVersion known(String version) {
    return TABLE.stream().filter(one -> one.name().equals(version)).findFirst().orElse(null);
  }

  /** Whether a text has the form of a version. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static boolean isNewer(String version) {
    return number(version) > number(newest());
  }

  private static int number(String version) {
    Matcher name = NAME.matcher(version);
    return name.matches()
        ? Integer.parseInt(name.group(1)) * 100 + Integer.parseInt(name.group(2))
        : 0;
  }
}

package com.campaignconversions.marketingapi;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What asking the Marketing API took, and which version answered; of one ad account or of many
 * together.
 *
 * @param version that was asked; null where nothing was to be
 * @param requests how many were sent
 * @param answeredBy the versions that answered, in the order of their names
 * @param warning what Meta said of the version, in its own words; null where it said nothing
 * @param waited how long for what
 */
public record AskingFacts(
    @Nullable String version,
    long requests,
    List<String> answeredBy,
    @Nullable String warning,
    List<Waited> waited)
    implements Serializable {
  public static final AskingFacts NONE = new AskingFacts(null, 0, List.of(), null, List.of());

  private static final int MOST = 20;

  /**
   * How long one thing was waited for; ad accounts that wait at the same time count one by one.
   *
   * @param reason what for, as "the rate limit"
   */
  public record Waited(String reason, long seconds) implements Serializable {}

  public AskingFacts {
    answeredBy = List.copyOf(answeredBy);
    waited = List.copyOf(waited);
  }

  /** {@code v27.0}, or several with commas between them; null where none answered. */
  public @Nullable String apiVersion() {
    return answeredBy.isEmpty() ? null : String.join(", ", answeredBy);
  }

  public AskingFacts plus(AskingFacts other) {
    if (other.equals(NONE)) {
      return this;
    }
    TreeSet<String> versions = new TreeSet<>(answeredBy);
    versions.addAll(other.answeredBy);
    Map<String, Long> seconds = new TreeMap<>();
    List<Waited> both = new ArrayList<>(waited);
    both.addAll(other.waited);
    both.forEach(one -> seconds.merge(one.reason(), one.seconds(), Long::sum));
    return new AskingFacts(
        version == null ? other.version : version,
        requests + other.requests,
        versions.stream().limit(MOST).toList(),
        warning == null ? other.warning : warning,
        seconds.entrySet().stream()
            .limit(MOST)
            .map(one -> new Waited(one.getKey(), one.getValue()))
            .toList());
  }
}

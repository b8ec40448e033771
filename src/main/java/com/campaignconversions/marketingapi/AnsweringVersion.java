package com.campaignconversions.marketingapi;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the headers of answers tell of the version by which they were made. */
final class AnsweringVersion {
  private static final String ANSWERED_BY = "facebook-api-version";
  private static final String WARNING = "X-Ad-Api-Version-Warning";
  private static final int MOST_VERSIONS = 10;

  private final NavigableSet<String> names = new TreeSet<>();
  private @Nullable String warning;

  /** Heeds those of one answer; what is not understood says nothing. */
  void heed(HttpHeaders headers, AccessToken token) {
    headers
        .firstValue(ANSWERED_BY)
        .filter(ApiVersions::isName)
        .filter(name -> names.size() < MOST_VERSIONS)
        .ifPresent(names::add);
    if (warning == null) {
      // Meta documents an example that has the header's own name and quotes in its value.
      warning =
          headers
              .firstValue(WARNING)
              .map(text -> Envelope.plain(token.maskedIn(text)))
              .map(text -> text.replaceFirst("(?i)^'?" + WARNING + ":", "").replaceAll("['\"]", ""))
              .map(String::strip)
              .filter(text -> !text.isEmpty())
              .orElse(null);
    }
  }

  List<String> names() {
    return List.copyOf(names);
  }

  /** In Meta's words; null where there was none. */
  @Nullable String warning() {
    return warning;
  }
}

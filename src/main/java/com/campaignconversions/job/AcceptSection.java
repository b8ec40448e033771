package com.campaignconversions.job;

import com.campaignconversions.job.Acceptance.Finding;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code accept:} of a job file: verdicts that count as trusted until a day. */
final class AcceptSection {
  private static final List<String> KEYS =
      List.of("client", "metric", "verdict", "reason", "until");
  private static final String ENTRY =
      "{client: belmonte, metric: reservations, verdict: DISTRIBUTED, reason: equal-budget test,"
          + " until: 2026-03-31}";

  private AcceptSection() {}

  /**
   * Reads the list.
   *
   * @param clients the ids that are known; null where an audit may bring others, as {@code metrics}
   */
  static List<Acceptance> read(
      YamlMap file, @Nullable List<String> clients, @Nullable List<String> metrics) {
    YamlValue accept = file.get("accept");
    List<YamlValue> items = accept == null ? null : accept.items("a list such as [" + ENTRY + "]");
    List<Acceptance> acceptances = new ArrayList<>();
    for (YamlValue item : items == null ? List.<YamlValue>of() : items) {
      YamlMap map = item.map("a map such as " + ENTRY, KEYS);
      if (map == null) {
        continue;
      }
      String client = name(map, "client", "the id of a client", clients);
      String metric = name(map, "metric", "a metric's name, or \"*\" for every metric", metrics);
      Finding finding = finding(map.required("verdict", "verdict: DISTRIBUTED, or another"));
      YamlValue why = map.required("reason", "reason: and why this is no mistake");
      String reason = why == null ? null : why.text("why this is no mistake", 300);
      LocalDate until = day(map.required("until", "until: and its last day, such as 2026-03-31"));
      if (client != null && metric != null && finding != null && reason != null && until != null) {
        acceptances.add(new Acceptance(client, metric, finding, reason, until));
      }
    }
    return acceptances;
  }

  private static @Nullable String name(
      YamlMap map, String key, String wanted, @Nullable List<String> known) {
    YamlValue value = map.required(key, key + ": and " + wanted);
    String name = value == null ? null : value.text(wanted, 100);
    if (value != null
        && name != null
        && known != null
        && !known.contains(name)
        && !(key.equals("metric") && name.equals(Acceptance.EVERY_METRIC))) {
      value.problem(
          Spelling.quoted(name)
              + " is not known"
              + Spelling.suggestion(name, known)
              + "; write "
              + wanted
              + ": "
              + Spelling.list(known));
      return null;
    }
    return name;
  }

  /** As the tables show it; small letters are the same. */
  private static @Nullable Finding finding(@Nullable YamlValue value) {
    List<String> names = Arrays.stream(Finding.values()).map(Finding::name).toList();
    String text = value == null ? null : value.text("one of " + String.join(", ", names), 100);
    if (value == null || text == null) {
      return null;
    }
    if (!names.contains(text.toUpperCase(Locale.ROOT))) {
      value.problem(
          Spelling.quoted(text)
              + " is no verdict that needs to be accepted"
              + Spelling.suggestion(text, names)
              + "; write one of "
              + String.join(", ", names));
      return null;
    }
    return Finding.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static @Nullable LocalDate day(@Nullable YamlValue value) {
    String wanted = "the last day, such as 2026-03-31";
    String text = value == null ? null : value.written(wanted, 100);
    if (value == null || text == null) {
      return null;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      value.problem(Spelling.quoted(text) + " is no day; write " + wanted);
      return null;
    }
  }
}

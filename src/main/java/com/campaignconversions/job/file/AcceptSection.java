package com.campaignconversions.job.file;

import com.campaignconversions.job.Acceptance;
import com.campaignconversions.job.Acceptance.AcceptedFinding;
import com.campaignconversions.job.LossKind;
import com.campaignconversions.job.LossRules.AcceptedLoss;
import com.campaignconversions.job.yaml.YamlMap;
import com.campaignconversions.job.yaml.YamlValue;
import com.campaignconversions.records.Spelling;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The {@code accept:} of a job file: verdicts and losses that count as trusted until a day. */
final class AcceptSection {
  private static final List<String> KEYS =
      List.of("client", "metric", "verdict", "loss", "reason", "until");
  private static final String ENTRY =
      "{client: belmonte, metric: reservations, verdict: DISTRIBUTED, reason: equal-budget test,"
          + " until: 2026-03-31}";
  private static final String VERDICT = "verdict: DISTRIBUTED, or another";

  private AcceptSection() {}

  /** What is accepted of metrics, and of what was lost. */
  record Accepted(List<Acceptance> acceptances, List<AcceptedLoss> losses) {}

  /**
   * Reads the list.
   *
   * @param clients the ids that are known; null where an audit may bring others, as {@code metrics}
   */
  static Accepted read(
      YamlMap file, @Nullable List<String> clients, @Nullable List<String> metrics) {
    YamlValue accept = file.get("accept");
    List<YamlValue> items = accept == null ? null : accept.items("a list such as [" + ENTRY + "]");
    List<Acceptance> acceptances = new ArrayList<>();
    List<AcceptedLoss> losses = new ArrayList<>();
    for (YamlValue item : items == null ? List.<YamlValue>of() : items) {
      YamlMap map = YamlMap.of(item, "a map such as " + ENTRY, KEYS);
      if (map == null) {
        continue;
      }
      String client = name(map, "client", "the id of a client", clients);
      YamlValue lossValue = map.get("loss");
      boolean ofLoss = lossValue != null;
      String metric =
          ofLoss
              ? null
              : name(map, "metric", "a metric's name, or \"*\" for every metric", metrics);
      AcceptedFinding finding =
          ofLoss ? null : named(map.required("verdict", VERDICT), AcceptedFinding.class, "verdict");
      LossKind loss = named(lossValue, LossKind.class, "loss");
      if (lossValue != null && (map.get("metric") != null || map.get("verdict") != null)) {
        lossValue.problem(
            "stands beside a metric or verdict, and is of the whole client period; write two"
                + " entries");
      }
      YamlValue why = map.required("reason", "reason: and why this is no mistake");
      String reason = why == null ? null : why.text("why this is no mistake", 300);
      LocalDate until = day(map.required("until", "until: and its last day, such as 2026-03-31"));
      if (client == null || reason == null || until == null) {
        continue;
      }
      if (metric != null && finding != null) {
        acceptances.add(new Acceptance(client, metric, finding, reason, until));
      }
      if (loss != null) {
        losses.add(new AcceptedLoss(client, loss, reason, until));
      }
    }
    return new Accepted(acceptances, losses);
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
  private static <E extends Enum<E>> @Nullable E named(
      @Nullable YamlValue value, Class<E> type, String what) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    String text = value == null ? null : value.text("one of " + String.join(", ", names), 100);
    if (value == null || text == null) {
      return null;
    }
    if (!names.contains(text.toUpperCase(Locale.ROOT))) {
      value.problem(
          Spelling.quoted(text)
              + " is no "
              + what
              + " that needs to be accepted"
              + Spelling.suggestion(text, names)
              + "; write one of "
              + String.join(", ", names));
      return null;
    }
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
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

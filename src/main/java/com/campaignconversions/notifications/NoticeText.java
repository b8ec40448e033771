package com.campaignconversions.notifications;

import com.campaignconversions.job.Reporting.Form;
import com.campaignconversions.records.Spelling;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A notice as it is sent: a JSON document, whatever its form. */
final class NoticeText {
  private static final String FORMAT = "campaign-conversions/1";
  private static final int MOST_LINES = 20;
  private static final int MOST_OF_A_REASON = 300;

  private NoticeText() {}

  static String of(Notice notice, Form form) {
    return switch (form) {
      case SLACK -> JsonNodeFactory.instance.objectNode().put("text", slack(notice)).toString();
      case WEBHOOK -> document(notice).toString();
    };
  }

  /** Slack's mrkdwn: a line for the run, and one for each transition that fits. */
  private static String slack(Notice notice) {
    List<String> lines = new ArrayList<>();
    lines.add(escaped(notice.headline()));
    if (notice.failure() != null) {
      lines.add("*FAILED* " + shortened(notice.failure()));
    }
    if (notice.wellAgain() != null) {
      lines.add("*WELL AGAIN* " + shortened(notice.wellAgain()));
    }
    List<Transition> transitions = notice.transitions();
    transitions.stream().limit(MOST_LINES).map(NoticeText::line).forEach(lines::add);
    if (transitions.size() > MOST_LINES) {
      lines.add("and " + (transitions.size() - MOST_LINES) + " more");
    }
    return String.join("\n", lines);
  }

  /** {@code *WITHHELD* (was WELL) Belmonte Hotel (belmonte) 2025-11: a file cannot be read}. */
  private static String line(Transition transition) {
    Standing from = transition.from();
    String reason = transition.reason();
    return "*"
        + transition.to().label()
        + (transition.to().isBad() ? "" : " AGAIN")
        + "*"
        + (from == null ? "" : " (was " + from.label() + ")")
        + " "
        + escaped(transition.result().whose())
        + " "
        + transition.result().clientPeriod().period().id()
        + (reason == null ? "" : ": " + shortened(reason));
  }

  private static String shortened(String text) {
    int length = text.codePointCount(0, text.length());
    return length <= MOST_OF_A_REASON
        ? escaped(text)
        : escaped(text.substring(0, text.offsetByCodePoints(0, MOST_OF_A_REASON))) + "…";
  }

  /** What Slack would obey is shown; what does not print is left out. */
  private static String escaped(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .map(character -> Spelling.isPrintable(character) ? character : ' ')
        .forEach(printable::appendCodePoint);
    return printable.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static ObjectNode document(Notice notice) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("format", FORMAT)
            .put("event", "transitions")
            .put("job", notice.job())
            .put("run", notice.run())
            .put("exit_code", notice.exitCode());
    ArrayNode transitions = document.putArray("transitions");
    for (Transition one : notice.transitions()) {
      transitions
          .addObject()
          .put("client", one.result().clientPeriod().clientId())
          .put("name", name(one))
          .put("period", one.result().clientPeriod().period().id())
          .put("from", one.from() == null ? null : one.from().name())
          .put("to", one.to().name())
          .put("reason", one.reason());
    }
    return document.put("failure", notice.failure());
  }

  private static @Nullable String name(Transition transition) {
    return transition.result().client() == null ? null : transition.result().client().name();
  }
}

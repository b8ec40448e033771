package com.campaignconversions.insights;

import com.campaignconversions.insights.RejectedInsight.Reason;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a JSON value that stands alone, in a line or a cell: if it breaks, it costs itself and
 * nothing else.
 */
final class LoneValue {
  static final String NO_OBJECT = "a row is a JSON object, and this is none";

  private final InsightParser parser;
  private final PlainTokens plain;
  private final String place;

  /**
   * Reads with a parser.
   *
   * @param place what holds the value, for sentences: {@code the line}
   */
  LoneValue(InsightParser parser, String place) {
    this.parser = parser;
    this.plain = new PlainTokens(parser.names());
    this.place = place;
  }

  /** Whether it told the sink of a row. */
  boolean read(Origin origin, String position, byte[] buffer, int start, int length, RowSink sink)
      throws IOException {
    InsightParser.Text text =
        (from, to) -> RejectedBytes.text(buffer, start + (int) from, (int) (to - from));
    Collected collected = new Collected();
    String trouble = null;
    try {
      plain.of(buffer, start, length);
      one(plain, position, text, collected);
    } catch (PlainTokens.Unusual e) {
      collected = new Collected();
      try (JsonParser json = InsightParser.JSON.createParser(buffer, start, length)) {
        if (!one(parser.tokens(json), position, text, collected)) {
          trouble = place + " holds more than one value";
        }
      } catch (JsonProcessingException problem) {
        trouble = place + " is not JSON: " + StorableText.shortened(problem.getOriginalMessage());
      }
    }
    if (trouble != null) {
      sink.rejected(
          origin, position, Reason.NOT_JSON, trouble, RejectedBytes.text(buffer, start, length));
      return false;
    }
    collected.tell(origin, sink);
    return !collected.rows.isEmpty();
  }

  /** Reads a value; whether nothing follows it. */
  private boolean one(
      JsonTokens tokens, String position, InsightParser.Text text, InsightParser.Listener told)
      throws IOException {
    if (tokens.next() == null) {
      return true;
    }
    parser.value(tokens, position, text, told);
    return tokens.next() == null;
  }

  /** A value's rows, kept until the whole value is known to be JSON. */
  private static final class Collected implements InsightParser.Listener {
    private record Stranger(String position, String payload) {}

    private final List<InsightRow> rows = new ArrayList<>(1);
    private final List<Stranger> strangers = new ArrayList<>(0);
    private final List<String> errors = new ArrayList<>(0);

    @Override
    public void row(InsightRow row) {
      rows.add(row);
    }

    @Override
    public void notAnObject(String position, String payload) {
      strangers.add(new Stranger(position, payload));
    }

    @Override
    public void pageError(String message) {
      errors.add(message);
    }

    void tell(Origin origin, RowSink sink) {
      rows.forEach(row -> sink.row(origin, row));
      strangers.forEach(
          stranger ->
              sink.rejected(
                  origin,
                  stranger.position(),
                  Reason.NOT_AN_OBJECT,
                  NO_OBJECT,
                  stranger.payload()));
      errors.forEach(
          message ->
              sink.broken(origin, "it carries an error of the Marketing API: " + message, null));
    }
  }
}

package com.campaignconversions.insights.rows;

import com.campaignconversions.insights.bytes.RejectedBytes;
import com.campaignconversions.insights.bytes.SourceText;
import com.campaignconversions.insights.bytes.Utf8;
import com.campaignconversions.insights.counts.MistypedAccount;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.fields.StorableText;
import com.campaignconversions.insights.json.Json;
import com.campaignconversions.insights.json.JsonTokens;
import com.campaignconversions.insights.json.Page;
import com.campaignconversions.insights.json.PlainTokens;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON value that stands alone, in a line or a cell: if it breaks, it costs itself and
 * nothing else.
 */
public final class SingleValueReader {
  public static final String NO_OBJECT = "a row is a JSON object, and this is none";

  private final InsightParser parser;
  private final PlainTokens plain;
  private final String place;
  private boolean broke;

  /**
   * Reads with a parser.
   *
   * @param place what holds the value, for sentences: {@code the line}
   */
  public SingleValueReader(InsightParser parser, String place) {
    this.parser = parser;
    this.plain = new PlainTokens(parser.names());
    this.place = place;
  }

  /** Whether it told the sink of a row. */
  public boolean read(
      Origin origin, String position, byte[] buffer, int start, int length, RowSink sink)
      throws IOException {
    SourceText text =
        (from, to) -> RejectedBytes.text(buffer, start + (int) from, (int) (to - from));
    Collected collected = new Collected();
    broke = false;
    String error = null;
    try {
      plain.of(buffer, start, length);
      if (plain.next() != null) {
        parser.value(plain, position, text, collected);
        plain.next();
      }
    } catch (PlainTokens.Unusual e) {
      collected = new Collected();
      error = unusual(position, buffer, start, length, text, collected);
    }
    if (error != null) {
      broke = true;
      sink.rejected(
          origin, position, Reason.NOT_JSON, error, RejectedBytes.text(buffer, start, length));
      return false;
    }
    collected.tell(origin, sink);
    return !collected.rows.isEmpty();
  }

  /** Whether the last value was no JSON. */
  public boolean broke() {
    return broke;
  }

  /** What is wrong; null if nothing is. Two whole values are two. */
  private @Nullable String unusual(
      String position, byte[] buffer, int start, int length, SourceText text, Collected collected)
      throws IOException {
    if (!Utf8.isValid(buffer, start, length)) {
      return place + " is not UTF-8";
    }
    try (JsonParser json = Json.FACTORY.createParser(buffer, start, length)) {
      JsonTokens tokens = parser.tokens(json);
      boolean first = true;
      while (tokens.next() != null) {
        parser.value(tokens, first ? position : behind(position, tokens.start()), text, collected);
        first = false;
      }
      return null;
    } catch (JsonProcessingException problem) {
      return place + " is not JSON: " + StorableText.shortened(problem.getOriginalMessage());
    }
  }

  /** Of a value that does not begin its line. */
  private static String behind(String position, long start) {
    boolean isOffset = position.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    return isOffset ? Long.toString(Long.parseLong(position) + start) : position + "+" + start;
  }

  /** A value's rows, kept until the whole value is known to be JSON. */
  private static final class Collected implements InsightParser.Listener {
    private record MistypedAccount(String position, String payload) {}

    private final List<InsightRow> rows = new ArrayList<>(1);
    private final List<MistypedAccount> strangers = new ArrayList<>(0);
    private final List<String> errors = new ArrayList<>(0);
    private final List<EndOfPage> pages = new ArrayList<>(0);

    /** A page, and how many rows were told before it ended. */
    private record EndOfPage(int rows, Page page) {}

    @Override
    public void row(InsightRow row) {
      rows.add(row);
    }

    @Override
    public void notAnObject(String position, String payload) {
      strangers.add(new MistypedAccount(position, payload));
    }

    @Override
    public void pageError(String message) {
      errors.add(message);
    }

    @Override
    public void page(Page page) {
      pages.add(new EndOfPage(rows.size(), page));
    }

    void tell(Origin origin, RowSink sink) {
      int reported = 0;
      for (EndOfPage end : pages) {
        for (; reported < end.rows(); reported++) {
          sink.row(origin, rows.get(reported));
        }
        sink.page(origin, end.page());
      }
      for (; reported < rows.size(); reported++) {
        sink.row(origin, rows.get(reported));
      }
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

package com.campaignconversions.insights;

import static com.campaignconversions.insights.RejectedInsight.Reason.ACTIONS_NOT_A_LIST;
import static com.campaignconversions.insights.RejectedInsight.Reason.BAD_NUMBER;
import static com.campaignconversions.insights.RejectedInsight.Reason.BAD_TEXT;
import static com.campaignconversions.insights.RejectedInsight.Reason.ENTRY_BAD_VALUE;
import static com.campaignconversions.insights.RejectedInsight.Reason.ENTRY_NOT_AN_OBJECT;
import static com.campaignconversions.insights.RejectedInsight.Reason.ENTRY_WITHOUT_TYPE;

import com.campaignconversions.insights.InsightRow.RejectedEntry;
import com.campaignconversions.insights.RejectedInsight.Reason;
import com.campaignconversions.job.Job;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values token by token, never as a tree: rows, arrays of rows, and pages of the Graph
 * API ({@code {"data": […], "paging": …}}).
 *
 * <p>An instance is used by one thread at a time.
 */
final class InsightParser {
  /** Bounds for input that nobody has checked: no insight nests more than a few levels. */
  static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(100)
                  .maxStringLength(Lines.LONGEST)
                  .maxNameLength(10_000)
                  .build())
          .build();

  /** Bid strategies under which Meta steers the cost of a result. */
  private static final Set<String> CAPPED_BID_STRATEGIES =
      Set.of("COST_CAP", "TARGET_COST", "BID_CAP", "LOWEST_COST_WITH_BID_CAP");

  /** What happens while a value is read. */
  interface Listener {
    /** A row, complete. */
    void row(InsightRow row);

    /** An element that is JSON, but no object. */
    void notAnObject(String position, String payload);

    /** A page that carries an error instead of, or after, its rows. */
    void pageError(String message);
  }

  /** The text between two places of what is being parsed, by byte offset. */
  interface Text {
    String between(long start, long end);

    /** Nothing before this place will be asked for any more. */
    default void forgetBefore(long place) {}
  }

  private final Names names;
  private final @Nullable BigDecimal[] windowAmounts;

  /** The row that is being read when a value breaks: its ids may say whose rows are incomplete. */
  private @Nullable InsightRow unfinished;

  /** For what a job counts. */
  static InsightParser of(Job job) {
    return new InsightParser(WantedActions.of(job), job.insights().newestField());
  }

  InsightParser(WantedActions wanted, @Nullable String newestField) {
    this.names = new Names(wanted, newestField);
    this.windowAmounts = new BigDecimal[wanted.windowCount()];
  }

  /** What the names of a value that is to be read mean. */
  Names names() {
    return names;
  }

  /** Has Jackson read a value. */
  JsonTokens tokens(JsonParser json) {
    return new JacksonTokens(json, names);
  }

  /** The row in whose midst the last value broke, if it did. */
  @Nullable InsightRow unfinished() {
    return unfinished;
  }

  /**
   * Reads the value that begins with the current token, to its end.
   *
   * @param position of the value in its file
   */
  void value(JsonTokens tokens, String position, Text text, Listener listener) throws IOException {
    unfinished = null;
    if (tokens.current() == JsonToken.START_ARRAY) {
      elements(tokens, position, text, listener, true);
    } else {
      element(tokens, position, text, listener, true);
    }
  }

  private void elements(
      JsonTokens tokens, String position, Text text, Listener listener, boolean pages)
      throws IOException {
    for (int i = 0; tokens.next() != JsonToken.END_ARRAY; i++) {
      element(tokens, position + '[' + i + ']', text, listener, pages);
    }
  }

  private void element(
      JsonTokens tokens, String position, Text text, Listener listener, boolean pages)
      throws IOException {
    long start = tokens.start();
    text.forgetBefore(start);
    if (tokens.current() == JsonToken.START_OBJECT) {
      object(tokens, new InsightRow(position, text, start), listener, pages);
    } else {
      skip(tokens);
      listener.notAnObject(position, text.between(start, tokens.end()));
    }
  }

  private void object(JsonTokens tokens, InsightRow row, Listener listener, boolean pages)
      throws IOException {
    unfinished = row;
    boolean page = false;
    Set<Names.Field> fieldsSeen = EnumSet.noneOf(Names.Field.class);
    long arraysSeen = 0;
    for (Names.Name name = tokens.nextName(); name != null; name = tokens.nextName()) {
      JsonToken token = tokens.next();
      switch (name.use) {
        case FIELD -> {
          if (name.field != null && !fieldsSeen.add(name.field)) {
            row.repeatedField = name.text;
          }
          field(row, name, tokens);
        }
        case ARRAY -> {
          if ((arraysSeen & 1L << name.array) != 0) {
            row.repeatedField = name.text;
          }
          arraysSeen |= 1L << name.array;
          array(row, name, tokens);
        }
        case PAGE -> {
          if (pages && token == JsonToken.START_ARRAY && name.text.equals("data")) {
            page = true;
            elements(tokens, row.position, row.text(), listener, false);
            unfinished = row;
          } else if (pages && token != JsonToken.VALUE_NULL && name.text.equals("error")) {
            page = true;
            listener.pageError(errorMessage(tokens));
          } else if (name.isNewest) {
            newest(row, name, tokens);
          } else {
            tokens.skip();
          }
        }
        case NEWEST -> newest(row, name, tokens);
        case BREAKDOWN -> breakdown(row, name.text, tokens);
        case NONE -> tokens.skip();
      }
    }
    unfinished = null;
    if (!page) {
      row.endsAt(tokens.end());
      listener.row(row);
    }
  }

  private static void newest(InsightRow row, Names.Name name, JsonTokens tokens)
      throws IOException {
    if (row.newest != null) {
      row.repeatedField = name.text;
    }
    row.newest = scalar(tokens);
  }

  private static void field(InsightRow row, Names.Name named, JsonTokens tokens)
      throws IOException {
    String value = scalar(tokens);
    if (named.isNewest) {
      row.newest = value;
    }
    if (value == null || named.field == null) {
      return;
    }
    String name = named.text;
    switch (named.field) {
      case SPEND -> row.spend = number(row, name, InsightNumber.parse(value));
      case IMPRESSIONS -> row.impressions = number(row, name, InsightNumber.parseWhole(value));
      case CLICKS -> row.clicks = number(row, name, InsightNumber.parseWhole(value));
      case CAMPAIGN_NAME -> row.campaignName = text(row, name, value, StorableText.LONGEST_NAME);
      case DATE_START -> row.dateStart = value;
      case DATE_STOP -> row.dateStop = value;
      case ACCOUNT_ID -> row.accountId = id(row, name, value);
      case CLIENT_ID -> row.clientId = id(row, name, value);
      case CAMPAIGN_ID -> row.campaignId = id(row, name, value);
      case ADSET_ID -> row.adSetId = id(row, name, value);
      case AD_ID -> row.adId = id(row, name, value);
      case ACCOUNT_CURRENCY -> row.currency = id(row, name, value);
      case ATTRIBUTION_SETTING -> row.attributionSetting = id(row, name, value);
      case BID_STRATEGY -> row.chargedPerResult |= CAPPED_BID_STRATEGIES.contains(value);
      case BILLING_EVENT ->
          row.chargedPerResult |= !value.isEmpty() && !value.equals("IMPRESSIONS");
    }
  }

  private static @Nullable BigDecimal number(JsonTokens tokens) throws IOException {
    long whole = tokens.wholeNumber();
    return whole >= 0 ? BigDecimal.valueOf(whole) : InsightNumber.parse(tokens.text());
  }

  private static <T> @Nullable T number(InsightRow row, String name, @Nullable T number) {
    if (number == null) {
      row.fault(
          BAD_NUMBER, name + " is no number from 0 on with a length that can be kept exactly");
    }
    return number;
  }

  /** A blank id is a missing one. */
  private static @Nullable String id(InsightRow row, String name, String value) {
    String id = value.strip();
    return id.isEmpty() ? null : text(row, name, id, StorableText.LONGEST_ID);
  }

  private static String text(InsightRow row, String name, String value, int longest) {
    String trouble = StorableText.trouble(value, longest);
    if (trouble != null) {
      row.fault(BAD_TEXT, name + " " + trouble);
    }
    return value;
  }

  /** A text, number or truth value as text; null for null. */
  private static @Nullable String scalar(JsonTokens tokens) throws IOException {
    JsonToken token = tokens.current();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token.isScalarValue()) {
      return tokens.text();
    }
    return tokens.structure();
  }

  private static void breakdown(InsightRow row, String name, JsonTokens tokens) throws IOException {
    String value = scalar(tokens);
    if (value != null && row.breakdowns.put(name, value) != null) {
      row.repeatedField = name;
    }
  }

  private void array(InsightRow row, Names.Name name, JsonTokens tokens) throws IOException {
    switch (tokens.current()) {
      case VALUE_NULL -> {}
      case START_ARRAY -> {
        row.arraysPresent |= 1L << name.array;
        entries(row, name, tokens, row.text());
      }
      case VALUE_STRING -> {
        // Connectors land the list as JSON text inside a column.
        byte[] json = tokens.text().getBytes(StandardCharsets.UTF_8);
        if (isOtherEncoding(json, 0, json.length)) {
          notAList(row, name);
          return;
        }
        Text text = (from, to) -> RejectedBytes.text(json, (int) from, (int) (to - from));
        try (JsonParser parser = JSON.createParser(json)) {
          JsonTokens inner = tokens(parser);
          if (inner.next() == JsonToken.START_ARRAY) {
            row.arraysPresent |= 1L << name.array;
            entries(row, name, inner, text);
          } else {
            notAList(row, name);
          }
          if (inner.next() != null) {
            notAList(row, name);
          }
        } catch (JsonProcessingException e) {
          notAList(row, name);
        }
      }
      default -> {
        notAList(row, name);
        tokens.skip();
      }
    }
  }

  /** Jackson would guess UTF-16 and UTF-32 from zero bytes and marks; an insight is UTF-8. */
  static boolean isOtherEncoding(byte[] bytes, int start, int length) {
    for (int i = start; i < start + Math.min(4, length); i++) {
      if (bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF) {
        return true;
      }
    }
    return false;
  }

  private static void notAList(InsightRow row, Names.Name name) {
    row.fault(
        ACTIONS_NOT_A_LIST, name.text + " is neither a list, nor null, nor JSON text of a list");
  }

  private void entries(InsightRow row, Names.Name array, JsonTokens tokens, Text text)
      throws IOException {
    for (int i = 0; tokens.next() != JsonToken.END_ARRAY; i++) {
      long start = tokens.start();
      Reason reason;
      String detail;
      if (tokens.current() != JsonToken.START_OBJECT) {
        skip(tokens);
        reason = ENTRY_NOT_AN_OBJECT;
        detail = "an entry of " + array.text + " is null or no object";
      } else {
        reason = entry(row, array.array, tokens);
        if (reason == null) {
          continue;
        }
        detail =
            reason == ENTRY_WITHOUT_TYPE
                ? "an entry of " + array.text + " has no action_type"
                : "an entry of " + array.text + " has a value that is empty, negative or no number";
      }
      row.rejectedEntries.add(
          new RejectedEntry(
              row.position + '.' + array.text + '[' + i + ']',
              reason,
              detail,
              text.between(start, tokens.end())));
    }
  }

  /** Adds an entry's amount; the reason if it has none that can be used. */
  private @Nullable Reason entry(InsightRow row, int array, JsonTokens tokens) throws IOException {
    Names.Name type = null;
    boolean badValue = false;
    Arrays.fill(windowAmounts, null);
    BigDecimal amount = null;
    for (Names.Name name = tokens.nextName(); name != null; name = tokens.nextName()) {
      JsonToken token = tokens.next();
      if (name.window >= 0) {
        BigDecimal value =
            token == JsonToken.VALUE_STRING || (token != null && token.isNumeric())
                ? number(tokens)
                : null;
        badValue |= value == null || windowAmounts[name.window] != null;
        windowAmounts[name.window] = value;
        amount = amount == null || value == null ? value : amount.add(value);
      } else if (name.isActionType && token == JsonToken.VALUE_STRING) {
        type = tokens.name();
      } else if (name.isLossyBreakdown && token != JsonToken.VALUE_NULL) {
        row.actionsBrokenDown = true;
      }
      if (token != JsonToken.VALUE_STRING) {
        tokens.skip();
      }
    }
    if (type == null || type.isBlank) {
      return ENTRY_WITHOUT_TYPE;
    }
    if (badValue) {
      return ENTRY_BAD_VALUE;
    }
    int series = type.series(array);
    if (amount != null && series >= 0) {
      row.add(series, amount);
    }
    return null;
  }

  private static void skip(JsonTokens tokens) throws IOException {
    tokens.skip();
    tokens.finish();
  }

  /** What Meta says of its own error: the message and codes, nothing of the request. */
  private static String errorMessage(JsonTokens tokens) throws IOException {
    if (tokens.current() != JsonToken.START_OBJECT) {
      return StorableText.shortened(scalar(tokens));
    }
    String message = "no message";
    String code = "";
    for (Names.Name name = tokens.nextName(); name != null; name = tokens.nextName()) {
      tokens.next();
      if (name.text.equals("message") || name.text.equals("code")) {
        String value = StorableText.shortened(scalar(tokens));
        if (name.text.equals("message")) {
          message = value;
        } else {
          code = " (code " + value + ")";
        }
      } else {
        tokens.skip();
      }
    }
    return message + code;
  }
}

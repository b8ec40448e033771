package com.campaignconversions.insights;

import static com.campaignconversions.insights.RejectedInsight.Reason.ACTIONS_NOT_A_LIST;
import static com.campaignconversions.insights.RejectedInsight.Reason.BAD_NUMBER;
import static com.campaignconversions.insights.RejectedInsight.Reason.BAD_TEXT;
import static com.campaignconversions.insights.RejectedInsight.Reason.ENTRY_BAD_VALUE;
import static com.campaignconversions.insights.RejectedInsight.Reason.ENTRY_NOT_AN_OBJECT;
import static com.campaignconversions.insights.RejectedInsight.Reason.ENTRY_WITHOUT_TYPE;

import com.campaignconversions.insights.InsightRow.RejectedEntry;
import com.campaignconversions.insights.RejectedInsight.Reason;
import com.campaignconversions.job.ActionTypes;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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

  private static final Set<String> BREAKDOWNS =
      Set.of(
          "age",
          "gender",
          "country",
          "region",
          "dma",
          "publisher_platform",
          "platform_position",
          "device_platform",
          "impression_device",
          "product_id",
          "frequency_value");

  /**
   * What splits actions so that Meta leaves some of them out: those in apps, and the value of
   * others ("Restrictions for off-Meta action metrics", Insights API Breakdowns, May 2026).
   */
  static final Set<String> LOSSY_BREAKDOWNS =
      Set.of(
          "action_device",
          "action_destination",
          "action_target_id",
          "action_carousel_card_id",
          "action_carousel_card_name",
          "action_canvas_component_name");

  /** Bid strategies under which Meta steers the cost of a result. */
  private static final Set<String> CAPPED_BID_STRATEGIES =
      Set.of("COST_CAP", "TARGET_COST", "BID_CAP", "LOWEST_COST_WITH_BID_CAP");

  /** Of a page of the Graph API; in a row they mean nothing. */
  private static final Set<String> PAGE_FIELDS = Set.of("data", "error");

  /** Hostile input could have ever new ones. */
  private static final int MOST_KNOWN_NAMES = 10_000;

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

  private final WantedActions wanted;
  private final @Nullable String newestField;
  private final Map<String, Integer> windowsByKey;
  private final @Nullable BigDecimal[] windowAmounts;

  /** By array: the series of action types as rows spell them; -1 for those that nobody counts. */
  private final List<Map<String, Integer>> knownTypes = new ArrayList<>();

  /** Fields that nobody asks for, as far as they were seen: two of three are. */
  private final Set<String> unused = new HashSet<>();

  /** The row that is being read when a value breaks: its ids may say whose rows are incomplete. */
  private @Nullable InsightRow unfinished;

  /** The fields of a row that are used. */
  private enum Field {
    ACCOUNT_ID,
    CLIENT_ID,
    CAMPAIGN_ID,
    ADSET_ID,
    AD_ID,
    CAMPAIGN_NAME,
    ACCOUNT_CURRENCY,
    DATE_START,
    DATE_STOP,
    ATTRIBUTION_SETTING,
    SPEND,
    IMPRESSIONS,
    CLICKS,
    BID_STRATEGY,
    BILLING_EVENT
  }

  /** For what a job counts. */
  static InsightParser of(Job job) {
    return new InsightParser(WantedActions.of(job), job.insights().newestField());
  }

  private static final Map<String, Field> FIELDS =
      Arrays.stream(Field.values())
          .collect(
              Collectors.toMap(
                  field -> field.name().toLowerCase(Locale.ROOT), Function.identity()));

  InsightParser(WantedActions wanted, @Nullable String newestField) {
    this.wanted = wanted;
    this.newestField = newestField;
    this.windowsByKey = wanted.windowsByKey();
    this.windowAmounts = new BigDecimal[wanted.windowCount()];
    for (int array = 0; array < wanted.arrayCount(); array++) {
      knownTypes.add(new HashMap<>());
    }
  }

  /** The fields that are used, besides breakdowns, arrays and {@code newest}. */
  static Set<String> fieldNames() {
    return FIELDS.keySet();
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
    Set<Field> fieldsSeen = EnumSet.noneOf(Field.class);
    long arraysSeen = 0;
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      JsonToken token = tokens.next();
      if (unused.contains(name)) {
        tokens.skip();
        continue;
      }
      Field field = FIELDS.get(name);
      Integer array = field == null ? wanted.arrayOrNull(name) : null;
      if (field != null) {
        if (!fieldsSeen.add(field)) {
          row.repeatedField = name;
        }
        field(row, name, field, tokens);
      } else if (array != null) {
        if ((arraysSeen & 1L << array) != 0) {
          row.repeatedField = name;
        }
        arraysSeen |= 1L << array;
        array(row, name, array, tokens);
      } else if (pages && token == JsonToken.START_ARRAY && name.equals("data")) {
        page = true;
        elements(tokens, row.position, row.text(), listener, false);
        unfinished = row;
      } else if (pages && token != JsonToken.VALUE_NULL && name.equals("error")) {
        page = true;
        listener.pageError(errorMessage(tokens));
      } else if (name.equals(newestField)) {
        if (row.newest != null) {
          row.repeatedField = name;
        }
        row.newest = scalar(tokens);
      } else if (isBreakdown(name)) {
        breakdown(row, name, tokens);
      } else {
        if (!PAGE_FIELDS.contains(name) && unused.size() < MOST_KNOWN_NAMES) {
          unused.add(name);
        }
        tokens.skip();
      }
    }
    unfinished = null;
    if (!page) {
      row.endsAt(tokens.end());
      listener.row(row);
    }
  }

  private void field(InsightRow row, String name, Field field, JsonTokens tokens)
      throws IOException {
    String value = scalar(tokens);
    if (name.equals(newestField)) {
      row.newest = value;
    }
    if (value == null) {
      return;
    }
    switch (field) {
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

  static boolean isBreakdown(String name) {
    return BREAKDOWNS.contains(name) || name.endsWith("_asset") || name.startsWith("hourly_stats_");
  }

  private static void breakdown(InsightRow row, String name, JsonTokens tokens) throws IOException {
    String value = scalar(tokens);
    if (value != null && row.breakdowns.put(name, value) != null) {
      row.repeatedField = name;
    }
  }

  private void array(InsightRow row, String name, int array, JsonTokens tokens) throws IOException {
    switch (tokens.current()) {
      case VALUE_NULL -> {}
      case START_ARRAY -> {
        row.arraysPresent |= 1L << array;
        entries(row, name, array, tokens, row.text());
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
          JsonTokens inner = new JacksonTokens(parser);
          if (inner.next() == JsonToken.START_ARRAY) {
            row.arraysPresent |= 1L << array;
            entries(row, name, array, inner, text);
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

  private static void notAList(InsightRow row, String name) {
    row.fault(ACTIONS_NOT_A_LIST, name + " is neither a list, nor null, nor JSON text of a list");
  }

  private void entries(InsightRow row, String name, int array, JsonTokens tokens, Text text)
      throws IOException {
    for (int i = 0; tokens.next() != JsonToken.END_ARRAY; i++) {
      long start = tokens.start();
      Reason reason;
      String detail;
      if (tokens.current() != JsonToken.START_OBJECT) {
        skip(tokens);
        reason = ENTRY_NOT_AN_OBJECT;
        detail = "an entry of " + name + " is null or no object";
      } else {
        reason = entry(row, array, tokens);
        if (reason == null) {
          continue;
        }
        detail =
            reason == ENTRY_WITHOUT_TYPE
                ? "an entry of " + name + " has no action_type"
                : "an entry of " + name + " has a value that is empty, negative or no number";
      }
      row.rejectedEntries.add(
          new RejectedEntry(
              row.position + '.' + name + '[' + i + ']',
              reason,
              detail,
              text.between(start, tokens.end())));
    }
  }

  /** Adds an entry's amount; the reason if it has none that can be used. */
  private @Nullable Reason entry(InsightRow row, int array, JsonTokens tokens) throws IOException {
    String type = null;
    boolean badValue = false;
    Arrays.fill(windowAmounts, null);
    BigDecimal amount = null;
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      JsonToken token = tokens.next();
      Integer window = windowsByKey.get(name);
      if (window != null) {
        BigDecimal value =
            token == JsonToken.VALUE_STRING || (token != null && token.isNumeric())
                ? number(tokens)
                : null;
        badValue |= value == null || windowAmounts[window] != null;
        windowAmounts[window] = value;
        amount = amount == null || value == null ? value : amount.add(value);
      } else if (name.equals("action_type") && token == JsonToken.VALUE_STRING) {
        type = tokens.text();
      } else if (token != JsonToken.VALUE_NULL && LOSSY_BREAKDOWNS.contains(name)) {
        row.actionsBrokenDown = true;
      }
      tokens.skip();
    }
    if (type == null || type.isBlank()) {
      return ENTRY_WITHOUT_TYPE;
    }
    if (badValue) {
      return ENTRY_BAD_VALUE;
    }
    int series = series(array, type);
    if (amount != null && series >= 0) {
      row.add(series, amount);
    }
    return null;
  }

  private int series(int array, String type) {
    Map<String, Integer> known = knownTypes.get(array);
    Integer series = known.get(type);
    if (series == null) {
      series = wanted.seriesOfArray(array).getOrDefault(ActionTypes.caseFolded(type), -1);
      if (known.size() < MOST_KNOWN_NAMES) {
        known.put(type, series);
      }
    }
    return series;
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
    for (String name = tokens.nextName(); name != null; name = tokens.nextName()) {
      tokens.next();
      if (name.equals("message") || name.equals("code")) {
        String value = StorableText.shortened(scalar(tokens));
        if (name.equals("message")) {
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

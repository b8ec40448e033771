package com.campaignconversions.insights.rows;

import static com.campaignconversions.insights.counts.RejectedInsight.Reason.ACTIONS_NOT_A_LIST;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.BAD_DATE;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.BAD_ID;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.BAD_NUMBER;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.BAD_TEXT;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.ENTRY_BAD_VALUE;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.ENTRY_NOT_AN_OBJECT;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.ENTRY_WITHOUT_TYPE;
import static com.campaignconversions.insights.counts.RejectedInsight.Reason.NAME_SHORTENED;

import com.campaignconversions.insights.bytes.RejectedBytes;
import com.campaignconversions.insights.bytes.SourceText;
import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import com.campaignconversions.insights.fields.Ids;
import com.campaignconversions.insights.fields.InsightNames;
import com.campaignconversions.insights.fields.InsightNumber;
import com.campaignconversions.insights.fields.OtherFields;
import com.campaignconversions.insights.fields.StorableText;
import com.campaignconversions.insights.fields.WantedActions;
import com.campaignconversions.insights.json.DataFrame;
import com.campaignconversions.insights.json.FetchHeading;
import com.campaignconversions.insights.json.JacksonTokens;
import com.campaignconversions.insights.json.Json;
import com.campaignconversions.insights.json.JsonTokens;
import com.campaignconversions.insights.json.LostFields;
import com.campaignconversions.insights.json.Page;
import com.campaignconversions.insights.rows.InsightRow.RejectedEntry;
import com.campaignconversions.job.InsightFields;
import com.campaignconversions.job.Job;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON values token by token, never as a tree: rows, arrays of rows, and pages of the Graph
 * API ({@code {"data": […], "paging": …}}).
 *
 * <p>An instance is used by one thread at a time.
 */
public final class InsightParser {
  /** What Singer and Airbyte send beside rows. */
  private static final Set<String> CONTROL_MESSAGES =
      Set.of(
          "SCHEMA",
          "STATE",
          "ACTIVATE_VERSION",
          "LOG",
          "TRACE",
          "SPEC",
          "CATALOG",
          "CONTROL",
          "CONNECTION_STATUS");

  private static final Pattern LIMIT = Pattern.compile("[?&]limit=([0-9]{1,9})(?:&|$)");

  /** Bid strategies under which Meta steers the cost of a result. */
  private static final Set<String> CAPPED_BID_STRATEGIES =
      Set.of("COST_CAP", "TARGET_COST", "BID_CAP", "LOWEST_COST_WITH_BID_CAP");

  /** The fields in which NaN is garbage and not nothing. */
  private static final Set<InsightNames.Field> NUMBERS =
      EnumSet.of(
          InsightNames.Field.SPEND, InsightNames.Field.IMPRESSIONS, InsightNames.Field.CLICKS);

  /** What stands for nothing in tools that have no word for it. */
  private static final Pattern MISSING =
      Pattern.compile("\\s*|nan|nat|null|none|<na>|n/a", Pattern.CASE_INSENSITIVE);

  private static final int MOST_ENVELOPES = 10;
  private static final int MOST_OTHER_FIELDS = 50;
  private static final int LONGEST_LINK = 10_000;
  private static final int MOST_DIGITS = 18;

  /** What happens while a value is read. */
  public interface Listener {
    /** A row, complete. */
    void row(InsightRow row);

    /** An element that is JSON, but no object. */
    void notAnObject(String position, String payload);

    /** A page that carries an error instead of, or after, its rows. */
    void pageError(String message);

    /** A page has ended: the rows told last that stood in a page were its rows. */
    void page(Page page);
  }

  private final InsightNames names;
  private final WantedActions wanted;
  private final @Nullable BigDecimal[] windowAmounts;
  private final List<String> path;
  private final boolean decimalComma;

  /** The row that is being read when a value breaks: its ids may say whose rows are incomplete. */
  private @Nullable InsightRow unfinished;

  /** Where the value begins that is being read: in its file, and in its text. */
  private long valuePlace;

  private long valueStart;

  /** Whether the rows that are being read stand in the {@code data} of a page. */
  private boolean inPage;

  /** What an envelope around the rows that are being read has said of how new they are. */
  private @Nullable String newestAround;

  /** For what a job counts. */
  public static InsightParser of(Job job) {
    return new InsightParser(WantedActions.of(job), job.insights().newestField(), job.fields());
  }

  InsightParser(WantedActions wanted, @Nullable String newestField, InsightFields fields) {
    this.names = new InsightNames(wanted, newestField, fields);
    this.wanted = wanted;
    this.path = fields.path();
    this.decimalComma = fields.decimalComma();
    this.windowAmounts = new BigDecimal[wanted.windowCount()];
  }

  /** Whether columns have a comma before the decimals. */
  public boolean decimalComma() {
    return decimalComma;
  }

  /** What the names of a value that is to be read mean. */
  public InsightNames names() {
    return names;
  }

  /** Has Jackson read a value. */
  public JsonTokens tokens(JsonParser json) {
    return new JacksonTokens(json, names);
  }

  /** The row in whose midst the last value broke, if it did. */
  public @Nullable InsightRow unfinished() {
    return unfinished;
  }

  /**
   * Reads the value that begins with the current token, to its end.
   *
   * @param position of the value in its file
   */
  public void value(JsonTokens tokens, String position, SourceText text, Listener listener)
      throws IOException {
    unfinished = null;
    valuePlace = place(position);
    valueStart = tokens.start();
    inPage = false;
    newestAround = null;
    if (tokens.current() == JsonToken.START_ARRAY) {
      elements(tokens, position, text, listener, true, 0);
    } else {
      element(tokens, position, text, listener, true, 0);
    }
  }

  /** How many there are. */
  private long elements(
      JsonTokens tokens,
      String position,
      SourceText text,
      Listener listener,
      boolean pages,
      int depth)
      throws IOException {
    long count = 0;
    for (; tokens.next() != JsonToken.END_ARRAY; count++) {
      element(tokens, position + '[' + count + ']', text, listener, pages, depth);
    }
    return count;
  }

  private void element(
      JsonTokens tokens,
      String position,
      SourceText text,
      Listener listener,
      boolean pages,
      int depth)
      throws IOException {
    long start = tokens.start();
    text.forgetBefore(start);
    if (tokens.current() == JsonToken.START_OBJECT) {
      InsightRow begun = new InsightRow(position, text, start);
      InsightRow row = object(tokens, begun, listener, pages, depth);
      begun.endsAt(tokens.end());
      if (row != null) {
        row.inPage = inPage;
        row.newest = row.newest == null ? newestAround : row.newest;
        listener.row(row);
      }
    } else {
      skip(tokens);
      listener.notAnObject(position, text.between(start, tokens.end()));
    }
  }

  /**
   * Reads an object to its end.
   *
   * @param pages whether it may be a page, an envelope or a table
   * @param depth of envelopes around it
   * @return the row that it is, or that it holds; null where it is a page or no row at all
   */
  private @Nullable InsightRow object(
      JsonTokens tokens, InsightRow row, Listener listener, boolean pages, int depth)
      throws IOException {
    unfinished = row;
    boolean page = false;
    Page.Builder paging = null;
    List<String> columns = null;
    DataFrame frame = null;
    long records = 0;
    boolean objectsOnly = pages;
    Enveloped enveloped = null;
    String envelope = null;
    String type = null;
    InsightNames.Name typeName = null;
    Set<InsightNames.Field> fieldsSeen = EnumSet.noneOf(InsightNames.Field.class);
    long arraysSeen = 0;
    for (InsightNames.Name name = tokens.nextName(); name != null; name = tokens.nextName()) {
      JsonToken token = tokens.next();
      if (objectsOnly) {
        // A table of pandas is an object of objects: of columns, or of rows.
        if (token != JsonToken.START_OBJECT || !name.mayBeOfFrame) {
          objectsOnly = false;
          replay(row, frame, fieldsSeen);
          frame = null;
        } else if (frame == null && name.isNumber) {
          record(tokens, row, records++, listener);
          continue;
        } else if (!name.text.startsWith("_") || name.isNewest) {
          frame = frame == null ? new DataFrame() : frame;
          frame.keep(name, tokens);
          continue;
        }
      }
      switch (name.use) {
        case FIELD -> {
          if (name.field != null
              && !fieldsSeen.add(name.field)
              && name.field != InsightNames.Field.REACH) {
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
            if (columns != null) {
              records += split(tokens, row, columns, listener);
            } else {
              page = true;
              paging = paging == null ? new Page.Builder() : paging;
              paging.rows += data(tokens, row, listener, depth);
            }
            unfinished = row;
          } else if (pages && token == JsonToken.START_ARRAY && name.text.equals("columns")) {
            columns = texts(tokens);
          } else if (pages && token == JsonToken.START_OBJECT && name.text.equals("paging")) {
            paging = paging == null ? new Page.Builder() : paging;
            paging(tokens, paging);
          } else if (pages && token != JsonToken.VALUE_NULL && name.text.equals("error")) {
            page = true;
            listener.pageError(errorMessage(tokens));
          } else if (pages
              && token == JsonToken.START_OBJECT
              && name.text.equals("data")
              && (fieldsSeen.isEmpty() || isStep(name, depth))
              && depth < MOST_ENVELOPES
              && enveloped == null) {
            // As messages of Airbyte have a row inside.
            enveloped = enveloped(tokens, row, listener, depth);
            envelope = name.text;
            unfinished = row;
          } else if (name.isNewest) {
            newest(row, name, tokens);
          } else {
            otherField(row, name, tokens);
          }
        }
        case NEWEST -> newest(row, name, tokens);
        case BREAKDOWN -> breakdown(row, name.text, tokens);
        case MARK -> {
          if (name.isNewest) {
            newest(row, name, tokens);
          } else {
            mark(row, name, tokens);
          }
        }
        case ENVELOPE -> {
          boolean mayHold =
              pages
                  && (fieldsSeen.isEmpty() || isStep(name, depth))
                  && depth < MOST_ENVELOPES
                  && enveloped == null;
          if (name.text.equals("type") && token == JsonToken.VALUE_STRING) {
            type = tokens.text();
            typeName = name;
          } else if (mayHold && holdsRows(name, depth)) {
            enveloped = enveloped(tokens, row, listener, depth);
            envelope = name.text;
            unfinished = row;
          } else {
            otherField(row, name, tokens);
          }
        }
        case NONE -> {
          if (records > 0 && name.isNumber) {
            skip(tokens);
            listener.notAnObject(
                row.position + '[' + records++ + ']',
                row.text().between(row.start(), tokens.end()));
          } else if (page
              && paging != null
              && paging.rows == 0
              && token == JsonToken.START_OBJECT
              && name.text.equals(FetchHeading.NAME)) {
            paging.fetch = FetchHeading.read(tokens, names, wanted);
          } else {
            otherField(row, name, tokens);
          }
        }
      }
    }
    unfinished = null;
    if (page) {
      Page.Builder told = paging == null ? new Page.Builder() : paging;
      listener.page(told.build(valuePlace + row.start() - valueStart));
      return null;
    }
    if (frame != null) {
      if (rows(frame, row, records, listener)) {
        return null;
      }
      replay(row, frame, fieldsSeen);
    }
    if (records > 0 && fieldsSeen.isEmpty()) {
      return null;
    }
    if (enveloped != null && (fieldsSeen.isEmpty() || !path.isEmpty())) {
      InsightRow inner = enveloped.row();
      if (inner != null) {
        inner.takeFrom(row);
        inner.envelope = inner.envelope == null ? envelope : envelope + "." + inner.envelope;
      }
      return inner;
    }
    if (typeName != null && type != null && !fieldsSeen.isEmpty()) {
      otherField(row, typeName, type);
    }
    return pages && fieldsSeen.isEmpty() && type != null && CONTROL_MESSAGES.contains(type)
        ? null
        : row;
  }

  /**
   * What an envelope holds.
   *
   * @param row null where it holds a page, whose rows are told already
   */
  private record Enveloped(@Nullable InsightRow row) {}

  private boolean holdsRows(InsightNames.Name name, int depth) {
    return path.isEmpty() ? !name.text.equals("type") : isStep(name, depth);
  }

  /** Whether it is the next member on the way that the job names. */
  private boolean isStep(InsightNames.Name name, int depth) {
    return depth < path.size() && name.text.equals(path.get(depth));
  }

  /** The rows of a page, or on the way that the job names what holds them; how many. */
  private long data(JsonTokens tokens, InsightRow page, Listener listener, int depth)
      throws IOException {
    boolean around = inPage;
    inPage = true;
    boolean onTheWay = depth + 1 < path.size() && path.get(depth).equals("data");
    long rows = elements(tokens, page.position, page.text(), listener, onTheWay, depth + 1);
    inPage = around;
    return rows;
  }

  /** A row of a table of pandas, by its number. */
  private void record(JsonTokens tokens, InsightRow frame, long number, Listener listener)
      throws IOException {
    element(tokens, frame.position + '[' + number + ']', frame.text(), listener, false, 0);
    unfinished = frame;
  }

  /** The rows of {@code {"columns": […], "data": [[…]]}}; how many. */
  private long split(JsonTokens tokens, InsightRow frame, List<String> columns, Listener listener)
      throws IOException {
    long count = 0;
    for (; tokens.next() != JsonToken.END_ARRAY; count++) {
      if (tokens.current() == JsonToken.START_ARRAY) {
        long start = tokens.start();
        byte[] record = DataFrame.record(columns, tokens);
        if (record.length == 0) {
          listener.notAnObject(
              frame.position + '[' + count + ']', frame.text().between(start, tokens.end()));
        } else {
          made(record, frame, count, listener);
        }
      } else {
        record(tokens, frame, count, listener);
      }
    }
    return count;
  }

  /** Tells the rows of a table; whether it is one. */
  private boolean rows(DataFrame frame, InsightRow outer, long first, Listener listener)
      throws IOException {
    DataFrame.Records records = frame.records(names);
    if (records == null) {
      return false;
    }
    long count = first;
    for (byte[] record = records.next(); record != null; record = records.next()) {
      made(record, outer, count++, listener);
    }
    return true;
  }

  /** A row of a table, written as Meta would have sent it. */
  private void made(byte[] record, InsightRow frame, long number, Listener listener)
      throws IOException {
    try (JsonParser json = Json.FACTORY.createParser(record)) {
      JsonTokens tokens = tokens(json);
      tokens.next();
      element(
          tokens,
          frame.position + '[' + number + ']',
          (from, to) -> RejectedBytes.text(record, (int) from, (int) (to - from)),
          listener,
          false,
          0);
    }
  }

  /** What seemed to be a table is a row, some of whose fields are objects. */
  private void replay(InsightRow row, @Nullable DataFrame frame, Set<InsightNames.Field> fieldsSeen)
      throws IOException {
    if (frame == null) {
      return;
    }
    for (DataFrame.TableMember member : frame.members()) {
      try (JsonParser json = frame.parser(member)) {
        JsonTokens tokens = tokens(json);
        tokens.next();
        InsightNames.Name name = member.name();
        switch (name.use) {
          case FIELD -> {
            if (name.field != null && !fieldsSeen.add(name.field)) {
              row.repeatedField = name.text;
            }
            field(row, name, tokens);
          }
          case ARRAY -> array(row, name, tokens);
          case NEWEST -> newest(row, name, tokens);
          case BREAKDOWN -> breakdown(row, name.text, tokens);
          default -> {}
        }
      }
    }
  }

  private static List<String> texts(JsonTokens tokens) throws IOException {
    List<String> texts = new ArrayList<>();
    while (tokens.next() != JsonToken.END_ARRAY) {
      texts.add(String.valueOf(scalar(tokens)));
    }
    return texts;
  }

  private @Nullable Enveloped enveloped(
      JsonTokens tokens, InsightRow outer, Listener listener, int depth) throws IOException {
    String around = newestAround;
    newestAround = outer.newest == null ? around : outer.newest;
    Enveloped enveloped = content(tokens, outer, listener, depth);
    newestAround = around;
    return enveloped;
  }

  private @Nullable Enveloped content(
      JsonTokens tokens, InsightRow outer, Listener listener, int depth) throws IOException {
    switch (tokens.current()) {
      case START_OBJECT -> {
        InsightRow inner = new InsightRow(outer.position, outer.text(), tokens.start());
        InsightRow row = object(tokens, inner, listener, true, depth + 1);
        inner.endsAt(tokens.end());
        return new Enveloped(row);
      }
      case START_ARRAY -> {
        elements(tokens, outer.position, outer.text(), listener, true, depth + 1);
        return new Enveloped(null);
      }
      case VALUE_STRING -> {
        // Airbyte's raw tables have the row as JSON text.
        byte[] json = tokens.text().getBytes(StandardCharsets.UTF_8);
        if (isOtherEncoding(json, 0, json.length)) {
          return null;
        }
        try (JsonParser parser = Json.FACTORY.createParser(json)) {
          JsonTokens inside = tokens(parser);
          if (inside.next() != JsonToken.START_OBJECT) {
            return null;
          }
          SourceText text = (from, to) -> RejectedBytes.text(json, (int) from, (int) (to - from));
          InsightRow inner = new InsightRow(outer.position, text, inside.start());
          InsightRow row = object(inside, inner, listener, true, depth + 1);
          inner.endsAt(inside.end());
          return new Enveloped(row);
        } catch (JsonProcessingException e) {
          return null;
        }
      }
      default -> {
        tokens.skip();
        return null;
      }
    }
  }

  /** {@code {"cursors": {"before": …}, "next": …}}. */
  private static void paging(JsonTokens tokens, Page.Builder page) throws IOException {
    for (InsightNames.Name name = tokens.nextName(); name != null; name = tokens.nextName()) {
      JsonToken token = tokens.next();
      if (name.text.equals("next") && token == JsonToken.VALUE_STRING) {
        String next = tokens.text();
        page.hasNext = !next.isBlank();
        Matcher limit = LIMIT.matcher(next.length() > LONGEST_LINK ? "" : next);
        page.limit = limit.find() ? Long.valueOf(limit.group(1)) : null;
      } else if (name.text.equals("cursors") && token == JsonToken.START_OBJECT) {
        for (InsightNames.Name cursor = tokens.nextName();
            cursor != null;
            cursor = tokens.nextName()) {
          JsonToken value = tokens.next();
          if (cursor.text.equals("before") && value == JsonToken.VALUE_STRING) {
            page.before = StorableText.shortened(tokens.text());
          } else {
            tokens.skip();
          }
        }
      } else {
        tokens.skip();
      }
    }
  }

  /** The byte of its file with which a position begins. */
  private static long place(String position) {
    long place = 0;
    for (int i = 0; i < position.length() && i < MOST_DIGITS; i++) {
      int digit = position.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      place = place * 10 + digit;
    }
    return place;
  }

  /** What a connector says of the row: fields that it lost, or that the row was deleted. */
  private void mark(InsightRow row, InsightNames.Name name, JsonTokens tokens) throws IOException {
    String value = scalar(tokens);
    if (value != null) {
      mark(row, name.text, value);
    }
  }

  /** Reads a mark of a connector that stands in a column beside the row. */
  public void mark(InsightRow row, String name, String value) {
    switch (name) {
      case "_sdc_deleted_at" -> row.deleted |= !MISSING.matcher(value).matches();
      case "_fivetran_deleted" ->
          row.deleted |= value.equalsIgnoreCase("true") || value.equals("1");
      default -> {
        for (String field : LostFields.of(value)) {
          lost(row, field);
        }
      }
    }
  }

  private void lost(InsightRow row, String field) {
    switch (field) {
      case "spend" -> row.spendLost = true;
      case "impressions" -> row.impressionsLost = true;
      case "clicks" -> row.clicksLost = true;
      case "account_id", "campaign_id", "adset_id", "ad_id" ->
          row.fault(BAD_ID, "its connector says that it lost the " + field);
      case "date_start", "date_stop" ->
          row.fault(BAD_DATE, "its connector says that it lost the " + field);
      default -> {
        int array = names.of(field).array;
        if (array >= 0) {
          row.arraysLost |= 1L << array;
        }
      }
    }
  }

  /** A field that nobody knows: where it is no list or object, it may tell two rows apart. */
  private static void otherField(InsightRow row, InsightNames.Name name, JsonTokens tokens)
      throws IOException {
    JsonToken token = tokens.current();
    if (name.mayTellApart && token.isScalarValue() && token != JsonToken.VALUE_NULL) {
      otherField(row, name, tokens.text());
    }
    tokens.skip();
  }

  private static void otherField(InsightRow row, InsightNames.Name name, String value) {
    if (name.mayTellApart
        && row.otherFields.size() < MOST_OTHER_FIELDS
        && OtherFields.mayTellApart(value)) {
      row.otherFields.put(OtherFields.kept(name.text), OtherFields.kept(value));
    }
  }

  private static void newest(InsightRow row, InsightNames.Name name, JsonTokens tokens)
      throws IOException {
    if (row.newest != null) {
      row.repeatedField = name.text;
    }
    row.newest = scalar(tokens);
  }

  private static void field(InsightRow row, InsightNames.Name named, JsonTokens tokens)
      throws IOException {
    String value = scalar(tokens);
    if (tokens.current() == JsonToken.VALUE_NUMBER_FLOAT
        && !NUMBERS.contains(named.field)
        && isNoNumber(value)) {
      // Python's word for nothing, in a field that is no number.
      value = null;
    }
    if (named.isNewest) {
      row.newest = value;
    }
    if (value == null || named.field == null) {
      return;
    }
    String name = named.text;
    switch (named.field) {
      case SPEND -> row.spend = number(row, name, value, InsightNumber.parse(value));
      case IMPRESSIONS ->
          row.impressions = number(row, name, value, InsightNumber.parseWhole(value));
      case CLICKS -> row.clicks = number(row, name, value, InsightNumber.parseWhole(value));
      case CAMPAIGN_NAME -> row.campaignName = campaignName(row, name, value);
      case DATE_START -> row.dateStart = value;
      case DATE_STOP -> row.dateStop = value;
      case ACCOUNT_ID -> accountId(row, value);
      case CLIENT_ID -> row.clientId = id(row, name, value);
      case CAMPAIGN_ID -> row.campaignId = number(row, name, value);
      case ADSET_ID -> row.adSetId = number(row, name, value);
      case AD_ID -> row.adId = number(row, name, value);
      case ACCOUNT_CURRENCY -> row.currency = id(row, name, value);
      case ATTRIBUTION_SETTING -> row.attributionSetting = id(row, name, value);
      case BID_STRATEGY -> row.chargedPerResult |= CAPPED_BID_STRATEGIES.contains(value);
      case BILLING_EVENT ->
          row.chargedPerResult |= !value.isEmpty() && !value.equals("IMPRESSIONS");
      case REACH -> row.reach = InsightNumber.parseWhole(value);
      case OPTIMIZATION_GOAL -> {
        String goal = id(row, name, value);
        row.optimizationGoal = goal == null ? null : goal.toUpperCase(Locale.ROOT);
      }
    }
  }

  private static @Nullable BigDecimal number(JsonTokens tokens) throws IOException {
    long whole = tokens.wholeNumber();
    return whole >= 0 ? BigDecimal.valueOf(whole) : InsightNumber.parse(tokens.text());
  }

  private static <T> @Nullable T number(
      InsightRow row, String name, String value, @Nullable T number) {
    if (number == null) {
      row.fault(
          BAD_NUMBER, name + " is " + StorableText.shortened(value) + InsightNumber.error(value));
    }
    return number;
  }

  private static void accountId(InsightRow row, String value) {
    String id = value.strip();
    String digits = id.isEmpty() ? id : Ids.account(id);
    if (digits == null) {
      row.badAccountId = id;
    } else {
      row.accountId = id(row, "account_id", digits);
    }
  }

  /** An id of a campaign, ad set or ad. */
  private static @Nullable String number(InsightRow row, String name, String value) {
    String id = value.strip();
    String plain = Ids.plain(id);
    if (plain == null) {
      row.fault(
          BAD_ID,
          name
              + " is "
              + StorableText.shortened(id)
              + ", from which a spreadsheet or a float has taken digits: export ids as text, in"
              + " quotes, and save them in no spreadsheet");
      return text(row, name, id, StorableText.LONGEST_ID);
    }
    return id(row, name, plain);
  }

  private static boolean isNoNumber(@Nullable String value) {
    return value != null
        && !value.isEmpty()
        && Character.isLetter(value.charAt(value.length() - 1));
  }

  /** A blank id is a missing one. */
  private static @Nullable String id(InsightRow row, String name, String value) {
    String id = value.strip();
    return id.isEmpty() ? null : text(row, name, id, StorableText.LONGEST_ID);
  }

  private static String campaignName(InsightRow row, String name, String value) {
    String kept = StorableText.name(value);
    if (kept.length() < value.length()) {
      byte[] written = value.getBytes(StandardCharsets.UTF_8);
      row.rejectedEntries.add(
          new RejectedEntry(
              row.position + '.' + name,
              NAME_SHORTENED,
              "%s has %d characters, of which %d are kept"
                  .formatted(
                      name, value.codePointCount(0, value.length()), StorableText.LONGEST_NAME - 1),
              RejectedBytes.text(written, 0, written.length)));
    }
    return text(row, name, kept, kept.length());
  }

  private static String text(InsightRow row, String name, String value, int longest) {
    String error = StorableText.error(value, longest);
    if (error != null) {
      row.fault(BAD_TEXT, name + " " + error);
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
    StringWriter text = new StringWriter();
    try (JsonGenerator copy = Json.FACTORY.createGenerator(text)) {
      tokens.copyTo(copy);
    }
    return text.toString();
  }

  private static void breakdown(InsightRow row, String name, JsonTokens tokens) throws IOException {
    String value = scalar(tokens);
    if (tokens.current() == JsonToken.VALUE_NUMBER_FLOAT && isNoNumber(value)) {
      return;
    }
    if (value != null && row.breakdowns.put(name, value) != null) {
      row.repeatedField = name;
    }
  }

  private void array(InsightRow row, InsightNames.Name name, JsonTokens tokens) throws IOException {
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
        SourceText text = (from, to) -> RejectedBytes.text(json, (int) from, (int) (to - from));
        try (JsonParser parser = Json.FACTORY.createParser(json)) {
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
        if (tokens.current() != JsonToken.VALUE_NUMBER_FLOAT || !isNoNumber(tokens.text())) {
          notAList(row, name);
        }
        tokens.skip();
      }
    }
  }

  /** Jackson would guess UTF-16 and UTF-32 from zero bytes and marks; an insight is UTF-8. */
  public static boolean isOtherEncoding(byte[] bytes, int start, int length) {
    for (int i = start; i < start + Math.min(4, length); i++) {
      if (bytes[i] == 0 || bytes[i] == (byte) 0xFE || bytes[i] == (byte) 0xFF) {
        return true;
      }
    }
    return false;
  }

  private static void notAList(InsightRow row, InsightNames.Name name) {
    row.fault(
        ACTIONS_NOT_A_LIST, name.text + " is neither a list, nor null, nor JSON text of a list");
  }

  private void entries(InsightRow row, InsightNames.Name array, JsonTokens tokens, SourceText text)
      throws IOException {
    boolean anyTyped = false;
    boolean anyWithoutType = false;
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
          anyTyped = true;
          continue;
        }
        detail =
            reason == ENTRY_WITHOUT_TYPE
                ? "an entry of " + array.text + " has no action_type, or two"
                : "an entry of "
                    + array.text
                    + " has a value that is empty, negative, no number or too long";
      }
      anyTyped |= reason == ENTRY_BAD_VALUE;
      anyWithoutType |= reason != ENTRY_BAD_VALUE;
      row.rejectedEntries.add(
          new RejectedEntry(
              row.position + '.' + array.text + '[' + i + ']',
              reason,
              detail,
              text.between(start, tokens.end())));
    }
    if (anyWithoutType && !anyTyped) {
      // Of one among others nothing is known to be lost; where there is no other, all is.
      row.arraysLost |= 1L << array.array;
    }
  }

  /** Adds an entry's amount; the reason if it has none that can be used. */
  private @Nullable Reason entry(InsightRow row, int array, JsonTokens tokens) throws IOException {
    InsightNames.Name type = null;
    boolean badValue = false;
    boolean twoTypes = false;
    Arrays.fill(windowAmounts, null);
    BigDecimal amount = null;
    boolean anyWindow = false;
    for (InsightNames.Name name = tokens.nextName(); name != null; name = tokens.nextName()) {
      JsonToken token = tokens.next();
      if (name.window >= 0) {
        if (token != JsonToken.VALUE_NULL) {
          BigDecimal value =
              token == JsonToken.VALUE_STRING || (token != null && token.isNumeric())
                  ? number(tokens)
                  : null;
          anyWindow = true;
          badValue |= value == null || windowAmounts[name.window] != null;
          windowAmounts[name.window] = value;
          amount = amount == null || value == null ? value : amount.add(value);
        }
      } else if (name.isActionType && token == JsonToken.VALUE_STRING) {
        InsightNames.Name before = type;
        type = tokens.name();
        if (before != null) {
          twoTypes = true;
          lost(row, before.series(array));
          lost(row, type.series(array));
        }
      } else if (name.isLossyBreakdown && token != JsonToken.VALUE_NULL) {
        row.actionsBrokenDown = true;
      }
      if (token != JsonToken.VALUE_STRING) {
        tokens.skip();
      }
    }
    if (type == null || type.isBlank || twoTypes) {
      return ENTRY_WITHOUT_TYPE;
    }
    int series = type.series(array);
    if (anyWindow) {
      row.windowsPresent |= 1L << array;
    }
    if (badValue) {
      lost(row, series);
      return ENTRY_BAD_VALUE;
    }
    if (series >= 0) {
      if (amount == null || amount.signum() == 0) {
        row.seriesWithoutAmount.set(series);
      } else {
        row.add(series, amount);
      }
    } else if (type.isSimilar()) {
      row.similarTypes.add(type);
    }
    return null;
  }

  private static void lost(InsightRow row, int series) {
    if (series >= 0) {
      row.seriesLost.set(series);
    }
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
    for (InsightNames.Name name = tokens.nextName(); name != null; name = tokens.nextName()) {
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

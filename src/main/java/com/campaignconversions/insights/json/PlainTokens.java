package com.campaignconversions.insights.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.campaignconversions.insights.bytes.EightBytes;
import com.campaignconversions.insights.fields.InsightNames;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON of one line in a fraction of the time of a general parser, as long as the line
 * holds nothing unusual. Where it does, or is no JSON, this gives up and says nothing of it: {@link
 * JacksonTokens} reads such a line from its beginning. So it never has to be right about what is
 * wrong, only about what is right, and there it agrees with Jackson to the letter.
 *
 * <p>It saves on what is read of a line and never asked for: nine of ten texts are passed over
 * where they stand, and the names and action types, of which there are few, are not made anew. What
 * it learns of them from one line only saves time in the next.
 */
public final class PlainTokens implements JsonTokens {
  /** The line is for Jackson to read. It happens in the midst of reading, and carries nothing. */
  public static final class Unusual extends IOException {
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  private static final int DEEPEST = 30;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NUMBER = 100;
  private static final int MOST_DIGITS = 18;
  private static final int KNOWN_BITS = 12;
  private static final int KNOWN = 1 << KNOWN_BITS;

  /** Hostile input could have ever new names, and each holds on to the one that came behind it. */
  private static final int MOST_SPELLED = 1 << 16;

  private byte[] bytes = new byte[0];
  private int begin;
  private int end;
  private int at;
  private int depth;
  private final boolean[] isArray = new boolean[DEEPEST + 1];

  /** Whether nothing was read yet of the array or object, so that no comma is due. */
  private boolean first;

  private @Nullable JsonToken current;
  private int valueStart;
  private int textStart;
  private int textEnd;
  private boolean escaped;
  private boolean ascii;

  private final InsightNames names;

  /** Names and action types by hash, the last one of each. */
  private final Spelled[] known = new Spelled[KNOWN];

  private int spelledSoFar;

  /** The name that was read last. */
  private Spelled last;

  /** The action type that was read last. */
  private Spelled lastValue;

  /** The current value where it was guessed. */
  private @Nullable Spelled guessed;

  /** The current value where it is nothing but digits; negative otherwise. */
  private long digits;

  /** A name or action type as lines hold it, and the one that came behind it the last time. */
  private static final class Spelled {
    final byte[] closed;
    final long head;
    final long mask;
    final InsightNames.Name name;
    @Nullable Spelled next;

    /** From its bytes, with the closing quote. */
    Spelled(byte[] closed, InsightNames.Name name) {
      this.closed = closed;
      this.head = EightBytes.head(closed, 0, closed.length);
      this.mask = EightBytes.mask(closed.length);
      this.name = name;
    }

    boolean is(byte[] bytes, int from, long begin) {
      return (begin & mask) == head
          && (closed.length <= Long.BYTES || EightBytes.same(closed, bytes, from, closed.length));
    }
  }

  /** For lines whose names mean what they mean to a job. */
  public PlainTokens(InsightNames names) {
    this.names = names;
    this.last = new Spelled(new byte[] {'"'}, names.of(""));
    this.lastValue = last;
  }

  /** Begins a line; offsets are counted from its first byte. */
  public void of(byte[] buffer, int start, int length) {
    bytes = buffer;
    begin = start;
    end = start + length;
    at = start;
    depth = 0;
    first = true;
    current = null;
  }

  @Override
  public @Nullable JsonToken next() throws Unusual {
    if (depth == 0) {
      return outermost();
    }
    if (isArray[depth]) {
      int character = significant();
      if (character == ']') {
        return close(JsonToken.END_ARRAY);
      }
      if (!first) {
        expect(character, ',');
        at++;
        character = significant();
      }
      return value(character);
    }
    return value(significant());
  }

  private @Nullable JsonToken outermost() throws Unusual {
    if (current != null) {
      while (at < end && isWhiteSpace(bytes[at])) {
        at++;
      }
      if (at < end) {
        throw new Unusual();
      }
      current = null;
      return null;
    }
    int character = significant();
    if (character != '{' && character != '[') {
      throw new Unusual();
    }
    return value(character);
  }

  @Override
  public InsightNames.@Nullable Name nextName() throws Unusual {
    Spelled guess = last.next;
    if (guess != null && isNext(guess)) {
      last = guess;
      return guess.name;
    }
    int character = significant();
    if (character == '}') {
      close(JsonToken.END_OBJECT);
      return null;
    }
    if (!first) {
      expect(character, ',');
      at++;
      character = significant();
    }
    expect(character, '"');
    Spelled spelled = memberName();
    last.next = spelled;
    last = spelled;
    expect(significant(), ':');
    at++;
    return spelled.name;
  }

  /** Most often it is the name that came behind the last one before, too, and nothing is spaced. */
  private boolean isNext(Spelled guess) {
    byte[] in = bytes;
    int from = at;
    if (from + 3 + Math.max(guess.closed.length, Long.BYTES) > end) {
      return false;
    }
    if (!first) {
      if (in[from] != ',') {
        return false;
      }
      from++;
    }
    if (in[from] != '"') {
      return false;
    }
    from++;
    int behind = from + guess.closed.length;
    if (in[behind] != ':' || !guess.is(in, from, EightBytes.at(in, from))) {
      return false;
    }
    at = behind + 1;
    return true;
  }

  private Spelled memberName() throws Unusual {
    quoted();
    if (escaped || !ascii || textEnd - textStart > LONGEST_NAME) {
      throw new Unusual();
    }
    return known(textStart, textEnd);
  }

  /** Whether that text comes behind the opening quote; if so, it is passed over. */
  private boolean comes(Spelled guess) {
    int from = at + 1;
    int behind = from + guess.closed.length;
    if (behind > end
        || from + Long.BYTES > end
        || !guess.is(bytes, from, EightBytes.at(bytes, from))) {
      return false;
    }
    at = behind;
    return true;
  }

  /** Action types come in much the same order in every array of a row. */
  private void readText() throws Unusual {
    if (readDigits()) {
      return;
    }
    Spelled guess = lastValue.next;
    if (guess != null && comes(guess)) {
      textStart = valueStart + 1;
      textEnd = at - 1;
      escaped = false;
      ascii = true;
      guessed = guess;
      lastValue = guess;
    } else {
      quoted();
    }
  }

  /** Whether the text is digits and nothing else, as most are; if not, none of it is read. */
  private boolean readDigits() {
    byte[] in = bytes;
    int from = at + 1;
    int most = Math.min(end, from + MOST_DIGITS + 1);
    long number = 0;
    for (int i = from; i < most; i++) {
      int digit = in[i] - '0';
      if (digit < 0 || digit > 9) {
        if (in[i] != '"' || i == from) {
          return false;
        }
        textStart = from;
        textEnd = i;
        escaped = false;
        ascii = true;
        digits = number;
        at = i + 1;
        return true;
      }
      number = number * 10 + digit;
    }
    return false;
  }

  private JsonToken value(int character) throws Unusual {
    valueStart = at;
    first = false;
    guessed = null;
    digits = -1;
    if (character == '"') {
      readText();
      current = JsonToken.VALUE_STRING;
      return JsonToken.VALUE_STRING;
    }
    JsonToken token;
    switch (character) {
      case '{', '[' -> {
        if (depth == DEEPEST) {
          throw new Unusual();
        }
        at++;
        isArray[++depth] = character == '[';
        first = true;
        token = character == '[' ? JsonToken.START_ARRAY : JsonToken.START_OBJECT;
      }
      case 't' -> token = literal("true", JsonToken.VALUE_TRUE);
      case 'f' -> token = literal("false", JsonToken.VALUE_FALSE);
      case 'n' -> token = literal("null", JsonToken.VALUE_NULL);
      default -> token = unquotedNumber();
    }
    current = token;
    return token;
  }

  private JsonToken close(JsonToken token) {
    valueStart = at;
    at++;
    depth--;
    first = false;
    current = token;
    return token;
  }

  private JsonToken literal(String spelled, JsonToken token) throws Unusual {
    textStart = at;
    for (int i = 0; i < spelled.length(); i++) {
      if (at == end || bytes[at++] != spelled.charAt(i)) {
        throw new Unusual();
      }
    }
    return endsHere(token);
  }

  private JsonToken unquotedNumber() throws Unusual {
    textStart = at;
    if (bytes[at] == '-') {
      at++;
    }
    boolean zero = at < end && bytes[at] == '0';
    int digits = digits();
    if (digits == 0 || (zero && digits > 1)) {
      throw new Unusual();
    }
    JsonToken token = JsonToken.VALUE_NUMBER_INT;
    if (at < end && bytes[at] == '.') {
      at++;
      token = JsonToken.VALUE_NUMBER_FLOAT;
      if (digits() == 0) {
        throw new Unusual();
      }
    }
    if (at < end && (bytes[at] == 'e' || bytes[at] == 'E')) {
      // Nobody spells an amount so; let the general parser say what it is.
      throw new Unusual();
    }
    if (at - textStart > LONGEST_NUMBER) {
      throw new Unusual();
    }
    return endsHere(token);
  }

  private int digits() {
    int from = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at - from;
  }

  /** Nothing may follow directly that could belong to what was read. */
  private JsonToken endsHere(JsonToken token) throws Unusual {
    textEnd = at;
    escaped = false;
    ascii = true;
    if (at < end
        && bytes[at] != ','
        && bytes[at] != '}'
        && bytes[at] != ']'
        && !isWhiteSpace(bytes[at])) {
      throw new Unusual();
    }
    return token;
  }

  /** Reads a text to its closing quote. */
  private void quoted() throws Unusual {
    byte[] in = bytes;
    int last = end;
    int i = at + 1;
    textStart = i;
    escaped = false;
    ascii = true;
    while (i < last) {
      if (i + Long.BYTES <= last) {
        long unusual = EightBytes.unusual(EightBytes.at(in, i));
        if (unusual == 0) {
          i += Long.BYTES;
          continue;
        }
        i += EightBytes.before(unusual);
      }
      byte character = in[i];
      if (character == '"') {
        textEnd = i;
        at = i + 1;
        return;
      }
      if (character < ' ' || character == '\\') {
        i = notPlain(character, i);
      } else {
        i++;
      }
    }
    throw new Unusual();
  }

  /** Passes over an escape, or a character outside ASCII; a control character has no place here. */
  private int notPlain(byte character, int i) throws Unusual {
    if (character == '\\') {
      escaped = true;
      return escape(i + 1);
    }
    if (character < 0) {
      ascii = false;
      return character(i);
    }
    throw new Unusual();
  }

  private int escape(int i) throws Unusual {
    byte what = byteAt(i);
    if (what == 'u') {
      for (int digit = i + 1; digit <= i + 4; digit++) {
        if (Character.digit(byteAt(digit), 16) < 0) {
          throw new Unusual();
        }
      }
      return i + 5;
    }
    if ("\"\\/bfnrt".indexOf(what) < 0) {
      throw new Unusual();
    }
    return i + 1;
  }

  /** A character of two to four bytes, as UTF-8 has it and no other way. */
  private int character(int i) throws Unusual {
    int lead = bytes[i] & 0xFF;
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    int code = lead & (0x3F >> more);
    for (int n = 1; n <= more; n++) {
      int next = byteAt(i + n);
      if ((next & 0xC0) != 0x80) {
        throw new Unusual();
      }
      code = (code << 6) | (next & 0x3F);
    }
    boolean shortest = code >= (more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000);
    boolean isSurrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    if (lead < 0xC2 || lead > 0xF4 || !shortest || isSurrogate || code > Character.MAX_CODE_POINT) {
      throw new Unusual();
    }
    return i + more + 1;
  }

  private byte byteAt(int i) throws Unusual {
    if (i >= end) {
      throw new Unusual();
    }
    return bytes[i];
  }

  /**
   * Moves to the next character that is no white space; in two parts, as only short ones are
   * inlined.
   */
  private int significant() throws Unusual {
    int character = here();
    return character > ' ' ? character : behindWhiteSpace();
  }

  private int here() {
    return at < end ? bytes[at] : 0;
  }

  private int behindWhiteSpace() throws Unusual {
    while (at < end) {
      byte character = bytes[at];
      if (!isWhiteSpace(character)) {
        return character;
      }
      at++;
    }
    throw new Unusual();
  }

  private static boolean isWhiteSpace(byte character) {
    return character == ' ' || character == '\n' || character == '\r' || character == '\t';
  }

  private static void expect(int character, char expected) throws Unusual {
    if (character != expected) {
      throw new Unusual();
    }
  }

  @Override
  public JsonToken current() {
    return current == null ? JsonToken.NOT_AVAILABLE : current;
  }

  @Override
  public String text() throws IOException {
    if (guessed != null) {
      return guessed.name.text;
    }
    if (escaped) {
      try (JsonParser one =
          Json.FACTORY.createParser(bytes, textStart - 1, textEnd - textStart + 2)) {
        one.nextToken();
        return one.getText();
      }
    }
    return new String(bytes, textStart, textEnd - textStart, ascii ? ISO_8859_1 : UTF_8);
  }

  @Override
  public InsightNames.Name name() throws IOException {
    if (guessed != null) {
      return guessed.name;
    }
    if (escaped || !ascii || textEnd - textStart > LONGEST_NAME) {
      return names.of(text());
    }
    Spelled spelled = known(textStart, textEnd);
    lastValue.next = spelled;
    lastValue = spelled;
    return spelled.name;
  }

  @Override
  public long wholeNumber() {
    int length = textEnd - textStart;
    if (digits >= 0 || length == 0 || length > MOST_DIGITS) {
      return digits;
    }
    long number = 0;
    for (int i = textStart; i < textEnd; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** By its bytes, which a quote closes. */
  private Spelled known(int from, int to) {
    int length = to + 1 - from;
    long begin = EightBytes.head(bytes, from, length);
    long tail = length > Long.BYTES ? EightBytes.at(bytes, to + 1 - Long.BYTES) : length;
    // Any odd constants would do: the highest bits then depend on all the others.
    long hash = ((begin * 0x9E3779B97F4A7C15L) ^ tail) * 0xC2B2AE3D27D4EB4FL;
    int position = (int) (hash >>> (Long.SIZE - KNOWN_BITS));
    Spelled before = known[position];
    if (before != null && before.closed.length == length && before.is(bytes, from, begin)) {
      return before;
    }
    if (++spelledSoFar == MOST_SPELLED) {
      spelledSoFar = 0;
      Arrays.fill(known, null);
      last.next = null;
      lastValue.next = null;
    }
    byte[] closed = Arrays.copyOfRange(bytes, from, to + 1);
    Spelled spelled = new Spelled(closed, names.of(new String(closed, 0, length - 1, ISO_8859_1)));
    known[position] = spelled;
    return spelled;
  }

  @Override
  public void skip() throws Unusual {
    if (current != JsonToken.START_OBJECT && current != JsonToken.START_ARRAY) {
      return;
    }
    int outside = depth - 1;
    while (depth > outside) {
      if (isArray[depth] || nextName() != null) {
        next();
      }
    }
  }

  @Override
  public void finish() {}

  @Override
  public long start() {
    return (long) valueStart - begin;
  }

  @Override
  public long end() {
    return (long) at - begin;
  }

  @Override
  public void copyTo(JsonGenerator json) throws Unusual {
    throw new Unusual();
  }
}

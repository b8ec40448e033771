package com.campaignconversions.insights.fields;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number as insights and the connectors that landed them spell it: {@code 144}, {@code 144.}. */
public final class InsightNumber {
  /** Digits before the point; what the databases keep of a decimal. */
  static final int INTEGER_DIGITS = 28;

  /** Digits after the point, zeros at the end left out. */
  public static final int FRACTION_DIGITS = 10;

  private static final int LONGEST_TEXT = 400;

  /** BigDecimal would also take the digits of every other script. */
  private static final String FOR_DECIMAL_COMMA =
      "in a CSV write decimal: comma under insights:, in JSON export it with a point";

  private static final Pattern SPELLED = Pattern.compile("[-+.0-9eE]+");

  private static final Pattern DECIMAL_COMMA =
      Pattern.compile("[0-9]+,[0-9]+|[0-9]{1,3}(?:[.' \u00A0\u202F\u2019][0-9]{3})+,[0-9]+");
  private static final Pattern GROUPED_BY_COMMA =
      Pattern.compile("[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]*)?");
  private static final Pattern CURRENCY = Pattern.compile(".*\\p{Sc}.*", Pattern.DOTALL);

  private InsightNumber() {}

  /** Why a text is no number that can be used, and what to do: the end of a sentence. */
  public static String error(String text) {
    String stripped = text.strip();
    if (stripped.length() > LONGEST_TEXT) {
      return ", which is too long for a number";
    }
    if (CURRENCY.matcher(stripped).matches()) {
      return ", which has a currency sign: export the number alone, such as 1204.75";
    }
    boolean decimal = DECIMAL_COMMA.matcher(stripped).matches();
    if (GROUPED_BY_COMMA.matcher(stripped).matches()) {
      return ", where commas group the digits: export it without, such as 1204.75"
          + (decimal ? "; if it is a decimal comma, " + FOR_DECIMAL_COMMA : "");
    }
    return decimal
        ? ", which has a decimal comma: " + FOR_DECIMAL_COMMA
        : ", no number from 0 on with a length that can be kept exactly";
  }

  /** Null if the text is empty, no number, negative, or has more digits than are kept. */
  public static @Nullable BigDecimal parse(String text) {
    BigDecimal number = parseAny(text);
    return number == null || number.scale() > FRACTION_DIGITS ? null : number;
  }

  /**
   * As {@link #parse}, but what has more digits after the point than are kept is rounded half up: a
   * third of something is a number too where it was computed and not reported.
   */
  public static @Nullable BigDecimal parseRounded(String text) {
    BigDecimal number = parseAny(text);
    if (number == null || number.scale() <= FRACTION_DIGITS) {
      return number;
    }
    BigDecimal rounded =
        number.setScale(FRACTION_DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
  }

  private static @Nullable BigDecimal parseAny(String text) {
    BigDecimal plain = plain(text);
    if (plain != null) {
      return plain;
    }
    String trimmed = text.strip();
    if (trimmed.isEmpty() || trimmed.length() > LONGEST_TEXT) {
      return null;
    }
    if (!SPELLED.matcher(trimmed).matches()) {
      return null;
    }
    BigDecimal number;
    try {
      number = new BigDecimal(trimmed);
    } catch (NumberFormatException e) {
      return null;
    }
    if (number.signum() < 0) {
      return null;
    }
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    // Before the zeros are stripped or written out: 1e999999999 has few digits and many zeros.
    if ((long) number.precision() - number.scale() > INTEGER_DIGITS) {
      return null;
    }
    if (number.scale() > FRACTION_DIGITS + LONGEST_TEXT) {
      return null;
    }
    number = number.stripTrailingZeros();
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  /** What 1 to 18 digits say, with a point among them or without; null for any other text. */
  private static @Nullable BigDecimal plain(String text) {
    int length = text.length();
    if (length == 0 || length > 18) {
      return null;
    }
    long digits = 0;
    int scale = 0;
    boolean behindPoint = false;
    for (int i = 0; i < length; i++) {
      char character = text.charAt(i);
      if (character >= '0' && character <= '9') {
        digits = digits * 10 + (character - '0');
        scale += behindPoint ? 1 : 0;
      } else if (character == '.' && !behindPoint && i > 0 && i < length - 1) {
        behindPoint = true;
      } else {
        return null;
      }
    }
    while (scale > 0 && digits % 10 == 0) {
      digits /= 10;
      scale--;
    }
    return BigDecimal.valueOf(digits, scale);
  }

  /** What 1 to 18 digits and nothing else say, as most numbers do; -1 for any other text. */
  public static long digits(String text) {
    int length = text.length();
    if (length == 0 || length > 18) {
      return -1;
    }
    long whole = 0;
    for (int i = 0; i < length; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      whole = whole * 10 + digit;
    }
    return whole;
  }

  /** A whole number that fits 63 bits; null otherwise. */
  public static @Nullable Long parseWhole(String text) {
    BigDecimal number = parse(text);
    if (number == null || number.scale() > 0 || number.precision() > 19) {
      return null;
    }
    return number.toBigInteger().bitLength() > 63 ? null : number.longValueExact();
  }
}

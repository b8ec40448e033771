package com.campaignconversions.records;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How numbers, instants and lists of names are written for a person. */
public final class Wording {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm zzz", Locale.ROOT);

  private Wording() {}

  /** {@code 1 row}, {@code 1,234 rows}. */
  public static String counted(long count, String one) {
    return count(count) + " " + (count == 1 ? one : one + "s");
  }

  public static String count(long count) {
    return number(BigDecimal.valueOf(count));
  }

  /** With separated thousands; {@code -} where it is unknown. */
  public static String number(@Nullable BigDecimal number) {
    return number == null ? "-" : format("#,##0.##########").format(number);
  }

  /** {@code 22,345.60 PLN}; {@code -} where it is unknown. */
  public static String money(@Nullable BigDecimal amount, @Nullable String currency) {
    return amount == null
        ? "-"
        : format("#,##0.00########").format(amount) + (currency == null ? "" : " " + currency);
  }

  /** In the time zone of this machine. */
  public static String local(@Nullable Instant instant) {
    return instant == null ? "" : LOCAL.format(instant.atZone(ZoneId.systemDefault()));
  }

  /** {@code a, b, c and 12 more}. */
  public static String some(Collection<String> names, int most) {
    List<String> first = names.stream().limit(most).toList();
    return names.size() > most
        ? String.join(", ", first) + " and " + count(names.size() - (long) most) + " more"
        : String.join(", ", first);
  }

  /** {@code a}, {@code a and b}, {@code a, b and c}. */
  public static String all(List<String> names) {
    int last = names.size() - 1;
    return last < 1
        ? String.join("", names)
        : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
  }

  /** A sentence that ends with a full stop. */
  public static String sentence(String text) {
    String stripped = text.strip();
    return stripped.endsWith(".") || stripped.isEmpty() ? stripped : stripped + ".";
  }

  /** A sentence to stand within another one: without its full stop. */
  public static String unstopped(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static DecimalFormat format(String pattern) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
  }
}

package com.campaignconversions.reconciliation;

import com.campaignconversions.insights.fields.InsightNumber;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A number as shops, invoices and spreadsheets write it: {@code 1,204.75}, {@code 1.204,75}. */
final class ReferenceNumber {
  private static final Pattern GROUPING = Pattern.compile("[ '\u00A0\u202F\u2019]");

  /** What may be a decimal or a group of thousands. */
  private static final Pattern EITHER = Pattern.compile("[0-9]{1,3}[.,][0-9]{3}");

  private static final Pattern GROUPS = Pattern.compile("[0-9]{1,3}(?:[.,][0-9]{3}){2,}");

  private ReferenceNumber() {}

  /**
   * Reads one; refunds are negative.
   *
   * @param written whether it was written for people, who group digits
   * @param decimalComma what a comma means, where a point or a comma could group by three
   * @return null where it is no number
   */
  static @Nullable BigDecimal parse(String text, boolean written, boolean decimalComma) {
    boolean negative = text.startsWith("-");
    String digits = negative ? text.substring(1) : text;
    BigDecimal number =
        InsightNumber.parseRounded(written ? withPoint(digits, decimalComma) : digits);
    return number == null || !negative ? number : number.negate();
  }

  /** Of an export of Ads Manager, in which whatever stands in groups of three was grouped. */
  static @Nullable BigDecimal ofAdsManager(String text, boolean decimalComma) {
    return EITHER.matcher(text).matches()
        ? parse(text.replace(".", "").replace(",", ""), true, decimalComma)
        : parse(text, true, decimalComma);
  }

  private static String withPoint(String text, boolean decimalComma) {
    String number = GROUPING.matcher(text).replaceAll("");
    int point = number.lastIndexOf('.');
    int comma = number.lastIndexOf(',');
    if (comma < 0 && point < 0) {
      return number;
    }
    if (comma >= 0 && point >= 0) {
      return comma > point ? number.replace(".", "").replace(',', '.') : number.replace(",", "");
    }
    if (GROUPS.matcher(number).matches()) {
      return number.replace(".", "").replace(",", "");
    }
    boolean isComma = comma >= 0;
    if (EITHER.matcher(number).matches() && isComma != decimalComma) {
      return number.replace(".", "").replace(",", "");
    }
    return number.replace(',', '.');
  }
}

package com.campaignconversions.insights.fields;

import java.math.BigDecimal;

/** What is left of an id that a spreadsheet or a float has written as a number. */
public final class DamagedId {
  private static final int LONGEST = 60;

  private DamagedId() {}

  /**
   * Whether the id may be the one that was written: {@code 4.386E+14} and {@code 438600948208231}.
   * A spreadsheet keeps at least the digits that it shows, the last one rounded.
   */
  public static boolean agrees(String written, String id) {
    String plain = written.replaceAll("[\\s',_\u00A0\u202F]", "");
    if (plain.equals(id)) {
      return true;
    }
    if (plain.isEmpty() || plain.length() > LONGEST || !id.matches("[0-9]{1,40}")) {
      return false;
    }
    BigDecimal number;
    try {
      number = new BigDecimal(plain).stripTrailingZeros();
    } catch (ArithmeticException | NumberFormatException e) {
      // No number, or one whose exponent no number has.
      return false;
    }
    if (number.scale() > LONGEST || number.scale() < -LONGEST) {
      return false;
    }
    // Half a unit of the last digit that is left.
    BigDecimal unit = BigDecimal.ONE.movePointLeft(number.scale());
    return number.subtract(new BigDecimal(id)).abs().multiply(BigDecimal.valueOf(2)).compareTo(unit)
        <= 0;
  }
}

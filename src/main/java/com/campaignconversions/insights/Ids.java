package com.campaignconversions.insights;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids as people's tools write them. */
final class Ids {
  /** Whole numbers up to 2^53 come through a float as they are, and all of 15 digits do. */
  private static final int MOST_EXACT_DIGITS = 15;

  private static final Pattern POINT_ZERO = Pattern.compile("([0-9]+)[.,]0*");
  private static final Pattern LIKE_A_NUMBER =
      Pattern.compile("[-+]?[0-9][0-9.,' _\u00A0\u202F\u2019]*(?:[eE][-+]?[0-9]+)?");

  /** What an id of an ad account may begin with. */
  private static final String ACCOUNT = "act_";

  private Ids() {}

  /**
   * The id itself; null where it is a number in another dress, which may have lost digits: {@code
   * 1.2021E+17}, more than 15 digits and {@code .0}, or with separators.
   */
  static @Nullable String plain(String id) {
    if (isDigits(id)) {
      return id;
    }
    if (id.startsWith(ACCOUNT)) {
      String digits = plain(id.substring(ACCOUNT.length()));
      return digits == null ? null : ACCOUNT + digits;
    }
    var pointZero = POINT_ZERO.matcher(id);
    if (pointZero.matches() && pointZero.group(1).length() <= MOST_EXACT_DIGITS) {
      return pointZero.group(1);
    }
    return LIKE_A_NUMBER.matcher(id).matches() ? null : id;
  }

  private static boolean isDigits(String id) {
    for (int i = 0; i < id.length(); i++) {
      if (id.charAt(i) < '0' || id.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}

package com.campaignconversions.insights.fields;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids as people's tools write them. */
public final class Ids {
  /** Whole numbers up to 2^53 come through a float as they are, and all of 15 digits do. */
  private static final int MOST_EXACT_DIGITS = 15;

  private static final Pattern POINT_ZERO =
      // One to three digits and three zeros are thousands.
      Pattern.compile("(?![0-9]{1,3}[.,]000$)([0-9]+)[.,]0*");
  private static final Pattern LIKE_A_NUMBER =
      Pattern.compile("[-+]?[0-9][0-9.,' _\u00A0\u202F\u2019]*(?:[eE][-+]?[0-9]+)?");

  /** What an id of an ad account may begin with. */
  private static final String ACCOUNT = "act_";

  private static final Pattern ZERO = Pattern.compile("0*(?:[.,]0*)?");
  private static final Pattern ZEROS = Pattern.compile("0*");

  private Ids() {}

  /**
   * The id itself; null where it is a number in another dress, which may have lost digits: {@code
   * 1.2021E+17}, more than 15 digits and {@code .0}, or with separators.
   */
  public static @Nullable String plain(String id) {
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

  /** The digits of an ad account's id, with or without {@code act_} before them; null for no id. */
  public static @Nullable String account(String id) {
    boolean named = id.regionMatches(true, 0, ACCOUNT, 0, ACCOUNT.length());
    String plain = plain(named ? id.substring(ACCOUNT.length()) : id);
    return plain == null || !isDigits(plain) || ZEROS.matcher(plain).matches() ? null : plain;
  }

  /** Whether it is a number in whatever dress, but for 0, which stands for none. */
  public static boolean isLikeANumber(String id) {
    return LIKE_A_NUMBER.matcher(id).matches() && !ZERO.matcher(id).matches();
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

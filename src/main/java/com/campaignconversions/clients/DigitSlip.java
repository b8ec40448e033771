package com.campaignconversions.clients;

/** How people and spreadsheets get an id wrong. */
public final class DigitSlip {
  /** Shorter ids are near too many others to be slips of them; Meta's have 15 digits and more. */
  private static final int SHORTEST = 6;

  private DigitSlip() {}

  /**
   * Whether one slip makes one id of the other: a digit changed, lost or doubled (or, the other way
   * round, lost in the id that is held to be right), or two neighbours swapped. An id is no slip of
   * itself.
   */
  public static boolean isBetween(String right, String written) {
    if (right.length() < SHORTEST) {
      return false;
    }
    int difference = written.length() - right.length();
    int same = 0;
    while (same < Math.min(right.length(), written.length())
        && right.charAt(same) == written.charAt(same)) {
      same++;
    }
    return switch (difference) {
      case 0 ->
          same < right.length()
              && (right.regionMatches(same + 1, written, same + 1, right.length() - same - 1)
                  || isSwapped(right, written, same));
      case -1 -> right.regionMatches(same + 1, written, same, written.length() - same);
      case 1 -> right.regionMatches(same, written, same + 1, right.length() - same);
      default -> false;
    };
  }

  private static boolean isSwapped(String right, String written, int at) {
    return at + 1 < right.length()
        && right.charAt(at) == written.charAt(at + 1)
        && right.charAt(at + 1) == written.charAt(at)
        && right.regionMatches(at + 2, written, at + 2, right.length() - at - 2);
  }
}

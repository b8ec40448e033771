package com.campaignconversions.insights.fields;

import java.util.regex.Pattern;

/** Fields that neither Meta documents nor the job names: whether they may tell two rows apart. */
public final class OtherFields {
  private static final int LONGEST = 200;

  /**
   * Decimal fractions, days, instants, links, lists and objects do not split numbers; columns have
   * the last two as JSON text.
   */
  private static final Pattern NO_SEGMENT =
      Pattern.compile(
          "[-+]?[0-9]*[.,][0-9]+(?:[eE][-+]?[0-9]+)? ?%?"
              + "|[-+]?[0-9]+[eE]-[0-9]+"
              + "|[0-9]{4}([-/.])[0-9]{1,2}\\1[0-9]{1,2}(?:[T ].*)?"
              + "|[0-9]{1,2}([-/.])[0-9]{1,2}\\2[0-9]{4}(?:[T ,].*)?"
              + "|NaN|-?Infinity"
              + "|(?i:https?://.*)"
              + "|\\[.*]|\\{.*}",
          Pattern.DOTALL);

  private OtherFields() {}

  /** Whether a field of this name may: one that is documented, or begins or ends so, may not. */
  static boolean isNameOfSegment(String name) {
    return !name.isBlank()
        && !name.startsWith("_")
        && !name.endsWith("_at")
        && !name.endsWith("_time")
        && !name.endsWith("_date")
        && !MetaFields.isDocumented(name);
  }

  public static boolean mayTellApart(String value) {
    String stripped = value.strip();
    return !stripped.isEmpty() && !NO_SEGMENT.matcher(stripped).matches();
  }

  /** A name or value as it travels: what is longer is told apart by its length and hash. */
  public static String kept(String value) {
    String plain = value.replace('\u001f', ' ');
    return plain.length() <= LONGEST
        ? plain
        : plain.substring(0, LONGEST) + "… (" + plain.length() + ", " + plain.hashCode() + ")";
  }
}

package com.campaignconversions.insights.fields;

import org.jspecify.annotations.Nullable;

/** What every database that is published to can store as text: one limit for all of them. */
public final class StorableText {
  /** In characters. Meta's ids have 15 to 18. */
  public static final int LONGEST_ID = 100;

  /** In characters of Unicode. Meta allows a campaign's name 400. */
  public static final int LONGEST_NAME = 1000;

  private static final int SHORT = 300;

  private StorableText() {}

  /** What is wrong with a text, as the end of a sentence; null if it can be stored. */
  public static @Nullable String error(String text, int longest) {
    if (text.length() > longest) {
      return "is longer than " + longest + " characters";
    }
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\0') {
        return "holds a NUL character";
      }
      if (Character.isHighSurrogate(character)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(character)) {
        return "holds half a character";
      }
    }
    return null;
  }

  /** A name as it is kept: where it is very long, its beginning and {@code …}. */
  public static String name(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_NAME
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST_NAME - 1)) + "…";
  }

  /** The beginning of a text that came from outside, fit for a message. */
  public static String shortened(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    String clean = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", " ");
    return clean.length() > SHORT
        ? clean.substring(0, clean.offsetByCodePoints(0, SHORT / 2)) + "…"
        : clean;
  }
}

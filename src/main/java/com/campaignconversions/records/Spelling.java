package com.campaignconversions.records;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a name is shown in a sentence, and which known name was probably meant. */
public final class Spelling {
  private static final int MOST_SHOWN = 80;

  private Spelling() {}

  /** In quotes, cut where it is long, and without characters that move a terminal's cursor. */
  public static String quoted(String text) {
    return '"' + shown(text) + '"';
  }

  /** As {@link #quoted}, without the quotes. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .limit(MOST_SHOWN)
        .map(c -> isPrintable(c) ? c : '?')
        .forEach(shown::appendCodePoint);
    return text.codePointCount(0, text.length()) > MOST_SHOWN ? shown + "…" : shown.toString();
  }

  /** With commas, and only the first of very many. */
  public static String list(List<String> names) {
    int most = 30;
    return names.size() <= most
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
  }

  public static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** {@code ; did you mean x?}, or nothing where no known name is near. */
  public static String suggestion(String name, Collection<String> known) {
    String nearest = nearest(name, known);
    return nearest == null ? "" : "; did you mean " + nearest + "?";
  }

  /** The known name that this one was probably meant to be. */
  public static @Nullable String nearest(String name, Collection<String> known) {
    if (name.length() > MOST_SHOWN) {
      return null;
    }
    String written = plain(name);
    String nearest = null;
    int fewest = 1 + written.length() / 4;
    for (String candidate : known) {
      int edits = edits(written, plain(candidate));
      if (edits < fewest || (edits == fewest && nearest == null)) {
        nearest = candidate;
        fewest = edits;
      }
    }
    return nearest;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_').replace("_", "");
  }

  /** How many letters must be changed, added, left out or swapped with their neighbour. */
  public static int edits(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int fewest =
            Math.min(edits[i - 1][j - 1] + change, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        if (i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1)) {
          fewest = Math.min(fewest, edits[i - 2][j - 2] + 1);
        }
        edits[i][j] = fewest;
      }
    }
    return edits[from.length()][to.length()];
  }
}

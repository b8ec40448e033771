package com.campaignconversions.insights.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A file pattern as {@link java.nio.file.FileSystem#getPathMatcher} reads a glob, but over text,
 * because what the JVM makes of a path's bytes depends on its locale; and two stars between slashes
 * also match no folder.
 */
final class FilePattern {
  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{\\\\]");

  /** No name that anybody gives. */
  private static final String ANY_NAME = "/\uE000";

  private final String text;
  private final Matcher matcher;

  /**
   * Reads a pattern.
   *
   * @throws PatternSyntaxException if a bracket or brace is not closed, or braces stand in braces
   */
  FilePattern(String text) {
    this.text = text;
    this.matcher = Pattern.compile(regex(text), Pattern.DOTALL).matcher("");
  }

  /** What stands before the first wildcard; the whole pattern where there is none. */
  static String literal(String pattern) {
    Matcher wildcard = WILDCARD.matcher(pattern);
    return wildcard.find() ? pattern.substring(0, wildcard.start()) : pattern;
  }

  boolean matches(String path) {
    return matcher.reset(path).matches() || path.equals(text);
  }

  /** Whether it can match anything in a folder or below. */
  boolean reachesInto(String folder) {
    // At the end of the text the pattern wanted more of it.
    return matcher.reset(folder + "/").matches() || matcher.hitEnd();
  }

  /** Whether it matches everything in a folder and below. */
  boolean coversAllIn(String folder) {
    String one = folder + ANY_NAME;
    return matches(one) && matches(one + ANY_NAME);
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    boolean inBraces = false;
    for (int i = 0; i < glob.length(); i++) {
      char character = glob.charAt(i);
      switch (character) {
        case '*' -> {
          boolean two = glob.startsWith("**", i);
          if (two && i > 0 && glob.charAt(i - 1) == '/' && glob.startsWith("/", i + 2)) {
            regex.append("(?:.*/)?");
            i += 2;
          } else {
            regex.append(two ? ".*" : "[^/]*");
            i += two ? 1 : 0;
          }
        }
        case '?' -> regex.append("[^/]");
        case '[' -> i = brackets(glob, i, regex);
        case '{' -> {
          if (inBraces) {
            throw new PatternSyntaxException("Braces stand in braces", glob, i);
          }
          inBraces = true;
          regex.append("(?:");
        }
        case '}' -> {
          regex.append(inBraces ? ")" : "\\}");
          inBraces = false;
        }
        case ',' -> regex.append(inBraces ? "|" : ",");
        case '\\' -> {
          i++;
          if (i == glob.length()) {
            throw new PatternSyntaxException("Nothing follows the last \\", glob, i - 1);
          }
          literal(glob.charAt(i), regex);
        }
        default -> literal(character, regex);
      }
    }
    if (inBraces) {
      throw new PatternSyntaxException("A brace is not closed", glob, glob.length() - 1);
    }
    return regex.toString();
  }

  /** One of some characters; returns where the closing bracket stands. */
  private static int brackets(String glob, int open, StringBuilder regex) {
    int at = open + 1;
    boolean negated = glob.startsWith("!", at);
    at += negated ? 1 : 0;
    int close = glob.indexOf(']', at + 1);
    if (close < 0) {
      throw new PatternSyntaxException("A bracket is not closed", glob, open);
    }
    regex.append("[[^/]&&[").append(negated ? "^" : "");
    for (int i = at; i < close; i++) {
      char character = glob.charAt(i);
      boolean range = character == '-' && i > at && i + 1 < close;
      if (range) {
        regex.append('-');
      } else {
        literal(character, regex);
      }
    }
    regex.append("]]");
    return close;
  }

  private static void literal(char character, StringBuilder regex) {
    boolean plain = character >= 0x80 || character == '/' || Character.isLetterOrDigit(character);
    regex.append(plain ? "" : "\\").append(character);
  }
}

package com.campaignconversions.results;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/**
 * What a person reads: text in lines that fit, which begin with a label that says how bad it is,
 * and tables. Nothing of it is obeyed by a terminal but the colours of the labels.
 *
 * @param columns how many characters fit beside each other
 * @param all whether everything is shown, however long it becomes
 */
public record Screen(PrintWriter out, int columns, boolean all, boolean quiet, Ansi colours) {
  /** So many lines of problems are read; more are looked up. */
  private static final int MOST_LINES = 25;

  private static final int MOST_LINES_OF_ONE = 5;

  /** Longer lines of text are hard to read, and wider tables are. */
  private static final int WIDEST_TEXT = 120;

  private static final int WIDEST_TABLE = 130;

  private static final int LABEL = 13;
  private static final String CUT = " …";

  /** A text and what it is, such as {@code WITHHELD}. */
  public record Item(String label, String text) {}

  /** A column of text; numbers stand at the right, as columns do by themselves. */
  public static Column left(String header) {
    return new Column().header(header).dataAlign(HorizontalAlign.LEFT);
  }

  /** A sentence, in as many lines as it needs. */
  public void say(String sentence) {
    wrapped(sentence, textColumns()).forEach(this::line);
  }

  private int textColumns() {
    return Math.min(columns, WIDEST_TEXT);
  }

  public void emptyLine() {
    out.println();
  }

  /**
   * Items, the worst first: each gets a line, the first ones as many as are left; where there are
   * more items than lines, the last ones are left out.
   */
  public Shown say(List<Item> items) {
    if (all) {
      list(items);
      return Shown.WHOLE;
    }
    int shown = Math.min(items.size(), MOST_LINES);
    int spare = MOST_LINES - shown;
    boolean cut = false;
    for (Item item : items.subList(0, shown)) {
      List<String> text = wrapped(item.text(), textColumns() - LABEL);
      int lines = Math.min(text.size(), 1 + Math.min(spare, MOST_LINES_OF_ONE - 1));
      spare -= lines - 1;
      cut |= lines < text.size();
      say(item.label(), lines < text.size() ? cut(text, lines) : text);
    }
    return new Shown(items.size() - shown, cut);
  }

  /** Items, each whole. */
  public void list(List<Item> items) {
    items.forEach(item -> say(item.label(), wrapped(item.text(), textColumns() - LABEL)));
  }

  /** How much of some items is not on the screen. */
  public record Shown(int leftOut, boolean cut) {
    public static final Shown WHOLE = new Shown(0, false);
  }

  private void say(String label, List<String> text) {
    String padded = label + " ".repeat(Math.max(1, LABEL - label.length()));
    for (int i = 0; i < text.size(); i++) {
      line((i == 0 ? coloured(label, padded) : " ".repeat(LABEL)), text.get(i));
    }
  }

  private List<String> cut(List<String> lines, int most) {
    List<String> shown = new ArrayList<>(lines.subList(0, most));
    String last = shown.get(most - 1);
    int room = textColumns() - LABEL - CUT.length();
    shown.set(most - 1, (last.length() > room ? last.substring(0, room) : last) + CUT);
    return shown;
  }

  private String coloured(String label, String padded) {
    String style =
        switch (label) {
          case "WITHHELD", "FAILS", "IN THE WAY" -> "bold,red";
          case "NOT TRUSTED", "STALE", "REJECTED", "DOUBTFUL", "DIFFERENT" -> "bold,yellow";
          default -> "bold";
        };
    return colours.enabled() ? colours.string("@|" + style + " " + padded + "|@") : padded;
  }

  /** A table, if all its columns fit. */
  public <T> boolean table(Collection<T> rows, List<ColumnData<T>> table) {
    List<String> lines = lines(rows, table);
    if (!fits(lines)) {
      return false;
    }
    lines.forEach(this::line);
    return true;
  }

  /** Whether {@link #table} would print it. */
  public <T> boolean fits(Collection<T> rows, List<ColumnData<T>> table) {
    return all || fits(lines(rows, table));
  }

  private boolean fits(List<String> table) {
    return all || table.get(0).length() <= Math.min(columns, WIDEST_TABLE);
  }

  private static <T> List<String> lines(Collection<T> rows, List<ColumnData<T>> table) {
    return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, rows, table)
        .lines()
        .toList();
  }

  private void line(String text) {
    line("", text);
  }

  private void line(String begin, String text) {
    out.println(begin + PrintableWriter.printable(text).stripTrailing());
  }

  private static List<String> wrapped(String text, int columns) {
    // Its lines are filled up, and have a space on both sides.
    Column column = new Column().dataAlign(HorizontalAlign.LEFT).maxWidth(columns + 2);
    return Arrays.stream(
            AsciiTable.getTable(
                    AsciiTable.NO_BORDERS,
                    new Column[] {column},
                    new String[][] {{PrintableWriter.line(text)}})
                .split("\\R"))
        .map(line -> line.strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}

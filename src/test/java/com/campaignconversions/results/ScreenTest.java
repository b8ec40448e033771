package com.campaignconversions.results;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.campaignconversions.results.Screen.Item;
import com.campaignconversions.results.Screen.Shown;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

class ScreenTest {
  private static final String LONG =
      "campaign 120330000000004402 has rows on 2025-10-01 and from 2025-10-01 to 2025-10-31, which"
          + " share days: which of them is right would be a guess; if the newer export is, set"
          + " insights.newest to file.";

  private record Line(String client, int rows) {}

  private static final List<ColumnData<Line>> COLUMNS =
      List.of(
          Screen.left("client").with(Line::client),
          new Column().header("rows").with(line -> String.valueOf(line.rows())));

  private static List<String> lines(
      int columns, boolean all, Ansi colours, Consumer<Screen> printing) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    printing.accept(new Screen(out, columns, all, false, colours));
    out.flush();
    return text.toString().lines().toList();
  }

  private static List<String> lines(int columns, Consumer<Screen> printing) {
    return lines(columns, false, Ansi.OFF, printing);
  }

  private static List<Item> items(int count, String text) {
    List<Item> items = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      items.add(new Item("WITHHELD", i + " " + text));
    }
    return items;
  }

  @Test
  void putsTextAtTheLeftAndNumbersAtTheRight() {
    assertThat(
        lines(
            80,
            screen ->
                screen.table(List.of(new Line("belmonte", 5), new Line("zamek", 1200)), COLUMNS)),
        contains(
            "+----------+------+",
            "| client   | rows |",
            "+----------+------+",
            "| belmonte |    5 |",
            "| zamek    | 1200 |",
            "+----------+------+"));
  }

  @Test
  void aTableThatDoesNotFitIsNotPrintedUnlessEverythingIsWanted() {
    List<Line> rows = List.of(new Line("b".repeat(80), 5));

    assertThat(lines(80, screen -> assertThat(screen.table(rows, COLUMNS), is(false))), hasSize(0));
    assertThat(
        lines(80, true, Ansi.OFF, screen -> assertThat(screen.table(rows, COLUMNS), is(true))),
        hasSize(6));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 120, 200})
  void linesFitAndGoOnUnderTheirText(int columns) {
    List<String> lines = lines(columns, screen -> screen.say(items(1, LONG)));

    assertThat(lines.get(0), startsWith("WITHHELD     1 campaign"));
    assertThat(lines.subList(1, lines.size()), everyItem(startsWith("             ")));
    assertThat(lines.stream().mapToInt(String::length).max().orElse(0) <= columns, is(true));
    assertThat(String.join(" ", lines).replaceAll("\\s+", " "), is("WITHHELD 1 " + LONG));
  }

  @Test
  void manyProblemsHaveALineEachAndTheFirstHaveMore() {
    List<String> lines =
        lines(80, screen -> assertThat(screen.say(items(20, LONG)), is(new Shown(0, true))));

    assertThat(lines, hasSize(25));
    assertThat(lines.get(3), endsWith("file."));
    assertThat(lines.get(24), endsWith(" …"));
    assertThat(lines.get(24).length() <= 80, is(true));
  }

  @Test
  void moreProblemsThanLinesAreCounted() {
    List<String> lines =
        lines(80, screen -> assertThat(screen.say(items(45, "short")), is(new Shown(20, false))));

    assertThat(lines, hasSize(25));
  }

  @Test
  void withAllNothingIsCut() {
    List<String> lines =
        lines(
            80, true, Ansi.OFF, screen -> assertThat(screen.say(items(45, LONG)), is(Shown.WHOLE)));

    assertThat(lines, everyItem(not(containsString("…"))));
  }

  @Test
  void onlyLabelsHaveColoursAndNothingThatComesFromOutside() {
    String hostile = "\u001b[2J\u202Ebad\nWITHHELD     feigned";

    List<String> lines =
        lines(80, false, Ansi.ON, screen -> screen.say(List.of(new Item("WITHHELD", hostile))));

    assertThat(lines, hasSize(1));
    assertThat(lines.get(0), startsWith("\u001b[1m\u001b[31mWITHHELD"));
    assertThat(lines.get(0), endsWith("\uFFFD[2J\uFFFDbad WITHHELD     feigned"));
  }
}

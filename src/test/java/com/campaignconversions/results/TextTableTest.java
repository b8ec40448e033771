package com.campaignconversions.results;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  private record Line(String client, int rows) {}

  private static final List<ColumnData<Line>> COLUMNS =
      List.of(
          TextTable.left("client").with(Line::client),
          new Column().header("rows").with(line -> String.valueOf(line.rows())));

  private static List<String> table(Line... lines) {
    return TextTable.of(List.of(lines), COLUMNS).lines().toList();
  }

  @Test
  void putsTextAtTheLeftAndNumbersAtTheRight() {
    assertThat(
        table(new Line("belmonte", 5), new Line("zamek", 1200)),
        is(
            List.of(
                "+----------+------+",
                "| client   | rows |",
                "+----------+------+",
                "| belmonte |    5 |",
                "| zamek    | 1200 |",
                "+----------+------+")));
  }
}

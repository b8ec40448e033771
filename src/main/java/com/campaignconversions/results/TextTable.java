package com.campaignconversions.results;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.Collection;
import java.util.List;

/** The one look of all tables that commands print. */
public final class TextTable {
  private TextTable() {}

  public static <T> String of(Collection<T> lines, List<ColumnData<T>> columns) {
    return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, lines, columns);
  }

  /** A column of text; numbers stand at the right, as columns do by themselves. */
  public static Column left(String header) {
    return new Column().header(header).dataAlign(HorizontalAlign.LEFT);
  }
}

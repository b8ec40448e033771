package com.campaignconversions.explanation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the campaign, as it was read again.
 *
 * @param source the file or table
 * @param position in it: a byte offset or line and, inside a page, the element; of a table the key
 * @param firstDay null where a rejected row tells none, as {@code lastDay}
 * @param entries those of the metric's arrays and action types
 * @param otherEntries how many more the metric does not list
 * @param anyArray whether it has one of the metric's arrays, which may be empty; null where a
 *     rejected row does not tell
 * @param counted whether its numbers are part of the sum
 * @param why it is not counted, as a sentence without its stop; null where it is
 */
public record ExplainedRow(
    String source,
    String position,
    @Nullable LocalDate firstDay,
    @Nullable LocalDate lastDay,
    List<Entry> entries,
    int otherEntries,
    @Nullable Boolean anyArray,
    boolean counted,
    @Nullable String why) {

  public ExplainedRow {
    entries = List.copyOf(entries);
  }

  /**
   * One number of a row's actions.
   *
   * @param actionType as the row spells it
   * @param window the key that it stands under, such as {@code value} or {@code 7d_click}
   * @param text as the row has it
   * @param amount null where it cannot be used
   * @param counted whether it is part of the sum
   */
  public record Entry(
      String array,
      String actionType,
      String window,
      String text,
      @Nullable BigDecimal amount,
      boolean counted) {}

  /** What of it is part of the sum. */
  BigDecimal sum() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Entry entry : entries) {
      sum = entry.counted() && entry.amount() != null ? sum.add(entry.amount()) : sum;
    }
    return sum;
  }
}

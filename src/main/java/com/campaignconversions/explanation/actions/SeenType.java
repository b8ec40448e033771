package com.campaignconversions.explanation.actions;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An action type in one array, and what rows say of it. */
final class SeenType {
  private static final int MOST_WINDOWS = 30;

  final String array;

  /** As the first row that has it spells it. */
  final String actionType;

  long rows;
  final BitSet clients = new BitSet();

  /** Of the windows that the job counts; null where no entry has one, or it is a rate. */
  @Nullable BigDecimal total;

  final TreeSet<String> windows = new TreeSet<>();

  SeenType(String array, String actionType) {
    this.array = array;
    this.actionType = actionType;
  }

  /**
   * One row that has it.
   *
   * @param client the place of its client
   * @param amount in the windows that the job counts; null where it has none of them
   */
  void row(int client, @Nullable BigDecimal amount) {
    rows++;
    clients.set(client);
    if (amount != null && !isRate(array)) {
      total = total == null ? amount : total.add(amount);
    }
  }

  void window(String name) {
    if (windows.size() < MOST_WINDOWS) {
      windows.add(name);
    }
  }

  /** Whether an array holds prices or shares, of which no sum says anything. */
  static boolean isRate(String array) {
    String name = array.toLowerCase(Locale.ROOT);
    return name.startsWith("cost_per_") || name.endsWith("_ctr") || name.contains("roas");
  }
}

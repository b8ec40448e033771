package com.campaignconversions.publishing;

import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.ClientPeriodSummary;
import com.campaignconversions.records.Decimals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether something must have been lost on the way to a new version: a forgotten export must not
 * erase a month. It looks at campaigns, rows, spend and days, never at conversions, so that another
 * catalogue never trips it.
 *
 * @param campaigns published
 * @param rowsUsed that made them; null where an earlier form of the tables did not keep it, as
 *     {@code coveredDays}
 * @param coveredDays as in {@link ClientPeriodSummary}
 */
record ShrinkGuard(
    long campaigns,
    @Nullable Long rowsUsed,
    @Nullable BigDecimal spend,
    @Nullable Long coveredDays) {
  private static final BigDecimal STAYS = new BigDecimal("0.8");

  /**
   * What is lost, as a part of a sentence; null where nothing is.
   *
   * @param ended whether the period is over: before, only days can be lost
   */
  @Nullable String loss(ClientPeriodSummary summary, boolean ended) {
    List<String> losses = new ArrayList<>();
    if (ended) {
      fall(losses, "campaigns", BigDecimal.valueOf(campaigns), summary.campaigns());
      if (rowsUsed != null) {
        fall(losses, "rows", BigDecimal.valueOf(rowsUsed), summary.rows().used());
      }
      if (spend != null) {
        BigDecimal now = summary.complete().sums().spend();
        if (now == null && spend.signum() > 0) {
          losses.add("spend from " + Decimals.text(spend) + " to unknown");
        } else if (now != null && now.compareTo(spend.multiply(STAYS)) < 0) {
          losses.add("spend from " + Decimals.text(spend) + " to " + Decimals.text(now));
        }
      }
    }
    List<String> parts = new ArrayList<>();
    if (!losses.isEmpty()) {
      parts.add("more than 20 % less than is published: " + String.join(", ", losses));
    }
    long vanished = coveredDays == null ? 0 : coveredDays & ~summary.complete().coverage().days();
    if (vanished != 0) {
      parts.add("days without a row that had rows before: " + days(vanished, summary));
    }
    return parts.isEmpty() ? null : String.join("; ", parts);
  }

  /**
   * What is less than published, however little: of what is known to have lost something. A part of
   * a sentence; null where nothing is.
   */
  @Nullable String anyLess(ClientPeriodSummary summary) {
    List<String> less = new ArrayList<>();
    if (summary.campaigns() < campaigns) {
      less.add("campaigns from " + campaigns + " to " + summary.campaigns());
    }
    if (rowsUsed != null && summary.rows().used() < rowsUsed) {
      less.add("rows from " + rowsUsed + " to " + summary.rows().used());
    }
    BigDecimal now = summary.complete().sums().spend();
    if (spend != null && (now == null ? spend.signum() > 0 : now.compareTo(spend) < 0)) {
      less.add(
          "spend from "
              + Decimals.text(spend)
              + " to "
              + (now == null ? "unknown" : Decimals.text(now)));
    }
    return less.isEmpty() ? null : String.join(", ", less);
  }

  private static void fall(List<String> losses, String what, BigDecimal before, long now) {
    if (BigDecimal.valueOf(now).compareTo(before.multiply(STAYS)) < 0) {
      losses.add(what + " from " + Decimals.text(before) + " to " + now);
    }
  }

  /** {@code 2025-11-03 to 2025-11-09, 2025-11-30}. */
  private static String days(long bits, ClientPeriodSummary summary) {
    Period period = summary.clientPeriod().period();
    List<String> ranges = new ArrayList<>();
    for (int first = 0; first < Long.SIZE; first++) {
      if ((bits >>> first & 1) == 0) {
        continue;
      }
      int last = first + Long.numberOfTrailingZeros(~(bits >>> first)) - 1;
      LocalDate from = period.start().plusDays(first);
      ranges.add(last == first ? from.toString() : from + " to " + period.start().plusDays(last));
      first = last;
    }
    return String.join(", ", ranges);
  }
}

package com.campaignconversions.forecast;

import com.campaignconversions.clients.Period;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a total moved after its period's end.
 *
 * @param percent between what was read first after the end and the final total, of the final total,
 *     with one decimal; 100 where the final total is 0 and the first was not
 * @param days after the end from which on it was within a hundredth of the final total
 */
public record Settling(BigDecimal percent, long days) {
  /** One read later tells nothing of the time before. */
  private static final int FIRST_READ_DAYS = 7;

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * A total as it became visible.
   *
   * @param age days since the last day of the period; 0 or less while it ran
   */
  public record Seen(long age, BigDecimal total) {}

  /** Of several periods. */
  public record Usual(
      int periods,
      BigDecimal medianPercent,
      BigDecimal worstPercent,
      long medianDays,
      long worstDays) {}

  /**
   * Of one period.
   *
   * @param seen the oldest first
   * @return null where it was not read before a week after its end
   */
  public static @Nullable Settling of(List<Seen> seen, BigDecimal last) {
    Seen first = seen.stream().filter(one -> one.age() > 0).findFirst().orElse(null);
    if (seen.isEmpty() || (first != null && first.age() > FIRST_READ_DAYS)) {
      return null;
    }
    long days = 0;
    boolean near = true;
    for (Seen one : seen) {
      boolean isNear = isNear(one.total(), last);
      if (isNear && !near) {
        // Meta restates no longer, whenever it was read next.
        days = Math.max(0, Math.min(one.age(), Period.RESTATED_DAYS));
      }
      near = isNear;
    }
    return new Settling(first == null ? BigDecimal.ZERO : percent(first.total(), last), days);
  }

  private static boolean isNear(BigDecimal total, BigDecimal last) {
    return total.subtract(last).abs().multiply(HUNDRED).compareTo(last.abs()) <= 0;
  }

  private static BigDecimal percent(BigDecimal total, BigDecimal last) {
    if (last.signum() == 0) {
      return total.signum() == 0 ? BigDecimal.ZERO : HUNDRED;
    }
    return total.subtract(last).abs().multiply(HUNDRED).divide(last.abs(), 1, RoundingMode.HALF_UP);
  }

  /** The median (of two in the middle the greater one) and the greatest. */
  public static Usual usual(List<Settling> periods) {
    List<BigDecimal> percents =
        periods.stream().map(Settling::percent).sorted(Comparator.naturalOrder()).toList();
    List<Long> days = periods.stream().map(Settling::days).sorted().toList();
    int middle = periods.size() / 2;
    int last = periods.size() - 1;
    return new Usual(
        periods.size(), percents.get(middle), percents.get(last), days.get(middle), days.get(last));
  }
}

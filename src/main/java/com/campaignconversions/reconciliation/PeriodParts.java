package com.campaignconversions.reconciliation;

import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.records.Wording;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the weeks or days of one client, metric by metric, beside which a longer period
 * is held: it has at least what the parts within it have together, and at most what all parts have
 * that touch it, since a part that straddles its end may count on either side.
 */
public final class PeriodParts {
  /** Amounts are restated; only so much more or less is another number. */
  private static final BigDecimal AMOUNTS_APART = new BigDecimal("0.25");

  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

  /** From so many parts on, the largest says how much another one may have. */
  private static final int FEWEST = 8;

  private final Map<Period, Map<String, BigDecimal>> totals = new HashMap<>();
  private final String where;
  private final boolean guessing;

  private PeriodParts(String where, boolean guessing) {
    this.where = where;
    this.guessing = guessing;
  }

  /** Those that somebody stored: one that is missing has as much as the largest, at most. */
  public static PeriodParts stored() {
    return new PeriodParts("stored", true);
  }

  /** Those that are published: where one is missing, nobody says how much all have at most. */
  public static PeriodParts published() {
    return new PeriodParts("published", false);
  }

  /** Adds a part, or has it anew. */
  public void put(Period part, Map<String, BigDecimal> itsTotals) {
    totals.put(part, itsTotals);
  }

  void remove(Period part) {
    totals.remove(part);
  }

  public boolean isEmpty() {
    return totals.isEmpty();
  }

  /** The known parts that share a day with a period. */
  List<Period> touching(Granularity parts, Period period) {
    return totals.keySet().stream()
        .filter(part -> part.granularity() == parts)
        .filter(part -> !part.start().isAfter(period.end()) && !part.end().isBefore(period.start()))
        .toList();
  }

  /**
   * A total that the parts of its period do not allow.
   *
   * @param high whether it is more than they have, not less
   * @param apart whether it is beyond what chance and late conversions do
   * @param sentence both numbers in words
   */
  public record Contradiction(boolean high, boolean apart, String sentence) {}

  /**
   * What the parts of a period say of a metric.
   *
   * @param within together, of those that lie in it
   * @param touching together, of all that are known and share a day with it
   * @param missing how many of those are not known
   * @param largest what the largest part that is known at all has; null where too few are to say
   *     how much one may have
   */
  private record Bounds(
      String names,
      BigDecimal within,
      BigDecimal touching,
      int known,
      int missing,
      @Nullable BigDecimal largest) {
    /** What the period has at most; null where nobody can tell. */
    @Nullable BigDecimal most() {
      if (missing == 0) {
        return touching;
      }
      return largest == null || missing > known
          ? null
          : touching.add(largest.multiply(BigDecimal.valueOf(missing)));
    }

    String said() {
      return "all %s that touch it have %s together%s"
          .formatted(
              names,
              Wording.number(touching),
              missing == 0
                  ? ""
                  : " (%s not stored, and the largest of all has %s)"
                      .formatted(
                          missing == 1 ? "one is" : missing + " are", Wording.number(largest)));
    }
  }

  private Bounds bounds(Granularity parts, Period period, String metric) {
    BigDecimal within = BigDecimal.ZERO;
    BigDecimal touching = BigDecimal.ZERO;
    int missing = 0;
    int known = 0;
    for (Period part = Period.containing(parts, period.start());
        !part.start().isAfter(period.end());
        part = part.next()) {
      BigDecimal total = totals.getOrDefault(part, Map.of()).get(metric);
      if (total == null) {
        missing++;
        continue;
      }
      known++;
      touching = touching.add(total);
      if (period.contains(part.start()) && period.contains(part.end())) {
        within = within.add(total);
      }
    }
    return new Bounds(
        where + " " + parts.name().toLowerCase(Locale.ROOT) + "s",
        within,
        touching,
        known,
        missing,
        guessing ? largest(parts, metric) : null);
  }

  private @Nullable BigDecimal largest(Granularity parts, String metric) {
    List<BigDecimal> all =
        totals.entrySet().stream()
            .filter(one -> one.getKey().granularity() == parts)
            .map(one -> one.getValue().get(metric))
            .filter(Objects::nonNull)
            .toList();
    return all.size() < FEWEST ? null : Collections.max(all);
  }

  /** A metric of a period. */
  public record Whole(String name, Period period, String metric, BigDecimal total, boolean money) {}

  /**
   * What speaks against a period's total; null where nothing does.
   *
   * @param parts weeks or days
   * @param significance how rarely chance may have the parts and the period so far apart
   */
  public @Nullable Contradiction against(Whole whole, Granularity parts, BigDecimal significance) {
    Bounds bounds = bounds(parts, whole.period(), whole.metric());
    if (bounds.known() == 0) {
      return null;
    }
    BigDecimal total = whole.total();
    BigDecimal most = bounds.most();
    if (most != null && total.compareTo(most) > 0) {
      boolean apart = isMore(total, most, whole.money(), significance.doubleValue());
      return new Contradiction(
          true,
          apart,
          "%s has %s, and %s%s."
              .formatted(
                  whole.name(),
                  Wording.number(total),
                  bounds.said(),
                  apart
                      ? ", so that it was filled, estimated or counted over other days, or they were"
                      : ""));
    }
    if (total.compareTo(bounds.within()) < 0) {
      boolean apart = isMore(bounds.within(), total, whole.money(), significance.doubleValue());
      return new Contradiction(
          false,
          apart,
          "%s has %s, and the %s within it have %s together%s."
              .formatted(
                  whole.name(),
                  Wording.number(total),
                  bounds.names(),
                  Wording.number(bounds.within()),
                  apart
                      ? ", so that something is missing from it, or was counted twice in them"
                      : ""));
    }
    return null;
  }

  /** Whether one number is more than chance would have where the other was to be expected. */
  private static boolean isMore(
      BigDecimal larger, BigDecimal expected, boolean money, double significance) {
    if (money) {
      return larger.compareTo(expected.multiply(BigDecimal.ONE.add(AMOUNTS_APART))) > 0;
    }
    double mean = Math.max(1, expected.doubleValue());
    int count = larger.setScale(0, RoundingMode.FLOOR).min(MOST).intValueExact();
    return 1 - new PoissonDistribution(mean).cumulativeProbability(count - 1) < significance;
  }
}

package com.campaignconversions.audit;

import com.campaignconversions.audit.stored.StoredClient;
import com.campaignconversions.audit.stored.StoredNumbers;
import com.campaignconversions.audit.stored.StoredPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.job.Audit;
import com.campaignconversions.job.Job;
import com.campaignconversions.records.Wording;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of the weeks or days of one client, metric by metric, beside which a longer period
 * is held: it has at least what the parts within it have together, and at most what all parts have
 * that touch it, since a part that straddles its end may count on either side.
 */
public final class StoredParts {
  /** Where none are stored. */
  public static final StoredParts NONE = new StoredParts();

  /** Amounts are restated; only so much more or less is another number. */
  private static final BigDecimal AMOUNTS_APART = new BigDecimal("0.25");

  private static final BigDecimal MOST = BigDecimal.valueOf(Integer.MAX_VALUE);

  /** From so many parts on, the largest says how much another one may have. */
  private static final int FEWEST = 8;

  private final Map<Period, Map<String, BigDecimal>> totals = new HashMap<>();

  private StoredParts() {}

  /**
   * All that is stored, by client; totals only, so that it can be held together.
   *
   * @param wanted by client id
   */
  public static Map<String, StoredParts> read(Job job, Audit parts, Predicate<String> wanted) {
    Map<String, StoredParts> byClient = new HashMap<>();
    StoredNumbers.readShorter(
        job, parts, wanted, client -> byClient.put(client.id(), new StoredParts().with(client)));
    return byClient;
  }

  private StoredParts with(StoredClient client) {
    client
        .periods()
        .forEach(
            (period, stored) -> {
              Map<String, BigDecimal> ofPeriod = new HashMap<>();
              for (String metric : stored.metrics()) {
                BigDecimal total = total(stored, metric);
                if (total != null) {
                  ofPeriod.put(metric, total);
                }
              }
              totals.put(period, ofPeriod);
            });
    return this;
  }

  /** Null where some campaign's value is unknown. */
  private static @Nullable BigDecimal total(StoredPeriod stored, String metric) {
    List<@Nullable BigDecimal> values = stored.values(metric);
    return values.stream().anyMatch(Objects::isNull)
        ? null
        : values.stream().map(Objects::requireNonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * What the parts of a period say of a metric.
   *
   * @param within together, of those that lie in it
   * @param touching together, of all that are stored and share a day with it
   * @param missing how many of those are not stored
   * @param largest what the largest part that is stored at all has; null where too few are stored
   *     to say how much one may have
   */
  private record Bounds(
      Granularity parts,
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
      return "all stored %s that touch it have %s together%s"
          .formatted(
              name(),
              Wording.number(touching),
              missing == 0
                  ? ""
                  : " (%s not stored, and the largest of all has %s)"
                      .formatted(
                          missing == 1 ? "one is" : missing + " are", Wording.number(largest)));
    }

    String name() {
      return parts.name().toLowerCase(Locale.ROOT) + "s";
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
    return new Bounds(parts, within, touching, known, missing, largest(parts, metric));
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

  /**
   * A judgement beside the parts of its period.
   *
   * @param significance how rarely chance may have the parts and the period so far apart
   */
  MetricJudgement beside(
      MetricJudgement judgement, Period period, boolean money, BigDecimal significance) {
    BigDecimal total = judgement.total();
    if (total == null || totals.isEmpty()) {
      return judgement;
    }
    MetricJudgement beside = judgement;
    for (Granularity parts : Granularity.values()) {
      if (parts.compareTo(period.granularity()) > 0) {
        Bounds bounds = bounds(parts, period, judgement.metric());
        if (bounds.known() > 0 && beside.trusted()) {
          beside = beside(beside, total, bounds, money, significance.doubleValue());
        }
      }
    }
    return beside;
  }

  private static MetricJudgement beside(
      MetricJudgement judgement,
      BigDecimal total,
      Bounds bounds,
      boolean money,
      double significance) {
    BigDecimal most = bounds.most();
    BigDecimal least = bounds.within();
    if (most != null && total.compareTo(most) > 0) {
      boolean apart = isMore(total, most, money, significance);
      return judgement.contradicted(
          apart ? Reconciliation.HIGH : judgement.reconciliation(),
          "The period has %s, and %s%s."
              .formatted(
                  Wording.number(total),
                  bounds.said(),
                  apart
                      ? ", so that it was filled, estimated or counted over other days, or they were"
                      : ""),
          !apart);
    }
    if (total.compareTo(least) < 0) {
      boolean apart = isMore(least, total, money, significance);
      return judgement.contradicted(
          apart ? Reconciliation.LOW : judgement.reconciliation(),
          "The period has %s, and the stored %s within it have %s together%s."
              .formatted(
                  Wording.number(total),
                  bounds.name(),
                  Wording.number(least),
                  apart
                      ? ", so that something is missing from it, or was counted twice in them"
                      : ""),
          !apart);
    }
    return judgement;
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

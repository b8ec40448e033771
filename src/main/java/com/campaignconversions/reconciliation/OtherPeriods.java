package com.campaignconversions.reconciliation;

import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.job.metrics.ActionTypes;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.reconciliation.PeriodParts.Contradiction;
import com.campaignconversions.reconciliation.PeriodParts.Whole;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is published of one client's periods of other lengths, and of its own length where there is
 * such: final, trusted, and counted by the same catalogue and attribution. A month and its weeks
 * are numbers of the same events, read twice; where they cannot both be true, the one that is
 * judged is not trusted.
 */
public final class OtherPeriods {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Period, Published> byPeriod = new HashMap<>();
  private final PeriodParts parts = PeriodParts.published();
  private final Function<Set<String>, Set<String>> sources;

  /**
   * A period that others are held against.
   *
   * @param fingerprint of its version; "" where it was extracted in this run
   * @param totals of each metric that is known, by name
   * @param sources the column {@code sources} of its campaigns, where it is of this run
   */
  public record Published(
      Period period, String fingerprint, Map<String, BigDecimal> totals, Set<String> sources)
      implements Serializable {}

  private OtherPeriods(Function<Set<String>, Set<String>> sources) {
    this.sources = sources;
  }

  /** Where nothing of another length is published. */
  public static OtherPeriods none() {
    return of(List.of(), fingerprints -> Set.of());
  }

  /**
   * Those of one client.
   *
   * @param sources asked for the column {@code sources} of these versions, only where two periods
   *     contradict each other
   */
  public static OtherPeriods of(
      Collection<Published> published, Function<Set<String>, Set<String>> sources) {
    OtherPeriods others = new OtherPeriods(sources);
    published.forEach(others::put);
    return others;
  }

  public boolean isEmpty() {
    return byPeriod.isEmpty();
  }

  private void put(Published one) {
    byPeriod.put(one.period(), one);
    parts.put(one.period(), one.totals());
  }

  /**
   * Takes what this run found in place of what is published.
   *
   * @param found null where that is no measure for others
   */
  public void settle(Period period, @Nullable Published found) {
    byPeriod.remove(period);
    parts.remove(period);
    if (found != null) {
      put(found);
    }
  }

  /**
   * A judgement of a final period beside the other lengths of its days.
   *
   * @param metric as the client counts it
   * @param types the action types that the period's campaigns were taken from
   */
  public MetricJudgement beside(
      MetricJudgement judgement,
      Period period,
      Metric metric,
      BigDecimal significance,
      Supplier<Set<String>> types) {
    BigDecimal total = judgement.total();
    // What the account itself agrees with is not to be doubted for other periods' sake, and which
    // of two arrays counts is another question in a month than in a day.
    if (isEmpty()
        || total == null
        || judgement.reconciliation() != Reconciliation.NOT_CHECKED
        || metric.arrays().size() > 1) {
      return judgement;
    }
    boolean money = metric.unit() == Metric.Unit.MONEY;
    Whole asWhole = new Whole("The period", period, metric.name(), total, money);
    for (Granularity length : Granularity.values()) {
      if (length.compareTo(period.granularity()) > 0) {
        Contradiction found = parts.against(asWhole, length, significance);
        if (found != null && found.apart() && sameTypes(metric, asWhole, length, types)) {
          return judgement.contradicted(
              found.high() ? Reconciliation.HIGH : Reconciliation.LOW, found.sentence(), false);
        }
      } else if (length.compareTo(period.granularity()) < 0) {
        MetricJudgement beside =
            besideLonger(judgement, asWhole, length, metric, significance, types);
        if (!beside.reconciliation().equals(judgement.reconciliation())) {
          return beside;
        }
      }
    }
    return judgement;
  }

  /** The period as one of the parts of those longer ones that share a day with it. */
  private MetricJudgement besideLonger(
      MetricJudgement judgement,
      Whole part,
      Granularity longer,
      Metric metric,
      BigDecimal significance,
      Supplier<Set<String>> types) {
    Period period = part.period();
    Published own = byPeriod.get(period);
    parts.put(period, Map.of(metric.name(), part.total()));
    try {
      for (Period around = Period.containing(longer, period.start());
          !around.start().isAfter(period.end());
          around = around.next()) {
        Published published = byPeriod.get(around);
        BigDecimal total = published == null ? null : published.totals().get(metric.name());
        if (total == null) {
          continue;
        }
        Whole whole =
            new Whole("The published " + around, around, metric.name(), total, part.money());
        Contradiction found = parts.against(whole, period.granularity(), significance);
        if (found != null
            && found.apart()
            && sameTypes(metric, whole, period.granularity(), types)) {
          return judgement.contradicted(
              found.high() ? Reconciliation.LOW : Reconciliation.HIGH, found.sentence(), false);
        }
      }
      return judgement;
    } finally {
      if (own == null) {
        parts.remove(period);
      } else {
        parts.put(period, own.totals());
      }
    }
  }

  /**
   * Whether a metric was taken from the same choice of its list in all of these periods: that a
   * week's was the second one because the first had nothing in it makes no month wrong.
   */
  private boolean sameTypes(
      Metric metric, Whole whole, Granularity length, Supplier<Set<String>> ofJudged) {
    Set<String> types = new HashSet<>(ofJudged.get());
    Set<String> fingerprints = new HashSet<>();
    Set<String> columns = new HashSet<>();
    Set<Period> involved = new HashSet<>(parts.touching(length, whole.period()));
    involved.add(whole.period());
    for (Period one : involved) {
      Published published = byPeriod.get(one);
      if (published != null && published.fingerprint().isEmpty()) {
        columns.addAll(published.sources());
      } else if (published != null) {
        fingerprints.add(published.fingerprint());
      }
    }
    columns.addAll(sources.apply(fingerprints));
    for (String column : columns) {
      types.addAll(types(column, metric.name()));
    }
    return types.stream().map(type -> choice(metric, type)).distinct().count() <= 1;
  }

  private static Set<String> types(String column, String metric) {
    try {
      JsonNode type = JSON.readTree(column).get(metric);
      return type == null || type.isNull() ? Set.of() : Set.of(type.asText());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the column sources holds no JSON", e);
    }
  }

  /** The place in the metric's list of what was taken; -1 where the list has it no more. */
  private static int choice(Metric metric, String taken) {
    String first = ActionTypes.caseFolded(taken.split("\\+", -1)[0]);
    List<ActionTypes> choices = metric.firstOf();
    for (int i = 0; i < choices.size(); i++) {
      if (choices.get(i).types().stream()
          .anyMatch(one -> ActionTypes.caseFolded(one).equals(first))) {
        return i;
      }
    }
    return -1;
  }
}

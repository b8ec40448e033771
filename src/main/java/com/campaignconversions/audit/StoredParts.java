package com.campaignconversions.audit;

import com.campaignconversions.audit.stored.StoredClient;
import com.campaignconversions.audit.stored.StoredNumbers;
import com.campaignconversions.audit.stored.StoredPeriod;
import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.job.Audit;
import com.campaignconversions.job.Job;
import com.campaignconversions.reconciliation.PeriodParts;
import com.campaignconversions.reconciliation.PeriodParts.Contradiction;
import com.campaignconversions.reconciliation.PeriodParts.Whole;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is stored of the weeks or days of one client, beside which its longer periods are held. */
public final class StoredParts {
  /** Where none are stored. */
  public static final StoredParts NONE = new StoredParts();

  private final PeriodParts totals = PeriodParts.stored();

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
    Whole whole = new Whole("The period", period, judgement.metric(), total, money);
    MetricJudgement beside = judgement;
    for (Granularity parts : Granularity.values()) {
      if (parts.compareTo(period.granularity()) > 0 && beside.trusted()) {
        Contradiction found = totals.against(whole, parts, significance);
        if (found != null) {
          Reconciliation how = found.high() ? Reconciliation.HIGH : Reconciliation.LOW;
          beside =
              beside.contradicted(
                  found.apart() ? how : beside.reconciliation(), found.sentence(), !found.apart());
        }
      }
    }
    return beside;
  }
}

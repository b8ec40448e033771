package com.campaignconversions.reconciliation;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.reconciliation.ReferenceTotals.Sum;
import com.campaignconversions.records.Wording;
import com.campaignconversions.variance.MetricJudgement;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.ReferenceTotal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The numbers of one client period beside what the job's reference has of it. */
public final class ReferenceComparison {
  private static final int MOST_CAMPAIGNS = 3;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private final Map<String, Sum> sums;
  private final BigDecimal tolerance;
  private final Stage stage;
  private final List<String> campaignIds;
  private final List<@Nullable String> campaignNames;

  /** How much of a period's numbers can have come in. */
  public enum Stage {
    /** It is not over. */
    RUNNING,
    /** It is over, and conversions still come. */
    SETTLING,
    FINAL
  }

  /**
   * Of one client period.
   *
   * @param campaignIds one a campaign, as {@code campaignNames} and all values
   */
  public ReferenceComparison(
      ReferenceTotals totals,
      ClientPeriod clientPeriod,
      Stage stage,
      List<String> campaignIds,
      List<@Nullable String> campaignNames) {
    this.sums = totals.of(clientPeriod);
    this.tolerance = totals.tolerance() == null ? BigDecimal.ZERO : totals.tolerance();
    this.stage = stage;
    this.campaignIds = campaignIds;
    this.campaignNames = campaignNames;
  }

  /**
   * What was found.
   *
   * @param said as a sentence; empty where there is nothing to say
   */
  private record Found(ReferenceTotal reference, String said) {}

  /** A campaign of which the two have different numbers. */
  private record Difference(String campaign, BigDecimal ours, BigDecimal theirs) {
    BigDecimal size() {
      return ours.subtract(theirs).abs();
    }

    String said() {
      return "%s has %s here and %s there"
          .formatted(campaign, Wording.number(ours), Wording.number(theirs));
    }
  }

  /**
   * A judgement beside the reference; the same where that has nothing of the metric.
   *
   * @param values one a campaign; null where the metric is unknown
   */
  public MetricJudgement beside(
      MetricJudgement judgement, boolean money, @Nullable List<@Nullable BigDecimal> values) {
    Found found = found(judgement.metric(), money, judgement.total(), values);
    return found == null ? judgement : judgement.beside(found.reference(), found.said());
  }

  /** What speaks against spend, impressions or clicks, as ends of sentences. */
  public List<String> ofDelivery(Map<String, List<@Nullable BigDecimal>> delivery) {
    List<String> said = new ArrayList<>();
    for (String column : CampaignColumns.DELIVERY) {
      List<@Nullable BigDecimal> values = delivery.get(column);
      if (values == null || values.stream().anyMatch(Objects::isNull)) {
        continue;
      }
      BigDecimal total =
          values.stream().map(Objects::requireNonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
      Found found = found(column, column.equals(CampaignColumns.SPEND), total, values);
      if (found != null
          && found.reference().reconciliation() != Reconciliation.MATCH
          && found.reference().reconciliation() != Reconciliation.NOT_CHECKED) {
        String sentence = found.said();
        said.add(column + ": " + sentence.substring(0, sentence.length() - 1));
      }
    }
    return said;
  }

  private @Nullable Found found(
      String metric,
      boolean money,
      @Nullable BigDecimal total,
      @Nullable List<@Nullable BigDecimal> values) {
    Sum sum = sums.get(metric);
    if (sum == null) {
      return null;
    }
    BigDecimal theirs = sum.total();
    if (sum.unreadableRows() > 0) {
      return notChecked(
          theirs,
          "The reference was not compared: %s of it of this metric %s no number."
              .formatted(
                  Wording.counted(sum.unreadableRows(), "row"),
                  sum.unreadableRows() == 1 ? "has" : "have"));
    }
    if (total == null) {
      return notChecked(theirs, "The reference has %s.".formatted(Wording.number(theirs)));
    }
    BigDecimal rounding = money ? BigDecimal.valueOf(campaignIds.size(), 2) : BigDecimal.ZERO;
    BigDecimal most = rounding.max(theirs.abs().multiply(tolerance));
    List<Difference> differences = differences(sum, values, money);
    BigDecimal more = total.subtract(theirs);
    Reconciliation how =
        more.abs().compareTo(most) > 0
            ? more.signum() > 0 ? Reconciliation.HIGH : Reconciliation.LOW
            : isSpreadOtherwise(differences, most)
                ? Reconciliation.CAMPAIGNS_DIFFER
                : Reconciliation.MATCH;
    if (how == Reconciliation.MATCH) {
      return new Found(new ReferenceTotal(theirs, how), "");
    }
    String said = said(how, total, theirs, rounding, differences);
    if (stage == Stage.RUNNING) {
      return notChecked(theirs, said + " The period is not over, so that this says nothing yet.");
    }
    // Spend is known when its day is over; conversions are not.
    return stage == Stage.SETTLING
            && how != Reconciliation.HIGH
            && !CampaignColumns.DELIVERY.contains(metric)
        ? notChecked(theirs, said + " Conversions of the period still come in.")
        : new Found(new ReferenceTotal(theirs, how), said);
  }

  private static Found notChecked(BigDecimal theirs, String said) {
    return new Found(new ReferenceTotal(theirs, Reconciliation.NOT_CHECKED), said);
  }

  /** Whether more of the total than is allowed stands with other campaigns. */
  private static boolean isSpreadOtherwise(List<Difference> differences, BigDecimal most) {
    BigDecimal moved =
        differences.stream().map(Difference::size).reduce(BigDecimal.ZERO, BigDecimal::add);
    return moved.divide(TWO).compareTo(most) > 0;
  }

  private static String said(
      Reconciliation how,
      BigDecimal total,
      BigDecimal theirs,
      BigDecimal rounding,
      List<Difference> differences) {
    String apart =
        switch (how) {
          case HIGH ->
              "%s more: %s, or the reference lacks some"
                  .formatted(
                      Wording.number(total.subtract(theirs)),
                      // No event has so many names.
                      total.compareTo(theirs.multiply(BigDecimal.TEN)) > 0
                          ? "the two are of different things"
                          : Reconciliation.howOften(total, theirs, rounding));
          case LOW ->
              "%s less: some of them did not reach the insights, or are of somebody else"
                  .formatted(Wording.number(theirs.subtract(total)));
          default -> "the campaigns do not agree";
        };
    return "The campaigns add up to %s and the reference to %s, %s.%s"
        .formatted(
            Wording.number(total),
            Wording.number(theirs),
            apart,
            differences.isEmpty()
                ? ""
                : " By campaign: "
                    + Wording.some(
                        differences.stream().map(Difference::said).toList(), MOST_CAMPAIGNS)
                    + ".");
  }

  /** The largest first; none where the reference names no campaign, or none of these. */
  private List<Difference> differences(
      Sum sum, @Nullable List<@Nullable BigDecimal> values, boolean money) {
    if (values == null || sum.byCampaign().isEmpty()) {
      return List.of();
    }
    Map<String, Integer> places = places();
    Map<Integer, BigDecimal> theirs = new HashMap<>();
    Map<String, BigDecimal> strangers = new LinkedHashMap<>();
    sum.byCampaign()
        .forEach(
            (campaign, value) -> {
              Integer place = places.get(campaign);
              if (place == null) {
                strangers.put(campaign, value);
              } else {
                theirs.merge(place, value, BigDecimal::add);
              }
            });
    if (theirs.isEmpty()) {
      return List.of();
    }
    BigDecimal cent = money ? BigDecimal.valueOf(1, 2) : BigDecimal.ZERO;
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < campaignIds.size(); i++) {
      BigDecimal ours = values.get(i);
      if (ours != null) {
        String name = campaignNames.get(i);
        differences.add(
            new Difference(
                name == null ? campaignIds.get(i) : "\"" + name + "\" (" + campaignIds.get(i) + ")",
                ours,
                theirs.getOrDefault(i, BigDecimal.ZERO)));
      }
    }
    strangers.forEach(
        (campaign, value) ->
            differences.add(new Difference("\"" + campaign + "\"", BigDecimal.ZERO, value)));
    return differences.stream()
        .filter(one -> one.size().compareTo(cent) > 0)
        .sorted(
            Comparator.comparing(Difference::size).reversed().thenComparing(Difference::campaign))
        .toList();
  }

  /** The places of campaigns by id, and by name where only one is called so. */
  private Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    Map<String, Integer> called = new HashMap<>();
    for (int i = 0; i < campaignIds.size(); i++) {
      String name = campaignNames.get(i);
      if (name != null) {
        called.merge(name.strip(), 1, Integer::sum);
        places.put(name.strip(), i);
      }
    }
    called.forEach(
        (name, times) -> {
          if (times > 1) {
            places.remove(name);
          }
        });
    for (int i = 0; i < campaignIds.size(); i++) {
      places.put(campaignIds.get(i), i);
    }
    return places;
  }
}

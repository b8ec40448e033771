package com.campaignconversions.variance.numbers;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one client period as the verdicts see them: one position a campaign, the same in
 * every list.
 *
 * @param spend per campaign, in major units of the currency; null where no row carried it, as in
 *     {@code impressions} and {@code clicks}
 * @param metrics in the order of the catalogue, which is the order of the funnel
 * @param chargedPerResult whether some row tells of a billing event or bid strategy that charges or
 *     caps per result, so that conversions in proportion to spend are what Meta was asked for
 */
public record PeriodNumbers(
    List<String> campaignIds,
    List<@Nullable BigDecimal> spend,
    List<@Nullable BigDecimal> impressions,
    List<@Nullable BigDecimal> clicks,
    List<MetricNumbers> metrics,
    boolean chargedPerResult) {

  /** These numbers, campaigns in the order of their ids. */
  public PeriodNumbers inOrderOfCampaigns() {
    List<Integer> order =
        IntStream.range(0, campaignIds.size())
            .boxed()
            .sorted(Comparator.comparing(campaignIds::get))
            .toList();
    return new PeriodNumbers(
        ordered(campaignIds, order),
        ordered(spend, order),
        ordered(impressions, order),
        ordered(clicks, order),
        metrics.stream().map(metric -> metric.inOrder(order)).toList(),
        chargedPerResult);
  }

  /** Of one metric alone, of the campaigns in which it is known. */
  public PeriodNumbers known(MetricNumbers metric) {
    List<@Nullable BigDecimal> values = Objects.requireNonNull(metric.values());
    List<Integer> known =
        IntStream.range(0, values.size()).filter(i -> values.get(i) != null).boxed().toList();
    return new PeriodNumbers(
        ordered(campaignIds, known),
        ordered(spend, known),
        ordered(impressions, known),
        ordered(clicks, known),
        List.of(
            new MetricNumbers(
                metric.metric(),
                metric.money(),
                null,
                ordered(values, known),
                null,
                null,
                null,
                metric.tolerance(),
                null)),
        chargedPerResult);
  }

  /** Null where no campaign's spend is known. */
  public @Nullable BigDecimal totalSpend() {
    return spend.stream().filter(Objects::nonNull).reduce(BigDecimal::add).orElse(null);
  }

  private static <T extends @Nullable Object> List<T> ordered(List<T> list, List<Integer> order) {
    List<T> ordered = new ArrayList<>(order.size());
    order.forEach(position -> ordered.add(list.get(position)));
    return ordered;
  }

  /**
   * One metric over the campaigns.
   *
   * @param money whether the values are amounts of money, not counts
   * @param after the metric that stands before this one in the funnel
   * @param values one a campaign, zeros included, null where it is unknown; null where the source
   *     carried no actions at all, so that the whole metric is unknown
   * @param accountTotal the ad accounts' own total; null where it was not read or cannot be
   *     compared
   * @param notCompared why the account's total cannot be compared, as the end of a sentence; null
   *     where it can
   * @param known what is known of it before its values are looked at; null where nothing is
   * @param tolerance how far the account's total may be from the campaigns' sum and still match
   * @param count the metric that counts the events of which this one holds the amounts; null where
   *     there is none
   */
  public record MetricNumbers(
      String metric,
      boolean money,
      @Nullable String after,
      @Nullable List<@Nullable BigDecimal> values,
      @Nullable BigDecimal accountTotal,
      @Nullable String notCompared,
      @Nullable Preconception known,
      BigDecimal tolerance,
      @Nullable String count) {

    /** Whether the values of some campaigns, but not of all, are unknown. */
    public boolean isInPart() {
      return values != null && values.stream().anyMatch(Objects::isNull);
    }

    private MetricNumbers inOrder(List<Integer> order) {
      return new MetricNumbers(
          metric,
          money,
          after,
          values == null ? null : ordered(values, order),
          accountTotal,
          notCompared,
          known,
          tolerance,
          count);
    }
  }
}

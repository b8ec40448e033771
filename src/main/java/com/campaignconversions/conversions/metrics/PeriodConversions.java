package com.campaignconversions.conversions.metrics;

import com.campaignconversions.clients.Period;
import com.campaignconversions.conversions.losses.ClientPeriodLoss;
import com.campaignconversions.conversions.losses.ClientPeriodLoss.Effect;
import com.campaignconversions.conversions.metrics.MetricExtraction.Extracted;
import com.campaignconversions.job.LossKind;
import com.campaignconversions.job.metrics.CampaignColumns;
import com.campaignconversions.job.metrics.Metric;
import com.campaignconversions.records.Decimals;
import com.campaignconversions.variance.Reconciliation;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import com.campaignconversions.variance.numbers.Preconception;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sums and metrics of all campaigns of a client period, one position a campaign and a metric.
 *
 * @param lost of each metric the campaigns of which the value is unknown
 * @param known what is known of each metric before its values are looked at; null where nothing is
 * @param currency null where neither the client nor a row names one
 * @param settling whether Meta may still have counted between the campaigns' rows and the totals
 * @param fetched whether the run fetched the rows itself
 */
public record PeriodConversions(
    List<MetricExtraction> metrics,
    List<CampaignSums> campaigns,
    List<Extracted> extracted,
    List<BitSet> lost,
    List<@Nullable Preconception> known,
    AccountTotals totals,
    @Nullable String currency,
    boolean settling,
    boolean fetched) {

  /** What the databases keep of a decimal before the point. */
  public static final int INTEGER_DIGITS = 28;

  public static PeriodConversions of(
      List<MetricExtraction> metrics,
      List<CampaignSums> campaigns,
      AccountTotals totals,
      @Nullable String currency,
      MetricKnowledge knowledge) {
    CampaignTotals together = CampaignTotals.of(campaigns);
    List<Extracted> extracted = new ArrayList<>(metrics.size());
    List<BitSet> lost = new ArrayList<>(metrics.size());
    List<@Nullable Preconception> known = new ArrayList<>(metrics.size());
    for (MetricExtraction metric : metrics) {
      Extracted values = metric.extract(campaigns);
      BitSet lostIn = metric.lostIn(campaigns, values);
      extracted.add(values);
      lost.add(lostIn);
      known.add(knowledge.of(metric, campaigns, together, values, lostIn));
    }
    return new PeriodConversions(
        metrics,
        campaigns,
        extracted,
        lost,
        Collections.unmodifiableList(known),
        totals,
        currency,
        knowledge.settling(),
        knowledge.fetched());
  }

  /** One value a metric, in the order of the catalogue; null where unknown. */
  public List<@Nullable BigDecimal> valuesOf(int campaign) {
    List<@Nullable BigDecimal> values = new ArrayList<>(metrics.size());
    for (int i = 0; i < metrics.size(); i++) {
      values.add(value(i, campaign));
    }
    return values;
  }

  private @Nullable BigDecimal value(int metric, int campaign) {
    return isUnknown(metric) || lost.get(metric).get(campaign)
        ? null
        : extracted.get(metric).values().get(campaign);
  }

  /** Whether the metric is unknown for every campaign. */
  private boolean isUnknown(int metric) {
    Preconception beforehand = known.get(metric);
    return beforehand != null
        && (beforehand.verdict() == Verdict.NO_DATA
            || (beforehand.verdict() == Verdict.NEVER_SEEN && !beforehand.trusted()));
  }

  private @Nullable List<@Nullable BigDecimal> values(int metric) {
    if (isUnknown(metric)) {
      return null;
    }
    List<@Nullable BigDecimal> values = new ArrayList<>(campaigns.size());
    for (int campaign = 0; campaign < campaigns.size(); campaign++) {
      values.add(value(metric, campaign));
    }
    return values;
  }

  /**
   * Of each metric what the campaigns have in which it is known; null where it is unknown in all.
   */
  public List<@Nullable BigDecimal> sums() {
    List<@Nullable BigDecimal> sums = new ArrayList<>(metrics.size());
    for (int i = 0; i < metrics.size(); i++) {
      List<@Nullable BigDecimal> values = values(i);
      sums.add(values == null ? null : sum(values));
    }
    return sums;
  }

  /** How many campaigns lack spend, impressions or clicks that their source says it lost. */
  public long campaignsWithLostNumbers() {
    return campaigns.stream().filter(campaign -> campaign.gaps().numberLost()).count();
  }

  /**
   * What a metric of a campaign could be taken from, in the order in which it is looked for.
   *
   * @param metric its place in the catalogue, and {@code campaign} in {@link #campaigns}
   */
  public List<ListedType> listed(int metric, int campaign) {
    return metrics.get(metric).listed(campaigns.get(campaign), extracted.get(metric), campaign);
  }

  /** The action type taken, one a metric; null where the value is 0. */
  public List<@Nullable String> sourcesOf(int campaign) {
    List<@Nullable String> types = new ArrayList<>(extracted.size());
    for (int i = 0; i < extracted.size(); i++) {
      types.add(value(i, campaign) == null ? null : extracted.get(i).sources().get(campaign));
    }
    return types;
  }

  /** The action types that a metric was taken from, of all campaigns. */
  public Set<String> typesOf(int metric) {
    Set<String> types = new HashSet<>();
    for (String type : extracted.get(metric).sources()) {
      if (type != null) {
        types.add(type);
      }
    }
    return types;
  }

  /** Null where no campaign's is known, as {@code impressions} and {@code clicks}. */
  public @Nullable BigDecimal spend() {
    return sum(campaigns.stream().map(CampaignSums::spend).toList());
  }

  /**
   * Of all campaigns.
   *
   * @throws ArithmeticException if they leave 63 bits, as {@code clicks}
   */
  public @Nullable Long impressions() {
    return wholeSum(campaigns.stream().map(CampaignSums::impressions).toList());
  }

  public @Nullable Long clicks() {
    return wholeSum(campaigns.stream().map(CampaignSums::clicks).toList());
  }

  /** Whether the databases can keep every sum of decimals. */
  public boolean fits() {
    if (!fits(spend())) {
      return false;
    }
    for (int i = 0; i < metrics.size(); i++) {
      if (!fits(sum(extracted.get(i).values())) || !fits(accountTotal(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the ad accounts' own totals cover all days of the period and agree with the campaigns
   * in spend, impressions and every metric that can be compared: then nothing is missing.
   */
  public boolean isProvenWhole(Period period) {
    return totals.agree(period, spend(), impressions(), rows()) && metricsAgree();
  }

  /** How many rows of campaigns were added up. */
  long rows() {
    return campaigns.stream().mapToLong(CampaignSums::rows).sum();
  }

  /** Whether each metric that can be compared with the accounts' own totals is what they say. */
  boolean metricsAgree() {
    for (int i = 0; i < metrics.size(); i++) {
      BigDecimal account = accountTotal(i);
      BigDecimal campaign = sum(extracted.get(i).values());
      BigDecimal apart =
          account == null || campaign == null ? BigDecimal.ZERO : account.subtract(campaign).abs();
      BigDecimal rounding =
          metrics.get(i).metric().unit() == Metric.Unit.MONEY
              ? AccountTotals.HUNDREDTH.multiply(BigDecimal.valueOf(rows()))
              : BigDecimal.ZERO;
      if (apart.compareTo(rounding) > 0) {
        return false;
      }
    }
    return true;
  }

  /** As the verdicts see them. */
  public PeriodNumbers numbers() {
    List<MetricNumbers> metricNumbers = new ArrayList<>(metrics.size());
    for (int i = 0; i < metrics.size(); i++) {
      Metric metric = metrics.get(i).metric();
      metricNumbers.add(
          new MetricNumbers(
              metric.name(),
              metric.unit() == Metric.Unit.MONEY,
              metric.after(),
              values(i),
              accountTotal(i),
              isUnknown(i) ? null : totals.whyNot(metrics.get(i), extracted.get(i)),
              known.get(i),
              tolerance(metric.unit() == Metric.Unit.MONEY, accountTotal(i)),
              countOf(metric)));
    }
    return new PeriodNumbers(
        campaigns.stream().map(CampaignSums::campaignId).toList(),
        campaigns.stream().map(CampaignSums::spend).collect(Collectors.toList()),
        campaigns.stream()
            .map(sums -> Decimals.of(sums.impressions()))
            .collect(Collectors.toList()),
        campaigns.stream().map(sums -> Decimals.of(sums.clicks())).collect(Collectors.toList()),
        metricNumbers,
        campaigns.stream().anyMatch(CampaignSums::chargedPerResult));
  }

  /**
   * Where the accounts' own spend, impressions or clicks are not what the campaigns add up to; no
   * number of which some campaign knows nothing. Null where all are.
   */
  public @Nullable ClientPeriodLoss apart() {
    CampaignSums account = totals.sums();
    if (account == null || totals.notCompared() != null) {
      return null;
    }
    List<Apart> apart = new ArrayList<>();
    apart(
        CampaignColumns.SPEND,
        true,
        account.spend(),
        campaigns.stream().map(CampaignSums::spend).toList(),
        apart);
    apart(
        CampaignColumns.IMPRESSIONS,
        false,
        Decimals.of(account.impressions()),
        campaigns.stream().map(sums -> Decimals.of(sums.impressions())).toList(),
        apart);
    apart(
        CampaignColumns.CLICKS,
        false,
        Decimals.of(account.clicks()),
        campaigns.stream().map(sums -> Decimals.of(sums.clicks())).toList(),
        apart);
    return apart.isEmpty() ? null : loss(apart);
  }

  /**
   * A number of the accounts that the campaigns do not add up to.
   *
   * @param more by how much the campaigns have more; negative where they have less
   */
  private record Apart(String name, BigDecimal account, BigDecimal more) {
    boolean isHigh() {
      return more.signum() > 0;
    }

    boolean isMuch() {
      return isHigh() || Reconciliation.isMuchMissing(account, more.negate());
    }
  }

  private void apart(
      String name,
      boolean money,
      @Nullable BigDecimal account,
      List<@Nullable BigDecimal> ofCampaigns,
      List<Apart> apart) {
    boolean partly = ofCampaigns.stream().anyMatch(Objects::isNull);
    if (account == null || (partly && !money)) {
      return;
    }
    // Of money that some campaign does not tell the account tells that it was spent.
    BigDecimal known = sum(ofCampaigns);
    BigDecimal more = (known == null ? BigDecimal.ZERO : known).subtract(account);
    if (partly && more.signum() > 0) {
      return;
    }
    if (more.abs().compareTo(tolerance(money, account)) > 0) {
      apart.add(new Apart(name, account, more));
    }
  }

  private ClientPeriodLoss loss(List<Apart> apart) {
    StringBuilder sentence = new StringBuilder("the ad account itself reports ");
    for (int i = 0; i < apart.size(); i++) {
      Apart one = apart.get(i);
      sentence
          .append(i == 0 ? "" : i == apart.size() - 1 ? ", and " : ", ")
          .append(
              "%s of %s, %s %s"
                  .formatted(
                      one.name(),
                      Decimals.text(one.account()),
                      Decimals.text(one.more().abs()),
                      one.isHigh() ? "less" : "more"))
          .append(i == 0 ? " than the campaigns" : "");
    }
    boolean high = apart.stream().anyMatch(Apart::isHigh);
    boolean low = !apart.stream().allMatch(Apart::isHigh);
    return new ClientPeriodLoss(
        LossKind.TOTAL_DIFFERS,
        apart.stream().anyMatch(Apart::isMuch) ? Effect.DISTRUSTS : Effect.TOLD,
        false,
        sentence
            + (fetched
                ? ": run it again, as the account may have changed while it was fetched"
                : wayOut(high, low)));
  }

  private static String wayOut(boolean high, boolean low) {
    return (high ? ": look for rows that count twice" : "")
        + (high && low ? ", and " : low ? ": " : "")
        + (low ? "export all pages, and deleted and archived campaigns too" : "");
  }

  /** How far an account's total may be from the campaigns' sum and still match. */
  private BigDecimal tolerance(boolean money, @Nullable BigDecimal account) {
    BigDecimal rounding =
        money ? AccountTotals.HUNDREDTH.multiply(BigDecimal.valueOf(rows())) : BigDecimal.ZERO;
    return settling && account != null
        ? rounding.max(AccountTotals.HUNDREDTH.multiply(account.abs()))
        : rounding;
  }

  private @Nullable String countOf(Metric amounts) {
    return metrics.stream()
        .map(MetricExtraction::metric)
        .filter(metric -> metric.isCountOf(amounts))
        .map(Metric::name)
        .findFirst()
        .orElse(null);
  }

  private @Nullable BigDecimal accountTotal(int metric) {
    return isUnknown(metric) ? null : totals.of(metrics.get(metric), extracted.get(metric));
  }

  private static boolean fits(@Nullable BigDecimal sum) {
    return sum == null || sum.precision() - sum.scale() <= INTEGER_DIGITS;
  }

  private static @Nullable BigDecimal sum(List<@Nullable BigDecimal> values) {
    BigDecimal sum = null;
    for (BigDecimal value : values) {
      sum = sum == null ? value : value == null ? sum : sum.add(value);
    }
    return sum;
  }

  private static @Nullable Long wholeSum(List<@Nullable Long> values) {
    Long sum = null;
    for (Long value : values) {
      sum = sum == null ? value : value == null ? sum : Long.valueOf(Math.addExact(sum, value));
    }
    return sum;
  }
}

package com.campaignconversions.variance;

import com.campaignconversions.clients.Granularity;
import com.campaignconversions.clients.Period;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A client period written down by hand. */
public final class Numbers {
  public static final BigDecimal ALPHA = new BigDecimal("0.001");

  private final int campaigns;
  private List<@Nullable BigDecimal> spend;
  private List<@Nullable BigDecimal> impressions;
  private List<@Nullable BigDecimal> clicks;
  private final List<MetricNumbers> metrics = new ArrayList<>();
  private boolean chargedPerResult;

  private Numbers(int campaigns) {
    this.campaigns = campaigns;
    spend = unknown(campaigns);
    impressions = unknown(campaigns);
    clicks = unknown(campaigns);
  }

  public static Numbers of(int campaigns) {
    return new Numbers(campaigns);
  }

  /** So many campaigns with the same value. */
  public static double[] each(int campaigns, double value) {
    return DoubleStream.generate(() -> value).limit(campaigns).toArray();
  }

  static double[] joined(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  public static List<BigDecimal> decimals(double... values) {
    return Arrays.stream(values).mapToObj(BigDecimal::valueOf).toList();
  }

  public Numbers spend(double... values) {
    spend = known(values);
    return this;
  }

  public Numbers impressions(double... values) {
    impressions = known(values);
    return this;
  }

  public Numbers clicks(double... values) {
    clicks = known(values);
    return this;
  }

  public Numbers chargedPerResult() {
    chargedPerResult = true;
    return this;
  }

  public Numbers count(String name, double... values) {
    return metric(name, false, null, decimals(values), null);
  }

  public Numbers count(String name, List<BigDecimal> values) {
    return metric(name, false, null, values, null);
  }

  public Numbers after(String before, String name, double... values) {
    return metric(name, false, before, decimals(values), null);
  }

  public Numbers money(String name, double... values) {
    return metric(name, true, null, decimals(values), null);
  }

  /** An amount whose events another metric counts. */
  Numbers amountOf(String count, String name, double... values) {
    metrics.add(
        new MetricNumbers(
            name, true, null, decimals(values), null, null, null, BigDecimal.ZERO, count));
    return this;
  }

  public Numbers unknownCount(String name) {
    return metric(name, false, null, null, null);
  }

  public Numbers reconciled(String name, boolean money, double account, double... values) {
    return metric(name, money, null, decimals(values), BigDecimal.valueOf(account));
  }

  private Numbers metric(
      String name,
      boolean money,
      @Nullable String after,
      @Nullable List<BigDecimal> values,
      @Nullable BigDecimal account) {
    BigDecimal tolerance = money ? BigDecimal.valueOf(campaigns, 2) : BigDecimal.ZERO;
    metrics.add(
        new MetricNumbers(name, money, after, values, account, null, null, tolerance, null));
    return this;
  }

  public PeriodNumbers numbers() {
    List<String> ids = IntStream.range(0, campaigns).mapToObj(i -> "c%06d".formatted(i)).toList();
    return new PeriodNumbers(ids, spend, impressions, clicks, metrics, chargedPerResult);
  }

  List<MetricJudgement> judged(EarlierPeriod... earlier) {
    return Judge.judge(numbers(), List.of(earlier), ALPHA);
  }

  /** The judgement on the only metric. */
  MetricJudgement judgement(EarlierPeriod... earlier) {
    return judged(earlier).get(0);
  }

  MetricJudgement judgement(String metric) {
    return judged().stream().filter(j -> j.metric().equals(metric)).findFirst().orElseThrow();
  }

  /** A month of 2025 that was published, trusted and final. */
  static EarlierPeriod earlier(int month, String digest, double spend, Map<String, Double> totals) {
    return earlier(month, digest, true, spend, totals);
  }

  static EarlierPeriod earlier(
      int month, String digest, boolean trusted, double spend, Map<String, Double> totals) {
    Map<String, BigDecimal> exact = new java.util.HashMap<>();
    totals.forEach((metric, total) -> exact.put(metric, BigDecimal.valueOf(total)));
    return new EarlierPeriod(
        Period.containing(Granularity.MONTH, LocalDate.of(2025, month, 1)),
        digest,
        trusted,
        true,
        10,
        BigDecimal.valueOf(spend),
        exact);
  }

  private static List<@Nullable BigDecimal> known(double... values) {
    return new ArrayList<>(decimals(values));
  }

  private static List<@Nullable BigDecimal> unknown(int campaigns) {
    return Collections.nCopies(campaigns, null);
  }
}

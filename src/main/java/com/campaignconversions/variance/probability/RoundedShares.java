package com.campaignconversions.variance.probability;

import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All counts that dividing a total by a key and rounding the shares can leave, however they are
 * rounded: there is a rate ρ at which every remainder x − ρ·w lies in one and the same unit between
 * −1 and 1. Of few campaigns these are few, and how rarely chance brings one of them is a sum over
 * them. That is a probability of its own, which those of other periods can be multiplied by.
 *
 * <p>As ρ grows, the counts change where a remainder reaches a whole number or two of them meet;
 * between two such rates they are the whole parts of ρ·w, and one more for the largest remainders.
 */
public final class RoundedShares {
  private final double[] weights;
  private final double total;
  private final Set<LongBuffer> ways = new HashSet<>();

  private RoundedShares(double[] weights, double total) {
    this.weights = weights;
    this.total = total;
  }

  /**
   * The chance of any counts of this total that are rounded shares.
   *
   * @param counts whole and not negative
   * @param weights of the key, all positive
   * @param containing as in {@link ChanceOfEvenness#of}
   * @return 1 where these counts are not rounded shares
   */
  public static double chance(double[] counts, double[] weights, double @Nullable [] containing) {
    Integer[] byWeight =
        IntStream.range(0, counts.length)
            .boxed()
            // Campaigns of one weight are exchangeable: one order stands for all.
            .sorted(
                Comparator.comparingDouble((Integer i) -> weights[i])
                    .thenComparing(i -> counts[i], Comparator.reverseOrder()))
            .toArray(Integer[]::new);
    double[] sortedCounts = sorted(counts, byWeight);
    double total = PointProbability.sum(counts);
    RoundedShares shares = new RoundedShares(sorted(weights, byWeight), total);
    shares.collect();
    if (!shares.ways.contains(whole(sortedCounts))) {
      return 1;
    }
    double[] whole = containing == null ? null : sorted(containing, byWeight);
    double chance = 0;
    for (LongBuffer way : shares.ways) {
      chance += shares.probability(way.array(), whole);
    }
    return Math.min(1, Math.max(ChanceOfEvenness.SMALLEST, chance));
  }

  private static double[] sorted(double[] values, Integer[] order) {
    return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
  }

  private static LongBuffer whole(double[] counts) {
    return LongBuffer.wrap(Arrays.stream(counts).mapToLong(Math::round).toArray());
  }

  /** The counts between each two rates at which they change. */
  private void collect() {
    double before = Double.NaN;
    for (double rate : changes()) {
      if (rate - before > before * 1e-12) {
        addAt((before + rate) / 2);
      }
      before = rate;
    }
  }

  private Set<Double> changes() {
    int n = weights.length;
    double sum = PointProbability.sum(weights);
    double lowest = Math.max(0, (total - n) / sum);
    double highest = (total + n) / sum;
    Set<Double> rates = new TreeSet<>(Arrays.asList(lowest, highest));
    for (int i = 0; i < n; i++) {
      addWhole(weights[i], lowest, highest, rates);
      for (int j = 0; j < i; j++) {
        addWhole(weights[i] - weights[j], lowest, highest, rates);
      }
    }
    return rates;
  }

  /** The rates at which rate · weight is a whole number. */
  private static void addWhole(double weight, double lowest, double highest, Set<Double> rates) {
    if (weight > 0) {
      for (double k = Math.ceil(lowest * weight); k < highest * weight; k++) {
        rates.add(k / weight);
      }
    }
  }

  private void addAt(double rate) {
    int n = weights.length;
    long[] counts = new long[n];
    double[] remainders = new double[n];
    double left = total;
    for (int i = 0; i < n; i++) {
      double share = rate * weights[i];
      counts[i] = (long) Math.floor(share);
      remainders[i] = share - counts[i];
      left -= counts[i];
    }
    if (left < 0 || left > n) {
      return;
    }
    IntStream.range(0, n)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -remainders[i]))
        .limit(Math.round(left))
        .forEach(i -> counts[i]++);
    ways.add(LongBuffer.wrap(counts));
  }

  /** Of these counts, in any order among campaigns of one weight. */
  private double probability(long[] way, double @Nullable [] containing) {
    double[] counts = Arrays.stream(way).asDoubleStream().toArray();
    double sum = PointProbability.sum(weights);
    double[] expected = Arrays.stream(weights).map(weight -> total * weight / sum).toArray();
    double rate = containing == null ? 0 : total / PointProbability.sum(containing);
    double logarithm = LatticeTail.logOfPoint(counts, expected, containing, rate);
    for (int from = 0; from < way.length; ) {
      int to = from;
      int largest = 0;
      while (to < way.length && weights[to] == weights[from]) {
        largest += way[to] == way[from] ? 1 : 0;
        to++;
      }
      logarithm += PointProbability.logChoose((double) to - from, largest);
      from = to;
    }
    return Math.exp(logarithm);
  }
}

package com.campaignconversions.variance.detection;

import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.numbers.ValueColumn;
import com.campaignconversions.variance.probability.Binomials;
import com.campaignconversions.variance.probability.ChanceOfEvenness;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts multiplied by one factor, as when the names of one event are added up. A positive count is
 * a multiple of g by chance with probability 1/g.
 */
public final class CommonDivisor {
  static final int LARGEST = 10;
  static final int DIVISORS = LARGEST - 1;

  /** A real metric beside a multiplied one is accused more seldom than that. */
  private static final double SELDOM = 0.001;

  /** So is one among several that are too few to tell alone. */
  private static final double SELDOM_AMONG_OTHERS = 0.002;

  private CommonDivisor() {}

  /** How many of the positive values are multiples, and how rarely chance does it. */
  public record Shared(int divisor, int multiples, int positive, double pValue) {}

  public static Optional<Shared> find(ValueColumn counts, double significance) {
    BigInteger[] positive = positive(counts);
    if (areEqual(positive)) {
      return Optional.empty();
    }
    Shared best = null;
    for (int g = 2; g <= LARGEST; g++) {
      int multiples = multiples(positive, g);
      double chance = DIVISORS * Binomials.upperTail(positive.length, 1.0 / g, multiples);
      if (multiples > 0 && chance < significance && (best == null || chance < best.pValue())) {
        double pValue = Math.max(ChanceOfEvenness.SMALLEST, chance);
        best = new Shared(g, multiples, positive.length, pValue);
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Counts that share a divisor as those of another metric of the period do, by themselves too few
   * to tell: who multiplies one metric multiplies the others, by the same factor or a part of it.
   *
   * @param beside the divisor of the other metric
   */
  public static Optional<Shared> findBeside(ValueColumn counts, int beside) {
    BigInteger[] positive = positive(counts);
    if (areEqual(positive)) {
      return Optional.empty();
    }
    int[] related =
        IntStream.rangeClosed(2, LARGEST).filter(g -> g % beside == 0 || beside % g == 0).toArray();
    Shared best = null;
    for (int g : related) {
      int multiples = multiples(positive, g);
      double chance = related.length * Binomials.upperTail(positive.length, 1.0 / g, multiples);
      if (multiples > 0 && chance < SELDOM && (best == null || chance < best.pValue())) {
        best = new Shared(g, multiples, positive.length, chance);
      }
    }
    return Optional.ofNullable(best);
  }

  /** Metrics of one period that share a divisor, and the values of one of them. */
  public record Together(Shared own, List<Subject> members) {}

  /**
   * A metric and others of the same period that all share a divisor, each seldom so by chance and
   * too few to tell alone. Of a step of the funnel only those values speak that differ from the
   * steps before it, for an even step that lost nothing makes an even next one.
   *
   * @return empty where no other shares it, or chance explains it
   */
  public static Optional<Together> findTogether(
      Subject subject, List<Subject> subjects, double significance) {
    for (int g = LARGEST; g >= 2; g--) {
      List<Subject> members = new ArrayList<>();
      for (Subject other : subjects) {
        if (other.counted() && !other.fractional() && seldomMultiples(other.column(), g)) {
          members.add(other);
        }
      }
      if (members.size() > 1 && members.contains(subject)) {
        double chance = chanceTogether(members, g);
        if (chance < significance) {
          BigInteger[] own = positive(subject.column());
          return Optional.of(
              new Together(
                  new Shared(
                      g,
                      multiples(own, g),
                      own.length,
                      Math.max(ChanceOfEvenness.SMALLEST, chance)),
                  members));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean seldomMultiples(ValueColumn counts, int g) {
    BigInteger[] positive = positive(counts);
    int multiples = areEqual(positive) ? 0 : multiples(positive, g);
    return multiples > 0
        && Binomials.upperTail(positive.length, 1.0 / g, multiples) < SELDOM_AMONG_OTHERS;
  }

  private static double chanceTogether(List<Subject> members, int g) {
    List<Subject> largestFirst = new ArrayList<>(members);
    largestFirst.sort(Comparator.comparing(Subject::total).reversed());
    int values = 0;
    int multiples = 0;
    for (int m = 0; m < largestFirst.size(); m++) {
      List<BigDecimal> column = largestFirst.get(m).column().exact;
      for (int i = 0; i < column.size(); i++) {
        if (column.get(i).signum() > 0 && isNew(column.get(i), i, largestFirst.subList(0, m))) {
          values++;
          multiples +=
              column.get(i).toBigInteger().mod(BigInteger.valueOf(g)).signum() == 0 ? 1 : 0;
        }
      }
    }
    return DIVISORS * Binomials.upperTail(values, 1.0 / g, multiples);
  }

  private static boolean isNew(BigDecimal value, int campaign, List<Subject> before) {
    return before.stream()
        .noneMatch(subject -> subject.column().exact.get(campaign).compareTo(value) == 0);
  }

  /** The greatest common divisor of the values above zero; null where there are none. */
  public static @Nullable Long greatest(ValueColumn counts) {
    BigInteger greatest = Arrays.stream(positive(counts)).reduce(BigInteger.ZERO, BigInteger::gcd);
    return greatest.signum() > 0 && greatest.bitLength() < Long.SIZE
        ? Long.valueOf(greatest.longValue())
        : null;
  }

  private static boolean areEqual(BigInteger[] positive) {
    return Arrays.stream(positive).allMatch(value -> value.equals(positive[0]));
  }

  private static BigInteger[] positive(ValueColumn counts) {
    return counts.exact.stream()
        .filter(value -> value.signum() > 0)
        .map(BigDecimal::toBigInteger)
        .toArray(BigInteger[]::new);
  }

  /** How many are multiples; 0 as soon as more than a tenth are not. */
  private static int multiples(BigInteger[] positive, int g) {
    BigInteger divisor = BigInteger.valueOf(g);
    int others = 0;
    for (BigInteger value : positive) {
      boolean multiple =
          value.bitLength() < Long.SIZE
              ? value.longValue() % g == 0
              : value.mod(divisor).signum() == 0;
      if (!multiple && 10L * ++others > positive.length) {
        return 0;
      }
    }
    return positive.length - others;
  }
}

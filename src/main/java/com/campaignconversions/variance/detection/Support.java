package com.campaignconversions.variance.detection;

import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.numbers.ValueColumn;
import com.campaignconversions.variance.probability.ChanceOfEvenness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.special.Gamma;
import org.jspecify.annotations.Nullable;

/**
 * With three to seven campaigns one metric seldom decides, but several metrics that are all as even
 * by the same key do. Only metrics that are one rate by it and seldom so even by chance take part:
 * a real metric beside a manufactured one stays what it is.
 *
 * <p>The steps of a funnel are parts of each other, and an even first step makes even later ones.
 * So a metric that is contained in another counts with its probability given that one.
 */
public final class Support {
  private static final int FEWEST = 3;
  private static final int MOST = 7;
  private static final double SELDOM = 0.05;

  private Support() {}

  /** A metric and its test against the key in question. */
  public record Member(Subject subject, AllocationHypothesis test) {}

  public static boolean mayJoin(AllocationHypothesis test) {
    return !test.key().kind().isMetric()
        && test.campaigns() >= FEWEST
        && test.campaigns() <= MOST
        && test.oneRate()
        && test.pValue() != null
        && test.pValue() <= SELDOM;
  }

  /**
   * Fisher's combination of what the metrics say, each given those before it.
   *
   * @return null where there is only one, or only one and others that are the same as it
   */
  public static @Nullable Double combined(List<Member> members) {
    List<Member> largestFirst = new ArrayList<>(members);
    largestFirst.sort(Comparator.comparing((Member member) -> member.subject().total()).reversed());
    List<Subject> taken = new ArrayList<>();
    double statistic = 0;
    for (Member member : largestFirst) {
      Double pValue = given(taken, member);
      if (pValue != null) {
        statistic -= 2 * Math.log(pValue);
        taken.add(member.subject());
      }
    }
    if (taken.size() < 2) {
      return null;
    }
    return Math.max(
        ChanceOfEvenness.SMALLEST, Gamma.regularizedGammaQ(taken.size(), statistic / 2));
  }

  /** Null where the metric repeats one before it and so says nothing more. */
  private static @Nullable Double given(List<Subject> before, Member member) {
    ValueColumn column = member.subject().column();
    for (int i = before.size() - 1; i >= 0; i--) {
      ValueColumn containing = before.get(i).column();
      if (column.sameAs(containing)) {
        return null;
      }
      if (column.withinEvery(containing)) {
        return chanceWithin(member, containing);
      }
    }
    return member.test().pValue();
  }

  private static double chanceWithin(Member member, ValueColumn containing) {
    ValueColumn weights = member.test().key().weights();
    int n = member.test().campaigns();
    double[] counts = new double[n];
    double[] shares = new double[n];
    double[] whole = new double[n];
    int next = 0;
    for (int i = 0; i < weights.size(); i++) {
      if (weights.values[i] > 0) {
        counts[next] = member.subject().counts()[i];
        shares[next] = weights.values[i];
        whole[next] = containing.values[i];
        next++;
      }
    }
    return member.subject().chance(counts, shares, whole, true);
  }
}

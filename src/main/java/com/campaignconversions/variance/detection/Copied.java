package com.campaignconversions.variance.detection;

import com.campaignconversions.variance.numbers.ContentDigest;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.probability.ChanceOfEvenness;
import com.campaignconversions.variance.probability.PointProbability;
import java.util.List;
import java.util.Optional;

/** Numbers that are those of an earlier period, campaign by campaign and metric by metric. */
public final class Copied {
  private static final int FEWEST = 3;

  private Copied() {}

  /** The period they were copied from, and how rarely chance repeats one. */
  public record Original(EarlierPeriod period, double pValue) {}

  public static Optional<Original> find(
      PeriodNumbers numbers,
      List<Subject> subjects,
      List<EarlierPeriod> earlier,
      double significance) {
    if (numbers.campaignIds().size() < FEWEST || earlier.isEmpty()) {
      return Optional.empty();
    }
    double chance = Math.min(1, earlier.size() * chanceOfRepeating(numbers, subjects));
    if (chance >= significance) {
      return Optional.empty();
    }
    String digest = ContentDigest.of(numbers);
    return earlier.stream()
        .filter(period -> period.contentDigest().equals(digest))
        .findFirst()
        .map(period -> new Original(period, Math.max(ChanceOfEvenness.SMALLEST, chance)));
  }

  /**
   * A campaign repeats a count x with a chance of at most that of x in a Poisson law around x. Only
   * its largest count is used, for the steps of a funnel are no independent witnesses; an amount of
   * money may be a single fixed price; zeros say nothing.
   */
  private static double chanceOfRepeating(PeriodNumbers numbers, List<Subject> subjects) {
    double logarithm = 0;
    for (int i = 0; i < numbers.campaignIds().size(); i++) {
      double most = 0;
      for (Subject subject : subjects) {
        double x = subject.counts()[i];
        most = Math.max(most, subject.money() ? Math.min(x, 1) : x);
      }
      if (most >= 1) {
        logarithm += PointProbability.logPoisson(Math.floor(most), Math.floor(most));
      }
    }
    return Math.exp(logarithm);
  }
}

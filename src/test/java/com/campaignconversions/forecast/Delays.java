package com.campaignconversions.forecast;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Months of clicks whose conversions become known later, in days since the month's start. Seeded.
 */
final class Delays {
  static final int[] AGES = {1, 3, 7, 14};
  private static final int FINAL = 28;

  /** How late conversions are, and how clicks spread. */
  enum Family {
    /** What the method was built on. */
    EXPONENTIAL,
    /** From an hour to 28 days, each order of magnitude alike. */
    CLICK_LAG,
    /** That, with half as many clicks at weekends, when nothing becomes known before Monday. */
    WEEKENDS,
    /** That, each month up to a half more or less than the one before, and on the way all month. */
    GROWTH
  }

  private final Random random;
  private final Family family;
  private final double least;
  private final double most;
  private final double meanLag;
  private double level;
  private LocalDate month;

  /**
   * The months of one client.
   *
   * @param least and {@code most} conversions a month, on average
   */
  Delays(Family family, long seed, double least, double most) {
    this.random = new Random(seed);
    this.family = family;
    this.least = least;
    this.most = most;
    this.level = logUniform(least, most);
    this.meanLag = logUniform(1, 8);
    this.month = LocalDate.of(2019, 1, 1).plusMonths(random.nextInt(60));
  }

  /** What was known of a month at each age, and in the end. */
  record Month(List<Integer> known, int total) {
    EarlierTotal at(int age) {
      return new EarlierTotal(BigDecimal.valueOf(known.get(age)), BigDecimal.valueOf(total));
    }
  }

  List<Month> months(int count) {
    List<Month> months = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      months.add(next());
    }
    return months;
  }

  private Month next() {
    int days = month.lengthOfMonth();
    double before = level;
    double mean = level;
    if (family == Family.GROWTH) {
      level = Math.min(most, Math.max(least, level * (0.5 + random.nextDouble())));
      mean = (before + level) / 2;
    } else {
      mean = level * Math.exp(0.2 * random.nextGaussian());
    }
    int[] known = new int[AGES.length];
    int total = 0;
    for (int left = poisson(mean); left > 0; left--) {
      double at = seenAt(days, before);
      for (int age = 0; age < AGES.length; age++) {
        known[age] += at <= days + AGES[age] ? 1 : 0;
      }
      total += at <= days + FINAL ? 1 : 0;
    }
    month = month.plusMonths(1);
    return new Month(Arrays.stream(known).boxed().toList(), total);
  }

  private double seenAt(int days, double before) {
    return switch (family) {
      case EXPONENTIAL -> days * random.nextDouble() + meanLag * exponential();
      case CLICK_LAG -> days * random.nextDouble() + lag();
      case WEEKENDS -> {
        double click = days * random.nextDouble();
        while (isWeekend(click) && random.nextBoolean()) {
          click = days * random.nextDouble();
        }
        double seen = click + lag();
        yield isWeekend(seen) ? Math.floor(seen) + daysToMonday(seen) + random.nextDouble() : seen;
      }
      case GROWTH -> {
        // By rejection, along the line from the level before to this one.
        double click = random.nextDouble();
        while (random.nextDouble() * Math.max(before, level) > before + click * (level - before)) {
          click = random.nextDouble();
        }
        yield days * click + lag();
      }
    };
  }

  private double lag() {
    return logUniform(1 / 24.0, 28);
  }

  private boolean isWeekend(double at) {
    DayOfWeek day = month.plusDays((long) at).getDayOfWeek();
    return day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
  }

  private int daysToMonday(double at) {
    return 8 - month.plusDays((long) at).getDayOfWeek().getValue();
  }

  double logUniform(double least, double most) {
    return Math.exp(Math.log(least) + random.nextDouble() * Math.log(most / least));
  }

  private double exponential() {
    return -Math.log(1 - random.nextDouble());
  }

  private int poisson(double mean) {
    int count = 0;
    for (double left = mean - exponential(); left > 0; left -= exponential()) {
      count++;
    }
    return count;
  }
}

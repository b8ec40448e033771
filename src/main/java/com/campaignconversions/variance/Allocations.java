package com.campaignconversions.variance;

import com.campaignconversions.variance.detection.AllocationHypothesis;
import com.campaignconversions.variance.detection.AllocationKey;
import com.campaignconversions.variance.detection.AllocationKey.KeyKind;
import com.campaignconversions.variance.detection.CommonDivisor;
import com.campaignconversions.variance.detection.Filled;
import com.campaignconversions.variance.detection.PricePerResult;
import com.campaignconversions.variance.detection.Support;
import com.campaignconversions.variance.detection.SupportOverTime;
import com.campaignconversions.variance.numbers.EarlierPeriod;
import com.campaignconversions.variance.numbers.PeriodNumbers;
import com.campaignconversions.variance.numbers.SplitChances;
import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.numbers.ValueColumn;
import com.campaignconversions.variance.numbers.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every metric of a client period held against every allocation key. */
final class Allocations {
  private final List<Subject> subjects;
  private final double significance;
  private final Map<String, List<AllocationHypothesis>> tests = new HashMap<>();

  private final Map<String, Optional<RuleFinding>> distributed = new HashMap<>();

  /** The keys by which some count of this client period was distributed. */
  private final Set<String> distributing = new HashSet<>();

  private final List<EarlierPeriod> latestFirst;

  private Allocations(
      List<Subject> subjects, List<EarlierPeriod> latestFirst, double significance) {
    this.subjects = subjects;
    this.latestFirst = latestFirst;
    this.significance = significance;
  }

  static Allocations of(
      PeriodNumbers period,
      List<Subject> subjects,
      List<EarlierPeriod> latestFirst,
      double significance) {
    Allocations allocations = new Allocations(subjects, latestFirst, significance);
    if (period.campaignIds().size() > 1) {
      List<AllocationKey> common = commonKeys(period);
      for (int i = 0; i < subjects.size(); i++) {
        Subject subject = subjects.get(i);
        List<AllocationKey> keys = new ArrayList<>();
        for (AllocationKey key : common) {
          if (!subject.money() || key.kind() == KeyKind.EQUAL || key.kind() == KeyKind.SPEND) {
            keys.add(key);
          }
        }
        for (Subject before : subjects.subList(0, i)) {
          if (before.mayBeKeyOf(subject)) {
            KeyKind kind = before.money() ? KeyKind.MONEY : KeyKind.METRIC;
            keys.add(new AllocationKey(before.name(), kind, before.column()));
          }
        }
        allocations.tests.put(
            subject.name(),
            subject.isZero() ? List.of() : AllocationHypothesis.of(subject, keys, significance));
      }
      for (Subject subject : subjects) {
        if (!subject.money()) {
          allocations
              .distributed(subject)
              .ifPresent(
                  found -> allocations.distributing.add(Objects.requireNonNull(found.key())));
        }
      }
    }
    return allocations;
  }

  private static List<AllocationKey> commonKeys(PeriodNumbers period) {
    int n = period.campaignIds().size();
    List<AllocationKey> keys = new ArrayList<>();
    keys.add(
        new AllocationKey(
            "equal", KeyKind.EQUAL, ValueColumn.of(Collections.nCopies(n, BigDecimal.ONE))));
    if (!period.chargedPerResult()) {
      keys.add(new AllocationKey("spend", KeyKind.SPEND, ValueColumn.ofKnown(period.spend())));
    }
    keys.add(
        new AllocationKey(
            "impressions", KeyKind.IMPRESSIONS, ValueColumn.ofKnown(period.impressions())));
    keys.add(new AllocationKey("clicks", KeyKind.CLICKS, ValueColumn.ofKnown(period.clicks())));
    return keys;
  }

  List<AllocationHypothesis> tests(Subject subject) {
    return tests.getOrDefault(subject.name(), List.of());
  }

  Optional<AllocationHypothesis> by(@Nullable String key, Subject subject) {
    return tests(subject).stream().filter(test -> test.key().name().equals(key)).findFirst();
  }

  /** The test with the smallest p; of equal ones the first. */
  Optional<AllocationHypothesis> smallest(Subject subject) {
    return tests(subject).stream()
        .filter(test -> test.pValue() != null)
        .min(Comparator.comparingDouble(test -> Objects.requireNonNull(test.pValue())));
  }

  /** One rate by a key, beyond chance: alone, with other metrics, or in part of the campaigns. */
  Optional<RuleFinding> distributed(Subject subject) {
    return distributed.computeIfAbsent(subject.name(), name -> findDistributed(subject));
  }

  private Optional<RuleFinding> findDistributed(Subject subject) {
    return alone(subject)
        .or(() -> withItsCount(subject))
        .or(() -> withSupport(subject))
        .or(() -> overTime(subject))
        .or(() -> filled(subject));
  }

  private Optional<RuleFinding> alone(Subject subject) {
    return tests(subject).stream()
        .filter(test -> test.oneRate() && test.significant() && !paidPerResult(subject, test))
        .findFirst()
        .map(
            test ->
                RuleFinding.distributed(test.key().name(), Evidence.distributed(subject, test)));
  }

  /** Money has no chance test of its own; it follows the count that was divided. */
  private Optional<RuleFinding> withItsCount(Subject subject) {
    return tests(subject).stream()
        .filter(test -> subject.money() && test.oneRate())
        .filter(test -> distributing.contains(test.key().name()))
        .findFirst()
        .map(
            test ->
                RuleFinding.distributed(
                    test.key().name(), Evidence.distributedWithItsCount(subject, test)));
  }

  private Optional<RuleFinding> withSupport(Subject subject) {
    for (AllocationHypothesis test : tests(subject)) {
      if (Support.mayJoin(test) && !paidPerResult(subject, test)) {
        List<Support.Member> members = supporting(test.key().name());
        Double combined = Support.combined(members);
        if (combined != null && combined < test.threshold()) {
          return Optional.of(
              RuleFinding.distributed(
                  test.key().name(),
                  Evidence.distributedTogether(subject, test, members, combined)));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<RuleFinding> overTime(Subject subject) {
    for (AllocationHypothesis test : tests(subject)) {
      Optional<SupportOverTime.Series> series =
          series(subject, test).filter(found -> found.conclusive(test.threshold()));
      if (series.isPresent()) {
        return Optional.of(
            RuleFinding.distributed(
                test.key().name(), SeriesEvidence.distributed(subject, test, series.get())));
      }
    }
    return Optional.empty();
  }

  private Optional<SupportOverTime.Series> series(Subject subject, AllocationHypothesis test) {
    BigDecimal sum = test.key().weights().exact.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return SupportOverTime.shares(subject, test, sum, latestFirst);
  }

  /** What later periods need of a metric. */
  SplitChances chances(Subject subject) {
    return new SplitChances(
        roundedShares("equal", subject),
        roundedShares("spend", subject),
        roundedShares("impressions", subject),
        roundedShares("clicks", subject),
        subject.distribution().distinctAboveZero(),
        subject.counted() && !subject.fractional()
            ? CommonDivisor.greatest(subject.column())
            : null);
  }

  private @Nullable Double roundedShares(String key, Subject subject) {
    return by(key, subject).map(AllocationHypothesis::roundedShares).orElse(null);
  }

  private List<Support.Member> supporting(String key) {
    List<Support.Member> members = new ArrayList<>();
    for (Subject subject : subjects) {
      by(key, subject)
          .filter(test -> Support.mayJoin(test) && subject.counted())
          .filter(test -> !paidPerResult(subject, test))
          .ifPresent(test -> members.add(new Support.Member(subject, test)));
    }
    return members;
  }

  private Optional<RuleFinding> filled(Subject subject) {
    return subject.money()
        ? Optional.empty()
        : Filled.find(subject.column().values, significance)
            .map(tie -> RuleFinding.distributed("equal", Evidence.filled(tie)));
  }

  private static boolean paidPerResult(Subject subject, AllocationHypothesis test) {
    return test.key().kind() == KeyKind.SPEND
        && !subject.money()
        && !subject.fractional()
        && PricePerResult.explains(subject.counts(), test.key().weights().values);
  }

  /** Closer to one of the first four keys than chance allows, but not one rate by it. */
  Optional<RuleFinding> tooEven(Subject subject) {
    return tests(subject).stream()
        .filter(test -> !test.key().kind().isMetric() && test.significant() && !test.oneRate())
        .findFirst()
        .map(test -> RuleFinding.of(Verdict.TOO_EVEN, Evidence.tooEven(test)));
  }

  Optional<RuleFinding> inconclusive(Subject subject) {
    return tests(subject).stream()
        .filter(AllocationHypothesis::oneRate)
        .findFirst()
        .map(
            test ->
                RuleFinding.of(
                    Verdict.INCONCLUSIVE,
                    Evidence.joined(
                        Evidence.inconclusive(subject, test),
                        series(subject, test)
                            .map(series -> SeriesEvidence.lacking(series, test.threshold()))
                            .orElseGet(() -> SeriesEvidence.tooFewEach(test)))));
  }
}

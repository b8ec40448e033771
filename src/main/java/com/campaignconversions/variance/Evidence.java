package com.campaignconversions.variance;

import com.campaignconversions.records.Decimals;
import com.campaignconversions.variance.detection.AllocationHypothesis;
import com.campaignconversions.variance.detection.AllocationKey;
import com.campaignconversions.variance.detection.AllocationKey.KeyKind;
import com.campaignconversions.variance.detection.CommonDivisor;
import com.campaignconversions.variance.detection.Copied;
import com.campaignconversions.variance.detection.Expectation;
import com.campaignconversions.variance.detection.Filled;
import com.campaignconversions.variance.detection.Support;
import com.campaignconversions.variance.numbers.Distribution;
import com.campaignconversions.variance.numbers.PeriodNumbers.MetricNumbers;
import com.campaignconversions.variance.numbers.Subject;
import com.campaignconversions.variance.probability.ChanceOfEvenness;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Verdicts in words: a sentence or two that an account manager understands. */
final class Evidence {
  private Evidence() {}

  static String joined(String... sentences) {
    return Arrays.stream(sentences)
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }

  static String noData(MetricNumbers metric) {
    return joined(
        "No campaign row carries any actions, so the number is unknown, not 0: the export or query"
            + " left them out.",
        account(metric));
  }

  /** What the account itself says of a metric that is unknown. */
  static String account(MetricNumbers metric) {
    return metric.accountTotal() == null
        ? ""
        : "The ad account itself reports " + Decimals.text(metric.accountTotal()) + ".";
  }

  static String dropped(@Nullable BigDecimal spend, double expected) {
    return "Nothing was reported although %s was spent; earlier periods led to expect about %s."
            .formatted(Decimals.text(Objects.requireNonNull(spend)), rounded(expected))
        + " The event, its name or the access to it was probably lost.";
  }

  static String droppedWithItsCount(String count) {
    return "Nothing was reported, as of its count " + count + ", which dropped to zero.";
  }

  static String allZero(Subject subject) {
    int campaigns = subject.column().size();
    return switch (campaigns) {
      case 0 -> "There is no campaign.";
      case 1 -> "The only campaign shows 0.";
      default -> "All " + campaigns + " campaigns show 0.";
    };
  }

  static String singleCampaign(Subject subject) {
    return "There is only one campaign, with "
        + Decimals.text(subject.total())
        + ": nothing to compare it with.";
  }

  static String distributed(Subject subject, AllocationHypothesis test) {
    return joined(
        pattern(subject, test),
        "Real traffic of this size would do so " + once(test.pValue()) + "; " + cause(test) + ".");
  }

  static String distributedWithItsCount(Subject subject, AllocationHypothesis test) {
    return joined(
        pattern(subject, test),
        "So does a count of this period, beyond chance; " + cause(test) + ".");
  }

  static String distributedTogether(
      Subject subject, AllocationHypothesis test, List<Support.Member> members, double combined) {
    String others =
        members.stream()
            .map(member -> member.subject().name())
            .filter(name -> !name.equals(subject.name()))
            .collect(Collectors.joining(", "));
    return joined(
        pattern(subject, test),
        "Alone that happens " + once(test.pValue()) + ", but together with " + others,
        once(combined) + "; " + cause(test) + ".");
  }

  static String duplicatedTogether(Subject subject, CommonDivisor.Together together) {
    String others =
        together.members().stream()
            .map(Subject::name)
            .filter(name -> !name.equals(subject.name()))
            .collect(Collectors.joining(", "));
    return "%s, and so are those of %s.".formatted(multiples(together.own()), others)
        + " Real counts would all be so "
        + once(together.own().pValue())
        + "; one event added up under several names would.";
  }

  static String filled(Filled.Tie tie) {
    return "%d of %d campaigns show exactly %s, and hardly another is near it."
            .formatted(tie.campaigns(), tie.of(), Decimals.text(BigDecimal.valueOf(tie.value())))
        + " Real traffic would do so "
        + once(tie.pValue())
        + "; campaigns without data that were filled with one value would.";
  }

  static String duplicatedBeside(CommonDivisor.Shared shared, Subject other, int divisor) {
    return "%s, and those of %s of %d.".formatted(multiples(shared), other.name(), divisor)
        + " Real counts would be so beside it "
        + once(shared.pValue())
        + "; one event added up under several names would.";
  }

  private static String multiples(CommonDivisor.Shared shared) {
    return "%s values above 0 are multiples of %d"
        .formatted(
            shared.multiples() == shared.positive()
                ? "All " + shared.positive()
                : shared.multiples() + " of " + shared.positive(),
            shared.divisor());
  }

  static String duplicated(CommonDivisor.Shared shared) {
    return multiples(shared)
        + ". Real counts would be so "
        + once(shared.pValue())
        + "; one event added up under several names would, or pixel and server events without a"
        + " shared event id.";
  }

  static String copied(Subject subject, Copied.Original original) {
    return "All %d campaigns show the same values in every metric as in %s."
            .formatted(subject.distribution().campaigns(), original.period().period().id())
        + " Real traffic would repeat itself "
        + once(original.pValue())
        + "; numbers carried over, or an export of the wrong period, would.";
  }

  static String tooEven(AllocationHypothesis test) {
    return "The values follow "
        + words(test.key())
        + " more closely than chance allows ("
        + once(test.pValue())
        + "), but not at one rate: "
        + (test.key().kind() == KeyKind.SPEND
            ? "campaigns that are steered by cost do this."
            : "campaigns that are paused or capped at a number of results do this.");
  }

  static String inconclusive(Subject subject, AllocationHypothesis test) {
    // Significant and yet not distributed: only a price per result explains that.
    if (test.significant()) {
      return joined(
          pattern(subject, test),
          "So would results that are paid for one by one, so this cannot be told from real"
              + " numbers.");
    }
    if (test.pValue() == null) {
      return joined(
          pattern(subject, test),
          (subject.money() ? "An amount" : "A fraction")
              + " alone cannot be told from a fixed price or credit.");
    }
    return joined(
        pattern(subject, test),
        "But %d campaigns with %s in all are too few to tell: chance would do so %s."
            .formatted(test.campaigns(), Decimals.text(subject.total()), once(test.pValue())));
  }

  static String variance(Subject subject) {
    String spread = spread(subject);
    return spread.substring(0, spread.length() - 1) + ", as real traffic does.";
  }

  static String spread(Subject subject) {
    Distribution distribution = subject.distribution();
    return "%d campaigns show %d different values from %s to %s."
        .formatted(
            distribution.campaigns(),
            distribution.distinctValues(),
            Decimals.text(Objects.requireNonNull(distribution.min())),
            Decimals.text(Objects.requireNonNull(distribution.max())));
  }

  /** Whether a later step of the funnel is larger than the one before it. */
  static String order(Subject subject, List<Subject> subjects) {
    Subject before =
        subjects.stream()
            .filter(other -> other.name().equals(subject.numbers().after()))
            .findFirst()
            .orElse(null);
    if (before == null) {
      return "";
    }
    int larger = 0;
    for (int i = 0; i < subject.column().size(); i++) {
      larger += subject.column().exact.get(i).compareTo(before.column().exact.get(i)) > 0 ? 1 : 0;
    }
    return larger == 0
        ? ""
        : "%d of %d campaigns have more than at the earlier step %s."
            .formatted(larger, subject.column().size(), before.name());
  }

  static String farOutside(BigDecimal total, Expectation.FarOutside far) {
    return "The total, %s, is far from the %s that this client's spend and %d earlier periods led to expect."
        .formatted(Decimals.text(total), rounded(far.expected()), far.periods());
  }

  static String pattern(Subject subject, AllocationHypothesis test) {
    Distribution distribution = subject.distribution();
    String campaigns = (test.campaigns() == 2 ? "Both" : "All " + test.campaigns()) + " campaigns";
    if (test.key().kind() == KeyKind.EQUAL) {
      String lowest = Decimals.text(Objects.requireNonNull(distribution.min()));
      String highest = Decimals.text(Objects.requireNonNull(distribution.max()));
      return lowest.equals(highest)
          ? campaigns + " show exactly " + lowest + "."
          : campaigns + " show " + lowest + " or " + highest + ".";
    }
    return campaigns + " show one and the same rate of " + words(test.key()) + ", up to rounding.";
  }

  static String cause(AllocationHypothesis test) {
    return switch (test.key().kind()) {
      case EQUAL -> "a total divided equally would";
      case SPEND, IMPRESSIONS, CLICKS -> "a total divided by " + test.key().name() + " would";
      case METRIC, MONEY -> "a percentage of " + test.key().name() + " would";
    };
  }

  private static String words(AllocationKey key) {
    return key.kind() == KeyKind.EQUAL ? "equal shares" : key.name();
  }

  /** {@code about once in 300 periods}, {@code about once in 10^24 periods}. */
  static String once(@Nullable Double probability) {
    double p = Objects.requireNonNull(probability);
    if (p <= ChanceOfEvenness.SMALLEST) {
      return "less than once in 10^300 periods";
    }
    if (p > 0.5) {
      return "in most periods";
    }
    return p > 1e-6
        ? "about once in " + rounded(1 / p) + " periods"
        : "about once in 10^" + Math.round(-Math.log10(p)) + " periods";
  }

  /** Two digits are enough for what is only about so much. */
  private static String rounded(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    int digits = Math.max(2, Math.min(exact.precision() - exact.scale(), 3));
    return String.format(
        Locale.ROOT,
        "%,d",
        exact
            .round(new java.math.MathContext(digits))
            .setScale(0, RoundingMode.HALF_UP)
            .toBigInteger());
  }
}

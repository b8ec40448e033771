package com.campaignconversions.variance;

import com.campaignconversions.records.Wording;
import com.campaignconversions.variance.detection.AllocationHypothesis;
import com.campaignconversions.variance.detection.SupportOverTime;
import com.campaignconversions.variance.numbers.Subject;
import java.util.Objects;
import java.util.OptionalInt;

/** What periods say together, in words. */
final class SeriesEvidence {
  private SeriesEvidence() {}

  static String distributed(
      Subject subject, AllocationHypothesis test, SupportOverTime.Series series) {
    return Evidence.joined(
        Evidence.pattern(subject, test),
        "So it was in each of the last %d periods that can tell, since %s."
            .formatted(series.periods(), Objects.requireNonNull(series.first()).id()),
        "Real traffic would do so %s, and its totals vary as real ones do; %s."
            .formatted(Evidence.once(series.chance()), Evidence.cause(test)));
  }

  /** How many periods would tell; nothing where none would. */
  static String lacking(SupportOverTime.Series series, double threshold) {
    if (series.steady() && series.periods() >= SupportOverTime.FEWEST) {
      return "So it was in each of the last %d periods that can tell, whose totals are as steady: results that are steered or paused do this."
          .formatted(series.periods());
    }
    OptionalInt lacking = series.lacking(threshold);
    if (lacking.isEmpty()) {
      return "";
    }
    return Evidence.joined(
        series.first() == null
            ? ""
            : "So it was in the last %d periods that can tell.".formatted(series.periods()),
        "%s more like %s would tell."
            .formatted(
                Wording.counted(lacking.getAsInt(), "period"),
                series.first() == null ? "it" : "them"));
  }

  /** How many conversions a period needs to support others; nothing where none would do. */
  static String tooFewEach(AllocationHypothesis test) {
    return test.tooFewToSupport()
        ? "%d periods with at least %d each could tell together."
            .formatted(SupportOverTime.FEWEST, 2 * test.campaigns())
        : "";
  }

  static String duplicated(SupportOverTime.Multiples multiples) {
    return "All values above 0 of the last %d periods that can tell, since %s, are multiples of %d."
            .formatted(
                multiples.series().periods(),
                Objects.requireNonNull(multiples.series().first()).id(),
                multiples.divisor())
        + " Real counts would be so "
        + Evidence.once(multiples.series().chance())
        + "; one event added up under several names would.";
  }

  static String multiplesSoFar(SupportOverTime.Multiples multiples, double significance) {
    OptionalInt lacking = multiples.series().lacking(significance);
    return Evidence.joined(
        "All values above 0 of the last %d periods that can tell are multiples of %d, too few to tell: chance would do so %s."
            .formatted(
                multiples.series().periods(),
                multiples.divisor(),
                Evidence.once(multiples.series().chance())),
        lacking.isEmpty()
            ? ""
            : Wording.counted(lacking.getAsInt(), "period") + " more like them would tell.");
  }
}

package com.campaignconversions.conversions.preview;

import com.campaignconversions.records.Wording;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Something that a look into the insights found before a run.
 *
 * @param kind a {@link com.campaignconversions.job.LossKind}, the reason of a rejection, a verdict
 *     or reconciliation, or {@code UNREADABLE}, {@code CONFLICT}, {@code CLIENT_WITHOUT_ROWS},
 *     {@code ENVELOPE}, {@code NO_ROWS}, {@code NOTHING_USABLE}
 * @param message one sentence with an example and the way out; without a full stop
 * @param source where the example stands; null where it stands in no one place
 */
public record Finding(Weight weight, String kind, String message, @Nullable String source) {
  /** What would follow in a run. */
  public enum Weight {
    /** Something would be withheld, or the run would fail. */
    IN_THE_WAY,
    /** Something would be published as not trusted. */
    DISTRUSTED,
    /** Nothing. */
    NOTED
  }

  private static final int MOST_NAMES = 3;

  /** {@code a, b, c and 12 more}. */
  static String some(Collection<String> names) {
    return Wording.some(names, MOST_NAMES);
  }
}

package com.campaignconversions.conversions;

import org.jspecify.annotations.Nullable;

/**
 * Something that a look into the insights found before a run.
 *
 * @param kind a documented word: a {@link com.campaignconversions.job.LossKind}, the reason of a
 *     rejection, a verdict, or one of {@link Outlook}'s own
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
}

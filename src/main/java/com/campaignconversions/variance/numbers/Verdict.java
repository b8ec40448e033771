package com.campaignconversions.variance.numbers;

import org.jspecify.annotations.Nullable;

/** What the values of one metric over the campaigns of a client period look like. */
public enum Verdict {
  /** The source carried no actions at all: the metric is unknown, not zero. */
  NO_DATA(false),
  /**
   * Entries that it needs could not be read, or its action type was replaced in the midst of the
   * period.
   */
  INCOMPLETE(false),
  /**
   * None of its action types occurs, nor ever did; trusted where nothing like them occurs either.
   */
  NEVER_SEEN(true),
  /**
   * Nothing, although money was spent and earlier periods say that something was to be expected.
   */
  DROPPED_TO_ZERO(false),
  /** Nothing, and nothing against it. */
  ALL_ZERO(true),
  /** One campaign: nothing to compare. */
  SINGLE_CAMPAIGN(true),
  /** One rate times an allocation key, beyond chance: a total that was divided. */
  DISTRIBUTED(false),
  /** The values share a divisor beyond chance: one event counted under several names. */
  DUPLICATED(false),
  /** The same values as in an earlier period. */
  COPIED(false),
  /** Closer to an allocation key than chance allows, but not one rate by it. */
  TOO_EVEN(true),
  /** One rate by some key, but too few campaigns or conversions to tell. */
  INCONCLUSIVE(true),
  /** They vary, but their total is far from what the client's own earlier periods led to expect. */
  OUTLIER(true),
  /** The values vary as real ones do. */
  VARIANCE(true);

  private final boolean trusted;

  Verdict(boolean trusted) {
    this.trusted = trusted;
  }

  public boolean trusted() {
    return trusted;
  }

  /**
   * Whether the numbers are campaigns' own or were made of others: false where they vary as real
   * ones do, true where a rule explains them, null where the verdict says neither.
   */
  public @Nullable Boolean distributed() {
    return switch (this) {
      case VARIANCE, TOO_EVEN -> false;
      case DISTRIBUTED, DUPLICATED, COPIED -> true;
      default -> null;
    };
  }
}

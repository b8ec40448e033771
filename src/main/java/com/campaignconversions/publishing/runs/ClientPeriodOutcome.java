package com.campaignconversions.publishing.runs;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.conversions.Staleness;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a run did with one client period.
 *
 * @param trusted whether every metric is; null where the run left the client period as it was
 *     before
 * @param reason a sentence; null where there is nothing to say
 * @param restated what changed, where the period that was published was final already; else null
 * @param campaigns how many the run found
 * @param lost what was lost of it, a part of the reason; null where nothing was
 * @param sample what its largest campaign shows, for the log; null where nothing is published
 */
public record ClientPeriodOutcome(
    ClientPeriod clientPeriod,
    Outcome outcome,
    @Nullable Boolean trusted,
    @Nullable String reason,
    @Nullable String restated,
    long campaigns,
    @Nullable String lost,
    @Nullable String sample)
    implements Serializable {

  /** How it ended. */
  public enum Outcome {
    /** New content is visible. */
    PUBLISHED,
    /** The same content was visible already. */
    UNCHANGED,
    /** Nothing was changed, because an answer would have been a guess or incomplete. */
    WITHHELD,
    /** Its numbers are those that somebody rolled back; what is published stays. */
    HELD,
    /** No row of it was found. */
    MISSING,
    /** A run that started later was there first. */
    SUPERSEDED
  }

  /** Whether what is visible is what this run found. */
  public boolean isPublished() {
    return outcome == Outcome.PUBLISHED || outcome == Outcome.UNCHANGED;
  }

  /** Whether its numbers are visible, and not trusted for more than their age. */
  public boolean isNotTrusted() {
    return isPublished() && Boolean.FALSE.equals(trusted) && !isStale();
  }

  /**
   * Whether its source has ended, and nothing else is wrong: its data ends early, or there is no
   * row of it though there were some of the period before.
   */
  public boolean isStale() {
    if (!Boolean.FALSE.equals(trusted)) {
      return false;
    }
    return outcome == Outcome.MISSING
        || (isPublished()
            && lost != null
            && lost.equals(reason)
            && Staleness.isAllThatWasLost(lost));
  }
}

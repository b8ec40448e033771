package com.campaignconversions.notifications;

import com.campaignconversions.publishing.runs.ClientPeriodOutcome;
import org.jspecify.annotations.Nullable;

/** How a client period stands, the worst first; the names are documented. */
enum Standing {
  /** What was published before stays, if anything was. */
  WITHHELD,
  /** What is visible may be wrong. */
  NOT_TRUSTED,
  /** Its source has ended. */
  STALE,
  /** Visible and trusted. */
  WELL;

  /** Null where the outcome leaves it as it was, or there never was anything. */
  static @Nullable Standing of(@Nullable ClientPeriodOutcome outcome) {
    if (outcome == null) {
      return null;
    }
    return switch (outcome.outcome()) {
      case WITHHELD -> WITHHELD;
      case PUBLISHED, UNCHANGED ->
          outcome.isNotTrusted() ? NOT_TRUSTED : outcome.isStale() ? STALE : WELL;
      case MISSING -> outcome.isStale() ? STALE : null;
      case HELD, SUPERSEDED -> null;
    };
  }

  boolean isBad() {
    return this != WELL;
  }

  /** As a person reads it: {@code NOT TRUSTED}. */
  String label() {
    return name().replace('_', ' ');
  }
}

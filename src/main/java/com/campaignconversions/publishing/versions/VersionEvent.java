package com.campaignconversions.publishing.versions;

import com.campaignconversions.clients.ClientPeriod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a client period that became visible.
 *
 * @param kind whether a run published it or a person went back to it
 * @param fingerprint of what became visible
 * @param previousFingerprint of what was visible before; null for the first
 * @param cause what changed; null for the first, and where the earlier version is pruned
 * @param changes of every total, as a part of a sentence; null as {@code cause}
 * @param published whether it is what is visible now
 * @param kept whether its rows are still there
 */
public record VersionEvent(
    ClientPeriod clientPeriod,
    long runId,
    Instant publishedAt,
    EventKind kind,
    String fingerprint,
    @Nullable String previousFingerprint,
    @Nullable String productVersion,
    boolean trusted,
    boolean isFinal,
    @Nullable String cause,
    @Nullable String changes,
    boolean published,
    boolean kept) {
  /** Digits of a fingerprint that a person is shown. */
  private static final int SHORT = 12;

  /** How it became visible. */
  public enum EventKind {
    PUBLISHED,
    ROLLED_BACK
  }

  /** Enough of the fingerprint to name the version by. */
  public String version() {
    return shortened(fingerprint);
  }

  /** Enough of a fingerprint to name a version by. */
  static String shortened(String fingerprint) {
    return fingerprint.substring(0, Math.min(SHORT, fingerprint.length()));
  }
}

package com.campaignconversions.verification;

import com.campaignconversions.clients.ClientPeriod;
import com.campaignconversions.verification.Differences.Difference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found of one client period.
 *
 * @param agrees null where nobody can tell
 * @param reason a sentence; null where there is nothing to say
 * @param leftOut how many differences more there are
 * @param changedByHand whether something is not as it was published
 */
record VerifiedPeriod(
    ClientPeriod clientPeriod,
    @Nullable Boolean agrees,
    @Nullable String reason,
    List<Difference> differences,
    long leftOut,
    boolean changedByHand) {
  VerifiedPeriod {
    differences = List.copyOf(differences);
  }

  static VerifiedPeriod of(
      ClientPeriod clientPeriod,
      Differences differences,
      @Nullable String reason,
      boolean changedByHand) {
    return new VerifiedPeriod(
        clientPeriod,
        differences.isEmpty(),
        reason,
        differences.kept(),
        differences.leftOut(),
        changedByHand);
  }

  /** Of which nobody can tell. */
  static VerifiedPeriod unknown(ClientPeriod clientPeriod, String reason) {
    return new VerifiedPeriod(clientPeriod, null, reason, List.of(), 0, false);
  }

  boolean differs() {
    return Boolean.FALSE.equals(agrees);
  }
}

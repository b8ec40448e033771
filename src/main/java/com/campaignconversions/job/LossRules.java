package com.campaignconversions.job;

import java.io.Serializable;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a job does about what was lost.
 *
 * @param publishRejected whether a rejected row leaves its client period not trusted, where it
 *     would be withheld otherwise
 * @param freshWithin how old the last day and the newest source of a client may be while its period
 *     is not covered to its end; null where that does not matter
 * @param accepted losses that somebody knows of
 */
public record LossRules(
    boolean publishRejected, @Nullable Duration freshWithin, List<AcceptedLoss> accepted)
    implements Serializable {
  public static final LossRules STRICT = new LossRules(false, null, List.of());

  public LossRules {
    accepted = List.copyOf(accepted);
  }

  /**
   * A loss that somebody knows of: it neither withholds nor leaves numbers not trusted.
   *
   * @param reason the end of a sentence
   * @param until the last day on which it holds, in the client's time zone
   */
  public record AcceptedLoss(String clientId, LossKind loss, String reason, LocalDate until)
      implements Serializable {}

  /** These rules, made to publish in spite of rejected rows. */
  LossRules publishingRejected() {
    return new LossRules(true, freshWithin, accepted);
  }

  /** The acceptance of a client's loss that holds on a day. */
  public Optional<AcceptedLoss> accepted(String clientId, LossKind loss, LocalDate day) {
    return accepted.stream()
        .filter(one -> one.clientId().equals(clientId) && one.loss() == loss)
        .filter(one -> !day.isAfter(one.until()))
        .max(Comparator.comparing(AcceptedLoss::until));
  }
}

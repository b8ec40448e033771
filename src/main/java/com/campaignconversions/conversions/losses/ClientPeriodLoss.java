package com.campaignconversions.conversions.losses;

import com.campaignconversions.job.LossKind;

/**
 * Something that was lost of a client period, or may have been.
 *
 * @param mayBe whether it is not known to be this client period's: then an account's own total that
 *     matches in everything clears it
 * @param sentence what it is, with an example and the way out; without a full stop
 */
public record ClientPeriodLoss(LossKind kind, Effect effect, boolean mayBe, String sentence) {
  /** What follows from it. */
  public enum Effect {
    /** Nothing is published. */
    WITHHOLDS,
    /** The numbers are published and not trusted. */
    DISTRUSTS,
    /** It is told, and nothing follows. */
    TOLD
  }

  /** Whether it is a row of the client's own that was rejected. */
  public boolean isOfRejectedRow() {
    return !mayBe && kind.isOfRow();
  }

  public ClientPeriodLoss with(Effect other, String remark) {
    return new ClientPeriodLoss(kind, other, mayBe, sentence + remark);
  }
}

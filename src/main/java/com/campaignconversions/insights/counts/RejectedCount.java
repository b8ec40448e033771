package com.campaignconversions.insights.counts;

import com.campaignconversions.insights.counts.RejectedInsight.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How many rows, lines or entries of one kind a run could not use, and the first of them.
 *
 * @param clientId null where it is nobody's or unknown, as {@code periodId} and {@code accountId}
 * @param source of the example, as {@code position} and {@code detail}
 */
public record RejectedCount(
    Reason reason,
    @Nullable String clientId,
    @Nullable String periodId,
    @Nullable String accountId,
    long rows,
    String source,
    String position,
    String detail) {

  /** What makes two of them one. */
  public record Group(
      Reason reason,
      @Nullable String clientId,
      @Nullable String periodId,
      @Nullable String accountId) {}

  Group group() {
    return new Group(reason, clientId, periodId, accountId);
  }

  /** Both together; of the examples the first by place. */
  RejectedCount plus(RejectedCount other) {
    boolean first =
        source.compareTo(other.source) < 0
            || (source.equals(other.source) && position.compareTo(other.position) <= 0);
    RejectedCount example = first ? this : other;
    return new RejectedCount(
        reason,
        clientId,
        periodId,
        accountId,
        rows + other.rows,
        example.source,
        example.position,
        example.detail);
  }
}
